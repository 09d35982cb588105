"""The approval pages: a queue that one click empties, each request with its chain, deputies, and chains for HR."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.approvals.settings import Settings
from ui.forms import STATUS
from ui.offers import may_read, may_write
from ui.page import Answer, Pages, PageTrouble, back_to, query
from ui.said import Undo, tell
from ui.shell.lists import desk_of
from ui.shell.pages import guarded
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from ui.shell.lists import Column

SIZES = (25, 50, 100)
LONGEST = 60
DECIDED = {"APPROVE": "approved", "REFUSE": "refused", "RETURN": "returned"}


def routes(pages: Pages) -> list[Route]:
    queue, settings = Queue(pages), Settings(pages)
    both = ["GET", "POST"]
    return [
        Route("/approvals", guarded(pages, queue.show)),
        Route("/approvals/decide", guarded(pages, queue.decide), methods=["POST"]),
        Route("/approvals/undo", guarded(pages, queue.undo), methods=["POST"]),
        Route("/approvals/withdraw", guarded(pages, queue.withdraw), methods=["POST"]),
        Route("/approvals/deputies", guarded(pages, settings.deputies), methods=both),
        Route("/approvals/chains", guarded(pages, settings.chains), methods=both),
        Route("/approvals/{id}", guarded(pages, queue.one)),
    ]


def with_rungs(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request with its steps read."""
    return {**request, "rungs": json.loads(request["steps"] or "[]")}


