"""What is typed about a hand-over."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from accounts.models import User
from coaching.models import CoachAssignment, Handover, HandoverLetter
from dow_site.access import Action
from dow_site.form_fields import DayField
from dow_site.records import Conflict, RecordForm
from participants.models import COACHES
from trajectories.models import Trajectory

MOST_ASSIGNMENTS = 200


def assignments_to_hand_over(user: User, today):
    """The assignments of today that this person may hand over: his own, or those of his programme."""
    rows = CoachAssignment.objects.running_on(today).filter(
        trajectory__in=Trajectory.objects.permitted(user, Action.HAND_OVER)
    )
    if user.role in COACHES:
        rows = rows.filter(coach=user)
    return rows.select_related("coach", "trajectory__participant").order_by(
        "coach__name", "trajectory__participant__sort_name", "pk"
    )[:MOST_ASSIGNMENTS]


class HandoverForm(RecordForm):
    """Whom, to whom and from when. All participants come from one coach."""

    assignments = forms.TypedMultipleChoiceField(
        label="Wie draag je over",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één deelnemer."},
    )
    starts_on = DayField(
        label="Eerste dag van de nieuwe coach",
        help_text="Bijvoorbeeld: vandaag of 1-12-2026. De oude koppeling eindigt de dag ervoor.",
    )

    class Meta:
        model = Handover
        fields = ["to_coach", "starts_on"]

    field_order = ["assignments", "to_coach", "starts_on"]

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.offered = {row.pk: row for row in assignments_to_hand_over(user, today)}
        groups: dict[str, list[tuple[int, str]]] = {}
        for row in self.offered.values():
            name = row.trajectory.participant.name_for(user)
            groups.setdefault(f"Nu bij {row.coach}", []).append((row.pk, name))
        self.fields["assignments"].choices = list(groups.items())
        self.fields["to_coach"].label = "Naar welke coach"
        self.fields["to_coach"].queryset = (
            User.objects.working_on(today)
            .filter(Q(role__in=COACHES), programme=user.programme_id)
            .exclude(pk=user.pk if user.role in COACHES else None)
        )

    def clean(self):
        cleaned = super().clean()
        chosen = [self.offered[pk] for pk in cleaned.get("assignments") or () if pk in self.offered]
        coaches = {row.coach for row in chosen}
        starts_on, to_coach = cleaned.get("starts_on"), cleaned.get("to_coach")
        if len(coaches) > 1:
            self.add_error("assignments", "Kies deelnemers van één coach per overdracht.")
        if to_coach and to_coach in coaches:
            self.add_error("to_coach", "Kies een andere coach om aan over te dragen.")
        if starts_on and starts_on < self.today:
            self.add_error("starts_on", "Kies vandaag of een dag die nog komt.")
        if starts_on and any(row.starts_on >= starts_on for row in chosen):
            self.add_error("starts_on", "De oude koppeling begint niet eerder dan deze dag.")
        if starts_on and to_coach and to_coach.active_until and to_coach.active_until < starts_on:
            self.add_error("to_coach", "Het account van deze coach is dan al gesloten.")
        cleaned["trajectories"] = [row.trajectory for row in chosen]
        cleaned["from_coach"] = next(iter(coaches), None)
        return cleaned

    def _post_clean(self):
        """The hand-over itself is checked when it is made: here its giving coach is not known yet."""


class HandoverLettersForm(forms.Form):
    """All letters of one hand-over, to edit together."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data, *, handover, letters, user):
        super().__init__(data, initial={"version": handover.version})
        self.conflict: Conflict | None = None
        for letter in letters:
            self.fields[self._name(letter)] = forms.CharField(
                label=f"Brief over {letter.trajectory.participant.name_for(user)}",
                initial=letter.text,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 14}),
                help_text="De nieuwe coach leest dit voor hij bevestigt. De deelnemer kan dit ook lezen.",
                error_messages={"required": "Schrijf in de brief wat de nieuwe coach moet weten."},
            )

    @staticmethod
    def _name(letter) -> str:
        return f"letter_{letter.pk}"

    def texts(self) -> dict[int, str]:
        return {
            int(name.removeprefix("letter_")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("letter_")
        }

    def tell_conflict(self, version: int, letters: list[HandoverLetter]) -> None:
        """Show what somebody else saved; saving once more is then a choice made with both in sight."""
        self.conflict = Conflict(
            tuple(
                (str(self[self._name(letter)].label), letter.text)
                for letter in letters
                if self.cleaned_data.get(self._name(letter)) != letter.text
            )
        )
        self.data = self.data.copy()
        self.data["version"] = str(version)


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Waarom niet",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op waarom je de overdracht niet aanneemt."},
    )
