"""The meta-report: several cases of the effect calculator side by side, by alias, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from accounts.models import User
from costs.several_cases import SeveralCases, SeveralCasesFilter, several_cases
from dow_site.dates import Precision, When, write_when


@dataclass(frozen=True, kw_only=True)
class SeveralCasesReport:
    """What several cases say together. Nothing that anybody typed is in it, and no real name."""

    template: ClassVar[str] = "reports/several_cases.html"
    title: ClassVar[str] = "Casussen van de Effectencalculator naast elkaar"
    filename: ClassVar[str] = "casussen-naast-elkaar.pdf"

    cases: SeveralCases
    made_on: str

    @classmethod
    def of(cls, reader: User, chosen: SeveralCasesFilter, *, today: date) -> SeveralCasesReport:
        """The cases that this reader may see and chose, in three queries."""
        return cls(
            cases=several_cases(reader, chosen, by_alias=True),
            made_on=write_when(When(today, Precision.DAY), long=True),
        )
