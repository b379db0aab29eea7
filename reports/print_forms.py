"""What is asked before many reports are printed: of whom, for whom, and in which form."""

from django import forms

from dow_site.records import RecordForm
from reports import print_jobs
from reports.editions import EDITION_LABELS, Edition, editions_for
from reports.models import Bundle, PrintJob


class TrajectoriesField(forms.ModelMultipleChoiceField):
    """Trajectories to tick, each by the name that this reader may know."""

    def __init__(self, *args, reader, **kwargs):
        # With scripts there are buttons to tick all of them, or none.
        many = forms.CheckboxSelectMultiple({"data-tick-many": ""})
        super().__init__(*args, widget=many, **kwargs)
        self.reader = reader

    def label_from_instance(self, trajectory):
        return f"{trajectory.participant.name_for(self.reader)} ({trajectory.reference})"


class PrintJobForm(RecordForm):
    """A run of reports; everybody in the list is ticked to begin with."""

    class Meta:
        model = PrintJob
        fields = ["edition", "bundle"]
        widgets = {"edition": forms.RadioSelect, "bundle": forms.RadioSelect}

    def __init__(self, *args, trajectories, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        offered = editions_for(by)
        self.fields["edition"] = forms.ChoiceField(
            label="Welke uitgave",
            choices=[(edition.value, EDITION_LABELS[edition].capitalize()) for edition in offered],
            initial=offered[0].value,
            widget=forms.RadioSelect,
        )
        self.fields["bundle"].choices = Bundle.choices
        self.fields["trajectories"] = TrajectoriesField(
            trajectories,
            label="Van wie",
            reader=by,
            initial=[trajectory.pk for trajectory in trajectories],
            error_messages={"required": "Kies minstens één traject."},
        )

    def save(self):
        return print_jobs.ask_for_many(
            self.instance,
            list(self.cleaned_data["trajectories"]),
            edition=Edition(self.cleaned_data["edition"]),
            by=self.by,
        )
