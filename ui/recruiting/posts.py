"""Open posts as every employee sees them, and the form with which they refer somebody, made for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_read
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent
from ui.recruiting.candidates import told
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FIELDS: Final = ("name", "phone", "email", "experienceMonths", "note", "hasConsent")


class Posts:
    """What is open, and whom one has referred."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        self._require(request)
        answer = await self.pages.ask(request, "recruiting/posts")
        shown = {
            "vacancies": nodes(answer, "vacancies"),
            "referrals": nodes(answer, "referrals"),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "recruiting/posts.html", shown)

    async def refer(self, request: Request) -> Response:
        self._require(request)
        vacancy, form = request.path_params["vacancy"], Form("", {"experienceMonths": "0"})
        row = (await self.pages.ask(request, "recruiting/vacancy", id=vacancy))["vacancy"]
        if row is None:
            raise PageTrouble(404, "")
        if request.method == "POST":
            raw, values = await sent(self.pages, request, FIELDS)
            given = {"openingId": vacancy, "name": "", **told(values)}
            problem = await act(
                self.pages, request, "recruiting/refer", given, values, str(raw.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/recruiting/posts"), "referred")
            form = problem
        shown = {"vacancy": row, "form": form, "key": uuid4().hex}
        return await self.pages.show(request, "recruiting/refer.html", shown, status=form.status)

    def _require(self, request: Request) -> None:
        if not may_read(request.state.ctx, "Vacancy.id"):
            raise PageTrouble(404, "")
