"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class NoOpenSignUp(DefaultAccountAdapter):
    """Accounts are given out; nobody makes one for himself."""

    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, **kwargs):
        """An account outside its dates does not get in, however right its password."""
        if not user.may_work:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)
