"""The training of one person on their page: what is open, the hours they lack, what they have learned, certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.attendance.months import nodes
from ui.offers import may_write
from ui.people.record import Record

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.page import Pages

ENDED = ("PASSED", "WAIVED", "WITHDRAWN")


class Person:
    """GET /people/{id}/training."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.record = pages, Record(pages)

    async def show(self, request: Request) -> Response:
        head = await self.record.head(request, "training")
        answer = await self.pages.ask(request, "training/person", id=head["person"]["id"])
        rows = nodes(answer, "enrollments")
        view = {
            **head,
            "open": [row for row in rows if row["state"] not in ENDED],
            "ended": [row for row in rows if row["state"] in ENDED],
            "hours": nodes(answer, "hoursDuties"),
            "certificates": nodes(answer, "certificates"),
            "outside": nodes(answer, "outsideLearnings"),
            "may_assign": not head["own"] and may_write(request.state.ctx, "Mutation.enroll", own=False),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/person.html", view)
