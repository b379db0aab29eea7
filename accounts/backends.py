"""How somebody who signed in is found again at every request."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import User
from dow_site.written import Written

# It is asked at every request.
_ACCOUNTS = Written(
    lambda account: User.objects.filter(pk=account).annotate(
        has_second_step=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    )
)


class AccountBackend(AuthenticationBackend):
    """Signs in as the library does, and asks with the account whether it has a second step."""

    def get_user(self, user_id):
        found = _ACCOUNTS(account=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
