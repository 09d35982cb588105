"""The people list and its export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from ui.page import Answer, PageTrouble, back_to, word
from ui.people.search import SIZES, SORTS, Search, as_tree, branching, children_of, folded, subtree_counts
from ui.texts import catalogue, filters
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.page import Pages
    from ui.texts import Language

BLOCKS = {"people": "people", "results": "results"}
MOST_LOCKED = 2
VIEWS = (None, "ACTIVE", "PROBATION", "NOTICE", "LEFT")


@dataclass(frozen=True)
class Column:
    """A column after the name: its field, heading, how it sorts, and how a value is written."""

    field: str
    text: str
    sort: str = ""
    kind: str = ""


COLUMNS = (
    Column("position", "Position", kind="name"),
    Column("department", "Department", kind="name"),
    Column("hiredOn", "Hired", "hired"),
    Column("status", "Status", "status"),
    Column("employmentType", "Employment", kind="type"),
    Column("phone", "Phone"),
    Column("baseSalary", "Monthly pay", kind="money"),
)


class Listing:
    """GET /people and /people/export."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        viewer = await self.pages.viewer(request)
        if not viewer.get("mayListPeople"):
            return self._alone(request, viewer)
        search = Search.read(request.query_params, viewer["can"])
        facets = await self._facets(request, viewer)
        departments = (facets["departments"] or {}).get("nodes", [])
        found = await self.pages.ask(
            request, "people/list", **search.filter(children_of(departments)), **search.page()
        )
        people, counts, language = found["employees"] or {}, _counts(facets), self.pages.language(request)
        shown, locked = split(found, people.get("nodes", []))
        view = {
            "search": search,
            "rows": [
                {**row, "cells": _cells(row, shown, found, language, self.pages.doors.settings.zone)}
                for row in people.get("nodes", [])
            ],
            "columns": shown,
            "locked": locked,
            "masked": sum(found.masks.at("employees", "nodes", one.field) is not None for one in shown),
            "failed": [self.pages.say(request, one) for one in found.errors] if not people else [],
            "page": _page(search, people),
            "counts": counts,
            "views": [(one, counts[one.lower() if one else "all"]) for one in VIEWS if "status" in viewer["can"]],
            "may_hire": bool(viewer.get("mayHire")),
            "can": viewer["can"],
            "sizes": SIZES,
            "sortable": {name for name in SORTS if name in viewer["can"]},
            **self._words(request, search, departments, counts, viewer["can"]),
        }  # fmt: skip
        return await self.pages.show(request, "people/list.html", view, blocks=BLOCKS)

    async def export(self, request: Request) -> Response:
        """Download what the list shows, under the same policy."""
        wanted = request.query_params.get("format", "xlsx")
        if wanted not in ("csv", "xlsx"):
            raise PageTrouble(404, "")
        viewer = await self.pages.viewer(request)
        search = Search.read(request.query_params, viewer["can"])
        facets = await self._facets(request, viewer)
        variables = search.filter(children_of((facets["departments"] or {}).get("nodes", [])))
        name, media, content = await self.pages.doors.export_people(
            request.state.ctx, variables, cast("Literal['csv', 'xlsx']", wanted)
        )
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store",
        }
        if isinstance(content, bytes):
            return Response(content, headers=headers, media_type=media)
        return StreamingResponse(content, headers=headers, media_type=media)

    def _alone(self, request: Request, viewer: Mapping[str, Any]) -> Response:
        """Lead who sees only their own record to it; who sees none is told so."""
        if own := viewer.get("employee"):
            return back_to(f"/people/{own['id']}")
        raise PageTrouble(
            403, catalogue(self.pages.language(request)).ugettext("Your role sees no one's record.")
        )

    async def _facets(self, request: Request, viewer: Mapping[str, Any]) -> Answer:
        can = viewer["can"]
        return await self.pages.ask(
            request, "people/facets", status="status" in can, department="department" in can
        )

    def _words(
        self,
        request: Request,
        search: Search,
        departments: list[Any],
        counts: Mapping[str, int | None],
        can: frozenset[str],
    ) -> dict[str, Any]:
        language = self.pages.language(request)
        say, en = catalogue(language).ugettext, language == "en"
        people, names = subtree_counts(departments), {row["id"]: row["name"] for row in departments}
        tree = branching(as_tree(departments), people, search.departments)
        texts = {
            group: {key: pair[en] for key, pair in WORDS[group].items()}
            for group in ("status", "employment_type")
        }
        choices = [
            (
                "status",
                say("Status"),
                [
                    {"id": key, "name": text, "count": counts[key.lower()]}
                    for key, text in texts["status"].items()
                ],
                search.statuses,
            ),
            (
                "department",
                say("Department"),
                [{**row, "count": people[row["id"]]} for row in tree],
                search.departments,
            ),
            (
                "type",
                say("Employment"),
                [{"id": key, "name": text} for key, text in texts["employment_type"].items()],
                search.types,
            ),
        ]
        facets = [
            (group, legend, folded(_flush(rows), chosen), chosen)
            for group, legend, rows, chosen in choices
            if group in can and len(rows) > 1
        ]
        chips = [
            *((names.get(one, one), search.without("department", one)) for one in search.departments),
            *((texts["status"][one], search.without("status", one)) for one in search.statuses),
            *((texts["employment_type"][one], search.without("type", one)) for one in search.types),
        ]
        return {"facets": facets, "chips": chips}


