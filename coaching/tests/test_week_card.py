"""My week: what the card says in three languages, the link that runs out, and what comes back."""

import datetime
import io
from string import Formatter

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessLog
from coaching.factories import AgreementFactory, GoalFactory, WeekLinkFactory
from coaching.models import CardLanguage, WeekLink, WeekReaction
from coaching.week_card import WeekCard
from coaching.week_labels import labels
from coaching.week_links import REACTIONS_PER_DAY, link_opened_by, token_of
from conftest import TODAY, PageClient, client_of, pdf_text, text_of, typed_in

DAY = datetime.timedelta(days=1)
LANGUAGES = pytest.mark.parametrize("language", CardLanguage.values)


@pytest.fixture
def week(dossier, cast):
    """The dossier with something to say on each line of the card."""
    trajectory = dossier.trajectory
    cast.bert.phone = "0548 11 22 33"
    cast.bert.save()
    AgreementFactory(trajectory=trajectory, what="De fiets laten maken", due_on=TODAY + DAY)
    AgreementFactory(
        trajectory=trajectory, what="Het rooster mailen", owner="coach", due_on=TODAY + 2 * DAY
    )
    GoalFactory(trajectory=trajectory, own_words="Ik wil op een kraan.")
    talk = dossier.talks["of a group"]
    talk.went_well = "Wessel van der Zwaluw was elke dag op tijd."
    talk.next_talk_on = TODAY + 3 * DAY
    talk.save()
    return trajectory


def card(trajectory, reader, language="nl"):
    return WeekCard.of(trajectory, reader=reader, language=language, today=TODAY)


def my_week(token):
    return reverse("coaching:my_week", args=[token])


def link_to(trajectory, by, **facts):
    link = WeekLinkFactory(
        trajectory=trajectory, made_by=by, expires_at=timezone.now() + 7 * DAY, **facts
    )
    return link, token_of(link.submission_key)


def react(client, token, **typed):
    address = my_week(token)
    return client.post(address, typed_in(client.get(address)) | {"feeling": "right"} | typed)


# The card


def test_the_card_says_when_what_who_and_what_went_well(cast, week):
    made = card(week, cast.bert)

    assert made.words["hello"] == "Hoi Wessel"
    assert made.times[0] == "Volgend gesprek: donderdag 19 maart"
    assert ("De fiets laten maken", "voor dinsdag 17 maart") in [
        (one.text, one.before) for one in made.you_do
    ]
    assert [one.text for one in made.coach_does] == ["Het rooster mailen"]
    assert "Ik wil op een kraan." in made.goals
    assert [(one.name, one.phone) for one in made.call] == [("Bert", "0548 11 22 33")]


def test_the_card_names_the_participant_by_given_name_only(cast, week):
    assert card(week, cast.bert).went_well == "Wessel was elke dag op tijd."


def test_a_coach_in_training_puts_nothing_on_the_card_that_he_may_not_read(cast, week):
    made = card(week, cast.daan)

    assert "elke dag op tijd" not in made.went_well
    assert "Ik wil op een kraan." not in made.goals


@LANGUAGES
def test_each_language_says_the_same_things(language):
    fields = {
        key: {f for _, f, _, _ in Formatter().parse(t) if f} for key, t in labels("nl").items()
    }
    other = labels(language)

    assert other.keys() == fields.keys()
    for key, text in other.items():
        assert {f for _, f, _, _ in Formatter().parse(text) if f} == fields[key]
        assert text or key == "to_check"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_translation_says_that_a_native_reader_must_still_check_it(cast, week, language):
    _, token = link_to(week, cast.bert, language=language)

    assert labels(language)["to_check"] in text_of(PageClient().get(my_week(token)))


