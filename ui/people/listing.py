"""The people list and its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from ui.offers import may_write
from ui.page import Answer, PageTrouble, attached, back_to
from ui.people import columns
from ui.people.search import SIZES, SORTS, Search, as_tree, branching, children_of, folded, subtree_counts
from ui.people.views import conditions, place_of
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.page import Pages

BLOCKS: Final = {"people": "people", "results": "part"}
VIEWS: Final = (None, "ACTIVE", "PROBATION", "NOTICE", "LEFT")
EDITED: Final = {
    "position": ("Mutation.transferEmployee", "Employee.position"),
    "department": ("Mutation.transferEmployee", "Employee.department"),
    "location": ("Mutation.transferEmployee", "Employee.location"),
    "phone": ("Mutation.updateEmployee", "Employee.phone"),
    "email": ("Mutation.updateEmployee", "Employee.email"),
}
"""The cells that can be changed in place, with what the reader must be allowed to write."""


class Listing:
    """GET /people and /people/export."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        viewer = await self.pages.viewer(request)
        if not viewer.get("mayListPeople"):
            return self._alone(request, viewer)
        desk = await self.pages.ask(request, "people/desk")
        kept: Sequence[Mapping[str, Any]] = desk["savedViews"] or []
        if not request.query_params and (opens := next((one for one in kept if one["isDefault"]), None)):
            return back_to(place_of(opens))
        choice: Mapping[str, Any] = desk["listChoice"] or {"columns": [], "density": "", "size": 0}
        search = Search.read(request.query_params, viewer["can"], choice["size"] or SIZES[0])
        facets = await self._facets(request, viewer)
        departments = (facets["departments"] or {}).get("nodes", [])
        asked = columns.chosen(choice["columns"])
        found = await self.pages.ask(
            request, "people/list", **search.filter(children_of(departments)), **search.page(),
            **columns.wanted(asked),
        )  # fmt: skip
        people, counts, language = found["employees"] or {}, _counts(facets), self.pages.language(request)
        shown, locked = columns.split(found, people.get("nodes", []), asked)
        zone, ctx = self.pages.doors.settings.zone, request.state.ctx
        view = {
            "search": search,
            "rows": [
                {**row, "cells": columns.cells(row, shown, found, language, zone)}
                for row in people.get("nodes", [])
            ],
            "columns": shown,
            "offered": columns.offered(asked),
            "choice": choice,
            "locked": locked,
            "masked": sum(found.masks.at("employees", "nodes", one.field) is not None for one in shown),
            "failed": [self.pages.say(request, one) for one in found.errors] if not people else [],
            "page": _page(search, people),
            "counts": counts,
            "views": [(one, counts[one.lower() if one else "all"]) for one in VIEWS if "status" in viewer["can"]],
            "saved": [{**one, "place": place_of(one)} for one in kept],
            "view": _current(search, kept),
            "is_partial": request.headers.get("hx-target", "").endswith("#results"),
            "display_open": "display" in request.query_params,
            "may_hire": bool(viewer.get("mayHire")),
            "may_move": may_write(ctx, "Mutation.moveEmployees", own=False),
            "may_assign": may_write(ctx, "Mutation.enroll", own=False),
            "may_note": may_write(ctx, "Mutation.addNotes", own=False),
            "may_share": may_write(ctx, "SavedView.isShared", own=False),
            "edited": {
                name for name, rights in EDITED.items() if all(may_write(ctx, each, own=False) for each in rights)
            },
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
        if request.query_params.get("columns") == "shown":
            choice = (await self.pages.ask(request, "people/desk"))["listChoice"] or {"columns": []}
            variables["columns"] = [one.field for one in columns.chosen(choice["columns"])]
        name, media, content = await self.pages.doors.export_people(
            request.state.ctx, variables, cast("Literal['csv', 'xlsx']", wanted)
        )
        return attached(name, media, content)

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


def _current(search: Search, kept: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the saved view the list was opened with, and whether it has been changed since."""
    found = next((one for one in kept if one["id"] == search.view), None)
    if found is None:
        return None
    here = search.link(view="").partition("?")[2]
    return {**found, "is_changed": conditions(here) != conditions(found["address"])}


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
