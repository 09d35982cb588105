"""A customer's timeline: everything of a year in one order, newest first, by month; or one kind of it, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "contact": ("contacts", "openedAt"),
    "order": ("orders", "paidOn"),
    "case": ("cases", "closedOn"),
    "feedback": ("feedbacks", "receivedAt"),
    "need": ("needs", "sinceOn"),
    "segment": ("segments", "sinceOn"),
    "person": ("persons", "sinceOn"),
}
"""Each kind of entry: where the answer has it, and which of its fields says when it was."""
PAGED: Final = ("contact", "order", "case", "feedback")
"""Kinds that may be many: read from the year asked for, and further, page by page, when asked for alone."""
MOST: Final = 60
Months = list[tuple[str, list[dict[str, Any]]]]


def asked_for(kind: str) -> dict[str, bool]:
    """Return which of the kinds that may be many are to be read."""
    return {each: kind in ("", each) for each in PAGED}


def timeline(row: Mapping[str, Any], year: int, here: ZoneInfo, kind: str = "") -> Months:
    """Put the year in one order, newest first, by month; no more than fit on a page."""
    found = sorted(entries(row, here, kind), key=lambda each: str(each["at"]), reverse=True)
    months: dict[str, list[dict[str, Any]]] = {}
    for each in [each for each in found if each["kind"] in PAGED or each["at"].startswith(str(year))][:MOST]:
        months.setdefault(each["at"][:7], []).append(each)
    return list(months.items())


def more_of(row: Mapping[str, Any], kind: str) -> str:
    """Return where a kind asked for alone goes on."""
    info = ((row.get(KINDS[kind][0]) or {}).get("pageInfo") or {}) if kind in PAGED else {}
    return str(info["endCursor"]) if info.get("hasNextPage") else ""


def is_cut(row: Mapping[str, Any], months: Months) -> bool:
    """Tell whether the year of all kinds together has more than is shown."""
    shown = sum(each["kind"] in PAGED for _, rows in months for each in rows)
    known = sum(int((row.get(KINDS[kind][0]) or {}).get("totalCount", 0)) for kind in PAGED)
    return known > shown


def entries(row: Mapping[str, Any], here: ZoneInfo, kind: str = "") -> Iterator[dict[str, Any]]:
    for each_kind, (name, when) in KINDS.items():
        if kind not in ("", each_kind):
            continue
        for each in (row.get(name) or {}).get("nodes", ()):
            if (at := each[when]) is None:
                continue
            local = datetime.fromisoformat(at).astimezone(here).isoformat() if "T" in at else at
            yield {"kind": each_kind, "at": local, "row": each}
