"""Who may do what: the only module in which DOW decides on authorisation.

A rule is one cell of GRANTS: a role may do an action within a scope. Models say which rows are
someone's own or a programme's; this module says who gets which scope. `docs/access.md` is written
from GRANTS, so the table that people read is the table that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from enum import IntEnum, StrEnum, auto, nonmember
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

if TYPE_CHECKING:
    from accounts.models import User

M = TypeVar("M", bound=models.Model)


class Role(models.TextChoices):
    PROJECT_LEADER = "project_leader", "Projectleider"
    JOBCOACH = "jobcoach", "Jobcoach"
    JOBCOACH_IN_TRAINING = "jobcoach_in_training", "Jobcoach in opleiding"
    REFERRER = "referrer", "Verwijzer"
    FACILITATOR = "facilitator", "Effectencalculateur"
    CONTROLLER = "controller", "Controller"
    ADMINISTRATOR = "administrator", "Beheerder"


class Scope(IntEnum):
    """How far a grant reaches; each scope holds the ones before it."""

    NONE = 0
    AUTHORED = 1  # among one's own rows, those one wrote oneself
    OWN = 2
    PROGRAMME = 3
    ALL = 4


class Action(StrEnum):
    # A template calls what can be called, and would ask the class for a member without a name.
    do_not_call_in_templates = nonmember(True)

    VIEW_PARTICIPANT = auto()
    EDIT_PARTICIPANT = auto()
    MERGE_PARTICIPANTS = auto()  # two dossiers of one person, all of both in one programme
    VIEW_NETWORK = auto()
    EDIT_NETWORK = auto()
    VIEW_CONSENT = auto()
    EDIT_CONSENT = auto()
    VIEW_REFERRAL = auto()
    CREATE_REFERRAL = auto()
    EDIT_REFERRAL = auto()
    HANDLE_REFERRAL = auto()
    IMPORT_PEOPLE = auto()  # participants and referrals from a spreadsheet
    EDIT_PLACES = auto()  # how many places the programme has, from which day on
    VIEW_TRAJECTORY = auto()
    EDIT_TRAJECTORY = auto()
    ASSIGN_COACH = auto()
    VIEW_STORY_FRAME = auto()  # chapters and lanes, also those without an event that one may read
    VIEW_NARRATIVE = auto()  # what chapters say in words, sensitive things included
    VIEW_PROGRESS = auto()  # what the referrer reads: by himself, and by who decides what to share
    VIEW_EVENT = auto()
    ADD_EVENT = auto()
    EDIT_EVENT = auto()
    VIEW_ATTACHMENT = auto()  # files on events; a name in them cannot be veiled
    EDIT_ATTACHMENT = auto()
    VIEW_IN_PLACE = auto()  # yes or no at 3, 6 and 12 months after leaving, and how somebody left
    VIEW_AFTERCARE = auto()
    EDIT_AFTERCARE = auto()
    VIEW_SIGNAL = auto()
    ANSWER_SIGNAL = auto()  # leave a signal alone for a while, with a reason
    SET_SIGNAL_RULES = auto()
    VIEW_HANDOVER = auto()
    HAND_OVER = auto()
    CONFIRM_HANDOVER = auto()  # only who receives
    VIEW_GROWTH = auto()  # goals and areas of life
    ADD_GROWTH = auto()
    EDIT_GROWTH = auto()
    SHARE_WEEK = auto()  # the card of the participant's week
    VIEW_TALK = auto()  # talks with skills, mood and life domains, and how they were co-read
    ADD_TALK = auto()
    EDIT_TALK = auto()
    REVIEW_TALK = auto()  # co-read the talks of a coach in training, and say how many
    VIEW_AGREEMENT = auto()
    EDIT_AGREEMENT = auto()
    ANSWER_AGREEMENT = auto()  # what is asked of the referrer
    VIEW_SESSION = auto()
    EDIT_SESSION = auto()
    FOLLOW_SESSION = auto()  # what the participant objects to, and what really happened afterwards
    CHECK_SESSION = auto()
    VIEW_COST_FIGURES = auto()
    VIEW_PRICES = auto()
    EDIT_PRICES = auto()
    PRINT_CASE_REPORT = auto()
    VIEW_COHORT = auto()  # figures about many; outside the programme without small numbers
    VIEW_ACCESS_LOG = auto()
    PRINT_ACCESS_LOG = auto()  # for the participant: everybody who looked
    VIEW_ACCOUNT = auto()
    INVITE_ACCOUNT = auto()
    CONFIRM_ACCOUNT = auto()  # once a quarter: does this person still need access?
    EDIT_ACCOUNT = auto()
    EDIT_ORGANISATION = auto()  # the municipalities, schools and employers that forms offer
    EDIT_PROGRAMME = auto()


_COACH: Mapping[Action, Scope] = {
    Action.VIEW_PARTICIPANT: Scope.OWN,
    Action.VIEW_NETWORK: Scope.OWN,
    Action.VIEW_CONSENT: Scope.OWN,
    Action.VIEW_REFERRAL: Scope.OWN,
    Action.VIEW_TRAJECTORY: Scope.OWN,
    Action.VIEW_STORY_FRAME: Scope.OWN,
    Action.VIEW_EVENT: Scope.OWN,
    Action.ADD_EVENT: Scope.OWN,
    Action.VIEW_ATTACHMENT: Scope.OWN,
    Action.VIEW_SIGNAL: Scope.OWN,
    Action.VIEW_HANDOVER: Scope.OWN,
    Action.CONFIRM_HANDOVER: Scope.OWN,
    Action.VIEW_IN_PLACE: Scope.OWN,
    Action.VIEW_AFTERCARE: Scope.OWN,
    Action.VIEW_ACCESS_LOG: Scope.OWN,
    Action.ADD_GROWTH: Scope.OWN,
    Action.SHARE_WEEK: Scope.OWN,
    Action.ADD_TALK: Scope.OWN,
    Action.VIEW_AGREEMENT: Scope.OWN,
    Action.EDIT_AGREEMENT: Scope.OWN,
}

GRANTS: Mapping[Role, Mapping[Action, Scope]] = {
    Role.PROJECT_LEADER: {
        Action.VIEW_PROGRESS: Scope.PROGRAMME,
        Action.VIEW_PARTICIPANT: Scope.PROGRAMME,
        Action.EDIT_PARTICIPANT: Scope.PROGRAMME,
        Action.MERGE_PARTICIPANTS: Scope.PROGRAMME,
        Action.VIEW_NETWORK: Scope.PROGRAMME,
        Action.EDIT_NETWORK: Scope.PROGRAMME,
        Action.VIEW_CONSENT: Scope.PROGRAMME,
        Action.EDIT_CONSENT: Scope.PROGRAMME,
        Action.VIEW_REFERRAL: Scope.PROGRAMME,
        Action.CREATE_REFERRAL: Scope.PROGRAMME,
        Action.EDIT_REFERRAL: Scope.PROGRAMME,
        Action.HANDLE_REFERRAL: Scope.PROGRAMME,
        Action.IMPORT_PEOPLE: Scope.PROGRAMME,
        Action.EDIT_PLACES: Scope.PROGRAMME,
        Action.ASSIGN_COACH: Scope.PROGRAMME,
        Action.VIEW_TRAJECTORY: Scope.PROGRAMME,
        Action.EDIT_TRAJECTORY: Scope.PROGRAMME,
        Action.VIEW_STORY_FRAME: Scope.PROGRAMME,
        Action.VIEW_NARRATIVE: Scope.PROGRAMME,
        Action.VIEW_EVENT: Scope.PROGRAMME,
        Action.ADD_EVENT: Scope.PROGRAMME,
        Action.EDIT_EVENT: Scope.PROGRAMME,
        Action.VIEW_ATTACHMENT: Scope.PROGRAMME,
        Action.EDIT_ATTACHMENT: Scope.PROGRAMME,
        Action.VIEW_IN_PLACE: Scope.PROGRAMME,
        Action.VIEW_AFTERCARE: Scope.PROGRAMME,
        Action.EDIT_AFTERCARE: Scope.PROGRAMME,
        Action.VIEW_GROWTH: Scope.PROGRAMME,
        Action.SHARE_WEEK: Scope.PROGRAMME,
        Action.VIEW_SIGNAL: Scope.PROGRAMME,
        Action.ANSWER_SIGNAL: Scope.PROGRAMME,
        Action.SET_SIGNAL_RULES: Scope.PROGRAMME,
        Action.VIEW_HANDOVER: Scope.PROGRAMME,
        Action.HAND_OVER: Scope.PROGRAMME,
        Action.VIEW_TALK: Scope.PROGRAMME,
        Action.REVIEW_TALK: Scope.PROGRAMME,
        Action.VIEW_AGREEMENT: Scope.PROGRAMME,
        Action.EDIT_AGREEMENT: Scope.PROGRAMME,
        Action.VIEW_SESSION: Scope.PROGRAMME,
        Action.EDIT_SESSION: Scope.PROGRAMME,
        Action.FOLLOW_SESSION: Scope.PROGRAMME,
        Action.VIEW_COST_FIGURES: Scope.PROGRAMME,
        Action.VIEW_PRICES: Scope.ALL,
        Action.PRINT_CASE_REPORT: Scope.PROGRAMME,
        Action.VIEW_COHORT: Scope.PROGRAMME,
        Action.VIEW_ACCESS_LOG: Scope.PROGRAMME,
        Action.PRINT_ACCESS_LOG: Scope.PROGRAMME,
        Action.VIEW_ACCOUNT: Scope.PROGRAMME,
        Action.INVITE_ACCOUNT: Scope.PROGRAMME,
        Action.CONFIRM_ACCOUNT: Scope.PROGRAMME,
        Action.EDIT_PROGRAMME: Scope.PROGRAMME,
    },
    Role.JOBCOACH: {
        **_COACH,
        Action.VIEW_PROGRESS: Scope.OWN,
        Action.EDIT_PARTICIPANT: Scope.OWN,
        Action.EDIT_NETWORK: Scope.OWN,
        Action.EDIT_CONSENT: Scope.OWN,
        Action.EDIT_TRAJECTORY: Scope.OWN,
        Action.VIEW_NARRATIVE: Scope.OWN,
        Action.FOLLOW_SESSION: Scope.OWN,
        Action.EDIT_EVENT: Scope.OWN,
        Action.EDIT_ATTACHMENT: Scope.OWN,
        Action.ANSWER_SIGNAL: Scope.OWN,
        Action.HAND_OVER: Scope.OWN,
        Action.EDIT_AFTERCARE: Scope.OWN,
        Action.VIEW_TALK: Scope.OWN,
        Action.EDIT_TALK: Scope.OWN,
        Action.VIEW_GROWTH: Scope.OWN,
        Action.EDIT_GROWTH: Scope.OWN,
        Action.VIEW_SESSION: Scope.OWN,
        Action.VIEW_COST_FIGURES: Scope.OWN,
        Action.VIEW_PRICES: Scope.ALL,
        Action.PRINT_CASE_REPORT: Scope.OWN,
    },
    Role.JOBCOACH_IN_TRAINING: {
        **_COACH,
        Action.EDIT_EVENT: Scope.AUTHORED,
        Action.EDIT_ATTACHMENT: Scope.AUTHORED,
        Action.VIEW_TALK: Scope.AUTHORED,
        Action.EDIT_TALK: Scope.AUTHORED,
        Action.VIEW_GROWTH: Scope.AUTHORED,
        Action.EDIT_GROWTH: Scope.AUTHORED,
    },
    Role.REFERRER: {
        Action.VIEW_COHORT: Scope.OWN,
        Action.VIEW_PROGRESS: Scope.OWN,
        Action.VIEW_PARTICIPANT: Scope.OWN,
        Action.VIEW_REFERRAL: Scope.OWN,
        Action.CREATE_REFERRAL: Scope.OWN,
        Action.EDIT_REFERRAL: Scope.OWN,
        Action.VIEW_TRAJECTORY: Scope.OWN,
        Action.VIEW_EVENT: Scope.OWN,
        Action.VIEW_ATTACHMENT: Scope.OWN,
        Action.VIEW_IN_PLACE: Scope.OWN,
        Action.VIEW_ACCESS_LOG: Scope.OWN,
        Action.VIEW_AGREEMENT: Scope.OWN,
        Action.ANSWER_AGREEMENT: Scope.OWN,
    },
    Role.FACILITATOR: {
        Action.VIEW_TRAJECTORY: Scope.OWN,
        Action.VIEW_STORY_FRAME: Scope.OWN,
        Action.VIEW_NARRATIVE: Scope.OWN,
        Action.VIEW_EVENT: Scope.OWN,
        Action.ADD_EVENT: Scope.OWN,
        Action.EDIT_EVENT: Scope.OWN,
        Action.VIEW_IN_PLACE: Scope.OWN,
        Action.VIEW_AFTERCARE: Scope.OWN,
        Action.VIEW_SESSION: Scope.OWN,
        Action.EDIT_SESSION: Scope.OWN,
        Action.VIEW_COST_FIGURES: Scope.OWN,
        Action.VIEW_PRICES: Scope.ALL,
        Action.PRINT_CASE_REPORT: Scope.OWN,
        Action.VIEW_ACCESS_LOG: Scope.OWN,
    },
    Role.CONTROLLER: {
        Action.VIEW_COHORT: Scope.ALL,
        Action.VIEW_SESSION: Scope.ALL,
        Action.CHECK_SESSION: Scope.ALL,
        Action.VIEW_COST_FIGURES: Scope.ALL,
        Action.VIEW_PRICES: Scope.ALL,
        Action.EDIT_PRICES: Scope.ALL,
    },
    Role.ADMINISTRATOR: {
        Action.VIEW_PRICES: Scope.ALL,
        Action.EDIT_PRICES: Scope.ALL,
        Action.VIEW_ACCESS_LOG: Scope.ALL,
        Action.VIEW_ACCOUNT: Scope.ALL,
        Action.INVITE_ACCOUNT: Scope.ALL,
        Action.CONFIRM_ACCOUNT: Scope.ALL,
        Action.EDIT_ACCOUNT: Scope.ALL,
        Action.EDIT_ORGANISATION: Scope.ALL,
        Action.EDIT_PROGRAMME: Scope.ALL,
    },
}


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


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that can be asked for on behalf of a user."""

    view_action: ClassVar[Action]

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
        try:
            row = self.visible_to(user).get(**lookup)
        except self.model.DoesNotExist as invisible:
            _asked_for.set(self.model._base_manager.filter(**lookup).first())
            raise Http404 from invisible
        _asked_for.set(row)
        if (
            action != self.view_action
            and not self.model._default_manager.permitted(user, action).filter(pk=row.pk).exists()
        ):
            raise PermissionDenied
        return row

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
        for action, key in keys.items():
            if key not in allowed:
                allowed[key] = everything.permitted(user, action).filter(pk=row.pk).exists()
        return frozenset(action for action, key in keys.items() if allowed[key])
