"""One person's page: the head, and a tab each for overview, assignments, employment, attendance, pay, who saw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ui.masks import Masks
from ui.offers import may_reveal, may_see_any, may_write
from ui.page import Answer, Pages, PageTrouble, aimed_at, word, words_of
from ui.people import steps
from ui.people.moment import Moment
from ui.people.tabs import LAZY, SEEN, TABLES, Column, Tab, open_tabs
from ui.people.timeline import events
from ui.shell.paging import page_of, pager
from ui.texts import Language, catalogue, filters

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
Write = Callable[..., str]


class Record:
    """GET /people/{id} and its tabs."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        tab = request.path_params.get("tab", "")
        if tab == "seen":
            return await self._seen(request)
        if tab in TABLES:
            return await self._table(request, TABLES[tab], tab)
        if tab:
            raise PageTrouble(404, "")
        return await self._overview(request)

    async def head(self, request: Request, tab: str) -> dict[str, Any]:
        """Return what every tab shows above itself."""
        answer = await find_person(self.pages, request)
        viewer = await self.pages.viewer(request)
        person, ctx = answer["employee"], request.state.ctx
        own = person["id"] == (viewer.get("employee") or {}).get("id")
        tabs, behind = open_tabs(ctx, tab, own=own)
        return {
            "own": own,
            "person": person,
            "masks": Masks(()) if own else answer.masks,
            "tab": tab,
            "tabs": tabs,
            "tabs_behind": behind,
            "lazy": LAZY,
            "base": "people/record.html" if aimed_at(request) == "record" else "people/person.html",
            "moment": self.moment(request),
            "may_view_as": not own and may_see_any(ctx, ("view_as",), own=False),
            "may_open_manager": _reaches(person["manager"], viewer),
            "may_edit": may_write(ctx, "Mutation.updateEmployee", own=own),
            "may_reveal": not own and person["idNumber"] is not None and may_reveal(ctx, "Employee.idNumber"),
            "may_list": bool(viewer.get("mayListPeople")),
            "steps": [
                step
                for step in steps.open_to(person["status"])
                if may_write(ctx, f"Mutation.{step.mutation}", own=own)
            ],
            "page": None,
        }

    def moment(self, request: Request) -> Moment:
        return Moment.read(request.query_params, self.pages.doors.settings.zone)

    async def _overview(self, request: Request) -> Response:
        head = await self.head(request, "")
        person, language = head["person"], self.pages.language(request)
        more = await self.pages.ask(request, "people/overview", id=person["id"], **head["moment"].variables)
        say, kind = catalogue(language).ugettext, person["employmentType"]
        facts = [
            ("department", say("Department"), _name(person["department"])),
            ("position", say("Position"), _name(person["position"])),
            ("location", say("Location"), _name(person["location"])),
            ("employmentType", say("Employment"), kind and word(language, "employment_type", kind)),
            ("vendor", say("Vendor"), person["vendor"]),
            ("fte", say("FTE"), person["fte"]),
            (
                "contract",
                say("Contract"),
                person["contract"] and word(language, "contract", person["contract"]),
            ),
            ("contractEndsOn", say("Contract ends"), person["contractEndsOn"]),
            ("gender", say("Gender"), person["gender"] and word(language, "gender", person["gender"])),
            ("birthOn", say("Born"), person["birthOn"]),
            ("probationEndsOn", say("Probation ends"), _open_probation(person)),
        ]
        view = {
            **head,
            "facts": [fact for fact in facts if fact[2] is not None or head["masks"].at("employee", fact[0])],
            "events": events(more["employee"] or {}, language, say),
            "hidden": more.masks.at("employee", "employments")
            if not (more["employee"] or {}).get("employments")
            else None,
            "months": _months(more["employee"] or {}),
            "reports": (more["employee"] or {}).get("reports"),
            "more_masks": more.masks,
            "may_define": may_write(request.state.ctx, "Mutation.defineCustomField", own=False),
            "custom": added_fields(more["employee"] or {}, say),
            "may_fill": may_write(request.state.ctx, "Mutation.setCustomFields", own=head["own"]),
            "failed": self._failed(request, more, "employee"),
        }
        return await self.pages.show(request, "people/overview.html", view)

    async def _table(self, request: Request, tab: Tab, name: str) -> Response:
        head = await self.head(request, name)
        answer = await self.pages.ask(
            request, f"people/{name}", id=head["person"]["id"], **head["moment"].variables
        )
        nodes = ((answer["employee"] or {}).get(tab.field) or {}).get("nodes") or []
        rows = self._rows(request, nodes, tab.columns, ("employee", tab.field, "nodes"), answer)
        return await self._show_table(
            request,
            head,
            tab.columns,
            rows,
            tab.title,
            tab.empty,
            tab.type,
            self._failed(request, answer, "employee"),
        )

    async def _seen(self, request: Request) -> Response:
        head = await self.head(request, "seen")
        given = request.query_params
        answer = await self.pages.ask(request, "people/seen", id=head["person"]["id"], **page_of(given))
        found = answer["accessLog"] or {}
        rows = self._rows(request, found.get("nodes") or [], SEEN, ("accessLog", "nodes"), answer)
        head["page"] = pager("", {}, found.get("pageInfo") or {})
        failed = self._failed(request, answer, "accessLog")
        return await self._show_table(
            request,
            head,
            SEEN,
            rows,
            "Who saw this record",
            "No one has looked at this record, or you may not see who.",
            "AccessLogEntry",
            failed,
            total=found.get("totalCount"),
        )

    async def _show_table(
        self,
        request: Request,
        head: dict[str, Any],
        columns: tuple[Column, ...],
        rows: list[Row],
        title: str,
        empty: str,
        of: str,
        failed: list[str],
        total: int | None = None,
    ) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        headed = [
            {"text": say(column.text), "kind": "num" if column.kind in ("num", "money") else ""}
            for column in columns
        ]
        view = {
            **head,
            "title": say(title),
            "empty": say(empty),
            "type": of,
            "columns": headed,
            "rows": rows,
            "failed": failed,
            "total": total,
            "hint": "",
        }
        return await self.pages.show(request, "people/table.html", view, blocks={"results": "results"})

    def _rows(
        self,
        request: Request,
        nodes: list[Row],
        columns: tuple[Column, ...],
        path: tuple[str, ...],
        answer: Answer,
    ) -> list[Row]:
        language = self.pages.language(request)
        write = filters(language, self.pages.doors.settings.zone)
        return [
            {
                "id": row["id"],
                "cells": [
                    {
                        "field": c.field,
                        "text": _cell(row, c, language, write),
                        "mask": answer.masks.at(*path, i, c.field),
                    }
                    for c in columns
                ],
            }
            for i, row in enumerate(nodes)
        ]

    def _failed(self, request: Request, answer: Answer, root: str) -> list[str]:
        return [self.pages.say(request, error) for error in answer.errors] if answer[root] is None else []


