"""Ratings from a file: one row a person, cycle and component; figures can't be brought in, they are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from server.imports import values
from server.imports.check import Checker
from server.imports.columns import PEOPLE as PEOPLE_COLUMNS
from server.imports.columns import Field, limited
from server.imports.known import read_aliases
from server.imports.landing import Line
from server.imports.ledger import batched
from server.imports.models import RowState
from server.imports.outcomes import Found
from server.kernel.context import Context
from server.kernel.errors import Conflict
from server.people.models import Employee
from server.people.operations.access import link
from server.performance.cycles.scoring.cards import rescore
from server.performance.models import ReviewCycle, Scorecard, ScoreLine
from server.performance.reviews.entry_cells import Cell, foresee
from server.performance.reviews.entry_reading import ENTERED, Card, cards_of
from server.performance.reviews.entry_rules import CellOutcome, fold, said
from server.performance.reviews.operations.scores import note_change, put, write_value

if TYPE_CHECKING:
    from server.imports.undo import Undone

TABLE = "score_line"
FIELDS: tuple[Field, ...] = (
    PEOPLE_COLUMNS[0],
    Field("cycle", limited(16), "考核周期|周期|review cycle|cycle code", required=True),
    Field("component", limited(64), "考核项|考核项编码|指标|component code|item", required=True),
    Field("value", values.text_of, "评分|得分|分数|数值|score|rating", required=True),
)
CHANGES = (CellOutcome.NEW, CellOutcome.CHANGED)
SINCE = ("后来又有变动或已提交，保持现状。", "It was changed or handed in since; it is left as it is.")
Before = dict[str, dict[str, str | None]]


@dataclass
class ScoresPlan:
    """The cells to write, each with the number of its row and the line it changes."""

    cells: list[Cell] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    before: Before = field(default_factory=dict)
    unchanged: int = 0
    added: int = 0
    found: Found = field(default_factory=dict)


Known = tuple[dict[str, str], dict[tuple[str, str], Card]]
"""The people by code, and the cards by person and code of the cycle."""


async def plan_scores(ctx: Context, checker: Checker, source: str) -> ScoresPlan:
    """Hold every row against the card it speaks of; people may go by the codes of the source."""
    rows = checker.rows(("code", "cycle", "component"))
    async with ctx.store.reads.snapshot() as snapshot:
        aliases = await read_aliases(ctx.store, snapshot, source)

    async def look_up() -> Known:
        codes = await codes_of(aliases, {str(row["code"]) for _, row in rows})
        return codes, await cards_for(ctx, set(codes.values()), {str(row["cycle"]) for _, row in rows})

    codes, cards = await ctx.store.write(look_up)
    plan = ScoresPlan()
    for number, row in rows:
        card = cards.get((codes.get(str(row["code"]), ""), str(row["cycle"])))
        component = None if card is None else component_of(card, str(row["component"]))
        if card is None:
            zh, en = "此人在这个周期没有可填的绩效单。", "This person has no scorecard in that cycle."
            checker.refuse(number, "code" if row["code"] not in codes else "cycle", "UNKNOWN_CARD", zh, en)
        elif component is None:
            zh, en = "方案里没有这一项，请核对名称。", "The plan has no such component; check its name."
            checker.refuse(number, "component", "UNKNOWN_COMPONENT", zh, en)
        else:
            add(plan, checker, number, card, Cell(card.row.id, component, str(row["value"])))
    return plan


async def codes_of(aliases: Mapping[str, str], codes: set[str]) -> dict[str, str]:
    """Return the people by the codes of a file."""
    wanted = sorted(codes | {real for code, real in aliases.items() if code in codes})
    found: dict[str, str] = {}
    for some in batched(wanted):
        rows = await Employee.filter(code__in=some).values_list("code", "id")
        found |= {str(code): str(row_id) for code, row_id in rows}
    return found | {code: found[real] for code, real in aliases.items() if real in found}


async def cards_for(ctx: Context, people: set[str], cycles: set[str]) -> dict[tuple[str, str], Card]:
    """Return the cards by person and code of the cycle."""
    named = {row.id: row.code for row in await ReviewCycle.filter(code__in=sorted(cycles))}
    ids: list[str] = []
    for some in batched(sorted(people)):
        rows = Scorecard.filter(employee_id__in=some, cycle_id__in=sorted(named), is_latest=True)
        ids += [str(each) for each in await rows.values_list("id", flat=True)]
    cards = await cards_of(ctx, ids)
    return {(card.employee_id, named[link(card.row, "cycle_id")]): card for card in cards.values()}


def component_of(card: Card, named: str) -> str | None:
    """Return the code of a component that a file names by code or name."""
    wanted = fold(named)
    for each in card.components.values():
        if wanted in (fold(each.code), fold(each.name), fold(each.name_en)):
            return each.code
    return None


def add(plan: ScoresPlan, checker: Checker, number: int, card: Card, cell: Cell) -> None:
    outcome, _ = foresee(card, cell)
    if outcome is CellOutcome.UNCHANGED:
        plan.unchanged += 1
        plan.found[number] = (RowState.UNCHANGED, {})
        return
    if outcome not in CHANGES:
        zh, en = said(outcome, card.components.get(cell.component_code))
        checker.refuse(number, "value", outcome.value, zh, en)
        return
    line = card.lines[cell.component_code]
    plan.cells.append(Cell(cell.scorecard_id, cell.component_code, cell.value, line.version))
    plan.numbers.append(number)
    plan.lines.append((number, line.id, line.id))
    plan.before[line.id] = {"was": line.value}
    plan.added += outcome is CellOutcome.NEW
    state = RowState.NEW if outcome is CellOutcome.NEW else RowState.CHANGED
    plan.found[number] = (state, {} if line.value is None else {"value": line.value})


async def apply_scores(ctx: Context, plan: ScoresPlan) -> None:
    """Write the cells as they were checked; one that changed since refuses the file."""
    cards = await cards_of(ctx, {cell.scorecard_id for cell in plan.cells}, locked=True)
    told = [await put(ctx, cards.get(cell.scorecard_id), cell) for cell in plan.cells]
    if any(each.outcome is not CellOutcome.SAVED for each in told):
        raise Conflict(
            "检查之后有人改了同样的评分，请重新检查文件。",
            "Somebody changed the same ratings since the check; check the file again.",
            path=("file",),
        )
    for line_id, each in zip(plan.before, told, strict=True):
        plan.before[line_id]["now"] = each.value
    await rescore(ctx, sorted(cards))
    for card_id, card in sorted(cards.items()):
        await note_change(ctx, card, [each for each in told if each.cell.scorecard_id == card_id])


async def undo_scores(ctx: Context, move: Mapping[str, Any], done: Undone) -> int:
    """Put ratings back that still are what the batch made of them, on cards that are not handed in."""
    numbers = {made: row for row, made, _ in move["lines"]}
    lines = [row for some in batched(sorted(numbers)) for row in await ScoreLine.filter(id__in=some)]
    cards = await cards_of(ctx, {link(line, "scorecard_id") for line in lines}, locked=True)
    changed: set[str] = set()
    count = 0
    for line in lines:
        card, told = cards.get(link(line, "scorecard_id")), move["before"][line.id]
        code = next((code for code, each in card.lines.items() if each.id == line.id), "") if card else ""
        if card is None or card.row.state not in ENTERED or line.value != told.get("now"):
            done.refuse(numbers[line.id], None, "value", *SINCE)
            continue
        await write_value(ctx, line.id, card.components[code], told["was"])
        changed.add(card.row.id)
        count += 1
    await rescore(ctx, sorted(changed))
    return count
