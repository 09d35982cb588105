"""Targets of the company stand before those built in, and a family's default is the company's to choose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.metrics.governance.targets import remove_target, set_family_default, set_target
from server.metrics.words import Grain


async def targets(hands, key="new_hire_retention_3m"):
    found = (await hands.registry.current(hands.hr)).metrics[key].targets
    return [(each.op, each.value, each.grain, each.scope) for each in found]


async def test_a_target_replaces_the_one_built_in_for_its_grain_and_is_replaced_in_turn(hands):
    before = await targets(hands)
    for value in ("0.8", "0.9"):
        row_id = await set_target(
            hands.business,
            hands.registry,
            key="new_hire_retention_3m",
            op=">=",
            value=Decimal(value),
            grain=Grain.MONTH,
        )

    assert (">=", Decimal("0.9"), Grain.MONTH, ()) in await targets(hands)
    assert len(await targets(hands)) == len(before)
    await remove_target(hands.hr, hands.registry, target_id=row_id)
    assert await targets(hands) == before


async def test_a_part_of_the_company_has_its_own(hands):
    given: dict[str, Any] = {
        "key": "csat",
        "op": ">=",
        "value": Decimal("0.9"),
        "grain": Grain.MONTH,
        "near": Decimal("0.88"),
    }
    await set_target(
        hands.hr,
        hands.registry,
        **given,
        scope=("department=D2",),
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
    )

    found = next(
        each for each in (await hands.registry.current(hands.hr)).metrics["csat"].targets if each.scope
    )
    assert (found.scope, found.near, found.first, found.last) == (
        ("department=D2",), Decimal("0.88"), date(2025, 1, 1), date(2025, 12, 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"op": "~"}, "op"),
        ({"grain": Grain.DAY}, "grain"),
        ({"first": date(2025, 2, 1), "last": date(2025, 1, 1)}, "to"),
    ],
)
async def test_a_target_that_makes_no_sense_is_refused(hands, changes, field):
    given: dict[str, Any] = {"key": "csat", "op": ">=", "value": Decimal(1), "grain": Grain.MONTH} | changes

    with pytest.raises(InvalidInput) as refused:
        await set_target(hands.hr, hands.registry, **given)

    assert refused.value.path == ("input", field)


async def test_who_may_not_set_targets_changes_nothing(hands):
    before = await targets(hands, "csat")

    for ctx in (hands.stranger, hands.author):
        with pytest.raises(Denied):
            await set_target(ctx, hands.registry, key="csat", op=">=", value=Decimal(1), grain=Grain.MONTH)

    assert await targets(hands, "csat") == before


async def test_a_target_built_in_or_unknown_is_not_removed(hands):
    with pytest.raises(InvalidInput):
        await remove_target(hands.hr, hands.registry, target_id="builtin:csat:0")
    with pytest.raises(NotFound):
        await remove_target(hands.hr, hands.registry, target_id="01900000-0000-7000-8000-000000000000")
    with pytest.raises(NotFound):
        await set_target(hands.hr, hands.registry, key="nope", op=">=", value=Decimal(1), grain=Grain.MONTH)


async def test_a_familys_default_is_chosen_among_its_members(hands):
    for key in ("attrition_rate_opening", "attrition_rate_daily"):
        await set_family_default(hands.hr, hands.registry, family="attrition", key=key)

    known = await hands.registry.current(hands.hr)
    assert known.families["attrition"].default == "attrition_rate_daily"
    assert known.metrics["attrition_rate_daily"].is_default
    assert not known.metrics["attrition_rate_average"].is_default
    with pytest.raises(InvalidInput):
        await set_family_default(hands.hr, hands.registry, family="attrition", key="csat")
    with pytest.raises(NotFound):
        await set_family_default(hands.hr, hands.registry, family="nope", key="csat")
    with pytest.raises(Denied):
        await set_family_default(
            hands.business, hands.registry, family="attrition", key="attrition_rate_average"
        )
