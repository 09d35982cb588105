"""Daily attendance from a file: one row a person and day; what is known of a day is superseded, never overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.access.settings import read_number
from server.attendance.models import AttendanceStatus, CalendarKind
from server.attendance.operations.days import put_days
from server.attendance.operations.figures import SUMS, month_rows, own_months
from server.attendance.operations.ground import Stays, is_employed, require_open
from server.attendance.operations.totals import adjusted, plus
from server.attendance.overtime import NAMES
from server.attendance.rules import DayRow, Shift, day_row
from server.imports import values
from server.imports.check import Checker, Values
from server.imports.columns import PEOPLE as PEOPLE_COLUMNS
from server.imports.columns import Field, limited
from server.imports.known import read_aliases
from server.imports.landing import Line
from server.imports.models import RowState
from server.imports.outcomes import Found
from server.imports.result import BadCell
from server.imports.values import Cell
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people.calendar import WorkCalendar
from server.store.reads import Snapshot

TABLE = "attendance_day"
PEOPLE = "select code,id from employee"
STAYS = "select employee_id,hired_on,left_on from employment where superseded_at is null"
OWN = "select day,kind,name from calendar_day"
LOCKED = "select month from attendance_month where state='LOCKED'"
COLUMNS = (
    "status", "started_at", "ended_at", "zone", "break_minutes", "worked_hours", "overtime_hours", "late_minutes",
)  # fmt: skip
HELD = f"select employee_id,valid_from,id,{','.join(COLUMNS)} from attendance_day where superseded_at is null"  # noqa: S608 (constants)
CLOCK = re.compile(r"(?:(\d{4}-\d{1,2}-\d{1,2})[T ])?(\d{1,2}):(\d{2})(?::\d{2})?")
STATUSES = {
    AttendanceStatus.WORKED: "worked present 出勤 正常 已出勤",
    AttendanceStatus.ABSENT: "absent awol 旷工 缺勤 缺卡未到",
}


def moment_of(cell: Cell | time) -> datetime | time:
    """Read a time of day, 09:00, or a whole moment, 2025-06-01 22:00, both as the clock on the wall shows them."""
    if isinstance(cell, datetime | time):
        return cell
    text = values.text_of(cell)
    found = CLOCK.fullmatch(text)
    try:
        if found:
            clock = time(int(found[2]), int(found[3]))
            return datetime.combine(values.day_of(found[1]), clock) if found[1] else clock
    except ValueError as error:
        raise not_a_time(text) from error
    raise not_a_time(text)


def not_a_time(text: str) -> BadCell:
    return BadCell(
        "INVALID_TIME", f"“{text}”不是时间，请写成 09:00。", f"'{text}' is not a time; write it as 09:00."
    )


def status_of(cell: Cell) -> AttendanceStatus:
    return values.choice_of(cell, STATUSES)


FIELDS: tuple[Field, ...] = (
    PEOPLE_COLUMNS[0],
    Field("day", values.day_of, "日期|出勤日期|考勤日期|工作日期|date|work day|work date", required=True),
    Field("started_at", moment_of, "上班时间|上班|上班打卡|签到|签到时间|start|clock in|check in|started"),
    Field("ended_at", moment_of, "下班时间|下班|下班打卡|签退|签退时间|end|clock out|check out|ended"),
    Field("zone", limited(64), "时区|time zone|timezone"),
    Field("break_minutes", values.count_of, "休息分钟|休息时长|break|break minutes"),
    Field("worked_hours", values.hundredths_of, "出勤工时|工时|实际工时|hours|worked|hours worked"),
    Field("overtime_hours", values.hundredths_of, "加班工时|加班小时|加班|overtime"),
    Field("late_minutes", values.count_of, "迟到分钟|迟到|late|minutes late"),
    Field("status", status_of, "状态|出勤状态|attendance status"),
    Field("note", limited(200), "说明|备注|remark"),
)


@dataclass
class DaysPlan:
    """The days to put, each with the number of its row and the id of what it takes the place of."""

    told: list[tuple[str, DayRow]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    olds: list[str | None] = field(default_factory=list)
    unchanged: int = 0
    found: Found = field(default_factory=dict)

    @property
    def added(self) -> int:
        return sum(old is None for old in self.olds)

    @property
    def changed(self) -> int:
        return len(self.olds) - self.added


@dataclass
class DaysKnown:
    """What rows are held against."""

    people: dict[str, str]
    stays: Stays
    calendar: WorkCalendar
    locked: set[str]
    held: dict[tuple[str, date], tuple[str, DayKey]]


DayKey = tuple[object, ...]
Before = dict[str, dict[str, int | None]]


async def read_known(ctx: Context, snapshot: Snapshot, source: str) -> DaysKnown:
    people = {str(row[0]): str(row[1]) for row in await snapshot.rows(PEOPLE)}
    aliases = await read_aliases(ctx.store, snapshot, source)
    people |= {code: people[real] for code, real in aliases.items() if real in people}
    stays: Stays = {}
    for person, hired, left in await snapshot.rows(STAYS):
        stays.setdefault(str(person), []).append((as_day(hired), left and as_day(left)))
    own = {as_day(row[0]): (CalendarKind(row[1]), str(row[2])) for row in await snapshot.rows(OWN)}
    locked = {str(row[0]) for row in await snapshot.rows(LOCKED)}
    held = {
        (str(row[0]), as_day(row[1])): (str(row[2]), tuple(map(plain, row[3:])))
        for row in await snapshot.rows(HELD)
    }
    return DaysKnown(people, stays, WorkCalendar(own), locked, held)


async def plan_days(ctx: Context, checker: Checker, source: str) -> DaysPlan:
    """Work every row out and compare it with what is known of the day; people may go by the codes of the source."""
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        known = await read_known(ctx, snapshot, source)
    night_from, zone = await read_number(ctx, "night_shift_starts"), ctx.store.settings.zone
    plan = DaysPlan()
    for number, row in checker.rows(("code", "day")):
        person = known.people.get(str(row["code"]))
        if person is None:
            zh, en = "没有这个工号，请先导入员工。", "No such employee; import people first."
            checker.refuse(number, "code", "UNKNOWN_EMPLOYEE", zh, en)
            continue
        try:
            told = day_row(
                shift_of(ctx, row), known.calendar.kind, zone=zone, now=ctx.now, night_from=night_from
            )
        except InvalidInput as error:
            checker.refuse(number, column_of(error), "INVALID_VALUE", error.zh, error.en)
            continue
        if fits(checker, known, number, person, told):
            add(plan, known, number, person, told)
    return plan


def column_of(error: InvalidInput) -> str:
    name = error.path[-1] if error.path else "day"
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)


def fits(checker: Checker, known: DaysKnown, number: int, person: str, told: DayRow) -> bool:
    """Refuse a day of a closed month and one outside of the employment."""
    if told.month in known.locked:
        zh = f"{told.month} 的考勤已锁定，请登记调整。"
        en = f"The attendance of {told.month} is locked; record an adjustment."
        checker.refuse(number, "day", "MONTH_LOCKED", zh, en)
    elif not is_employed(known.stays.get(person, []), told.day):
        zh, en = "这一天不在任职期间。", "That day lies outside of the employment."
        checker.refuse(number, "day", "NOT_EMPLOYED", zh, en)
    else:
        return True
    return False


def add(plan: DaysPlan, known: DaysKnown, number: int, person: str, told: DayRow) -> None:
    old, held = known.held.get((person, told.day), (None, ()))
    now = tuple(plain(getattr(told, name)) for name in COLUMNS)
    if old is not None and held == now:
        plan.unchanged += 1
        plan.found[number] = (RowState.UNCHANGED, {})
        return
    plan.told.append((person, told))
    plan.numbers.append(number)
    plan.olds.append(old)
    before = {
        name: None if value is None else str(value)
        for name, value, other in zip(COLUMNS, held, now, strict=False)
        if value != other
    }
    plan.found[number] = (RowState.NEW if old is None else RowState.CHANGED, before)


def shift_of(ctx: Context, row: Values) -> Shift:
    """Read a row as a shift: an end that is not after the begin lies on the next day."""
    day, zone = row["day"], str(row.get("zone") or ctx.store.settings.zone)
    assert isinstance(day, date)  # noqa: S101 (what its column reads)
    started, ended = (on_day(row.get(name), day) for name in ("started_at", "ended_at"))
    if started is not None and ended is not None and isinstance(row["ended_at"], time) and ended <= started:
        ended += timedelta(days=1)
    place = ZoneInfo(zone) if zone == ctx.store.settings.zone else zone_of(zone)
    return Shift(
        day,
        started and started.replace(tzinfo=place),
        ended and ended.replace(tzinfo=place),
        zone,
        number_in(row, "break_minutes"),
        number_in(row, "worked_hours"),
        number_in(row, "overtime_hours"),
        number_in(row, "late_minutes") or 0,
        AttendanceStatus(str(row.get("status") or AttendanceStatus.WORKED)),
        str(row.get("note") or ""),
    )


def number_in(row: Values, name: str) -> int | None:
    value = row.get(name)
    return None if value is None else int(str(value))


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone; InvalidInput if there is none of the name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        zh, en = f"没有“{name}”这个时区。", f"There is no time zone '{name}'."
        raise InvalidInput(zh, en, path=("input", "zone")) from error


def on_day(moment: object, day: date) -> datetime | None:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(day, moment) if isinstance(moment, time) else None


async def apply_days(ctx: Context, plan: DaysPlan, source: str) -> tuple[list[Line], Before]:
    """Put the days; return what became of each row and, by the first day of each, the sums they took the place of.

    A month closed since the check refuses the file.
    """
    if not plan.told:
        return [], {}
    await require_open(ctx, {row.month for _, row in plan.told}, "file")
    pairs = [(person, row.month) for person, row in plan.told]
    foreign = await foreign_sums(set(pairs))
    made = await put_days(ctx, plan.told, source=source)
    before = {row_id: foreign.pop(pair) for pair, row_id in zip(pairs, made, strict=True) if pair in foreign}
    return list(zip(plan.numbers, made, plan.olds, strict=True)), before


async def foreign_sums(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, int | None]]:
    """Return the sums of months as they came from elsewhere, which days are about to take the place of."""
    found: dict[tuple[str, str], dict[str, int | None]] = {}
    others = pairs - await own_months(pairs)
    for month in sorted({month for _, month in others}):
        rows = await month_rows(month, {person for person, each in others if each == month})
        found |= {
            (person, month): {name: getattr(row, name) for name in (*SUMS, *NAMES)}
            for person, row in rows.items()
        }
    for pair, more in (await adjusted(found.keys())).items():
        found[pair] = plus(found[pair], more, -1)
    return found


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def plain(value: object) -> object:
    """Return a value as both the table and the file spell it."""
    if isinstance(value, datetime):
        return spell_instant(value)
    return str(value) if isinstance(value, AttendanceStatus) else value
