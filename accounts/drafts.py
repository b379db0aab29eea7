"""What is typed in a form, kept on the server while typing, and put back when the form is opened again.

The form's own address takes the draft, so whoever may not open the form cannot keep or read one:
`static/js/drafts.js` posts what is typed there under the header `X-Draft`, which no plain form can
send. Why nothing is kept in the browser: docs/adr, "keep drafts on the server".
"""

from __future__ import annotations

import datetime
import json
import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.forms import FileField, Form
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import LONGEST_DRAFT, Draft, User
from dow_site.dates import Precision, When, write_when

HEADER = "X-Draft"
KEY_FIELD = "draft_key"
DISCARD_FIELD = "draft_discard"
# What the button says that also leaves the form.
LEAVE = "terug"
STEP_FIELD = "draft_step"
NOT_TYPED = {"csrfmiddlewaretoken", KEY_FIELD, STEP_FIELD, DISCARD_FIELD}
# Digits of a number of keystrokes, with room to spare.
LONGEST_STEP = 9
# How long a draft waits for its author.
DAYS_KEPT = 14

TOO_LONG = "Deze tekst is te lang om als concept te bewaren. Bewaar het formulier."
ALREADY_SAVED = "Dit formulier is al bewaard of gesloten. Open het opnieuw om verder te schrijven."
SOMEBODY_ELSE = "Er is nu iemand anders ingelogd. Log weer in als jezelf; je tekst staat nog hier."


@dataclass(frozen=True)
class DraftPlace:
    """Where one person's draft of one form is kept."""

    author: User
    kind: str
    subject: int
    day: datetime.date | None = None
    # Fields that begin with what somebody just chose: an older draft does not overrule them.
    settled: frozenset[str] = frozenset()

    def answer(self, request: HttpRequest, form: Form, *, leave: str) -> HttpResponse | None:
        """Answer a request that is about the draft and not about the form; None to any other.

        `leave` is where somebody goes who does not save what he typed.
        """
        if request.method != "POST":
            return None
        if HEADER in request.headers:
            return self._keep(request, form)
        if DISCARD_FIELD in request.POST:
            with transaction.atomic():
                self.close(request.POST.get(KEY_FIELD, ""))
            return redirect(
                leave if request.POST[DISCARD_FIELD] == LEAVE else request.get_full_path()
            )
        return None

    def restore(self, form: Form) -> str:
        """Put what was typed in the opened form; gives when it was kept, or "" where nothing was."""
        row = self._rows().exclude(content={}).first()
        if row is None:
            return ""
        typed = QueryDict(mutable=True)
        for name, values in row.content.items():
            typed.setlist(name, values)
        for name, field in form.fields.items():
            if name in self.settled:
                continue
            key = form.add_prefix(name)
            if isinstance(field, FileField) or field.widget.value_omitted_from_data(typed, {}, key):
                continue
            form.initial[name] = field.widget.value_from_datadict(typed, {}, key)
        return written_moment(row.saved_at)

    def close(self, form_key: str) -> None:
        """The form was saved or left, in this transaction: nothing typed stays, and a request of it that comes late is refused."""
        self._lock()
        if key := _key(form_key):
            self._write(content={}, form_key=key, step=0, saved_at=timezone.now())
        else:
            self.throw_away()

    def throw_away(self) -> None:
        self._rows().delete()

    @transaction.atomic
    def _keep(self, request, form):
        if request.headers[HEADER] != str(self.author.pk):
            return _refusal(SOMEBODY_ELSE, status=409, stop="person")
        key, step = _key(request.POST.get(KEY_FIELD)), _step(request.POST.get(STEP_FIELD))
        self._lock()
        row = self._rows().first()
        is_same_page = row is not None and row.form_key == key
        if key is None or (is_same_page and not row.content):
            return _refusal(ALREADY_SAVED, status=409, stop="saved")
        if is_same_page and row.step > step:
            # A later text was faster.
            return _kept_at(row.saved_at)
        if not any(not form[name].is_hidden for name in form.changed_data):
            self.throw_away()
            return _kept_at(None)
        # A JSON column of PostgreSQL takes no NUL.
        content = {
            name: [value.replace("\0", "") for value in values]
            for name, values in request.POST.lists()
            if name not in NOT_TYPED
        }
        # Room for what the database adds when it writes the same text its own way.
        if len(json.dumps(content)) > LONGEST_DRAFT:
            return _refusal(TOO_LONG, status=413)
        typed = {"content": content, "form_key": key, "step": step, "saved_at": timezone.now()}
        self._write(**typed)
        return _kept_at(typed["saved_at"])

    def _write(self, **facts):
        """Only with the lock, so that between the two nobody makes the row."""
        if not self._rows().update(**facts):
            Draft.objects.create(**self._names(), **facts)

    def _names(self):
        return {
            "author": self.author,
            "kind": self.kind,
            "subject": self.subject,
            "day": self.day,
        }

    def _rows(self):
        rows = Draft.objects.filter(author=self.author, kind=self.kind, subject=self.subject)
        return rows.filter(day=self.day) if self.day else rows.filter(day__isnull=True)

    def _lock(self):
        """One request at a time for this draft, also before its row exists."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"draft {self.author.pk} {self.kind} {self.subject} {self.day}"],
            )


def draft_of(
    request: HttpRequest,
    *,
    subject: int,
    day: datetime.date | None = None,
    settled: frozenset[str] = frozenset(),
) -> DraftPlace:
    """The place of the draft of the form on this page, about this row (and this day)."""
    return DraftPlace(request.user, request.resolver_match.view_name, subject, day, settled)


def written_moment(moment: datetime.datetime) -> str:
    """The moment as its author reads it: "14:32", or with the day when that was not today."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return f"{local:%H:%M}"
    return f"{write_when(When(local.date(), Precision.DAY), long=True)}, {local:%H:%M}"


def clear_old_drafts(now: datetime.datetime) -> int:
    """Throw away the drafts that nobody came back to; gives how many rows went."""
    gone, _ = Draft.objects.filter(saved_at__lt=now - datetime.timedelta(days=DAYS_KEPT)).delete()
    return gone


def _key(text):
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError):
        return None


def _step(text):
    return int(text) if text and text.isdecimal() and len(text) < LONGEST_STEP else 0


def _kept_at(moment):
    return JsonResponse({"saved_at": f"{timezone.localtime(moment):%H:%M}" if moment else ""})


def _refusal(sentence, *, status, stop=""):
    """`stop` tells the page why it should not go on: "person" or "saved"."""
    return JsonResponse({"refusal": sentence, "stop": stop}, status=status)
