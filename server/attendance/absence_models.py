"""Tables of absence: its kinds, what is asked for, the days it takes, and the ledger from which balances follow.

Everything is counted in hundredths of hours; a day is eight hours.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.people.event_models import AbsenceType as SheetAbsence
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, Minor, Ref, Text, TextId


class AbsenceUnit(StrEnum):
    """The smallest part that can be taken."""

    DAY = "DAY"
    HALF_DAY = "HALF_DAY"
    HOUR = "HOUR"


class Accrual(StrEnum):
    """NONE: no balance is kept. YEARLY: the same for all, each year. BY_SERVICE: by full years of service."""

    NONE = "NONE"
    YEARLY = "YEARLY"
    BY_SERVICE = "BY_SERVICE"


class AbsenceState(StrEnum):
    """CANCELLED: approved once, and every day of it given back since."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"
    CANCELLED = "CANCELLED"


class DayPart(StrEnum):
    FULL = "FULL"
    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"
    HOURS = "HOURS"


class HoldState(StrEnum):
    """HELD: asked for. TAKEN: approved. RELEASED: came to nothing. GIVEN_BACK: approved, then not taken."""

    HELD = "HELD"
    TAKEN = "TAKEN"
    RELEASED = "RELEASED"
    GIVEN_BACK = "GIVEN_BACK"


class EntryKind(StrEnum):
    ACCRUED = "ACCRUED"
    CARRIED = "CARRIED"
    ADJUSTED = "ADJUSTED"
    TAKEN = "TAKEN"
    GIVEN_BACK = "GIVEN_BACK"
    EXPIRED = "EXPIRED"


