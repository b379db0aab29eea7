"""Versions of a price list: a draft is put to use, replaces the one before it, and then never changes."""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from costs.models import PriceItem, PriceList, PriceListStatus
from costs.models.frozen import LIST_SENTENCE

IN_A_CASE = "Een sessie rekent met een prijs uit dit concept. Die kan niet weg."


def held_draft(price_list: PriceList) -> PriceList:
    """The draft locked for one change of what is in it, within a transaction.

    Refuses (ValidationError) a list that is or was in use.
    """
    current = PriceList.objects.select_for_update(of=("self",)).filter(pk=price_list.pk).first()
    if current is None:
        raise ValidationError("Dit concept is er niet meer.", code="gone")
    if not current.is_draft:
        raise ValidationError(LIST_SENTENCE, code="in_use")
    return current


@transaction.atomic
def publish(price_list: PriceList, *, on: datetime.date) -> PriceList:
    """Put a draft to use from this day on; the version that was in use is replaced by it.

    Refuses (ValidationError) a list that is no draft any more, and one without prices. Sessions keep
    the version that they were made with.
    """
    versions = list(
        PriceList.objects.select_for_update(of=("self",))
        .filter(title=price_list.title)
        .order_by("pk")
    )
    draft = next((one for one in versions if one.pk == price_list.pk), None)
    if draft is None or not draft.is_draft:
        raise ValidationError("Deze versie is al in gebruik.", code="in_use")
    if not draft.items.exists():
        raise ValidationError("Er staat nog geen prijs in deze lijst.", code="empty")
    for former in versions:
        if former.status == PriceListStatus.PUBLISHED:
            former.status, former.replaced_on = PriceListStatus.REPLACED, on
            former.version += 1
            former.save(update_fields=["status", "replaced_on", "version"])
    draft.status, draft.published_on = PriceListStatus.PUBLISHED, on
    draft.version += 1
    draft.full_clean()
    draft.save(update_fields=["status", "published_on", "version"])
    return draft


@transaction.atomic
def open_next_version(*, form, former: PriceList) -> PriceList:
    """A draft with the same prices as a version that is or was in use, saved by its form.

    A second submit of the same form gives the draft that the first one made, without copying again.
    """
    former = PriceList.objects.select_for_update(of=("self",)).get(pk=former.pk)
    draft = form.save_record()
    if not draft.items.exists():
        prices = list(former.items.order_by("pk"))
        for price in prices:
            price.pk, price.version, price.submission_key = None, 1, uuid.uuid4()
            price.price_list, price._state.adding = draft, True
        PriceItem.objects.bulk_create(prices, batch_size=500)
    return draft


@transaction.atomic
def discard(price_list: PriceList) -> None:
    """Throw away a draft with its prices; refuses one that is or was in use, or that a session computes with."""
    draft = held_draft(price_list)
    try:
        draft.items.all().delete()
        draft.delete()
    except ProtectedError as error:
        raise ValidationError(IN_A_CASE, code="protected") from error


@transaction.atomic
def remove_price(price: PriceItem) -> None:
    """Take a price out of a draft; refuses where `held_draft` does."""
    held_draft(price.price_list)
    try:
        price.delete()
    except ProtectedError as error:
        raise ValidationError(IN_A_CASE, code="protected") from error
