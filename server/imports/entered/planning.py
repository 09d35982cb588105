"""Tries every row in a transaction that is taken back, so that the dry run says what the operations will say."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from server.imports.check import Checker, Values
from server.imports.entered.entry import Entry, Ground
from server.imports.landing import Line
from server.imports.models import RowState
from server.imports.outcomes import Found
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, Trouble

MOST = 2000
"""How many rows such a file may have: each is an operation, and while they are tried nobody else writes."""
SECONDS = 120.0
Told = tuple[int, Values]
Pictures = tuple[dict[str, Any] | None, dict[str, Any]]
"""The columns of a row before and after; nothing before for a new one."""


class Tried(Exception):
    """Ends a trial, so that nothing of it stays."""


@dataclass
class EntryPlan:
    """The rows to enter as they were tried."""

    entry: Entry
    ground: Ground
    rows: list[Told] = field(default_factory=list)
    added: int = 0
    unchanged: int = 0
    found: Found = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)


async def plan_entries(ctx: Context, entry: Entry, checker: Checker, source: str) -> EntryPlan:
    """Try every row; what its operation refuses is said at the row, and all of it is taken back."""
    rows = checker.rows(entry.key)
    if len(rows) > MOST:
        raise InvalidInput(
            f"此类文件一次最多 {MOST} 行，请拆分。",
            f"A file of this kind has at most {MOST} rows; split it.",
            path=("file",),
        )
    known = await entry.prepare(ctx) if entry.prepare else None
    plan = EntryPlan(entry, Ground(source, known))
    tried: dict[int, Pictures | Trouble] = {}

    async def attempt() -> None:
        tried.clear()  # a collision makes it run anew
        for number, row in rows:
            try:
                _, before, after = await put(ctx, plan, row)
            except Trouble as trouble:
                tried[number] = trouble
            else:
                tried[number] = before, after
        raise Tried

    with suppress(Tried):
        await ctx.store.write(attempt, seconds=SECONDS)
    for number, row in rows:
        note(plan, checker, (number, row), tried[number])
    return plan


async def put(
    ctx: Context, plan: EntryPlan, row: Values
) -> tuple[str, dict[str, Any] | None, dict[str, Any]]:
    """Enter one row; return the id of what it made or changed, and the columns before and after."""
    entry = plan.entry
    held = await entry.find(ctx, row, plan.ground)
    before = None if held is None else entry.picture(held)
    row_id = await entry.enter(ctx, row, held, plan.ground)
    return row_id, before, entry.picture(await entry.model.get(id=row_id))


def note(plan: EntryPlan, checker: Checker, told: Told, tried: Pictures | Trouble) -> None:
    """Keep what the trial of a row said."""
    number, _ = told
    if isinstance(tried, Trouble):
        checker.refuse(number, column_of(plan.entry, tried), tried.code, tried.zh, tried.en)
        return
    before, after = tried
    if before == after:
        plan.unchanged += 1
        plan.found[number] = (RowState.UNCHANGED, {})
        return
    plan.rows.append(told)
    plan.added += before is None
    state = RowState.NEW if before is None else RowState.CHANGED
    plan.found[number] = (state, {} if before is None else differing(plan.entry, before, after))


def column_of(entry: Entry, trouble: Trouble) -> str:
    """Return the column a refusal is about: the last of its path, else what the row is known by."""
    said = re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", trouble.path[-1]) if trouble.path else ""
    name = entry.names.get(said, said)
    return name if name in {each.name for each in entry.fields} else entry.key[0]


def differing(entry: Entry, before: dict[str, Any], after: dict[str, Any]) -> dict[str, str | None]:
    """Return what was known of the columns that change; links and sealed values are shown to nobody."""
    out: dict[str, str | None] = {}
    for name, value in before.items():
        if value != after[name]:
            is_hidden = name in entry.sealed or name.endswith("_id") or value is None
            out[name.removesuffix("_id")] = None if is_hidden else str(value)
    return out


async def apply_entries(ctx: Context, plan: EntryPlan) -> None:
    """Enter the rows as they were tried, inside the import's transaction; what is refused now refuses the file."""
    for number, row in plan.rows:
        try:
            row_id, before, after = await put(ctx, plan, row)
        except Trouble as trouble:
            raise Conflict(
                f"第 {number} 行：{trouble.zh}请重新检查再导入。",
                f"Row {number}: {trouble.en} Check the file again.",
            ) from trouble
        plan.lines.append((number, row_id, None if before is None else row_id))
        plan.before[row_id] = {"was": before or {}, "now": after}
