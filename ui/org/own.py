"""The career tab of one person's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.org.careers import laddered
from ui.page import Pages
from ui.people.record import Record

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class OwnCareer:
    """GET /people/{id}/career."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        head = await Record(self.pages).head(request, "career")
        found = await self.pages.ask(request, "org/career", id=head["person"]["id"])
        career = (found["employee"] or {}).get("career")
        view = {
            **head,
            "career": career,
            "rungs": own_ladder(career, found["ladders"] or []),
            "failed": [self.pages.say(request, one) for one in found.errors]
            if found["employee"] is None
            else [],
        }
        return await self.pages.show(request, "org/career.html", view)


def own_ladder(career: Mapping[str, Any] | None, rungs: list[Any]) -> list[Any]:
    """Return the rungs of the ladder the person stands on, from the top down."""
    present = (career or {}).get("present")
    return next((rows for ladder, rows in laddered(rungs) if present and ladder == present["ladder"]), [])
