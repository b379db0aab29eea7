"""What is typed is kept on the server, only for who typed it, and only until it is saved."""

import datetime
import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.drafts import ALREADY_SAVED, DAYS_KEPT, SOMEBODY_ELSE, TOO_LONG
from accounts.factories import DraftFactory
from accounts.models import LONGEST_DRAFT, Draft
from conftest import assert_does_not_grow, client_of, text_of, typed_in
from dow_site.tests.routes import address
from trajectories.models import TimelineEvent


@pytest.fixture
def anna(cast):
    return client_of(cast.anna)


@pytest.fixture
def url(dossier):
    return address("trajectories:event_create", dossier)


def keep(browser, url, typed, *, author, step=1):
    """What drafts.js sends while somebody types."""
    return browser.post(url, typed | {"draft_step": step}, headers={"X-Draft": str(author.pk)})


def test_what_was_typed_is_there_again_when_the_form_is_opened(cast, dossier, anna, url):
    typed = typed_in(anna.get(url)) | {
        "text": "Half een verha",
        "lanes": [str(dossier.lane.pk)],
        "when": "nov 20",
        "kind": "outcome",
        "date_estimated": "on",
    }

    kept = keep(anna, url, typed, author=cast.anna)

    page = anna.get(url)
    again = typed_in(page)
    assert kept.json() == {"saved_at": "13:00"}
    assert "Concept van 13:00 teruggezet." in text_of(page)
    for name in ("text", "lanes", "when", "kind", "submission_key"):
        assert again[name] == typed[name], name
    assert again["date_estimated"] == ["on"]


def test_opening_a_form_makes_no_draft(anna, url):
    page = anna.get(url)

    assert "teruggezet" not in text_of(page)
    assert not Draft.objects.exists()


def test_a_draft_of_an_earlier_day_says_which_day(cast, anna, url):
    keep(anna, url, typed_in(anna.get(url)) | {"text": "Half"}, author=cast.anna)
    Draft.objects.update(saved_at=datetime.datetime(2026, 3, 12, 13, 32, tzinfo=datetime.UTC))

    assert "Concept van 12 maart 2026, 14:32 teruggezet." in text_of(anna.get(url))


def test_a_restored_draft_that_was_sent_already_makes_no_second_row(cast, dossier, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "Eén keer.", "lanes": [dossier.lane.pk]}
    keep(anna, url, typed, author=cast.anna)
    restored = typed_in(anna.get(url))

    anna.post(url, typed)
    anna.post(url, restored)

    assert TimelineEvent.objects.filter(text="Eén keer.").count() == 1


def test_saving_the_form_throws_the_draft_away(cast, dossier, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "Klaar.", "lanes": [dossier.lane.pk]}
    keep(anna, url, typed, author=cast.anna)

    anna.post(url, typed)

    page = anna.get(url)
    assert typed_in(page)["text"] == ""
    assert "teruggezet" not in text_of(page)
    assert [draft.content for draft in Draft.objects.all()] == [{}]


def test_a_form_that_is_refused_keeps_its_draft(cast, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "Nog zonder baan.", "lanes": []}
    keep(anna, url, typed, author=cast.anna)

    refused = anna.post(url, typed)

    assert refused.status_code == 422
    assert typed_in(anna.get(url))["text"] == "Nog zonder baan."


def test_a_request_that_comes_after_the_form_was_saved_brings_nothing_back(
    cast, dossier, anna, url
):
    typed = typed_in(anna.get(url)) | {"text": "Klaar.", "lanes": [dossier.lane.pk]}
    anna.post(url, typed)

    late = keep(anna, url, typed | {"text": "Klaa"}, author=cast.anna)

    assert (late.status_code, late.json()["refusal"]) == (409, ALREADY_SAVED)
    assert typed_in(anna.get(url))["text"] == ""


def test_a_text_that_was_overtaken_does_not_replace_a_later_one(cast, anna, url):
    typed = typed_in(anna.get(url))
    keep(anna, url, typed | {"text": "Een heel verhaal"}, author=cast.anna, step=16)

    keep(anna, url, typed | {"text": "Een heel"}, author=cast.anna, step=8)

    assert typed_in(anna.get(url))["text"] == "Een heel verhaal"


def test_a_form_that_was_emptied_again_leaves_no_draft(cast, anna, url):
    typed = typed_in(anna.get(url))
    keep(anna, url, typed | {"text": "Toch niet"}, author=cast.anna)

    emptied = keep(anna, url, typed, author=cast.anna, step=2)

    assert emptied.json() == {"saved_at": ""}
    assert not Draft.objects.exists()


def test_one_button_starts_empty(cast, anna, url):
    keep(anna, url, typed_in(anna.get(url)) | {"text": "Weg ermee"}, author=cast.anna)

    page = anna.post(url, {"draft_discard": "1"}, follow=True)

    assert typed_in(page)["text"] == ""
    assert not Draft.objects.exists()


def test_who_does_not_save_throws_the_draft_away_and_a_late_request_brings_nothing_back(
    cast, dossier, anna, url
):
    typed = typed_in(anna.get(url)) | {"text": "Toch maar niet"}
    keep(anna, url, typed, author=cast.anna)

    left = anna.post(url, typed | {"draft_discard": "terug"})
    late = keep(anna, url, typed, author=cast.anna, step=2)

    assert left.url == reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    assert late.status_code == 409
    assert "teruggezet" not in text_of(anna.get(url))
    assert not TimelineEvent.objects.filter(text="Toch maar niet").exists()


