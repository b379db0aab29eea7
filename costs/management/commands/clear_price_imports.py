"""Throw away lists of prices that nobody read in; run by a timer, once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from costs.price_import.operations import clear_unfinished


class Command(BaseCommand):
    help = "Throw away handed-in lists of prices that were not read in within thirty days."

    def handle(self, *args, **options):
        self.stdout.write(f"Lists cleared: {clear_unfinished(timezone.localdate())}")
