"""What a reader keeps of a list: views by name, its columns and page size; the row height is one for all lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.routing import Route

from ui.forms import typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import Undo, tell
from ui.shell.guard import guarded

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
Column = tuple[str, str]
"""A column's name and its heading in the reader's language."""
SIZES: Final = (25, 50, 100)
PLACES: Final = ("after", "before", "at", "display")
STEPS: Final = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Listed:
    """A list: the word the server keeps it under, its address, and what in the address names the view that is open."""

    page: str
    place: str
    mark: str = "kept"

    @property
    def whole(self) -> str:
        """The address of the list with no view open."""
        return f"{self.place}?{self.mark}=all"

    def conditions(self, address: str) -> list[tuple[str, str]]:
        """Return what narrows and orders the list, in one order whoever wrote it."""
        dropped = (*PLACES, self.mark)
        return sorted(pair for pair in parse_qsl(address.removeprefix("?")) if pair[0] not in dropped)

    def place_of(self, view: Row) -> str:
        """Return the address that opens a view."""
        return f"{self.place}?{urlencode([*parse_qsl(view['address']), (self.mark, view['id'])])}"


LISTS: Final = {
    one.page: one
    for one in (
        Listed("people", "/people", mark="view"),
        Listed("audit", "/audit"),
        Listed("looks", "/audit/access"),
        Listed("accounts", "/settings/accounts"),
        Listed("grants", "/settings/grants"),
        Listed("departments", "/settings/departments"),
        Listed("positions", "/settings/positions"),
        Listed("locations", "/settings/locations"),
        Listed("jobs", "/settings/jobs"),
        Listed("attendance", "/attendance/team"),
        Listed("conflicts", "/data/conflicts"),
        Listed("feedback", "/feedback"),
        Listed("reviews", "/reviews"),
        Listed("approvals", "/approvals"),
    )
}


@dataclass(frozen=True)
class Desk:
    """One list as its reader has laid it out."""

    listed: Listed
    choice: Row
    saved: Sequence[Row]
    view: Row | None
    here: str
    columns: Sequence[Column]
    offered: Sequence[tuple[str, str, bool]]
    may_share: bool
    density: str
    sizes: Sequence[int] = ()
    is_open: bool = False

    @property
    def opens(self) -> str:
        """The address of the view the list opens with, or empty."""
        found = next((one for one in self.saved if one["isDefault"]), None)
        return self.listed.place_of(found) if found else ""

    @property
    def size(self) -> int:
        """The page size, where it may be chosen."""
        return self.choice["size"] or self.sizes[0]


async def desk_of(
    pages: Pages,
    request: Request,
    page: str,
    columns: Sequence[Column] = (),
    *,
    usual: Sequence[str] = (),
    sizes: Sequence[int] = (),
) -> Desk:
    """Return how the reader has laid a list out; of its columns, those chosen, in their order, else the usual."""
    listed, asked = LISTS[page], await pages.ask(request, "shell/desk", page=page)
    choice: Row = asked["listChoice"] or {"columns": [], "density": "", "size": 0}
    known = dict(columns)
    names = [name for name in choice["columns"] if name in known] or usual or known
    shown = [(name, known[name]) for name in names]
    rest = [one for one in columns if one not in shown]
    saved = [{**one, "place": listed.place_of(one)} for one in asked["savedViews"] or []]
    return Desk(
        listed=listed,
        choice=choice,
        saved=saved,
        view=current(listed, request.query_params.get(listed.mark, ""), str(request.url.query), saved),
        here=f"?{request.url.query}",
        columns=shown,
        offered=[*((*one, True) for one in shown), *((*one, False) for one in rest)],
        may_share=may_write(request.state.ctx, "SavedView.isShared", own=False),
        density=choice["density"],
        sizes=sizes,
        is_open="display" in request.query_params,
    )


def current(listed: Listed, view_id: str, here: str, saved: Sequence[Row]) -> Row | None:
    """Return the view the list was opened with, and whether the list has been changed since."""
    found = next((one for one in saved if one["id"] == view_id), None)
    if found is None:
        return None
    return {**found, "is_changed": listed.conditions(here) != listed.conditions(found["address"])}


def moved(names: Sequence[str], name: str, step: int) -> list[str]:
    """Return the names with one moved a step; at the ends it stays."""
    out = list(names)
    if name in out and 0 <= (place := out.index(name) + step) < len(out):
        out.remove(name)
        out.insert(place, name)
    return out


class Lists:
    """POST only, under /lists/{page}; nothing here is answered with a page of its own."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        handlers = {"views": self.change, "views/undo": self.undo, "display": self.display}
        return [
            Route(f"/lists/{{page}}/{end}", guarded(self.pages, handler), methods=["POST"])
            for end, handler in handlers.items()
        ]

    async def change(self, request: Request) -> Response:
        """Keep, rename, redraw or throw away a view, or make it the one the list opens with."""
        listed, sent = await self._sent(request)
        values = typed(sent, ("op", "id", "name", "address", "shared"))
        view = await self._view(request, listed, values["id"]) if values["id"] else {}
        if values["op"] == "delete":
            return await self._delete(request, listed, view)
        if values["op"] in ("open", "plain"):
            chosen = values["id"] if values["op"] == "open" else None
            await self._run(request, "shell/choose", page=listed.page, viewId=chosen)
            return tell(back_to(listed.place_of(view)), "view-opens")
        saved = await self._save(request, listed, self._asked(request, listed, values, view))
        return tell(back_to(listed.place_of(saved)), "view-kept")

    async def undo(self, request: Request) -> Response:
        """Keep again what was thrown away."""
        listed, sent = await self._sent(request)
        values = typed(sent, ("name", "address", "shared"))
        saved = await self._save(request, listed, {**values, "shared": bool(values["shared"])})
        return tell(back_to(listed.place_of(saved)), "undone")

    async def display(self, request: Request) -> Response:
        """Choose columns and their order, the row height and the page size."""
        listed, sent = await self._sent(request)
        values = typed(sent, ("op", "density", "size", "next"))
        names = [str(each) for each in sent.getlist("column")]
        op, _, name = values["op"].partition(":")
        if op in STEPS:
            names = moved(names, name, STEPS[op])
        given: dict[str, Any] = {
            "columns": names,
            "density": values["density"],
            "size": _number(values["size"]),
        }
        if op == "usual":
            given = {"columns": [], "density": "", "size": 0}
        await self._run(request, "shell/choose", page=listed.page, **given)
        return back_to(_with_display(listed, values["next"], is_open=op in STEPS))

    def _asked(
        self, request: Request, listed: Listed, values: Mapping[str, str], view: Row
    ) -> dict[str, Any]:
        """Return what to keep; the list's own address counts, which it may have changed since the form was shown."""
        here = urlsplit(request.headers.get("referer", ""))
        address = here.query if here.path == listed.place else values["address"]
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

    async def _save(self, request: Request, listed: Listed, asked: Mapping[str, Any]) -> Row:
        given = {name: value for name, value in asked.items() if name != "shared" and value is not None}
        answer = await self._run(
            request, "shell/save_view", page=listed.page, isShared=bool(asked["shared"]), **given
        )
        found: Row = answer["saveView"]
        return found

    async def _delete(self, request: Request, listed: Listed, view: Row) -> Response:
        await self._run(request, "shell/delete_view", id=view["id"])
        fields = {"name": view["name"], "address": view["address"], "shared": "1" if view["isShared"] else ""}
        return tell(
            back_to(listed.whole), "view-deleted", undo=Undo(f"/lists/{listed.page}/views/undo", fields)
        )

    async def _view(self, request: Request, listed: Listed, view_id: str) -> Row:
        answer = await self.pages.ask(request, "shell/desk", page=listed.page)
        found: Sequence[Row] = answer["savedViews"] or []
        view = next((one for one in found if one["id"] == view_id), None)
        if view is None:
            raise PageTrouble(404, "")
        return view

    async def _run(self, request: Request, document: str, **given: Any) -> Any:
        answer = await self.pages.ask(request, document, input=given)
        if answer.errors:
            raise PageTrouble(422, " ".join(self.pages.say(request, one) for one in answer.errors))
        return answer

    async def _sent(self, request: Request) -> tuple[Listed, FormData]:
        listed = LISTS.get(request.path_params["page"])
        if listed is None:
            raise PageTrouble(404, "")
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return listed, form


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _with_display(listed: Listed, place: str, *, is_open: bool) -> str:
    """Return the list's address; while columns are being moved the menu stays open."""
    kept = [pair for pair in parse_qsl(urlsplit(place).query) if pair[0] not in (*PLACES, "size")]
    pairs = [*kept, *([("display", "1")] if is_open else [])]
    if not any(name == listed.mark for name, _ in pairs):
        pairs.append((listed.mark, "all"))
    return f"{listed.place}?{urlencode(pairs)}"
