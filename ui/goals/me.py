"""One's own performance, for the phone first: the score so far, the gap, the next step, where it is heading."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ui.attendance.months import first_of, nodes
from ui.goals.spelling import typed_number
from ui.page import Answer, Pages, PageTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
MOST = 8
"""So many earlier cycles are shown."""
WIDTH, HEIGHT = 300, 64
"""The trend's own units; it is scaled to its place."""


class Mine:
    """GET /me/performance; what is supposed stands in the address, so that it can be kept and gone back to."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        ctx = request.state.ctx
        if ctx.principal.employee_id is None:
            raise PageTrouble(404, "")
        given = {
            name.removeprefix("v."): text
            for name, text in request.query_params.items()
            if name.startswith("v.")
        }
        suppose = [
            {"code": code, "value": number} for code, text in given.items() if (number := typed_number(text))
        ]
        answer = await self.pages.ask(
            request, "goals/progress", me=ctx.principal.employee_id, suppose=suppose or None,
            cycle=request.query_params.get("cycle") or None, today=ctx.today.isoformat(),
        )  # fmt: skip
        return await self.pages.show(
            request, "goals/me.html", self._view(request, answer, given), blocks={"supposed": "supposed"}
        )

    def _view(self, request: Request, answer: Answer, given: Mapping[str, str]) -> dict[str, Any]:
        card = answer["myProgress"]
        known = standing(nodes(answer, "scorecards"))
        alike = [
            row for row in known if card is None or length(row["cycle"]["code"]) == length(card["cycle"])
        ]
        past = sorted(alike, key=lambda row: str(row["cycle"]["endsOn"]))[-MOST:]
        return {
            "card": card,
            "cycles": nodes(answer, "running"),
            "past": past,
            "trend": trend(past),
            "goals": nodes(answer, "goals"),
            "plan": first_of(answer, "improvementPlans"),
            "talk": first_of(answer, "talks"),
            "me": request.state.ctx.principal.employee_id,
            "given": given,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }


def standing(cards: Sequence[Row]) -> list[Row]:
    """Keep of each cycle the newest result that has a score: what a correction began with stands until it is out."""
    found: dict[str, Row] = {}
    for row in cards:
        if row["cycle"] and row["score"] is not None:
            found.setdefault(row["cycle"]["id"], row)
    return list(found.values())


def length(code: str) -> str:
    """Tell by its code how long a cycle is: 2026Q1, 2026-03 or 2026; scores of other lengths make no trend."""
    return "Q" if "Q" in code else "-" if "-" in code else ""


def trend(past: Sequence[Row]) -> dict[str, Any] | None:
    """Lay published scores out as a line, oldest first; one score is no trend."""
    scores = [Decimal(row["score"]) for row in past]
    if len(scores) <= 1:
        return None
    low, high = min(scores) - 2, max(scores) + 2
    step = Decimal(WIDTH) / (len(scores) - 1)
    dots = [
        (round(step * at, 1), round(HEIGHT - (score - low) / (high - low) * HEIGHT, 1))
        for at, score in enumerate(scores)
    ]
    return {
        "line": " ".join(f"{x},{y}" for x, y in dots),
        "last": dots[-1],
        "change": scores[-1] - scores[-2],
        "width": WIDTH,
        "height": HEIGHT,
    }
