"""What is told of a definition: what the caller may do in each state, its history, targets, examples and data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.governance import about
from server.metrics.governance.about import Acts
from server.metrics.governance.targets import set_target
from server.metrics.words import Grain, Side
from tests.metrics.governance.acts import DRAFT, KEY, Hands
from tests.plan.world import context, plant


async def acts(hands: Hands, ctx, key=KEY, number=1) -> Acts:
    return about.acts(ctx, await hands.metric(key, number), await hands.registry.governed(ctx))


async def test_each_hand_may_act_when_its_turn_has_come(store):
    hands = Hands(store)
    await hands.drafted()
    assert await acts(hands, hands.author) == Acts(edit=True, submit=True)
    assert await acts(hands, hands.hr) == Acts(submit=True, set_target=True)
    assert await acts(hands, hands.stranger) == Acts()

    await hands.submitted()
    assert await acts(hands, hands.author) == Acts(edit=True)
    assert await acts(hands, hands.hr) == Acts(sign_hr=True, set_target=True)
    assert await acts(hands, hands.business) == Acts(sign_business=True, set_target=True)

    await hands.sign(hands.hr, Side.HR)
    assert not (await acts(hands, hands.hr)).sign_hr
    await hands.sign(hands.business, Side.BUSINESS)
    assert await acts(hands, hands.hr) == Acts(publish=True, set_target=True)


async def test_the_history_shows_what_each_version_replaced(store):
    hands = Hands(store)
    await hands.published(date(2025, 5, 1))
    await hands.drafted(replace(DRAFT, formula="leavers[exit_type = 'voluntary'] / avg_daily(headcount)"))

    newest, first = about.history(KEY, await hands.registry.governed(hands.hr))

    assert (newest.version, newest.formula_before, newest.summary.en) == (
        2,
        DRAFT.formula,
        "The formula changed",
    )
    assert (first.version, first.formula_before, first.summary.en) == (1, None, "First version")


async def test_targets_built_in_have_ids_that_cannot_be_removed(store):
    hands = Hands(store)
    row_id = await set_target(
        hands.hr,
        hands.registry,
        key="new_hire_retention_3m",
        op=">=",
        value=Decimal("0.9"),
        grain=Grain.QUARTER,
    )

    metric = await hands.metric("new_hire_retention_3m")
    found = about.targets(metric, await hands.registry.governed(hands.hr))

    assert found[0][0] == row_id
    assert found[1][0] == "builtin:new_hire_retention_3m:0"


async def test_examples_are_tried_out(store):
    hands = Hands(store)
    wrong = {**DRAFT.examples[0], "value": "0.2"}
    await hands.drafted(
        replace(
            DRAFT,
            examples=(DRAFT.examples[0], wrong, {"given": {"x": []}, "period": "2025-03", "value": "1"}),
        )
    )

    known = (await hands.registry.governed(hands.hr)).dictionary
    found = about.examples(hands.hr, await hands.metric(), known)

    assert [each.passed for each in found] == [True, False, False]
    assert found[1].message is not None
    assert found[1].message.en == "expected 0.2, came to 0.1"


async def test_data_have_come_in_once_every_source_has_rows(store):
    await plant(store)
    ctx = context(store, "hr_manager")
    known = load_builtin()

    filled = await about.filled_sources(ctx, known)

    assert about.has_data(known.metrics["headcount_closing"], known, filled)
    assert not about.has_data(known.metrics["csat"], known, filled)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("hires_count", "all"), ("headcount_closing", "none"), ("attrition_rate_average", "none")],
)
def test_additivity(key, kind):
    known = load_builtin()

    assert about.additivity(known.metrics[key], known) == kind
