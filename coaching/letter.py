"""The draft of a hand-over letter: what the next coach must know of one participant, from what was recorded.

Pure: it gets words and gives words. Mood, life domains and sensitive events never come in it: who
hands over adds what he judges necessary, and the participant can read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ONLY_SO_MANY_TALKS = 3


@dataclass(frozen=True, kw_only=True)
class LastTalk:
    """What the letter takes from a talk; the day is written out."""

    on: str
    went_well: str = ""
    next_step: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenAgreement:
    who: str
    what: str
    due: str


def draft_letter(
    *,
    name: str,
    state: str,
    since: str,
    talks: Sequence[LastTalk],
    agreements: Sequence[OpenAgreement],
    next_talk: str = "",
) -> str:
    """A first version to edit, in paragraphs divided by an empty line; `talks` newest first."""
    begin = f"{name} is bij ons sinds {since}." if since else f"Dit gaat over {name}."
    parts = [
        f"{begin} Nu: {state}.",
        _listed(
            "Uit de laatste gesprekken",
            [line for talk in talks[:ONLY_SO_MANY_TALKS] for line in _lines(talk)],
            nothing="Er is nog geen gesprek vastgelegd.",
        ),
        _listed(
            "Afspraken die nog open staan",
            [f"{a.who}: {a.what} (voor {a.due})" for a in agreements],
            nothing="Er staan geen afspraken open.",
        ),
    ]
    if next_talk:
        parts.append(f"Volgend gesprek: {next_talk}.")
    parts.append("Wat werkt bij deze deelnemer, en wat niet:")
    return "\n\n".join(parts)


def _lines(talk: LastTalk) -> list[str]:
    """What a talk brings to the letter; nothing where only the day is known."""
    lines = []
    if talk.went_well:
        lines.append(f"{talk.on}, ging goed: {_on_one_line(talk.went_well)}")
    if talk.next_step:
        lines.append(f"{talk.on}, volgende stap: {_on_one_line(talk.next_step)}")
    return lines


def _listed(title: str, lines: list[str], *, nothing: str) -> str:
    return "\n".join([f"{title}:", *(f"- {line}" for line in lines)]) if lines else nothing


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
