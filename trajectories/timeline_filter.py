"""Which part of a timeline somebody wants to see: the page, the list and the print obey the same filter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django import forms

from dow_site.dates import When, write_when
from dow_site.filters import FilterForm
from dow_site.form_fields import WhenField
from trajectories.drawing import Story
from trajectories.layout import Kept, count_events
from trajectories.marks import MarkIn
from trajectories.models import EventKind, LifeDomain, WorkingElement
from trajectories.searching import which_hold
from trajectories.story import EventIn
from trajectories.timeline import Timeline

_TAGS = ("element", "leefgebied")


class TimelineFilter(FilterForm):
    """A filter over what one reader reads of a timeline, and not over the database.

    So it finds nothing that he may not know, offers only lanes and kinds that he sees, and works on
    the timeline as it was known on a day too. Tags are asked of who knows the frame of the story
    only: a tag can say more than the shared event that carries it.
    """

    q = forms.CharField(label="Zoek in de tekst", required=False, max_length=80)
    baan = forms.ChoiceField(label="Baan", required=False)
    soort = forms.ChoiceField(label="Soort", required=False)
    van = WhenField(label="Vanaf", required=False, help_text="")
    tot = WhenField(label="Tot en met", required=False, help_text="")
    element = forms.ChoiceField(
        label="Werkzaam element", required=False, choices=[("", "Alle"), *WorkingElement.choices]
    )
    leefgebied = forms.ChoiceField(
        label="Leefgebied", required=False, choices=[("", "Alle"), *LifeDomain.choices]
    )

    def __init__(self, data, read: Story, *, knows_frame: bool):
        self.read, self.knows_frame = read, knows_frame
        super().__init__(data)

    def offer(self):
        self.fields["baan"].choices = [
            ("", "Alle banen"),
            *((lane.key, lane.label) for lane in self.read.lanes),
        ]
        elsewhere = {mark.kind: mark.kind_label for mark in self.read.marks}
        self.fields["soort"].choices = [
            ("", "Alle soorten"),
            *EventKind.choices,
            *([("Komt van elders", list(elsewhere.items()))] if elsewhere else []),
        ]
        for name in _TAGS if not self.knows_frame else ():
            del self.fields[name]

    def chosen(self, name):
        """As in every filter; a moment without a date is no choice."""
        value = super().chosen(name) if name in self.fields else None
        return None if isinstance(value, When) and not value.is_dated else value

    def apply(self, queryset: Story) -> Kept | None:
        """What is left of what was read; None where nothing was asked. At most one query, for the text."""
        if not self.is_active:
            return None
        events = [event for event in queryset.events if self._keeps_event(event)]
        marks = [mark for mark in queryset.marks if self._keeps_mark(mark)]
        if words := self.chosen("q"):
            # Marks are numbered apart from events: below zero they are told from these.
            texts = {event.key: f"{event.text} {event.quote} {event.speaker}" for event in events}
            found = which_hold(texts | {-mark.key: mark.text for mark in marks}, words)
            events = [event for event in events if event.key in found]
            marks = [mark for mark in marks if -mark.key in found]
        return Kept(
            events=frozenset(event.key for event in events),
            marks=frozenset(mark.key for mark in marks),
        )

    @property
    def misread(self) -> list[tuple[str, str]]:
        """The moments that could not be read and so filter nothing: the label and why."""
        return [
            (str(self[name].label), str(self.errors[name][0]))
            for name, field in self.fields.items()
            if isinstance(field, WhenField) and name in self.errors
        ]

    @property
    def address(self) -> list[tuple[str, str]]:
        """What was asked, as the address writes it: for a form or a link that keeps the filter."""
        return [(name, self.data[name]) for name in self.fields if self.chosen(name)]

    def in_words(self) -> list[tuple[str, str]]:
        """Every choice as label and value; a moment as people write it, the rest by its name."""
        return [
            (str(self[name].label), self._written(name))
            for name in self.fields
            if self.chosen(name)
        ]

    def _written(self, name: str) -> str:
        value = self.chosen(name)
        if isinstance(value, When):
            return write_when(value, long=True)
        return self._label(name) if hasattr(self.fields[name], "choices") else value

    def sentence(self, drawn: Timeline) -> str:
        """What is shown, and how many of how many."""
        events, marks = len(self.read.events), len(self.read.marks)
        if not self.is_active:
            shown = count_events(events)
            elsewhere = f" en {_count_marks(marks)}" if marks else ""
            return f"Je ziet alles: {shown}{elsewhere}."
        shown = f"{len(drawn.entries)} van de {count_events(events)}"
        elsewhere = f" en {len(drawn.marks)} van de {_count_marks(marks)}" if marks else ""
        return f"Je ziet {shown}{elsewhere}: {', '.join(self._asked())}."

    def _asked(self) -> Iterator[str]:
        if words := self.chosen("q"):
            yield f"met ‘{words}’"
        for name, what in (("baan", "baan"), ("soort", "soort")):
            if self.chosen(name):
                yield f"{what} {self._label(name)}"
        for name, what in (("van", "vanaf"), ("tot", "tot en met")):
            if when := self.chosen(name):
                yield f"{what} {write_when(when, long=True)}"
        for name, what in (("element", "werkzaam element"), ("leefgebied", "leefgebied")):
            if self.chosen(name):
                yield f"{what} {self._label(name)}"

    def _label(self, name: str) -> str:
        """The words of what was chosen in a field."""
        groups = self.fields[name].choices
        flat = [
            one
            for value, label in groups
            for one in (label if isinstance(label, list | tuple) else [(value, label)])
        ]
        return next(label for value, label in flat if str(value) == self.chosen(name))

    def _keeps_event(self, event: EventIn) -> bool:
        lane, kind = self.chosen("baan"), self.chosen("soort")
        element, domain = self.chosen("element"), self.chosen("leefgebied")
        return (
            (lane is None or int(lane) in event.lanes)
            and (kind is None or kind == event.kind)
            and (element is None or element == event.element)
            and (domain is None or domain in event.domains)
            and self._in_period(event.when.earliest, event.when.latest)
        )

    def _keeps_mark(self, mark: MarkIn) -> bool:
        lane, kind = self.chosen("baan"), self.chosen("soort")
        return (
            (lane is None or int(lane) == mark.lane)
            and (kind is None or kind == mark.kind)
            and not any(self.chosen(name) for name in _TAGS)
            and self._in_period(mark.when.earliest, mark.when.latest)
        )

    def _in_period(self, earliest: date | None, latest: date | None) -> bool:
        """Whether it can have been in the period; what has no date is in none."""
        since, until = self.chosen("van"), self.chosen("tot")
        if earliest is None:
            return since is None and until is None
        return (since is None or latest >= since.earliest) and (
            until is None or earliest <= until.latest
        )


def _count_marks(count: int) -> str:
    return "1 punt van elders" if count == 1 else f"{count} punten van elders"
