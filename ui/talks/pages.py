"""The addresses of talks: what is ahead, one talk, and planning one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form, troubled, typed
from ui.offers import may_see
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.shell.pages import guarded
from ui.talks.improvement import Improvement
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

PLAN = ("employeeId", "plannedAt", "place", "agenda")
RECENT = timedelta(days=400)
TOMORROW = timedelta(days=1)
ACTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # the button: document, fields, what is said afterwards
    "move": ("talks/change", ("plannedAt", "place", "version"), "talk-changed"),
    "notes": ("talks/change", ("notes", "version"), "talk-noted"),
    "hold": ("talks/hold", ("heldOn", "version"), "talk-held"),
    "cancel": ("talks/cancel", ("version",), "talk-cancelled"),
    "add": ("talks/add", ("kind", "text", "ownerId", "dueOn"), "talk-added"),
    "tick": ("talks/tick", ("item", "isDone"), "talk-ticked"),
    "private": ("talks/note", ("text",), "talk-noted"),
}
EMPTY_TOO = ("notes", "text", "place")
"""What may be sent empty, to clear it."""


def routes(pages: Pages) -> list[Route]:
    talks, improvement, both = Talks(pages), Improvement(pages), ["GET", "POST"]
    return [
        Route("/talks", guarded(pages, talks.list)),
        Route("/talks/new", guarded(pages, talks.new), methods=both),
        *improvement.routes(),
        Route("/talks/{id}", guarded(pages, talks.one)),
        Route("/talks/{id}/{act}", guarded(pages, talks.act), methods=["POST"]),
    ]


class Talks:
    """One's own talks; nobody else's can be opened."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def list(self, request: Request) -> Response:
        ctx = request.state.ctx
        if ctx.principal.employee_id is None:
            raise PageTrouble(404, "")
        month = ctx.today.replace(day=1)
        answer = await self.pages.ask(
            request, "talks/list", month=month.isoformat(), since=(ctx.now - RECENT).isoformat()
        )
        me = answer["me"] or {}
        ahead = nodes(answer, "ahead")
        due = {row["employee"]["id"]: row for row in nodes(answer, "oneOnOnes") if row["employee"]}
        planned = {row["employee"]["id"] for row in ahead if row["employee"]}
        led = (me.get("reports") or {"nodes": []})["nodes"]
        view = {
            "me": me.get("id"),
            "manager": me.get("manager"),
            "ahead": ahead,
            "held": nodes(answer, "held"),
            "actions": nodes(answer, "actions"),
            "led": due_first(
                [{**row, "due": due.get(row["id"]), "planned": row["id"] in planned} for row in led]
            ),
            "sees_all": may_see(ctx, "OneOnOne.heldOn"),
            "due_total": (answer["oneOnOnes"] or {}).get("totalCount", 0),
            "due_open": (answer["open"] or {}).get("totalCount", 0),
            "sees_plans": may_see(ctx, "ImprovementPlan.state"),
            "month": month,
            "csrf_key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "talks/list.html", view)

    async def new(self, request: Request) -> Response:
        ctx, say = request.state.ctx, catalogue(self.pages.language(request)).ugettext
        if ctx.principal.employee_id is None:
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._form(request, Form("", self._begin(request)))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, PLAN)
        given: dict[str, Any] = {
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
            "place": values["place"],
        }
        given["plannedAt"] = self._instant(values["plannedAt"])
        given["agenda"] = [line.strip() for line in values["agenda"].splitlines() if line.strip()]
        if values["employeeId"]:
            given["employeeId"] = values["employeeId"]
        answer = await self.pages.ask(request, "talks/plan", input=given)
        if answer["planTalk"]:
            return tell(back_to(f"/talks/{answer['planTalk']['id']}"), "talk-planned")
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._form(request, problem)

    def _begin(self, request: Request) -> dict[str, str]:
        """Return what the form begins with: tomorrow at ten."""
        day = request.state.ctx.today + TOMORROW
        employee = request.query_params.get("employee", "")
        return {"employeeId": employee, "plannedAt": f"{day}T10:00", "place": "", "agenda": ""}

    def _instant(self, text: str) -> str:
        """Read a local time as a moment; what is none goes as it is, to be refused."""
        try:
            return datetime.fromisoformat(text).replace(tzinfo=self._zone).isoformat()
        except ValueError:
            return text

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.pages.doors.settings.zone)

    async def _form(self, request: Request, form: Form) -> Response:
        month = request.state.ctx.today.replace(day=1)
        answer = await self.pages.ask(
            request, "talks/list", month=month.isoformat(), since=request.state.ctx.now.isoformat()
        )
        me = answer["me"] or {}
        view = {
            "form": form,
            "manager": me.get("manager"),
            "led": (me.get("reports") or {"nodes": []})["nodes"],
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "talks/new.html", view, status=form.status)

    async def one(self, request: Request, form: Form | None = None) -> Response:
        answer = await self.pages.ask(request, "talks/one", id=request.path_params["id"])
        if answer["talk"] is None:
            raise PageTrouble(404, "")
        talk = answer["talk"]
        both = {"employee": (talk["employee"] or {}).get("id"), "manager": (talk["manager"] or {}).get("id")}
        earlier = (
            await self.pages.ask(request, "talks/earlier", talk=talk["id"], **both)
            if all(both.values())
            else None
        )
        ctx, moment = request.state.ctx, datetime.fromisoformat(talk["plannedAt"])
        items = (talk["items"] or {"nodes": []})["nodes"]
        view = {
            "talk": talk,
            "agenda": [row for row in items if row["kind"] == "AGENDA"],
            "actions": [row for row in items if row["kind"] == "ACTION"],
            "earlier": nodes(earlier, "talkItems") if earlier else [],
            "private": next(iter((talk["myNotes"] or {"nodes": []})["nodes"]), {"text": ""}),
            "me": ctx.principal.employee_id,
            "local": f"{moment.astimezone(self._zone):%Y-%m-%dT%H:%M}",
            "form": form or Form(""),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "talks/one.html", view, status=form.status if form else 200)

    async def act(self, request: Request) -> Response:
        """Do what the button says to a talk, and come back to it."""
        if request.path_params["act"] not in ACTS:
            raise PageTrouble(404, "")
        document, names, told = ACTS[request.path_params["act"]]
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, names)
        given = self._given(request, values) | {"idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        answer = await self.pages.ask(request, document, input=given)
        if any(answer.data.values()):
            return tell(back_to(f"/talks/{request.path_params['id']}"), told)
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self.one(request, problem)

    def _given(self, request: Request, values: Mapping[str, str]) -> dict[str, Any]:
        """Return the input of an act: what stands in the form, and which talk it is about."""
        act, talk = request.path_params["act"], request.path_params["id"]
        if act == "tick":
            return {"id": values["item"], "isDone": values["isDone"] == "1"}
        given: dict[str, Any] = {
            name: text for name, text in values.items() if name != "version" and (text or name in EMPTY_TOO)
        }
        if "plannedAt" in given:
            given["plannedAt"] = self._instant(given["plannedAt"])
        if values.get("version", "").isdigit():
            given["version"] = int(values["version"])
        return given | {"talkId" if act in ("add", "private") else "id": talk}


def due_first(led: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put those nobody has talked to yet before those with a talk ahead and those who had theirs."""

    def place(row: Mapping[str, Any]) -> int:
        return 2 if row["due"] and row["due"]["heldOn"] else 1 if row["planned"] else 0

    return sorted(led, key=place)
