"""The two questions asked of rows, on both databases, by those who may and those who may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from server.kernel.errors import Denied, InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.words import Grain
from server.store.store import Store
from server.training.course_types import CourseType
from server.training.effect import onboarding_hours, training_effect
from server.training.effect_change import Change
from server.training.effect_rules import (
    Comparison,
    EffectReason,
    EffectVerdict,
    InsufficientData,
    rounded,
)
from tests.plan.world import context
from tests.training.learned import plant_learned

LATER = date(2025, 1, 5)
"""Three whole quarters and the one of the course lie behind."""


async def test_effects_of_training_are_told_of_groups_to_those_who_may(store: Store):
    await plant_learned(store)
    registry = Registry(store)
    ctx = replace(context(store, "hr_manager"), today=LATER)

    hours = await onboarding_hours(ctx, registry)

    assert isinstance(hours.seen, Comparison)
    assert (hours.seen.many.share, hours.seen.few.share) == (Fraction("0.84"), Fraction("0.6"))
    assert hours.seen.relative
    assert rounded(hours.seen.relative.value) == Decimal("0.4")
    assert (hours.seen_verdict, hours.verdict) == (EffectVerdict.IMPROVED, EffectVerdict.TOO_FEW)
    assert hours.fair == InsufficientData(
        EffectReason.TOO_FEW_LEAVERS, 0, 10
    )  # of the 72 there nobody left later
    assert [each.people for each in hours.bands] == [0, 50, 0, 50, 0]

    found = await training_effect(ctx, registry, metric="csat", course_type=CourseType.UPSKILL, count=1)

    assert isinstance(found.found, Change)
    assert found.verdict is EffectVerdict.IMPROVED
    assert [rounded(each) for each in (found.found.change.value, found.found.adjusted.value)] == [
        Decimal("0.3")
    ] * 2
    (wave,) = found.waves
    assert (wave.wave.during.name, wave.trained, wave.compared) == ("2024-Q3", 30, 30)
    # Five, six and seven of ten, and each alike often: 60 % before; afterwards three more.
    assert [rounded(each) for each in (wave.trained_before, wave.trained_after, wave.compared_after)] == [
        Decimal("0.6"), Decimal("0.9"), Decimal("0.6"),
    ]  # fmt: skip
    again = await training_effect(ctx, registry, metric="csat", course_type=CourseType.UPSKILL, count=1)
    assert again.receipt == found.receipt
    other = await training_effect(ctx, registry, metric="csat", course_type=CourseType.COMPLIANCE, count=1)
    assert (other.verdict, other.receipt == found.receipt) == (EffectVerdict.TOO_FEW, False)

    for role in ("employee", "department_manager", "payroll_specialist", "administrator"):
        with pytest.raises(Denied):
            await training_effect(
                replace(ctx, principal=context(store, role).principal), registry, metric="csat"
            )
        with pytest.raises(Denied):
            await onboarding_hours(replace(ctx, principal=context(store, role).principal), registry)
    general = replace(ctx, principal=context(store, "general_manager").principal)
    assert (await onboarding_hours(general, registry)).seen == hours.seen
    with pytest.raises(Denied):  # another limit would tell from two answers who lies between
        await onboarding_hours(general, registry, more_than=Decimal(11))
    with pytest.raises(InvalidInput):
        await training_effect(ctx, registry, metric="staffing_gap")
    with pytest.raises(InvalidInput):
        await training_effect(ctx, registry, metric="csat", grain=Grain.YEAR)
    with pytest.raises(InvalidInput):
        await onboarding_hours(ctx, registry, horizon=4)
