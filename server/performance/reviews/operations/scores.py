"""Ratings entered many at once: each cell is kept or refused by itself, and what others wrote meanwhile is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people.operations.access import allow_anywhere
from server.performance.cycles.models import Scorecard, ScoreLine
from server.performance.cycles.scoring.cards import NOT_RATED, points_in, rescore
from server.performance.plans.points import Component
from server.performance.reviews.entry_cells import Cell, Told, foresee, name_writers, now_at, spelled
from server.performance.reviews.entry_reading import Card, cards_of
from server.performance.reviews.entry_rules import CellOutcome, judge
from server.store.base import change_row
from server.store.idempotency import once

MOST_CELLS = 500


async def set_scores(
    ctx: Context, *, cells: Sequence[Mapping[str, Any]], idempotency_key: str | None = None
) -> list[dict[str, Any]]:
    """Enter ratings; return what became of each cell, in the order in which they came.

    A cell that can't be kept leaves the others alone: it is told with what stands there now. Nobody's own card, no
    figure, and no card that was handed in is written. A request sent again writes nothing and tells how it stands.
    """
    allow_anywhere(ctx, "setScores")
    asked = asked_of(cells)
    told: list[dict[str, Any]] = []

    async def work() -> str:
        told[:] = await enter(ctx, asked)
        return str(len(told))

    request = {"operation": "set_scores", "cells": [vars(cell) for cell in asked]}
    await ctx.store.write(lambda: once(ctx, idempotency_key, request, work))
    return told or await ctx.store.write(lambda: standing(ctx, asked))


async def enter(ctx: Context, asked: Sequence[Cell]) -> list[dict[str, Any]]:
    cards = await cards_of(ctx, {cell.scorecard_id for cell in asked}, locked=True)
    told = [await put(ctx, cards.get(cell.scorecard_id), cell) for cell in asked]
    changed = {each.cell.scorecard_id for each in told if each.outcome is CellOutcome.SAVED}
    await rescore(ctx, sorted(changed))
    for card_id in sorted(changed):
        cards[card_id].row = await Scorecard.get(id=card_id)
        await note_change(ctx, cards[card_id], [each for each in told if each.cell.scorecard_id == card_id])
    await name_writers(told)
    return [spelled(each, cards) for each in told]


async def standing(ctx: Context, asked: Sequence[Cell]) -> list[dict[str, Any]]:
    """Return how the cells stand now."""
    cards = await cards_of(ctx, {cell.scorecard_id for cell in asked})
    told = [foresee(cards.get(cell.scorecard_id), cell)[1] for cell in asked]
    await name_writers(told)
    return [spelled(each, cards) for each in told]


def asked_of(cells: Sequence[Mapping[str, Any]]) -> list[Cell]:
    if not 0 < len(cells) <= MOST_CELLS:
        raise InvalidInput(
            f"一次填写 1 到 {MOST_CELLS} 格，请分批提交。",
            f"Send 1 to {MOST_CELLS} cells at a time.",
            path=("input", "cells"),
        )
    return [Cell(**{**cell, "value": str(cell.get("value") or "")}) for cell in cells]


async def put(ctx: Context, card: Card | None, cell: Cell) -> Told:
    """Keep one cell, or tell why not."""
    outcome, told = foresee(card, cell)
    if outcome not in (CellOutcome.NEW, CellOutcome.CHANGED) or card is None:
        return told
    line, component = card.lines[cell.component_code], card.components[cell.component_code]
    _, value = judge(component, cell.value)
    await write_value(ctx, line.id, component, value)
    card.lines[cell.component_code] = await ScoreLine.get(id=line.id)
    return now_at(card, cell, CellOutcome.SAVED)


async def write_value(ctx: Context, line_id: str, component: Component, value: str | None) -> None:
    """Let a line hold another value, with its points; its card is scored anew by who calls."""
    await change_row(
        ctx, ScoreLine, line_id, value=value, points=points_in(component, value),
        reason=NOT_RATED if value is None else "", entered_by_id=ctx.principal.employee_id, entered_at=ctx.now,
    )  # fmt: skip


async def note_change(ctx: Context, card: Card, told: Iterable[Told]) -> None:
    saved = [each.cell.component_code for each in told if each.outcome is CellOutcome.SAVED]
    await audit.record(
        ctx,
        "performance.set_scores",
        subject_type="Employee",
        subject_id=card.employee_id,
        changes={"scorecard": (None, card.row.id), **dict.fromkeys(saved, (None, audit.HIDDEN))},
    )
