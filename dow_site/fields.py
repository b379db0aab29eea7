"""Model fields that must be the same everywhere."""

from functools import partial

from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func

# Euros to the cent. Computing keeps fractions exact; only what is stored or stated has cents.
MoneyField = partial(models.DecimalField, max_digits=12, decimal_places=2)
# Quantities such as 13 months or 7.5 hours.
QuantityField = partial(models.DecimalField, max_digits=9, decimal_places=3)


class DateRange(Func):
    """The SQL range from one date to another, for constraints that forbid overlap."""

    function = "DATERANGE"
    output_field = DateRangeField()


def check_order(row: models.Model, first: str, last: str) -> None:
    """Refuse, beside its field, a last day before the first.

    Asked before the constraints are: PostgreSQL answers a range that ends before it begins with an
    error, and an excluded field keeps the overlap rule from asking.
    """
    starts, ends = getattr(row, first), getattr(row, last)
    if starts and ends and ends < starts:
        raise ValidationError({last: "De laatste dag ligt niet voor het begin."})


class AsOneColumn(models.Func):
    """What a row says as one list, so that rows of several kinds, or of another table, come in one query.

    Dates and amounts come as text.
    """

    function = "jsonb_build_array"
    output_field = models.JSONField()
