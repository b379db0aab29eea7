"""Throws away the rows of handed-in lists whose time is over. Run it once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from participants.importing.operations import clear_old_lists


class Command(BaseCommand):
    help = "Throw away the rows of handed-in lists after thirty days."

    def handle(self, *args, **options):
        self.stdout.write(f"Lists cleared: {clear_old_lists(timezone.localdate())}")
