"""What is typed about signals."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from coaching.models import AnswerKind, SignalAnswer, SignalRules
from coaching.rhythm import RULE_LABELS, Rule
from dow_site.records import RecordForm

HOW_LONG = (("7", "1 week"), ("14", "2 weken"), ("28", "4 weken"), ("91", "3 maanden"))

# The limits of each rule, and what the rule looks at.
LIMITS_OF: Mapping[Rule, tuple[str, ...]] = {
    Rule.NO_TALK: ("days_work_fit", "days_vocational"),
    Rule.NO_SHOWS: ("no_shows",),
    Rule.ATTENDANCE: ("attendance_drop",),
    Rule.AGREEMENT: ("agreement_days",),
    Rule.MILESTONE: (),
    Rule.CONTRACT: ("contract_days",),
    Rule.BIRTHDAY: (),
}
ABOUT: Mapping[Rule, str] = {
    Rule.NO_TALK: "Een pauze telt niet mee. Wie altijd al minder vaak praat, krijgt meer dagen.",
    Rule.NO_SHOWS: "Een gesprek ertussen begint de telling opnieuw.",
    Rule.ATTENDANCE: "De laatste vier weken naast de vier ervoor.",
    Rule.AGREEMENT: "Een afspraak die nog open staat na de dag waarop zij klaar zou zijn.",
    Rule.MILESTONE: "Een mijlpaal met een datum vooruit, die daarna niet is bijgewerkt.",
    Rule.CONTRACT: "Het contract na de uitstroom.",
    Rule.BIRTHDAY: "Wie 16, 18, 21 of 27 wordt, van een maand ervoor tot twee weken erna.",
}


class SignalAnswerForm(RecordForm):
    """Why a signal can wait, and how long."""

    how_long = forms.ChoiceField(
        label="Hoe lang wil je dit signaal niet zien",
        choices=HOW_LONG,
        initial="7",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = SignalAnswer
        fields = ["kind", "reason"]
        widgets = {"kind": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"reason": "Bijvoorbeeld: op vakantie tot 3 mei. De deelnemer kan dit lezen."}

    field_order = ["kind", "reason", "how_long"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = AnswerKind.choices
        self.initial["kind"] = self.initial.get("kind") or AnswerKind.SNOOZED

    def _post_clean(self):
        if days := self.cleaned_data.get("how_long"):
            self.instance.until = self.instance.answered_on + datetime.timedelta(days=int(days))
        super()._post_clean()


@dataclass(frozen=True, kw_only=True)
class RulePart:
    """One rule on the settings page."""

    value: str
    label: str
    about: str
    is_on: bool
    limits: tuple[forms.BoundField, ...]
    count: int | None


class SignalRulesForm(RecordForm):
    """Which rules are on, and from when each speaks."""

    rules = forms.MultipleChoiceField(
        label="Welke signalen",
        choices=[(rule.value, RULE_LABELS[rule]) for rule in Rule],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SignalRules
        fields = [
            "rules",
            "days_work_fit",
            "days_vocational",
            "no_shows",
            "attendance_drop",
            "agreement_days",
            "contract_days",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for names in LIMITS_OF.values():
            for name in names:
                self.fields[name].widget.attrs["class"] = "form-control"

    def parts(self, counts: Mapping[Rule, int]) -> list[RulePart]:
        """Each rule with its own fields and what it would have given, for the page."""
        chosen = set(self["rules"].value() or ())
        return [
            RulePart(
                value=rule.value,
                label=RULE_LABELS[rule],
                about=ABOUT[rule],
                is_on=rule.value in chosen,
                limits=tuple(self[name] for name in LIMITS_OF[rule]),
                count=counts.get(rule),
            )
            for rule in Rule
        ]
