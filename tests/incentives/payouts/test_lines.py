"""Runs of a scheme and of commissions from end to end: what is worked out is checked, approved, paid and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.incentives.commissions import operations as commissions
from server.incentives.models import LineKind, RunKind
from server.incentives.payout_models import Payout
from server.incentives.payouts.operations import reversing, runs
from server.incentives.payouts.operations.lines import departments_at, opened
from server.incentives.payouts.queries import sums_of
from server.incentives.payouts.rules import RunExists
from server.incentives.scheme_models import StopReason
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.incentives import sold
from tests.incentives.drafted import active, drafted
from tests.incentives.fair import approved, paid, payroll, proposed
from tests.incentives.figured import served
from tests.people.town import one, rows
from tests.plan.world import uid

QUARTER = "2025-Q1"
EACH = "pay 100.01 per valid_feedback_count over 1"
"""E3 has nine more than one, E5 one: 900.09 and 100.01."""
FAILED = "select rule from payout_check where not has_passed order by place"
KEYS = "select source_key from payout order by source_key"


async def kept(store: Store, run: str) -> list[tuple[str, int, int]]:
    """Return of each line whose it is, its amount, and what its steps add up to."""
    ctx = payroll(store)

    async def work() -> list[tuple[str, int, int]]:
        lines = await Payout.filter(run_id=run).order_by("employee_id", "id").prefetch_related("employee")
        return [
            (line.employee.code, each.amount, sum(step["value"] or 0 for step in each.steps))
            for line, each in zip(lines, await opened(ctx, lines), strict=True)
        ]

    return await store.write(work)


async def of_scheme(store: Store, scheme: str, period: str = QUARTER) -> str:
    return await proposed(store, RunKind.SCHEME, scheme_id=scheme, period=period)


# --- Of a scheme ---


async def test_a_scheme_goes_from_proposed_to_paid_and_back(store):
    await served(store)
    run = await of_scheme(store, await active(store, rules=EACH))

    assert await kept(store, run) == [("E3", 90_009, 90_009), ("E5", 10_001, 10_001)]
    assert await rows(store, FAILED) == []
    sums = (await sums_of(payroll(store), [run]))[run]
    assert (sums.total, sums.budget) == (Decimal("1000.10"), Decimal("5000.00"))

    states = []
    await approved(store, run)
    states.append(await one(store, "select state from payout_run"))
    await runs.release_payout_run(payroll(store), id=run)
    states.append(await one(store, "select state from payout_run"))
    await runs.pay_payout_run(payroll(store), id=run)
    states.append(await one(store, "select state from payout_run"))
    assert states == ["APPROVED", "PAYABLE", "PAID"]
    assert await one(store, "select count(*) from incentive_payout") == 2

    lines = [str(line) for (line,) in await rows(store, "select id from payout order by id")]
    back = await reversing.reverse_payouts(payroll(store), ids=lines, reason="口径有误")
    assert await kept(store, back) == [("E3", -90_009, -90_009), ("E5", -10_001, -10_001)]
    await paid(store, back)
    assert await rows(store, "select kind,state,line_count from payout_run order by id") == [
        ("SCHEME", "PAID", "2"),
        ("REVERSAL", "PAID", "2"),
    ]
    assert await one(store, "select count(*) from incentive_payout") == 4


async def test_what_is_above_the_budget_is_cut_to_it_to_the_cent(store):
    await served(store)

    run = await of_scheme(store, await active(store, rules=EACH, budget=Decimal("333.33")))

    assert await kept(store, run) == [("E3", 30_000, 30_000), ("E5", 3_333, 3_333)]
    sums = (await sums_of(payroll(store), [run]))[run]
    assert sums.total == sums.budget == Decimal("333.33")
    assert await rows(store, FAILED) == []


async def test_a_scheme_is_paid_once_a_period_unless_its_run_is_revoked(store):
    await served(store)
    scheme = await active(store, rules=EACH)
    first = await of_scheme(store, scheme)
    assert await rows(store, KEYS) == [(f"scheme:SERVICE:{QUARTER}:{uid(code)}",) for code in ("E3", "E5")]

    with pytest.raises(RunExists):
        await of_scheme(store, scheme)
    await runs.revoke_payout_run(payroll(store), id=first, reason="名单有误")
    again = await of_scheme(store, scheme)

    assert await kept(store, again) == await kept(store, first)
    assert await one(store, "select count(*) from payout where source_key is not null") == 2


async def test_only_a_scheme_that_was_in_force_is_paid_for_its_own_periods(store):
    await served(store)
    draft = await drafted(store, code="DRAFT")
    scheme = await active(store, starts_on=date(2025, 4, 1))

    for wanted, period, field in (
        (draft, QUARTER, "schemeId"),
        (uid("Z9"), QUARTER, "schemeId"),
        (None, QUARTER, "schemeId"),
        (scheme, QUARTER, "period"),
        (scheme, "2025-05", "period"),
    ):
        with pytest.raises(InvalidInput) as told:
            await proposed(store, RunKind.SCHEME, scheme_id=wanted, period=period)
        assert told.value.path == ("input", field)
    assert await one(store, "select count(*) from payout_run") == 0


# --- Of commissions ---


async def test_what_of_commissions_is_due_is_paid_once(store):
    await sold.set_up(store)
    await sold.running(store)

    run = await proposed(store, RunKind.COMMISSION, period="2025-05")

    assert await kept(store, run) == [("E3", 1_000_000, 1_000_000)] * 5
    assert await rows(store, FAILED) == []
    sums = (await sums_of(payroll(store), [run]))[run]
    assert (sums.total, sums.budget) == (Decimal("50000.00"), None)
    assert await rows(store, "select distinct basis from payout") == [("SALES",)]
    await paid(store, run)
    assert await one(store, "select state from payout_run") == "PAID"
    assert await one(store, "select count(*) from incentive_payout") == 5

    again = await proposed(store, RunKind.COMMISSION, period="2025-05")
    assert await kept(store, again) == []


async def test_what_is_taken_back_of_a_commission_comes_below_zero(store):
    await sold.set_up(store)
    row = await sold.running(store, is_advanced=True)
    await paid(store, await proposed(store, RunKind.COMMISSION, period="2025-04"))
    await commissions.stop_commission(
        sold.hr(store), id=row, stopped_on=date(2025, 5, 30), reason=StopReason.DEAL_CANCELLED
    )

    # It falls due on the day it is stopped, so that June has to be over.
    july = replace(payroll(store), today=date(2025, 7, 1))
    back = await runs.propose_payout_run(july, Registry(store), kind=RunKind.COMMISSION, period="2025-06")

    # Paid ahead was the whole of 120,000; four of twelve months had vested.
    assert await kept(store, back) == [("E3", -8_000_000, -8_000_000)]
    assert await one(
        store, f"select count(*) from incentive_commission_line where kind='{LineKind.CLAW_BACK}'"
    )
    await paid(store, back)
    assert await rows(store, "select state from payout_run") == [("PAID",), ("PAID",)]


async def test_a_line_is_placed_where_its_person_counted_then(store):
    await served(store)

    found = [
        await store.write(lambda day=day: departments_at({uid("E3"), uid("E5")}, day))
        for day in (date(2024, 12, 31), date(2025, 1, 1))
    ]

    assert found == [
        {uid("E3"): uid("D4"), uid("E5"): uid("D3")},
        {uid("E3"): uid("D2"), uid("E5"): uid("D3")},
    ]
