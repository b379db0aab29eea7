"""Lists of prices that nobody read in go by themselves; what was read in stays known."""

import datetime
import io

from django.core.management import call_command

from conftest import client_of, text_of
from costs.factories import PriceImportFactory
from costs.models import PriceImport
from participants.models import DAYS_KEPT


def handed_in(days_ago, **facts):
    made = PriceImportFactory(**facts)
    made.uploaded_at -= datetime.timedelta(days=days_ago)
    made.save()
    return made


def test_only_a_list_that_was_not_read_in_goes_and_only_after_its_time(cast):
    tried = {"mapping": ["name", "amount"]}
    stays = [
        handed_in(DAYS_KEPT),
        handed_in(DAYS_KEPT + 1, status="done", **tried),
    ]
    handed_in(DAYS_KEPT + 1)
    handed_in(DAYS_KEPT + 1, status="checked", **tried)

    out = io.StringIO()
    call_command("clear_price_imports", stdout=out)

    assert set(PriceImport.objects.all()) == set(stays)
    assert out.getvalue() == "Lists cleared: 2\n"


def test_who_handed_a_list_in_reads_until_when_it_is_kept(cast):
    told = f"gaat na {DAYS_KEPT} dagen vanzelf weg"
    unread = PriceImportFactory()
    done = PriceImportFactory(status="done", mapping=["name", "amount"])

    pages = [text_of(client_of(cast.hanna).get(one.get_absolute_url())) for one in (unread, done)]

    assert [told in page for page in pages] == [True, False]
