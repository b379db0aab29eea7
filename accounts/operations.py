"""Letting people in, and seeing to it that nobody stays in who left."""

from __future__ import annotations

import datetime

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import AccountConfirmation, User
from accounts.quarters import first_of_quarter

SECONDS_A_DAY = 24 * 60 * 60


def invite(form, *, by: User) -> User:
    """Make the account that the form describes and mail its owner a link to choose a password.

    The same form sent twice gives one account, and one mail. The mail leaves when the account is
    saved for good; a mail server that fails leaves the account, and the list offers to send again.
    """
    form.instance.set_unusable_password()
    account = form.save_record()
    if account is form.instance:
        words = _invitation(account, by)
        transaction.on_commit(lambda: _mail(account, words), robust=True)
    return account


def send_invitation(account: User, *, by: User) -> None:
    """Mail a link with which the account's owner chooses a password.

    The link works once, and as many days as PASSWORD_RESET_TIMEOUT has. Refuses (ValidationError)
    an account that has ended; access that has yet to begin may be announced.
    """
    if not account.is_open_after(timezone.localdate()):
        raise ValidationError("Dit account is gesloten. Open het eerst.")
    _mail(account, _invitation(account, by))


def _invitation(account, by):
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    return render_to_string(
        "accounts/mail/invitation.txt",
        {
            "account": account,
            "by": by,
            "link": get_adapter().get_reset_password_from_key_url(
                f"{user_pk_to_url_str(account)}-{token}"
            ),
            "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
            "second_step": account.needs_second_step,
        },
    )


def _mail(account, words):
    send_mail("Je toegang tot Dynamisch Op Weg", words, None, [account.email])


@transaction.atomic
def confirm_account(account: User, *, by: User, today: datetime.date) -> AccountConfirmation:
    """Write down that this person still needs access in the quarter of today.

    Confirming twice keeps the first. Refuses (ValidationError) one's own account and a closed one.
    """
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account == by:
        raise ValidationError("Je eigen toegang bevestigt een ander.")
    if not account.is_open_after(today):
        raise ValidationError("Dit account is gesloten; er valt niets te bevestigen.")
    confirmation, _ = AccountConfirmation.objects.get_or_create(
        account=account, quarter=first_of_quarter(today), defaults={"confirmed_by": by}
    )
    return confirmation


@transaction.atomic
def close_account(account: User, *, by: User) -> User:
    """End somebody's access at once, also in sessions that are open. Closing twice changes nothing.

    Refuses (ValidationError) one's own account: then nobody might be left to open it again.
    """
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account == by:
        raise ValidationError("Je sluit niet je eigen account. Vraag het een andere beheerder.")
    if account.is_active:
        account.is_active = False
        account.version += 1
        account.save(update_fields=["is_active", "version"])
    return account
