"""Leafing through a long list costs what leafing through a short one does, and says where it stops."""

import pytest

from accounts.factories import OrganisationFactory
from accounts.models import Organisation
from dow_site.paging import BoundedPaginator


@pytest.fixture
def organisations(db):
    for number in range(7):
        OrganisationFactory(name=f"Organisatie {number}")
    return Organisation.objects.order_by("name")


def test_no_more_is_counted_than_is_shown(organisations, django_assert_num_queries):
    pages = BoundedPaginator(organisations, 2, most=4)

    with django_assert_num_queries(1) as counted:
        found = (pages.count, pages.has_more, pages.num_pages)

    assert found == (4, True, 2)
    assert "LIMIT 5" in counted[0]["sql"]
    assert "ORDER BY" not in counted[0]["sql"]


def test_a_list_that_fits_is_shown_whole(organisations):
    pages = BoundedPaginator(organisations, 2, most=7)

    assert (pages.count, pages.has_more, pages.num_pages) == (7, False, 4)
    assert [one.name for one in pages.page(4)] == ["Organisatie 6"]


def test_a_page_past_the_last_is_the_last(organisations):
    pages = BoundedPaginator(organisations, 2, most=4)

    assert [one.name for one in pages.get_page(99)] == ["Organisatie 2", "Organisatie 3"]
