"""Contests and activities: planning one, inviting, answering, and the list of who came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form
from ui.offers import may_write
from ui.page import Pages, PageTrouble, query
from ui.payouts.writing import send, take_back
from ui.said import Undo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

PLAN = (
    "code", "kind", "name", "nameEn", "startsOn", "endsOn", "departmentCode", "whereTo", "prize", "note",
)  # fmt: skip
VERBS: Final = {
    "invite": (("id", "departmentCode"), "contest-invited"),
    "answer": (("id",), "contest-answered"),
    "attend": (("id", "version"), "contest-marked"),
    "cancel": (("id", "version"), "contest-cancelled"),
}


class Contests:
    """GET and POST /contests, GET /contests/{code}, POST /contests/{code}/{verb}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def list(self, request: Request) -> Response:
        if request.method == "GET":
            return await self._list(request, Form(""))
        return await send(
            self.pages, request, "honors/plan", PLAN, said="contest-saved", to=lambda row: f"/contests/{row['code']}",
            shown=lambda form: self._list(request, form),
        )  # fmt: skip

    async def one(self, request: Request) -> Response:
        return await self._one(request, Form(""))

    async def act(self, request: Request) -> Response:
        verb = request.path_params["verb"]
        if verb not in VERBS:
            raise PageTrouble(404, "")
        names, told = VERBS[verb]
        here = f"/contests/{request.path_params['code']}" + query(
            {"after": request.query_params.get("after")}
        ).rstrip("?")
        return await send(
            self.pages, request, f"honors/{verb}", names, said=told, to=here,
            shown=lambda form: self._one(request, form), more=lambda form: more_of(verb, form),
            undo=lambda row: way_back(row) if verb == "cancel" else None,
        )  # fmt: skip

    async def undo_cancel(self, request: Request) -> Response:
        """Let it take place after all; who was told that it does not hears of that."""
        sent = await request.form()
        here = f"/contests/{request.path_params['code']}"
        return await take_back(self.pages, request, "honors/reopen", str(sent.get("id", "")), here)

    async def _list(self, request: Request, form: Form) -> Response:
        ctx = request.state.ctx
        answer = await self.pages.ask(
            request, "honors/contests", after=request.query_params.get("after"), me=ctx.principal.employee_id
        )
        found = answer["contests"] or {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}
        entries = (answer["contestEntries"] or {}).get("nodes", [])
        info = found["pageInfo"]
        view = {
            "form": form,
            "rows": found["nodes"],
            "total": found["totalCount"],
            "asked": {row["contest"]["code"] for row in entries if row["contest"]},
            "next": query({"after": info["endCursor"]}) if info["hasNextPage"] else "",
            "may_plan": may_write(ctx, "Mutation.saveContest", own=False),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "honors/contests.html", view, status=form.status)

    async def _one(self, request: Request, form: Form) -> Response:
        ctx = request.state.ctx
        answer = await self.pages.ask(
            request, "honors/contest", code=request.path_params["code"], me=ctx.principal.employee_id,
            after=request.query_params.get("after") or None,
        )  # fmt: skip
        row = answer["contest"]
        if row is None:
            raise PageTrouble(404, "")
        own = (row["own"] or {}).get("nodes", [])
        listed = row["entries"] or {"nodes": [], "pageInfo": {"hasNextPage": False}}
        entries, info = listed["nodes"], listed["pageInfo"]
        ticked = (
            (await request.form()).getlist("came") if request.path_params.get("verb") == "attend" else None
        )
        view = {
            "row": row,
            "form": form,
            "entries": entries,
            "came": {each["id"] for each in entries if each["attended"]} if ticked is None else set(ticked),
            "own": own[0] if own and ctx.principal.employee_id else None,
            "may_keep": may_write(ctx, "Mutation.markAttendance", own=False),
            "after": request.query_params.get("after", ""),
            "next": query({"after": info["endCursor"]}) if info["hasNextPage"] else "",
            "has_begun": row["startsOn"] <= ctx.today.isoformat(),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "honors/contest.html", view, status=form.status)


def way_back(row: Mapping[str, Any]) -> Undo:
    return Undo(f"/contests/{row['code']}/cancel/undo", {"id": row["id"], "version": str(row["version"])})


def more_of(verb: str, form: FormData) -> dict[str, Any]:
    """Return what a form holds besides texts: who came, who is invited, whether one comes."""
    if verb == "attend":
        pairs = (("attended", "came"), ("listed", "listed"))
        return {name: [str(each) for each in form.getlist(of)] for name, of in pairs}
    if verb == "answer":
        return {"joins": form.get("joins") == "1"}
    if verb == "invite":
        codes = str(form.get("employeeCodes", "")).replace("，", " ").replace(",", " ").split()
        return {"employeeCodes": codes} if codes else {}
    return {}
