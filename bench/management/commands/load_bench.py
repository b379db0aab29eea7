import datetime

from django.core.management import BaseCommand, call_command

from bench import databases
from bench.recipe import make_rows


class Command(BaseCommand):
    help = "Fill the database of the bench with so many trajectories, told up to a Monday."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("size", type=int)
        parser.add_argument("monday", type=datetime.date.fromisoformat)

    def handle(self, *, size, monday, **options):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        make_rows(size, monday)
        databases.mark_loaded(size, str(monday))
