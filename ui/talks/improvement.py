"""Improvement plans: the list for those who lead them, and one plan for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form, troubled, typed
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.said import tell
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

VIEWS = {
    "open": ("DRAFT", "ACTIVE", "EXTENDED"),
    "ended": ("REACHED", "NOT_REACHED", "REVOKED"),
}
PLAN = ("talkOn", "startsOn", "endsOn", "aim")
STEP = ("id", "text", "support", "dueOn")
ROWS = 5
"""So many rows a plan begins with; filled ones are followed by two more."""
MORE = 2


class Improvement:
    """GET shows, POST does what the button says."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        both = ["GET", "POST"]
        return [
            Route("/talks/plans", guarded(self.pages, self.list)),
            Route("/talks/plans/new", guarded(self.pages, self.new), methods=both),
            Route("/talks/plans/{id}", guarded(self.pages, self.one), methods=both),
        ]

    async def list(self, request: Request) -> Response:
        ctx = request.state.ctx
        if not may_see(ctx, "ImprovementPlan.state"):
            raise PageTrouble(404, "")
        view = request.query_params.get("view", "open")
        view = view if view in VIEWS else "open"
        answer = await self.pages.ask(
            request,
            "talks/improvement_list",
            states=list(VIEWS[view]),
            after=request.query_params.get("after"),
        )
        info = (answer["improvementPlans"] or {}).get("pageInfo") or {}
        shown = {
            "plans": [{**row, "done": sum(bool(step["doneOn"]) for step in row["steps"]["nodes"])}
                      for row in nodes(answer, "improvementPlans")],
            "total": (answer["improvementPlans"] or {}).get("totalCount", 0),
            "view": view,
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "talks/improvement_list.html", shown)

    async def new(self, request: Request) -> Response:
        """Begin a plan that no score called for."""
        if not may_write(request.state.ctx, "Mutation.saveImprovementPlan", own=False):
            raise PageTrouble(404, "")
        who = await self.pages.ask(
            request, "talks/improvement_who", id=request.query_params.get("employee", "")
        )
        if who["employee"] is None:
            raise PageTrouble(404, "")
        plan = {"id": "", "state": "DRAFT", "employee": who["employee"], "owner": None, "cycle": "", "version": 0,
                "steps": {"nodes": []}, "score": None, "standard": None, "dueOn": None, "outcome": "",
                "acknowledgedAt": None, "scorecardId": None, **dict.fromkeys(PLAN)}  # fmt: skip
        if request.method == "GET":
            return await self._page(request, plan, Form(""))
        return await self._save(request, plan, await self._form(request))

    async def one(self, request: Request) -> Response:
        answer = await self.pages.ask(request, "talks/improvement_one", id=request.path_params["id"])
        plan = answer["improvementPlan"]
        if plan is None:
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._page(request, plan, Form(""))
        form = await self._form(request)
        act = str(form.get("act", ""))
        if act == "save":
            return await self._save(request, plan, form)
        return await self._act(request, plan, form, act)

    async def _form(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form

    async def _save(self, request: Request, plan: Mapping[str, Any], form: FormData) -> Response:
        values = typed(form, (*PLAN, "steps"))
        rows = step_rows(form)
        given: dict[str, Any] = {name: text for name, text in values.items() if text}
        given["steps"] = [{name: text for name, text in row.items() if text} for row in rows if row["text"]]
        given["idempotencyKey"] = str(form.get("key", "")) or uuid4().hex
        if plan["id"]:
            version = str(form.get("version", ""))
            given |= {"id": plan["id"], "version": int(version) if version.isdigit() else 0}
        else:
            given["employeeId"] = plan["employee"]["id"]
        answer = await self.pages.ask(request, "talks/improvement_save", input=given)
        if answer["saveImprovementPlan"]:
            return tell(back_to(f"/talks/plans/{answer['saveImprovementPlan']['id']}"), "improvement-saved")
        return await self._page(request, plan, self._problem(request, values, answer.errors), rows)

    async def _act(self, request: Request, plan: Mapping[str, Any], form: FormData, act: str) -> Response:
        documents = {
            "start": ("talks/improvement_start", (), "improvement-started"),
            "seen": ("talks/improvement_seen", (), "improvement-seen"),
            "tick": ("talks/improvement_tick", ("step", "isDone"), "improvement-ticked"),
            "close": ("talks/improvement_close", ("state", "outcome", "later"), "improvement-closed"),
        }  # fmt: skip
        if act not in documents:
            raise PageTrouble(404, "")
        document, names, told = documents[act]
        values = typed(form, names)
        given: dict[str, Any] = {"id": plan["id"], "idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        if act == "tick":
            given |= {"id": values["step"], "isDone": values["isDone"] == "1"}
        if act == "close":
            given |= {"state": values["state"], "outcome": values["outcome"]}
            given |= {"endsOn": values["later"]} if values["later"] else {}
        answer = await self.pages.ask(request, document, input=given)
        if any(answer.data.values()):
            return tell(back_to(f"/talks/plans/{plan['id']}"), told)
        return await self._page(request, plan, self._problem(request, values, answer.errors))

    def _problem(self, request: Request, values: Mapping[str, str], errors: Any) -> Form:
        language = self.pages.language(request)
        return troubled(catalogue(language).ugettext("Not saved yet"), values, errors, language)

    async def _page(
        self, request: Request, plan: Mapping[str, Any], form: Form, rows: Any = None
    ) -> Response:
        ctx = request.state.ctx
        own = plan["employee"]["id"] == ctx.principal.employee_id
        leads = not own and may_write(ctx, "Mutation.saveImprovementPlan", own=False)
        kept = [{name: step[name] or "" for name in STEP} for step in plan["steps"]["nodes"]]
        values = {name: plan[name] or "" for name in PLAN}
        blank = max(ROWS - len(kept), MORE)
        view = {
            "plan": plan,
            "own": own,
            "leads": leads and plan["state"] in VIEWS["open"],
            "runs": plan["state"] in ("ACTIVE", "EXTENDED"),
            "form": Form(form.title, {**values, **form.values}, form.errors, form.status),
            "rows": rows or [*kept, *(dict.fromkeys(STEP, "") for _ in range(blank))],
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "talks/improvement_one.html", view, status=form.status)


def step_rows(form: FormData) -> list[dict[str, str]]:
    """Read the rows of steps, in their order."""
    columns = [[str(value).strip() for value in form.getlist(f"step-{name}")] for name in STEP]
    return [dict(zip(STEP, row, strict=True)) for row in zip(*columns, strict=False)]
