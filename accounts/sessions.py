"""Sessions as Django keeps them in the database, found by a statement that is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from dow_site.written import Written

# It is asked at every request.
_RUNNING = Written(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key=CharField(),
    now=DateTimeField(),
)


class SessionStore(db.SessionStore):
    """Django's own, but for how it looks up a session that runs."""

    def _get_session_from_db(self):
        found = _RUNNING(key=self.session_key, now=timezone.now())
        if found:
            return found[0]
        # As Django does: a key without a session is given up, so that nobody can choose one.
        self._session_key = None
        return None
