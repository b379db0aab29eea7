"""What is typed about who coaches whom."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from coaching.models import CoachAssignment
from dow_site.form_fields import ComingDayField, DayField
from dow_site.records import RecordForm
from participants.models import COACHES


class AssignmentForm(RecordForm):
    """A new period: who, as what, and from which day on."""

    starts_on = ComingDayField(label="Eerste dag")

    class Meta:
        model = CoachAssignment
        fields = ["coach", "role", "starts_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        trajectory = self.instance.trajectory
        today = timezone.localdate()
        self.initial["starts_on"] = today
        # Nobody coaches himself, and who has left coaches nobody.
        self.fields["coach"].queryset = (
            User.objects.filter(role__in=COACHES, programme=trajectory.programme_id, is_active=True)
            .filter(Q(active_until__isnull=True) | Q(active_until__gte=today))
            .exclude(pk=trajectory.participant.account_id)
            .order_by("name", "pk")
        )


class AssignmentEndForm(RecordForm):
    """The last day of a period; the period itself stays."""

    ends_on = DayField(
        label="Laatste dag",
        help_text="Tot en met deze dag ziet de coach het dossier. Bijvoorbeeld: vandaag of 12-3-2026.",
    )

    class Meta:
        model = CoachAssignment
        fields = ["ends_on"]
