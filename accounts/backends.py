"""How somebody who signed in is found again at every request."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import User

# Begun once: it is asked at every request.
_ACCOUNTS = User.objects.annotate(
    has_second_step=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
)


class AccountBackend(AuthenticationBackend):
    """Signs in as the library does, and asks with the account whether it has a second step."""

    def get_user(self, user_id):
        try:
            user = _ACCOUNTS.get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None
