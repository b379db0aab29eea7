"""The workplace check: the six principles of Shore, Cleveland and Sanchez (2018), asked in own words.

Pure. The principles are those the research report names as the base of an inclusive workplace; the
questions and answers were written for this project. Each is asked of the participant ('je') and of
the host ('bij ons'), so that the two can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PRINCIPLES = {
    "safety": "veiligheid",
    "involvement": "erbij horen",
    "respect": "respect en waardering",
    "influence": "invloed",
    "authenticity": "jezelf zijn",
    "diversity": "verschil mag er zijn",
}
ANSWERS = ((1, "Nee"), (2, "Soms"), (3, "Meestal"), (4, "Ja"))
QUESTIONS = {
    "participant": {
        "safety": "Durf je hier iets te vragen of te zeggen dat iets gevaarlijk is?",
        "involvement": "Weet je wat er speelt, en hoor je erbij in de pauze?",
        "respect": "Merk je dat je werk telt, en zegt iemand dat ook?",
        "influence": "Wordt er geluisterd als jij een idee hebt?",
        "authenticity": "Kun je hier zijn wie je bent, zonder toneel te spelen?",
        "diversity": "Werken hier mensen van allerlei slag goed samen?",
    },
    "host": {
        "safety": "Kan een nieuwe collega bij ons fouten melden zonder gedoe?",
        "involvement": "Krijgt hij dezelfde uitleg en uitnodigingen als de rest?",
        "respect": "Zegt iemand hem wat goed gaat, elke week?",
        "influence": "Doen we iets met wat hij voorstelt?",
        "authenticity": "Mag iemand bij ons anders werken of anders zijn?",
        "diversity": "Zoeken we bewust collega's met een ander verhaal?",
    },
}
# From this difference on, two answers are something to talk about.
WORTH_TALKING = 2


@dataclass(frozen=True)
class Compared:
    """One principle: its name, what each said (None: not answered), and whether to talk about it."""

    name: str
    participant: int | None
    host: int | None
    to_discuss: bool


def compare(
    participant: dict[str, int | None], host: dict[str, int | None]
) -> tuple[Compared, ...]:
    """The six principles side by side.

    To talk about: both answered and they lie two steps or more apart, or somebody said no.
    """
    return tuple(
        _compared(name, participant.get(key), host.get(key)) for key, name in PRINCIPLES.items()
    )


def _compared(name: str, participant: int | None, host: int | None) -> Compared:
    apart = None not in (participant, host) and abs(participant - host) >= WORTH_TALKING
    return Compared(
        name=name,
        participant=participant,
        host=host,
        to_discuss=apart or _lowest((participant, host)) == 1,
    )


def _lowest(answers: Iterable[int | None]) -> int | None:
    return min((answer for answer in answers if answer is not None), default=None)
