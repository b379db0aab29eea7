"""A made-up list that was handed in and looked at, with a row of each kind: nothing of it was imported yet."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import Programme, User
from participants.importing import work
from participants.models import ImportedRow, ImportKind, ImportStatus, PeopleImport

HEADER = ("Naam", "Geb. datum", "Mobiel", "Reden", "Opmerking intern")
MAPPING = ("full_name", "birth_date", "phone", "reason_category", "")
ROWS = (
    ("Lieke van den Brink", "4-9-2007", "06 0000 0011", "Geen werk", ""),
    ("Cate, Joost ten", "21 mei 2006", "06 0000 0012", "Schooluitval", "belt liever niet"),
    # Stands among the referrals already.
    ("Yara de Boer", "12-2-2007", "06 0000 0000", "Schooluitval", ""),
    # Resembles somebody who was here before.
    ("Ruben Nyhuis", "", "06-00000006", "Anders", ""),
    # A day that does not exist.
    ("Fleur Wevers", "31-2-2006", "06 0000 0013", "Geen dagritme", ""),
    # Twice in the list.
    ("van den Brink, Lieke", "4-9-2007", "", "Geen werk", "dubbel?"),
)


def load_list(programme: Programme, *, by: User, today: datetime.date) -> None:
    """Add the made-up list, handed in yesterday by this project leader."""
    yesterday = datetime.datetime.combine(today - datetime.timedelta(days=1), datetime.time(10))
    people_import = PeopleImport.objects.create(
        programme=programme,
        kind=ImportKind.REFERRALS,
        file_name="aanmeldingen-netwerkdag.xlsx",
        header=list(HEADER),
        mapping=list(MAPPING),
        status=ImportStatus.CHECKING,
        total=len(ROWS),
        uploaded_by=by,
        uploaded_at=timezone.make_aware(yesterday),
        asked_by=by,
    )
    ImportedRow.objects.bulk_create(
        ImportedRow(people_import=people_import, number=number, cells=list(cells))
        for number, cells in enumerate(ROWS, start=2)
    )
    work.check.call(people_import.pk)
