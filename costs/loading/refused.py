"""What the database refuses of the data file, told with the place in it."""

from contextlib import contextmanager

from django.db import DataError, IntegrityError, transaction

from costs.published_cases import BrokenFile, Entry
from dow_site.constraints import broken_rule


@contextmanager
def told_with_place(entry: Entry):
    """Raises BrokenFile, with the entry's place, where the database refuses what is written within."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError) as error:
        raise BrokenFile(f"{entry.place}: {broken_rule(error)}") from error
