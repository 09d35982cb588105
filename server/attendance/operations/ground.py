"""What the operations of attendance stand on: who was employed when, and which months are closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from server.attendance.models import AttendanceMonth, MonthState
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState
from server.people.models import Employment
from server.people.operations.access import link

LOCK = 0x5A48_4154  # "ZHAT"
BATCH = 500


class MonthLocked(InvalidState):
    """The month's attendance is closed; what it lacks is counted in a later month."""

    code = "MONTH_LOCKED"


async def hold_months(ctx: Context, months: Iterable[str], *, alone: bool = False) -> None:
    """Keep months from being closed until this transaction ends; `alone`, also from being written by others.

    On SQLite writes come one after the other anyway.
    """
    if ctx.store.dialect != "postgres":
        return
    verb = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    for month in sorted(set(months)):
        number = int(month.replace("-", ""))
        await AttendanceMonth._meta.db.execute_query(f"select {verb}($1,$2)", [LOCK, number])


async def locked_months(ctx: Context, months: Collection[str]) -> set[str]:
    """Return which of the months are closed, and keep them as they are until the transaction ends."""
    await hold_months(ctx, months)
    found = AttendanceMonth.filter(month__in=sorted(set(months)), state=MonthState.LOCKED)
    return {str(month) for month in await found.values_list("month", flat=True)}


async def require_open(ctx: Context, months: Collection[str], field: str) -> None:
    """Refuse to write into a closed month."""
    if closed := sorted(await locked_months(ctx, months)):
        raise MonthLocked(
            f"{closed[0]} 的考勤已锁定，不能再改。请登记调整，计入未锁定的月份。",
            f"The attendance of {closed[0]} is locked. Record an adjustment; it counts in the next open month.",
            path=("input", field),
        )


async def open_month_from(ctx: Context, month: str) -> str:
    """Return the month itself, else the first after it that is open."""
    found = AttendanceMonth.filter(month__gte=month, state=MonthState.LOCKED)
    closed = {str(each) for each in await found.values_list("month", flat=True)}
    here = month
    while here in closed:
        year, number = int(here[:4]), int(here[5:])
        here = f"{year + number // 12:04d}-{number % 12 + 1:02d}"
    await hold_months(ctx, [here])
    return here


Stays = dict[str, list[tuple[date, date | None]]]


async def stays_of(people: Collection[str]) -> Stays:
    """Return by person when each employment began and its last day."""
    found: Stays = {}
    rows = await Employment.filter(employee_id__in=sorted(people), superseded_at=None).order_by("hired_on")
    for row in rows:
        found.setdefault(link(row, "employee_id"), []).append((row.hired_on, row.left_on))
    return found


def is_employed(stays: Iterable[tuple[date, date | None]], day: date) -> bool:
    return any(hired <= day and (left is None or day <= left) for hired, left in stays)


async def require_employed_on(person: str, days: Iterable[date], field: str) -> None:
    """Refuse days before the hire and after the last day."""
    stays = (await stays_of([person])).get(person, [])
    for day in days:
        if not is_employed(stays, day):
            raise InvalidInput(
                f"{day} 不在任职期间，请核对日期。",
                f"{day} lies outside of the employment; check the day.",
                path=("input", field),
            )
