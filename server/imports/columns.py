"""Which header stands for which field: the contract's names, the labels in both languages, and usual wordings."""

# ruff: noqa: E501 (a table reads best with one line a row)

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from server.imports import values
from server.imports.result import BadCell
from server.imports.values import Cell
from server.people import rules

OWN_PREFIX = "custom:"
"""What the names of the company's own fields begin with."""


@dataclass(frozen=True)
class Own:
    """What a field of the company's own is called, 中文 and English, and the class of its values."""

    labels: tuple[str, str]
    data_class: str
    is_required: bool = False


@dataclass(frozen=True)
class Field:
    """A field that a file may fill: how its cells are read, and what its column may be called."""

    name: str
    read: Callable[[Cell], object]
    words: str
    required: bool = False
    own: Own | None = None


def clean(check: Callable[[str], str]) -> Callable[[Cell], object]:
    return lambda cell: check(values.text_of(cell))


def limited(length: int) -> Callable[[Cell], object]:
    """Read text of at most `length` characters."""

    def read(cell: Cell) -> str:
        text = values.text_of(cell)
        if len(text) > length:
            raise BadCell("TOO_LONG", f"不能超过 {length} 个字符。", f"It has more than {length} characters.")
        return text

    return read


def pay_of(cell: Cell) -> str:
    return rules.clean_pay(values.number_of(cell))


PEOPLE: tuple[Field, ...] = (
    Field("code", clean(rules.clean_code), "工号|员工编号|员工号|编号|人员编号|职工号|employee number|employee id|employee code|staff no|spell_id|person_id", required=True),
    Field("name", clean(rules.clean_name), "姓名|员工姓名|名字|full name|employee name", required=True),
    Field("department", limited(64), "部门|所属部门|部门名称|部门编码|dept|dept name|department code|department name|unit", required=True),
    Field("hired_on", values.day_of, "入职日期|入职时间|入司日期|入司时间|到岗日期|hire date|hired|start_date|join date|date of joining", required=True),
    Field("position", limited(64), "岗位|职位|岗位名称|职务|岗位编码|job|job title|title|position code|position name"),
    Field("location", limited(64), "工作地点|地点|办公地点|门店地点|location code|location name|site"),
    Field("manager", limited(64), "直属上级|上级|上级工号|直接上级|汇报对象|line manager|manager code|reports to"),
    Field("phone", clean(rules.clean_phone), "手机|手机号|手机号码|联系电话|电话|联系方式|mobile|phone number|mobile phone"),
    Field("email", clean(rules.clean_email), "邮箱|电子邮箱|邮件|e-mail|mail|email address"),
    Field("id_number", clean(rules.clean_id_number), "身份证号|身份证|身份证号码|证件号码|证件号|id card|id no|national id"),
    Field("base_salary", pay_of, "基本工资|基本月薪|月薪|工资|底薪|基本薪资|salary|base pay|monthly salary|base salary"),
    Field("left_on", values.day_of, "离职日期|离职时间|最后工作日|最后在职日|leave date|left|end_date|last day|termination date"),
    Field("leave_kind", values.leave_kind_of, "离职类型|离职性质|exit_type|exit kind|leave type"),
    Field("leave_reason", limited(512), "离职原因|exit reason|reason for leaving"),
    Field("employment_type", values.employment_type_of, "用工类型|用工性质|员工类型|employment type|contract type"),
    Field("vendor", limited(128), "外包公司|派遣公司|外包或派遣公司|agency"),
    Field("probation_ends_on", values.day_of, "试用期结束|试用期结束日期|试用期截止|probation end|probation ends"),
    Field("confirmed_on", values.day_of, "转正日期|转正时间|confirmation date|confirmed"),
    Field("effective_on", values.day_of, "生效日期|变动日期|effective date|effective"),
)  # fmt: skip

ATTENDANCE: tuple[Field, ...] = (
    PEOPLE[0],
    Field("month", values.month_of, "月份|考勤月份|年月|period", required=True),
    Field("worked_hours", values.hundredths_of, "出勤工时|工时|实际工时|hours|worked"),
    Field("payable_hours", values.hundredths_of, "计薪工时|paid hours|paid_hours"),
    Field("overtime_hours", values.hundredths_of, "加班工时|加班小时|加班|overtime"),
    Field(
        "workday_overtime_hours",
        values.hundredths_of,
        "工作日加班工时|工作日加班|平时加班|平日加班|workday overtime",
    ),
    Field(
        "rest_day_overtime_hours",
        values.hundredths_of,
        "休息日加班工时|休息日加班|周末加班|rest day overtime|weekend overtime",
    ),
    Field(
        "holiday_overtime_hours",
        values.hundredths_of,
        "法定节假日加班工时|节假日加班工时|节假日加班|节日加班|holiday overtime",
    ),
    Field("absent_days", values.hundredths_of, "缺勤天数|缺勤|旷工天数|absence days"),
    Field("leave_days", values.hundredths_of, "请假天数|请假|leave"),
    Field("late_count", values.count_of, "迟到次数|迟到|late"),
    Field("night_shifts", values.count_of, "夜班次数|夜班|nights"),
)


@dataclass(frozen=True)
class Matching:
    """Which column fills which field, by position, and the headers that fill none."""

    fields: Mapping[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def fold(header: str) -> str:
    """Reduce a header to what matters: no case, no spaces, underscores, brackets or stars."""
    text = unicodedata.normalize("NFKC", header).lower()
    return re.sub(r"[\s_\-*:]|\(.*?\)|\[.*?\]", "", text)


def match(headers: Sequence[str], fields: Sequence[Field], given: Mapping[str, str | None]) -> Matching:
    """Match headers to fields: by the given mapping first (None leaves a column out), else by wording, ours first."""
    ordered = sorted(fields, key=lambda field: field.own is None)
    known = {fold(word): field.name for field in ordered for word in (field.name, *field.words.split("|"))}
    own = {fold(header): name for header, name in given.items()}
    named = {field.name.replace("_", ""): field.name for field in fields} | {f.name: f.name for f in fields}
    found: dict[str, int] = {}
    unknown: list[str] = []
    for at, header in enumerate(headers):
        key = fold(header)
        is_given = header in given or key in own
        told = given.get(header, own.get(key))
        if is_given and told is None:
            continue
        given_name = told or ""
        name = (named.get(given_name) or named.get(fold(given_name))) if is_given else known.get(key)
        if name is None or name in found:
            unknown += [header] if header else []
        else:
            found[name] = at
    missing = [field.name for field in fields if field.required and field.name not in found]
    return Matching(found, tuple(unknown), tuple(missing))
