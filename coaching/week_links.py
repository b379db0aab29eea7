"""The address of a card: made, opened, taken back; and what comes back through it."""

from __future__ import annotations

import base64
import datetime
import hashlib
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from coaching.models import Talk, WeekLink, WeekReaction
from dow_site.access import Action
from trajectories.models import Trajectory

# What one link takes in a day; more is no conversation.
REACTIONS_PER_DAY = 10


def token_of(key: uuid.UUID) -> str:
    """The secret in a link's address: a signature of its key with the secret key of the system.

    It can be made again to show the link to the coach, and not without the secret key.
    """
    signed = salted_hmac("coaching.week_link", key.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(*, form, trajectory: Trajectory, days: int, by: User) -> WeekLink:
    """A link that works for so many days; one that worked until now stops, so there is one at a time."""
    Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory.pk)
    link = form.instance
    now = timezone.now()
    key = form.cleaned_data.get("submission_key") or link.submission_key
    link.token_hash = hash_of(token_of(key))
    link.made_by, link.made_at = by, now
    link.expires_at = now + datetime.timedelta(days=days)
    open_links = WeekLink.objects.filter(trajectory=trajectory).open_at(now)
    earlier = list(open_links.exclude(submission_key=key))
    saved = form.save_record()
    if saved is link:
        for one in earlier:
            revoke_link(link=one)
    return saved


@transaction.atomic
def revoke_link(*, link: WeekLink) -> None:
    """Take a link back; one that was taken back before stays as it was."""
    current = WeekLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if current.revoked_at is None:
        current.revoked_at = timezone.now()
        current.save(update_fields=["revoked_at"])


def link_opened_by(token: str) -> WeekLink | None:
    """The link that a secret opens now; None where it ran out, was taken back, or never was.

    Also None once its maker may no longer share this card: his sight ends, and so does the link.
    """
    links = WeekLink.objects.open_at(timezone.now()).select_related(
        "trajectory__participant", "trajectory__programme", "made_by"
    )
    link = links.filter(token_hash=hash_of(token)).first()
    if link is None:
        return None
    shared = Trajectory.objects.permitted(link.made_by, Action.SHARE_WEEK)
    return link if shared.filter(pk=link.trajectory_id).exists() else None


@transaction.atomic
def react(*, form, talk: Talk | None, too_many: str) -> WeekReaction:
    """Keep what the participant says back; his remark on the talk goes beside the talk itself.

    A remark that stands there already is kept above it. Refuses, with the sentence `too_many`, what
    comes after ten reactions in a day.
    """
    reaction = form.instance
    link = WeekLink.objects.select_for_update(of=("self",)).get(pk=reaction.link_id)
    since = timezone.now() - datetime.timedelta(days=1)
    before = WeekReaction.objects.filter(link=link, at__gt=since)
    key = form.cleaned_data.get("submission_key")
    if before.exclude(submission_key=key).count() >= REACTIONS_PER_DAY:
        raise ValidationError(too_many, code="too_many")
    saved = form.save_record()
    remark = form.cleaned_data.get("talk_remark")
    if saved is reaction and talk is not None and remark:
        _remark_on(talk, remark)
    return saved


def _remark_on(talk: Talk, remark: str) -> None:
    current = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    both = "\n".join(filter(None, (current.participant_remark, remark)))
    longest = Talk._meta.get_field("participant_remark").max_length
    Talk.objects.filter(pk=current.pk).update(
        participant_remark=both[-longest:],
        participant_remark_at=timezone.now(),
        participant_seen_on=timezone.localdate(),
        # Whoever has the talk open is told that it changed.
        version=F("version") + 1,
    )
