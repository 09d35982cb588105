"""Career ladders and what their rungs ask for, the list of promotions, and one person's career."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.people.search import as_tree
from ui.said import tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
KINDS: Final = ("CONFIRMED", "MONTHS_IN_POST", "MONTHS_IN_COMPANY", "METRIC")
LINES: Final = 4
"""So many empty lines a form offers besides the conditions there are."""
SIZE: Final = 50


class Careers:
    """GET /org/ladders, /org/promotions; GET and POST /org/ladders/{id}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def ladders(self, request: Request) -> Response:
        found = await self.pages.ask(request, "org/ladders")
        view = {
            "ladders": laddered(found["ladders"] or []),
            "may_edit": may_write(request.state.ctx, "Mutation.setLadderRung", own=False),
            "failed": [self.pages.say(request, one) for one in found.errors],
        }
        return await self.pages.show(request, "org/ladders.html", view)

    async def rung(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if not may_write(request.state.ctx, "Mutation.setLadderRung", own=False):
            raise PageTrouble(403, say("The HR manager sets what a rung asks for; ask them."))
        found = await self.pages.ask(request, "org/ladders")
        wanted = request.path_params["id"]
        rung = next((row for row in found["ladders"] or [] if row["positionId"] == wanted), None)
        if rung is None:
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        if request.method == "GET":
            return await self._form(request, rung, list(rung["conditions"]), Form(""))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        conditions = conditions_of(sent)
        version = str(sent.get("version", ""))
        given = {
            "positionId": wanted,
            "conditions": conditions,
            "version": int(version) if version.isdigit() else 0,
            "idempotencyKey": str(sent.get("key", "")) or uuid4().hex,
        }
        answer = await self.pages.ask(request, "org/set_rung", input=given)
        if answer["setLadderRung"]:
            return tell(back_to("/org/ladders"), "saved")
        form = troubled(say("Not saved yet"), {}, answer.errors, self.pages.language(request))
        return await self._form(request, rung, conditions, form)

    async def _form(self, request: Request, rung: Row, conditions: Sequence[Row], form: Form) -> Response:
        found = await self.pages.ask(request, "org/personal_metrics")
        named = [
            (row["key"], row["name"])
            for row in (found["metricDefinitions"] or {}).get("nodes") or []
            if any(each["name"] == "person" for each in row["dimensions"])
        ]
        empty = {"kind": "", "least": None, "metric": None}
        view = {
            "rung": rung, "lines": [*conditions, *[empty] * LINES], "kinds": KINDS, "metrics": named,
            "form": form, "key": uuid4().hex,
        }  # fmt: skip
        return await self.pages.show(request, "org/rung.html", view, status=form.status)

    async def promotions(self, request: Request) -> Response:
        given = request.query_params
        department = given.get("department", "")
        standing = given.get("standing", "")
        standing = standing if standing in WORDS["career_standing"] else ""
        start = given.get("at", "")
        at = int(start) if start.isascii() and start.isdigit() else 0
        found = await self.pages.ask(
            request, "org/promotions", department=department or None, standing=standing or None,
            on=request.state.ctx.today.isoformat(),
        )  # fmt: skip
        listed = found["promotions"] or []
        rows = await self._people(request, [row["employeeId"] for row in listed[at : at + SIZE]])
        asked = {"department": department, "standing": standing}
        view = {
            "rows": rows,
            "total": len(listed),
            "department": department,
            "standing": standing,
            "departments": as_tree((found["departments"] or {}).get("nodes") or []),
            "page": {
                "back": query(asked, at=max(at - SIZE, 0) or "") if at else "",
                "next": query(asked, at=at + SIZE) if at + SIZE < len(listed) else "",
            },
            "failed": [self.pages.say(request, one) for one in found.errors]
            if found["promotions"] is None
            else [],
            "may_promote": may_write(request.state.ctx, "Mutation.promoteEmployee", own=False),
        }
        return await self.pages.show(request, "org/promotions.html", view, blocks={"results": "results"})

    async def _people(self, request: Request, ids: list[str]) -> list[Row]:
        if not ids:
            return []
        found = await self.pages.ask(request, "org/promoted", ids=ids)
        known = {row["id"]: row for row in (found["employees"] or {}).get("nodes") or []}
        return [known[one] for one in ids if one in known]


def laddered(rungs: list[Row]) -> list[tuple[str, list[Row]]]:
    """Return each ladder with its rungs from the top down."""
    ordered = sorted(rungs, key=lambda row: row["ladder"])
    return [
        (ladder, sorted(rows, key=lambda row: (-row["grade"], row["code"])))
        for ladder, rows in groupby(ordered, key=lambda row: row["ladder"])
    ]


def conditions_of(sent: FormData) -> list[dict[str, Any]]:
    """Return the lines of the form that say something; a line without a kind is left out."""
    kinds, least, metrics = (
        [str(one).strip() for one in sent.getlist(name)] for name in ("kind", "least", "metric")
    )
    return [
        {
            "kind": kind,
            "least": None if kind == "CONFIRMED" else amount or None,
            "metric": metric or None if kind == "METRIC" else None,
        }
        for kind, amount, metric in zip(kinds, least, metrics, strict=False)
        if kind in KINDS
    ]
