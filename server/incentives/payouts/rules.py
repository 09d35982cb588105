"""What recognition and payouts are checked by: rules that compute and touch nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from server.incentives.payout_models import HonorGrain, RunState
from server.kernel.errors import InvalidInput, InvalidState
from server.kernel.money import to_minor
from server.metrics import periods
from server.metrics.calendar import PeriodError
from server.metrics.periods import Period
from server.metrics.words import Grain

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
ICON = re.compile(r"[a-z][a-z0-9-]{1,23}")
GRAINS: Final[Mapping[HonorGrain, Grain]] = {
    HonorGrain.MONTH: Grain.MONTH,
    HonorGrain.QUARTER: Grain.QUARTER,
    HonorGrain.YEAR: Grain.YEAR,
}
NEXT: Final[Mapping[str, frozenset[RunState]]] = {
    "check": frozenset({RunState.PROPOSED}),
    "approve": frozenset({RunState.CHECKED}),
    "release": frozenset({RunState.APPROVED}),
    "pay": frozenset({RunState.PAYABLE}),
    "revoke": frozenset({RunState.PROPOSED, RunState.CHECKED, RunState.APPROVED, RunState.PAYABLE}),
}
"""From which states each step of a run may be taken."""


class RunMovedOn(InvalidState):
    """The run is not in the state that the step needs: somebody has taken it already, or it is too early."""

    code = "RUN_MOVED_ON"


class RunExists(InvalidState):
    """The scheme has a run for this period that was not revoked."""

    code = "RUN_EXISTS"


class SamePerson(InvalidState):
    """Two steps that two people must take."""

    code = "SAME_PERSON"


class AwardPaid(InvalidState):
    """The award has a line in a run; that is taken back first."""

    code = "AWARD_PAID"


class HonorFull(InvalidState):
    """The honor has been given as often as it may for the period."""

    code = "HONOR_FULL"


class KudosLimit(InvalidState):
    """Somebody has thanked as often as the company lets them, or the same colleague twice a day."""

    code = "KUDOS_LIMIT"


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def clean_text(text: str | None, field: str, most: int, least: int = 0) -> str:
    """Return the text without needless spaces; refused when too short or too long."""
    found = " ".join((text or "").split())
    if not least <= len(found) <= most:
        raise wrong(
            field, f"请填写 {least} 至 {most} 个字符。", f"Write between {least} and {most} characters."
        )
    return found


def clean_code(code: str, field: str = "code") -> str:
    found = code.strip().upper()
    if not CODE.fullmatch(found):
        raise wrong(
            field,
            "编码用大写字母、数字和下划线，至少两位。",
            "A code has capitals, digits and underscores, two at least.",
        )
    return found


def minor(value: Decimal | None, field: str) -> int:
    """Return an amount or hours in hundredths; nothing below zero."""
    try:
        found = to_minor(value or Decimal(0))
    except ValueError as error:
        raise wrong(field, "最多两位小数。", "At most two places.") from error
    if found < 0:
        raise wrong(field, "不能小于 0。", "It can't be below 0.")
    return found


def period_named(text: str, field: str = "period") -> Period:
    """Read a period such as 2026-03, 2026-Q1 or 2026."""
    try:
        found = periods.named(text.strip())
    except PeriodError as error:
        raise wrong(
            field, "期间写作 2026-03、2026-Q1 或 2026。", "Write a period as 2026-03, 2026-Q1 or 2026."
        ) from error
    if found.grain not in GRAINS.values():
        raise wrong(field, "请给出月、季度或年。", "Name a month, a quarter or a year.")
    return found


def period_over(text: str, today: date, field: str = "period") -> Period:
    """Read a period whose last day has passed; what is not over is not paid yet."""
    found = period_named(text, field)
    if found.window.last >= today:
        raise wrong(field, f"{found.name} 还没有结束。", f"{found.name} is not over yet.")
    return found


def honor_period(text: str, grain: HonorGrain, today: date) -> Period:
    """Read the period an honor is given for: of the honor's own length, and begun."""
    found = period_named(text)
    if found.grain is not GRAINS[grain]:
        raise wrong(
            "period",
            "这个荣誉的评选周期与所填期间不一致。",
            "This honor is given for periods of another length.",
        )
    if found.window.first > today:
        raise wrong("period", f"{found.name} 还没有开始。", f"{found.name} has not begun.")
    return found


def require_state(step: str, state: str) -> None:
    """Refuse a step that the run's state does not allow, such as the second of two at once."""
    if RunState(state) not in NEXT[step]:
        raise RunMovedOn(
            "批次已由他人处理或尚未到这一步，请刷新。",
            "Somebody has dealt with this run, or it is not there yet; reload.",
            path=("input", "id"),
        )
