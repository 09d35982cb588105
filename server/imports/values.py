"""Cells into values: dates, amounts, hours and choices in the spellings that spreadsheets use."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias, TypeVar

from server.imports.result import BadCell
from server.people.models import EmploymentType, LeaveKind

Cell: TypeAlias = "str | float | bool | date | None"
E = TypeVar("E", bound=StrEnum)

CLOCK = r"(?:[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
SPELLED = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?" + CLOCK)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
WRITTEN = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
"""A date in words, as on certificates: 二〇二四年三月一日."""
NUMERALS = "零一二三四五六七八九"
SERIAL_START = date(1899, 12, 30)
"""Day 0 of spreadsheets, which hold 1900 to have been a leap year."""

LEAVE_KINDS = {
    LeaveKind.VOLUNTARY: "voluntary 主动 主动离职 辞职 自愿 自离 resignation",
    LeaveKind.INVOLUNTARY: "involuntary 被动 被动离职 辞退 开除 裁员 解除 dismissal",
    LeaveKind.RETIREMENT: "retirement 退休",
    LeaveKind.OTHER: "other 其他 其它 合同到期",
}
EMPLOYMENT_TYPES = {
    EmploymentType.FULL_TIME: "full_time fulltime full-time regular 全职 正式 正式工 全日制",
    EmploymentType.PART_TIME: "part_time parttime part-time 兼职 非全日制",
    EmploymentType.HOURLY: "hourly 小时工 钟点工",
    EmploymentType.INTERN: "intern 实习 实习生",
    EmploymentType.DISPATCHED: "dispatched 派遣 劳务派遣",
    EmploymentType.OUTSOURCED: "outsourced 外包",
}


def text_of(cell: Cell) -> str:
    """Spell any cell as text: whole numbers without a point, full-width letters narrow."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return unicodedata.normalize("NFKC", str(cell)).strip()


def day_of(cell: Cell) -> date:
    """Read a date: 2024-03-01, 2024/3/1, 2024年3月1日, 二〇二四年三月一日, 20240301, or a spreadsheet's day number."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    try:
        if found := SPELLED.fullmatch(text) or COMPACT.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := WRITTEN.fullmatch(text):
            return date(int("".join(map(digit, found[1]))), tens(found[2]), tens(found[3]))
        if found := SERIAL.fullmatch(text):
            return SERIAL_START + timedelta(days=int(found[1]))
    except ValueError as error:
        raise not_a_date(text) from error
    raise not_a_date(text)


def digit(numeral: str) -> str:
    return str(NUMERALS.index(numeral.replace("〇", "零")))


def tens(text: str) -> int:
    """Read a number below a hundred in words: 三, 十, 十二, 二十, 三十一."""
    before, ten, after = text.partition("十")
    if not ten:
        return int(digit(text))
    return 10 * (int(digit(before)) if before else 1) + (int(digit(after)) if after else 0)


def not_a_date(text: str) -> BadCell:
    return BadCell(
        "INVALID_DATE",
        f"“{text}”不是日期，请写成 2024-03-01。",
        f"'{text}' is not a date; write it as 2024-03-01.",
    )


def month_of(cell: Cell) -> str:
    """Read a month: 2024-03, 2024年3月, 202403, or any day in it."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    text = text_of(cell)
    if (found := MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:  # noqa: PLR2004 (months)
        return f"{found[1]}-{int(found[2]):02d}"
    return f"{day_of(cell):%Y-%m}"


def number_of(cell: Cell) -> Decimal:
    """Read a number with at most two places; ¥, 元 and thousands separators may be there."""
    text = re.sub(r"[,¥¥元\s]", "", text_of(cell))
    try:
        value = Decimal(text)
        exact = value.is_finite() and value == value.quantize(Decimal("0.01"))
    except InvalidOperation:
        exact = False
    if not exact:
        raise BadCell(
            "INVALID_NUMBER",
            f"“{text_of(cell)}”不是最多两位小数的数字。",
            f"'{text_of(cell)}' is not a number with at most two places.",
        )
    return value


def count_of(cell: Cell) -> int:
    value = number_of(cell)
    if value != int(value) or value < 0:
        raise BadCell("INVALID_NUMBER", f"“{value}”不是次数。", f"'{value}' is not a count.")
    return int(value)


def hundredths_of(cell: Cell) -> int:
    value = number_of(cell)
    if value < 0:
        raise BadCell("INVALID_NUMBER", f"“{value}”不能为负。", f"'{value}' cannot be negative.")
    return int(value * 100)


def leave_kind_of(cell: Cell) -> LeaveKind:
    return choice_of(cell, LEAVE_KINDS)


def employment_type_of(cell: Cell) -> EmploymentType:
    return choice_of(cell, EMPLOYMENT_TYPES)


def choice_of(cell: Cell, words: dict[E, str]) -> E:
    text = text_of(cell).lower()
    for choice, known in words.items():
        if text in known.split():
            return choice
    allowed = ", ".join(words)
    raise BadCell(
        "INVALID_CHOICE", f"“{text}”不在可选值之中：{allowed}。", f"'{text}' is none of: {allowed}."
    )
