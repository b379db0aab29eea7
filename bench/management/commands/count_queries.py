import json

from django.core.management import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bench import numbers
from bench.asking import HOST, Answer, ask, check, fill_in
from bench.pages import Page, Side, pages
from coaching.models import Talk
from coaching.weeks import monday_of
from trajectories.models import TimelineEvent


class Command(BaseCommand):
    help = "Ask for every page of one side in this process, check it, and write its statements as JSON."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("side", type=Side)
        parser.add_argument("size", type=int)

    def handle(self, *, side, size, **options):
        take_away_what_was_saved()
        today = timezone.localdate().isoformat()
        counted = {
            page.key: statements_of(page) for page in pages(size, today) if page.side == side
        }
        self.stdout.write(json.dumps(counted))


def take_away_what_was_saved() -> None:
    """Delete what earlier runs saved, so that every run finds the same rows."""
    # The data set itself tells of these two dossiers up to the Monday of this week.
    monday = monday_of(timezone.localdate())
    TimelineEvent.objects.filter(
        trajectory=numbers.SAVED_IN, recorded_at__date__gte=monday
    ).delete()
    Talk.objects.filter(trajectory=numbers.TALK_SAVED_IN, held_on__gte=monday).delete()


class InProcess:
    """Somebody signed in, without a server between."""

    def __init__(self, page: Page):
        self.client = Client(headers={"host": HOST})
        if page.side != Side.BARE:
            self.client.force_login(User.objects.get(pk=page.who))

    def get(self, path: str) -> Answer:
        return self._answer(self.client.get(path, secure=True))

    def post(self, path: str, fields: dict[str, list[str]]) -> Answer:
        return self._answer(self.client.post(path, fields, secure=True))

    def _answer(self, response):
        return Answer(
            status=response.status_code,
            location=response.headers.get("Location", ""),
            body=response.content,
            seconds=0,
        )


def statements_of(page: Page) -> list[str]:
    """The statements of one request, after one that made everything ready."""
    asker = InProcess(page)
    fields = fill_in(asker, page)
    check(page, ask(asker, page, fields))
    with CaptureQueriesContext(connection) as captured:
        ask(asker, page, fields)
    statements = (query["sql"] for query in captured.captured_queries)
    return [one for one in statements if one not in ("BEGIN", "COMMIT")]
