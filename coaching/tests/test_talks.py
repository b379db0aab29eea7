"""The weekly talk: everything in it saved together, once, and what may be skipped."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from coaching.factories import (
    AgreementFactory,
    GoalFactory,
    GoalStepFactory,
    ReviewQuestionFactory,
    SkillScoreFactory,
    TalkFactory,
    TalkReviewFactory,
)
from coaching.forms.talk import TalkForm
from coaching.models import Agreement, GroupTalk, SharedLine, SkillScore, Talk, TalkDomain
from conftest import TODAY, client_of, text_of, typed_in
from participants.factories import ConsentFactory
from trajectories.factories import TrajectoryFactory


@pytest.fixture
def bert(cast):
    return client_of(cast.bert)


@pytest.fixture
def url(dossier):
    return reverse("coaching:talk_create", args=[dossier.trajectory.pk])


def newest():
    return Talk.objects.order_by("pk").last()


def record(browser, url, **typed):
    return browser.post(url, typed_in(browser.get(url)) | typed)


def test_a_talk_needs_nothing_but_its_day(bert, url):
    answer = record(bert, url)

    assert answer.status_code == 302
    talk = newest()
    assert (talk.kind, talk.status, talk.held_on) == ("talk", "final", TODAY)
    assert (talk.parts_planned, talk.mood, talk.minutes) == (None, None, None)


def test_a_talk_that_is_still_to_come_is_refused(bert, url):
    answer = record(bert, url, held_on="31-12-2026")

    assert answer.status_code == 422
    assert "leg je vast als het geweest is" in text_of(answer)


def test_everything_of_a_talk_is_saved_together(bert, url, dossier):
    own = dossier.agreements["own"]

    record(
        bert,
        url,
        minutes="30",
        place="workplace",
        went_well="Hij vroeg zelf om hulp.",
        mood="4",
        skill_on_time_coach="3",
        skill_on_time_participant="2",
        skill_on_time_example="Drie keer om acht uur.",
        domain_money="harder",
        domain_money_support="on",
        new_1_what="De bus uitzoeken",
        new_1_due="vrijdag",
        new_2_what="De school bellen",
        new_2_owner="coach",
        next_talk_on="23-3",
        **{f"agreement_{own.pk}": "kept"},
    )

    talk = newest()
    own.refresh_from_db()
    score, domain = talk.skills.get(), talk.domains.get()
    assert (talk.minutes, talk.place, talk.mood) == (30, "workplace", 4)
    assert (score.by_coach, score.by_participant) == (3, 2)
    assert (domain.domain, domain.change, domain.support_wanted) == ("money", "harder", True)
    assert list(talk.agreements.values_list("what", "owner", "due_on").order_by("pk")) == [
        ("De bus uitzoeken", "participant", datetime.date(2026, 3, 20)),
        ("De school bellen", "coach", datetime.date(2026, 3, 23)),
    ]
    assert (own.status, own.closed_on) == ("kept", TODAY)
    assert own.marks.get().talk == talk


def test_what_cannot_be_saved_leaves_nothing_behind(bert, url, dossier):
    own, before = dossier.agreements["own"], Talk.objects.count()

    answer = record(
        bert,
        url,
        new_1_what="Iets",
        new_2_what="Nog iets",
        new_2_due="ergens",
        **{f"agreement_{own.pk}": "kept"},
    )

    own.refresh_from_db()
    assert answer.status_code == 422
    assert typed_in(answer)["new_1_what"] == "Iets"
    assert Talk.objects.count() == before
    assert own.status == "open"


def test_the_same_talk_sent_twice_is_one_talk_with_its_agreements_once(bert, url):
    typed = typed_in(bert.get(url)) | {"went_well": "Eén keer.", "new_1_what": "Eén afspraak"}

    first, second = bert.post(url, typed), bert.post(url, typed)

    assert first.headers["Location"] == second.headers["Location"]
    assert Talk.objects.filter(went_well="Eén keer.").count() == 1
    assert Agreement.objects.filter(what="Eén afspraak").count() == 1


def test_an_agreement_that_moves_asks_to_which_day(bert, url, dossier):
    own = dossier.agreements["own"]

    refused = record(bert, url, **{f"agreement_{own.pk}": "moved"})
    record(bert, url, **{f"agreement_{own.pk}": "moved", f"moved_{own.pk}": "27-3"})

    own.refresh_from_db()
    mark = own.marks.get()
    assert "Naar welke dag is deze afspraak verzet?" in text_of(refused)
    assert (own.status, own.due_on) == ("moved", datetime.date(2026, 3, 27))
    assert (mark.due_before, mark.due_after) == (datetime.date(2026, 3, 13), own.due_on)


def test_open_agreements_of_earlier_come_first_on_the_page_and_closed_ones_not(bert, url):
    page = BeautifulSoup(bert.get(url).content, "html.parser")
    headings = [heading.get_text(strip=True) for heading in page.select(".c-talk__block h2")]
    first = page.select_one(".c-talk__block").get_text(" ")

    assert headings == [
        "Afspraken van vorige keer",
        "Gesprek",
        "Aanwezigheid",
        "Wat ging er goed",
        "Werkvaardigheden",
        "Hoe gaat het",
        "Leefgebieden",
        "Doelen",
        "Nieuwe afspraken",
        "Volgende keer",
        "Delen met anderen",
    ]
    assert "Dit is afspraak own." in first
    assert "Dit is afspraak kept." not in first


def test_no_field_asks_for_an_illness(bert, url):
    page = BeautifulSoup(bert.get(url).content, "html.parser")
    labels = " ".join(label.get_text(" ").lower() for label in page.select("label, legend"))

    assert "ziek gemeld" in labels
    assert not any(word in labels for word in ("diagnose", "welke ziekte", "medicijn", "delict"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"parts_planned": "5", "parts_absent_reported": "1"}, (5, 4, 0, 1, 0)),
        ({"parts_planned": "5"}, (5, 5, 0, 0, 0)),
        ({"parts_present": "3", "parts_late": "1"}, (3, 3, 1, 0, 0)),
        ({}, (None, None, None, None, None)),
    ],
)
def test_attendance_is_completed_with_what_follows(bert, url, typed, kept):
    record(bert, url, **typed)

    talk = newest()
    assert (
        talk.parts_planned,
        talk.parts_present,
        talk.parts_late,
        talk.parts_absent_reported,
        talk.parts_absent_unreported,
    ) == kept


def test_attendance_that_does_not_add_up_is_a_sentence(bert, url):
    answer = record(bert, url, parts_planned="5", parts_present="5", parts_absent_reported="1")

    assert answer.status_code == 422
    assert "samen de geplande dagdelen" in text_of(answer)


def test_an_agreement_with_the_referrer_goes_to_the_organisation_that_referred(cast, bert, url):
    record(bert, url, new_1_what="Een plek op school zoeken", new_1_owner="referrer")

    agreement = Agreement.objects.get(what="Een plek op school zoeken")
    assert agreement.organisation == cast.hellendoorn


def test_without_a_referrer_nothing_is_asked_of_one(cast, bert, url, dossier):
    dossier.referral.organisation = None
    dossier.referral.save()

    answer = record(bert, url, new_1_what="Een plek", new_1_owner="referrer")

    assert answer.status_code == 422
    assert "Niemand heeft deze deelnemer verwezen" in text_of(answer)


def test_changing_a_talk_replaces_its_skills_and_keeps_its_agreements(bert, dossier):
    talk = dossier.talks["by coach"]
    url = reverse("coaching:talk_edit", args=[talk.pk])

    record(
        bert,
        url,
        skill_on_time_coach="",
        skill_on_time_participant="",
        skill_works_safely_coach="4",
        domain_daily_rhythm="",
    )

    assert list(SkillScore.objects.filter(talk=talk).values_list("skill", flat=True)) == [
        "works_safely"
    ]
    assert not TalkDomain.objects.filter(talk=talk).exists()
    assert list(talk.agreements.all()) == [dossier.agreements["own"]]


def test_a_raced_change_of_a_talk_shows_both_texts(bert, cast, dossier):
    talk = dossier.talks["by coach"]
    url = reverse("coaching:talk_edit", args=[talk.pk])
    typed = typed_in(bert.get(url)) | {"went_well": "Mijn tekst."}
    record(bert, url, went_well="De andere tekst.")

    answer = bert.post(url, typed)

    assert answer.status_code == 422
    assert "De andere tekst." in text_of(answer)
    assert typed_in(answer)["went_well"] == "Mijn tekst."


def test_saving_a_talk_asks_as_much_with_many_parts(bert, url, django_assert_max_num_queries):
    skills = ("on_time", "cooperates", "perseveres", "works_safely")
    parts = {f"skill_{skill}_coach": 3 for skill in skills} | {
        f"domain_{domain}": "better" for domain in ("money", "housing", "work_learning")
    }
    typed = typed_in(bert.get(url)) | parts
    with django_assert_max_num_queries(24):
        answer = bert.post(url, typed)

    assert answer.status_code == 302
    assert (newest().skills.count(), newest().domains.count()) == (4, 3)


def test_a_part_that_stays_the_same_is_left_alone(bert, dossier):
    talk = dossier.talks["by coach"]
    url = reverse("coaching:talk_edit", args=[talk.pk])
    SkillScoreFactory(talk=talk, skill="perseveres", by_coach=2)
    standing = set(talk.skills.values_list("pk", "skill"))
    answer = bert.post(url, typed_in(bert.get(url)) | {"skill_perseveres_coach": 4})

    assert answer.status_code == 302
    assert set(talk.skills.values_list("pk", "skill")) == standing
    assert talk.skills.get(skill="perseveres").by_coach == 4
    history = SkillScore.history.rel.related_model.objects
    changed = history.filter(talk=talk, pgh_label="update").values_list("skill", flat=True)
    assert list(changed) == ["perseveres"]


@pytest.mark.parametrize(("route", "kind"), [("no_show", "no_show"), ("attempt", "attempt")])
def test_one_tap_keeps_that_nobody_was_spoken_and_two_taps_too(bert, dossier, route, kind):
    address = reverse(f"coaching:{route}", args=[dossier.trajectory.pk])

    bert.post(address)
    bert.post(address)

    assert Talk.objects.filter(kind=kind, held_on=TODAY).count() == 1


def test_a_tap_too_many_is_taken_back_the_same_day(bert, dossier):
    bert.post(reverse("coaching:no_show", args=[dossier.trajectory.pk]))
    talk = newest()

    answer = bert.post(reverse("coaching:talk_take_back", args=[talk.pk]))

    assert answer.status_code == 302
    assert not Talk.objects.filter(pk=talk.pk).exists()


def test_a_real_talk_is_not_taken_back(bert, url):
    record(bert, url, went_well="Een heel verhaal.")

    answer = bert.post(reverse("coaching:talk_take_back", args=[newest().pk]))

    assert answer.status_code == 403


def test_the_form_asks_as_much_of_the_database_with_many_agreements(
    cast, dossier, django_assert_max_num_queries
):
    for _ in range(8):
        AgreementFactory(trajectory=dossier.trajectory)
        GoalStepFactory(goal__trajectory=dossier.trajectory)

    with django_assert_max_num_queries(5):
        TalkForm(instance=Talk(trajectory=dossier.trajectory, author=cast.bert))


def test_a_talk_says_how_far_a_goal_is_and_can_be_changed(bert, url, dossier):
    name = f"goal_{dossier.goal.pk}"

    record(bert, url, **{name: "underway"})
    talk = newest()
    change = reverse("coaching:talk_edit", args=[talk.pk])
    record(bert, change, **{name: "almost"})

    step = dossier.goal.steps.get()
    assert (step.how_far, step.noted_on, step.talk) == ("almost", talk.held_on, talk)
    page = text_of(bert.get(reverse("coaching:talk", args=[talk.pk])))
    assert "Doelen ‘Ik wil met een kraan leren werken.’: bijna" in page

    record(bert, change, **{name: ""})
    assert not dossier.goal.steps.exists()


def test_two_talks_on_a_day_leave_one_step_of_a_goal(bert, url, dossier):
    for how_far in ("underway", "reached"):
        record(bert, url, **{f"goal_{dossier.goal.pk}": how_far})

    assert dossier.goal.steps.get().how_far == "reached"
    assert f"goal_{dossier.goal.pk}" not in bert.get(url).content.decode()


def test_a_coach_in_training_is_asked_about_his_own_goals_only(cast, dossier):
    own = GoalFactory(trajectory=dossier.trajectory, recorded_by=cast.daan)
    url = reverse("coaching:talk_create", args=[dossier.trajectory.pk])

    page = client_of(cast.daan).get(url).content.decode()

    assert f"goal_{own.pk}" in page
    assert f"goal_{dossier.goal.pk}" not in page


def test_a_group_talk_writes_a_shared_part_and_a_part_per_person(bert, cast, dossier):
    other = TrajectoryFactory(programme=cast.dow)
    other.coach_assignments.create(coach=cast.bert, starts_on=datetime.date(2026, 1, 5))
    one, two = dossier.trajectory.pk, other.pk
    url = reverse("coaching:group_talk_create")
    typed = typed_in(bert.get(url)) | {
        "shared": "Hoe meld je je ziek?",
        "minutes": "45",
        f"there_{one}": "on",
        f"part_{one}": "Vertelde hoe hij dat deed.",
        f"there_{two}": "on",
    }

    bert.post(url, typed)
    bert.post(url, typed)

    group = GroupTalk.objects.get(shared="Hoe meld je je ziek?")
    assert {talk.trajectory_id: talk.went_well for talk in group.talks.all()} == {
        one: "Vertelde hoe hij dat deed.",
        two: "",
    }


def test_a_group_talk_without_anybody_is_refused(bert, dossier):
    answer = record(bert, reverse("coaching:group_talk_create"), shared="Hoe meld je je ziek?")

    assert answer.status_code == 422
    assert "Vink aan wie erbij waren." in text_of(answer)


def test_a_coach_in_training_does_not_come_in_a_group_at_what_was_said_of_another(cast, dossier):
    url = reverse("coaching:talk", args=[dossier.talks["of a group"].pk])

    assert client_of(cast.daan).get(url).status_code == 404


def test_a_talk_is_read_with_what_was_not_discussed_and_the_participants_own_remark(bert, dossier):
    talk = TalkFactory(
        trajectory=dossier.trajectory, author=dossier.assignment.coach, remarked=True
    )
    SkillScoreFactory(talk=talk, example="Om acht uur binnen.")

    page = text_of(bert.get(reverse("coaching:talk", args=[talk.pk])))

    assert "Op tijd komen: coach meestal, deelnemer soms" in page
    assert "Om acht uur binnen." in page
    assert "Leefgebieden Niet besproken" in page
    assert "Het ging ook goed op school." in page


def test_the_questions_of_the_supervisor_stand_in_the_form_and_are_answered_there(cast, dossier):
    talk = dossier.talks["draft"]
    review = TalkReviewFactory(talk=talk, approved=True, decision="returned", reviewer=cast.anna)
    question = ReviewQuestionFactory(review=review)
    daan = client_of(cast.daan)
    url = reverse("coaching:talk_edit", args=[talk.pk])

    assert "Wat zag je hem doen?" in text_of(daan.get(url))
    record(daan, url, **{f"answer_{question.pk}": "Hij ruimde zelf op."})

    question.refresh_from_db()
    assert question.answer == "Hij ruimde zelf op."
    assert question.answered_at is not None


def test_nothing_of_a_talk_is_shared_by_itself(bert, cast, url, dossier):
    ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)

    record(bert, url, went_well="Hij was er elke dag.")

    assert not newest().shared_lines.exists()


def test_a_line_is_shared_with_the_recipient_of_a_consent(bert, cast, url, dossier):
    consent = ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)

    record(bert, url, **{f"share_{consent.pk}": "Hij zoekt een opleiding."})

    line = newest().shared_lines.get()
    assert (line.consent, line.text) == (consent, "Hij zoekt een opleiding.")
    page = text_of(bert.get(reverse("coaching:talk", args=[newest().pk])))
    assert "Voor Gemeente Hellendoorn: Hij zoekt een opleiding." in page


@pytest.mark.parametrize(
    "other",
    [{"withdrawn_on": TODAY}, {"topics": ["attendance"]}, {"kind": "research", "topics": []}],
    ids=["withdrawn", "about something else", "for another purpose"],
)
def test_without_consent_for_it_the_form_offers_no_line_to_share(bert, cast, url, dossier, other):
    consent = ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn, **other)

    answer = record(bert, url, **{f"share_{consent.pk}": "Hij zoekt een opleiding."})

    assert answer.status_code == 302
    assert not SharedLine.objects.filter(consent=consent).exists()


def test_the_form_offers_lines_by_this_participants_consents_only(bert, cast, url):
    somebody_else = ConsentFactory(recipient=cast.hellendoorn)

    assert f"share_{somebody_else.pk}" not in typed_in(bert.get(url))


def test_emptying_a_shared_line_takes_it_back(bert, cast, url, dossier):
    consent = ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)
    record(bert, url, **{f"share_{consent.pk}": "Hij zoekt een opleiding."})

    record(bert, reverse("coaching:talk_edit", args=[newest().pk]), **{f"share_{consent.pk}": ""})

    assert not newest().shared_lines.exists()


def test_a_line_under_an_ended_consent_stays_in_the_talk_when_that_is_changed(
    bert, cast, url, dossier
):
    consent = ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)
    record(bert, url, **{f"share_{consent.pk}": "Hij zoekt een opleiding."})
    consent.withdrawn_on = TODAY
    consent.save()

    record(bert, reverse("coaching:talk_edit", args=[newest().pk]), went_well="Ook goed.")

    assert newest().shared_lines.get().text == "Hij zoekt een opleiding."
    page = text_of(bert.get(reverse("coaching:talk", args=[newest().pk])))
    assert "Voor Gemeente Hellendoorn (toestemming tot 16 maart 2026)" in page
