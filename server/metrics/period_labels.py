"""What a period is called in Chinese and in English."""

from __future__ import annotations

from datetime import date

from server.metrics.definitions import Label
from server.metrics.periods import Period, Window
from server.metrics.words import Grain

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HALVES = ("上半年", "下半年")


def label(period: Period) -> Label:  # noqa: PLR0911 (one line a grain)
    """Name a period for people: 2025年3月, March 2025."""
    year, _, tail = period.name.removeprefix("FY").partition("-")
    number = int(tail[1:]) if tail[1:].isdigit() else 0
    match period.grain:
        case Grain.YEAR:
            return Label(f"{year}年", year)
        case Grain.HALF:
            return Label(f"{year}年{HALVES[number - 1]}", f"H{number} {year}")
        case Grain.QUARTER:
            return Label(f"{year}年第{number}季度", f"Q{number} {year}")
        case Grain.MONTH:
            return month_label(period.window.first)
        case Grain.WEEK:
            return Label(f"{year}年第{number}周", f"Week {number}, {year}")
        case Grain.DAY:
            return day_label(period.window.first)
        case Grain.FISCAL_YEAR:
            return Label(f"{year}财年", f"FY{year}")
        case Grain.FISCAL_QUARTER:
            return Label(f"{year}财年第{number}季度", f"Q{number} FY{year}")
        case Grain.FISCAL_MONTH:
            return Label(f"{year}财年第{number}月", f"Month {number}, FY{year}")
    return window_label(period.window)


def window_label(window: Window) -> Label:
    """Name the days of a window; a whole month by its name."""
    if window.first == window.last:
        return day_label(window.first)
    if window.is_whole_months:
        first, last = month_label(window.first), month_label(window.last)
        return first if first == last else Label(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
    first, last = day_label(window.first), day_label(window.last)
    return Label(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")


def month_label(day: date) -> Label:
    return Label(f"{day.year}年{day.month}月", f"{MONTH_NAMES[day.month - 1]} {day.year}")


def day_label(day: date) -> Label:
    return Label(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
    )
