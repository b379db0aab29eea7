"""Writing down who looked at, printed, exported or was refused what. Never what it said."""

from __future__ import annotations

from accounts.models import AccessAction, AccessLog, User


def note_access(
    user: User | None,
    action: AccessAction,
    page: str,
    *,
    participant_id: int | None = None,
    programme_id: int | None = None,
) -> None:
    """Add one row to the access log; `page` is a route's name, never an address with words in it.

    `user` is None for who has no account and opened a link; the programme is then named.
    """
    AccessLog.objects.create(
        user=user,
        action=action,
        page=page[:80],
        participant_id=participant_id,
        programme_id=programme_id or (user and user.programme_id),
    )