def _flush(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every choice a count and a depth that begins at 0."""
    least = min((row.get("depth", 0) for row in rows), default=0)
    return [{"count": None, **row, "depth": row.get("depth", 0) - least} for row in rows]


def split(found: Answer, rows: list[Mapping[str, Any]]) -> tuple[list[Column], list[Column]]:
    """Part the columns into those shown and those no value of which may be seen, when the latter are many."""
    locked = [
        column
        for column in COLUMNS
        if rows
        and found.masks.at("employees", "nodes", column.field)
        and sum(row[column.field] is not None for row in rows) <= 1
    ]
    if len(locked) <= MOST_LOCKED:
        return list(COLUMNS), []
    return [column for column in COLUMNS if column not in locked], locked


def _cells(
    row: Mapping[str, Any], columns: list[Column], found: Answer, language: Language, zone: str
) -> list[dict[str, Any]]:
    return [
        {
            "column": column,
            "text": _text(row, column, language, zone),
            "mask": found.masks.at("employees", "nodes", column.field),
        }
        for column in columns
    ]


def _text(row: Mapping[str, Any], column: Column, language: Language, zone: str) -> str | None:
    value = row[column.field]
    if value is None:
        return None
    writers: Mapping[str, Callable[[], str]] = {
        "name": lambda: value["name"],
        "type": lambda: word(language, "employment_type", value),
        "money": lambda: filters(language, zone)["money"](value, row["currency"]),
    }
    return writers.get(column.kind, lambda: str(value))()


def _counts(facets: Answer) -> dict[str, int | None]:
    names = ("all", "probation", "active", "notice", "left")
    return {name: (facets[name] or {}).get("totalCount") for name in names}


def _page(search: Search, people: dict[str, Any]) -> dict[str, Any]:
    """Say where in the list this page lies, and the links back and on."""
    info, total, shown = people.get("pageInfo") or {}, people.get("totalCount"), len(people.get("nodes", ()))
    back = search.link(before=info.get("startCursor"), at=max(1, search.start - search.size))
    following = search.link(after=info.get("endCursor"), at=search.start + shown)
    return {
        "first": search.start,
        "last": search.start + shown - 1,
        "total": total,
        "back": back if info.get("hasPreviousPage") else "",
        "next": following if info.get("hasNextPage") else "",
    }
