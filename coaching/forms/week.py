"""What is typed to make a link, and what a participant says back."""

from django import forms

from coaching.models import Feeling, Talk, WeekLink, WeekReaction
from dow_site.records import RecordForm

DAYS = [("7", "een week"), ("14", "twee weken"), ("28", "vier weken")]


class WeekLinkForm(RecordForm):
    days = forms.TypedChoiceField(
        label="Hoe lang werkt de link",
        choices=DAYS,
        coerce=int,
        initial="14",
        help_text="Een link die nu nog werkt, stopt dan.",
    )

    class Meta:
        model = WeekLink
        fields = ["language"]
        labels = {"language": "Taal van de kaart"}


class WeekReactionForm(RecordForm):
    """A reaction in the language of the card; the remark about the talk is there when a talk is."""

    talk_remark = forms.CharField(
        required=False,
        max_length=Talk._meta.get_field("participant_remark").max_length // 4,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    class Meta:
        model = WeekReaction
        fields = ["feeling", "words"]
        widgets = {
            "feeling": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }

    def __init__(self, *args, card, **kwargs):
        super().__init__(*args, **kwargs)
        feeling = self.fields["feeling"]
        feeling.choices = [(value, card.words[value]) for value in Feeling.values]
        feeling.label = card.words["feeling"]
        feeling.error_messages["required"] = card.words["choose"]
        self.fields["words"].label = card.words["words"]
        if card.talk is None:
            del self.fields["talk_remark"]
        else:
            self.fields["talk_remark"].label = card.words["talk_remark"]