@pytest.mark.parametrize(
    "route",
    [
        "trajectories:event_create",
        "trajectories:event_edit",
        "coaching:talk_create",
        "coaching:group_talk_create",
    ],
)
def test_every_form_with_a_draft_leaves_by_a_button_that_throws_it_away(cast, dossier, route):
    page = client_of(cast.bert).get(address(route, dossier)).content.decode()

    assert "data-draft=" in page
    assert 'name="draft_discard" value="terug"' in page


def test_a_draft_is_only_its_authors(cast, dossier, anna, url):
    keep(anna, url, typed_in(anna.get(url)) | {"text": "Van Anna"}, author=cast.anna)
    bert = client_of(cast.bert)

    keep(bert, url, typed_in(bert.get(url)) | {"text": "Van Bert"}, author=cast.bert)

    assert typed_in(bert.get(url))["text"] == "Van Bert"
    assert typed_in(anna.get(url))["text"] == "Van Anna"


@pytest.mark.parametrize(
    ("name", "status"), [("carla", 404), ("erik", 403), ("joke", 404), ("hanna", 404)]
)
def test_who_may_not_open_the_form_keeps_no_draft_of_it(cast, url, name, status):
    person = getattr(cast, name)

    answer = keep(client_of(person), url, {"text": "x"}, author=person)

    assert answer.status_code == status
    assert not Draft.objects.exists()


def test_who_lost_the_dossier_reads_his_draft_of_it_no_more(cast, dossier, url):
    bert = client_of(cast.bert)
    keep(bert, url, typed_in(bert.get(url)) | {"text": "Van Bert"}, author=cast.bert)
    dossier.assignment.ends_on = datetime.date(2026, 3, 1)
    dossier.assignment.save()

    assert bert.get(url).status_code == 404


def test_an_expired_session_is_sent_to_the_sign_in_page_and_keeps_nothing(cast, client, url):
    answer = keep(client, url, {"text": "x"}, author=cast.anna)

    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_somebody_else_who_signed_in_meanwhile_does_not_get_the_text(cast, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "Van Anna"}

    answer = keep(client_of(cast.bert), url, typed, author=cast.anna)

    assert (answer.status_code, answer.json()["refusal"]) == (409, SOMEBODY_ELSE)
    assert not Draft.objects.exists()


def test_a_draft_has_a_largest_size(cast, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "x" * LONGEST_DRAFT}

    answer = keep(anna, url, typed, author=cast.anna)

    assert (answer.status_code, answer.json()["refusal"]) == (413, TOO_LONG)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("text", ["é" * 9_000, '"\\\n' * 9_000, "🚲" * 4_000, "a\0b"])
def test_any_text_within_the_size_is_kept(cast, anna, url, text):
    answer = keep(anna, url, typed_in(anna.get(url)) | {"text": text}, author=cast.anna)

    assert answer.status_code == 200
    assert Draft.objects.get().content["text"] == [text.replace("\0", "")]


@pytest.mark.parametrize("step", ["", "-1", "²", "9" * 40, "abc"])
def test_a_step_that_is_no_number_is_no_error(cast, anna, url, step):
    answer = keep(anna, url, typed_in(anna.get(url)) | {"text": "x"}, author=cast.anna, step=step)

    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["", "abc", "\0"])
def test_a_page_without_its_key_keeps_nothing(cast, anna, url, key):
    answer = keep(anna, url, {"text": "x", "draft_key": key}, author=cast.anna)

    assert answer.status_code == 409
    assert not Draft.objects.exists()


def test_a_draft_of_a_change_keeps_the_version_it_was_made_on(cast, dossier, anna):
    event = dossier.events["milestone"]
    url = reverse("trajectories:event_edit", args=[event.pk])
    keep(anna, url, typed_in(anna.get(url)) | {"text": "Van Anna"}, author=cast.anna)
    TimelineEvent.objects.filter(pk=event.pk).update(version=2, text="Van Bert")

    page = anna.post(url, typed_in(anna.get(url)))

    assert page.status_code == 422
    assert "Van Bert" in text_of(page)
    assert typed_in(page)["text"] == "Van Anna"


def test_without_javascript_nothing_is_kept_and_the_form_works(dossier, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "Gewoon.", "lanes": [dossier.lane.pk]}
    typed.pop("draft_key")

    assert anna.post(url, typed).status_code == 302
    assert not Draft.objects.exists()


def test_old_drafts_are_cleared_and_younger_ones_stay(db, capsys):
    now = timezone.now()
    for subject, days in ((1, DAYS_KEPT + 1), (2, DAYS_KEPT - 1)):
        DraftFactory(subject=subject, saved_at=now - datetime.timedelta(days=days))

    call_command("clear_drafts")

    assert [draft.subject for draft in Draft.objects.all()] == [2]
    assert "Drafts thrown away: 1" in capsys.readouterr().out


def test_keeping_a_draft_asks_as_much_of_the_database_each_time(cast, anna, url):
    typed = typed_in(anna.get(url)) | {"text": "x"}
    steps = iter(range(1, 9))
    keep(anna, url, typed, author=cast.anna, step=next(steps))

    assert_does_not_grow(
        lambda: keep(anna, url, typed, author=cast.anna, step=next(steps)),
        lambda: DraftFactory(author=cast.anna, subject=99),
    )


@pytest.mark.django_db(transaction=True)
def test_first_keystrokes_of_two_pages_at_once_make_one_draft(cast, url):
    pages = [client_of(cast.anna) for _ in range(4)]
    typed = [typed_in(page.get(url)) | {"text": f"Van tabblad {n}"} for n, page in enumerate(pages)]
    start = threading.Barrier(len(pages))
    answers = []

    def send(page, text):
        start.wait()
        answers.append(keep(page, url, text, author=cast.anna).status_code)
        connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(pages, typed, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * len(pages)
    assert Draft.objects.count() == 1
