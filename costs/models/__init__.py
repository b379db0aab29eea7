"""The effect calculator: prices with their sources, and the sessions that use them."""

from costs.models.check import LineRemark, SessionStep, StepKind
from costs.models.following import LineObjection, LineReality, RealityMonth, RealityOutcome
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
    OPEN,
    Attendee,
    ReferenceKind,
    Scenario,
    ScenarioItem,
    ScenarioItemLine,
    ScenarioRow,
    Session,
    SessionStatus,
    Statement,
    StatementKind,
)

__all__ = [
    "Attendee",
    "OPEN",
    "CostLine",
    "CostPrice",
    "CostPriceComponent",
    "LineObjection",
    "LineReality",
    "LineRemark",
    "Law",
    "Payer",
    "PriceItem",
    "PriceList",
    "PriceListStatus",
    "RealityMonth",
    "RealityOutcome",
    "ReferenceKind",
    "Scenario",
    "ScenarioItem",
    "ScenarioItemLine",
    "ScenarioRow",
    "Session",
    "SessionStatus",
    "SessionStep",
    "Source",
    "SourceKind",
    "Statement",
    "StatementKind",
    "StepKind",
]
