"""Made-up people who left, and what was heard of them since; work placements of those still here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from accounts.models import User
from coaching.aftercare import schedule
from coaching.closing import NEXT_CONTACT, OPEN_DOOR, TRY_AGAIN
from coaching.models import AftercareContact, CoachAssignment, WorkplaceCheck, WorkPlacement
from trajectories.models import Outflow, Trajectory


@dataclass(frozen=True, kw_only=True)
class MadeUpOutflow:
    """Where somebody went, and what each contact told, by its moment in the plan."""

    outflow: dict
    starts_after: int | None = None
    contract_days: int | None = None
    contacts: dict[str, dict] = field(default_factory=dict)
    when_tried_again: dict = field(default_factory=dict)
    is_planned_in_full: bool = True


def _spoken(status, how, **more):
    return {"outcome": "spoken", "status": status, "how_is_it": how} | more


NOT_REACHED = {"outcome": "not_reached", "channel": "phone"}
LEFT = {
    "Stijn": MadeUpOutflow(
        outflow={
            "category": "regular_temporary",
            "sector": "road",
            "organisation": "Sallandse Wegenbouw",
            "contract": "jaarcontract",
            "hours_per_week": 36,
        },
        starts_after=5,
        contract_days=365,
        when_tried_again=_spoken("same_job", "good"),
        contacts={
            "Na 1 week": _spoken(
                "same_job", "good", note="De ploeg is vriendelijk. Staat om vijf uur op."
            ),
            "Na 2 weken": NOT_REACHED,
            "Na 4 weken": _spoken(
                "same_job",
                "fair",
                help_needed="vervoer",
                next_step="Coach vraagt bij het bedrijf of hij kan meerijden.",
            ),
            "Na 2 maanden": _spoken("same_job", "good", note="Rijdt mee met een collega."),
            "Na 3 maanden": _spoken(
                "same_job",
                "good",
                with_whom="employer",
                note="De voorman is tevreden over zijn inzet.",
            ),
        },
    ),
    "Bram": MadeUpOutflow(
        outflow={
            "category": "education",
            "organisation": "ROC, bbl infra niveau 2",
            "contract": "leerbaan",
            "hours_per_week": 32,
        },
        starts_after=12,
        when_tried_again=_spoken("education", "good"),
        contacts={
            "Na 1 week": _spoken("education", "good", channel="message"),
            "Na 2 weken": _spoken("education", "good"),
            "Na 4 weken": _spoken(
                "education", "hard", help_needed="rekenen", next_step="Bijles op school."
            ),
            "Na 2 maanden": _spoken("education", "fair", with_whom="school"),
            "Na 3 maanden": _spoken("education", "good", note="De bijles helpt."),
            "Na 4 maanden": NOT_REACHED,
            "Na 5 maanden": _spoken(
                "education", "good", channel="came_by", note="Kwam zijn rapport laten zien."
            ),
            "Na 6 maanden": _spoken("education", "good"),
        },
    ),
    "Iris": MadeUpOutflow(
        outflow={"category": "stopped_early", "reason": "care_first"},
        is_planned_in_full=False,
        contacts={
            "Na 4 weken": _spoken(
                "unknown", "hard", with_whom="family", next_step="Over een maand weer bellen."
            ),
        },
    ),
}
# alias, kind, host, task, from and until (days ago), hours
PLACEMENTS = (
    ("Murat", "trial_day", "Hoveniersbedrijf De Regge", "tuinaanleg", 52, 52, None),
    ("Murat", "trial_placement", "Sallandse Wegenbouw", "straatmaken", 31, -25, 24),
    ("Nora", "work_experience", "Bakkerij Ter Steege", "inpakken en winkel", 40, None, 16),
    ("Stijn", "work_experience", "Sallandse Wegenbouw", "grondwerk", 190, 119, 32),
)
# alias and host, who answered, days ago, the six answers, remark
CHECKS = (
    ("Murat", "Sallandse Wegenbouw", "participant", 10, (4, 2, 3, 1, 3, 3), "In de keet praat iedereen snel."),
    ("Murat", "Sallandse Wegenbouw", "host", 9, (4, 4, 3, 3, 3, 2), "Hij mag zelf meer vragen."),
    ("Nora", "Bakkerij Ter Steege", "participant", 20, (4, 4, 4, 3, 4, 4), ""),
    ("Stijn", "Sallandse Wegenbouw", "participant", 150, (3, 3, 4, 3, 4, 3), "Goede ploeg."),
)  # fmt: skip
PRINCIPLE_FIELDS = ("safety", "involvement", "respect", "influence", "authenticity", "diversity")


def load_aftercare(coach: User, today: datetime.date) -> None:
    """Outflow, contacts and placements of the made-up people; days count back from today."""
    by_alias = {
        trajectory.participant.alias: trajectory
        for trajectory in Trajectory.objects.filter(is_published_case=False).select_related(
            "participant"
        )
    }
    for alias, story in LEFT.items():
        _load_leaver(by_alias[alias], story, coach, today)
    for placement in PLACEMENTS:
        _load_placement(by_alias, placement, today)
    for check in CHECKS:
        _load_check(by_alias, check, coach, today)


def _load_leaver(trajectory, story: MadeUpOutflow, coach: User, today: datetime.date) -> None:
    spells = list(trajectory.spells.order_by("starts_on"))
    left_on = spells[-1].ends_on
    starts_on = story.starts_after and left_on + datetime.timedelta(days=story.starts_after)
    is_early = story.outflow["category"] == "stopped_early"
    Outflow.objects.create(
        trajectory=trajectory,
        left_on=left_on,
        starts_on=starts_on,
        contract_ends_on=story.contract_days
        and starts_on + datetime.timedelta(days=story.contract_days - 1),
        door_open_on=today + datetime.timedelta(days=6) if is_early else None,
        **story.outflow,
    )
    CoachAssignment.objects.create(
        trajectory=trajectory, coach=coach, starts_on=spells[0].starts_on
    )
    for planned in schedule(left_on):
        told = story.contacts.get(planned.label)
        if told:
            _contact(trajectory, planned.label, planned.day, told, coach)
            if told is NOT_REACHED:
                again = planned.day + datetime.timedelta(days=7)
                _contact(trajectory, TRY_AGAIN, again, story.when_tried_again, coach)
        elif story.is_planned_in_full and planned.day > today:
            AftercareContact.objects.create(
                trajectory=trajectory, label=planned.label, planned_on=planned.day
            )
    if is_early:
        AftercareContact.objects.create(
            trajectory=trajectory,
            label=OPEN_DOOR,
            planned_on=today + datetime.timedelta(days=6),
        )
    else:
        # One that is due, so that the overviews have something to say.
        AftercareContact.objects.create(
            trajectory=trajectory,
            label=NEXT_CONTACT,
            planned_on=today - datetime.timedelta(days=1),
        )


def _contact(trajectory, label, day, told, coach) -> None:
    AftercareContact.objects.create(
        trajectory=trajectory,
        label=label,
        planned_on=day,
        contacted_on=day,
        recorded_by=coach,
        **told,
    )


def _load_placement(by_alias, placement, today) -> None:
    alias, kind, host, task, starts, ends, hours = placement
    WorkPlacement.objects.create(
        trajectory=by_alias[alias],
        kind=kind,
        host=host,
        task=task,
        starts_on=today - datetime.timedelta(days=starts),
        ends_on=None if ends is None else today - datetime.timedelta(days=ends),
        hours_per_week=hours,
        contact_name="de voorman" if "Wegenbouw" in host else "de eigenaar",
        contact_phone="0548 00 00 10",
    )


def _load_check(by_alias, check, coach, today) -> None:
    alias, host, answerer, days, answers, remark = check
    WorkplaceCheck.objects.create(
        placement=WorkPlacement.objects.get(trajectory=by_alias[alias], host=host),
        answerer=answerer,
        asked_on=today - datetime.timedelta(days=days),
        remark=remark,
        recorded_by=coach,
        **dict(zip(PRINCIPLE_FIELDS, answers, strict=True)),
    )
