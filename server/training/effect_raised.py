"""What a changed least of onboarding hours brought: three-month retention of who joined before it, and since.

The figures are those of the metric engine. Nothing is claimed before three months have passed, nor of fewer than five.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from server.access.changed import SettingChange, changes_of
from server.access.registry import SETTINGS
from server.kernel import rights
from server.kernel.clock import local_date
from server.kernel.context import SYSTEM, Context
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import cell
from server.metrics.asked import Cell
from server.training.effect import KEPT, REFUSED, seen
from server.training.effect_rules import (
    FEW,
    LANDMARK_MONTHS,
    Abstained,
    EffectReason,
    EffectVerdict,
    HoursGroup,
    InsufficientData,
    Interval,
    Refused,
    newcombe,
    refusal,
    verdict,
)

SETTING = "onboarding_hours"
WINDOW_MONTHS = 6
"""Who joined so long before a change, and so long from it on, is looked at; never beyond the change next to it."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """A day on which the least of hours became another; `first` and `last` bound what can be compared."""

    day: date
    least_before: Decimal
    least_after: Decimal
    by: str
    first: date
    last: date


@dataclass(frozen=True)
class Joined:
    """Who joined from `first` to `last`: `group` holds those whose three months are full."""

    first: date
    last: date
    group: HoursGroup
    pending: int
    receipt: str


@dataclass(frozen=True)
class HoursChange:
    """A change of the least hours, and what was seen of who joined before it and since."""

    step: Step
    before: Joined
    after: Joined
    tells_from: date
    verdict: EffectVerdict
    found: Interval | Refused


async def hours_changes(ctx: Context, registry: Registry) -> list[HoursChange]:
    """Return each change of the least hours with what it brought, the newest first."""
    rights.allow(ctx, "Query.onboardingHoursChanges", "read")
    seen(ctx, await registry.current(ctx), KEPT, is_usual=True)
    found = steps(await changes_of(ctx.store, SETTING), ctx.store.settings.zone)
    names_who = rights.decide(ctx, SETTINGS[SETTING].of, "read").allowed
    shown = [each if names_who else replace(each, by="") for each in found if each.day <= ctx.today]
    return [await around(ctx, registry, each) for each in reversed(shown)]


def steps(changes: Sequence[SettingChange], zone: str) -> list[Step]:
    """Return the days on which another least began to hold; changes of one day are one."""
    days: list[tuple[date, Decimal, Decimal, str]] = []
    for each in changes:
        day, before, after = local_date(each.at, zone), Decimal(each.before), Decimal(each.after)
        if days and days[-1][0] == day:
            before = days.pop()[1]
        if before != after:
            days.append((day, before, after, each.by))
    return [
        Step(
            *each,
            first=max(add_months(each[0], -WINDOW_MONTHS), *(one[0] for one in days[:at][-1:]), date.min),
            last=min(add_months(each[0], WINDOW_MONTHS), *(one[0] for one in days[at + 1 :][:1]), date.max)
            - DAY,
        )
        for at, each in enumerate(days)
    ]


async def around(ctx: Context, registry: Registry, step: Step) -> HoursChange:
    before = await joined(ctx, registry, step.first, step.day - DAY)
    after = await joined(ctx, registry, step.day, min(step.last, ctx.today))
    tells_from = add_months(step.day, LANDMARK_MONTHS)
    found = judged(before.group, after.group, is_early=ctx.today < tells_from)
    said = refusal(found) if isinstance(found, REFUSED) else verdict([found])
    return HoursChange(step, before, after, tells_from, said, found)


def judged(before: HoursGroup, after: HoursGroup, *, is_early: bool) -> Interval | Refused:
    """Compare the shares that stayed; three months after a change at the earliest, and of five on each side."""
    if is_early:
        return Abstained(EffectReason.TOO_EARLY)
    least = min(before.people, after.people)
    return InsufficientData(EffectReason.TOO_FEW_PEOPLE, least) if least < FEW else newcombe(after, before)


async def joined(ctx: Context, registry: Registry, first: date, last: date) -> Joined:
    """Ask the metric engine, as the house: who may ask has been decided, and small groups are not told."""
    house = replace(ctx, principal=SYSTEM)
    found = await cell(house, registry, KEPT, f"{first}..{last}")
    return Joined(first, last, group_of(found), found.pending or 0, found.receipt)


def group_of(found: Cell) -> HoursGroup:
    return HoursGroup(None, None, int(found.denominator or 0), int(found.numerator or 0))
