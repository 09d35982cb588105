"""What is proposed or in force is not changed, and what the linter finds is not proposed."""

from __future__ import annotations

from typing import Any

import pytest

from server.access.models import Setting
from server.incentives.schemes.operations import steps as scheme_steps
from server.incentives.schemes.operations.ground import BudgetRequired, SchemeCodeTaken, SchemeUnready
from server.kernel.errors import InvalidState, Trouble
from server.performance.plans.operations.ground import SalesOnly
from server.store.store import Store
from tests.approvals.cast import settle_town
from tests.incentives.drafted import active, drafted, drafter, front_line, proposed, states
from tests.people.town import one, rows
from tests.plan.world import row


@pytest.fixture
async def town(store: Store) -> Store:
    await settle_town(store)
    return store


async def test_what_is_proposed_or_in_force_is_not_changed(town):
    scheme = await active(town)

    for change in (
        lambda: drafted(town, id=scheme, rules="pay 9999"),
        lambda: scheme_steps.discard_incentive_scheme(drafter(town), id=scheme),
        lambda: proposed(town, scheme),
    ):
        with pytest.raises(InvalidState):
            await change()
    assert await rows(town, "select rules,version from incentive_scheme") == [
        ("when csat >= 75%: pay 500.00\ncap 800.00", "3")
    ]


async def test_one_revision_is_open_at_a_time_and_a_code_is_taken_once(town):
    scheme = await active(town)
    await scheme_steps.revise_incentive_scheme(drafter(town), id=scheme)

    with pytest.raises(SchemeCodeTaken):
        await scheme_steps.revise_incentive_scheme(drafter(town), id=scheme)
    with pytest.raises(SchemeCodeTaken):
        await drafted(town)
    assert await states(town) == [("SERVICE", "1", "ACTIVE"), ("SERVICE", "2", "DRAFT")]


REFUSED: dict[str, tuple[dict[str, Any], type[Trouble]]] = {
    "no budget": ({"budget": None}, BudgetRequired),
    "unknown figure": ({"rules": "when happiness >= 1: pay 5"}, SchemeUnready),
    "nothing is paid": ({"rules": "cap 100"}, SchemeUnready),
    "unreadable": ({"rules": "pay 5\nwhat"}, SchemeUnready),
    "tells the score": ({"rules": "pay 8.00 per score"}, SchemeUnready),
    "sales only": ({"rules": "when consult_conversion_rate >= 30%: pay 5", "family": "service"}, SalesOnly),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_the_linter_finds_is_not_proposed(town, case: str):
    given, kind = REFUSED[case]
    await front_line(town)
    scheme = await drafted(town, **given)

    with pytest.raises(kind):
        await proposed(town, scheme)

    assert await states(town) == [("SERVICE", "1", "DRAFT")]
    assert await one(town, "select count(*) from approval_request") == 0


async def test_the_company_may_allow_the_front_line_to_be_paid_by_sales_alone(town):
    await front_line(town)
    scheme = await drafted(town, rules="when consult_conversion_rate >= 30%: pay 5", family="service")

    async def allow() -> None:
        await Setting.create(**row("Z1"), name="sales_only_incentives", value="true")

    await town.write(allow)
    await proposed(town, scheme)

    assert await states(town) == [("SERVICE", "1", "PROPOSED")]