@pytest.mark.parametrize(("language", "way"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_page_is_written_in_the_direction_of_its_language(cast, week, language, way):
    _, token = link_to(week, cast.bert, language=language)

    page = PageClient().get(my_week(token)).content.decode()

    assert f'lang="{language}" dir="{way}"' in page


# On paper


@LANGUAGES
def test_the_card_fits_on_one_sheet_with_its_letters(cast, week, language):
    answer = client_of(cast.bert).get(reverse("coaching:week_pdf", args=[week.pk, language]))

    sheets = PdfReader(io.BytesIO(answer.content)).pages
    assert len(sheets) == 1
    assert "De fiets laten maken" in pdf_text(answer.content)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for font in sheets[0]["/Resources"]["/Font"].get_object().values()
    }
    assert any("Vazirmatn" in font for font in fonts) == (language == "ar")


@LANGUAGES
def test_the_fullest_card_is_still_one_sheet(cast, dossier, week, language):
    for owner in ("participant", "coach"):
        AgreementFactory.create_batch(9, trajectory=week, owner=owner, what="Samen bellen " * 20)
    GoalFactory.create_batch(3, trajectory=week, own_words="Ik wil een vaste baan en " * 11)
    talk = dossier.talks["of a group"]
    talk.went_well = "Elke dag om zeven uur klaar voor de bus.\n" * 40
    talk.save()

    answer = client_of(cast.bert).get(reverse("coaching:week_pdf", args=[week.pk, language]))

    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_a_card_in_a_language_there_is_not_does_not_exist(cast, week):
    answer = client_of(cast.bert).get(reverse("coaching:week_pdf", args=[week.pk, "fr"]))

    assert answer.status_code == 404


# The link


def test_the_link_opens_the_card_without_an_account_and_its_reading_is_logged(cast, week):
    _, token = link_to(week, cast.bert)

    answer = PageClient().get(my_week(token))

    assert "De fiets laten maken" in text_of(answer)
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    seen = AccessLog.objects.get(page="coaching:my_week")
    assert (seen.user, seen.participant_id) == (None, week.participant_id)


def test_a_link_works_until_it_runs_out(cast, week):
    link, token = link_to(week, cast.bert)

    for moment, opens in (
        (link.expires_at - datetime.timedelta(minutes=1), True),
        (link.expires_at + datetime.timedelta(minutes=1), False),
    ):
        with time_machine.travel(moment):
            assert (link_opened_by(token) is not None) == opens
            assert PageClient().get(my_week(token)).status_code == (200 if opens else 404)


def test_a_new_link_ends_the_one_before(cast, week):
    _, token = link_to(week, cast.bert)
    browser, address = client_of(cast.bert), reverse("coaching:week_link_create", args=[week.pk])

    browser.post(address, typed_in(browser.get(address)))

    assert link_opened_by(token) is None
    newest = WeekLink.objects.get(revoked_at=None, trajectory=week)
    assert link_opened_by(token_of(newest.submission_key)) == newest


def test_a_link_that_is_taken_back_opens_nothing(cast, week):
    link, token = link_to(week, cast.bert)

    client_of(cast.bert).post(reverse("coaching:week_link_revoke", args=[link.pk]))

    assert PageClient().get(my_week(token)).status_code == 404


def test_a_link_ends_with_the_sight_of_the_coach_who_made_it(cast, dossier, week):
    _, token = link_to(week, cast.bert)

    dossier.assignment.ends_on = TODAY - DAY
    dossier.assignment.save()

    assert PageClient().get(my_week(token)).status_code == 404


def test_another_secret_opens_nothing_and_the_table_holds_none(cast, week):
    link, token = link_to(week, cast.bert)
    other = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert link_opened_by(other) is None
    assert link_opened_by(link.token_hash) is None
    assert token not in str(WeekLink.objects.filter(pk=link.pk).values())


def test_many_guesses_of_a_link_are_too_many(db):
    answers = [PageClient().get(my_week("geraden")).status_code for _ in range(25)]

    assert answers == [404] * 20 + [429] * 5


# What comes back


def test_a_reaction_is_read_by_the_coach_and_a_remark_stands_beside_the_talk(cast, dossier, week):
    _, token = link_to(week, cast.bert)

    react(PageClient(), token, words="Fijn zo.", talk_remark="Ik was één keer te laat.")

    browser = client_of(cast.bert)
    assert "Fijn zo." in text_of(browser.get(reverse("coaching:week", args=[week.pk])))
    last = card(week, cast.bert).talk
    talk = text_of(browser.get(reverse("coaching:talk", args=[last.pk])))
    assert "Ik was één keer te laat." in talk


def test_a_later_remark_does_not_wipe_out_the_first(cast, week):
    _, token = link_to(week, cast.bert)
    client = PageClient()

    react(client, token, talk_remark="Eerst dit.")
    react(client, token, talk_remark="En nog iets.")

    assert card(week, cast.bert).talk.participant_remark == "Eerst dit.\nEn nog iets."


def test_a_reaction_sent_twice_is_one(cast, week):
    _, token = link_to(week, cast.bert)
    client = PageClient()
    typed = typed_in(client.get(my_week(token))) | {"feeling": "call_me", "talk_remark": "Bel me."}

    for _ in range(2):
        client.post(my_week(token), typed)

    assert WeekReaction.objects.count() == 1
    assert card(week, cast.bert).talk.participant_remark == "Bel me."


def test_a_reaction_without_a_choice_is_a_sentence_and_keeps_the_words(cast, week):
    _, token = link_to(week, cast.bert, language="en")

    answer = react(PageClient(), token, feeling="", words="The bus is late.")

    assert answer.status_code == 422
    assert labels("en")["choose"] in text_of(answer)
    assert "The bus is late." in text_of(answer)


def test_after_ten_reactions_in_a_day_the_card_asks_to_call(cast, week):
    _, token = link_to(week, cast.bert)
    client = PageClient()
    for _ in range(REACTIONS_PER_DAY):
        assert react(client, token).status_code == 302

    answer = react(client, token)

    assert answer.status_code == 422
    assert labels("nl")["too_many"] in text_of(answer)
    assert WeekReaction.objects.count() == REACTIONS_PER_DAY
