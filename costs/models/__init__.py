"""The effect calculator: prices with their sources, and the sessions that use them."""

from costs.models.check import LineRemark, SessionStep, StepKind
from costs.models.cost_price import CostPrice, CostPriceComponent
from costs.models.following import (
    LineObjection,
    LineReality,
    ParticipantReading,
    RealityMonth,
    RealityOutcome,
)
from costs.models.indexing import IndexFigure, IndexSeries
from costs.models.line import CostLine, RecordedKind
from costs.models.notes import Scenario, ScenarioItem, ScenarioItemLine, ScenarioRow
from costs.models.price_import import PriceImport, PriceImportStatus
from costs.models.prices import DAYS_AHEAD, PriceItem, PriceList, PriceListStatus
from costs.models.session import (
    OPEN,
    Attendee,
    ReferenceKind,
    Session,
    SessionStatus,
    Statement,
    StatementKind,
)
from costs.models.sources import Law, Payer, Source, SourceKind

__all__ = [
    "DAYS_AHEAD",
    "Attendee",
    "OPEN",
    "CostLine",
    "CostPrice",
    "CostPriceComponent",
    "IndexFigure",
    "IndexSeries",
    "LineObjection",
    "LineReality",
    "LineRemark",
    "Law",
    "ParticipantReading",
    "Payer",
    "PriceImport",
    "PriceImportStatus",
    "PriceItem",
    "PriceList",
    "PriceListStatus",
    "RealityMonth",
    "RealityOutcome",
    "RecordedKind",
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
