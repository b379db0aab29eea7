"""What is measured: the pages of this system, those of the admin beside them, and the limits under both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bench import numbers


class Side(StrEnum):
    """Whose page it is; each side is a server of its own."""

    DOW = "dow"
    ADMIN = "admin"
    BARE = "bare"


SIDE_LABELS = {Side.DOW: "this system", Side.ADMIN: "Django admin", Side.BARE: "limit"}
# A family name of the recipe with a letter too few; the admin cannot forgive one and gets it whole.
WELL_SPELT = numbers.SEARCHED_NAME
MISSPELT = WELL_SPELT.lower().replace("icht", "cht")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One request: where, by whom, and by what its answer is known to be right.

    `holds` must stand in the answer, `rows` times where that is given; a form that is sent (`sends`) is
    taken from its own page first and must be answered by a redirect.
    """

    key: str
    label: str
    path: str
    side: Side = Side.DOW
    who: int = numbers.LEADER
    holds: str = ""
    rows: int | None = None
    is_list: bool = False
    sends: Mapping[str, object] = field(default_factory=dict)
    # The limits have no form of their own.
    has_form: bool = True


def pages(size: int, today: str) -> tuple[Page, ...]:
    """Every page at one size."""
    running = numbers.running_here(size)
    a_page = min(50, running)
    first_lane = (numbers.SAVED_IN - 1) * numbers.LANES_EACH + 1
    event = {"text": "Opgeschreven om te meten hoe lang bewaren duurt.", "lanes": [first_lane]}
    talk = {
        "held_on": today,
        "minutes": 30,
        "place": "workplace",
        "went_well": "Vroeg zelf om een volgende stap.",
        "mood": 4,
        "skill_on_time_coach": 3,
        "skill_cooperates_coach": 3,
        "skill_perseveres_coach": 2,
        "domain_money": "better",
        "domain_housing": "same",
    }
    row, card = 'data-label="Kenmerk"', 'id="lijst-'
    timeline = [
        Page(
            key=key,
            label=label,
            path=f"/trajecten/{number}/",
            holds=card,
            rows=numbers.EVENTS_OF[number],
        )
        for key, label, number in (
            ("dossier_30", "dossier, 30 events", numbers.EVENTS_30),
            ("dossier_200", "dossier, 200 events", numbers.EVENTS_200),
            ("dossier_500", "dossier, 500 events", numbers.EVENTS_500),
            (
                "dossier_200_talks",
                "dossier, 200 events and two years of talks",
                numbers.EVENTS_200_AND_TALKS,
            ),
        )
    ]
    return (
        Page(
            key="list",
            label="list, who is under way (50 rows)",
            path="/trajecten/?state=running",
            holds=row,
            rows=a_page,
            is_list=True,
        ),
        Page(
            key="list_all",
            label="list, everybody (50 rows)",
            path="/trajecten/",
            holds=row,
            rows=min(50, size),
            is_list=True,
        ),
        Page(
            key="search",
            label="search, a misspelt name (12 rows)",
            path=f"/trajecten/?q={MISSPELT}",
            holds=row,
            rows=len(numbers.SEARCHED_FOR),
            is_list=True,
        ),
        Page(
            key="list_coach",
            label="list of a coach",
            path="/trajecten/",
            who=numbers.COACH,
            holds=row,
            is_list=True,
        ),
        *timeline,
        Page(
            key="talk_form",
            label="form of the weekly talk",
            path=f"/begeleiding/trajecten/{numbers.TALKED_WITH}/gesprek/",
            who=numbers.COACH,
            holds="skill_on_time_coach",
        ),
        Page(
            key="save_event",
            label="saving an event",
            path=f"/trajecten/{numbers.SAVED_IN}/gebeurtenis/",
            sends=event,
        ),
        Page(
            key="save_talk",
            label="saving a talk",
            path=f"/begeleiding/trajecten/{numbers.TALK_SAVED_IN}/gesprek/",
            who=numbers.COACH,
            sends=talk,
        ),
        Page(
            key="overview",
            label="overview of the project leader",
            path="/",
            holds="c-places__name",
            rows=numbers.MOST_RUNNING,
        ),
        Page(
            key="grid",
            label=f"grid, {running} × 26",
            path="/begeleiding/rooster/?weken=26",
            holds='scope="row"',
            rows=running,
        ),
        Page(key="cohort", label="cohort figures", path="/rapportages/", holds="Uitstroom"),
        *_of_the_admin(first_lane),
        *_limits(first_lane),
    )


def _of_the_admin(first_lane) -> tuple[Page, ...]:
    side = {"side": Side.ADMIN, "who": numbers.SUPERUSER}
    trajectory, event = "/admin/trajectories/trajectory/", "/admin/trajectories/timelineevent/add/"
    saved = {
        "trajectory": numbers.SAVED_IN,
        "text": "Opgeschreven om te meten hoe lang bewaren duurt.",
        "recorded_by": numbers.SUPERUSER,
    }
    return (
        Page(
            key="admin_list",
            label="list, who is under way (50 rows)",
            path=f"{trajectory}?stand=running",
            holds='class="field-reference"',
            is_list=True,
            **side,
        ),
        Page(
            key="admin_search",
            label="search, the name well spelt",
            path=f"{trajectory}?q={WELL_SPELT}",
            holds='class="field-reference"',
            is_list=True,
            **side,
        ),
        Page(
            key="admin_dossier_200",
            label="change page, 200 inline events",
            path=f"{trajectory}{numbers.EVENTS_200}/change/",
            holds="-text",
            **side,
        ),
        Page(
            key="admin_talk_form",
            label="form of a talk, inline skills",
            path="/admin/coaching/talk/add/",
            holds="skills-0-skill",
            **side,
        ),
        Page(
            key="admin_save_event",
            label="single save of an event, with its lane",
            path=event,
            sends=saved | {"eventlane_set-0-lane": first_lane, "+-0-lane": first_lane},
            **side,
        ),
        Page(
            key="admin_save_talk",
            label="single save of a talk",
            path="/admin/coaching/talk/add/",
            sends={
                "trajectory": numbers.TALK_SAVED_IN,
                "author": numbers.COACH,
                "status": "final",
                "minutes": 30,
                "went_well": "Vroeg zelf om een volgende stap.",
            },
            **side,
        ),
    )


def _limits(first_lane) -> tuple[Page, ...]:
    return (
        Page(key="bare_nothing", label="view without a query", path="/niets/", side=Side.BARE),
        Page(key="bare_query", label="view with one query", path="/vraag/", side=Side.BARE),
        Page(
            key="bare_list",
            label="bare list of 50 rows",
            path="/lijst/",
            side=Side.BARE,
            is_list=True,
        ),
        Page(
            key="bare_dossier_200",
            label="bare dossier of 200 events",
            path=f"/dossier/{numbers.EVENTS_200}/",
            side=Side.BARE,
            holds="/gebeurtenissen/",
            rows=200,
        ),
        Page(
            key="bare_save",
            label="bare save of an event",
            path="/bewaren/",
            side=Side.BARE,
            sends={"text": "Opgeschreven om te meten.", "lane": first_lane},
            has_form=False,
        ),
    )
