from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from reports.demo import load_demo


class Command(BaseCommand):
    help = "Vult een lege database met de gepubliceerde casussen en een verzonnen programma."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="doe niets als er al accounts zijn"
        )

    def handle(self, *, if_empty, **options):
        if not (settings.DEBUG or settings.DEMO):
            raise CommandError(
                "De demo hoort niet in een echte omgeving. Zet DEMO=1 om haar toch te laden.",
                returncode=2,
            )
        if User.objects.exists():
            if if_empty:
                return
            raise CommandError("Er staan al accounts in deze database.", returncode=2)
        load_demo(timezone.localdate())
        self.stdout.write("De demo is geladen: drie gepubliceerde casussen, de rest is verzonnen.")
