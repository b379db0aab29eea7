"""The wall: what is sent twice hangs once, of two texts both stay, and nothing changes once approved."""

import json
import uuid

import pytest
from django.urls import reverse

from conftest import approve_at_once, assert_does_not_grow, client_of, text_of
from costs.factories import ScenarioItemFactory
from costs.models import Scenario, ScenarioItem, ScenarioRow, Session, SessionStatus
from dow_site.free_text import BSN_WARNING
from trajectories.factories import ChapterFactory

LIFE = {"scenario": "reference", "row": "life", "chapter": ""}


def do(person, dossier, deed, **fields):
    url = reverse("costs:wall_change", args=[dossier.session.pk])
    return client_of(person).post(url, {"deed": deed} | fields, headers={"X-Wall": "1"})


def said(answer):
    return json.loads(answer.content)["said"]


def board(person, dossier, **asked):
    return client_of(person).get(reverse("costs:wall_board", args=[dossier.session.pk]), asked)


def stamp_of(person, dossier):
    return board(person, dossier).context["stamp"]


def hang(cast, dossier, text="Nieuw briefje"):
    key = uuid.uuid4()
    assert do(cast.lotte, dossier, "put_up", key=key, text=text, **LIFE).status_code == 200
    return ScenarioItem.objects.get(submission_key=key)


