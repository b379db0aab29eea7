"""Throws away packs of requests for access whose days are over. Run it once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.access_request.operations import clear_old_packs


class Command(BaseCommand):
    help = "Throw away packs of requests for access after a week."

    def handle(self, *args, **options):
        self.stdout.write(f"Packs cleared: {clear_old_packs(timezone.localdate())}")
