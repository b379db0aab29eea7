"""How somebody who signed in is found again at every request."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import User


class AccountBackend(AuthenticationBackend):
    """Signs in as the library does, and asks with the account whether it has a second step."""

    def get_user(self, user_id):
        steps = Authenticator.objects.filter(user=OuterRef("pk"))
        user = User.objects.annotate(has_second_step=Exists(steps)).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
