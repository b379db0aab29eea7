"""What is approved stays as it was: the database itself refuses, whoever asks and by whatever way."""

from __future__ import annotations

import pgtrigger

# The rule's name, which the database gives with its refusal.
RULE = "session_approved_is_frozen"
SENTENCE = "Deze sessie is vastgesteld en verandert niet meer. Maak een nieuwe versie."
IN_USE = "Een vastgestelde sessie rekent hiermee. Maak een nieuwe prijs of bron."

_OF_APPROVED = (
    "SELECT 1 FROM costs_costline line JOIN costs_session ON costs_session.id = line.session_id"
    " WHERE costs_session.status = 'approved'"
)
_ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
_CHANGE_OR_REMOVAL = pgtrigger.Update | pgtrigger.Delete


def _refuse(sentence: str) -> str:
    return (
        f"RAISE EXCEPTION USING MESSAGE = '{sentence}', "
        f"ERRCODE = 'check_violation', CONSTRAINT = '{RULE}';"
    )


def _refuse_where(condition: str, sentence: str, *, before: str = "") -> str:
    return f"""
        {before}
        IF {condition} THEN {_refuse(sentence)} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """


def session_frozen() -> pgtrigger.Trigger:
    """For the session itself: from the moment that it is approved no field changes and it is not removed."""
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=_CHANGE_OR_REMOVAL,
        func=_refuse_where("OLD.status = 'approved'", SENTENCE),
    )


def _unless_only_lost(fields: tuple[str, ...]) -> str:
    """The timeline may lose an event or a chapter; what was approved then only loses the way to it."""
    lost = " AND ".join(f"(NEW.{one}_id IS NULL OR NEW.{one}_id = OLD.{one}_id)" for one in fields)
    columns = ", ".join(f"'{one}_id'" for one in fields)
    return f"""
        IF TG_OP = 'UPDATE' AND {lost}
            AND to_jsonb(NEW) - ARRAY[{columns}] = to_jsonb(OLD) - ARRAY[{columns}]
            THEN RETURN NEW; END IF;
    """


def part_frozen(*may_lose: str) -> pgtrigger.Trigger:
    """For rows with a `session`: nothing comes to, goes from or changes in an approved one.

    `may_lose` are references to the timeline that may become empty.
    """
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=_ANY_CHANGE,
        func=_refuse_where(
            "EXISTS (SELECT 1 FROM costs_session WHERE status = 'approved'"
            " AND id IN (NEW.session_id, OLD.session_id))",
            SENTENCE,
            before=_unless_only_lost(may_lose) if may_lose else "",
        ),
    )


def link_frozen() -> pgtrigger.Trigger:
    """For the links between notes and lines of an approved session."""
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=_ANY_CHANGE,
        func=_refuse_where(
            f"EXISTS ({_OF_APPROVED} AND line.id IN (NEW.costline_id, OLD.costline_id))",
            SENTENCE,
        ),
    )


def price_in_use_frozen() -> pgtrigger.Trigger:
    """For prices: one that an approved line computes with stays as it is."""
    return _in_use("line.low_price_id = OLD.id OR line.high_price_id = OLD.id")


def source_in_use_frozen() -> pgtrigger.Trigger:
    """For sources: one that an approved line names, itself or by its price, stays as it is."""
    return _in_use(
        "line.low_source_id = OLD.id OR line.high_source_id = OLD.id OR EXISTS"
        " (SELECT 1 FROM costs_priceitem price WHERE price.source_id = OLD.id"
        " AND price.id IN (line.low_price_id, line.high_price_id))"
    )


def _in_use(condition: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="in_use",
        when=pgtrigger.Before,
        operation=_CHANGE_OR_REMOVAL,
        func=_refuse_where(
            f"EXISTS ({_OF_APPROVED} AND ({condition}))",
            IN_USE,
        ),
    )
