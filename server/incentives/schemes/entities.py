"""How schemes and commissions stand on the tables."""

from __future__ import annotations

from server.incentives import models
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive

VESTED = (
    "(select count(*) from incentive_commission_line vl where vl.commission_id={self}.id and vl.state='DUE' "
    "and vl.kind<>'CLAW_BACK')"
)
PARTS = "(select count(*) from incentive_commission_line pl where pl.commission_id={self}.id and pl.kind<>'CLAW_BACK')"


def entities() -> tuple[Entity, ...]:
    """Return schemes, their rules, deals, commissions and their lines."""
    person = ToOne("Employee", "{self}.employee_id", required=True)
    return (
        Entity(
            "IncentiveScheme", "incentive_scheme", derive(models.IncentiveScheme), relations=PUBLIC,
            to_one={"department": ToOne("Department", "{self}.department_id")},
            to_many={"lines": ToMany("SchemeRule", "scheme_id", order=(("place", False),))},
            order=(("code", False), ("revision", True)),
        ),
        Entity(
            "SchemeRule", "incentive_scheme_rule", derive(models.SchemeRule), relations=PUBLIC,
            order=(("place", False),),
        ),
        Entity(
            "Deal", "incentive_deal", derive(models.Deal), relations=PUBLIC,
            to_many={"commissions": ToMany("Commission", "deal_id")},
            order=(("signed_on", True), ("code", False)),
        ),
        Entity(
            "Commission", "incentive_commission",
            {
                **derive(models.Commission),
                "due_parts": Column(VESTED, Kind.INT, required=True),
                "parts": Column(PARTS, Kind.INT, required=True),
            },
            to_one={"deal": ToOne("Deal", "{self}.deal_id", required=True), "employee": person},
            to_many={"lines": ToMany("CommissionLine", "commission_id", order=(("place", False),))},
            owner="employee_id", order=(("starts_on", True),),
        ),
        Entity(
            "CommissionLine", "incentive_commission_line", derive(models.CommissionLine),
            to_one={"commission": ToOne("Commission", "{self}.commission_id", required=True), "employee": person},
            owner="employee_id", order=(("due_on", False), ("place", False)),
        ),
    )  # fmt: skip
