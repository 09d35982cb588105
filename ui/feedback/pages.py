"""The addresses of feedback: the inbox with its views, one ticket, and what is done with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast
from uuid import uuid4

from starlette.routing import Route

from ui.feedback.clock import clock_of
from ui.feedback.sections import sees_feedback
from ui.feedback.teams import Teams
from ui.feedback.tickets import DONE_BY, Tickets, done, given_of
from ui.feedback.views import COUNTED, ORDERS, may_handle, views_of, wheres
from ui.forms import Form, troubled
from ui.page import Answer, Pages, PageTrouble, aimed_at, attached, back_to, query
from ui.quality.acting import act, sent
from ui.said import tell
from ui.shell.lists import desk_of
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

MOST_AT_ONCE = 50
KEPT = ("view", "q", "sort", "topic", "product", "kept")


def routes(pages: Pages) -> list[Route]:
    inbox, tickets, teams = Inbox(pages), Tickets(pages), Teams(pages)
    both = ["GET", "POST"]
    return [
        Route("/feedback", guarded(pages, inbox.listed)),
        Route("/feedback/export", guarded(pages, inbox.export)),
        Route("/feedback/do", guarded(pages, inbox.one), methods=["POST"]),
        Route("/feedback/undo", guarded(pages, inbox.one), methods=["POST"]),
        Route("/feedback/bulk", guarded(pages, inbox.many), methods=["POST"]),
        Route("/feedback/teams", guarded(pages, teams.shown), methods=both),
        Route("/feedback/teams/team", guarded(pages, teams.team), methods=both),
        Route("/feedback/teams/rule", guarded(pages, teams.rule), methods=both),
        Route("/feedback/{ticket:uuid}", guarded(pages, tickets.shown), methods=both),
        Route("/feedback/{ticket:uuid}/peek", guarded(pages, tickets.peek)),
    ]


class Inbox:
    """What waits for an answer, in views; claimed and resolved from the list."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request, form: Form | None = None) -> Response:
        ctx = request.state.ctx
        if not sees_feedback(ctx):
            raise PageTrouble(404, "")
        desk = await desk_of(self.pages, request, "feedback")
        if request.method == "GET" and not request.query_params and desk.opens:
            return back_to(desk.opens)
        views, asked = views_of(ctx), request.query_params.get("view", "")
        view = asked if asked in views else views[0]
        answer = await self._ask(request, view)
        counts = {name: (answer[name] or {}).get("totalCount", 0) for name in COUNTED}
        if not asked and not counts.get(view) and (other := fuller(views, counts)) != view:
            view, answer = other, await self._ask(request, other)
        found = answer["customerFeedbacks"] or {}
        info, kept = found.get("pageInfo") or {}, self._kept(request, view)
        rows = [
            {**row, "clock": clock_of(row, ctx.now), "mayHandle": may_handle(ctx, row)}
            for row in found.get("nodes", ())
        ]
        problem = form or Form("")
        shown = {
            "desk": desk,
            "view": view,
            "views": views,
            "counts": counts,
            "rows": rows,
            "total": found.get("totalCount", 0),
            "kept": kept,
            "next": query(kept, after=info["endCursor"]) if info.get("hasNextPage") else "",
            "is_first": "after" not in request.query_params,
            "here_to": "/feedback" + query(kept),
            "again": "/feedback" + query({**kept, "view": asked}),
            "topic_name": topic_name(rows, kept["topic"], self.pages.language(request)),
            "is_part": aimed_at(request) == "inbox",
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(
            request, "feedback/list.html", shown, status=problem.status, blocks={"inbox": "part"}
        )

    async def _ask(self, request: Request, view: str) -> Answer:
        ctx = request.state.ctx
        known = wheres(ctx.principal.employee_id or "", ctx.now)
        return await self.pages.ask(
            request, "feedback/inbox", **named(request, view), after=request.query_params.get("after"),
            **{name: known[name] for name in COUNTED},
        )  # fmt: skip

    async def export(self, request: Request) -> Response:
        """Download what the list shows, under the same policy."""
        ctx, asked = request.state.ctx, request.query_params
        kind, views = asked.get("format", "xlsx"), views_of(ctx)
        if kind not in ("csv", "xlsx") or not sees_feedback(ctx):
            raise PageTrouble(404, "")
        variables = named(request, asked["view"] if asked.get("view") in views else views[0])
        variables["orderBy"] = variables.pop("order")
        name, media, content = await self.pages.doors.export(
            ctx, "feedback", variables, cast("Literal['csv', 'xlsx']", kind)
        )
        return attached(name, media, content)

    def _kept(self, request: Request, view: str) -> dict[str, str]:
        kept = {name: request.query_params.get(name, "") for name in KEPT}
        return {**kept, "view": view}

    async def one(self, request: Request) -> Response:
        """Do one thing from the list, or take it back; then the list again where it was."""
        form, values = await sent(self.pages, request, ("do", "id", "next"))
        if values["do"] not in DONE_BY:
            raise PageTrouble(404, "")
        given = given_of(values["do"], values["id"], form)
        problem = await act(
            self.pages, request, DONE_BY[values["do"]], given, values, str(form.get("key", ""))
        )
        if problem is not None:
            return await self.listed(request, problem)
        is_undo = request.url.path.endswith("/undo")
        return done(back_to(values["next"] or "/feedback"), values["do"], values["id"], is_undo=is_undo)

    async def many(self, request: Request) -> Response:
        """Claim or resolve the chosen ones, each by itself: one that cannot be done stops no other."""
        form, values = await sent(self.pages, request, ("do", "next"))
        chosen = [str(each) for each in form.getlist("id")][:MOST_AT_ONCE]
        if values["do"] not in ("claim", "resolve"):
            raise PageTrouble(404, "")
        errors: list[Mapping[str, Any]] = []
        for ticket in chosen:
            answer = await self.pages.ask(
                request, DONE_BY[values["do"]], input={"id": ticket, "idempotencyKey": uuid4().hex}
            )
            errors += answer.errors
        if not errors:
            word = "feedback-claimed-many" if values["do"] == "claim" else "feedback-resolved-many"
            return tell(back_to(values["next"] or "/feedback"), word, num=len(chosen))
        say, language = catalogue(self.pages.language(request)).ugettext, self.pages.language(request)
        title = say("%(done)s done, %(failed)s not") % {
            "done": len(chosen) - len(errors),
            "failed": len(errors),
        }
        unlike = {self.pages.say(request, error): error for error in errors}
        return await self.listed(request, troubled(title, {}, unlike.values(), language))


def named(request: Request, view: str) -> dict[str, Any]:
    """Return what names the rows of the list: its view, narrowed as the address says, and their order."""
    ctx, asked = request.state.ctx, request.query_params
    narrowed = [
        wheres(ctx.principal.employee_id or "", ctx.now)[view],
        *({name: {"eq": asked[key]}} for key, name in NARROWED.items() if asked.get(key)),
    ]
    usual = "new" if view in ("done", "about", "invalid") else "due"
    order = ORDERS.get(asked.get("sort", ""), ORDERS[usual])
    return {"where": {"and": narrowed}, "search": asked.get("q") or None, "order": order}


NARROWED = {"topic": "topicCode", "product": "product"}


def topic_name(rows: list[dict[str, Any]], code: str, language: str) -> str:
    """Return how the topic is called that the list is narrowed to; where it has no row its code must do."""
    row = next((each for each in rows if each["topicCode"] == code), None)
    return code if row is None else str((language == "en" and row["topicNameEn"]) or row["topicName"] or code)


def fuller(views: list[str], counts: Mapping[str, int]) -> str:
    """Return the view to open with when one's own is empty: what the team may take, else all there is."""
    if "team" in views and counts.get("team"):
        return "team"
    return "open" if "open" in views else "about" if "about" in views else views[0]
