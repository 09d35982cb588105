"""Monthly attendance from a file: one row a person and month, inserted or brought up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.imports.check import Checker, Values
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.kept.dirty import touched
from server.people.models import Attendance, OvertimeMonth
from server.store.base import change_row, stamp

COLUMNS = (
    "worked_hours",
    "payable_hours",
    "overtime_hours",
    "absent_days",
    "leave_days",
    "late_count",
    "night_shifts",
)
PEOPLE = "select code,id from employee"
KNOWN = f"select employee_id,month,id,version,{','.join(COLUMNS)} from attendance"  # noqa: S608 (constants)
BATCH = 500


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


async def plan_attendance(ctx: Context, checker: Checker) -> AttendancePlan:
    """Compare the rows with what is known."""
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        people = {row[0]: row[1] for row in await snapshot.rows(PEOPLE)}
        known = {row[:2]: row[2:] for row in await snapshot.rows(KNOWN)}
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
        add(plan, owner, values, known.get((owner, str(values["month"]))))
    return plan


def add(plan: AttendancePlan, owner: str, values: Values, found: tuple[Any, ...] | None) -> None:
    told: dict[str, Any] = {name: values[name] for name in COLUMNS if name in values}
    if found is None:
        plan.months.add(str(values["month"]))
        plan.inserts.append({"employee_id": owner, "month": values["month"], **told})
        plan.overtime.setdefault(str(values["month"]), {})[owner] = told.get("overtime_hours", 0)
        return
    row_id, version, *present = found
    held = dict(zip(COLUMNS, present, strict=True))
    if changed := {name: value for name, value in told.items() if value != held[name]}:
        plan.months.add(str(values["month"]))
        plan.changes.append((row_id, version, changed))
        if "overtime_hours" in changed:
            plan.overtime.setdefault(str(values["month"]), {})[owner] = changed["overtime_hours"]
    else:
        plan.unchanged += 1


async def apply_attendance(ctx: Context, plan: AttendancePlan) -> None:
    rows = [Attendance(**stamp(ctx), **columns) for columns in plan.inserts]
    await Attendance.bulk_create(rows, batch_size=BATCH)
    for row_id, version, columns in plan.changes:
        await change_row(ctx, Attendance, row_id, version=version, **columns)
    for month, hours in sorted(plan.overtime.items()):
        await settle_overtime(ctx, date.fromisoformat(f"{month}-01"), hours)
    if plan.months:
        first, last = (date.fromisoformat(f"{month}-01") for month in (min(plan.months), max(plan.months)))
        await touched(ctx, "attendance", first, add_months(last, 1))


async def settle_overtime(ctx: Context, month: date, hours: dict[str, int]) -> None:
    """Keep the month's overtime as a fact of its own, with both clocks: figures about it can be asked as once known."""
    people = sorted(hours)
    for some in (people[at : at + BATCH] for at in range(0, len(people), BATCH)):
        known = OvertimeMonth.filter(month=month, employee_id__in=some, superseded_at=None)
        await known.update(superseded_at=ctx.now, updated_at=ctx.now)
        made = [
            OvertimeMonth(
                **stamp(ctx), recorded_at=ctx.now, month=month, employee_id=one, overtime_hours=hours[one]
            )
            for one in some
        ]
        await OvertimeMonth.bulk_create(made, batch_size=BATCH)
    await touched(ctx, "overtime_month", month, month)
