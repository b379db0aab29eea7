"""Everything that the system holds about a participant in one programme, read by following the links."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from accounts.models import User
from coaching.models import GroupTalk, Talk
from dow_site.dates import Precision, When, write_when
from participants.belonging import direct_links, models_of_a_participant, ways_to_participant
from participants.merging import numbers_of
from participants.models import Participant, Referral
from reports.access_request.held import Change, Chapter, Entry, Fact, Holdings, Kind
from reports.access_request.inventory import (
    CARDS,
    CHAPTERS,
    LEFT_OUT,
    NO_FACTS,
    NOT_HIS,
    OTHER,
    WORDS_ASK,
)

UNKNOWN = "onbekend"
GONE = "(weggehaald)"


def holdings_of(whose: Participant | Referral, programme_id: int) -> Holdings:
    """What this programme holds about a participant: every row, and every field that changed.

    Of somebody who is known by a referral only: that referral, and what hangs on it.
    What another programme wrote about him is not in it: the two do not know of each other. Runs a
    fixed number of queries, two for each model. The caller has seen to it that this may be given.
    """
    walk = _Walk(whose, programme_id)
    walk.follow()
    return Holdings(
        chapters=tuple(walk.chapters()),
        changes=tuple(sorted(walk.changes(), key=lambda change: change.at)),
        people=frozenset(walk.people),
    )


@dataclass
class _Walk:
    """From the participant to what hangs on him, and on to what hangs on that."""

    whose: Participant | Referral
    programme_id: int
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    gone: dict[type[models.Model], list[int]] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)

    def follow(self) -> None:
        """Read the rows of every model, those nearest to the participant first."""
        if isinstance(self.whose, Referral):
            self.rows |= {Participant: [], Referral: [self.whose]}
        else:
            self.rows[Participant] = [self.whose]
            # Who went up in him was him under another number.
            numbers = numbers_of(self.whose.pk)
            self.gone[Participant] = [number for number in numbers if number != self.whose.pk]
        for model, hops in _nearest_first():
            if model._meta.label not in LEFT_OUT and model not in self.rows:
                self._read(model, hops)
        groups = {talk.group_id for talk in self.rows[Talk] if talk.group_id}
        shared = _readable(GroupTalk).filter(pk__in=groups, programme=self.programme_id)
        self.rows[GroupTalk] = list(shared.order_by("pk"))

    def _read(self, model: type[models.Model], hops: tuple[str, ...]) -> None:
        whose, once = models.Q(), models.Q()
        for hop in hops:
            parent = model._meta.get_field(hop).related_model
            live = [row.pk for row in self.rows.get(parent, ())]
            whose |= models.Q(**{f"{hop}__in": live})
            once |= models.Q(**{f"{hop}__in": [*live, *self.gone.get(parent, ())]})
        rows = _readable(model, self.programme_id if Participant in _parents(model, hops) else None)
        self.rows[model] = list(rows.filter(whose).order_by("pk"))
        if (states := _states_of(model)) is not None:
            taken = states.filter(once, pgh_label="delete")
            if _has(model, "programme"):
                taken = taken.filter(programme=self.programme_id)
            numbers = set(taken.values_list("pgh_obj_id", flat=True))
            self.gone[model] = sorted(numbers - {row.pk for row in self.rows[model]})

    def chapters(self) -> Iterator[Chapter]:
        """The rows in the order of the paper."""
        placed = {model for chapter in CHAPTERS.values() for model in chapter}
        others = tuple(model for model in self.rows if model not in placed)
        for title, kinds in [*CHAPTERS.items(), (OTHER, others)]:
            found = tuple(
                Kind(
                    title=_title(model, len(self.rows[model])),
                    entries=tuple(self._entry(row) for row in self.rows[model]),
                )
                for model in kinds
                if self.rows.get(model)
            )
            if found:
                yield Chapter(title=title, kinds=found)

    def _entry(self, row: models.Model) -> Entry:
        model = type(row)
        facts = [self._fact(row, one) for one in _fields(model)]
        for many in model._meta.many_to_many:
            names = [str(one) for one in getattr(row, many.name).all()]
            facts.append(_words(many, ", ".join(names)))
        return Entry(
            model=model._meta.label_lower,
            key=row.pk,
            person=card_of(model, row.pk),
            facts=tuple(fact for fact in facts if fact.text),
        )

    def _fact(self, row: models.Model, one: models.Field) -> Fact:
        if one.is_relation:
            if one.related_model is User and (pk := getattr(row, one.attname)):
                self.people.add(pk)
            other = getattr(row, one.name)
            return _words(one, "" if other is None else str(other))
        return _plain(one, one.value_from_object(row))

    def changes(self) -> Iterator[Change]:
        """What was written over or taken away, read from the states that the database kept."""
        kept = [
            (model, states, [*(row.pk for row in rows), *self.gone.get(model, ())])
            for model, rows in self.rows.items()
            if (states := _states_of(model)) is not None
        ]
        found = [(model, _in_order(states, numbers)) for model, states, numbers in kept]
        names = _names_of_links(found)
        authors = {_author(state) for _, states in found for state in states} - {None}
        self.people |= authors
        writers = dict(User.objects.filter(pk__in=authors).values_list("pk", "name"))
        for model, states in found:
            for _, of_row in groupby(states, key=lambda state: state.pgh_obj_id):
                before = None
                for state in of_row:
                    for change in _differences(model, before, state, names):
                        yield _change(model, state, writers.get(_author(state), UNKNOWN), *change)
                    before = state


@cache
def _nearest_first() -> tuple[tuple[type[models.Model], tuple[str, ...]], ...]:
    """Each model with the fields by which its rows hang on a row that was read before it."""
    found = []
    for model in models_of_a_participant():
        straight = [one.name for one in direct_links() if one.model is model]
        straight = [name for name in straight if (model._meta.label, name) not in NOT_HIS]
        ways = straight or [ways_to_participant(model)[0]]
        hops = tuple(way.partition("__")[0] for way in ways)
        found.append((ways[0].count("__"), model, hops))
    return tuple((model, hops) for _, model, hops in sorted(found, key=lambda one: one[0]))


def _parents(model: type[models.Model], hops: Iterable[str]) -> set[type[models.Model]]:
    return {model._meta.get_field(hop).related_model for hop in hops}


def _readable(model: type[models.Model], programme_id: int | None = None) -> models.QuerySet:
    """The rows of a model with what their words ask, of one programme where that is to be chosen."""
    rows = model._base_manager.all()
    if programme_id is not None:
        mine = model._default_manager.of_programme(programme_id)
        rows = rows.filter(pk__in=mine.values("pk"))
    links = [one.name for one in _fields(model) if one.is_relation]
    many = [one.name for one in model._meta.many_to_many]
    return rows.select_related(*links, *WORDS_ASK.get(model, ())).prefetch_related(*many)


def _states_of(model: type[models.Model]) -> models.QuerySet | None:
    return model.history.rel.related_model.objects.all() if hasattr(model, "history") else None


def _has(model: type[models.Model], name: str) -> bool:
    return any(one.name == name for one in model._meta.concrete_fields)


@cache
def _fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    """The fields that say something: no keys, no content of files, not whose row it is."""
    ways = {hop for other, hops in _nearest_first() if other is model for hop in hops}
    return tuple(
        one
        for one in model._meta.concrete_fields
        if not one.primary_key
        and one.name not in NO_FACTS | ways
        and (model._meta.label, one.name) not in NOT_HIS
        and not isinstance(one, models.BinaryField)
    )


def card_of(model: type[models.Model], key: int) -> str:
    """Whose card a row is, where it is somebody else's: `contact:12`; else nothing."""
    return f"{CARDS[model][0]}:{key}" if model in CARDS else ""


