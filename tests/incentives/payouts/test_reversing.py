"""Lines that take others back: of one currency, paid, once, and never one that takes back itself."""

from __future__ import annotations

import pytest

from server.incentives.models import Payout, RunKind
from server.incentives.payouts.operations.reversing import MOST_REVERSED, reverse_payouts
from server.incentives.payouts.operations.runs import propose_payout_run, revoke_payout_run
from server.incentives.payouts.queries import steps_of, sums_of
from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.incentives.fair import award, paid, payroll, proposed, set_up
from tests.people.town import one, rows
from tests.plan.world import uid

RUNS = "select kind,period,line_count from payout_run order by id"


@pytest.fixture
async def fair(store: Store) -> Store:
    """E3 was paid 500.00 and E4 1,000.50."""
    await set_up(store)
    await award(store)
    await award(store, "E4", "CHAMP")
    await paid(store, await proposed(store))
    return store


async def lines(store: Store) -> list[str]:
    return [str(line) for (line,) in await rows(store, "select id from payout order by employee_id,id")]


async def test_each_line_is_taken_back_by_its_own_amount_and_says_why(fair):
    found = await lines(fair)

    back = await reverse_payouts(payroll(fair), ids=[*found, found[0]], reason=" 重复  计奖 ")

    assert str((await sums_of(payroll(fair), [back]))[back].total) == "-1500.50"
    assert await rows(fair, RUNS) == [("HONOR", "2025-05", "2"), ("REVERSAL", "2025-05", "2")]
    kept = await rows(
        fair, f"select id,reverses_id,basis,source_key from payout where run_id='{back}' order by employee_id"
    )
    assert [row[1:] for row in kept] == [(line, "OTHER", f"reverses:{line}") for line in found]
    steps = await steps_of(payroll(fair), [str(row[0]) for row in kept])
    assert [(step["zh"], step["value"]) for row in kept for step in steps[str(row[0])]] == [
        ("冲销 2025-05 的一笔：重复 计奖", -50000),
        ("冲销 2025-05 的一笔：重复 计奖", -100050),
    ]


async def test_what_takes_back_is_not_taken_back(fair):
    first, _ = await lines(fair)
    back = await reverse_payouts(payroll(fair), ids=[first], reason="重复计奖")
    await paid(fair, back)
    taken = str(await one(fair, f"select id from payout where run_id='{back}'"))

    with pytest.raises(InvalidState):
        await reverse_payouts(payroll(fair), ids=[taken], reason="再冲一次")
    assert await one(fair, "select count(*) from payout_run") == 2


async def test_a_reversal_that_was_revoked_can_be_proposed_anew(fair):
    first, _ = await lines(fair)
    back = await reverse_payouts(payroll(fair), ids=[first], reason="重复计奖")
    await revoke_payout_run(payroll(fair), id=back, reason="不必冲销")

    again = await reverse_payouts(payroll(fair), ids=[first], reason="还是要冲")

    assert str((await sums_of(payroll(fair), [again]))[again].total) == "-500.00"


async def test_lines_of_two_currencies_are_not_taken_back_together(fair):
    found = await lines(fair)

    async def work() -> None:
        await Payout.filter(id=found[1]).update(currency="USD")

    await fair.write(work)

    with pytest.raises(InvalidState):
        await reverse_payouts(payroll(fair), ids=found, reason="重复计奖")


@pytest.mark.parametrize("number", [0, MOST_REVERSED + 1])
async def test_neither_none_nor_too_many_are_taken_back(fair, number):
    with pytest.raises(InvalidInput) as told:
        await reverse_payouts(payroll(fair), ids=[f"line-{at}" for at in range(number)], reason="太多")
    assert told.value.path == ("input", "ids")


async def test_a_line_that_is_not_there_and_a_reason_too_short_are_refused(fair):
    first, _ = await lines(fair)

    with pytest.raises(NotFound):
        await reverse_payouts(payroll(fair), ids=[first, uid("Z9")], reason="重复计奖")
    with pytest.raises(InvalidInput) as told:
        await reverse_payouts(payroll(fair), ids=[first], reason="错")
    assert told.value.path == ("input", "reason")


async def test_a_reversal_is_not_proposed_like_other_runs(fair):
    with pytest.raises(InvalidInput) as told:
        await propose_payout_run(payroll(fair), Registry(fair), kind=RunKind.REVERSAL, period="2025-05")
    assert told.value.path == ("input", "kind")
