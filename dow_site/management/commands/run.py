import os

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from accounts.demo import DEMO_SIGN_INS
from dow_site import serving


class Command(BaseCommand):
    help = "Serve the demonstration on this machine until Ctrl-C (make run)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))

    def handle(self, *, port, **options):
        if not settings.DEMO:
            raise CommandError(
                "This serves the demonstration only, with DEMO=1; docs/operations.md tells how to"
                " serve in earnest.",
                returncode=2,
            )
        if not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise CommandError(
                f"PORT must be a number from 1 to 65535, not {port!r}.", returncode=2
            )
        try:
            serving.serve(
                int(port), prepare=self.prepare, announce=lambda: self.announce(int(port))
            )
        except serving.CannotServe as error:
            raise CommandError(str(error), returncode=2) from error

    def prepare(self):
        call_command("prepare")
        # The supervisor itself needs no connection, and would keep the database on.
        connections.close_all()

    def announce(self, port):
        serving.say(f"\nDynamisch Op Weg: http://{serving.HOST}:{port}   (Ctrl-C stops it)\n")
        width = max(len(role) for _email, _password, role in DEMO_SIGN_INS)
        for email, password, role in DEMO_SIGN_INS:
            serving.say(f"  {role:<{width}}  {email}  {password}")
