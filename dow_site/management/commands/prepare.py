from django.conf import settings
from django.core.management import BaseCommand, call_command

from dow_site import database


class Command(BaseCommand):
    help = (
        "Bring the database up to date and, when it is empty, load the demonstration (make setup)."
    )
    requires_system_checks = []

    def handle(self, **options):
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        with database.alone("prepare"):
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
            call_command("load_demo", "--if-empty")
