"""Figures and their reasons as people read them: 10.0%, 4.0个百分点, 60,000.00, —."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from server.metrics.definitions import Label, Unit
from server.metrics.words import CellStatus, Compare, TargetState

NOTHING = "—"
SHARES = frozenset({"percent", "pp"})
"""Units stored as a fraction of one and shown in hundredths."""
DEFAULT_PLACES = 2
MOST_PLACES = 6

REASONS: Mapping[CellStatus, Label] = {
    CellStatus.NO_DATA: Label("没有数据", "No data"),
    CellStatus.EMPTY_DENOMINATOR: Label("分母为空", "Nothing to divide by"),
    CellStatus.INCOMPLETE_INPUT: Label("数据不完整", "Part of the data is missing"),
    CellStatus.IMMATURE: Label("观察期未满", "Too early to tell"),
    CellStatus.MISSING_RATE: Label("缺少汇率", "An exchange rate is missing"),
    CellStatus.SUPPRESSED_SMALL_GROUP: Label("人数过少,已隐去", "Hidden: too few people"),
    CellStatus.SUPPRESSED_COMPLEMENTARY: Label(
        "为防止由合计推算,已隐去", "Hidden: it would give a small group away"
    ),
    CellStatus.SUPPRESSED_DOMINANCE: Label("单人占比过大,已隐去", "Hidden: mostly one person's"),
    CellStatus.SUPPRESSED_DIFFERENCING: Label(
        "与已看过的数字相减会暴露少数人,已隐去",
        "Hidden: with figures seen before it would give a few people away",
    ),
    CellStatus.NOT_PERMITTED: Label("无权查看", "Not permitted"),
}
TARGET_WORDS: Mapping[TargetState, Label] = {
    TargetState.MET: Label("达标", "Met"),
    TargetState.NEAR: Label("接近目标", "Near"),
    TargetState.MISSED: Label("未达标", "Missed"),
    TargetState.UNKNOWN: Label("无法判断", "Unknown"),
}
COMPARE_WORDS: Mapping[Compare, Label] = {
    Compare.PRIOR_PERIOD: Label("上期", "Prior period"),
    Compare.PRIOR_YEAR: Label("去年同期", "Prior year"),
    Compare.TARGET: Label("目标", "Target"),
    Compare.BASELINE: Label("基期", "Baseline"),
    Compare.ORG_TOTAL: Label("全公司", "Organization"),
    Compare.PARENT_UNIT: Label("上级部门", "Parent unit"),
}


def display(value: Decimal | Fraction | None, unit: Unit, language: str) -> str:
    """Spell a value with the places and the sign of its unit; nothing is a dash."""
    if value is None:
        return NOTHING
    shown = _decimal(value)
    if unit.name in SHARES:
        text = _grouped(shown * 100, unit.places)
        if unit.name == "percent":
            return f"{text}%"
        return f"{text}个百分点" if language == "zh" else f"{text}pp"
    return _grouped(shown, unit.places)


def display_change(value: Decimal | Fraction | None, unit: Unit, language: str) -> str:
    """Spell a difference: between two percentages it is in percentage points."""
    points = Unit("pp", unit.label, unit.places) if unit.name == "percent" else unit
    text = display(value, points, language)
    return f"+{text}" if value is not None and value > 0 else text


def with_unit(value: Decimal | Fraction | None, unit: Unit, language: str) -> str:
    """Spell a component in a sentence: 3人次, 40人, 3 persons; shares carry their own sign."""
    if value is None or unit.name in SHARES:
        return display(value, unit, language)
    text = plain(value)
    return f"{text}{unit.label.zh}" if language == "zh" else f"{text} {unit.label.en}"


def plain(value: Decimal | Fraction) -> str:
    """Spell a number with the places it needs, at most six."""
    text = f"{_decimal(value):,.{MOST_PLACES}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reason(status: CellStatus, language: str) -> str:
    """Say why there is no value; "" if there is one."""
    label = REASONS.get(status)
    return label.said(language) if label else ""


def unit_of(units: Mapping[str, Unit], name: str) -> Unit:
    """Return the unit, or a bare number with two places."""
    return units.get(name) or Unit(name, Label("", ""), DEFAULT_PLACES)


def _grouped(value: Decimal, places: int) -> str:
    shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{shown or abs(shown):,.{places}f}"


def _decimal(value: Decimal | Fraction) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value.numerator) / value.denominator