async def find_person(pages: Pages, request: Request) -> Answer:
    """Return the person the address names, at the moment it names; absent and out of reach look alike."""
    moment = Moment.read(request.query_params, pages.doors.settings.zone)
    answer = await pages.ask(request, "people/header", id=request.path_params["id"], **moment.variables)
    if answer["employee"] is None:
        say = catalogue(pages.language(request)).ugettext
        if moment:
            raise PageTrouble(
                404, say("There is no such record at that moment, or it is not within your reach.")
            )
        raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
    return answer


def added_fields(person: Row, say: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the company's own fields of a person, each with its value as it reads."""
    rows = (person.get("customFields") or {}).get("nodes") or ()
    flags = {"true": say("Yes"), "false": say("No")}
    return [
        {**row, "shown": flags.get(row["value"], row["value"]) if row["type"] == "FLAG" else row["value"]}
        for row in rows
    ]


def _reaches(manager: Row | None, viewer: Row) -> bool:
    """Tell whether the line manager can be opened: one out of reach shows name and number and no more."""
    if manager is None or not viewer.get("mayListPeople"):
        return False
    return "status" not in viewer["can"] or manager["status"] is not None


def _open_probation(person: Row) -> str | None:
    """Return the end of a probation that still runs."""
    ends: str | None = person["probationEndsOn"]
    return ends if person["status"] == "PROBATION" else None


def _months(person: Row) -> list[dict[str, Any]]:
    """Return the last months of attendance with the share each bar fills, oldest first; none if hours are hidden."""
    rows = [
        row for row in (person.get("attendance") or {}).get("nodes") or () if row["workedHours"] is not None
    ]
    most = max((float(row["workedHours"]) for row in rows), default=0)
    return [{**row, "share": float(row["workedHours"]) / most if most else 0} for row in reversed(rows)]


def _name(thing: Row | None) -> str | None:
    return thing["name"] if thing else None


def _cell(row: Row, column: Column, language: Language, write: Mapping[str, Write]) -> str | None:
    value = row[column.field]
    if value is None:
        return None
    if column.kind in ("employment_type", "leave_kind", "overtime_split_gap"):
        return word(language, column.kind, value)
    writers: Mapping[str, Callable[[], str | None]] = {
        "name": lambda: _name(value),
        "money": lambda: write["money"](value, row["currency"]),
        "datetime": lambda: write["datetime"](value),
        "month": lambda: str(value)[:7],
        "roles": lambda: words_of(language, "role", str(value)),
        "class": lambda: words_of(language, "class", str(value)),
    }
    return writers.get(column.kind, lambda: str(value))()