def test_a_note_sent_twice_hangs_once(cast, dossier):
    key = uuid.uuid4()

    answers = [
        do(cast.lotte, dossier, "put_up", key=key, text="Bij zijn oma", **LIFE) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ScenarioItem.objects.filter(text="Bij zijn oma").count() == 1


def test_a_note_without_the_script_hangs_and_the_wall_is_shown(cast, dossier):
    url = reverse("costs:wall_change", args=[dossier.session.pk])
    typed = {"deed": "put_up", "key": uuid.uuid4(), "text": "Zonder script"}

    page = client_of(cast.lotte).post(url, typed | {"place": "reference-support"}, follow=True)

    note = ScenarioItem.objects.get(text="Zonder script")
    assert (note.scenario, note.row) == (Scenario.REFERENCE, ScenarioRow.SUPPORT)
    assert "Zonder script" in text_of(page)


def test_a_text_refused_without_the_script_stands_on_the_page(cast, dossier):
    dossier.session.scenario_items.all().delete()
    url = reverse("costs:wall_change", args=[dossier.session.pk])

    page = client_of(cast.lotte).post(url, {"deed": "put_up", "text": "Mijn tekst"})

    assert page.status_code == 422
    assert "Mijn tekst" in text_of(page)


def test_of_two_texts_written_at_the_same_moment_both_hang(cast, dossier):
    note = hang(cast, dossier, "Begin")
    other_key = uuid.uuid4()
    do(cast.anna, dossier, "rewrite", key=note.submission_key, text="Van Anna", was="Begin", other_key=uuid.uuid4())  # fmt: skip

    answers = [
        do(
            cast.lotte,
            dossier,
            "rewrite",
            key=note.submission_key,
            text="Van Lotte",
            was="Begin",
            other_key=other_key,
        )  # fmt: skip
        for _ in range(2)
    ]

    assert "Beide teksten" in said(answers[0])
    texts = dossier.session.scenario_items.standing().values_list("text", flat=True)
    assert sorted(set(texts) & {"Begin", "Van Anna", "Van Lotte"}) == ["Van Anna", "Van Lotte"]
    assert ScenarioItem.objects.get(text="Van Lotte").other_text_of == note
    assert ScenarioItem.objects.filter(text="Van Lotte").count() == 1


def test_keeping_both_makes_the_other_text_an_ordinary_note(cast, dossier):
    note = hang(cast, dossier)
    other = ScenarioItemFactory(session=dossier.session, text="Ook", other_text_of=note)

    do(cast.lotte, dossier, "keep_both", key=other.submission_key)

    other.refresh_from_db()
    assert other.other_text_of is None


@pytest.mark.parametrize("stored", ["Een\r\ntwee", "Wessel ging weg"])
def test_a_text_that_only_reads_otherwise_is_no_conflict(cast, dossier, stored):
    note = ScenarioItemFactory(session=dossier.session, text=stored)
    read = stored.replace("\r\n", "\n").replace("Wessel", "Tim")

    answer = do(cast.lotte, dossier, "rewrite", key=note.submission_key, text="Anders", was=read, other_key=uuid.uuid4())  # fmt: skip

    note.refresh_from_db()
    assert (said(answer), note.text) == ("", "Anders")


def rewrite(cast, dossier, note, *, text, was):
    key = uuid.uuid4()
    answer = do(cast.lotte, dossier, "rewrite", key=note.submission_key, text=text, was=was, other_key=key)  # fmt: skip
    note.refresh_from_db()
    return said(answer)


def test_a_name_that_the_writer_does_not_see_stays_in_a_note_that_he_rewrites(cast, dossier):
    note = ScenarioItemFactory(session=dossier.session, text="Wessel ging weg, Zwáluw niet.")

    rewrite(cast, dossier, note, text="Tim bleef, Tim niet.", was="Tim ging weg, Tim niet.")
    assert note.text == "Wessel bleef, Zwáluw niet."

    rewrite(cast, dossier, note, text="Tim bleef, Tim niet.", was="Tim bleef, Tim niet.")
    assert (note.text, note.version) == ("Wessel bleef, Zwáluw niet.", 2)


def test_of_two_texts_at_the_same_moment_the_second_keeps_the_name_of_what_it_was_written_over(
    cast, dossier
):
    note = ScenarioItemFactory(session=dossier.session, text="Wessel ging weg.")
    do(cast.anna, dossier, "rewrite", key=note.submission_key, text="Moeder bleef.", was=note.text, other_key=uuid.uuid4())  # fmt: skip

    told = rewrite(cast, dossier, note, text="Ook Tim ging weg.", was="Tim ging weg.")

    assert "Beide teksten" in told
    assert note.text == "Moeder bleef."
    assert ScenarioItem.objects.get(other_text_of=note).text == "Ook Wessel ging weg."


def test_a_note_moves_to_another_row_and_stretch(cast, dossier):
    note = hang(cast, dossier)
    to = {"scenario": "with_intervention", "row": "support", "chapter": dossier.chapter.pk}

    do(cast.lotte, dossier, "move", key=note.submission_key, **to)

    note.refresh_from_db()
    assert (note.scenario, note.row) == (Scenario.WITH_INTERVENTION, ScenarioRow.SUPPORT)
    assert note.chapter == dossier.chapter


def test_a_stretch_of_another_road_or_gone_is_no_reason_to_lose_a_note(cast, dossier):
    elsewhere = ChapterFactory()

    do(cast.lotte, dossier, "put_up", key=uuid.uuid4(), text="Blijft", **LIFE | {"chapter": elsewhere.pk})  # fmt: skip

    assert ScenarioItem.objects.get(text="Blijft").chapter is None


def test_a_note_taken_off_is_put_back_and_neither_wall_nor_page_shows_it_meanwhile(cast, dossier):
    note = hang(cast, dossier, "Even weg")
    do(cast.lotte, dossier, "take_off", key=note.submission_key)

    page = client_of(cast.lotte).get(dossier.session.get_absolute_url())
    wall = board(cast.lotte, dossier)
    do(cast.lotte, dossier, "put_back", key=note.submission_key)

    assert "Even weg" not in text_of(page)
    assert f'data-note="{note.submission_key}"' not in wall.content.decode()
    assert "Even weg" in text_of(client_of(cast.lotte).get(dossier.session.get_absolute_url()))


def test_writing_on_a_note_that_was_taken_off_puts_it_back(cast, dossier):
    note = hang(cast, dossier, "Begin")
    do(cast.anna, dossier, "take_off", key=note.submission_key)

    do(cast.lotte, dossier, "rewrite", key=note.submission_key, text="Toch", was="Begin", other_key=uuid.uuid4())  # fmt: skip

    note.refresh_from_db()
    assert (note.text, note.removed_at) == ("Toch", None)


def test_a_real_event_is_suggested_until_it_is_accepted_or_left(cast, dossier):
    wanted, unwanted = dossier.events["open"], dossier.events["milestone"]
    before = board(cast.lotte, dossier).context["page"].suggestions

    for _ in range(2):
        do(cast.lotte, dossier, "accept", event=wanted.pk)
        do(cast.anna, dossier, "leave", event=unwanted.pk)

    after = board(cast.lotte, dossier).context["page"].suggestions
    gone = {event.pk for event, _ in before} - {event.pk for event, _ in after}
    assert gone == {wanted.pk, unwanted.pk}
    assert ScenarioItem.objects.get(event=wanted).removed_at is None
    assert ScenarioItem.objects.get(event=unwanted).removed_at is not None


def test_who_may_know_the_alias_only_suggests_and_reads_the_alias(cast, dossier):
    event = dossier.events["open"]
    event.text = "Wessel kwam binnen."
    event.save()
    ScenarioItemFactory(session=dossier.session, text="Wessel blijft thuis.")

    page = client_of(cast.lotte).get(reverse("costs:wall", args=[dossier.session.pk]))
    do(cast.lotte, dossier, "accept", event=event.pk)

    assert "Wessel" not in page.content.decode()
    assert "Tim blijft thuis." in text_of(page)
    assert ScenarioItem.objects.get(event=event).text == "Tim kwam binnen."


@pytest.mark.parametrize(
    "fields",
    [
        {"deed": "put_up", "text": "x", "scenario": "maan", "row": "life", "key": "goed"},
        {"deed": "put_up", "text": "", "scenario": "reference", "row": "life", "key": "goed"},
        {"deed": "put_up", "text": "x" * 1001, "scenario": "reference", "row": "life", "key": "goed"},
        {"deed": "put_up", "text": "x\x00", "scenario": "reference", "row": "life", "key": "goed"},
        {"deed": "put_up", "text": "x", "scenario": "reference", "row": "life", "key": "geen"},
        {"deed": "move", "scenario": "reference", "row": "life", "key": "goed"},
        {"deed": "take_off", "key": "goed"},
        {"deed": "accept", "event": "99999999999999999999"},
        {"deed": "dansen"},
    ],
)  # fmt: skip
def test_a_deed_that_cannot_be_is_refused_with_a_sentence(cast, dossier, fields):
    key = str(uuid.uuid4()) if fields.get("key") == "goed" else "geen sleutel"
    before = ScenarioItem.objects.count()

    answer = do(cast.lotte, dossier, **fields | {"key": key})

    assert answer.status_code == 422
    assert said(answer)
    assert ScenarioItem.objects.count() == before


def test_a_citizen_service_number_on_a_note_gives_a_warning(cast, dossier):
    place = {"scenario": "reference", "row": "life"}
    url = reverse("costs:wall_change", args=[dossier.session.pk])
    typed = {"deed": "put_up", "text": "Zijn nummer is 111222333."} | place
    browser = client_of(cast.lotte)

    by_script = do(cast.lotte, dossier, **typed, key=uuid.uuid4())
    by_form = browser.post(url, typed | {"key": uuid.uuid4()}, follow=True)

    assert said(by_script) == BSN_WARNING
    assert BSN_WARNING in text_of(by_form)


@pytest.mark.parametrize("is_approved", [True, False])
def test_the_wall_of_a_session_that_is_checked_or_approved_does_not_change(
    cast, dossier, is_approved
):
    note = hang(cast, dossier, "Vast")
    if is_approved:
        approve_at_once(Session.objects.filter(pk=dossier.session.pk), cast)
    else:
        Session.objects.filter(pk=dossier.session.pk).update(
            status=SessionStatus.TO_CHECK, offered_by=cast.lotte
        )

    answer = do(cast.lotte, dossier, "take_off", key=note.submission_key)
    page = client_of(cast.lotte).get(reverse("costs:wall", args=[dossier.session.pk]))

    note.refresh_from_db()
    assert answer.status_code == 422
    assert note.removed_at is None
    assert "data-may-edit" not in page.content.decode()


def test_a_wall_that_did_not_change_is_not_sent_again(cast, dossier):
    stamp = stamp_of(cast.lotte, dossier)
    unchanged = board(cast.lotte, dossier, na=stamp)
    hang(cast, dossier)
    changed = board(cast.lotte, dossier, na=stamp)

    assert (unchanged.status_code, unchanged.content) == (204, b"")
    assert changed.status_code == 200


def test_every_deed_changes_the_stamp(cast, dossier):
    seen = [stamp_of(cast.lotte, dossier)]
    note = hang(cast, dossier)
    seen.append(stamp_of(cast.lotte, dossier))
    for deed, more in {
        "move": {"scenario": "with_intervention", "row": "life"},
        "rewrite": {"text": "Anders", "was": note.text, "other_key": uuid.uuid4()},
        "take_off": {},
        "put_back": {},
    }.items():
        do(cast.lotte, dossier, deed, key=note.submission_key, **more)
        seen.append(stamp_of(cast.lotte, dossier))

    assert len(set(seen)) == len(seen)


def test_money_is_out_of_sight_on_the_wall_until_asked_for(cast, dossier):
    dossier.note.lines.add(dossier.line)
    url = reverse("costs:wall", args=[dossier.session.pk])

    hidden, shown = (client_of(cast.lotte).get(url, asked) for asked in ({}, {"bedragen": "aan"}))

    assert "€" not in text_of(hidden)
    assert "€" in text_of(shown)


def test_the_wall_does_not_ask_more_with_more_notes(cast, dossier):
    browser = client_of(cast.lotte)
    url = reverse("costs:wall_board", args=[dossier.session.pk])

    def more():
        for number in range(5):
            note = ScenarioItemFactory(session=dossier.session, text=f"Briefje {number}")
            note.lines.add(dossier.line)

    assert_does_not_grow(lambda: browser.get(url), more)


def in_order(dossier):
    notes = dossier.session.scenario_items.standing().order_by("order", "pk")
    return [note.text for note in notes]


def test_a_note_hangs_before_another_and_nothing_else_moves(cast, dossier):
    first, second, third = (hang(cast, dossier, text) for text in ("Een", "Twee", "Drie"))
    before = stamp_of(cast.lotte, dossier)

    do(cast.lotte, dossier, "move", key=third.submission_key, before=first.submission_key, **LIFE)

    assert in_order(dossier)[-3:] == ["Drie", "Een", "Twee"]
    assert stamp_of(cast.lotte, dossier) != before
    # Sent twice it is the same.
    versions = sorted(ScenarioItem.objects.values_list("pk", "version"))
    do(cast.lotte, dossier, "move", key=third.submission_key, before=first.submission_key, **LIFE)
    assert sorted(ScenarioItem.objects.values_list("pk", "version")) == versions


def test_a_note_from_elsewhere_hangs_before_another(cast, dossier):
    other = hang(cast, dossier, "Van elders")
    to = {"scenario": "with_intervention", "row": "support", "chapter": ""}
    keys = [uuid.uuid4(), uuid.uuid4()]
    for key, text in zip(keys, ("Boven", "Onder"), strict=True):
        do(cast.lotte, dossier, "put_up", key=key, text=text, **to)

    do(cast.lotte, dossier, "move", key=other.submission_key, before=keys[1], **to)

    assert in_order(dossier)[-3:] == ["Boven", "Van elders", "Onder"]
    other.refresh_from_db()
    assert other.row == ScenarioRow.SUPPORT


def test_a_note_hung_before_one_that_is_gone_comes_last(cast, dossier):
    first, second = (hang(cast, dossier, text) for text in ("Een", "Twee"))
    to = {"scenario": "with_intervention", "row": "support", "chapter": ""}
    do(cast.lotte, dossier, "take_off", key=second.submission_key)

    do(cast.lotte, dossier, "move", key=first.submission_key, before=second.submission_key, **to)

    first.refresh_from_db()
    assert first.row == ScenarioRow.SUPPORT
