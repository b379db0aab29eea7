"""What most tests begin with: the cast, and beside it one dossier; or the demonstration of a day."""

import datetime
from functools import cache, partial

import pytest

from dow_site.tests.cast import make_cast
from dow_site.tests.dossier import make_dossier
from dow_site.tests.kept_rows import KeptRows
from reports.demo import load_demo


def _make_both():
    cast = make_cast()
    return cast, make_dossier(cast)


_CAST = KeptRows(make_cast)
_BOTH = KeptRows(_make_both)


@cache
def demonstration_of(day: datetime.date) -> KeptRows[None]:
    """The demonstration as it is loaded on this day."""
    return KeptRows(partial(load_demo, day), many=True)


@pytest.fixture
def cast_and_dossier(request, db, today):
    """Both, of which the second is None for a test that did not ask for it."""
    return _BOTH.put() if "dossier" in request.fixturenames else (_CAST.put(), None)


@pytest.fixture
def cast(cast_and_dossier):
    return cast_and_dossier[0]


@pytest.fixture
def dossier(cast_and_dossier):
    return cast_and_dossier[1]
