"""Setting goals, saying how they go, giving them up; what they reached is the metric engine's to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState
from server.kernel.ids import new_id
from server.kernel.labels import split
from server.metrics.agreed.registry import Registry
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.lint import Finding, Linted, Verdict, Wish, lint
from server.performance.goals.measuring import figures, spelled
from server.performance.goals.models import Confidence, Goal, GoalCheckIn, GoalLevel, GoalState
from server.performance.goals.operations.ground import (
    allow_goal,
    find_goal,
    note_goal,
    place_of,
    require_open,
    require_parent,
)
from server.performance.goals.operations.measures import add_up, refresh
from server.performance.goals.rules import Standing, require_span, wrong
from server.store.base import change_row, stamp

SHORTEST, LONGEST = 4, 120


class GoalNotMeasurable(InvalidInput):
    """A goal that nobody could say of whether it was reached."""

    code = "GOAL_NOT_MEASURABLE"


async def lint_goal(ctx: Context, registry: Registry, wish: Wish, level: GoalLevel) -> Linted:
    """Say what a goal lacks, by the dictionary in force."""
    return lint(wish, figures(await registry.current(ctx), level))


async def save_goal(
    ctx: Context,
    registry: Registry,
    *,
    title: str,
    level: GoalLevel,
    starts_on: date,
    ends_on: date,
    id: str | None = None,  # noqa: A002 (the contract's word)
    parent_id: str | None = None,
    department_id: str | None = None,
    employee_id: str | None = None,
    metric: str = "",
    change_kind: ChangeKind | None = None,
    baseline: Decimal | None = None,
    target_change: Decimal | None = None,
    note: str = "",
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Set or change a goal and return its id; one that cannot be measured is refused, and says what it lacks.

    Without its baseline it is kept as a draft. Whatever the title says need not be given twice.
    """
    require_span(starts_on, ends_on)
    wish = Wish(clean_title(title), metric.strip(), change_kind, baseline, target_change)
    found = await lint_goal(ctx, registry, wish, level)
    require_measurable(found)
    row_id = await keep_goal(
        ctx, id=id, level=level, parent_id=parent_id, department_id=department_id, employee_id=employee_id,
        starts_on=starts_on, ends_on=ends_on, note=note.strip(), values=values_of(found), version=version,
        idempotency_key=idempotency_key,
    )  # fmt: skip
    await refresh(ctx, registry, [row_id])
    await add_up(ctx, registry, row_id)
    return row_id


def clean_title(title: str) -> str:
    text = " ".join(title.split())
    if not SHORTEST <= len(text) <= LONGEST:
        raise wrong(
            "title",
            f"目标写 {SHORTEST} 到 {LONGEST} 个字。",
            f"A goal has {SHORTEST} to {LONGEST} characters.",
        )
    return text


def require_measurable(found: Linted) -> None:
    if found.verdict is not Verdict.REJECTED:
        return
    said = [told(each) for each in found.findings]
    place = next(iter(each.place for each in found.findings), "title")
    raise GoalNotMeasurable(
        "目标还不能衡量：" + "；".join(zh for zh, _ in said) + "。",
        "This goal can't be measured yet. " + ". ".join(en for _, en in said) + ".",
        path=("input", place),
    )


def told(found: Finding) -> tuple[str, str]:
    zh, en = split(found.text)
    if not found.suggestion:
        return zh, en
    how_zh, how_en = split(found.suggestion)
    return f"{zh}（{how_zh}）", f"{en} ({how_en})"


def values_of(found: Linted) -> dict[str, str | None]:
    """Return what the linter understood, as the goal's columns take it."""
    wish = found.wish
    return {
        "title": wish.title,
        "metric": wish.metric,
        "change_kind": wish.change_kind,
        "baseline": spelled(wish.baseline),
        "target_change": spelled(wish.target_change),
        "required": spelled(found.required),
        "aim": found.aim,
        "state": GoalState.ACTIVE if found.verdict is Verdict.ACCEPTED and wish.metric else GoalState.DRAFT,
    }


