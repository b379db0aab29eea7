"""What is asked about a handed-in list: the file, what its columns hold, and what a row should say."""

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.html import escape

from accounts.models import Organisation, OrganisationKind
from dow_site.columns import examples
from dow_site.dates import Precision, When, write_when
from dow_site.records import RecordForm
from dow_site.spreadsheets.cells import MOST_BYTES
from participants.importing import operations
from participants.importing.deciding import Deciding
from participants.importing.fields import FIELDS, FULL_NAME, labels
from participants.importing.rows import CHOICES, LONGEST, choice_label
from participants.models import Decision, ImportedRow, ImportKind, ImportStatus, PeopleImport

NOT_TAKEN = ("", "Niet overnemen")
_LONGEST = 200
_LONG_TEXTS = ("wishes", "own_words")
JOIN = "join:"
CHOSEN = "Zo gekozen."
# What a row is recognised by: when it changes, the choice that was made before no longer counts.
_WHO = ("given_name", "name_prefix", "family_name", "birth_date", "phone", "email")


class UploadForm(RecordForm):
    """The file, and what the people in it are."""

    file = forms.FileField(
        label="Bestand",
        help_text=f"Excel (.xlsx), LibreOffice (.ods) of CSV, hooguit {MOST_BYTES // 1024**2} MB.",
        error_messages={"empty": "Dit bestand is leeg."},
        # A name may be as long as a disk allows; what is kept of it is cut off.
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )

    class Meta:
        model = PeopleImport
        fields = ["kind"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, programme=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme, self.by = programme, by
        self.fields["kind"].choices = ImportKind.choices
        self.fields["kind"].label = "Wie staan erin"

    def save(self):
        file = self.cleaned_data["file"]
        self.instance.file_name = file.name
        operations.take_in(self.instance, file, programme=self.programme, by=self.by)
        return self.instance


class ColumnsForm(RecordForm):
    """For each column what it holds; in the order of the file."""

    class Meta:
        model = PeopleImport
        fields = []

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        choices = [NOT_TAKEN, *labels(self.instance.kind).items()]
        rows = list(self.instance.rows.values_list("cells", flat=True)[:50])
        suggested = operations.suggested_columns(self.instance)
        for place, (heading, name) in enumerate(zip(self.instance.header, suggested, strict=True)):
            field = f"column_{place}"
            self.fields[field] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                # crispy-bootstrap5 writes a help text as it is.
                help_text=escape(examples(rows, place)),
            )
            self.initial[field] = name

    def save(self):
        mapping = [
            self.cleaned_data[f"column_{place}"] for place in range(len(self.instance.header))
        ]
        operations.choose_columns(self.instance, mapping, by=self.by)
        return self.instance


def _joining(match):
    """Whom the row would join, with what tells him apart, and why he may be meant."""
    born = match.participant.birth_date
    when = f", geboren {write_when(When(born, Precision.DAY), long=True)}" if born else ""
    return f"Aansluiten bij {match.participant}{when} ({', '.join(match.reasons)})"


class RepairForm(RecordForm):
    """What a row should say, and what is to be done with it."""

    class Meta:
        model = ImportedRow
        fields = []

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        for field in FIELDS[ImportKind(self.instance.people_import.kind)]:
            if field.name != FULL_NAME:
                self.fields[field.name] = self._field(field)
                self.initial[field.name] = self._initial(field.name)
        self.fields["choice"] = forms.ChoiceField(
            label="Wat doen we met deze rij",
            choices=self._choices(),
            widget=forms.RadioSelect,
            required=False,
            help_text="Kies je niets, dan zoekt DOW zelf uit of deze persoon er al is.",
        )
        self.initial["choice"] = self._chosen()

    def _field(self, field):
        if names := self._names(field.name):
            options = [("", "Niet ingevuld"), *((name, name) for name in names)]
            return forms.ChoiceField(label=field.label, choices=options, required=False)
        is_long = field.name in _LONG_TEXTS
        return forms.CharField(
            label=field.label,
            required=False,
            max_length=LONGEST.get(field.name, _LONGEST),
            widget=forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput,
        )

    def _names(self, name):
        if name in CHOICES:
            return [str(label) for value, label in CHOICES[name].choices if value]
        if name == "municipality":
            rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY)
        elif name == "organisation":
            rows = Organisation.objects.all()
        else:
            return []
        return list(rows.order_by("name").values_list("name", flat=True))

    def _initial(self, name):
        text = self.instance.texts.get(name, "")
        if name in CHOICES:
            return choice_label(text, CHOICES[name])
        if name in ("municipality", "organisation") and text:
            find = self.deciding.places.find
            found = find(text)
            return next((known for known in self._names(name) if find(known) == found), "")
        return text

    @cached_property
    def deciding(self):
        return Deciding.of(self.instance.people_import, self.by)

    def _choices(self):
        people = [
            (
                f"{JOIN}{match.participant.pk}",
                _joining(match),
            )
            # Without a person it is the other side of a conflict, of which only the choice is asked.
            for match in (self.deciding.matches(self.instance) if self.by else ())
        ]
        return [("create", "Nieuw maken"), *people, ("skip", "Deze rij overslaan")]

    def _chosen(self):
        row = self.instance
        if row.decision == Decision.CHOOSE or (row.problems and row.decision != Decision.SKIP):
            return ""
        return f"{JOIN}{row.match_id}" if row.decision == Decision.JOIN else row.decision

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("choice") == "skip":
            return cleaned
        reading = self.deciding.read(self._texts(cleaned))
        for name, sentence in reading.problems.items():
            if not self.has_error(name):
                self.add_error(name, sentence)
        return cleaned

    def _texts(self, cleaned):
        return {
            name: cleaned[name]
            for name in labels(self.instance.people_import.kind)
            if cleaned.get(name)
        }

    def save_record(self):
        """Lock the list before its row, as the work in the queue does, so that neither waits for the other."""
        with transaction.atomic():
            operations.locked(self.instance.people_import, ImportStatus.CHECKED)
            return super().save_record()

    def save(self):
        row, choice = self.instance, self.cleaned_data["choice"]
        texts = self._texts(self.cleaned_data)
        is_somebody_else = any(
            (texts.get(name) or "") != (row.texts.get(name) or "") for name in _WHO
        )
        if choice == "skip":
            # What the row says does not matter, and is not looked at, so it stays as it was.
            row.decision, row.match, row.why = Decision.SKIP, None, CHOSEN
        else:
            row.texts = texts
            row.is_repaired = True
            self.deciding.settle(row)
            if choice and not (is_somebody_else and choice == self.initial["choice"]):
                row.decision = Decision.JOIN if choice.startswith(JOIN) else Decision.CREATE
                row.match_id = int(choice.removeprefix(JOIN)) if choice.startswith(JOIN) else None
                row.why = CHOSEN
        row.save()
        return row
