"""A person's own running card, read for the page on which they follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from server.access.settings import read_amount
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.money import from_minor
from server.metrics.agreed.registry import Registry
from server.performance.cycle_models import OUT, ScorecardState
from server.performance.goal_measuring import is_additive
from server.performance.plan_models import (
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    Scoring,
)
from server.performance.scoring import Component, read_steps
from server.performance.standing_rules import Known, Standing, standing_of
from server.store.reads import placed

CARD = (
    "select s.id,s.state,s.score,y.id,y.code,y.name,y.name_en,y.starts_on,y.ends_on,p.standard,s.computed_at "
    "from scorecard s join review_cycle y on y.id=s.cycle_id join score_plan p on p.id=s.plan_id "
    "where s.employee_id={0} and s.is_latest and ({1}='' or y.id={1}) "
    "order by case when y.ends_on>={2} then 0 else 1 end,case y.grain when 'QUARTER' then 0 else 1 end,"
    "y.starts_on desc limit 1"
)
LINES = (
    "select c.id,c.code,c.name,c.name_en,c.component_group,c.basis,c.metric,c.scale_low,c.scale_high,c.scoring,"
    "c.target,c.steps,c.direction,c.floor,c.cap,c.missing,c.prior_n,l.weight,l.value,l.points,l.n,l.reason,l.receipt,"
    "l.is_entered,c.place from score_line l join plan_component c on c.id=l.component_id where l.scorecard_id={0} "
    "order by l.place,c.code"
)


@dataclass(frozen=True)
class Line:
    """One component with what is told of it beside its figures."""

    known: Known
    n: int | None
    reason: str
    receipt: str


@dataclass(frozen=True)
class Card:
    """A card, its cycle and how it stands."""

    id: str
    state: ScorecardState
    cycle_id: str
    cycle_code: str
    cycle_name: str
    cycle_name_en: str
    starts_on: date
    ends_on: date
    standard: Decimal
    aimed_at: Decimal
    elapsed: int
    total: int
    lines: tuple[Line, ...]
    standing: Standing
    published: Decimal | None

    @property
    def is_published(self) -> bool:
        return self.state in OUT


async def card_of(ctx: Context, registry: Registry, cycle_id: str | None = None) -> Card | None:
    """Return the caller's card of a cycle, of the running one unless it is named; None if there is none.

    Ratings are not in it before the card is published: nothing here can be worked back to them.
    """
    rights.allow(ctx, "ScoreLine.points", "read", own=True)
    me = ctx.principal.employee_id
    if me is None:
        return None
    aimed_at = await read_amount(ctx, "score_target")
    async with ctx.store.reads.snapshot() as snapshot:
        found = await snapshot.rows(*placed(ctx.store.dialect, CARD, me, cycle_id or "", ctx.today))
        if not found:
            return None
        lines = await snapshot.rows(*placed(ctx.store.dialect, LINES, str(found[0][0])))
    dictionary = (await registry.governed(ctx)).dictionary
    is_out = ScorecardState(found[0][1]) in OUT
    told = tuple(line(row, is_out=is_out, grows=is_additive(dictionary, row[6] or "")) for row in lines)
    return card(ctx, found[0], told, aimed_at)


def card(ctx: Context, row: Sequence[Any], lines: tuple[Line, ...], aimed_at: Decimal) -> Card:
    first, last = as_day(row[7]), as_day(row[8])
    total = (last - first).days + 1
    elapsed = min(max((ctx.today - first).days + 1, 0), total)
    state = ScorecardState(row[1])
    return Card(
        id=str(row[0]), state=state, cycle_id=str(row[3]), cycle_code=str(row[4]), cycle_name=str(row[5]),
        cycle_name_en=str(row[6]) or str(row[5]), starts_on=first, ends_on=last,
        standard=hundredth(row[9]) or Decimal(0), aimed_at=aimed_at, elapsed=elapsed, total=total, lines=lines,
        standing=standing_of([each.known for each in lines], aimed_at, elapsed, total),
        published=hundredth(row[2]) if state in OUT else None,
    )  # fmt: skip


def line(row: Sequence[Any], *, is_out: bool, grows: bool) -> Line:
    is_hidden = bool(row[23]) and not is_out
    known = Known(
        component=component(row),
        weight=int(row[17]),
        value=None if is_hidden or row[18] is None else Decimal(row[18]),
        points=None if is_hidden else hundredth(row[19]),
        is_hidden=is_hidden,
        grows=grows,
    )
    return Line(known, None if is_hidden else row[20], "" if is_hidden else str(row[21]), str(row[22] or ""))


def component(row: Sequence[Any]) -> Component:
    return Component(
        id=str(row[0]), code=str(row[1]), name=str(row[2]), name_en=str(row[3]), group=ComponentGroup(row[4]),
        basis=ComponentBasis(row[5]), metric=row[6], scale_low=int(row[7]), scale_high=int(row[8]),
        scoring=Scoring(row[9]), target=None if row[10] is None else Decimal(row[10]), steps=read_steps(row[11]),
        direction=Aim(row[12]), floor=int(row[13]), cap=int(row[14]), missing=MissingRule(row[15]),
        prior_n=int(row[16]), weight=int(row[17]), place=int(row[24]),
    )  # fmt: skip


def hundredth(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(from_minor(int(value)))


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
