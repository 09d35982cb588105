"""Tables of the performance domain. Weights count ten-thousandths, scores hundredths."""

from __future__ import annotations

from server.performance.cycles.models import (
    CandidateKind,
    CandidateState,
    CycleState,
    DisputeState,
    Rating,
    ReviewCycle,
    RewardCandidate,
    Scorecard,
    ScorecardState,
    ScoreDispute,
    ScoreLine,
)
from server.performance.facts import Appraisal, AppraisalItem, Component, OneOnOne, QaReview
from server.performance.field.models import FieldReport, FieldReportKind, FieldReportState
from server.performance.goals.models import Confidence, Goal, GoalCheckIn, GoalLevel, GoalState
from server.performance.improvement.models import ImprovementPlan, ImprovementState, ImprovementStep
from server.performance.peers.models import (
    PartnerRating,
    PeerAnswer,
    PeerComment,
    PeerInvite,
    PeerRelation,
    PeerResult,
    PeerRound,
    PeerRoundKind,
    PeerRoundState,
)
from server.performance.plans.models import (
    PlanComponent,
    RoleFamily,
    ScorePlan,
    StageWeight,
    TransformationStage,
    seeds,
)
from server.performance.quality.models import (
    QualityAnswer,
    QualityCheck,
    QualityCheckState,
    QualityMark,
    QualityQuestion,
    QualityRating,
    QualitySheet,
    QualitySheetState,
)
from server.performance.reviews.models import (
    CalibrationItem,
    CalibrationItemState,
    CalibrationMember,
    CalibrationSession,
    CalibrationSessionState,
    Review,
    ReviewKind,
    ReviewState,
)
from server.performance.talks.models import Talk, TalkItem, TalkItemKind, TalkNote, TalkState


def after_migration(dialect: str) -> list[str]:
    """Return the statements that give a new database the family of those who meet customers."""
    return seeds(dialect)


__all__ = [
    "Appraisal",
    "AppraisalItem",
    "CalibrationItem",
    "CalibrationItemState",
    "CalibrationMember",
    "CalibrationSession",
    "CalibrationSessionState",
    "CandidateKind",
    "CandidateState",
    "Component",
    "Confidence",
    "CycleState",
    "DisputeState",
    "FieldReport",
    "FieldReportKind",
    "FieldReportState",
    "Goal",
    "GoalCheckIn",
    "GoalLevel",
    "GoalState",
    "ImprovementPlan",
    "ImprovementState",
    "ImprovementStep",
    "OneOnOne",
    "PartnerRating",
    "PeerAnswer",
    "PeerComment",
    "PeerInvite",
    "PeerRelation",
    "PeerResult",
    "PeerRound",
    "PeerRoundKind",
    "PeerRoundState",
    "PlanComponent",
    "QaReview",
    "QualityAnswer",
    "QualityCheck",
    "QualityCheckState",
    "QualityMark",
    "QualityQuestion",
    "QualityRating",
    "QualitySheet",
    "QualitySheetState",
    "Rating",
    "Review",
    "ReviewCycle",
    "ReviewKind",
    "ReviewState",
    "RewardCandidate",
    "RoleFamily",
    "ScoreDispute",
    "ScoreLine",
    "ScorePlan",
    "Scorecard",
    "ScorecardState",
    "StageWeight",
    "Talk",
    "TalkItem",
    "TalkItemKind",
    "TalkNote",
    "TalkState",
    "TransformationStage",
]
