import io
import json
import sys
import time

from django.core.management import BaseCommand
from django.utils import timezone
from pypdf import PdfReader

from dow_site.pdf import warm_up
from reports.editions import Edition
from reports.printing import print_edition
from trajectories.models import Trajectory

EMPTY, WARM_UP = "empty", "warm up"


class Command(BaseCommand):
    help = (
        "Print what the lines of the input name: a trajectory's case report by its number, "
        f"`{EMPTY}` for a page that says nothing, `{WARM_UP}` for what a worker does when it starts. "
        "Each is answered by a line of JSON that says what it cost."
    )
    requires_system_checks = []

    def handle(self, **options):
        for line in sys.stdin:
            started = time.perf_counter()
            content = printed(line.strip())
            answer = {
                "seconds": time.perf_counter() - started,
                "pages": len(PdfReader(io.BytesIO(content)).pages) if content else 0,
            }
            self.stdout.write(json.dumps(answer))
            self.stdout.flush()


def printed(what: str) -> bytes:
    """The PDF; nothing of a warm-up."""
    if what == WARM_UP:
        warm_up()
        return b""
    if what == EMPTY:
        # Slow to load, so not before something is printed.
        import weasyprint

        return weasyprint.HTML(string="<!DOCTYPE html><p>").write_pdf()
    trajectory = Trajectory.objects.for_dossier().get(pk=int(what))
    return print_edition(
        trajectory, Edition.FULL, reader=None, printed_on=timezone.localdate()
    ).content