class Queue:
    """What awaits somebody, and one request of it."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request, problem: str = "", status: int = 200) -> Response:
        ctx, say = request.state.ctx, catalogue(self.pages.language(request)).ugettext
        sees_all = may_read(ctx, "approval")
        desk = await desk_of(self.pages, request, "approvals", columns_of(say), sizes=SIZES)
        if request.method == "GET" and not request.query_params and desk.opens:
            return back_to(desk.opens)
        view = request.query_params.get("view", "waiting")
        tabs = [("waiting", say("Awaiting me")), ("mine", say("What I asked for"))]
        tabs += [("open", say("Under way")), ("ended", say("Settled"))] if sees_all else []
        view = view if view in dict(tabs) else "waiting"
        narrowed = narrowing(request)
        answer = await self._listed(request, view, where_of(narrowed), desk.size)
        found = answer["approvals" if view == "waiting" else "approvalRequests"] or {}
        nodes, info = found.get("nodes", []), found.get("pageInfo") or {}
        is_all = view == "waiting" and not any(narrowed.values())
        waiting = found.get("totalCount", 0) if is_all else await self._waiting(request)
        kept = {"view": view, **narrowed, desk.listed.mark: request.query_params.get(desk.listed.mark)}
        english = self.pages.language(request) == "en"
        shown = {
            "desk": desk,
            "given": narrowed,
            "kinds": [(key, pair[english]) for key, pair in WORDS["approval_kind"].items()],
            "place": "/approvals" + query(kept),
            "view": view,
            "tabs": tabs,
            "waiting": waiting,
            "tasks": nodes if view == "waiting" else [],
            "requests": [with_rungs(node) for node in nodes] if view != "waiting" else [],
            "more": "/approvals" + query(kept, after=info.get("endCursor"))
            if info.get("hasNextPage")
            else "",
            "keys": [uuid4().hex for _ in nodes],
            "bulk_key": uuid4().hex,
            "may_set": may_write(ctx, "Mutation.setApprovalChain", own=False),
            "failed": [self.pages.say(request, error) for error in answer.errors],
            "problem": problem,
        }
        return await self.pages.show(request, "approvals/queue.html", shown, status=status)

    async def _listed(self, request: Request, view: str, narrowed: Mapping[str, Any], first: int) -> Answer:
        place: dict[str, Any] = {"first": first, "after": request.query_params.get("after")}
        if view == "waiting":
            about = {"request": narrowed} if narrowed else None
            return await self.pages.ask(request, "approvals/queue", where=about, **place)
        me = request.state.ctx.principal.employee_id or ""
        where = {
            "mine": {"askedBy": {"eq": me}},
            "open": {"state": {"eq": "OPEN"}},
            "ended": {"state": {"ne": "OPEN"}},
        }[view]
        return await self.pages.ask(request, "approvals/requests", where={**narrowed, **where}, **place)

    async def _waiting(self, request: Request) -> int:
        answer = await self.pages.ask(request, "approvals/queue", first=0)
        return int((answer["approvals"] or {}).get("totalCount", 0))

    async def one(self, request: Request, problem: str = "", status: int = 200) -> Response:
        answer = await self.pages.ask(request, "approvals/request", id=request.path_params["id"])
        found = answer["approvalRequest"]
        if found is None:
            raise PageTrouble(404, "")
        tasks = (answer["approvals"] or {}).get("nodes", [])
        resignations = (answer["resignations"] or {}).get("nodes", [])
        own = found["askedBy"] == request.state.ctx.principal.employee_id
        learned = await self._learned(request, found)
        is_live = found["state"] in ("OPEN", "APPROVED") and not found["settledAt"]
        shown = {
            "request": with_rungs(found),
            "tasks": found["tasks"]["nodes"],
            "task": tasks[0]["id"] if tasks else None,
            "resignation": resignations[0] if resignations else None,
            "learned": learned,
            "sees_reason": not answer.masks.over(None, "resignations", "nodes", "reason"),
            "may_withdraw": own and is_live,
            "key": uuid4().hex,
            "problem": problem,
        }
        return await self.pages.show(request, "approvals/request.html", shown, status=status)

    async def _learned(self, request: Request, found: Mapping[str, Any]) -> Any:  # a row, or None
        """Return the outside learning a request is about, with what proves it."""
        if found["kind"] != "outside_learning":
            return None
        answer = await self.pages.ask(request, "approvals/outside", id=found["subjectId"])
        return next(iter((answer["outsideLearnings"] or {}).get("nodes") or ()), None)

    async def decide(self, request: Request) -> Response:
        """Decide on one or on several, and offer to take it back for ten seconds."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        ids = [str(value) for value in form.getlist("id")]
        back, decision = str(form.get("next") or "/approvals"), str(form.get("decision", "APPROVE"))
        if not ids:
            return back_to(back)
        given: dict[str, Any] = {"decision": decision, "idempotencyKey": str(form.get("key") or uuid4().hex)}
        if note := str(form.get("note", "")).strip():
            given["note"] = note
        if len(ids) > 1:
            answer = await self.pages.ask(request, "approvals/decide_many", input={**given, "ids": ids})
            done = answer["decideApprovals"] or []
        else:
            version = str(form.get("version", ""))
            given |= {"id": ids[0]} | ({"version": int(version)} if version.isdigit() else {})
            answer = await self.pages.ask(request, "approvals/decide", input=given)
            done = [answer["decideApproval"]["id"]] if answer["decideApproval"] else []
        if not done:
            return await self._refused(request, answer)
        undo = Undo("/approvals/undo", {"ids": " ".join(done)})
        return tell(back_to(back), DECIDED.get(decision, "approved"), undo=undo, num=len(done))

    async def _refused(self, request: Request, answer: Answer) -> Response:
        """Show the queue again with what was wrong; what was typed is said to be lost nowhere else."""
        error = answer.errors[0] if answer.errors else {}
        code = (error.get("extensions") or {}).get("code", "")
        return await self.show(request, self.pages.say(request, error), STATUS.get(code, 422))

    async def undo(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        back = str(form.get("next") or "/approvals")
        done = 0
        for each in str(form.get("ids", "")).split():
            answer = await self.pages.ask(request, "approvals/undo", input={"id": each})
            done += answer["undoDecision"] is not None
        return tell(back_to(back), "undone" if done else "too-late")

    async def withdraw(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        row = str(form.get("id", ""))
        version = str(form.get("version", ""))
        given: dict[str, Any] = {"id": row, "idempotencyKey": str(form.get("key") or uuid4().hex)}
        given |= {"version": int(version)} if version.isdigit() else {}
        answer = await self.pages.ask(request, "approvals/withdraw", input=given)
        if answer["withdrawRequest"]:
            return tell(back_to(str(form.get("next") or f"/approvals/{row}")), "taken-back")
        error = answer.errors[0] if answer.errors else {}
        request.path_params["id"] = row
        return await self.one(request, self.pages.say(request, error), 409)


def columns_of(say: Callable[[str], str]) -> list[Column]:
    """Return what a row tells beside whose request it is and what they ask."""
    return [
        ("kind", say("Kind")),
        ("department", say("Department")),
        ("asked", say("Asked")),
        ("effect", say("What follows")),
    ]


def narrowing(request: Request) -> dict[str, str]:
    """Return what the address narrows the list by; a kind nobody knows narrows nothing."""
    asked = request.query_params
    kind = asked.get("kind", "")
    return {
        "q": asked.get("q", "").strip()[:LONGEST],
        "kind": kind if kind in WORDS["approval_kind"] else "",
    }


def where_of(narrowed: Mapping[str, str]) -> dict[str, Any]:
    where: dict[str, Any] = {"employeeName": {"contains": narrowed["q"]}} if narrowed["q"] else {}
    return {**where, "kind": {"eq": narrowed["kind"]}} if narrowed["kind"] else where
