"""Undoing rows of facts and months: each goes back if it still is what the batch made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tortoise.models import Model

from server.attendance.models import AttendanceDay
from server.attendance.operations.figures import (
    month_rows,
    own_months,
    settle_overtime,
    sum_months,
    tell_sheets,
)
from server.attendance.operations.ground import locked_months
from server.attendance.operations.totals import adjusted, plus
from server.attendance.overtime import UNKNOWN
from server.feedback.models import CustomerAccount, CustomerFeedback
from server.feedback.operations.imported import withdraw
from server.feedback.operations.segments import forget_file
from server.imports.entered import TABLES
from server.imports.entered.undoing import undo_entries
from server.imports.ledger import batched
from server.imports.logical import models
from server.imports.masters_written import NAMED, undo_masters
from server.imports.models import ImportChange
from server.imports.restore import Copied, put_back, renamed
from server.imports.scores import TABLE as SCORES_TABLE
from server.imports.scores import undo_scores
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.kept.dirty import ALWAYS, touched
from server.people.models import Attendance
from server.people.operations.access import link
from server.store.base import change_row, stamp

if TYPE_CHECKING:
    from server.imports.undo import Undone

CLOSED = ("当月考勤已锁定，保持现状。", "The month is closed; it is left as it is.")
SINCE = ("后来又有变动，保持现状。", "It was changed again since; it is left as it is.")


async def undo_lines(ctx: Context, moves: Sequence[Mapping[str, Any]], done: Undone) -> int:
    """Undo rows of facts, or months of attendance; return how many went back. Inside store.write."""
    count = 0
    for move in moves:
        if move["table"] == "attendance":
            count += await undo_months(ctx, move, done)
        elif move["table"] == AttendanceDay._meta.db_table:
            count += await undo_days(ctx, move, done)
        elif move["table"] == SCORES_TABLE:
            count += await undo_scores(ctx, move, done)
        elif move["table"] in NAMED:
            count += await undo_masters(ctx, move, done)
        elif move["table"] in TABLES:
            count += await undo_entries(ctx, move, done)
        else:
            count += await undo_facts(ctx, models()[move["table"]], move, done)
    sums = [move["before"] for move in moves if move["table"] == AttendanceDay._meta.db_table]
    await put_sums_back(ctx, {made: was for each in sums for made, was in each.items()})
    return count


async def undo_days(ctx: Context, move: Mapping[str, Any], done: Undone) -> int:
    """Undo days worked; their sheets and months follow. A day of a closed month stays."""
    ids = [row_id for _, made, old in move["lines"] for row_id in (made, old) if row_id]
    days = {
        row.id: (link(row, "employee_id"), row.valid_from, row.month)
        for some in batched(ids)
        for row in await AttendanceDay.filter(id__in=some)
    }
    closed = await locked_months(ctx, {month for _, _, month in days.values()})
    fine = [line for line in move["lines"] if days[line[1]][2] not in closed]
    for row, made, _ in move["lines"]:
        if days[made][2] in closed:
            done.refuse(row, None, "month", *CLOSED)
    own = await own_months({(days[made][0], days[made][2]) for _, made, _ in fine})
    count = await undo_facts(ctx, AttendanceDay, {**move, "lines": fine}, done)
    told = [days[made] for _, made, _ in fine]
    await tell_sheets(ctx, [(person, day) for person, day, _ in told])
    await sum_months(ctx, {(person, month) for person, _, month in told}, own=own)
    return count


async def put_sums_back(ctx: Context, before: Mapping[str, Mapping[str, int]]) -> None:
    """Put the sums back that came from elsewhere and the days took the place of, where nothing else is known now."""
    rows = [row for some in batched(sorted(before)) for row in await AttendanceDay.filter(id__in=some)]
    closed = await locked_months(ctx, {row.month for row in rows}) if rows else set()
    months: dict[str, dict[str, Mapping[str, int]]] = {}
    for row in rows:
        if row.month not in closed:
            months.setdefault(row.month, {})[link(row, "employee_id")] = before[row.id]
    for month, sums in sorted(months.items()):
        days = AttendanceDay.filter(month=month, superseded_at=None).distinct()
        detailed = {str(each) for each in await days.values_list("employee_id", flat=True)}
        bare = sums.keys() - detailed
        found, more = await month_rows(month, bare), await adjusted({(person, month) for person in bare})
        whole = {person: plus({**UNKNOWN, **sums[person]}, more.get((person, month), {})) for person in bare}
        for person in sorted(bare):
            values: dict[str, Any] = whole[person]
            if person in found:
                await change_row(ctx, Attendance, found[person].id, **values)
            else:
                await Attendance.create(**stamp(ctx), employee_id=person, month=month, **values)
        first = date.fromisoformat(f"{month}-01")
        await settle_overtime(ctx, first, {person: whole[person]["overtime_hours"] or 0 for person in bare})
        await touched(ctx, "attendance", first, add_months(first, 1))


async def undo_facts(ctx: Context, model: type[Model], move: Mapping[str, Any], done: Undone) -> int:
    """Undo rows of facts, each that is still in force."""
    live: set[str] = set()
    for some in batched([made for _, made, _ in move["lines"]]):
        rows = model.filter(id__in=some, superseded_at=None)
        live |= {str(row_id) for row_id in await rows.values_list("id", flat=True)}
    copied = Copied()
    back = []
    for row, made, superseded in move["lines"]:
        if made in live:
            back.append(([made], [superseded] if superseded else []))
        else:
            done.refuse(row, None, "", *SINCE)
    if model is CustomerAccount:
        await forget_file([made[0] for made, old in back if old])
    await put_back(ctx, model, back, copied)
    await rename_lines(copied)
    if model is CustomerFeedback:
        await withdraw_tickets(ctx, [made[0] for made, old in back if not old])
    await touched(ctx, str(model._meta.db_table), ALWAYS, None)
    return len(back)


async def withdraw_tickets(ctx: Context, answers: Sequence[str]) -> None:
    """Ask nobody any more to answer what customers said, where the file was the first to tell of it."""
    for some in batched(answers):
        keys = await CustomerFeedback.filter(id__in=some).values_list("source_key", flat=True)
        await withdraw(ctx, [str(key) for key in keys if key])


async def rename_lines(copied: Copied) -> None:
    """Let older lines of the ledger speak of the copies."""
    for row in await ImportChange.filter(person_id=None) if copied.ids else ():
        if (text := renamed(row.moves, copied)) != row.moves:
            await ImportChange.filter(id=row.id).update(moves=text)


async def undo_months(ctx: Context, move: Mapping[str, Any], done: Undone) -> int:
    """Undo months of attendance: they are sums and no facts, so one that nobody touched since goes altogether."""
    lines = {made: (row, was) for row, made, was in move["lines"]}
    found = [row for some in batched(sorted(lines)) for row in await Attendance.filter(id__in=some)]
    closed = await locked_months(ctx, {month.month for month in found})
    months: dict[str, dict[str, int]] = {}
    bare: set[tuple[str, str]] = set()
    count = 0
    for month in found:
        row, changed = lines[month.id]
        if month.month in closed:
            done.refuse(row, None, "month", *CLOSED)
            continue
        told = move["before"].get(month.id, {"was": {}, "now": {}})
        same = all(getattr(month, name) == value for name, value in told["now"].items())
        if not same or (not changed and month.version != 1):
            done.refuse(row, None, "month", *SINCE)
            continue
        if changed:
            await Attendance.filter(id=month.id).update(
                **told["was"], version=month.version + 1, updated_at=ctx.now
            )
        else:
            await Attendance.filter(id=month.id).delete()
        hours = told["was"].get("overtime_hours", 0 if not changed else month.overtime_hours)
        months.setdefault(month.month, {})[link(month, "employee_id")] = hours
        bare |= set() if changed else {(link(month, "employee_id"), month.month)}
        count += 1
    for name, hours in sorted(months.items()):
        await settle_overtime(ctx, date.fromisoformat(f"{name}-01"), hours)
    if months:
        first, last = (date.fromisoformat(f"{name}-01") for name in (min(months), max(months)))
        await touched(ctx, "attendance", first, add_months(last, 1))
    await sum_months(ctx, (await adjusted(bare)).keys())  # adjustments outlive the sum they were added to
    return count
