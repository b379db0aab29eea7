"""Beginning and ending to guide somebody: dated, kept, and with sight of the dossier as long."""

import datetime

from django.urls import reverse

from coaching.models import CoachAssignment
from conftest import TODAY, client_of, text_of, typed_in


def submit(person, url, **typed):
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed, follow=True)


def create_url(dossier):
    return reverse("coaching:assignment_create", args=[dossier.trajectory.pk])


def test_a_coach_sees_the_dossier_from_his_first_day_on(cast, dossier):
    timeline = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    assert client_of(cast.carla).get(timeline).status_code == 404

    page = submit(cast.anna, create_url(dossier), coach=cast.carla.pk, role="supporting")

    assert "Carla Coacht" in text_of(page)
    assert client_of(cast.carla).get(timeline).status_code == 200


def test_an_ended_period_stays_and_takes_sight_away(cast, dossier):
    url = reverse("coaching:assignment_end", args=[dossier.assignment.pk])

    submit(cast.anna, url, ends_on="gisteren")

    ended = CoachAssignment.objects.get(pk=dossier.assignment.pk)
    assert ended.ends_on == TODAY - datetime.timedelta(days=1)
    timeline = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    assert client_of(cast.bert).get(timeline).status_code == 404


def test_a_second_regular_coach_is_told_of_and_not_refused(cast, dossier):
    page = submit(cast.anna, create_url(dossier), coach=cast.carla.pk, role="responsible")

    assert "Er is nog een vaste coach" in text_of(page)
    assert CoachAssignment.objects.filter(coach=cast.carla).exists()


def test_one_coach_is_not_assigned_twice_at_a_time(cast, dossier):
    page = submit(cast.anna, create_url(dossier), coach=cast.bert.pk)

    assert page.status_code == 422
    assert "Deze coach is in die tijd al gekoppeld." in text_of(page)


def test_only_coaches_of_the_programme_are_offered(cast, dossier):
    page = text_of(client_of(cast.anna).get(create_url(dossier)))

    assert "Carla Coacht" in page
    assert "Kees Begeleidt" not in page
    assert "Erik Verwijst" not in page


def test_nobody_is_offered_as_his_own_coach(cast, dossier):
    dossier.participant.account = cast.carla
    dossier.participant.save()

    assert "Carla Coacht" not in text_of(client_of(cast.anna).get(create_url(dossier)))
