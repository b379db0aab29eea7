"""A milestone is planned, shows as the next one, and is reached in one tap with its day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coaching.signals import standing_signals
from conftest import client_of, text_of, typed_in
from dow_site.coming_days import parse_coming_when
from dow_site.dates import Precision, When
from reports.progress import ProgressReport, referring_organisations
from trajectories.factories import EventFactory
from trajectories.list_rows import rows_of
from trajectories.milestones import reach_milestone
from trajectories.models import TimelineEvent, Trajectory

SOON, LATER = datetime.date(2026, 4, 1), datetime.date(2026, 6, 1)


@pytest.fixture
def planned(dossier, cast):
    """Wessel's next milestone, shared with who referred him."""

    def plan(day=SOON, **facts):
        return EventFactory(
            trajectory=dossier.trajectory,
            shared=True,
            planned_on=day,
            planned_precision=Precision.MONTH,
            recorded_by=cast.anna,
            lanes=[dossier.lane],
            **{"text": "Wessel haalt zijn VCA."} | facts,
        )

    return plan


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vrijdag", When(datetime.date(2026, 3, 20), Precision.DAY)),
        ("april", When(datetime.date(2026, 4, 1), Precision.MONTH)),
        ("feb", When(datetime.date(2027, 2, 1), Precision.MONTH)),
        ("feb 2025", When(datetime.date(2025, 2, 1), Precision.MONTH)),
        ("2027", When(datetime.date(2027, 1, 1), Precision.YEAR)),
        ("", When()),
    ],
)
def test_a_plan_without_a_year_lies_ahead(written, meant, today):
    assert parse_coming_when(written, today) == meant


@pytest.mark.parametrize("written", ["maart tot mei", "ooit", "31-2"])
def test_a_plan_that_cannot_be_read_is_refused_with_a_sentence(written, today):
    with pytest.raises(ValueError, match=r"\."):
        parse_coming_when(written, today)


def on_the_row(dossier, user):
    """The next milestone on a list, as this person reads it."""
    visible = Trajectory.objects.visible_to(user)
    [row] = rows_of(visible.filter(pk=dossier.trajectory.pk), user, SOON)
    return row.next_milestone


def test_the_next_milestone_is_the_first_that_was_not_reached(planned, dossier, cast):
    planned(LATER, text="Later.")
    planned()
    planned(datetime.date(2026, 2, 1), text="Al gehaald.", starts_on=SOON, precision=Precision.DAY)
    for user in (cast.anna, cast.bert, cast.erik):
        assert on_the_row(dossier, user) == "Wessel haalt zijn VCA. (gepland apr 2026)"


def test_who_may_know_the_alias_only_reads_the_alias(planned, dossier, cast):
    planned()
    assert on_the_row(dossier, cast.lotte).startswith("Tim haalt")


def test_the_referrer_is_told_of_a_shared_milestone_only(planned, dossier, cast, today):
    planned(shared_with_referrer=False)
    assert on_the_row(dossier, cast.erik) == ""
    assert "VCA" not in text_of(client_of(cast.erik).get("/"))
    planned(LATER, text="Doet examen.")
    assert "Volgende mijlpaal: Doet examen. (gepland jun 2026)" in text_of(
        client_of(cast.erik).get("/")
    )
    [organisation] = referring_organisations(dossier.trajectory)
    told = ProgressReport.of(dossier.trajectory, organisation, today).milestones
    assert "gepland juni 2026, nog niet gehaald" in [one.when for one in told]


@pytest.mark.parametrize("visitor", ["anna", "bert"])
def test_the_next_milestone_stands_on_the_list(planned, cast, visitor):
    planned()
    answer = client_of(getattr(cast, visitor)).get(reverse("trajectories:list"))
    assert "Mijlpaal: Wessel haalt zijn VCA." in text_of(answer)


def test_one_tap_says_that_a_milestone_was_reached_today(planned, cast, dossier, today):
    event = planned()
    client = client_of(cast.bert)
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    assert "Vandaag gehaald" in text_of(client.get(page))
    address = reverse("trajectories:milestone_reached", args=[event.pk])
    assert client.post(address, {"on": "vandaag"}).status_code == 302
    event.refresh_from_db()
    assert (event.starts_on, event.precision, event.planned_on) == (today, Precision.DAY, SOON)
    told = text_of(client.get(page))
    assert "Vandaag gehaald" not in told
    assert "was gepland apr 2026" in told


def test_reaching_it_twice_changes_nothing_and_another_day_is_refused(planned, cast, today):
    event = planned()
    reach_milestone(event=event, on=today, by=cast.bert)
    assert reach_milestone(event=event, on=today, by=cast.bert).version == event.version + 1
    with pytest.raises(ValidationError, match="al gehaald"):
        reach_milestone(event=event, on=today - datetime.timedelta(days=1), by=cast.anna)


