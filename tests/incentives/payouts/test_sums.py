"""Whatever rules and budgets there are: the lines of a run add up to its total, and never to more than its budget."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from server.incentives.models import RunKind
from server.incentives.payouts.operations import reversing
from server.incentives.payouts.queries import sums_of
from server.incentives.scheme_models import OverBudget
from server.kernel.money import to_minor
from tests.incentives.drafted import active
from tests.incentives.fair import paid, payroll, proposed
from tests.incentives.figured import served
from tests.incentives.payouts.test_lines import QUARTER, kept
from tests.people.town import rows

SCHEMES = 6


def rules(chance: Random) -> str:
    """Two to four lines of different kinds, with amounts that leave fractions of a cent."""
    cents = f"{chance.randint(1, 99_999) / 100:.2f}"
    lines = [
        f"pay {cents} per valid_feedback_count over {chance.randint(0, 3)}",
        f"when csat >= {chance.randint(40, 90)}%: pay {cents}",
        f"pool {chance.randint(100, 99_999) / 100:.2f} by valid_feedback_count",
        f"when csat >= 45%: multiply by 1.{chance.randint(1, 99):02}",
    ]
    return "\n".join(chance.sample(lines[:3], chance.randint(1, 3)) + lines[3:])


async def test_lines_add_up_to_the_total_and_stay_within_the_budget(sqlite_store):
    store, chance = sqlite_store, Random(5)
    await served(store)
    lines, facts = 0, 0
    for number in range(SCHEMES):
        budget = Decimal(chance.randint(1, 400_000)) / 100
        over = chance.choice(list(OverBudget))
        scheme = await active(store, code=f"P{number}", rules=rules(chance), budget=budget, over_budget=over)
        run = await proposed(store, RunKind.SCHEME, scheme_id=scheme, period=QUARTER)

        found = await kept(store, run)
        sums = (await sums_of(payroll(store), [run]))[run]
        total = sum(amount for _, amount, _ in found)
        assert total == to_minor(sums.total or Decimal(0)) <= to_minor(budget), number
        assert all(amount == steps > 0 for _, amount, steps in found), number
        if found:
            await paid(store, run)
            lines, facts = lines + total, facts + len(found)

    ids = [str(row_id) for (row_id,) in await rows(store, "select id from payout order by id")]
    back = await reversing.reverse_payouts(payroll(store), ids=ids, reason="口径有误")
    assert sum(amount for _, amount, _ in await kept(store, back)) == -lines
    assert (await rows(store, "select count(*) from incentive_payout"))[0] == (str(facts),)
