"""The steps of a single card: one's own assessment, handing it in, handing it back, and taking note of the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.cycles.models import Scorecard, ScorecardState, ScoreLine
from server.performance.cycles.operations.card_ground import (
    ScoresMissing,
    find_card,
    move_card,
    note,
    required_text,
)
from server.performance.cycles.scoring.cards import NOT_RATED, lines_of, points_in, rescore, spelled
from server.performance.plans.models import ComponentBasis
from server.performance.plans.points import Component
from server.performance.plans.reading import components_of
from server.store.base import change_row

Typed = Sequence[Mapping[str, str | None]]
"""Values as they were typed: `component_code` and `value`, none to take one away."""
S = ScorecardState


@operation
async def save_self_assessment(
    ctx: Context, *, scorecard_id: str, values: Typed = (), submit: bool = False, version: int | None = None
) -> str:
    """Keep one's own ratings, and with `submit` hand the card on to the manager; return its id.

    They can be kept as soon as the cycle is open, and handed in once the review has begun.
    """
    card = await find_card(ctx, scorecard_id, "saveSelfAssessment", own=True)
    if card.state not in (S.OPEN, S.SELF):
        raise InvalidState(
            "自评阶段已经结束，不能再改。", "The self-assessment is over.", path=("input", "scorecardId")
        )
    await keep_values(ctx, card, values, own=True)
    if submit:
        now = await Scorecard.get(id=card.id)
        await move_card(ctx, now, S.MANAGER, version=version, action="submit_self_assessment")
    else:
        await note(ctx, card, "save_self_assessment", {"values": (None, audit.HIDDEN)})
    return card.id


async def keep_values(ctx: Context, card: Scorecard, values: Typed, *, own: bool) -> None:
    """Write what was typed into the lines people rate, and work the card out anew."""
    plan = link(card, "plan_id")
    components = {each.code: each for each in (await components_of([plan])).get(plan, ())}
    lines = {link(line, "component_id"): line for line in (await lines_of([card.id])).get(card.id, [])}
    for number, each in enumerate(values):
        component = components.get(str(each.get("component_code") or ""))
        if component is None or component.id not in lines or component.basis is not ComponentBasis.RATING:
            raise not_rated(number)
        value = checked(component, each.get("value"), number)
        await put(ctx, lines[component.id], component, value, own=own)
    if values:
        await rescore(ctx, [card.id])


async def put(ctx: Context, line: ScoreLine, component: Component, value: str | None, *, own: bool) -> None:
    if own:
        await change_row(ctx, ScoreLine, line.id, self_value=value)
        return
    await change_row(
        ctx, ScoreLine, line.id, value=value, points=points_in(component, value),
        reason="" if value is not None else NOT_RATED, entered_by_id=ctx.principal.employee_id, entered_at=ctx.now,
    )  # fmt: skip


def number_of(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


def checked(component: Component, text: str | None, number: int) -> str | None:
    """Return the value as it is kept; raise InvalidInput unless it lies on the component's scale."""
    if text is None or not text.strip():
        return None
    low, high = Decimal(component.scale_low) / 100, Decimal(component.scale_high) / 100
    value = number_of(text)
    if value is not None and low <= value <= high and value == value.quantize(Decimal("0.01")):
        return spelled(value)
    raise InvalidInput(
        f"“{component.name}”请填 {low:g} 到 {high:g} 之间的数，最多两位小数。",
        f"{component.name_en or component.name}: write a number from {low:g} to {high:g}, with two decimals at most.",
        path=("input", "values", str(number), "value"),
    )


def not_rated(number: int) -> InvalidInput:
    return InvalidInput(
        "这一项不由人评分，请核对考核项编码。",
        "Nobody rates this component; check its code.",
        path=("input", "values", str(number), "componentCode"),
    )


@operation
async def submit_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    accept_missing: bool = False,
    version: int | None = None,
) -> str:
    """Hand a rated card in for calibration; return its id. Ratings may be missing only if that is said to be meant."""
    card = await find_card(ctx, id, "submitScorecard")
    missing = await unrated(card)
    if missing and not accept_missing:
        names = "、".join(each.name for each in missing)
        names_en = ", ".join(each.name_en or each.name for each in missing)
        raise ScoresMissing(
            f"还有 {len(missing)} 项没有评分：{names}。请补上，或确认按缺失提交。",
            f"{len(missing)} components have no rating: {names_en}. Rate them, or confirm that they stay empty.",
            path=("input", "acceptMissing"),
        )
    await move_card(ctx, card, S.CALIBRATION, version=version, action="submit_card")
    return card.id


async def unrated(card: Scorecard) -> list[Component]:
    """Return the components somebody should rate and has not."""
    plan = link(card, "plan_id")
    components = {each.id: each for each in (await components_of([plan])).get(plan, ())}
    lines = (await lines_of([card.id])).get(card.id, [])
    known = [(line, components[link(line, "component_id")]) for line in lines if line.weight]
    return [each for line, each in known if each.basis is ComponentBasis.RATING and line.value is None]


@operation
async def return_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Hand a card back: from calibration to the manager, from the manager to the person; return its id."""
    card = await find_card(ctx, id, "returnScorecard")
    said = required_text(reason, "reason")
    to = S.SELF if card.state == S.MANAGER else S.MANAGER
    await move_card(ctx, card, to, version=version, action="return_card", purpose=said)
    return card.id


@operation
async def acknowledge_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take note of one's own result; return the card's id. A revised one is first worked out to its end."""
    card = await find_card(ctx, id, "acknowledgeScorecard", own=True)
    if card.state == S.REVISED and card.computed_at is None:
        raise InvalidState(
            "修订后的得分正在计算，请稍后再确认。",
            "The revised score is being worked out; take note of it in a moment.",
            path=("input", "id"),
        )
    await move_card(
        ctx, card, S.ACKNOWLEDGED, version=version, action="acknowledge_card", acknowledged_at=ctx.now
    )
    return card.id
