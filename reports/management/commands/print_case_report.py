import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.editions import EDITION_LABELS, Edition
from reports.printing import PrintedEdition, print_edition
from reports.publication import NotPublishable
from trajectories.models import Trajectory

NOT_DONE = 2


class Command(BaseCommand):
    help = "Drukt het verslag van een traject af als PDF."

    def add_arguments(self, parser):
        parser.add_argument("reference", help="het kenmerk van het traject, zoals casus-1")
        parser.add_argument(
            "--edition",
            default=Edition.FULL.value,
            help=", ".join(f"{name} ({label})" for name, label in EDITION_LABELS.items()),
        )
        parser.add_argument("--output", type=Path, help="het bestand dat gemaakt wordt")

    def handle(self, *, reference, edition, output, **options):
        edition = self._edition(edition)
        printed = self._printed(reference, edition)
        output = output or Path(printed.report.filename)
        self._write(output, printed.content)
        self.stdout.write(f"Gemaakt: {output}")

    @staticmethod
    def _edition(name: str) -> Edition:
        try:
            return Edition(name)
        except ValueError as error:
            raise CommandError(
                f"De uitgave '{name}' bestaat niet. Kies uit: {', '.join(Edition)}.",
                returncode=NOT_DONE,
            ) from error

    @staticmethod
    def _printed(reference: str, edition: Edition) -> PrintedEdition:
        trajectory = Trajectory.objects.for_dossier().filter(reference=reference).first()
        if trajectory is None:
            raise CommandError(
                f"Er is geen traject met kenmerk '{reference}'.", returncode=NOT_DONE
            )
        try:
            return print_edition(trajectory, edition, reader=None, printed_on=timezone.localdate())
        except NotPublishable as refusal:
            raise CommandError(str(refusal), returncode=NOT_DONE) from refusal

    @staticmethod
    def _write(output: Path, content: bytes) -> None:
        """Whole or not at all: written beside its place, then moved there."""
        part = None
        try:
            handle, part = tempfile.mkstemp(dir=output.parent, prefix=".verslag-", suffix=".pdf")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(part, 0o644)
            os.replace(part, output)
        except OSError as error:
            if part:
                Path(part).unlink(missing_ok=True)
            raise CommandError(
                f"Het bestand {output} is niet te schrijven.", returncode=NOT_DONE
            ) from error
