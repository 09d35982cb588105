"""Every company setting: what it means in both languages, its kind, range and default, and who may change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final
from zoneinfo import available_timezones

from server.kernel.labels import label

Value = str | int | Decimal | bool | tuple[int, ...]


class SettingKind(StrEnum):
    """How a setting is written: DAYS is a list of whole numbers, the largest first."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    AMOUNT = "AMOUNT"
    FLAG = "FLAG"
    CHOICE = "CHOICE"
    DAYS = "DAYS"


@dataclass(frozen=True)
class Rule:
    """One setting. `of` is the policy class that decides who reads and changes it.

    `backs` names the start-up setting of the same meaning; given as a variable or in zhiren.toml, that one wins.
    `at_start` settings hold from the next start of the server on.
    """

    kind: SettingKind
    default: Value
    label: str
    group: str
    of: str = "company_setting"
    bounds: tuple[Decimal, Decimal] | None = None
    choices: tuple[str, ...] = ()
    backs: str = ""
    at_start: bool = False

    @property
    def least(self) -> Decimal | None:
        return self.bounds[0] if self.bounds else None

    @property
    def most(self) -> Decimal | None:
        return self.bounds[1] if self.bounds else None


T, N, A, F, C, D = (
    SettingKind.TEXT, SettingKind.NUMBER, SettingKind.AMOUNT, SettingKind.FLAG, SettingKind.CHOICE, SettingKind.DAYS,
)  # fmt: skip


def within(least: str, most: str) -> tuple[Decimal, Decimal]:
    return Decimal(least), Decimal(most)


SETTINGS: Final[Mapping[str, Rule]] = {
    # The company
    "company": Rule(T, "知人", label("公司名称", "Company name"), "company", backs="company"),
    "language": Rule(
        C, "zh", label("默认语言", "Default language"), "company", choices=("zh", "en"), backs="language"
    ),
    "zone": Rule(
        C, "Asia/Shanghai", label("公司时区", "Company time zone"), "company", of="system_setting",
        choices=tuple(sorted(available_timezones())), backs="zone", at_start=True,
    ),
    "fiscal_year_starts": Rule(
        N, 1, label("财年起始月份", "Month in which the fiscal year starts"), "company", bounds=within("1", "12"),
        backs="fiscal_year_starts",
    ),
    # Reminders, in days before
    "probation_reminder_days": Rule(
        D, (14, 7, 1), label("试用期到期前几天提醒", "Days before the end of probation to remind"), "reminders",
        bounds=within("0", "365"),
    ),
    "contract_reminder_days": Rule(
        D, (60, 30, 7), label("合同到期前几天提醒", "Days before the end of a contract to remind"), "reminders",
        bounds=within("0", "365"),
    ),
    "document_reminder_days": Rule(
        D, (30, 7), label("证件到期前几天提醒", "Days before a document expires to remind"), "reminders",
        bounds=within("0", "365"),
    ),
    # Leaving
    "severance_month_cap": Rule(
        N, 12, label("补偿最多计几个月", "Months of severance at most"), "leaving", bounds=within("0", "60")
    ),
    "severance_pay_cap": Rule(
        A, Decimal(0), label("补偿月薪封顶，0 为不封顶", "Cap of the monthly pay for severance; 0 for none"),
        "leaving", bounds=within("0", "1000000"),
    ),
    "notice_days": Rule(
        N, 30, label("离职提前通知天数", "Days of notice before leaving"), "leaving", bounds=within("0", "180")
    ),
    # Attendance
    "workday_hours": Rule(
        A, Decimal(8), label("每个工作日的小时数", "Hours of a working day"), "attendance", bounds=within("1", "12")
    ),
    "night_shift_starts": Rule(
        N, 22, label("夜班从几点算起", "Hour from which a shift is at night"), "attendance", bounds=within("18", "23")
    ),
    "overtime_flag_hours": Rule(
        A, Decimal(30), label("月加班超过几小时标出", "Hours of overtime a month above which to flag"),
        "attendance", bounds=within("0", "200"),
    ),
    "weekend_days": Rule(
        D, (7, 6), label("休息日（1 为周一，7 为周日）", "Days of rest (1 is Monday, 7 is Sunday)"), "attendance",
        bounds=within("1", "7"),
    ),
    # Staffing
    "span_of_control_most": Rule(
        N, 12, label("直接下级超过几人标出", "Direct reports above which to flag"), "staffing",
        bounds=within("1", "200"),
    ),
    "hire_lead_days": Rule(
        N, 30, label("招聘提前天数", "Days ahead to start hiring"), "staffing", bounds=within("0", "365")
    ),
    # Data
    "source_fresh_days": Rule(
        N, 35, label("来源几天未更新算过期", "Days after which a source counts as stale"), "data",
        bounds=within("1", "400"),
    ),
    # Signing in
    "session_idle_minutes": Rule(
        N, 30, label("会话闲置几分钟后退出", "Idle minutes after which a session ends"), "security",
        of="system_setting", bounds=within("5", "480"), backs="session_idle_minutes",
    ),
    "session_hours": Rule(
        N, 12, label("会话最长几小时", "Hours a session lasts at most"), "security", of="system_setting",
        bounds=within("1", "72"), backs="session_hours",
    ),
    "token_days_most": Rule(
        N, 366, label("接口令牌最长几天", "Days an API token lasts at most"), "security", of="system_setting",
        bounds=within("1", "366"),
    ),
    "self_tokens": Rule(
        F, True, label("员工可为自己建接口令牌", "People may make API tokens of their own"), "security",
        of="system_setting",
    ),
}  # fmt: skip
"""Add a line here for a setting of your own and read it with `read_setting`, `read_number`, `read_days` …."""
