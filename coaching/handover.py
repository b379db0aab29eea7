"""Handing over: draft the letters, offer them, and change the assignments when the receiver confirms."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from coaching.letter import ONLY_SO_MANY_TALKS, LastTalk, OpenAgreement, draft_letter
from coaching.models import (
    SPOKEN,
    UNDECIDED,
    Agreement,
    CoachAssignment,
    Handover,
    HandoverLetter,
    HandoverStatus,
    Talk,
)
from dow_site.dates import Precision, When, write_when
from trajectories.dossier import current_state
from trajectories.models import Trajectory

_DAY = datetime.timedelta(days=1)


@transaction.atomic
def start_handover(
    *,
    trajectories: Iterable[Trajectory],
    from_coach: User,
    to_coach: User,
    starts_on: datetime.date,
    submission_key: uuid.UUID | None = None,
    by: User,
) -> Handover:
    """Make a hand-over with a drafted letter about each participant; nothing changes hands yet.

    Refuses a participant whom the giving coach does not guide on the day before, who is already in
    another hand-over, or whose own file it is. The same form sent twice gives one hand-over.
    """
    chosen = Trajectory.objects.select_for_update(of=("self",)).filter(
        pk__in=[trajectory.pk for trajectory in trajectories]
    )
    chosen = list(chosen.select_related("participant").with_stays().order_by("pk"))
    submission_key = submission_key or uuid.uuid4()
    if made := Handover.objects.filter(submission_key=submission_key).first():
        return made
    guided = set(
        CoachAssignment.objects.running_on(starts_on - _DAY)
        .filter(coach=from_coach, trajectory__in=chosen)
        .values_list("trajectory", flat=True)
    )
    taken = set(
        HandoverLetter.objects.filter(
            trajectory__in=chosen, handover__status__in=UNDECIDED
        ).values_list("trajectory", flat=True)
    )
    for trajectory in chosen:
        if trajectory.pk not in guided:
            raise ValidationError(
                f"{from_coach} begeleidt {trajectory.participant} niet op de dag ervoor.",
                code="not_guided",
            )
        if trajectory.pk in taken:
            raise ValidationError(
                f"{trajectory.participant} staat al in een andere overdracht.", code="taken"
            )
        if trajectory.participant.account_id == to_coach.pk:
            raise ValidationError("Niemand begeleidt zichzelf.", code="own_file")
    handover = Handover(
        programme_id=from_coach.programme_id,
        from_coach=from_coach,
        to_coach=to_coach,
        starts_on=starts_on,
        made_by=by,
        submission_key=submission_key,
    )
    handover.full_clean()
    handover.save()
    HandoverLetter.objects.bulk_create(
        HandoverLetter(handover=handover, trajectory=trajectory, text=text)
        for trajectory, text in drafted_letters(chosen, timezone.localdate())
    )
    return handover


def drafted_letters(
    trajectories: Iterable[Trajectory], today: datetime.date
) -> list[tuple[Trajectory, str]]:
    """A first version of each letter of trajectories `with_stays`, from the open agreements and the last talks; two queries."""
    trajectories = list(trajectories)
    talks, agreements = defaultdict(list), defaultdict(list)
    for talk in Talk.objects.filter(trajectory__in=trajectories, kind__in=SPOKEN).newest_first():
        if len(talks[talk.trajectory_id]) < ONLY_SO_MANY_TALKS:
            talks[talk.trajectory_id].append(talk)
    for agreement in Agreement.objects.filter(trajectory__in=trajectories).open().due_first():
        agreements[agreement.trajectory_id].append(agreement)
    return [
        (trajectory, _drafted(trajectory, talks[trajectory.pk], agreements[trajectory.pk], today))
        for trajectory in trajectories
    ]


def _drafted(trajectory, talks, agreements, today) -> str:
    spells = trajectory.stays
    planned = [t.next_talk_on for t in talks if t.next_talk_on and t.next_talk_on >= today]
    return draft_letter(
        name=str(trajectory.participant),
        state=current_state(trajectory, today),
        since=_written(spells[0].starts_on) if spells else "",
        talks=[
            LastTalk(on=_written(t.held_on), went_well=t.went_well, next_step=t.next_step)
            for t in talks
        ],
        agreements=[
            OpenAgreement(who=a.get_owner_display(), what=a.what, due=_written(a.due_on))
            for a in agreements
        ],
        next_talk=_written(min(planned)) if planned else "",
    )


@transaction.atomic
def edit_letters(*, handover: Handover, texts: dict[int, str], version: int, by: User) -> Handover:
    """Save the letters of a hand-over that is still a draft; refuses one that somebody else saved since."""
    handover = _locked(handover)
    _refuse_unless(handover, HandoverStatus.DRAFT)
    if handover.version != version:
        raise ValidationError(
            "Iemand anders heeft deze brieven intussen bewaard. Open de pagina in een ander venster "
            "om die te lezen; jouw tekst staat hier nog.",
            code="raced",
        )
    for letter in handover.letters.all():
        if letter.pk in texts:
            letter.text = texts[letter.pk]
            letter.full_clean()
            letter.save()
    handover.version += 1
    handover.save()
    return handover


@transaction.atomic
def offer(*, handover: Handover, by: User) -> Handover:
    """Let the receiver read the letters; once offered the words no longer change."""
    handover = _locked(handover)
    if handover.status == HandoverStatus.OFFERED:
        return handover
    _refuse_unless(handover, HandoverStatus.DRAFT)
    handover.status, handover.offered_at = HandoverStatus.OFFERED, timezone.now()
    return _saved(handover)


@transaction.atomic
def withdraw(*, handover: Handover, by: User) -> Handover:
    """Take a hand-over back before the receiver answered; the letters stay to read for who gave it."""
    handover = _locked(handover)
    if handover.status == HandoverStatus.WITHDRAWN:
        return handover
    _refuse_unless(handover, *UNDECIDED)
    handover.status = HandoverStatus.WITHDRAWN
    return _saved(handover)


@transaction.atomic
def decline(*, handover: Handover, reason: str, by: User) -> Handover:
    """The receiver says no, with a reason; the participants stay with their coach."""
    handover = _locked(handover)
    _refuse_unless(handover, HandoverStatus.OFFERED)
    handover.status, handover.answered_at = HandoverStatus.DECLINED, timezone.now()
    handover.decline_reason = reason
    return _saved(handover)


@transaction.atomic
def confirm(*, handover: Handover, by: User) -> Handover:
    """The receiver takes over: the old assignments end the day before, his own begin.

    Confirmed after the first day, the change is today. Refuses where the giving coach no longer
    guides a participant. Confirming twice changes nothing more.
    """
    handover = _locked(handover)
    if handover.status == HandoverStatus.CONFIRMED:
        return handover
    _refuse_unless(handover, HandoverStatus.OFFERED)
    first_day = max(handover.starts_on, timezone.localdate())
    letters = handover.letters.select_related("trajectory__participant").order_by("trajectory")
    for letter in letters:
        _change_coach(letter.trajectory, handover, first_day)
    handover.status, handover.answered_at = HandoverStatus.CONFIRMED, timezone.now()
    handover.starts_on = first_day
    return _saved(handover)


def _change_coach(trajectory: Trajectory, handover: Handover, first_day: datetime.date) -> None:
    Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory.pk)
    running = CoachAssignment.objects.select_for_update(of=("self",)).filter(trajectory=trajectory)
    running = list(running.running_on(first_day - _DAY))
    giving = [one for one in running if one.coach_id == handover.from_coach_id]
    if not giving:
        raise ValidationError(
            f"{handover.from_coach} begeleidt {trajectory.participant} niet meer. "
            "Vraag de projectleider om een nieuwe overdracht.",
            code="not_guided",
        )
    receiving = [one for one in running if one.coach_id == handover.to_coach_id]
    later = CoachAssignment.objects.filter(
        trajectory=trajectory, coach=handover.to_coach_id, starts_on__gte=first_day
    )
    if later.exists():
        raise ValidationError(
            f"{handover.to_coach} is al gekoppeld aan {trajectory.participant} vanaf een latere "
            "dag. Vraag de projectleider om dat eerst te beëindigen.",
            code="overlap",
        )
    for assignment in (*giving, *receiving):
        assignment.ends_on = first_day - _DAY
        assignment.version += 1
        assignment.full_clean()
        assignment.save()
    CoachAssignment.objects.create(
        trajectory=trajectory,
        coach=handover.to_coach,
        role=giving[0].role,
        starts_on=first_day,
    )


def _locked(handover: Handover) -> Handover:
    return (
        Handover.objects.select_for_update(of=("self",))
        .select_related("from_coach", "to_coach")
        .get(pk=handover.pk)
    )


def _saved(handover: Handover) -> Handover:
    handover.version += 1
    handover.full_clean(exclude=["from_coach", "to_coach", "programme", "made_by"])
    handover.save()
    return handover


def _refuse_unless(handover: Handover, *statuses: HandoverStatus) -> None:
    if handover.status not in statuses:
        raise ValidationError(
            f"Deze overdracht is intussen anders: {handover.get_status_display().lower()}.",
            code="state",
        )


def _written(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)
