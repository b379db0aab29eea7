"""The measuring itself: rounds in which every page of every side comes once, then each page under load."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2
from django.conf import settings

from bench import databases
from bench.asking import Fields, ask, check, fill_in
from bench.numbers import EMAILS
from bench.pages import Page, Side
from bench.servers import Server
from bench.visitor import Visitor

CONNECTIONS = 4
# Before anything counts: templates are compiled, connections made, pages of the database read.
WARM_UP = 3
# What takes more than a second comes in one of five rounds, so that it does not take the whole run.
_SLOW, _SLOW_EVERY = 1.0, 5


@dataclass(frozen=True)
class Target:
    """One page at one size, with the form that is sent to it."""

    page: Page
    server: Server
    visitor: Visitor
    fields: Fields

    @property
    def name(self) -> str:
        return f"{self.page.key} {self.server.size}"

    def ask(self) -> float:
        """Ask once; gives the seconds that it took."""
        return ask(self.visitor, self.page, self.fields).seconds


@contextmanager
def serving(
    sides: Iterable[Side], sizes: Iterable[int]
) -> Iterator[dict[tuple[Side, int], Server]]:
    """Every side at every size, all at once: a server that nobody asks costs nothing."""
    servers = {(side, size): Server(side, size) for size in sizes for side in sides}
    try:
        for server in servers.values():
            server.start()
        for server in servers.values():
            server.wait()
        yield servers
    finally:
        for server in servers.values():
            server.stop()


def open_target(page: Page, server: Server) -> tuple[Target, int]:
    """Sign in, look whether the page is right, and give it with the size of its answer in bytes."""
    visitor = server.visitor(page.who, EMAILS[page.who])
    target = Target(page, server, visitor, fill_in(visitor, page))
    answer = ask(visitor, page, target.fields)
    check(page, answer)
    return target, len(answer.body)


def in_rounds(
    targets: list[Target], statements: dict[str, list[str]], rounds: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Seconds of each page in each round, and of its bare statements; the order is another each round.

    What slows the machine for a while so slows all of them alike.
    """
    pages, questions = defaultdict(list), defaultdict(list)
    last: dict[str, float] = {}
    order = random.Random(1)  # noqa: S311  for an order, not for a secret
    with _plain_connections(targets) as connections:
        for turn in range(WARM_UP + rounds):
            order.shuffle(targets)
            for target in targets:
                if turn % _SLOW_EVERY and last.get(target.name, 0) > _SLOW:
                    continue
                last[target.name] = seconds = target.ask()
                asked = statements.get(target.name)
                bare = asked and _ask_bare(connections[target.server.size], asked)
                if turn >= WARM_UP:
                    pages[target.name].append(seconds)
                    if bare:
                        questions[target.name].append(bare)
    return pages, questions


@contextmanager
def _plain_connections(targets):
    # As the pages themselves connect.
    options = settings.DATABASES["default"]["OPTIONS"]["options"]
    names = {target.server.size: databases.name_of(target.server.size) for target in targets}
    opened = {
        size: psycopg2.connect(databases.address_of(name, used_by="bench-plain"), options=options)
        for size, name in names.items()
    }
    try:
        yield opened
    finally:
        for connection in opened.values():
            connection.close()


def _ask_bare(connection, statements) -> float:
    """The page's own questions once more, without Django between; nothing is left behind."""
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
    seconds = time.perf_counter() - started
    connection.rollback()
    return seconds


@dataclass(frozen=True)
class Load:
    """A page asked over several connections at once."""

    requests_per_second: float
    processor_ms: float
    database_ms: float


def under_load(target: Target, seconds: float) -> Load:
    """Ask a page over four connections for a while: requests per second, and processor time for each."""
    counts: list[int] = []
    before = target.server.processor_time()
    started = time.perf_counter()

    def keep_asking():
        # Cookies of its own; the server gives everybody the same session.
        visitor = Visitor(target.visitor.port, dict(target.visitor.cookies))
        mine, asked = Target(target.page, target.server, visitor, target.fields), 0
        while not asked or time.perf_counter() - started < seconds:
            mine.ask()
            asked += 1
        counts.append(asked)

    threads = [threading.Thread(target=keep_asking) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(counts) < CONNECTIONS:
        raise RuntimeError(f"{target.name}: a connection broke off; what it met stands above.")
    elapsed, count = time.perf_counter() - started, sum(counts)
    after = target.server.processor_time()
    web, database = (1000 * (then - now) / count for then, now in zip(after, before, strict=True))
    return Load(requests_per_second=count / elapsed, processor_ms=web, database_ms=database)
