"""Throws away drafts of forms that nobody came back to. Run it once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.drafts import clear_old_drafts


class Command(BaseCommand):
    help = "Throw away drafts that were not touched for two weeks."

    def handle(self, *args, **options):
        self.stdout.write(f"Drafts thrown away: {clear_old_drafts(timezone.now())}")
