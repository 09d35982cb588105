"""A scheme goes from draft to in force by a second person, and a change is a new revision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.incentives.schemes.operations import schemes
from server.incentives.schemes.operations import steps as scheme_steps
from server.kernel.errors import Conflict, Denied, NotFound
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.approvals.cast import settle_town
from tests.incentives.drafted import active, drafted, drafter, states
from tests.incentives.fair import as_role
from tests.people.town import one, rows
from tests.plan.world import uid

LINES = "select place,kind,text,condition_en,reward_en,metrics from incentive_scheme_rule order by place"


@pytest.fixture
async def town(store: Store) -> Store:
    await settle_town(store)
    return store


async def test_a_draft_keeps_each_rule_with_its_condition_apart_from_what_it_pays(town):
    await drafted(town)

    assert await states(town) == [("SERVICE", "1", "DRAFT")]
    assert await rows(town, LINES) == [
        (
            "1",
            "FIXED",
            "when csat >= 75%: pay 500.00",
            "Customer satisfaction is at least 75%",
            "pay 500.00",
            "csat",
        ),
        ("2", "CAP", "cap 800.00", "", "800.00 a person at most", ""),
    ]


async def test_a_draft_may_be_unfinished_and_nothing_typed_is_lost(town):
    text = "when happiness >= 1: pay 5\nwhat"

    await drafted(town, rules=text, budget=None)

    assert await rows(town, "select rules,budget from incentive_scheme") == [(text, None)]
    assert await rows(town, "select kind,metrics from incentive_scheme_rule") == [("FIXED", "happiness")]


async def test_only_hr_managers_keep_schemes(town):
    scheme = await drafted(town)

    for code, role in (("E3", "employee"), ("E2", "performance_specialist"), ("E2", "payroll_specialist")):
        for call in (
            lambda ctx: schemes.save_incentive_scheme(
                ctx, Registry(town), code="X", name="X", starts_on=date(2025, 1, 1)
            ),
            lambda ctx: scheme_steps.propose_incentive_scheme(ctx, Registry(town), id=scheme),
            lambda ctx: scheme_steps.revise_incentive_scheme(ctx, id=scheme),
            lambda ctx: scheme_steps.end_incentive_scheme(ctx, id=scheme),
            lambda ctx: scheme_steps.discard_incentive_scheme(ctx, id=scheme),
        ):
            with pytest.raises(Denied):
                await call(as_role(town, code, role))
    assert await states(town) == [("SERVICE", "1", "DRAFT")]


async def test_a_version_seen_by_another_and_a_scheme_that_is_none_are_refused(town):
    scheme = await drafted(town)
    await drafted(town, id=scheme, name="新名称", version=1)

    with pytest.raises(Conflict):
        await drafted(town, id=scheme, name="别的", version=1)
    with pytest.raises(NotFound):
        await scheme_steps.end_incentive_scheme(drafter(town), id=uid("E1"))
    assert await one(town, "select name from incentive_scheme") == "新名称"


async def test_the_trail_names_no_amount(town):
    await active(town, rules="pay 777.77", budget=Decimal("8888.88"))

    kept = str(await rows(town, "select action,changes from audit_entry"))

    assert "incentives.save_scheme" in kept
    for amount in ("777.77", "77777", "8888.88", "888888"):
        assert amount not in kept
