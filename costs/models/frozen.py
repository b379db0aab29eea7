"""What is approved stays as it was: the database itself refuses, whoever asks and by whatever way."""

from __future__ import annotations

import operator
from functools import reduce

import pgtrigger

# The rule's name, which the database gives with its refusal.
RULE = "session_approved_is_frozen"
SENTENCE = "Deze sessie is vastgesteld en verandert niet meer. Maak een nieuwe versie."
IN_USE = "Een vastgestelde sessie rekent hiermee. Maak een nieuwe prijs of bron."
COST_PRICE_IN_USE = (
    "Een vastgestelde sessie rekent met de kostprijs van deze bron."
    " Voeg een kostprijs van een ander jaar toe, met een eigen bron."
)
LIST_RULE = "pricelist_in_use_is_frozen"
LIST_SENTENCE = "Deze prijslijst is in gebruik en verandert niet meer. Maak een nieuwe versie."
LIST_SOURCE = "Een prijslijst in gebruik noemt deze bron. Maak een nieuwe bron."

_LINES_WITH_SESSION = "costs_costline line JOIN costs_session ON costs_session.id = line.session_id"
_ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
_CHANGE_OR_REMOVAL = pgtrigger.Update | pgtrigger.Delete


def _refuse(sentence: str, rule: str) -> str:
    return (
        f"RAISE EXCEPTION USING MESSAGE = '{sentence}', "
        f"ERRCODE = 'check_violation', CONSTRAINT = '{rule}';"
    )


def _refuse_where(condition: str, sentence: str, *, before: str = "", rule: str = RULE) -> str:
    return f"""
        {before}
        IF {condition} THEN {_refuse(sentence, rule)} END IF;
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


def kept_whole() -> pgtrigger.Trigger:
    """For every table that an approved session rests on: while there is one, it is not emptied in one stroke."""
    return pgtrigger.Trigger(
        name="kept_whole",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=_refuse_where(
            "EXISTS (SELECT 1 FROM costs_session WHERE status = 'approved')", SENTENCE
        ),
    )


def _refuse_of_approved(rows: str, condition: str, sentence: str, *, before: str = "") -> str:
    """Refuse where a session in `rows` is approved.

    The sessions are locked first, so that what is written beside the pages either waits for an approval
    that is under way, and is refused, or the approval waits for it, and seals it.
    """
    return _refuse_where(
        f"EXISTS (SELECT 1 FROM {rows} WHERE costs_session.status = 'approved' AND ({condition}))",  # noqa: S608
        sentence,
        before=f"{before} PERFORM 1 FROM {rows} WHERE {condition} FOR SHARE OF costs_session;",
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

    `may_lose` are references to the timeline that may become empty, as `lost_with_it` allows.
    """
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=_ANY_CHANGE,
        func=_refuse_of_approved(
            "costs_session",
            "costs_session.id IN (NEW.session_id, OLD.session_id)",
            SENTENCE,
            before=_unless_only_lost(may_lose) if may_lose else "",
        ),
    )


def lost_with_it(**tables: str) -> pgtrigger.Trigger:
    """For references to the timeline, each with its table: one becomes empty only when its row is removed.

    Django empties a reference before it removes the row, so this is asked at the end of the transaction.
    """
    still_there = " OR ".join(
        f"(OLD.{name}_id IS NOT NULL AND NEW.{name}_id IS NULL"  # noqa: S608
        f" AND EXISTS (SELECT 1 FROM {table} WHERE id = OLD.{name}_id))"
        for name, table in tables.items()
    )
    return pgtrigger.Trigger(
        name="lost_with_it",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=reduce(
            operator.or_,
            (
                pgtrigger.Q(**{f"old__{name}__isnull": False, f"new__{name}__isnull": True})
                for name in tables
            ),
        ),
        func=_refuse_of_approved(
            "costs_session", f"costs_session.id = NEW.session_id AND ({still_there})", SENTENCE
        ),
    )


def link_frozen() -> pgtrigger.Trigger:
    """For the links between notes and lines of an approved session."""
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=_ANY_CHANGE,
        func=_refuse_of_approved(
            _LINES_WITH_SESSION, "line.id IN (NEW.costline_id, OLD.costline_id)", SENTENCE
        ),
    )


