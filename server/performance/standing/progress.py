"""A person's own running card, read for the page on which they follow it; its figures are asked anew each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from server.access.settings import read_amount
from server.kernel import rights
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.kernel.money import from_minor
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary
from server.metrics.persons import PersonFigure, is_personal, person_figures, whole_figure
from server.performance.cycles.models import EARLY, OUT, ScorecardState
from server.performance.cycles.rules import period_of
from server.performance.cycles.scoring.cards import figure_values
from server.performance.goals.measuring import is_additive
from server.performance.plans.models import (
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    Scoring,
)
from server.performance.plans.points import Component, read_steps
from server.performance.standing.progress_rules import Known, Standing, standing_of
from server.store.reads import placed

CARD = (
    "select s.id,s.state,s.score,y.id,y.code,y.name,y.name_en,y.starts_on,y.ends_on,p.standard,s.computed_at,"
    "y.grain,s.final_on,p.family "
    "from scorecard s join review_cycle y on y.id=s.cycle_id join score_plan p on p.id=s.plan_id "
    "where s.employee_id={0} and s.is_latest and ({1}='' or y.id={1}) "
    "order by case when y.ends_on>={2} then 0 else 1 end,case y.grain when 'QUARTER' then 0 else 1 end,"
    "y.starts_on desc limit 1"
)
LINES = (
    "select c.id,c.code,c.name,c.name_en,c.component_group,c.basis,c.metric,c.scale_low,c.scale_high,c.scoring,"
    "c.target,c.steps,c.direction,c.floor,c.cap,c.missing,c.prior_n,l.weight,l.value,l.points,l.n,l.reason,l.receipt,"
    "l.is_entered,c.place,l.group_value,l.counted_value,c.is_shrunk "
    "from score_line l join plan_component c on c.id=l.component_id where l.scorecard_id={0} "
    "order by l.place,c.code"
)
STAMP = "select max(updated_at) from scorecard where employee_id={0}"
KEPT = ("value", "points", "n", "reason", "receipt", "group_value", "counted_value")
"""What a line keeps of its figure."""


@dataclass(frozen=True)
class Line:
    """One component with what is told of it beside its figures."""

    known: Known
    n: int | None
    reason: str
    receipt: str
    group_value: Decimal | None = None
    counted_value: Decimal | None = None


@dataclass(frozen=True)
class Card:
    """A card, its cycle and how it stands; `as_of` is when its figures were last asked."""

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
    as_of: datetime | None

    @property
    def is_published(self) -> bool:
        return self.state in OUT


async def stamp_of(ctx: Context) -> str:
    """Return a mark of the caller's newest change to a card; another mark, another state."""
    me = ctx.principal.employee_id or ""
    ((mark,),) = await ctx.store.reads.rows(*placed(ctx.store.dialect, STAMP, me))
    return str(mark or "")


async def card_of(ctx: Context, registry: Registry, cycle_id: str | None = None) -> Card | None:
    """Return the caller's card of a cycle, of the running one unless it is named; None if there is none.

    Until it is published its figures are those of this moment, as the next scoring will find them; what few answers
    are drawn to is the group's value of the last one. Ratings are not in it before that: nothing here can be worked
    back to them.
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
        rows = await snapshot.rows(*placed(ctx.store.dialect, LINES, str(found[0][0])))
    dictionary = (await registry.governed(ctx)).dictionary
    figures = await figures_now(ctx, registry, found[0], rows, dictionary) if is_moving(found[0]) else {}
    is_out = ScorecardState(found[0][1]) in OUT
    lines = tuple(
        line(row, figures, is_out=is_out, grows=is_additive(dictionary, row[6] or "")) for row in rows
    )
    return card(ctx, found[0], lines, aimed_at)


Figures = Mapping[str, tuple[PersonFigure | None, Decimal | None]]
"""By metric: the caller's own, and what few answers are drawn to."""


def is_moving(row: Sequence[Any]) -> bool:
    """Whether figures still reach the card: it is not published, nor that of a leaver."""
    return ScorecardState(row[1]) in EARLY and row[12] is None


async def figures_now(
    ctx: Context,
    registry: Registry,
    row: Sequence[Any],
    lines: Sequence[Sequence[Any]],
    dictionary: Dictionary,
) -> Figures:
    """Ask for the caller's own figures in the cycle, each once."""
    me, period = str(ctx.principal.employee_id), period_of(PlanGrain(row[11]), as_day(row[7]))
    found: dict[str, tuple[PersonFigure | None, Decimal | None]] = {}
    for each in lines:
        of, group = component(each), number(each[25])
        if (
            not is_own(of)
            or of.metric is None
            or of.metric in found
            or not is_personal(dictionary, of.metric)
        ):
            continue
        if of.is_shrunk and group is None:
            group = await whole_figure(ctx, registry, of.metric, period, family=row[13])
        found[of.metric] = (await person_figures(ctx, registry, of.metric, period, [me])).get(me), group
    return found


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
        as_of=ctx.now if is_moving(row) else read_instant(row[10]) if row[10] else None,
    )  # fmt: skip


def line(row: Sequence[Any], figures: Figures, *, is_out: bool, grows: bool) -> Line:
    """Tell one component by its figure of this moment, where that was asked, else as it was last worked out."""
    of, kept = component(row), dict(zip(KEPT, (*row[18:23], *row[25:27]), strict=True))
    if of.metric is not None and of.metric in figures and is_own(of):
        kept |= figure_values(of, *figures[of.metric])
    is_hidden = bool(row[23]) and not is_out
    if is_hidden:
        return Line(Known(of, int(row[17]), is_hidden=True, grows=grows), None, "", "")
    known = Known(of, int(row[17]), number(kept["value"]), hundredth(kept["points"]), grows=grows)
    return Line(
        known, kept["n"], str(kept["reason"]), str(kept["receipt"] or ""),
        number(kept["group_value"]), number(kept["counted_value"]),
    )  # fmt: skip


def is_own(of: Component) -> bool:
    """Whether a component goes by a figure of the person; nobody rates it, nor is it the department's."""
    return of.basis in (ComponentBasis.METRIC, ComponentBasis.PEER)


def component(row: Sequence[Any]) -> Component:
    return Component(
        id=str(row[0]), code=str(row[1]), name=str(row[2]), name_en=str(row[3]), group=ComponentGroup(row[4]),
        basis=ComponentBasis(row[5]), metric=row[6], scale_low=int(row[7]), scale_high=int(row[8]),
        scoring=Scoring(row[9]), target=None if row[10] is None else Decimal(row[10]), steps=read_steps(row[11]),
        direction=Aim(row[12]), floor=int(row[13]), cap=int(row[14]), missing=MissingRule(row[15]),
        is_shrunk=bool(row[27]), prior_n=int(row[16]), weight=int(row[17]), place=int(row[24]),
    )  # fmt: skip


def hundredth(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(from_minor(int(value)))


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
