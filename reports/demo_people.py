"""Who was made up for the demonstration, and the story that each of them gets. Data, no deeds."""

from __future__ import annotations

from dataclasses import dataclass

from trajectories.models import (
    ChapterKind,
    EndReason,
    EventKind,
    LaneKind,
    LifeDomain,
    Phase,
    Sensitivity,
    WorkingElement,
)


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """A made-up participant; days are days ago."""

    given: str
    family: str
    alias: str
    born: tuple[int, int, int]
    spells: tuple[tuple[int, int | None, Phase, EndReason | str], ...]
    prefix: str = ""
    language: str = ""
    interpreter: bool = False
    coach: str = "jobcoach"
    referred_by_municipality: bool = True


PEOPLE = (
    MadeUp(
        given="Mehmet",
        family="Şahin",
        alias="Murat",
        born=(2006, 4, 2),
        spells=((143, 61, Phase.WORK_FIT, ""), (60, None, Phase.VOCATIONAL, "")),
    ),
    MadeUp(
        given="Lars",
        prefix="ten",
        family="Brinke",
        alias="Joris",
        born=(2005, 9, 17),
        spells=(
            (236, 170, Phase.WORK_FIT, EndReason.STOPPED_BY_PARTICIPANT),
            (82, None, Phase.WORK_FIT, ""),
        ),
    ),
    MadeUp(
        given="Jayden",
        prefix="van der",
        family="Veen",
        alias="Dylan",
        born=(2008, 1, 29),
        spells=((25, None, Phase.WORK_FIT, ""),),
        coach="stagiair",
    ),
    MadeUp(
        given="Amina",
        prefix="el",
        family="Idrissi",
        alias="Nora",
        born=(2004, 11, 8),
        spells=((97, None, Phase.VOCATIONAL, ""),),
        language="Arabisch",
        interpreter=True,
    ),
    MadeUp(
        given="Piotr",
        family="Łukaszewski",
        alias="Adam",
        born=(2003, 6, 21),
        spells=((51, None, Phase.WORK_FIT, ""),),
        language="Pools",
        referred_by_municipality=False,
    ),
    MadeUp(
        given="Ruben",
        family="Nijhuis",
        alias="Stijn",
        born=(2005, 2, 14),
        spells=((310, 118, Phase.VOCATIONAL, EndReason.PLANNED_OUTFLOW),),
    ),
    MadeUp(
        given="Kevin",
        family="Mulder",
        alias="Bram",
        born=(2004, 7, 5),
        spells=(
            (520, 431, Phase.WORK_FIT, EndReason.PAUSE),
            (390, 205, Phase.VOCATIONAL, EndReason.PLANNED_OUTFLOW),
        ),
    ),
    MadeUp(
        given="Daphne",
        prefix="ter",
        family="Horst",
        alias="Iris",
        born=(2006, 12, 19),
        spells=((160, 75, Phase.WORK_FIT, EndReason.CARE_FIRST),),
    ),
)

# How far into the stay (in parts of it), on which lanes, kind, sensitivity, what.
STORY = (
    (
        -0.20,
        ("municipality",),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "De RMC-coördinator belt met DOW over {name}.",
    ),
    (
        -0.10,
        ("participant", "programme", "municipality"),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "Kennismaking op de werkplaats, met een rondleiding. {name} krijgt werkkleding mee.",
    ),
    (
        0.00,
        ("participant", "programme"),
        EventKind.MILESTONE,
        Sensitivity.ORDINARY,
        "Eerste dag bij DOW.",
    ),
    (
        0.10,
        ("participant",),
        EventKind.LIFE_EVENT,
        Sensitivity.FAMILY,
        "Thuis is het onrustig; {name} slaapt slecht en komt twee keer te laat.",
    ),
    (
        0.22,
        ("participant", "family"),
        EventKind.SUPPORT,
        Sensitivity.FAMILY,
        "Moeder belt in de ochtend, zodat opstaan lukt.",
    ),
    (
        0.35,
        ("programme",),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "De jobcoach werkt een ochtend mee en geeft complimenten over het straatwerk.",
    ),
    (
        0.48,
        ("participant",),
        EventKind.LIFE_EVENT,
        Sensitivity.FINANCE,
        "Er is een oude rekening van de zorgverzekering; de jobcoach helpt met bellen.",
    ),
    (
        0.60,
        ("participant", "programme"),
        EventKind.OUTCOME,
        Sensitivity.ORDINARY,
        "{name} werkt vier weken achter elkaar alle dagen mee.",
    ),
    (
        0.75,
        ("employer", "participant"),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "Een dag mee met de ploeg op een project buiten de deur.",
    ),
    (
        0.90,
        ("participant",),
        EventKind.PERSPECTIVE,
        Sensitivity.ORDINARY,
        "{name} wil een opleiding met werk erbij en zoekt uit welke dat kan zijn.",
    ),
)
LANES = (
    ("municipality", LaneKind.MUNICIPALITY, "Gemeente", "Gemeente"),
    ("participant", LaneKind.PARTICIPANT, "{name}", "Deelnemer"),
    ("programme", LaneKind.PROGRAMME, "Dynamisch Op Weg (DOW)", "Dynamisch Op Weg (DOW)"),
    ("family", LaneKind.FAMILY, "Moeder", "Moeder"),
    ("employer", LaneKind.EMPLOYER, "Sallandse Wegenbouw", "Werkgever"),
)
CHAPTERS = (
    ("Beginsituatie", ChapterKind.INITIAL_SITUATION, -1.0),
    ("Start", ChapterKind.START, 0.0),
    ("Op weg", ChapterKind.OTHER, 0.5),
)


# What some of these events show of how the programme works, by their place in the story.
TAGS = {
    -0.10: (WorkingElement.CONNECT, [LifeDomain.WORK_LEARNING]),
    0.22: (WorkingElement.MULTIPLE_SUPPORT, [LifeDomain.HOME_RELATIONS, LifeDomain.DAILY_RHYTHM]),
    0.35: (WorkingElement.CONNECT, [LifeDomain.WORK_LEARNING]),
    0.48: (WorkingElement.MULTIPLE_SUPPORT, [LifeDomain.MONEY]),
    0.60: (WorkingElement.FUTURE_BASE, [LifeDomain.DAILY_RHYTHM]),
    0.90: (WorkingElement.FUTURE_BASE, [LifeDomain.WORK_LEARNING]),
}
