"""The addresses of support: requests to other departments, one of them, and what can be asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form, stored
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell
from ui.shell.pages import guarded
from ui.support.voices import Pulse, Suggestions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

OPEN = ["NEW", "ASSIGNED", "WORKING", "REOPENED"]
ASK = ("title", "text", "about")
MOST_GIVEN = 500
"""So much of a text may come with the address."""
TOPIC = ("code", "name", "nameEn", "departmentCode", "ownerCode", "answerHours", "solveHours")
ACTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # the button: document, fields, what is said afterwards
    "claim": ("support/assign", (), "support-taken"),
    "assign": ("support/assign", ("employeeCode",), "support-assigned"),
    "move": ("support/move", ("departmentCode", "reason"), "support-moved"),
    "reply": ("support/reply", ("text",), "support-replied"),
    "solve": ("support/solve", ("solution",), "support-solved"),
    "confirm": ("support/confirm", (), "support-confirmed"),
    "reopen": ("support/reopen", ("reason",), "support-reopened"),
}
NO_WAY_BACK = ("reply",)
LIVE = {"live": "live"}
"""What is shown anew when a request moves on."""
FIELDS = ("text", "solution", "reason", "employeeCode", "departmentCode")


def routes(pages: Pages) -> list[Route]:
    support, suggestions, pulse = Support(pages), Suggestions(pages), Pulse(pages)
    both, post = ["GET", "POST"], ["POST"]
    return [
        Route("/support", guarded(pages, support.listed)),
        Route("/support/new", guarded(pages, support.new), methods=both),
        Route("/support/topics", guarded(pages, support.topics), methods=both),
        Route("/support/suggestions", guarded(pages, suggestions.shown), methods=both),
        Route("/support/suggestions/answer", guarded(pages, suggestions.answer), methods=post),
        Route("/support/pulse", guarded(pages, pulse.shown), methods=both),
        Route("/support/pulse/question", guarded(pages, pulse.question), methods=post),
        Route("/support/{request}", guarded(pages, support.one), methods=both),
        Route("/support/{request}/undo", guarded(pages, support.undo), methods=post),
    ]


class Support:
    """Requests: one's own, those one works on, and those that are late."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        ctx = request.state.ctx
        me, sees = ctx.principal.employee_id, may_see(ctx, "SupportRequest.id")
        if me is None and not sees:
            raise PageTrouble(404, "")
        is_open = {"state": {"in": OPEN}}
        wheres: dict[str, dict[str, Any]] = {
            "mine": {"requesterId": {"eq": me or ""}},
            "todo": {**is_open, "assigneeId": {"eq": me or ""}},
            **(
                {
                    "open": is_open,
                    "late": {**is_open, "dueAt": {"lt": ctx.now.isoformat()}},
                    "done": {"state": {"in": ["SOLVED", "CONFIRMED"]}},
                }
                if sees
                else {}
            ),
        }
        answer_counts = await self.pages.ask(request, "support/counts", todo=wheres["todo"])
        waiting = (answer_counts["todo"] or {}).get("totalCount", 0)
        usual = "todo" if waiting else "mine"
        view = request.query_params.get("view", usual)
        view = view if view in wheres else usual
        words = request.query_params.get("q", "").strip()[:60]
        answer = await self.pages.ask(
            request,
            "support/list",
            where=wheres[view],
            search=words or None,
            orderBy=[{"dueAt": "ASC"}, {"raisedAt": "DESC"}]
            if view in ("todo", "open", "late")
            else [{"raisedAt": "DESC"}],
            after=request.query_params.get("after"),
        )
        found = answer["supportRequests"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "views": list(wheres),
            "waiting": waiting,
            "words": words,
            "requests": [{**row, "clock": clock(row, ctx.now)} for row in found.get("nodes", ())],
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "q": words, "after": info["endCursor"]})
            if info.get("hasNextPage")
            else "",
            "has_record": me is not None,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "support/list.html", shown, blocks=LIVE)

    async def new(self, request: Request) -> Response:
        """Ask for something, of a topic or straight of a department."""
        if request.state.ctx.principal.employee_id is None:
            raise PageTrouble(404, "")
        form = Form("", {name: request.query_params.get(name, "")[:MOST_GIVEN] for name in ASK})
        if request.method == "POST":
            raw, values = await sent(self.pages, request, ASK)
            kind, _, code = values["about"].partition(":")
            name = "topicCode" if kind == "topic" else "departmentCode"
            given = {"title": values["title"], "text": values["text"], **({name: code} if code else {})}
            typed = {**values, name: code}
            problem = await act(self.pages, request, "support/create", given, typed, str(raw.get("key", "")))
            if problem is None:
                return tell(back_to("/support?view=mine"), "support-asked")
            if name in problem.errors:
                problem.errors["about"] = problem.errors.pop(name)
            form = problem
        answer = await self.pages.ask(request, "support/choices")
        shown = {
            "form": form,
            "key": uuid4().hex,
            "topics": [row for row in nodes(answer, "supportTopics") if row["isActive"]],
            "departments": nodes(answer, "departments"),
        }
        return await self.pages.show(request, "support/new.html", shown, status=form.status)

    async def one(self, request: Request) -> Response:
        """Show a request with every step; either side acts on it here."""
        request_id, problem = request.path_params["request"], Form("")
        if request.method == "POST":
            done = await self._act(request, request_id)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(request, "support/one", id=request_id)
        row = answer["supportRequest"]
        if row is None:
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        me = ctx.principal.employee_id
        own, holds = row["requesterId"] == me, row["assigneeId"] == me
        leads = row["department"]["id"] in {each for grant in ctx.principal.grants for each in grant.team}
        works = not own and (
            row["isHandler"] or (leads and may_write(ctx, "Mutation.solveSupportRequest", own=False))
        )
        is_open = row["state"] in OPEN
        shown = {
            "row": row,
            "clock": clock(row, ctx.now),
            "own": own,
            "holds": holds,
            "works": works and is_open,
            "writes": is_open and (own or works),
            "closes": own and row["state"] == "SOLVED",
            "reopens": own and row["state"] in ("SOLVED", "CONFIRMED"),
            "departments": nodes(answer, "departments"),
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "support/one.html", shown, status=problem.status, blocks=LIVE)

    async def _act(self, request: Request, request_id: str) -> Response | Form:
        form, values = await sent(self.pages, request, FIELDS)
        deed = str(form.get("do", ""))
        if deed not in ACTS:
            raise PageTrouble(404, "")
        document, names, said = ACTS[deed]
        given = {
            "id": request_id,
            **version_of(form),
            **{name: values[name] for name in names if values[name] or name in ("text", "solution")},
        }
        problem = await act(self.pages, request, document, given, values, str(form.get("key", "")))
        if problem is not None and not problem.errors:  # done, and given away: it is out of sight by now
            return tell(back_to("/support"), said)
        if problem is not None:
            return problem
        undo = None if deed in NO_WAY_BACK else Undo(f"/support/{request_id}/undo")
        return tell(back_to(f"/support/{request_id}"), said, undo=undo)

    async def undo(self, request: Request) -> Response:
        """Take back the step that was just made."""
        request_id = request.path_params["request"]
        await sent(self.pages, request, ())
        answer = await self.pages.ask(request, "support/take_back", input={"id": request_id})
        return tell(
            back_to(f"/support/{request_id}"), "undone" if answer["takeBackSupportStep"] else "too-late"
        )

    async def topics(self, request: Request) -> Response:
        """Keep what can be asked for."""
        if not may_write(request.state.ctx, "Mutation.saveSupportTopic", own=False):
            raise PageTrouble(404, "")
        form = None
        if request.method == "POST":
            raw, values = await sent(self.pages, request, (*TOPIC, "version", "isActive"))
            given: dict[str, Any] = {
                **filled(values),
                **version_of(raw),
                "isActive": raw.get("isActive") == "1",
            }
            for name in ("answerHours", "solveHours"):
                if name in given:
                    given[name] = int(given[name]) if str(given[name]).isdigit() else -1
            for name in ("code", "name", "departmentCode"):
                given.setdefault(name, "")
            problem = await act(
                self.pages, request, "support/save_topic", given, values, str(raw.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/support/topics"), "support-topic-saved")
            form = problem
        answer = await self.pages.ask(request, "support/choices")
        topics = nodes(answer, "supportTopics")
        code = request.query_params.get("code")
        form = form or Form("", stored(next((row for row in topics if row["code"] == code), {})))
        shown = {
            "form": form, "key": uuid4().hex, "topics": topics,
            "departments": nodes(answer, "departments"),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "support/topics.html", shown, status=form.status)


def clock(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return how long is left to the next limit, in whole hours or minutes, and whether it is near or past."""
    due = row.get("dueAt")
    if not due or row["state"] not in OPEN:
        return {}
    left = (datetime.fromisoformat(str(due)) - now).total_seconds()
    minutes = int(abs(left)) // 60
    hours = minutes // 60
    whole = (hours // 24, hours % 24) if hours >= 48 else (0, hours)  # noqa: PLR2004 (two days)
    state = "late" if left < 0 else "near" if hours < 4 else "calm"  # noqa: PLR2004 (hours)
    return {"state": state, "days": whole[0], "hours": whole[1], "minutes": minutes % 60}
