"""The list pages: one reader for all, and for each what is asked, shown and offered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ui.admin.access import Say, open_places, require_place, words
from ui.admin.rows import Button, Row
from ui.page import Pages, back_to
from ui.shell.lists import Desk, desk_of
from ui.shell.paging import page_of, pager

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SIZES = (25, 50)
"""As many as one act may be done to at once and taken back."""
Option = tuple[str, str]


class ListPage(ABC):
    """GET of a list: its place, its document with one root called `found`, and its rows."""

    path = ""
    document = ""
    template = "admin/table.html"
    page = ""
    """The word its views and columns are kept under; a list without one keeps none."""
    names: Sequence[str] = ()
    """The names of its columns, as `heads` words them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        require_place(self.pages, request, self.path)
        say, params = words(self.pages, request), request.query_params
        desk = await self._desk(request, say)
        if desk and not params and desk.opens:
            return back_to(desk.opens)
        given = {name: params.get(name, "").strip()[:100] for name in ("q", "state")}
        asked: dict[str, Any] = {"where": self.where(given)} | page_of(
            params, desk.size if desk else SIZES[0]
        )
        if self.searches(say) and given["q"]:
            asked["search"] = given["q"]
        answer = await self.pages.ask(request, self.document, **asked)
        found = answer["found"] or {}
        shown = self._shown(say, desk)
        heads, rows = self.heads(say), [self.row(request, each, say) for each in found.get("nodes") or []]
        here = given | ({desk.listed.mark: params.get(desk.listed.mark, "")} if desk else {})
        view = {
            "desk": desk, "bulk": self.bulk(request, say),
            "title": self.title(say), "sub": "", "places": open_places(self.pages, request), "current": self.path,
            "given": given, "searches": self.searches(say), "states": self.states(say),
            "heads": [heads[at] for at in shown],
            "rows": [replace(row, cells=[row.cells[at] for at in shown]) for row in rows],
            "total": found.get("totalCount"), "page": pager(self.path, here, found.get("pageInfo") or {}),
            "empty": self.empty(say), "note": self.note(say), "add": self.add(say),
            "failed": [self.pages.say(request, error) for error in answer.errors] if not found else [],
        }  # fmt: skip
        return await self.pages.show(
            request, self.template, view | await self.more(request), blocks={"results": "results"}
        )

    async def _desk(self, request: Request, say: Say) -> Desk | None:
        if not self.page:
            return None
        columns = list(zip(self.names, self.heads(say), strict=True))[1:]
        return await desk_of(self.pages, request, self.page, columns, sizes=SIZES)

    def _shown(self, say: Say, desk: Desk | None) -> list[int]:
        """Return which columns stand in which order; the first, which names the row, always stands first."""
        if desk is None:
            return list(range(len(self.heads(say))))
        return [0, *(self.names.index(name) for name, _ in desk.columns)]

    @abstractmethod
    def title(self, say: Say) -> str: ...
    @abstractmethod
    def heads(self, say: Say) -> Sequence[str]: ...
    @abstractmethod
    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row: ...

    def where(self, given: Mapping[str, str]) -> dict[str, Any] | None:
        return {"state": {"eq": given["state"]}} if given["state"] else None

    def searches(self, say: Say) -> str:  # noqa: ARG002 (a page that can be searched says by what)
        return ""

    def states(self, say: Say) -> Sequence[Option]:  # noqa: ARG002 (as above)
        return ()

    def note(self, say: Say) -> str:  # noqa: ARG002 (as above)
        return ""

    def add(self, say: Say) -> tuple[str, str, str] | None:  # noqa: ARG002 (as above)
        return None

    def bulk(self, request: Request, say: Say) -> Sequence[Button]:  # noqa: ARG002 (as above)
        """Return what may be done to several chosen rows at once."""
        return ()

    def empty(self, say: Say) -> Option:
        return say("Nothing here"), say("Clear the filter, or come back later.")

    async def more(self, request: Request) -> dict[str, Any]:  # noqa: ARG002 (as above)
        return {}
