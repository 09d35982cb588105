"""A raised least of hours: three-month retention of who joined before and since, and when nothing may be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from server.access.changed import SettingChange
from server.access.operations.settings import change_setting
from server.kernel.errors import Denied
from server.metrics.agreed.registry import Registry
from server.people.models import Employment
from server.store.store import Store
from server.training.effect_raised import hours_changes, judged, steps
from server.training.effect_rules import (
    Abstained,
    EffectReason,
    EffectVerdict,
    HoursGroup,
    InsufficientData,
    Interval,
    rounded,
)
from tests.plan.world import context, fact, row, uid

RAISED = datetime(2024, 6, 1, 2, tzinfo=UTC)
BEFORE, SINCE = date(2024, 3, 4), date(2024, 6, 3)
LEFT_EARLY = {BEFORE: 6, SINCE: 3}
"""G:retention.3m: 6 of 20 left within three months before, 3 of 20 after: 70.0 % and 85.0 %."""


async def plant(store: Store) -> None:
    async def work() -> None:
        from server.people.models import Employee  # noqa: PLC0415 (beside its use)

        for day in (BEFORE, SINCE):
            for at in range(20):
                code = f"J{day.month}{at:02}"
                await Employee.create(**row(code), code=code, name=code, name_pinyin=code, name_initials=code)
                left = date(day.year, day.month + 1, 15) if at < LEFT_EARLY[day] else None
                await Employment.create(
                    **fact(day), id=uid(f"E{code[1:]}7"), employee_id=uid(code), is_initial=True, type="FULL_TIME",
                    hired_on=day, left_on=left, leave_kind="VOLUNTARY" if left else None,
                )  # fmt: skip

    await store.write(work)


async def test_the_golden_change_from_seventy_to_eighty_five_is_told_with_its_people_and_its_interval(store):
    await plant(store)
    ctx = context(store, "hr_manager")
    await change_setting(replace(ctx, now=RAISED), name="onboarding_hours", value="15")
    registry = Registry(store)

    (found,) = await hours_changes(replace(ctx, today=date(2025, 1, 5)), registry)

    step = found.step
    assert (step.day, step.least_before, step.least_after) == (date(2024, 6, 1), Decimal(10), Decimal(15))
    assert step.by == ctx.principal.name
    assert (found.before.first, found.before.last) == (date(2023, 12, 1), date(2024, 5, 31))
    assert (found.after.first, found.after.last) == (date(2024, 6, 1), date(2024, 11, 30))
    assert [(each.group.kept, each.group.people) for each in (found.before, found.after)] == [
        (14, 20),
        (17, 20),
    ]
    assert [rounded(each.group.share) for each in (found.before, found.after)] == [
        Decimal("0.7000"), Decimal("0.8500"),
    ]  # fmt: skip
    assert isinstance(found.found, Interval)
    # Wilson: 14 of 20 lies in 0.4810 to 0.8545, 17 of 20 in 0.6396 to 0.9476; Newcombe: 0.15 - √(0.2104² + 0.1545²).
    assert [rounded(each) for each in (found.found.value, found.found.low, found.found.high)] == [
        Decimal("0.1500"), Decimal("-0.1111"), Decimal("0.3898"),
    ]  # fmt: skip
    assert found.verdict is EffectVerdict.NO_EFFECT
    assert all(each.receipt for each in (found.before, found.after))


async def test_nothing_is_claimed_before_three_months_have_passed(store):
    await plant(store)
    ctx = context(store, "hr_manager")
    await change_setting(replace(ctx, now=RAISED), name="onboarding_hours", value="15")
    registry = Registry(store)

    (found,) = await hours_changes(replace(ctx, today=date(2024, 8, 31)), registry)

    assert (found.verdict, found.found) == (EffectVerdict.ABSTAINED, Abstained(EffectReason.TOO_EARLY))
    assert found.tells_from == date(2024, 9, 1)
    assert (found.before.group.people, found.after.group.people, found.after.pending) == (20, 0, 20)
    (told,) = await hours_changes(replace(ctx, today=date(2024, 9, 3)), registry)
    assert told.verdict is EffectVerdict.NO_EFFECT


async def test_who_may_see_effects_may_ask_and_who_changed_it_is_for_who_reads_settings(store):
    ctx = context(store, "hr_manager")
    registry = Registry(store)
    assert await hours_changes(ctx, registry) == []
    await change_setting(replace(ctx, now=RAISED), name="onboarding_hours", value="15")

    general = context(store, "general_manager")
    (found,) = await hours_changes(general, registry)
    assert (found.step.by, found.verdict) == ("", EffectVerdict.TOO_FEW)
    for role in ("employee", "department_manager", "payroll_specialist", "administrator"):
        with pytest.raises(Denied):
            await hours_changes(context(store, role), registry)


def test_changes_of_one_day_are_one_and_each_ends_where_the_next_begins():
    def changed(month: int, day: int, before: str, after: str, hour: int = 4) -> SettingChange:
        return SettingChange(datetime(2024, month, day, hour, tzinfo=UTC), "HR", before, after)

    found = steps(
        [
            changed(3, 1, "10", "12"), changed(3, 1, "12", "15", 5), changed(5, 9, "15", "20", 17),
            changed(5, 20, "20", "8"), changed(5, 20, "8", "20", 6),
        ],
        "Asia/Shanghai",
    )  # fmt: skip

    assert [(each.day, each.least_before, each.least_after) for each in found] == [
        (date(2024, 3, 1), Decimal(10), Decimal(15)),
        (date(2024, 5, 10), Decimal(15), Decimal(20)),  # the evening of 9 May in London is the 10th there
    ]
    assert [(each.first, each.last) for each in found] == [
        (date(2023, 9, 1), date(2024, 5, 9)), (date(2024, 3, 1), date(2024, 11, 9)),
    ]  # fmt: skip


def test_of_fewer_than_five_on_either_side_nothing_is_claimed():
    five, four = HoursGroup(None, None, 5, 4), HoursGroup(None, None, 4, 4)

    assert judged(five, four, is_early=False) == InsufficientData(EffectReason.TOO_FEW_PEOPLE, 4)
    assert isinstance(judged(five, five, is_early=False), Interval)
