"""A scheme in force and one being drafted, and E3's running commission, for the tests of the schema."""

from __future__ import annotations

from datetime import date

from server.incentives import models as m
from server.store.models import PersonKey
from server.store.store import Store
from tests.plan.world import row, uid

ACTIVE, DRAFT, RUNNING = uid("I1"), uid("I2"), uid("N1")
RULES = "when csat >= 75%: pay 500.00"
FIRST = date(2025, 1, 1)


async def plant_schemes(store: Store) -> None:
    """Plant what the four callers of schemes and commissions ask about."""
    for code, name, state in (("I1", "SERVICE", "ACTIVE"), ("I2", "SPRING", "DRAFT")):
        await m.IncentiveScheme.create(
            **row(code),
            code=name,
            name=name.title(),
            rules=RULES,
            budget=500000,
            starts_on=FIRST,
            state=state,
        )
    await m.SchemeRule.create(
        **row("I3"), scheme_id=ACTIVE, place=1, kind="FIXED", text=RULES, condition_en="CSAT is at least 75%",
        reward_en="pay 500.00", metrics="csat",
    )  # fmt: skip
    await m.Deal.create(**row("N2"), code="DEAL-1", name="Deal", signed_on=FIRST)
    key = (await PersonKey.get(person_id=uid("E3"))).wrapped
    seal = store.vault.seal
    await m.Commission.create(
        **row("N1"), deal_id=uid("N2"), employee_id=uid("E3"), months=12, starts_on=FIRST, state="RUNNING",
        amount=seal(key, f"incentive_commission.amount|{RUNNING}", "120000.00"),
    )  # fmt: skip
    await m.CommissionLine.create(
        **row("N3"), commission_id=RUNNING, employee_id=uid("E3"), place=1, due_on=date(2025, 1, 31), state="DUE",
        amount=seal(key, f"incentive_commission_line.amount|{uid('N3')}", "10000.00"),
    )  # fmt: skip
