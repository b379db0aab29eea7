"""The log on paper, for the participant."""

import datetime

from accounts.factories import AccessLogFactory
from accounts.models import AccessLog
from conftest import TODAY, client_of
from dow_site.pdf import render_report
from dow_site.tests.routes import address
from reports import access_log
from reports.access_log import AccessLogReport


def look(dossier, user, **facts):
    AccessLogFactory(
        user=user,
        participant_id=dossier.participant.pk,
        programme_id=dossier.trajectory.programme_id,
        **facts,
    )


def test_the_participant_reads_everybody_who_looked(cast, dossier):
    look(dossier, cast.bert)
    look(dossier, cast.lotte, action="printed", page="reports:case_report")

    report = AccessLogReport.of(dossier.trajectory, reader=cast.anna, today=TODAY)
    rendered = render_report(report)

    assert rendered.content.startswith(b"%PDF")
    for words in ("Bert Begeleidt", "Lotte Rekent", "afgedrukt", "verslag", "tijdlijn"):
        assert words in rendered.html


def test_what_does_not_fit_is_counted(cast, dossier, monkeypatch):
    monkeypatch.setattr(access_log, "MOST_ROWS", 3)
    for day in range(5):
        look(dossier, cast.bert, at=datetime.datetime(2026, 3, 1 + day, 9, tzinfo=datetime.UTC))

    report = AccessLogReport.of(dossier.trajectory, reader=cast.anna, today=TODAY)

    assert [one.day for one in report.looks] == ["5 maart 2026", "4 maart 2026", "3 maart 2026"]
    assert report.left_out == 2


def test_the_print_is_written_down_too(cast, dossier):
    client_of(cast.anna).get(address("reports:access_log", dossier))

    row = AccessLog.objects.get(participant_id=dossier.participant.pk)

    assert (row.user, row.action, row.page) == (cast.anna, "printed", "reports:access_log")
