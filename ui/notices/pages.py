"""The notices of the reader: those not read, all of them, and one that is opened and thereby read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.routing import Route

from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

PAGE: Final = 25
UNREAD: Final = {"readAt": {"isNull": True}, "doneAt": {"isNull": True}}


def routes(pages: Pages) -> list[Route]:
    notices = Notices(pages)
    return [
        Route("/notices", guarded(pages, notices.show)),
        Route("/notices/open", guarded(pages, notices.open), methods=["POST"]),
        Route("/notices/read", guarded(pages, notices.read), methods=["POST"]),
    ]


class Notices:
    """GET lists, POST marks as read."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        unread = request.query_params.get("view") != "all"
        answer = await self.pages.ask(
            request,
            "notices/list",
            where=UNREAD if unread else None,
            first=PAGE,
            after=request.query_params.get("after") or None,
        )
        found = answer["notices"] or {}
        info = found.get("pageInfo") or {}
        view: dict[str, Any] = {
            "unread": unread,
            "rows": found.get("nodes", []),
            "total": found.get("totalCount", 0),
            "more": info.get("endCursor") if info.get("hasNextPage") else None,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "notices/list.html", view)

    async def open(self, request: Request) -> Response:
        """Mark a notice as read and lead to where it points."""
        notice_id = str((await self._form(request)).get("id", ""))
        found = (await self.pages.ask(request, "notices/one", id=notice_id))["notices"] or {}
        if not found.get("nodes"):
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(404, say("No such record."))
        await self.pages.ask(request, "notices/read", input={"ids": [notice_id]})
        return back_to(found["nodes"][0]["link"])

    async def read(self, request: Request) -> Response:
        await self._form(request)
        await self.pages.ask(request, "notices/read", input={})
        return tell(back_to("/notices"), "notices-read")

    async def _form(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form
