"""Boards: the figures a person keeps in view; the pinned one stands on their home page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import typed
from ui.metrics import tiles
from ui.metrics.question import Question
from ui.offers import sees_totals
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
STEPS: Final = {"up": -1, "down": 1}


class Boards:
    """GET /metrics/boards, /metrics/boards/{id}, /metrics/boards/add; POST changes them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def list(self, request: Request) -> Response:
        boards = await self.known(request)
        view = {"boards": boards, "names": await self.names(request)}
        return await self.pages.show(request, "metrics/boards.html", view)

    async def show(self, request: Request) -> Response:
        board = await self.one(request)
        found = await tiles.ask(self.pages, request, [tiles.Wanted.kept(one) for one in board["tiles"]])
        view = {
            "board": board,
            "tiles": found,
            "views": tiles.VIEWS,
            "editing": "edit" in request.query_params,
        }
        return await self.pages.show(request, "metrics/board.html", view)

    async def add(self, request: Request) -> Response:
        """Ask which board a question goes to, then keep it there."""
        asked = Question.read(request.query_params)
        if not asked.keys:
            raise PageTrouble(404, "")
        boards = await self.known(request)
        if request.method == "GET":
            view = {
                "asked": asked,
                "boards": boards,
                "views": tiles.VIEWS,
                "names": await self.names(request),
            }
            return await self.pages.show(request, "metrics/board_add.html", view)
        sent = await _form(self.pages, request)
        values = typed(sent, ("board", "name", "view"))
        added = [wanted_of(asked, key, values["view"]) for key in asked.keys]
        board = next((one for one in boards if one["id"] == values["board"]), None)
        say = catalogue(self.pages.language(request)).ugettext
        old = [tiles.Wanted.kept(one) for one in board["tiles"]] if board else []
        given = {
            "id": board["id"] if board else None,
            "version": board["version"] if board else None,
            "name": board["name"] if board else values["name"] or say("My board"),
            "isPinned": board["isPinned"] if board else not boards,
        }
        saved = await self.save(request, given, [*old, *added])
        return tell(back_to(f"/metrics/boards/{saved['id']}"), "kept")

    async def own(self, request: Request) -> Response:
        """Turn what home shows by itself into a board of one's own."""
        await _form(self.pages, request)
        viewer = await self.pages.viewer(request)
        company = bool(viewer.get("mayListPeople")) or sees_totals(request.state.ctx)
        say = catalogue(self.pages.language(request)).ugettext
        speaking = tiles.speaking(await tiles.ask(self.pages, request, tiles.usual(company=company)))
        given = {"id": None, "version": None, "name": say("My board"), "isPinned": True}
        saved = await self.save(request, given, [one.wanted for one in speaking])
        return back_to(f"/metrics/boards/{saved['id']}?edit=1")

    async def change(self, request: Request) -> Response:
        """Move, redraw or remove a tile; rename, pin or throw away a board."""
        board = await self.one(request)
        sent = await _form(self.pages, request)
        values = typed(sent, ("op", "place", "view", "name"))
        if values["op"] == "delete":
            answer = await self.pages.ask(request, "metrics/delete_board", input={"id": board["id"]})
            self._refuse(request, answer.errors)
            return tell(back_to("/metrics/boards"), "board-deleted")
        kept = changed([tiles.Wanted.kept(one) for one in board["tiles"]], values)
        given = {
            "id": board["id"],
            "version": board["version"],
            "name": values["name"] if values["op"] == "rename" and values["name"] else board["name"],
            "isPinned": {"pin": True, "unpin": False}.get(values["op"], board["isPinned"]),
        }
        await self.save(request, given, kept)
        return back_to(
            f"/metrics/boards/{board['id']}{'' if values['op'] in ('pin', 'unpin') else '?edit=1'}"
        )

    async def save(self, request: Request, given: Row, kept: Sequence[tiles.Wanted]) -> Row:
        answer = await self.pages.ask(
            request,
            "metrics/save_board",
            input={**given, "tiles": [one.variable for one in kept], "idempotencyKey": uuid4().hex},
        )
        self._refuse(request, answer.errors)
        saved: Row = answer["saveBoard"]
        return saved

    async def known(self, request: Request) -> Sequence[Row]:
        found: Sequence[Row] = (await self.pages.ask(request, "metrics/boards"))["metricBoards"] or []
        return found

    async def one(self, request: Request) -> Row:
        wanted = request.path_params["id"]
        board = next((one for one in await self.known(request) if one["id"] == wanted), None)
        if board is None:
            raise PageTrouble(404, "")
        return board

    async def names(self, request: Request) -> dict[str, str]:
        listed = await self.pages.ask(request, "metrics/names", first=200)
        return {row["key"]: row["name"] for row in (listed["metricDefinitions"] or {}).get("nodes", [])}

    def _refuse(self, request: Request, errors: Sequence[Row]) -> None:
        if errors:
            raise PageTrouble(409, " ".join(self.pages.say(request, one) for one in errors))


def wanted_of(asked: Question, key: str, view: str) -> tiles.Wanted:
    period = f"last:{asked.period}" if asked.period.isdigit() else asked.period
    by = asked.by[0] if asked.by else ""
    return tiles.viewed(tiles.Wanted(key, period, by), view)


def changed(kept: Sequence[tiles.Wanted], values: Mapping[str, str]) -> list[tiles.Wanted]:
    """Apply one change to the tiles; one that names no tile changes nothing."""
    place = int(values["place"]) if values["place"].isdigit() else -1
    if not 0 <= place < len(kept):
        return list(kept)
    if values["op"] in STEPS:
        return tiles.moved(kept, place, STEPS[values["op"]])
    if values["op"] == "remove":
        return [one for number, one in enumerate(kept) if number != place]
    if values["op"] == "view":
        return [
            tiles.viewed(one, values["view"]) if number == place else one for number, one in enumerate(kept)
        ]
    return list(kept)


async def _form(pages: Pages, request: Request) -> FormData:
    form = await request.form()
    pages.doors.check_csrf(request, form)
    return form
