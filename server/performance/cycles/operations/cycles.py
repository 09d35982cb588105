"""Cycles of review: made without gap or overlap, begun when their days are over, published and closed as a whole."""

from __future__ import annotations

from datetime import date, timedelta

from server import audit
from server.access.settings import read_number
from server.jobs import submit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState
from server.people.operations.access import Place, allow
from server.people.operations.record import operation
from server.performance.cycles.models import CycleState, ReviewCycle, Scorecard, ScorecardState
from server.performance.cycles.operations.card_ground import DuplicatePeriod, find_cycle, move_cycle
from server.performance.cycles.operations.closing import close_cards
from server.performance.cycles.operations.publishing import publish_cards
from server.performance.cycles.rules import Span, next_span, span_of
from server.performance.plans.models import PlanGrain
from server.store.base import stamp

SCORE = "performance.score_cycle"
"""The kind of job by which a cycle is scored."""
S = ScorecardState
WITH_PEOPLE = (S.OPEN, S.SELF, S.MANAGER)


@operation
async def create_review_cycle(
    ctx: Context,
    *,
    grain: PlanGrain,
    starts_on: date,
    self_due_on: date | None = None,
    manager_due_on: date | None = None,
) -> str:
    """Make the cycle that begins on a day, and return its id.

    The first of a length may begin on any first day of one; every other follows the last without a gap.
    """
    allow(ctx, Place(), "createReviewCycle")
    span = span_of(grain, starts_on)
    if span.starts_on != starts_on:
        raise InvalidInput(
            f"这种周期从 {span.starts_on} 开始，请改为这一天。",
            f"Such a cycle begins on {span.starts_on}; choose that day.",
            path=("input", "startsOn"),
        )
    await require_next(grain, span)
    return await make_cycle(ctx, grain, span, self_due_on=self_due_on, manager_due_on=manager_due_on)


async def require_next(grain: PlanGrain, span: Span) -> None:
    """Refuse a cycle that is there already, and one that leaves a gap to its neighbors."""
    if await ReviewCycle.filter(grain=grain, starts_on=span.starts_on).exists():
        raise DuplicatePeriod(
            f"{span.name}的考核周期已经存在，请直接使用。",
            f"There is a cycle for {span.name_en} already; use that one.",
            path=("input", "startsOn"),
        )
    last = await ReviewCycle.filter(grain=grain).order_by("-ends_on").first()
    first = await ReviewCycle.filter(grain=grain).order_by("starts_on").first()
    if last is None or first is None:
        return
    after = next_span(grain, last.ends_on)
    before = span_of(grain, first.starts_on - timedelta(days=1))
    if span.starts_on not in (after.starts_on, before.starts_on):
        raise InvalidInput(
            f"周期之间不能有空档，请先建立 {after.starts_on} 开始的周期。",
            f"Cycles leave no gaps; make the one that begins on {after.starts_on} first.",
            path=("input", "startsOn"),
        )


async def make_cycle(
    ctx: Context,
    grain: PlanGrain,
    span: Span,
    *,
    self_due_on: date | None = None,
    manager_due_on: date | None = None,
) -> str:
    own = self_due_on or span.ends_on + timedelta(days=await read_number(ctx, "self_assessment_days"))
    manager = manager_due_on or span.ends_on + timedelta(days=await read_number(ctx, "manager_score_days"))
    if not span.ends_on < own <= manager:
        raise InvalidInput(
            "自评截止应在周期结束之后，上级评分截止不早于自评截止。",
            "Self-assessments are due after the cycle ends, and managers' scores not before them.",
            path=("input", "managerDueOn" if own > span.ends_on else "selfDueOn"),
        )
    made = await ReviewCycle.create(
        **stamp(ctx), code=span.code, name=span.name, name_en=span.name_en, grain=grain, starts_on=span.starts_on,
        ends_on=span.ends_on, self_due_on=own, manager_due_on=manager,
    )  # fmt: skip
    await audit.record(
        ctx,
        "performance.create_cycle",
        subject_type="ReviewCycle",
        subject_id=made.id,
        changes={"code": (None, span.code)},
    )
    return made.id


