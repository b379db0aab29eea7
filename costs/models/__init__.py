"""The effect calculator: prices with their sources, and the sessions that use them."""

from costs.models.line import CostLine
from costs.models.prices import (
    CostPrice,
    CostPriceComponent,
    Law,
    Payer,
    PriceItem,
    PriceList,
    PriceListStatus,
    Source,
    SourceKind,
)
from costs.models.session import (
    Attendee,
    ReferenceKind,
    Scenario,
    ScenarioItem,
    ScenarioRow,
    Session,
    SessionStatus,
    Statement,
    StatementKind,
)

__all__ = [
    "Attendee",
    "CostLine",
    "CostPrice",
    "CostPriceComponent",
    "Law",
    "Payer",
    "PriceItem",
    "PriceList",
    "PriceListStatus",
    "ReferenceKind",
    "Scenario",
    "ScenarioItem",
    "ScenarioRow",
    "Session",
    "SessionStatus",
    "Source",
    "SourceKind",
    "Statement",
    "StatementKind",
]