def price_in_use_frozen() -> pgtrigger.Trigger:
    """For prices: one that an approved line computes with stays as it is."""
    return _in_use("line.low_price_id = OLD.id OR line.high_price_id = OLD.id")


def source_in_use_frozen() -> pgtrigger.Trigger:
    """For sources: one that an approved line names, itself or by its price, stays as it is."""
    return _in_use(_line_names("OLD.id"))


def cost_price_in_use_frozen() -> pgtrigger.Trigger:
    """For cost prices: what an approved session prints is the newest of a source that its lines name.

    So none of that source comes to, goes from or changes in that programme.
    """
    return _cost_price_in_use(
        " OR ".join(
            f"trajectory.programme_id = {row}.programme_id AND ({_line_names(f'{row}.source_id')})"
            for row in ("OLD", "NEW")
        )
    )


def part_of_cost_price_in_use_frozen() -> pgtrigger.Trigger:
    """For the parts of a cost price, as for the cost price itself."""
    return _cost_price_in_use(
        "EXISTS (SELECT 1 FROM costs_costprice cost_price"  # noqa: S608
        " WHERE cost_price.id IN (NEW.cost_price_id, OLD.cost_price_id)"
        " AND cost_price.programme_id = trajectory.programme_id"
        f" AND ({_line_names('cost_price.source_id')}))"
    )


def _cost_price_in_use(condition: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="in_use",
        when=pgtrigger.Before,
        operation=_ANY_CHANGE,
        func=_refuse_of_approved(
            f"{_LINES_WITH_SESSION}"
            " JOIN trajectories_trajectory trajectory ON trajectory.id = costs_session.trajectory_id",
            condition,
            COST_PRICE_IN_USE,
        ),
    )


def _line_names(source: str) -> str:
    return (
        f"line.low_source_id = {source} OR line.high_source_id = {source} OR EXISTS"  # noqa: S608
        f" (SELECT 1 FROM costs_priceitem price WHERE price.source_id = {source}"
        " AND price.id IN (line.low_price_id, line.high_price_id))"
    )


def _in_use(condition: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="in_use",
        when=pgtrigger.Before,
        operation=_CHANGE_OR_REMOVAL,
        func=_refuse_of_approved(_LINES_WITH_SESSION, condition, IN_USE),
    )


def list_frozen() -> pgtrigger.Trigger:
    """For price lists: one that is or was in use only becomes replaced, by a newer version."""
    moved = "ARRAY['status', 'replaced_on', 'version']"
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=_CHANGE_OR_REMOVAL,
        func=_refuse_where(
            "OLD.status <> 'draft'",
            LIST_SENTENCE,
            rule=LIST_RULE,
            before=f"""
        IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'replaced'
            AND to_jsonb(NEW) - {moved} = to_jsonb(OLD) - {moved}
            THEN RETURN NEW; END IF;
    """,
        ),
    )


def price_of_list_frozen() -> pgtrigger.Trigger:
    """For prices: nothing comes to, goes from or changes in a list that is no draft.

    The list is held meanwhile, so that no price slips in while it is put to use.
    """
    of_lists = "FROM costs_pricelist WHERE id IN (NEW.price_list_id, OLD.price_list_id)"
    return pgtrigger.Trigger(
        name="list_frozen",
        when=pgtrigger.Before,
        operation=_ANY_CHANGE,
        func=_refuse_where(
            f"EXISTS (SELECT 1 {of_lists} AND status <> 'draft')",
            LIST_SENTENCE,
            rule=LIST_RULE,
            before=f"PERFORM 1 {of_lists} FOR SHARE;",
        ),
    )


def source_of_list_frozen() -> pgtrigger.Trigger:
    """For sources: one that a price of a list in use names stays as it is."""
    of_lists = (
        "FROM costs_priceitem price JOIN costs_pricelist list ON list.id = price.price_list_id"
        " WHERE price.source_id = OLD.id"
    )
    return pgtrigger.Trigger(
        name="list_in_use",
        when=pgtrigger.Before,
        operation=_CHANGE_OR_REMOVAL,
        func=_refuse_where(
            f"EXISTS (SELECT 1 {of_lists} AND list.status <> 'draft')",
            LIST_SOURCE,
            rule=LIST_RULE,
            before=f"PERFORM 1 {of_lists} FOR SHARE OF list;",
        ),
    )