@operation
async def score_review_cycle(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """Ask for a cycle's figures to be worked out anew, as a job whose id is returned."""
    allow(ctx, Place(), "scoreReviewCycle")
    cycle = await find_cycle(id)
    if cycle.state in (CycleState.PUBLISHED, CycleState.CLOSED):
        raise InvalidState(
            "这个周期已经公布，得分不再重算；请用更正。",
            "This cycle is published and is scored no more; correct single cards.",
            path=("input", "id"),
        )
    return await submit(ctx, SCORE, {"cycle": cycle.id})


@operation
async def start_review(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Begin the review of a cycle whose days are over: everybody is asked to rate themselves; return its id."""
    allow(ctx, Place(), "startReview")
    cycle = await find_cycle(id)
    if cycle.ends_on >= ctx.today:
        raise InvalidState(
            f"周期到 {cycle.ends_on} 才结束，之后才能开始评分。",
            f"The cycle ends on {cycle.ends_on}; the review begins after that day.",
            path=("input", "id"),
        )
    await begin_review(ctx, cycle, version=version)
    return cycle.id


async def begin_review(ctx: Context, cycle: ReviewCycle, *, version: int | None = None) -> None:
    """Hand every open card to its person, and have the figures worked out a last time."""
    await move_cycle(ctx, cycle, CycleState.SCORING, version=version, action="start_review")
    opened = Scorecard.filter(cycle_id=cycle.id, is_latest=True, state=S.OPEN)
    await opened.update(state=S.SELF, updated_at=ctx.now)
    await submit(ctx, SCORE, {"cycle": cycle.id})


@operation
async def calibrate_review_cycle(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Begin to compare scores: no manager may have a card any more; return the cycle's id."""
    allow(ctx, Place(), "calibrateReviewCycle")
    cycle = await find_cycle(id)
    await require_none(cycle, WITH_PEOPLE, "还在自评或上级评分", "are still with their people or managers")
    await move_cycle(ctx, cycle, CycleState.CALIBRATION, version=version, action="calibrate_cycle")
    return cycle.id


@operation
async def publish_review_cycle(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Publish every card of a cycle at once, with ranks; people see their scores from now on; return its id."""
    allow(ctx, Place(), "publishReviewCycle")
    cycle = await find_cycle(id)
    await move_cycle(
        ctx, cycle, CycleState.PUBLISHED, version=version, action="publish_cycle", published_at=ctx.now
    )
    await publish_cards(ctx, cycle)
    await require_none(cycle, WITH_PEOPLE, "还没有完成评分", "are not rated yet")
    return cycle.id


@operation
async def close_review_cycle(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Close a published cycle for good; a job makes its results facts and names candidates; return its id."""
    allow(ctx, Place(), "closeReviewCycle")
    cycle = await find_cycle(id)
    await move_cycle(
        ctx,
        cycle,
        CycleState.CLOSED,
        version=version,
        action="close_cycle",
        closed_at=ctx.now,
        is_settling=True,
    )
    await close_cards(ctx, cycle)
    await require_none(cycle, (S.DISPUTED,), "还有未处理的异议", "have a dispute that nobody decided")
    await require_none(cycle, (*WITH_PEOPLE, S.CALIBRATION), "还没有公布", "are not published")
    return cycle.id


async def require_none(cycle: ReviewCycle, states: tuple[ScorecardState, ...], zh: str, en: str) -> None:
    """Refuse while cards of the cycle are in one of these states, and say how many."""
    found = Scorecard.filter(cycle_id=cycle.id, is_latest=True, state__in=[str(state) for state in states])
    if number := await found.count():
        raise InvalidState(
            f"有 {number} 张绩效单{zh}，请先处理。",
            f"{number} scorecards {en}; settle them first.",
            path=("input", "id"),
        )
