"""The performance of one person on their page: the latest card by weight, the trend, and what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ui.offers import may_write
from ui.people.record import Record
from ui.performance.cards import part_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.page import Pages

Row = Mapping[str, Any]
WIDE, HIGH, EDGE = 480, 120, 16
FEWEST = 2


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    score: str
    cycle: Row


class Person:
    """GET /people/{id}/performance."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.record = pages, Record(pages)

    async def show(self, request: Request) -> Response:
        head = await self.record.head(request, "performance")
        found = await self.pages.ask(request, "performance/person", id=head["person"]["id"])
        person = found["employee"] or {}
        found_cards = (person.get("scorecards") or {}).get("nodes") or []
        cards = sorted(found_cards, key=lambda row: str(row["cycle"]["startsOn"]), reverse=True)
        chosen = next((row for row in cards if row["id"] == request.query_params.get("card")), None)
        chosen = chosen or next(
            (row for row in cards if score_of(row) is not None), cards[0] if cards else None
        )
        view = {
            **head,
            "cards": cards,
            "chosen": chosen,
            "parts": await self.parts(request, chosen) if chosen else [],
            "points": trend(cards),
            "standard": height(Decimal(chosen["plan"]["standard"])) if chosen and chosen["plan"] else None,
            "reviews": (person.get("reviews") or {}).get("nodes") or [],
            "failed": [self.pages.say(request, error) for error in found.errors],
            "may_plan": not head["own"]
            and may_write(request.state.ctx, "Mutation.saveImprovementPlan", own=False),
        }
        return await self.pages.show(request, "performance/person.html", view)

    async def parts(self, request: Request, card: Row) -> list[Any]:
        found = await self.pages.ask(request, "performance/person_lines", id=card["id"])
        lines = ((found["scorecard"] or {}).get("lines") or {}).get("nodes") or ()
        return [part_of(line) for line in lines]


def score_of(card: Row) -> str | None:
    """Return the score a reader may see: the published one, else the draft."""
    found: str | None = card["score"] if card["score"] is not None else card["draftScore"]
    return found


def trend(cards: Sequence[Row]) -> list[Point]:
    """Return the scores of one length of cycle over time, oldest first; a line needs two."""
    scored = [row for row in cards if score_of(row) is not None]
    if not scored:
        return []
    grain = scored[0]["cycle"]["grain"]
    same = sorted(
        (row for row in scored if row["cycle"]["grain"] == grain), key=lambda row: row["cycle"]["startsOn"]
    )
    if len(same) < FEWEST:
        return []
    step = (WIDE - 2 * EDGE) / (len(same) - 1)
    return [
        Point(EDGE + step * at, height(Decimal(str(score_of(row)))), str(score_of(row)), row["cycle"])
        for at, row in enumerate(same)
    ]


def height(score: Decimal) -> float:
    return round(float(HIGH - EDGE - (HIGH - 2 * EDGE) * max(Decimal(0), min(score, Decimal(100))) / 100), 1)