class AbsenceType(Row):
    """A kind of absence and its rules; `paid_share` counts hundredths of the hours that are paid."""

    code = Text(32, unique=True, description=label("假别编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    unit = Choice(AbsenceUnit, default=AbsenceUnit.HALF_DAY, description=label("最小单位", "Smallest part"))
    paid_share = Minor(default=100, description=label("带薪比例", "Share that is paid"))
    accrual = Choice(
        Accrual, default=Accrual.NONE, description=label("额度来源", "Where the balance comes from")
    )
    yearly_hours = Minor(default=0, description=label("每年额度（小时）", "Hours a year"))
    carry_over_hours = Minor(default=0, description=label("可结转上限（小时）", "Hours carried over at most"))
    counts_rest_days = Flag(default=False, description=label("含休息日和节假日", "Rest days count too"))
    needs_reason = Flag(default=False, description=label("须写原因", "A reason is needed"))
    is_active = Flag(default=True, description=label("启用", "In use"))
    place = Int(default=0, description=label("次序", "Place in the list"))
    sheet_kind = Choice(SheetAbsence, null=True, description=label("统计类别", "Counted as"))

    class Meta:
        table = "absence_type"


class AbsenceRequest(Row):
    """Days off that somebody asks for; `hours` is what they count for, less what was given back."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    type = Ref("AbsenceType", description=label("假别", "Kind of absence"))
    first_day = Day(db_index=True, description=label("开始日期", "First day"))
    last_day = Day(description=label("结束日期", "Last day"))
    starts_at_noon = Flag(default=False, description=label("首日下午开始", "Begins at noon"))
    ends_at_noon = Flag(default=False, description=label("末日中午结束", "Ends at noon"))
    hours = Minor(description=label("小时数", "Hours"))
    reason = Text(300, default="", description=label("原因", "Reason"))
    state = Choice(AbsenceState, default=AbsenceState.WAITING, description=label("状态", "State"))
    approval_id = TextId(null=True, db_index=True, description=label("审批编号", "Approval"))
    decided_at = Instant(null=True, description=label("办结时间", "Settled at"))

    class Meta:
        table = "absence_request"
        indexes = (("employee_id", "first_day"), ("state", "first_day"))


class AbsenceDay(Row):
    """One day of an absence that counts; rest days that do not count have none."""

    request = Ref("AbsenceRequest", description=label("请假单", "Request"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    type = Ref("AbsenceType", description=label("假别", "Kind of absence"))
    day = Day(description=label("日期", "Day"))
    part = Choice(DayPart, description=label("时段", "Part of the day"))
    hours = Minor(description=label("小时数", "Hours"))
    state = Choice(HoldState, default=HoldState.HELD, description=label("状态", "State"))

    class Meta:
        table = "absence_day"
        indexes = (("employee_id", "day"), ("day", "state"))


class AbsenceEntry(Row):
    """A line of the ledger, never changed; `entry_key` lets what runs each year run twice without harm."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    type = Ref("AbsenceType", description=label("假别", "Kind of absence"))
    year = Int(description=label("年度", "Year"))
    kind = Choice(EntryKind, description=label("类别", "Kind"))
    hours = Minor(description=label("小时数增减", "Hours, more or less"))
    entered_on = Day(description=label("入账日期", "Entered on"))
    request_id = TextId(null=True, db_index=True, description=label("请假单", "Request"))
    note = Text(200, default="", description=label("说明", "Note"))
    entry_key = Text(128, null=True, unique=True, description=label("入账键", "Key of the entry"))

    class Meta:
        table = "absence_entry"
        indexes = (("employee_id", "type_id", "year"),)


class AbsenceBalance(Row):
    """What the ledger sums up to for one person, kind and year, and what waiting requests hold of it.

    Only the ledger writes it, in the transaction of the entry.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    type = Ref("AbsenceType", description=label("假别", "Kind of absence"))
    year = Int(description=label("年度", "Year"))
    granted_hours = Minor(default=0, description=label("额度（小时）", "Hours granted"))
    taken_hours = Minor(default=0, description=label("已休（小时）", "Hours taken"))
    expired_hours = Minor(default=0, description=label("已作废（小时）", "Hours expired"))
    held_hours = Minor(default=0, description=label("审批中（小时）", "Hours asked for"))
    remaining_hours = Minor(default=0, description=label("剩余（小时）", "Hours remaining"))

    class Meta:
        table = "absence_balance"
        unique_together = (("employee_id", "type_id", "year"),)


USUAL = (
    # code, 中文, English, unit, paid %, accrual, yearly, carried, rest days count, reason, counted as
    ("ANNUAL", "年休假", "Annual leave", "HALF_DAY", 100, "BY_SERVICE", 0, 4000, False, False, "ANNUAL"),
    ("SICK", "病假", "Sick leave", "HALF_DAY", 60, "NONE", 0, 0, False, True, "SICK"),
    ("PERSONAL", "事假", "Personal leave", "HOUR", 0, "NONE", 0, 0, False, True, "PERSONAL"),
    ("MARRIAGE", "婚假", "Marriage leave", "DAY", 100, "NONE", 0, 0, False, False, "STATUTORY"),
    ("MATERNITY", "产假", "Maternity leave", "DAY", 100, "NONE", 0, 0, True, False, "MATERNITY"),
    ("PATERNITY", "陪产假", "Paternity leave", "DAY", 100, "NONE", 0, 0, True, False, "STATUTORY"),
    ("BEREAVEMENT", "丧假", "Bereavement leave", "DAY", 100, "NONE", 0, 0, False, False, "STATUTORY"),
    ("FAMILY_CARE", "育儿假", "Childcare leave", "HALF_DAY", 100, "YEARLY", 4000, 0, False, False, "STATUTORY"),
    ("LIEU", "调休", "Time off in lieu", "HOUR", 100, "YEARLY", 0, 0, False, False, "STATUTORY"),
)  # fmt: skip
"""The kinds a new company begins with; which there are, and what they are worth, is for HR to say."""
SINCE = "2020-01-01T00:00:00.000Z"


def type_id(code: str) -> str:
    """Return the id that one of the usual kinds has everywhere."""
    place = next(number for number, line in enumerate(USUAL, start=1) if line[0] == code)
    return f"018f0000-0000-7000-8000-00000abe{place:04x}"


def seeds(dialect: str) -> list[str]:
    """Spell the inserts of the usual kinds, for either database."""
    return [spell(dialect, *line) for line in USUAL]


def spell(dialect: str, code: str, *given: object) -> str:
    zh, en, unit, paid, accrual, yearly, carried, rest, reason, sheet = given
    flags = {True: "1", False: "0"} if dialect == "sqlite" else {True: "true", False: "false"}
    texts = [type_id(code), SINCE, SINCE, code, zh, en, unit, accrual, sheet]
    place = 10 * int(type_id(code)[-4:], 16)
    numbers = [1, paid, yearly, carried, place, *(flags[bool(each)] for each in (rest, reason, True))]
    return (
        "insert into absence_type (id,created_at,updated_at,code,name,name_en,unit,accrual,sheet_kind,version,"  # noqa: S608 (constants)
        "paid_share,yearly_hours,carry_over_hours,place,counts_rest_days,needs_reason,is_active) values ("
        + ",".join([*(f"'{text}'" for text in texts), *map(str, numbers)])
        + ") on conflict do nothing"
    )
