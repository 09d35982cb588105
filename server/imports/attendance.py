"""Monthly attendance from a file: one row a person and month, inserted or brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from server.attendance.models import AttendanceAdjustment, CalendarKind
from server.attendance.operations.figures import settle_overtime
from server.attendance.operations.ground import Stays, require_open
from server.attendance.operations.totals import ADJUSTED, more_of, plus
from server.attendance.overtime import NAMES, TOTAL, told_overtime
from server.imports.check import Checker, Values
from server.imports.known import read_aliases
from server.imports.landing import Line
from server.imports.models import RowState
from server.imports.outcomes import Found
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.period import add_months
from server.metrics.kept.dirty import touched
from server.people.calendar import WorkCalendar
from server.people.models import Attendance
from server.store.base import change_row, stamp
from server.store.reads import Snapshot

COLUMNS = (
    "worked_hours",
    "payable_hours",
    "overtime_hours",
    *NAMES,
    "absent_days",
    "leave_days",
    "late_count",
    "night_shifts",
)
COUNTS = ("late_count", "night_shifts")
PEOPLE = "select code,id from employee"
LOCKED = "select month from attendance_month where state='LOCKED'"
KNOWN = f"select employee_id,month,id,version,{','.join(COLUMNS)} from attendance"  # noqa: S608 (constants)
ADJUSTMENTS = f"select employee_id,month,for_day,{','.join(ADJUSTED)} from attendance_adjustment"  # noqa: S608 (as above)
OWN = "select day,kind,name from calendar_day"
STAYS = "select employee_id,hired_on,left_on from employment where superseded_at is null"
BATCH = 500
SPLIT = (
    "工作日、休息日、节假日加班之和须等于加班工时；没有加班工时一列的，三项都要填。",
    "The three parts of overtime must add up to it; where the total is left out, fill in all three.",
)


@dataclass
class AttendancePlan:
    """Rows to insert, and (id, version, columns) to change; `months` are those of any of them.

    `overtime` are the hours settled anew, by month and person.
    """

    inserts: list[dict[str, Any]] = field(default_factory=list)  # columns of mixed types
    changes: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    months: set[str] = field(default_factory=set)
    overtime: dict[str, dict[str, int]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    found: Found = field(default_factory=dict)


async def plan_attendance(ctx: Context, checker: Checker, source: str = "") -> AttendancePlan:
    """Compare the rows with what is known; people may go by the codes of the source."""
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        people = {row[0]: row[1] for row in await snapshot.rows(PEOPLE)}
        aliases = await read_aliases(ctx.store, snapshot, source)
        people |= {code: people[real] for code, real in aliases.items() if real in people}
        known = {row[:2]: row[2:] for row in await snapshot.rows(KNOWN)}
        more = await adjusted_of(snapshot)
        locked = {row[0] for row in await snapshot.rows(LOCKED)}
        stays = stays_in(await snapshot.rows(STAYS))
    plan = AttendancePlan()
    for number, values in checker.rows(("code", "month")):
        owner = people.get(str(values["code"]))
        if owner is None:
            checker.refuse(
                number,
                "code",
                "UNKNOWN_EMPLOYEE",
                "没有这个工号，请先导入员工。",
                "No such employee; import people first.",
            )
            continue
        if values["month"] in locked:
            zh = f"{values['month']} 的考勤已锁定，请登记调整。"
            en = f"The attendance of {values['month']} is locked; record an adjustment."
            checker.refuse(number, "month", "MONTH_LOCKED", zh, en)
            continue
        if not is_employed_in(stays.get(owner, []), str(values["month"])):
            zh = f"此人 {values['month']} 不在任职期间，请核对月份。"
            en = f"This person was not employed in {values['month']}; check the month."
            checker.refuse(number, "month", "NOT_EMPLOYED", zh, en)
            continue
        try:
            told = told_in(values)
        except ValueError:
            zh, en = SPLIT
            checker.refuse(number, next(name for name in NAMES if name in values), "OVERTIME_SPLIT", zh, en)
            continue
        pair = owner, str(values["month"])
        add(plan, number, owner, values, plus(told, more.get(pair, {})), known.get(pair))
    return plan


async def adjusted_of(snapshot: Snapshot) -> dict[tuple[str, str], dict[str, int]]:
    """Return what adjustments add to months: a file tells a month without them."""
    calendar = WorkCalendar(
        {
            date.fromisoformat(str(day)): (CalendarKind(kind), str(name))
            for day, kind, name in await snapshot.rows(OWN)
        }
    )
    found: dict[tuple[str, str], list[AttendanceAdjustment]] = {}
    for person, month, day, *hours in await snapshot.rows(ADJUSTMENTS):
        told = dict(zip(ADJUSTED, hours, strict=True))
        row = AttendanceAdjustment(for_day=date.fromisoformat(str(day)), **told)
        found.setdefault((str(person), str(month)), []).append(row)
    return {pair: more_of(some, calendar) for pair, some in found.items()}


def stays_in(rows: Iterable[Sequence[Any]]) -> Stays:
    """Read (person, hired on, left on) as either database spells days."""
    found: Stays = {}
    for person, hired, left in rows:
        stay = date.fromisoformat(str(hired)), date.fromisoformat(str(left)) if left else None
        found.setdefault(str(person), []).append(stay)
    return found


def is_employed_in(stays: Iterable[tuple[date, date | None]], month: str) -> bool:
    """Tell whether a month has any day of an employment; that of the last day still counts."""
    first = date.fromisoformat(f"{month}-01")
    last = add_months(first, 1) - timedelta(days=1)
    return any(hired <= last and (left is None or first <= left) for hired, left in stays)


def told_in(values: Values) -> dict[str, Any]:
    """Return the columns a row tells, overtime with what it says of its parts; ValueError if these don't add up."""
    told: dict[str, Any] = {name: values[name] for name in COLUMNS if name in values}
    return told | told_overtime(told)


