"""The timeline of one person: employment, assignment and pay facts as events, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ui.page import word
from ui.texts import Language

Row = Mapping[str, Any]
Say = Callable[[str], str]


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day."""

    on: str
    what: str
    more: str = ""


def events(person: Row, language: Language, say: Say) -> list[Event]:
    """Return what the reader may see of it; a hidden amount says so and the event stays."""
    found = [
        *_employment(_nodes(person, "employments"), language, say),
        *_assignment(_nodes(person, "assignments"), say),
        *_pay(_nodes(person, "compensations"), say),
    ]
    return sorted(found, key=lambda event: event.on, reverse=True)


def _nodes(person: Row, name: str) -> list[Row]:
    return list((person.get(name) or {}).get("nodes") or ())


def _employment(rows: Iterable[Row], language: Language, say: Say) -> Iterable[Event]:
    for row in rows:
        if row["hiredOn"]:
            yield Event(row["hiredOn"], say("Joined"), word(language, "employment_type", row["type"]))
        if row["confirmedOn"]:
            yield Event(row["confirmedOn"], say("Completed probation"))
        if row["noticeOn"]:
            yield Event(row["noticeOn"], say("Gave notice"))
        if row["leftOn"]:
            kind = word(language, "leave_kind", row["leaveKind"]) if row["leaveKind"] else ""
            yield Event(
                row["leftOn"], say("Left"), " · ".join(part for part in (kind, row["leaveReason"]) if part)
            )


def _assignment(rows: Iterable[Row], say: Say) -> Iterable[Event]:
    dated = sorted(
        (row for row in rows if row["validFrom"] and row["isPrimary"]), key=lambda row: row["validFrom"]
    )
    for row in dated[1:]:
        place = " · ".join(
            part["name"] for part in (row["department"], row["position"]) if part and part["name"]
        )
        yield Event(row["validFrom"], say("Moved"), place)


def _pay(rows: Iterable[Row], say: Say) -> Iterable[Event]:
    dated = sorted((row for row in rows if row["validFrom"]), key=lambda row: row["validFrom"])
    for row in dated[1:]:
        yield Event(
            row["validFrom"], say("Pay changed"), "" if row["baseSalary"] else say("amount masked by policy")
        )
