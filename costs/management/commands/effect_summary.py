import json

from django.core.management.base import BaseCommand, CommandError

from costs.models import Session
from costs.reading import calculate
from costs.summary import summarise


class Command(BaseCommand):
    help = "Drukt de berekening van een sessie af als JSON."

    def add_arguments(self, parser):
        parser.add_argument("reference", help="het kenmerk van de sessie, zoals casus-1")
        parser.add_argument(
            "--without",
            action="append",
            default=[],
            metavar="GROUP",
            help="een groep van voorwaarden die niet meetelt; mag vaker",
        )

    def handle(self, *, reference, without, **options):
        session = (
            Session.objects.select_related("trajectory__participant__municipality")
            .filter(reference=reference)
            .first()
        )
        if session is None:
            raise CommandError(f"Er is geen sessie met kenmerk '{reference}'.", returncode=2)
        try:
            calculation = calculate(session, without=frozenset(without))
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(summarise(calculation), ensure_ascii=False, indent=2))