def add(
    plan: AttendancePlan,
    number: int,
    owner: str,
    values: Values,
    told: Mapping[str, Any],
    found: tuple[Any, ...] | None,
) -> None:
    if found is None:
        plan.months.add(str(values["month"]))
        row_id = new_id()
        plan.inserts.append({"id": row_id, "employee_id": owner, "month": values["month"], **told})
        plan.lines.append((number, row_id, None))
        plan.found[number] = (RowState.NEW, {})
        plan.overtime.setdefault(str(values["month"]), {})[owner] = told.get("overtime_hours", 0)
        return
    row_id, version, *present = found
    held = dict(zip(COLUMNS, present, strict=True))
    if told.get(TOTAL) == held[TOTAL] and told[NAMES[0]] is None:
        told = {
            name: value for name, value in told.items() if name not in NAMES
        }  # what is known of the parts stands
    if changed := {name: value for name, value in told.items() if value != held[name]}:
        plan.months.add(str(values["month"]))
        plan.changes.append((row_id, version, changed))
        before = {name: held[name] for name in changed}
        plan.lines.append((number, row_id, row_id))
        plan.before[row_id] = {"was": before, "now": changed}
        plan.found[number] = (RowState.CHANGED, {name: shown(name, value) for name, value in before.items()})
        if "overtime_hours" in changed:
            plan.overtime.setdefault(str(values["month"]), {})[owner] = changed["overtime_hours"]
    else:
        plan.unchanged += 1
        plan.found[number] = (RowState.UNCHANGED, {})


def shown(name: str, value: int | None) -> str:
    """Spell a value as files do: hours and days are kept as hundredths."""
    if value is None:
        return ""
    return str(value) if name in COUNTS else f"{value / 100:g}"


async def apply_attendance(ctx: Context, plan: AttendancePlan) -> None:
    await require_open(ctx, plan.months, "file")
    rows = [Attendance(**stamp(ctx), **columns) for columns in plan.inserts]
    await Attendance.bulk_create(rows, batch_size=BATCH)
    for row_id, version, columns in plan.changes:
        await change_row(ctx, Attendance, row_id, version=version, **columns)
    for month, hours in sorted(plan.overtime.items()):
        await settle_overtime(ctx, date.fromisoformat(f"{month}-01"), hours)
    if plan.months:
        first, last = (date.fromisoformat(f"{month}-01") for month in (min(plan.months), max(plan.months)))
        await touched(ctx, "attendance", first, add_months(last, 1))
