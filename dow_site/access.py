"""Who may do what: the only module in which DOW decides on authorisation.

A rule is one cell of GRANTS (`dow_site.grants`): a role may do an action within a scope. Models say which
rows are someone's own or a programme's; this module says who gets which scope.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from dow_site.grants import GRANTS, Action, Role, Scope

if TYPE_CHECKING:
    from accounts.models import User

M = TypeVar("M", bound=models.Model)


def scope_of(user: User, action: Action) -> Scope:
    """How far this person's grant for the action reaches; an ended or closed account reaches nothing."""
    if not user.is_authenticated or not user.may_work:
        return Scope.NONE
    return GRANTS[Role(user.role)].get(action, Scope.NONE)


def may_anywhere(user: User, action: Action) -> bool:
    """Whether the action exists for this person at all: for entries of the menu and pages without a row."""
    return scope_of(user, action) > Scope.NONE


def require(user: User, action: Action) -> None:
    """Refuse (403) a page that has no row of its own to ask about."""
    if not may_anywhere(user, action):
        raise PermissionDenied


# The row that the running request asked for, also where the answer was no: for the access log only.
_asked_for: ContextVar[models.Model | None] = ContextVar("asked_for", default=None)


def begin_request() -> None:
    """Forget which row the request before this one asked for."""
    _asked_for.set(None)


def row_asked_for() -> models.Model | None:
    """The last row that this request asked for by `get_for`, seen or refused; None where it asked for none."""
    return _asked_for.get()


def _was_given(row: models.Model, user: User) -> bool:
    """Whether `get_for` gave this very row to this person, in this request."""
    return user.pk is not None and getattr(row, "seen_by", None) == user.pk


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that can be asked for on behalf of a user."""

    view_action: ClassVar[Action]
    # The model (its label) that a row is a part of, where who sees the one mostly sees the other.
    belongs_to: ClassVar[str] = ""

    def own(self, user: User) -> Self:
        """Rows that this person has to do with: assigned, referred by their organisation, or led."""
        raise NotImplementedError

    def of_programme(self, programme_id: int) -> Self:
        raise NotImplementedError

    def authored(self, user: User) -> Self:
        """Among someone's own rows, those they wrote."""
        return self.none()

    def withheld_from(self, user: User) -> models.Q | None:
        """Rows inside the scope that this person still may not see; None where there are none."""
        return None

    def condition_for(self, user: User, action: Action) -> models.Q | None:
        """What must hold of a row for this action beside the scope, such as its status."""
        return None

    def sees_all_of(self, user: User, whole: models.Model, action: Action | None = None) -> bool:
        """Whether nothing that belongs to `whole`, which came from `get_for`, is kept from this person.

        Then nobody has to ask row by row who looks. With an action: whether he may do it on all of it. What
        was taken away for everybody (a `permitted` of its own) still is; and who asks by the programme gives
        that of the whole.
        """
        return _was_given(whole, user) and self.sees_all_in(user, type(whole), action)

    def sees_all_in(
        self, user: User, wholes: type[models.Model], action: Action | None = None
    ) -> bool:
        """The same of all the rows of a model that `visible_to` gives this person."""
        if wholes._meta.label != self.belongs_to:
            return False
        action = action or self.view_action
        scope = scope_of(user, action)
        return (
            scope == scope_of(user, wholes._default_manager.all().view_action)
            and self.condition_for(user, action) is None
            and self.keeps_nothing_from(user, scope)
        )

    def keeps_nothing_from(self, user: User, scope: Scope) -> bool:
        """Whether of a whole that this person sees within a scope, the rows of this kind are all within it too."""
        return scope == Scope.PROGRAMME and self.withheld_from(user) is None

    def permitted(self, user: User, action: Action) -> Self:
        """The rows on which this person may do the action."""
        match scope_of(user, action):
            case Scope.ALL:
                rows = self
            case Scope.PROGRAMME if user.programme_id:
                rows = self.of_programme(user.programme_id)
            case Scope.PROGRAMME | Scope.OWN:
                rows = self.own(user)
            case Scope.AUTHORED:
                rows = self.authored(user)
            case _:
                return self.none()
        if (withheld := self.withheld_from(user)) is not None:
            rows = rows.exclude(withheld)
        if (condition := self.condition_for(user, action)) is not None:
            rows = rows.filter(condition)
        return rows

    def visible_to(self, user: User) -> Self:
        return self.permitted(user, self.view_action)

    def get_for(self, user: User, action: Action, **lookup: object) -> M:
        """The one row to act on: 404 where it is invisible, 403 where it may only be seen."""
        rows = self.visible_to(user)
        is_asked = self._is_narrower(user, action)
        if is_asked:
            may = self.model._default_manager.permitted(user, action).filter(
                pk=models.OuterRef("pk")
            )
            rows = rows.annotate(is_permitted=models.Exists(may))
        try:
            row = rows.get(**lookup)
        except self.model.DoesNotExist as invisible:
            _asked_for.set(self.model._base_manager.filter(**lookup).first())
            raise Http404 from invisible
        _asked_for.set(row)
        if is_asked and not row.is_permitted:
            raise PermissionDenied
        row.seen_by = user.pk
        return row

    def _is_narrower(self, user: User, action: Action) -> bool:
        """Whether not every row that this person sees is one on which he may do the action."""
        return action != self.view_action and (
            scope_of(user, action) != scope_of(user, self.view_action)
            or self.condition_for(user, action) is not None
        )

    def actions_on(self, user: User, row: M, *actions: Action) -> frozenset[Action]:
        """Those of the actions that the user may do to this row, for the page's buttons."""
        everything = self.model._default_manager
        # One question per scope, and one more per action that has a condition of its own.
        keys = {
            action: scope
            if scope == Scope.NONE or self.condition_for(user, action) is None
            else action
            for action in actions
            for scope in [scope_of(user, action)]
        }
        allowed: dict[Scope | Action, bool] = {Scope.NONE: False}
        if _was_given(row, user):
            # It came from `get_for` a moment ago, and so lies within what this person sees.
            allowed[scope_of(user, self.view_action)] = True
        for action, key in keys.items():
            if key not in allowed:
                allowed[key] = everything.permitted(user, action).filter(pk=row.pk).exists()
        return frozenset(action for action, key in keys.items() if allowed[key])