def _words(one: models.Field, text: str) -> Fact:
    return Fact(name=one.name, label=_label(one), text=text, value=text, is_words=True)


def _plain(one: models.Field, value: object) -> Fact:
    text = _read(one, value)
    is_typed = _is_typed(one)
    is_words = (
        is_typed
        or isinstance(one, models.JSONField)
        or (hasattr(one, "base_field") and not one.base_field.choices)
    )
    return Fact(
        name=one.name,
        label=_label(one),
        text=text,
        value=text if is_words else value,
        is_words=is_words,
        is_typed=is_typed,
    )


def _is_typed(one: models.Field) -> bool:
    return isinstance(one, models.CharField | models.TextField) and not one.choices


def _title(model: type[models.Model], count: int) -> str:
    names = model._meta
    return _capital(str(names.verbose_name if count == 1 else names.verbose_name_plural))


def _label(one: models.Field) -> str:
    return _capital(str(one.verbose_name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read(one: models.Field, value: object) -> str:
    """A value as people read it; nothing where nothing was filled in."""
    choices = dict(getattr(one, "base_field", one).flatchoices or ())
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime.datetime():
            local = timezone.localtime(value)
            return f"{_day(local.date())}, {local:%H:%M}"
        case datetime.date():
            return _day(value)
        case list() if hasattr(one, "base_field"):
            return ", ".join(str(choices.get(part, part)) for part in value)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
        case _:
            return str(choices.get(value, value))


def _day(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


def _names_of_links(
    found: Iterable[tuple[type[models.Model], Collection[models.Model]]],
) -> dict[type[models.Model], dict[int, str]]:
    """What the links in all states point at, in words; one query for each model that is pointed at."""
    asked: dict[type[models.Model], set[int]] = defaultdict(set)
    for model, states in found:
        for one in _fields(model):
            if one.is_relation and states:
                asked[one.related_model] |= {getattr(state, one.attname) for state in states}
    return {
        model: {row.pk: str(row) for row in _linked(model).filter(pk__in=numbers - {None})}
        for model, numbers in asked.items()
    }


def _linked(model: type[models.Model]) -> models.QuerySet:
    """Rows to be named, with what their names read on the way."""
    asks = {way.partition("__")[2] for ways in WORDS_ASK.values() for way in ways
            if way.startswith(f"{model._meta.model_name}__")}  # fmt: skip
    return model._base_manager.select_related(*asks)


def _in_order(states: models.QuerySet, numbers: Collection[int]) -> list[models.Model]:
    of_rows = states.filter(pgh_obj_id__in=numbers).select_related("pgh_context")
    return list(of_rows.order_by("pgh_obj_id", "pgh_id"))


def _author(state: models.Model) -> int | None:
    return state.pgh_context.metadata.get("user") if state.pgh_context else None


def _differences(model, before, state, names) -> Iterator[tuple[models.Field, str, str]]:
    """The fields that differ between two states; of a row that was taken away, all that it held."""
    is_gone = state.pgh_label == "delete"
    if before is None and not is_gone:
        return
    for one in _fields(model):
        if not hasattr(state, one.attname):
            continue
        was, became = (
            names[one.related_model].get(getattr(row, one.attname), "")
            if one.is_relation
            else _read(one, getattr(row, one.attname))
            for row in (state if is_gone else before, state)
        )
        if is_gone and was:
            yield one, was, GONE
        elif was != became:
            yield one, was, became


def _change(model, state, who, one, was, became) -> Change:
    return Change(
        at=state.pgh_created_at,
        who=who,
        model=model._meta.label_lower,
        kind=_capital(str(model._meta.verbose_name)),
        key=state.pgh_obj_id,
        person=card_of(model, state.pgh_obj_id),
        name=one.name,
        label=_label(one),
        was=was,
        became=became,
        is_typed=_is_typed(one),
    )
