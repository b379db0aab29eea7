from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from costs.loading.cases import load_published_cases, programme_of_the_report, read_file
from costs.published_cases import DATA_FILE, BrokenFile


class Command(BaseCommand):
    help = "Laadt de drie gepubliceerde casussen. Wat er al staat, blijft zoals het is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--file", type=Path, default=DATA_FILE, help="een ander gegevensbestand"
        )

    def handle(self, *, file, **options):
        try:
            with transaction.atomic():
                loaded = load_published_cases(read_file(file), programme_of_the_report())
        except BrokenFile as error:
            raise CommandError(str(error), returncode=1) from error
        names = ", ".join(trajectory.reference for trajectory in loaded)
        self.stdout.write(f"Geladen: {names}." if names else "De casussen stonden er al.")
