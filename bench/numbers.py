"""What in the data set pages are measured on, by number, and who looks."""

from __future__ import annotations

from bench import words

# Trajectories that pages are measured on, by number.
EVENTS_200, EVENTS_500, EVENTS_30, SAVED_IN = 1, 2, 3, 4
# Of these the case report has one page, and three; that of thirty events has six.
SHORT_STORY, MIDDLE_STORY = 5, 6
# This one runs and has two years of talks beside its 200 events.
EVENTS_200_AND_TALKS = 7
EVENTS_OF = {
    EVENTS_200: 200,
    EVENTS_500: 500,
    EVENTS_30: 30,
    SHORT_STORY: 4,
    MIDDLE_STORY: 15,
    EVENTS_200_AND_TALKS: 200,
}
RUNNING_FROM, MOST_RUNNING = 7, 60
# Of the measured coach: whose form is opened, and in whose dossier talks are saved.
TALKED_WITH, TALK_SAVED_IN = 8, 12
# They alone bear the name that is searched for, so that a search finds as many among few as among many.
SEARCHED_FOR, SEARCHED_NAME = range(9, 21), words.FAMILY_NAMES[-1]
# As many reports as there were participants in the years that the research report tells of.
PRINTED = range(8, 47)
WEEKS_OF_TALKS = 104

LANES_EACH = len(words.LANES)

MAIN = 1
LEADER, SUPERUSER, REFERRER, COACH = 1, 2, 3, 4
COACHES_HERE = 4
PASSWORD = "op-de-weg-gemeten-2026"  # noqa: S105  of accounts in the bench's own databases only
TOTP_SECRET = "OPDEWEGGEMETEN22OPDEWEGGEMETEN22"  # noqa: S105
EMAILS = {
    LEADER: "leider@bench.example",
    SUPERUSER: "beheer@bench.example",
    REFERRER: "verwijzer@bench.example",
    COACH: "coach1@bench.example",
}
TO_ANSWER, WAITING = 12, 8


def running_here(size: int) -> int:
    """How many trajectories of the measured programme run."""
    return min(MOST_RUNNING, size // 2)
