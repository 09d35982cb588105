"""Days worked and days off in the sample worlds: a few months of daily rows, this year's leave, some open requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from server.attendance import operations
from server.attendance.absence_models import USUAL, type_id
from server.attendance.absence_rules import starts_on, yearly
from server.attendance.models import (
    AbsenceBalance,
    AbsenceDay,
    AbsenceEntry,
    AbsenceRequest,
    AbsenceState,
    AbsenceUnit,
    Accrual,
    AttendanceDay,
    AttendanceMonth,
    AttendanceStatus,
    CalendarKind,
    DayPart,
    EntryKind,
    HoldState,
    MonthState,
)
from server.demo.bulk import Bulk, defaults_of
from server.demo.facts import DAILY_MONTHS
from server.demo.lives import SEED, Life
from server.demo.resigning import acting, marked
from server.demo.rows import Ledger, sample_id
from server.demo.world import SHOWCASE
from server.kernel.context import Context
from server.kernel.period import add_months
from server.people.calendar import WorkCalendar
from server.people.event_models import AbsenceType as SheetAbsence
from server.people.event_models import Timesheet
from server.people.models import Attendance
from server.store.store import Store

ZONE, SOURCE, BREAK = "Asia/Shanghai", "demo", 60
OFFSET = timedelta(hours=8)
KINDS = {
    "ANNUAL": "ANNUAL",
    "SICK": "SICK",
    "PERSONAL": "PERSONAL",
    "STATUTORY": "MARRIAGE",
    "MATERNITY": "MATERNITY",
}
PAID = {line[0]: line[4] for line in USUAL}
FORGOTTEN = 0.004
"""The share of days of which the clock knows nothing."""
HR_MANAGER = "Z1002"
"""Who closed the months that are closed."""


@dataclass(frozen=True)
class Granted:
    """A kind of absence that brings hours, as the rules need to know it."""

    code: str
    accrual: Accrual
    yearly_hours: int
    unit: AbsenceUnit = AbsenceUnit.HALF_DAY
    counts_rest_days: bool = False
    needs_reason: bool = False


GRANTED = (Granted("ANNUAL", Accrual.BY_SERVICE, 0), Granted("FAMILY_CARE", Accrual.YEARLY, 4000))
Sheets = dict[tuple[str, date], dict[str, Any]]


@dataclass
class Working:
    """Writes the daily rows of those who have sheets of their days, and everybody's leave of the year."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 7))  # noqa: S311 (a sample, not a secret)
    taken: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    sums: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def write(self) -> None:
        today, sheets = self.ledger.today, self.sheets()
        people = {person for person, _ in sheets}
        first = add_months(today.replace(day=1), -DAILY_MONTHS)
        days = WorkCalendar().workdays(first, today - timedelta(days=1))
        for life in self.lives:
            person = sample_id("Employee", life.code)
            if person in people:
                for day in days:
                    if life.hired_on <= day <= life.last_day(today):
                        self.day(life, person, day, sheets.get((person, day), {}))
        self.months()
        for life in self.lives:
            if life.left_on is None or life.left_on >= today:
                self.leave(life, sample_id("Employee", life.code))
        self.lock(first)

    def sheets(self) -> Sheets:
        names = list(defaults_of(Timesheet))
        rows = (dict(zip(names, row, strict=True)) for row in self.bulk.rows.get(Timesheet, ()))
        return {(row["employee_id"], as_day(row["work_on"])): row for row in rows}

    # --- A day ---

    def day(self, life: Life, person: str, day: date, sheet: dict[str, Any]) -> None:
        """Tell a day as its sheet says, else as any other; now and then the clock was forgotten."""
        absence = sheet.get("absence_type")
        if absence and absence != SheetAbsence.AWOL:
            self.off(person, day, KINDS[str(absence)])
        elif self.chance.random() > FORGOTTEN or day.month == self.ledger.today.month:
            self.come(life, person, day, sheet, is_absent=bool(absence))

    def come(self, life: Life, person: str, day: date, sheet: dict[str, Any], *, is_absent: bool) -> None:
        over = int(sheet.get("overtime_hours") or 0)
        worked = 0 if is_absent else 800 + over
        at_night = life.unit.code.startswith("H-W") and day.isocalendar().week % 3 == int(life.code[-1]) % 3
        late = self.chance.choice((0,) * 15 + (3, 8, 12)) if not is_absent else 0
        begins = datetime.combine(day, time(22 if at_night else 9), UTC) - OFFSET
        begins += timedelta(minutes=late or -self.chance.randint(0, 12))
        ends = begins + timedelta(minutes=worked * 60 // 100 + BREAK)
        self.add(
            AttendanceDay, day, employee_id=person, month=f"{day:%Y-%m}", zone=ZONE, source=SOURCE,
            status=AttendanceStatus.ABSENT if is_absent else AttendanceStatus.WORKED,
            started_at=None if is_absent else begins, ended_at=None if is_absent else ends, break_minutes=BREAK,
            worked_hours=worked, overtime_hours=over, overtime_kind=CalendarKind.WORKDAY if over else None,
            is_night=at_night and not is_absent, late_minutes=late, valid_from=day,
            valid_to=day + timedelta(days=1),
        )  # fmt: skip
        nights = at_night and not is_absent
        self.count(person, day, worked_hours=worked, payable_hours=worked, overtime_hours=over,
                   workday_overtime_hours=over, rest_day_overtime_hours=0, holiday_overtime_hours=0,
                   absent_days=100 * is_absent, late_count=late > 0, night_shifts=nights)  # fmt: skip

    def off(self, person: str, day: date, code: str) -> None:
        kind = type_id(code)
        request = self.add(
            AbsenceRequest, day, recorded=False, employee_id=person, type_id=kind, first_day=day, last_day=day,
            hours=800, reason="" if code == "ANNUAL" else "家中有事", state=AbsenceState.APPROVED,
            decided_at=self.ledger.moment(day),
        )  # fmt: skip
        self.add(AbsenceDay, day, recorded=False, request_id=request, employee_id=person, type_id=kind, day=day,
                 part=DayPart.FULL, hours=800, state=HoldState.TAKEN)  # fmt: skip
        self.entry(person, code, day, EntryKind.TAKEN, -800, request_id=request)
        self.count(person, day, payable_hours=8 * int(str(PAID[code])), leave_days=100)

    def entry(self, person: str, code: str, day: date, kind: EntryKind, hours: int, **more: Any) -> None:
        self.add(AbsenceEntry, day, recorded=False, employee_id=person, type_id=type_id(code), year=day.year,
                 kind=kind, hours=hours, entered_on=day, **more)  # fmt: skip
        if day.year == self.ledger.today.year:
            self.taken[person, code] -= hours if kind is EntryKind.TAKEN else 0

    def add(self, model: type[Any], day: date, /, *, recorded: bool = True, **values: Any) -> str:
        """Add a row known on the evening of the day, of mixed columns."""
        known = self.ledger.moment(day)
        stamps = {"created_at": known, "updated_at": known} | ({"recorded_at": known} if recorded else {})
        return self.bulk.add(model, {**stamps, **values})

    # --- Sums ---

    def count(self, person: str, day: date, **more: int) -> None:
        sums = self.sums.setdefault((person, f"{day:%Y-%m}"), defaultdict(int))
        for name, number in more.items():
            sums[name] += int(number)

    def months(self) -> None:
        """Let the sums of these months say what their days say."""
        held = {(row.employee_id, row.month): row for row in self.rows_of_months()}
        for (person, month), sums in sorted(self.sums.items()):
            if row := held.get((person, month)):
                for name in ("late_count", "night_shifts", "absent_days", "leave_days"):
                    setattr(row, name, 0)
                for name, number in sums.items():
                    setattr(row, name, number)
            else:
                day = date.fromisoformat(f"{month}-01")
                self.add(Attendance, day, recorded=False, employee_id=person, month=month, **sums)

    def rows_of_months(self) -> Iterable[Any]:
        return self.ledger.rows.get(Attendance, [])

    # --- Leave ---

    def leave(self, life: Life, person: str) -> None:
        """Give somebody what the year brings, under the keys by which the daily work knows it has been entered."""
        today = self.ledger.today
        for kind in GRANTED:
            hours, since = yearly(kind, life.hired_on, today.year), starts_on(kind, life.hired_on, today.year)
            if hours and since <= today:
                key = f"accrued:{today.year}:{kind.code}:{person}"
                self.entry(person, kind.code, since, EntryKind.ACCRUED, hours, entry_key=key)
                self.balance(person, kind.code, hours)

    def balance(self, person: str, code: str, granted: int) -> None:
        used = self.taken.pop((person, code), 0)
        if used > granted:  # what was taken beyond the year's own had been carried over
            day = date(self.ledger.today.year, 1, 1)
            self.entry(person, code, day, EntryKind.CARRIED, used - granted)
            granted = used
        self.add(AbsenceBalance, self.ledger.today, recorded=False, employee_id=person, type_id=type_id(code),
                 year=self.ledger.today.year, granted_hours=granted, taken_hours=used,
                 remaining_hours=granted - used)  # fmt: skip

    def lock(self, first: date) -> None:
        """Close the oldest month that is kept day by day."""
        closed = add_months(first, 1) + timedelta(days=2)
        self.add(AttendanceMonth, closed, recorded=False, month=f"{first:%Y-%m}", state=MonthState.LOCKED,
                 locked_at=self.ledger.moment(closed), locked_by_id=sample_id("Employee", HR_MANAGER))  # fmt: skip


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


# --- Requests under way ---

STAFF = (
    "select e.id,e.name from employee e join assignment a on a.employee_id=e.id and a.superseded_at is null "
    "and a.valid_to is null join department d on d.id=a.department_id join employment m on m.employee_id=e.id "
    "and m.superseded_at is null where d.code={0} and m.left_on is null and e.id<>d.manager_id "
    "order by m.hired_on,e.code limit 4"
)
ASKED = (
    ("SICK", 1, 1, "看牙医"),
    ("FAMILY_CARE", 4, 5, "孩子家长会"),
    ("PERSONAL", 8, 8, "办理证件"),
    ("FAMILY_CARE", 11, 13, ""),
)
DEPARTMENTS = (SHOWCASE, "E-AFT-1")


async def ask_for_some(store: Store, ctx: Context) -> int:
    """Hand in what is to be seen in the queues of the demo, and return how many that were."""
    count = 0
    for department in DEPARTMENTS:
        found = await store.reads.rows(marked(store, STAFF), [department])
        for (person, name), (code, first, last, why) in zip(found, ASKED, strict=False):
            days = [ctx.today + timedelta(days=step) for step in (first, last)]
            workday = WorkCalendar().workdays(days[0], days[0] + timedelta(days=14))[0]
            await operations.request_absence(
                acting(ctx, person, name), type_code=code, first_day=workday,
                last_day=max(workday, days[1]), reason=why,
            )  # fmt: skip
            count += 1
    return count
