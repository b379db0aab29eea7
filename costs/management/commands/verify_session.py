from django.core.management.base import BaseCommand, CommandError

from costs.checking import broken_seal
from costs.models import Session, SessionStatus


class Command(BaseCommand):
    help = "Controleert of een vastgestelde sessie nog precies is wat er is vastgesteld."

    def add_arguments(self, parser):
        parser.add_argument("reference", help="het kenmerk van de sessie, zoals casus-1")

    def handle(self, *, reference, **options):
        session = (
            Session.objects.select_related("trajectory__participant__municipality")
            .filter(reference=reference)
            .first()
        )
        if session is None:
            raise CommandError(f"Er is geen sessie met kenmerk '{reference}'.", returncode=2)
        if session.status != SessionStatus.APPROVED:
            raise CommandError(f"Sessie {reference} is niet vastgesteld.", returncode=2)
        try:
            places = broken_seal(session)
        except ValueError as error:
            places = [str(error)]
        if places:
            shown = ", ".join(places[:5])
            raise CommandError(
                f"Sessie {reference} is niet meer wat er is vastgesteld: {shown}.", returncode=1
            )
        self.stdout.write(f"Sessie {reference} is zoals vastgesteld. Zegel: {session.seal}")