def test_a_milestone_is_not_reached_tomorrow(planned, cast):
    event = planned()
    answer = client_of(cast.bert).post(
        reverse("trajectories:milestone_reached", args=[event.pk]), {"on": "17-3-2026"}
    )
    assert answer.status_code == 422
    assert "Deze dag moet nog komen." in text_of(answer)
    event.refresh_from_db()
    assert event.starts_on is None


def test_only_a_milestone_is_planned(dossier, cast):
    answer = client_of(cast.anna).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        {"text": "x", "lanes": dossier.lane.pk, "kind": "support", "sensitivity": "ordinary",
         "planned": "april"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Alleen een mijlpaal heeft een geplande datum." in text_of(answer)


def test_a_plan_is_typed_kept_and_shown_on_the_form(dossier, cast):
    client = client_of(cast.anna)
    client.post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        {"text": "VCA", "lanes": dossier.lane.pk, "kind": "milestone", "sensitivity": "ordinary",
         "planned": "juni"},
    )  # fmt: skip
    event = TimelineEvent.objects.get(text="VCA")
    assert (event.planned_on, event.planned_precision) == (LATER, Precision.MONTH)
    assert event.is_ahead
    form = client.get(reverse("trajectories:event_edit", args=[event.pk])).context["form"]
    assert form["planned"].value() == "juni 2026"


def test_a_planned_day_that_passed_is_a_signal_until_it_is_reached(planned, cast, today):
    event = planned(datetime.date(2026, 2, 1))
    TimelineEvent.objects.filter(pk=event.pk).update(
        recorded_at=datetime.datetime(2026, 1, 10, 12, tzinfo=datetime.UTC)
    )

    def reasons():
        return [row.reason for row in standing_signals(cast.bert, today).open]

    assert any("VCA" in reason for reason in reasons())
    reach_milestone(event=event, on=today, by=cast.bert)
    assert not any("VCA" in reason for reason in reasons())


def test_what_lies_ahead_is_shown_by_plan_and_says_when_the_day_passed(planned, dossier, cast):
    planned(LATER, text="Later.")
    planned(datetime.date(2026, 2, 1), text="Eerder.")
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    for visitor, may_reach in (("anna", True), ("daan", False)):
        found = client_of(getattr(cast, visitor)).get(page).context["milestones"]
        assert [(one.text, one.is_past, one.may_reach) for one in found] == [
            ("Eerder.", True, may_reach),
            ("Later.", False, may_reach),
        ]


@pytest.fixture
def write(cast, dossier):
    def send(**typed):
        return client_of(cast.anna).post(
            reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
            {"text": "VCA", "lanes": dossier.lane.pk, "sensitivity": "ordinary"} | typed,
            follow=True,
        )

    return send


@pytest.mark.parametrize("plan", ["", "20-4-2026"])
def test_a_milestone_on_a_day_to_come_is_planned_for_it(write, plan):
    answer = write(kind="milestone", when="20-4-2026", planned=plan)

    event = TimelineEvent.objects.get(text="VCA")
    assert event.is_ahead
    assert event.planned_on == datetime.date(2026, 4, 20)
    assert "De mijlpaal staat gepland op de tijdlijn." in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "support", "when": "morgen"}, "Deze dag moet nog komen."),
        ({"kind": "life_event", "when": "2030"}, "Deze dag moet nog komen."),
        ({"kind": "milestone", "when": "april 2026", "planned": "mei 2026"}, "Maak Wanneer leeg"),
        ({"kind": "milestone", "when": "april 2026 tot mei 2026"}, "Gepland voor"),
    ],
)
def test_what_did_not_happen_yet_is_refused_as_having_happened(write, typed, sentence):
    answer = write(**typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not TimelineEvent.objects.filter(text="VCA").exists()


@pytest.mark.parametrize("when", ["2026", "maart 2026", "vandaag", "maart 2026 tot mei 2026"])
def test_a_time_that_has_begun_may_have_happened(write, when):
    assert write(kind="support", when=when).status_code == 200
    assert TimelineEvent.objects.filter(text="VCA", starts_on__isnull=False).exists()


def test_a_day_to_come_that_stands_already_does_not_keep_the_rest_from_being_changed(cast, dossier):
    event = EventFactory(
        trajectory=dossier.trajectory, starts_on=LATER, precision=Precision.MONTH,
        lanes=[dossier.lane],
    )  # fmt: skip
    anna, address = client_of(cast.anna), reverse("trajectories:event_edit", args=[event.pk])

    answer = anna.post(address, typed_in(anna.get(address)) | {"text": "Anders."})

    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.text, event.starts_on) == ("Anders.", LATER)
