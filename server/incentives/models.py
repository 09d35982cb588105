"""Tables of the incentives domain. Amounts are sealed with the person's key."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Ref, Sealed


class Basis(StrEnum):
    SALES = "SALES"
    CSAT = "CSAT"
    SERVICE_QUALITY = "SERVICE_QUALITY"
    RETENTION = "RETENTION"
    OTHER = "OTHER"


class IncentivePayout(Event):
    """An amount paid to somebody beside their pay, and what it was for."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    paid_on = Day(description=label("发放日期", "Paid on"))
    amount = Sealed(description=label("金额", "Amount"))
    basis = Choice(Basis, default=Basis.OTHER, description=label("依据", "Basis"))

    class Meta:
        table = "incentive_payout"
        indexes = (("paid_on",), ("employee_id", "paid_on"), ("source_key",))
