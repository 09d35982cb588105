"""Tables of the talent domain."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import LongText, Ref
from server.talent.competency_models import (
    AssessmentSource,
    Competency,
    CompetencyAssessment,
    CompetencyProfile,
    CompetencyRequirement,
)

__all__ = [
    "AssessmentSource",
    "Competency",
    "CompetencyAssessment",
    "CompetencyProfile",
    "CompetencyRequirement",
    "ConditionKind",
    "LadderRung",
]


class ConditionKind(StrEnum):
    """What a rung may ask for. METRIC is a person's own figure over the last whole quarter."""

    CONFIRMED = "CONFIRMED"
    MONTHS_IN_POST = "MONTHS_IN_POST"
    MONTHS_IN_COMPANY = "MONTHS_IN_COMPANY"
    METRIC = "METRIC"


class LadderRung(Row):
    """What a position asks of whoever is promoted to it; the position's own ladder and grade say where it stands."""

    position = Ref("Position", unique=True, description=label("岗位", "Position"))
    conditions = LongText(default="[]", description=label("晋升条件", "Conditions of promotion"))

    class Meta:
        table = "ladder_rung"
