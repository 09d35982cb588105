"""Comparing scores before they are published: how raters differ, cards side by side, ratings changed with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.forms import Form, troubled
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.people.search import as_tree
from ui.performance.cards import part_of
from ui.performance.grid import nodes
from ui.performance.queue import by_score, chosen_cycle
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
PAGE = 50
MOST_BESIDE = 4
STATES = ("CALIBRATION", "PUBLISHED", "ACKNOWLEDGED", "DISPUTED", "REVISED", "UPHELD", "CLOSED")
BANDS = "ABCDE"


class Calibration:
    """GET /reviews/calibration; POST changes ratings of one card."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not may_see(request.state.ctx, "Scorecard.draftScore"):
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self.page(request, Form(""))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        card = str(form.get("card", ""))
        sent = {name: str(text).strip() for name, text in form.multi_items() if name.startswith("v.")}
        was = {name: str(text) for name, text in form.multi_items() if name.startswith("w.")}
        cells = [
            {"componentCode": name.removeprefix("v."), "value": text}
            for name, text in sent.items()
            if text != was.get("w." + name.removeprefix("v."), "")
        ]
        reason = str(form.get("reason", ""))
        given: dict[str, Any] = {"scorecardId": card, "cells": cells, "reason": reason}
        if str(form.get("version", "")).isdigit():
            given["version"] = int(str(form["version"]))
        if session := request.query_params.get("session"):
            given["sessionId"] = session
        answer = await self.pages.ask(request, "performance/calibrate", input=given)
        if not answer.errors:
            return tell(back_to(f"/reviews/calibration?{request.url.query}"), "calibrated")
        title = catalogue(self.pages.language(request)).ugettext("Not saved yet")
        values = {"reason": reason, "card": card, **sent}
        return await self.page(request, troubled(title, values, answer.errors, self.pages.language(request)))

    async def page(self, request: Request, form: Form) -> Response:
        given = {
            name: request.query_params.get(name, "") for name in ("cycle", "department", "rater", "session")
        }
        cycles = nodes(await self.pages.ask(request, "performance/cycles"), "reviewCycles")
        cycle = chosen_cycle(cycles, given["cycle"])
        if cycle is None:
            raise PageTrouble(404, "")
        where: dict[str, Any] = {
            "cycle": {"id": {"eq": cycle["id"]}},
            "isLatest": {"eq": True},
            "state": {"in": list(STATES)},
        }
        if given["rater"]:
            where["rater"] = {"id": {"eq": given["rater"]}}
        if given["department"]:
            where["department"] = {"id": {"eq": given["department"]}}
        if me := request.state.ctx.principal.employee_id:
            where["not"] = {"employee": {"id": {"eq": me}}}
        found = await self.pages.ask(
            request, "performance/spread", cycle=cycle["id"], department=given["department"] or None, where=where,
            order=by_score(request, "DESC"), first=PAGE, after=request.query_params.get("after") or None,
        )  # fmt: skip
        picked = request.query_params.getlist("pick")[:MOST_BESIDE]
        listed = found["scorecards"] or {}
        info = listed.get("pageInfo") or {}
        view = {
            "cycle": cycle,
            "cycles": [row for row in cycles if row["state"] in ("SCORING", "CALIBRATION", "PUBLISHED")],
            "given": given,
            "departments": [
                (row["id"], "　" * row["depth"] + row["name"]) for row in as_tree(nodes(found, "departments"))
            ],
            "spreads": [bars(row) for row in found["raterSpread"] or ()],
            "cards": listed.get("nodes") or [],
            "total": listed.get("totalCount", 0),
            "picked": picked,
            "sides": await self.sides(request, picked),
            "may_change": may_write(request.state.ctx, "Mutation.calibrateScorecard", own=False),
            "form": form,
            "next": query({**given, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        return await self.pages.show(request, "performance/calibration.html", view, status=form.status)

    async def sides(self, request: Request, picked: Sequence[str]) -> list[dict[str, Any]]:
        """Return the chosen cards with their parts, in the order they were chosen."""
        if not picked:
            return []
        answer = await self.pages.ask(request, "performance/sides", ids=list(picked))
        written = nodes(answer, "reviews")
        cards = {row["id"]: row for row in nodes(answer, "scorecards")}
        return [
            {
                "card": cards[each],
                "parts": [side_of(line) for line in cards[each]["lines"]["nodes"]],
                "written": [row for row in written if row["scorecard"]["id"] == each],
            }
            for each in picked
            if each in cards
        ]


def side_of(line: Row) -> Any:
    """Return a line as the card's page shows it; what only that page needs is empty here."""
    full = {
        "basis": "RATING" if line["isEntered"] else "METRIC",
        "target": None,
        "scoring": "SHARE",
        "direction": "UP",
        "priorN": None,
    }
    more = {
        "value": None, "points": None, "n": None, "groupValue": None, "countedValue": None, "reason": "",
        "draftReason": "", "receipt": "",
    }  # fmt: skip
    return part_of({**more, **line, "id": line["id"], "enteredBy": None, "enteredAt": None,
                    "component": {**line["component"], **full}})  # fmt: skip


def bars(row: Row) -> dict[str, Any]:
    """Return a rater's spread with the height of each band's bar."""
    most = max([*row["bands"], 1])
    shown = [
        {"band": band, "count": count, "height": round(count / most * 26)}
        for band, count in zip(BANDS, row["bands"], strict=True)
    ]
    return {**row, "bars": shown}
