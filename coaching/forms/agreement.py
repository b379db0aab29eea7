"""An agreement by itself: to make, to mark, to answer."""

from django import forms

from coaching.agreements import referring_organisation
from coaching.forms.fields import OUTCOMES
from coaching.models import Agreement, AgreementOwner, AgreementStatus
from dow_site.form_fields import ComingDayField
from dow_site.records import RecordForm


class AgreementForm(RecordForm):
    """Who does what before which day. What came of it is said by a mark, and not here."""

    due_on = ComingDayField(label="Voor")

    class Meta:
        model = Agreement
        fields = ["what", "owner", "due_on"]
        widgets = {"owner": forms.RadioSelect}

    def clean(self):
        cleaned = super().clean()
        organisation = None
        if cleaned.get("owner") == AgreementOwner.REFERRER:
            organisation = referring_organisation(self.instance.trajectory)
            if organisation is None:
                self.add_error(
                    "owner", "Niemand heeft deze deelnemer verwezen. Kies iemand anders."
                )
        # Before the rules of the model are asked, one of which is about both.
        self.instance.organisation = organisation
        return cleaned

    def _get_validation_exclusions(self):
        # A wrong owner has its own sentence beside its field.
        excluded = super()._get_validation_exclusions()
        return excluded | {"organisation"} if "owner" in self.errors else excluded


class MarkForm(forms.Form):
    """What came of an agreement; moving asks for the new day."""

    status = forms.ChoiceField(
        label="Wat is het geworden",
        choices=[*OUTCOMES, (AgreementStatus.OPEN.value, "Toch nog open")],
        widget=forms.RadioSelect,
    )
    moved_to = ComingDayField(
        label="Verzet naar", required=False, help_text="Alleen als je verzet."
    )


class AnswerForm(forms.Form):
    """What the referrer answers to what was asked of him."""

    answer = forms.CharField(
        label="Jouw antwoord",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De coach en de deelnemer kunnen dit lezen. Schrijf niets over gezondheid.",
    )
