import json
import time

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from bench.numbers import LEADER, PRINTED
from reports.editions import Edition
from reports.models import PrintJob
from reports.print_jobs import ask_for_many, progress_of
from trajectories.models import Trajectory

SECONDS_BETWEEN_LOOKS = 0.05
PATIENCE = 600


class Command(BaseCommand):
    help = (
        "Ask for the run of reports that the bench measures, as the page does, and wait for its one PDF. "
        "Workers must be at the queue. Gives a line of JSON: the seconds from asking to the last report, and to the file."
    )
    requires_system_checks = []

    def handle(self, **options):
        leader = User.objects.get(pk=LEADER)
        trajectories = list(Trajectory.objects.visible_to(leader).filter(pk__in=PRINTED))
        started = time.perf_counter()
        job = ask_for_many(PrintJob(), trajectories, edition=Edition.FULL, by=leader)
        printed_after = None
        while not (progress := progress_of(job)).is_over:
            if progress.is_printed and printed_after is None:
                printed_after = time.perf_counter() - started
            if time.perf_counter() - started > PATIENCE:
                raise CommandError("The run of reports does not end: is a worker at the queue?")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        seconds, is_joined = time.perf_counter() - started, job.parts.exists()
        job.delete()
        if progress.printed != len(PRINTED) or not is_joined:
            raise CommandError(f"{progress.printed} of {len(PRINTED)} reports were printed.")
        found = {"printed": printed_after or seconds, "joined": seconds}
        self.stdout.write(json.dumps(found))
