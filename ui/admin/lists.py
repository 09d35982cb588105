"""The list pages: one reader for all, and for each what is asked, shown and offered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.admin.access import Say, open_places, require_place, words
from ui.admin.rows import Row
from ui.page import Pages, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SIZE = 25
Option = tuple[str, str]


class ListPage(ABC):
    """GET of a list: its place, its document with one root called `found`, and its rows."""

    path = ""
    document = ""
    template = "admin/table.html"

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        require_place(self.pages, request, self.path)
        say, params = words(self.pages, request), request.query_params
        given = {name: params.get(name, "").strip()[:100] for name in ("q", "state")}
        asked: dict[str, Any] = {"where": self.where(given)} | page_of(params)
        if self.searches(say) and given["q"]:
            asked["search"] = given["q"]
        answer = await self.pages.ask(request, self.document, **asked)
        found = answer["found"] or {}
        view = {
            "title": self.title(say), "sub": "", "places": open_places(self.pages, request), "current": self.path,
            "given": given, "searches": self.searches(say), "states": self.states(say), "heads": self.heads(say),
            "rows": [self.row(request, each, say) for each in found.get("nodes") or []],
            "total": found.get("totalCount"), "page": pager(self.path, given, found.get("pageInfo") or {}),
            "empty": self.empty(say), "note": self.note(say), "add": self.add(say),
            "failed": [self.pages.say(request, error) for error in answer.errors] if not found else [],
        }  # fmt: skip
        return await self.pages.show(
            request, self.template, view | await self.more(request), blocks={"results": "results"}
        )

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

    def empty(self, say: Say) -> Option:
        return say("Nothing here"), say("Clear the filter, or come back later.")

    async def more(self, request: Request) -> dict[str, Any]:  # noqa: ARG002 (as above)
        return {}


def page_of(params: Mapping[str, str]) -> dict[str, Any]:
    if params.get("before"):
        return {"last": SIZE, "before": params["before"]}
    return {"first": SIZE, "after": params.get("after")}


def pager(path: str, given: Mapping[str, str], info: Mapping[str, Any]) -> dict[str, str]:
    return {
        "back": path + query(given, before=info.get("startCursor")) if info.get("hasPreviousPage") else "",
        "next": path + query(given, after=info.get("endCursor")) if info.get("hasNextPage") else "",
    }
