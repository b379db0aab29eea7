"""Throws away runs of reports whose day is over, with their files. Run it once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.print_jobs import clear_expired


class Command(BaseCommand):
    help = "Throw away finished and unfinished runs of reports a day after they were asked for."

    def handle(self, *args, **options):
        self.stdout.write(f"Print jobs thrown away: {clear_expired(timezone.now())}")
