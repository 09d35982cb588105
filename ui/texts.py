"""The words of the pages in both languages: gettext catalogues, and how dates and numbers are written."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

Language = Literal["zh", "en"]
LOCALES: Mapping[Language, str] = {"zh": "zh_CN", "en": "en"}
TAGS: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
FOLDER = Path(__file__).parent / "locale"
NO_VALUE = "—"


@cache
def catalogue(language: Language) -> Translations:
    """Load the .po of a language; nothing compiled is kept in the repository."""
    name = LOCALES[language]
    with (FOLDER / name / "LC_MESSAGES" / "messages.po").open("rb") as file:
        source = read_po(file, locale=name)
    compiled = io.BytesIO()
    write_mo(compiled, source)
    compiled.seek(0)
    return Translations(compiled)


def choose_language(cookie: str | None, accepted: str, default: str) -> Language:
    """Cookie first, then what the browser accepts, then the company's own."""
    wanted = [cookie or "", *(part.strip()[:2].lower() for part in accepted.split(",")), default]
    return next((language for want in wanted for language in LOCALES if want == language), "zh")


def filters(language: Language, zone: str) -> dict[str, Callable[..., str]]:
    """Return the template filters of one language; a missing value is a dash everywhere."""
    locale = Locale.parse(LOCALES[language])
    place = ZoneInfo(zone)

    def day(value: Any) -> date:
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])

    def instant(value: Any) -> datetime:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return moment.astimezone(place)

    def money(value: Any, currency: str | None = None) -> str:
        amount = Decimal(str(value))
        pattern = "#,##0.00" if amount % 1 else "#,##0"
        sign = numbers.get_currency_symbol(currency or "CNY", "zh_CN")
        before = "−" if amount < 0 else ""
        return f"{before}{sign}{numbers.format_decimal(abs(amount), pattern, locale)}"

    writers: dict[str, Callable[..., str]] = {
        "date": lambda value: day(value).isoformat(),
        "day": lambda value: dates.format_date(
            day(value), "M月d日 EEE" if language == "zh" else "EEE d MMM", locale
        ),
        "datetime": lambda value: f"{instant(value):%Y-%m-%d %H:%M}",
        "ago": lambda value, now: dates.format_timedelta(
            instant(value) - instant(now), add_direction=True, locale=locale
        ),
        "until": lambda value, today: _until(day(value), today, language),
        "tenure": lambda value, today: _tenure(day(value), today, language),
        "money": money,
        "pct": lambda value: numbers.format_percent(value, "0.0%", locale=locale),
        "num": lambda value: numbers.format_decimal(value, locale=locale),
    }
    return {key: _dashed(write) for key, write in writers.items()}


def _dashed(write: Callable[..., str]) -> Callable[..., str]:
    return lambda value, *rest: NO_VALUE if value is None else write(value, *rest)


def _until(end: date, today: date, language: Language) -> str:
    left = (end - today).days
    if left < 0:
        return f"超过 {-left} 天" if language == "zh" else f"{-left} d overdue"
    if left == 0:
        return "今天" if language == "zh" else "today"
    return f"剩 {left} 天" if language == "zh" else f"{left} d left"


def _tenure(start: date, end: date, language: Language) -> str:
    months = max(0, (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day))
    years, rest = divmod(months, 12)
    if language == "zh":
        return (f"{years} 年" if years else "") + (f" {rest} 个月" if rest or not years else "")
    return " ".join(
        part for part in (f"{years} y" if years else "", f"{rest} m" if rest or not years else "") if part
    )