@operation
async def keep_goal(
    ctx: Context,
    *,
    id: str | None,  # noqa: A002 (as above)
    level: GoalLevel,
    parent_id: str | None,
    department_id: str | None,
    employee_id: str | None,
    starts_on: date,
    ends_on: date,
    note: str,
    values: Mapping[str, str | None],
    version: int | None,
) -> str:
    known = await find_goal(ctx, id, "saveGoal") if id else None
    if known is not None:
        require_open(known)
        level = GoalLevel(known.level)
        department_id, employee_id = link(known, "department_id") or None, link(known, "employee_id") or None
    place = await place_of(ctx, level, department_id, employee_id)
    allow_goal(ctx, level, place, "saveGoal")
    own = Standing(level, place.department_id or "", starts_on, ends_on)
    await require_parent(ctx, own, parent_id, known)
    columns: dict[str, Any] = {
        **values, "parent_id": parent_id, "starts_on": starts_on, "ends_on": ends_on, "note": note,
    }  # fmt: skip
    if known is None:
        row_id = new_id()
        team = department_id if level is GoalLevel.TEAM else None
        await Goal.create(
            **stamp(ctx), id=row_id, level=level, department_id=team, employee_id=place.employee_id, **columns
        )
        await note_goal(
            ctx, row_id, "set_goal", {"title": (None, values["title"]), "metric": (None, values["metric"])}
        )
        return row_id
    await change_row(ctx, Goal, known.id, version=version, **columns)
    changes = {
        name: (before, value) for name, value in columns.items() if (before := getattr(known, name)) != value
    }
    await note_goal(ctx, known.id, "set_goal", changes)
    return known.id


@operation
async def cancel_goal(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Give a goal up, with the reason; the goals beneath it stay and are to be aligned anew."""
    goal = await find_goal(ctx, id, "cancelGoal")
    require_open(goal)
    why = reason.strip()
    if len(why) < SHORTEST:
        raise wrong(
            "reason", f"请写明原因，至少 {SHORTEST} 个字。", f"Say why, in {SHORTEST} characters at least."
        )
    await change_row(ctx, Goal, id, version=version, state=GoalState.CANCELLED, settled_at=ctx.now)
    await note_goal(
        ctx, id, "cancel_goal", {"state": (goal.state, GoalState.CANCELLED), "reason": (None, why)}
    )
    return id


@operation
async def reopen_goal(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take up a goal again that was given up, while its time runs; as before, without a baseline it is a draft."""
    goal = await find_goal(ctx, id, "reopenGoal")
    if goal.state != GoalState.CANCELLED or goal.ends_on < ctx.today:
        raise InvalidState(
            "只有仍在期限内的已取消目标可以恢复。",
            "Only a goal that was given up, and whose time still runs, can be taken up again.",
            path=("input", "id"),
        )
    state = GoalState.ACTIVE if goal.metric and goal.required is not None else GoalState.DRAFT
    await change_row(ctx, Goal, id, version=version, state=state, settled_at=None)
    await note_goal(ctx, id, "reopen_goal", {"state": (GoalState.CANCELLED, state)})
    return id


async def check_in_goal(
    ctx: Context,
    registry: Registry,
    *,
    id: str,  # noqa: A002 (the contract's word)
    confidence: Confidence,
    text: str,
    idempotency_key: str | None = None,
) -> str:
    """Say how a goal goes; the value is measured anew and kept beside what was said. Returns the goal's id."""
    await keep_check_in(ctx, id=id, confidence=confidence, text=text, idempotency_key=idempotency_key)
    await refresh(ctx, registry, [id])
    return id


@operation
async def keep_check_in(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    confidence: Confidence,
    text: str,
) -> str:
    goal = await find_goal(ctx, id, "checkInGoal")
    require_open(goal)
    said = text.strip()
    if len(said) < SHORTEST:
        raise wrong(
            "text",
            f"请写一句进展，至少 {SHORTEST} 个字。",
            f"Say how it goes, in {SHORTEST} characters at least.",
        )
    await GoalCheckIn.create(
        **stamp(ctx), goal_id=id, author_id=ctx.principal.employee_id, on_day=ctx.today, confidence=confidence,
        text=said, actual=goal.actual, progress=goal.progress,
    )  # fmt: skip
    await change_row(ctx, Goal, id, confidence=confidence)
    await note_goal(ctx, id, "check_in_goal", {"confidence": (goal.confidence, confidence)})
    return id
