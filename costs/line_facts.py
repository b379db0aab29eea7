"""What is told of a cost line beside its amounts: who thought so, how likely, how often, and when.

The page, the controller's page and the report say the same of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from costs.figures import LikelyRange
from costs.lines import LIKELIHOOD_LABELS, Likelihood
from costs.models import CostLine, RecordedKind
from costs.recorded import UNIT_OF, exactly
from costs.units import quantity_text
from dow_site.dates import Precision, When, write_when


def line_facts(
    row: CostLine, likely: LikelyRange | None, *, depends_on: str = ""
) -> Iterator[tuple[str, str]]:
    """Pairs of a name and what is known; what was not said is left out.

    A likelihood never stands alone: with it come low, expected and high. `likely` is None for a line
    that does not count now; `depends_on` is the name of the line that it hangs on, as this reader may know it.
    """
    if depends_on:
        yield "Alleen samen met", depends_on
    if row.estimated_by:
        yield "Ingeschat door", row.estimated_by
    if row.likelihood is not None:
        yield "Hoe waarschijnlijk", LIKELIHOOD_LABELS[Likelihood(row.likelihood)]
        if likely is not None:
            yield "Met die kans", likely.text
    if row.recorded_kind:
        yield "Aantal uit het dossier", _recorded(row)
    if row.first_month:
        first, last = (
            write_when(When(day, Precision.MONTH), long=True)
            for day in (row.first_month, row.last_month)
        )
        yield "Wanneer", first if first == last else f"{first} tot en met {last}"


def _recorded(row: CostLine) -> str:
    kind = RecordedKind(row.recorded_kind)
    quantity = quantity_text(exactly(kind, row.recorded_quantity), UNIT_OF[kind])
    told = f"{kind.label.lower().replace('dow', 'DOW')}, {quantity}"
    return f"{told}. Toch anders: {row.quantity_reason}" if row.quantity_reason else told
