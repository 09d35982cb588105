"""Whom schemes can be for, and the periods they can be tried on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ui.attendance.months import nodes

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.page import Pages

TRIED = 8
MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
DECEMBER = 12


async def places_of(pages: Pages, request: Request) -> dict[str, list[tuple[str, str]]]:
    """Return the families and departments to choose from, as pairs of code and name."""
    answer = await pages.ask(request, "incentives/places")
    is_english = pages.language(request) == "en"
    families = [
        (row["code"], (row["nameEn"] or row["name"]) if is_english else row["name"])
        for row in nodes(answer, "roleFamilies")
    ]
    departments = [(row["code"], f"{row['name']} · {row['code']}") for row in nodes(answer, "departments")]
    return {"families": families, "departments": departments}


def periods_of(grain: str, today: date) -> list[str]:
    """Name the last periods of a grain that are over, the newest first, after the one under way."""
    step = MONTHS.get(grain, 3)
    first = today.replace(day=1, month=(today.month - 1) // step * step + 1)
    found = []
    for _ in range(TRIED):
        found.append(named(first, grain))
        month = first.month - step
        first = first.replace(year=first.year - (month < 1), month=month if month >= 1 else month + DECEMBER)
    return found


def named(first: date, grain: str) -> str:
    if grain == "YEAR":
        return f"{first.year}"
    return f"{first:%Y-%m}" if grain == "MONTH" else f"{first.year}-Q{(first.month - 1) // 3 + 1}"


def is_period(text: str) -> bool:
    """Tell whether a text can stand in an address as a period."""
    return bool(text) and len(text) <= 24 and all(sign.isalnum() or sign in "-." for sign in text)  # noqa: PLR2004


def first_of(answer: Any, name: str) -> Any:
    found = nodes(answer, name)
    return found[0] if found else None
