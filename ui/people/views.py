"""What a reader keeps of the list: views by name, and how it is shown. Each form leads back to the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from ui.forms import typed
from ui.page import Pages, PageTrouble, back_to
from ui.people import columns
from ui.said import Undo, tell

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
PAGE: Final = "people"
PLACES: Final = ("after", "before", "at", "view", "display")
STEPS: Final = {"up": -1, "down": 1}


def conditions(address: str) -> list[tuple[str, str]]:
    """Return what narrows and orders a list, in one order whoever wrote it."""
    return sorted(pair for pair in parse_qsl(address.removeprefix("?")) if pair[0] not in PLACES)


def place_of(view: Row) -> str:
    """Return the address that opens a saved view."""
    return f"/people?{urlencode([*parse_qsl(view['address']), ('view', view['id'])])}"


class Views:
    """POST only; nothing here is answered with a page of its own."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def change(self, request: Request) -> Response:
        """Keep, rename, redraw or throw away a view, or make it the one the list opens with."""
        sent = await self._form(request)
        values = typed(sent, ("op", "id", "name", "address", "shared"))
        view = await self._view(request, values["id"]) if values["id"] else {}
        if values["op"] == "delete":
            return await self._delete(request, view)
        if values["op"] in ("open", "plain"):
            await self._run(
                request, "people/choose", page=PAGE, viewId=values["id"] if values["op"] == "open" else None
            )
            return tell(back_to(place_of(view)), "view-opens")
        saved = await self._save(request, self._asked(request, values, view))
        return tell(back_to(place_of(saved)), "view-kept")

    async def undo(self, request: Request) -> Response:
        """Keep again what was thrown away."""
        values = typed(await self._form(request), ("name", "address", "shared"))
        saved = await self._save(request, {**values, "shared": bool(values["shared"])})
        return tell(back_to(place_of(saved)), "undone")

    async def display(self, request: Request) -> Response:
        """Choose columns and their order, the row height and the page size."""
        sent = await self._form(request)
        values = typed(sent, ("op", "density", "size", "next"))
        names = [str(each) for each in sent.getlist("column")]
        op, _, name = values["op"].partition(":")
        if op in STEPS:
            names = columns.moved(names, name, STEPS[op])
        given: dict[str, Any] = {
            "columns": names,
            "density": values["density"],
            "size": _number(values["size"]),
        }
        if op == "usual":
            given = {"columns": [], "density": "", "size": 0}
        await self._run(request, "people/choose", page=PAGE, **given)
        return back_to(_with_display(values["next"], is_open=op in STEPS))

    def _asked(self, request: Request, values: Mapping[str, str], view: Row) -> dict[str, Any]:
        """Return what to keep; the list's own address counts, which it may have changed since the form was shown."""
        here = urlsplit(request.headers.get("referer", ""))
        address = here.query if here.path == "/people" else values["address"]
        if values["op"] == "rename":
            address = view["address"]
        named = values["op"] != "redraw"
        return {
            "id": view.get("id"),
            "version": view.get("version"),
            "name": values["name"] if named else view["name"],
            "address": address,
            "shared": bool(values["shared"]) if named else view["isShared"],
        }

    async def _save(self, request: Request, asked: Mapping[str, Any]) -> Row:
        given = {name: value for name, value in asked.items() if name != "shared" and value is not None}
        answer = await self._run(
            request, "people/save_view", page=PAGE, isShared=bool(asked["shared"]), **given
        )
        found: Row = answer["saveView"]
        return found

    async def _delete(self, request: Request, view: Row) -> Response:
        await self._run(request, "people/delete_view", id=view["id"])
        fields = {
            "name": view["name"],
            "address": view["address"],
            "shared": "1" if view["isShared"] else "",
        }
        return tell(back_to("/people?view=all"), "view-deleted", undo=Undo("/people/views/undo", fields))

    async def _view(self, request: Request, view_id: str) -> Row:
        found: Sequence[Row] = (await self.pages.ask(request, "people/desk"))["savedViews"] or []
        view = next((one for one in found if one["id"] == view_id), None)
        if view is None:
            raise PageTrouble(404, "")
        return view

    async def _run(self, request: Request, document: str, **given: Any) -> Any:
        answer = await self.pages.ask(request, document, input=given)
        if answer.errors:
            raise PageTrouble(422, " ".join(self.pages.say(request, one) for one in answer.errors))
        return answer

    async def _form(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _with_display(place: str, *, is_open: bool) -> str:
    """Return the list's address; while columns are being moved the menu stays open."""
    parts = urlsplit(place)
    kept = [
        pair for pair in parse_qsl(parts.query) if pair[0] not in ("display", "size", "after", "before", "at")
    ]
    pairs = [*kept, *([("display", "1")] if is_open else [])]
    if not any(name == "view" for name, _ in pairs):
        pairs.append(("view", "all"))
    return f"/people?{urlencode(pairs)}"
