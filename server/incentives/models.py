"""Tables of the incentives domain. Amounts are sealed with the person's key."""

from __future__ import annotations

from server.incentives.basis import Basis
from server.incentives.payout_models import (
    PAYING,
    Award,
    AwardState,
    Honor,
    HonorGrain,
    Payout,
    PayoutCheck,
    PayoutRun,
    RunCheck,
    RunKind,
    RunState,
)
from server.incentives.recognition_models import (
    Contest,
    ContestEntry,
    ContestKind,
    ContestState,
    EntryAnswer,
    Kudos,
    KudosReport,
    KudosState,
    KudosValue,
)
from server.incentives.scheme_models import (
    Commission,
    CommissionLine,
    CommissionState,
    Deal,
    IncentiveScheme,
    LineKind,
    LineState,
    OverBudget,
    RuleKind,
    SchemeGrain,
    SchemeRule,
    SchemeState,
    StopReason,
)
from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Ref, Sealed


class IncentivePayout(Event):
    """An amount paid to somebody beside their pay, and what it was for."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    paid_on = Day(description=label("发放日期", "Paid on"))
    amount = Sealed(description=label("金额", "Amount"))
    basis = Choice(Basis, default=Basis.OTHER, description=label("依据", "Basis"))

    class Meta:
        table = "incentive_payout"
        indexes = (("paid_on",), ("employee_id", "paid_on"), ("source_key",))


__all__ = [
    "PAYING",
    "Award",
    "AwardState",
    "Basis",
    "Commission",
    "CommissionLine",
    "CommissionState",
    "Contest",
    "ContestEntry",
    "ContestKind",
    "ContestState",
    "Deal",
    "EntryAnswer",
    "Honor",
    "HonorGrain",
    "IncentivePayout",
    "IncentiveScheme",
    "Kudos",
    "KudosReport",
    "KudosState",
    "KudosValue",
    "LineKind",
    "LineState",
    "OverBudget",
    "Payout",
    "PayoutCheck",
    "PayoutRun",
    "RuleKind",
    "RunCheck",
    "RunKind",
    "RunState",
    "SchemeGrain",
    "SchemeRule",
    "SchemeState",
    "StopReason",
]
