"""Calibration sessions: those there are, opening one, and the table of one with what became of each card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.people.search import as_tree
from ui.performance.grid import nodes
from ui.performance.queue import chosen_cycle
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
STATES = ("SCORING", "CALIBRATION")
ACTS: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    # the button: document, fields, what is said afterwards
    "keep": ("performance/keep_item", ("item", "note"), "calibration-kept"),
    "close": ("performance/close_session", ("minutes",), "calibration-closed"),
}


class Sessions:
    """GET and POST /reviews/sessions and /reviews/sessions/{id}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        """Show the sessions one sits in or holds; POST opens one."""
        ctx = request.state.ctx
        if ctx.principal.employee_id is None and not may_see(ctx, "CalibrationSession.id"):
            raise PageTrouble(404, "")
        form, picked = Form("", {"heldOn": ctx.today.isoformat()}), dict[str, list[str]]()
        if request.method == "POST":
            raw, values = await sent(self.pages, request, ("cycleId", "name", "heldOn"))
            picked = {
                name: [str(each) for each in raw.getlist(name)] for name in ("departmentIds", "memberIds")
            }
            asked = {**values, "departmentIds": "", "memberIds": ""}
            problem = await act(
                self.pages,
                request,
                "performance/open_session",
                {**values, **picked},
                asked,
                str(raw.get("key", "")),
            )
            if problem is None:
                return tell(back_to("/reviews/sessions"), "calibration-opened")
            form = problem
        return await self.list_page(request, form, picked)

    async def list_page(self, request: Request, form: Form, picked: Mapping[str, list[str]]) -> Response:
        may_hold = may_write(request.state.ctx, "Mutation.openCalibrationSession", own=False)
        cycles = (
            nodes(await self.pages.ask(request, "performance/cycles"), "reviewCycles") if may_hold else []
        )
        cycle = chosen_cycle(
            [row for row in cycles if row["state"] in STATES],
            form.values.get("cycleId") or request.query_params.get("cycle"),
        )
        answer = await self.pages.ask(
            request, "performance/sessions", cycle=cycle["id"] if cycle else "", open=cycle is not None
        )
        view = {
            "sessions": nodes(answer, "calibrationSessions"),
            "cycle": cycle,
            "cycles": [row for row in cycles if row["state"] in STATES],
            "departments": [(row["id"], row["name"]) for row in as_tree(nodes(answer, "departments"))],
            "raters": [row for row in answer.data.get("raterSpread") or () if row["raterId"]],
            "picked": picked,
            "form": form,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "performance/sessions.html", view, status=form.status)

    async def one(self, request: Request) -> Response:
        """Show a session's table; POST keeps a card as it is, or ends the session."""
        place, form = request.path_params["id"], Form("")
        if request.method == "POST":
            raw, values = await sent(self.pages, request, ("do", "item", "note", "minutes"))
            if values["do"] not in ACTS:
                raise PageTrouble(404, "")
            document, names, said = ACTS[values["do"]]
            given: dict[str, Any] = {name: values[name] for name in names if name != "item"}
            given |= {"id": values["item"] or place, **version_of(raw)}
            problem = await act(self.pages, request, document, given, values, str(raw.get("key", "")))
            if problem is None:
                return tell(back_to(f"/reviews/sessions/{place}"), said)
            form = problem
        answer = await self.pages.ask(request, "performance/session", id=place)
        session = answer["calibrationSession"]
        if session is None:
            raise PageTrouble(404, "")
        view = {
            "session": session,
            "members": session["members"]["nodes"],
            "items": [moved(row) for row in session["items"]["nodes"]],
            "may_hold": may_write(request.state.ctx, "Mutation.keepCalibrationItem", own=False),
            "form": form,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "performance/session.html", view, status=form.status)


def moved(row: Row) -> Row:
    """Add how far a score has moved since it was put on the table; None where it has not."""
    then, now = row["scoreBefore"], row["score"]
    change = None if then is None or now is None else round(float(now) - float(then), 2)
    return {**row, "change": change or None}
