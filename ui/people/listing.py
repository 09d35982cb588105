"""The people list and its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from ui.offers import may_write
from ui.page import Answer, PageTrouble, attached, back_to
from ui.people import columns
from ui.people.own import Own, counted, counting, facet_rows, own_of
from ui.people.search import SIZES, SORTS, Search, as_tree, branching, children_of, folded, subtree_counts
from ui.shell.lists import desk_of
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
        say = catalogue(self.pages.language(request)).ugettext
        facets = await self._facets(request, viewer)
        own = self._own(request, facets)
        added = [one.column() for one in own]
        known = [
            *((one.field, say(one.text)) for one in columns.COLUMNS),
            *((one.field, one.text) for one in added),
        ]
        desk = await desk_of(
            self.pages, request, "people", known,
            usual=[one.field for one in columns.USUAL], sizes=SIZES,
        )  # fmt: skip
        if not request.query_params and desk.opens:
            return back_to(desk.opens)
        search = Search.read(request.query_params, viewer["can"], desk.size, own)
        departments = (facets["departments"] or {}).get("nodes", [])
        asked = columns.chosen((name for name, _ in desk.columns), added)
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
            "desk": desk,
            "locked": locked,
            "masked": sum(found.masks.at("employees", "nodes", one.field) is not None for one in shown),
            "failed": [self.pages.say(request, one) for one in found.errors] if not people else [],
            "page": _page(search, people),
            "counts": counts,
            "views": [(one, counts[one.lower() if one else "all"]) for one in VIEWS if "status" in viewer["can"]],
            "is_partial": request.headers.get("hx-target", "").endswith("#results"),
            "may_hire": bool(viewer.get("mayHire")),
            "may_move": may_write(ctx, "Mutation.moveEmployees", own=False),
            "may_assign": may_write(ctx, "Mutation.enroll", own=False),
            "may_note": may_write(ctx, "Mutation.addNotes", own=False),
            "edited": {
                name for name, rights in EDITED.items() if all(may_write(ctx, each, own=False) for each in rights)
            },
            "can": viewer["can"],
            "sizes": SIZES,
            "sortable": {name for name in SORTS if name in viewer["can"]},
            **await self._words(request, search, facets, own, viewer["can"]),
        }  # fmt: skip
        return await self.pages.show(request, "people/list.html", view, blocks=BLOCKS)

    async def export(self, request: Request) -> Response:
        """Download what the list shows, under the same policy."""
        wanted = request.query_params.get("format", "xlsx")
        if wanted not in ("csv", "xlsx"):
            raise PageTrouble(404, "")
        viewer = await self.pages.viewer(request)
        facets = await self._facets(request, viewer)
        own = self._own(request, facets)
        search = Search.read(request.query_params, viewer["can"], own=own)
        variables = search.filter(children_of((facets["departments"] or {}).get("nodes", [])))
        if request.query_params.get("columns") == "shown":
            asked = await self.pages.ask(request, "shell/desk", page="people")
            choice = asked["listChoice"] or {"columns": []}
            picked = columns.chosen(choice["columns"], (one.column() for one in own))
            variables["columns"] = [f"customFields.{one.own}" if one.own else one.field for one in picked]
        name, media, content = await self.pages.doors.export(
            request.state.ctx, "people", variables, cast("Literal['csv', 'xlsx']", wanted)
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
            request,
            "people/facets",
            status="status" in can,
            department="department" in can,
            entity="entity" in can,
        )

    def _own(self, request: Request, facets: Answer) -> list[Own]:
        rows = (facets["customFields"] or {}).get("nodes") or []
        return own_of(request.state.ctx, rows, self.pages.language(request))

    async def _words(
        self, request: Request, search: Search, facets: Answer, own: Sequence[Own], can: frozenset[str]
    ) -> dict[str, Any]:
        departments: list[Any] = (facets["departments"] or {}).get("nodes", [])
        entities: list[Any] = (facets["legalEntities"] or {}).get("nodes") or []
        counts = _counts(facets)
        document, aliases = counting(own)
        tallied = counted(await self.pages.run(request, document), aliases) if document else {}
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
            ("entity", say("Legal entity"), _employing(entities, search.entities), search.entities),
        ]
        offered = [one for one in choices if one[0] in can] + [
            (one.name, one.label, facet_rows(one, tallied), search.chosen(one.name)) for one in own
        ]
        narrowed = [
            (group, legend, folded(_flush(rows), chosen), chosen)
            for group, legend, rows, chosen in offered
            if len(rows) > 1
        ]
        called = {row["id"]: row["name"] for row in entities}
        spelled = {(one.name, value): text for one in own for value, text in one.choices}
        chips = [
            *((names.get(one, one), search.without("department", one)) for one in search.departments),
            *((texts["status"][one], search.without("status", one)) for one in search.statuses),
            *((texts["employment_type"][one], search.without("type", one)) for one in search.types),
            *((called.get(one, one), search.without("entity", one)) for one in search.entities),
            *(
                (spelled.get((one.name, value), value), search.without(one.name, value))
                for one in own
                for value in search.chosen(one.name)
            ),
        ]
        return {"facets": narrowed, "chips": chips}


def _employing(rows: Sequence[Mapping[str, Any]], chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Return the legal entities that employ somebody in sight, or are chosen."""
    found = [{**row, "count": (row["employees"] or {}).get("totalCount")} for row in rows]
    return [row for row in found if row["count"] or row["id"] in chosen]


def _flush(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every choice a count and a depth that begins at 0."""
    least = min((row.get("depth", 0) for row in rows), default=0)
    return [{"count": None, **row, "depth": row.get("depth", 0) - least} for row in rows]


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
