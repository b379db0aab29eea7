"""The table of authorisation: which role may do which action, and how far that reaches.

Only `dow_site.access` reads it to decide; everything else asks there. `docs/access.md` is written from
GRANTS, so the table that people read is the table that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum, auto, nonmember

from django.db import models


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
    KEEP_CALENDAR = auto()  # the secret address of one's own calendar
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
    VIEW_EVIDENCE = auto()  # what shows that the method works, over trajectories and by alias
    PRINT_CASE_REPORT = auto()
    PRINT_OWN_STORY = auto()  # for the participant: his own story in plain words
    VIEW_PRINT_JOB = auto()  # runs of reports that one asked for oneself, and what came of them
    PRINT_PLAN = auto()  # goals, agreements and milestones ahead, to sign together
    PRINT_TIMELINE = auto()  # as one reads it on screen, so the referrer too
    VIEW_COHORT = auto()  # figures about many; outside the programme without small numbers
    EXPORT_LIST = auto()  # lists with the names and the story of people
    EXPORT_REFERRALS = auto()
    EXPORT_FIGURES = auto()  # rows about cases and counts, as somebody reads them
    VIEW_ACCESS_LOG = auto()
    PRINT_ACCESS_LOG = auto()  # for the participant: everybody who looked
    ANSWER_ACCESS_REQUEST = auto()  # all that is held about a participant, to hand to him
    VIEW_ACCOUNT = auto()
    INVITE_ACCOUNT = auto()
    CONFIRM_ACCOUNT = auto()  # once a quarter: does this person still need access?
    EDIT_ACCOUNT = auto()
    EDIT_ORGANISATION = auto()  # the municipalities, schools and employers that forms offer
    EDIT_PROGRAMME = auto()


# Whoever may print anything; what a run may hold is asked of each report in it.
_EVERYBODY: Mapping[Action, Scope] = {Action.VIEW_PRINT_JOB: Scope.OWN}

_COACH: Mapping[Action, Scope] = {
    **_EVERYBODY,
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
    Action.KEEP_CALENDAR: Scope.OWN,
    Action.ADD_TALK: Scope.OWN,
    Action.VIEW_AGREEMENT: Scope.OWN,
    Action.EDIT_AGREEMENT: Scope.OWN,
}

GRANTS: Mapping[Role, Mapping[Action, Scope]] = {
    Role.PROJECT_LEADER: {
        **_EVERYBODY,
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
        Action.KEEP_CALENDAR: Scope.OWN,
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
        Action.VIEW_EVIDENCE: Scope.PROGRAMME,
        Action.PRINT_CASE_REPORT: Scope.PROGRAMME,
        Action.PRINT_OWN_STORY: Scope.PROGRAMME,
        Action.PRINT_PLAN: Scope.PROGRAMME,
        Action.PRINT_TIMELINE: Scope.PROGRAMME,
        Action.VIEW_COHORT: Scope.PROGRAMME,
        Action.EXPORT_LIST: Scope.PROGRAMME,
        Action.EXPORT_REFERRALS: Scope.PROGRAMME,
        Action.EXPORT_FIGURES: Scope.PROGRAMME,
        Action.VIEW_ACCESS_LOG: Scope.PROGRAMME,
        Action.PRINT_ACCESS_LOG: Scope.PROGRAMME,
        Action.ANSWER_ACCESS_REQUEST: Scope.PROGRAMME,
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
        Action.VIEW_EVIDENCE: Scope.OWN,
        Action.PRINT_PLAN: Scope.OWN,
        Action.PRINT_CASE_REPORT: Scope.OWN,
        Action.PRINT_OWN_STORY: Scope.OWN,
        Action.PRINT_TIMELINE: Scope.OWN,
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
        **_EVERYBODY,
        Action.VIEW_COHORT: Scope.OWN,
        Action.EXPORT_REFERRALS: Scope.OWN,
        Action.KEEP_CALENDAR: Scope.OWN,
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
        Action.PRINT_TIMELINE: Scope.OWN,
    },
    Role.FACILITATOR: {
        **_EVERYBODY,
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
        Action.VIEW_EVIDENCE: Scope.OWN,
        Action.PRINT_CASE_REPORT: Scope.OWN,
        Action.PRINT_TIMELINE: Scope.OWN,
        Action.VIEW_ACCESS_LOG: Scope.OWN,
        Action.KEEP_CALENDAR: Scope.OWN,
    },
    Role.CONTROLLER: {
        **_EVERYBODY,
        Action.VIEW_COHORT: Scope.ALL,
        Action.EXPORT_FIGURES: Scope.ALL,
        Action.VIEW_SESSION: Scope.ALL,
        Action.CHECK_SESSION: Scope.ALL,
        Action.VIEW_COST_FIGURES: Scope.ALL,
        Action.VIEW_PRICES: Scope.ALL,
        Action.EDIT_PRICES: Scope.ALL,
    },
    Role.ADMINISTRATOR: {
        **_EVERYBODY,
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
