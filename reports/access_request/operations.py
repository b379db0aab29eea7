"""A request for access: recorded, looked through, made into a pack, and thrown away again."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from dow_site.access import Action
from dow_site.pdf import at_most, render_report
from dow_site.records import RecordForm
from reports.access_request.holdings import holdings_of
from reports.access_request.others import third_parties
from reports.access_request.pack import AccessPack
from reports.models import (
    DAYS_KEPT,
    AccessRequest,
    AccessRequestStatus,
    WhyWithheld,
    Withheld,
    Withholding,
)

logger = logging.getLogger(__name__)
_FAILED = "Er ging iets mis bij het maken. Probeer het nog eens."
_NO_ACCESS = "Wie dit vroeg, mag dit pakket niet meer maken. Vraag het opnieuw."
_RACED = "Iemand anders heeft dit verzoek intussen veranderd. Kijk wat er nu staat en bewaar dan opnieuw."


@transaction.atomic
def record(form: RecordForm) -> AccessRequest:
    """Keep the request; other participants start as withheld. The same form sent twice is one request."""
    asked = form.save_record()
    if asked is form.instance:
        leave_peers_out(asked)
    return asked


def leave_peers_out(request: AccessRequest) -> None:
    """Withhold the other participants who are named, as long as nobody chooses otherwise.

    They are in it because a group talk is about more than one; their file is not his.
    """
    holdings = holdings_of(request.whose, request.programme_id)
    Withholding.objects.bulk_create(
        Withholding(request=request, kind=Withheld.PERSON, key=one.key, why=WhyWithheld.PRIVACY)
        for one in third_parties(holdings, request.whose)
        if one.is_participant
    )


@transaction.atomic
def withhold(
    request: AccessRequest, chosen: Mapping[tuple[str, str], str], *, version: int
) -> None:
    """Keep for each of these things (kind and key) why it is withheld; an empty reason gives it.

    Things that are not named stay as they were. Refuses a request that is being made or was changed
    since this version (code "raced"). A finished pack is thrown away: it would say something else.
    """
    current = _locked(request)
    if current.is_at_work:
        raise ValidationError("Het pakket wordt net gemaakt. Wacht tot het klaar is.", code="busy")
    if current.version != version:
        raise ValidationError(_RACED, code="raced")
    for (kind, key), why in chosen.items():
        if why:
            current.withholdings.update_or_create(kind=kind, key=key, defaults={"why": why})
        else:
            current.withholdings.filter(kind=kind, key=key).delete()
    _empty(current, AccessRequestStatus.CHOOSING)
    current.version += 1
    current.save()


@transaction.atomic
def start(request: AccessRequest, *, by: User) -> None:
    """Have the pack made in the queue; asked twice it is made once."""
    current = _locked(request)
    if current.is_at_work:
        return
    _empty(current, AccessRequestStatus.MAKING)
    current.made_by, current.failure = by, ""
    current.version += 1
    current.save()
    make.enqueue(current.pk)


@task()
def make(pk: int) -> None:
    """Make the pack that was asked for; a failure leaves the request as it was, with a sentence."""
    request = (
        AccessRequest.objects.filter(pk=pk, status=AccessRequestStatus.MAKING)
        .with_whose()
        .select_related("made_by")
        .first()
    )
    if request is None:
        return
    may = AccessRequest.objects.permitted(request.made_by, Action.ANSWER_ACCESS_REQUEST)
    if not may.filter(pk=pk).exists():
        _stop(pk, _NO_ACCESS)
        return
    try:
        pack = AccessPack.of(request, reader=request.made_by)
        with at_most(None):
            paper = render_report(pack).content
    except Exception:
        logger.exception("An access pack failed.")
        _stop(pk, _FAILED)
        raise
    # Whoever withheld something in the meantime put the request back, and then this is not kept.
    AccessRequest.objects.filter(pk=pk, status=AccessRequestStatus.MAKING).update(
        status=AccessRequestStatus.READY,
        paper=paper,
        machine=pack.machine.encode(),
        files=list(pack.file_keys),
        made_at=timezone.now(),
        version=F("version") + 1,
    )


@transaction.atomic
def clear_old_packs(today: datetime.date) -> int:
    """Throw away packs whose days are over; gives how many. The request itself and its choices stay."""
    old = AccessRequest.objects.filter(
        status=AccessRequestStatus.READY,
        made_at__date__lt=today - datetime.timedelta(days=DAYS_KEPT),
    )
    return old.update(
        status=AccessRequestStatus.CLEARED,
        paper=None,
        machine=None,
        files=[],
        version=F("version") + 1,
    )


def choices_of(request: AccessRequest, kind: str, keys: Iterable[str]) -> dict[str, str]:
    """Why each of these things is withheld, of those that are."""
    rows = Withholding.objects.filter(request=request, kind=kind, key__in=list(keys))
    return dict(rows.values_list("key", "why"))


def _locked(request: AccessRequest) -> AccessRequest:
    return AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _empty(request: AccessRequest, status: AccessRequestStatus) -> None:
    request.status, request.paper, request.machine = status, None, None
    request.files, request.made_at = [], None


def _stop(pk: int, failure: str) -> None:
    AccessRequest.objects.filter(pk=pk, status=AccessRequestStatus.MAKING).update(
        status=AccessRequestStatus.CHOOSING, failure=failure, version=F("version") + 1
    )
