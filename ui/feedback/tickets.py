"""One ticket: its story, the answer, whom it is given to; and the same beside the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.feedback.clock import clock_of
from ui.feedback.views import may_handle
from ui.forms import Form
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.quality.acting import act, sent, version_of
from ui.said import Undo, tell

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

DONE_BY = {
    "claim": "feedback/claim",
    "release": "feedback/release",
    "assign": "feedback/assign",
    "route": "feedback/route",
    "answer": "feedback/answer",
    "pause": "feedback/pause",
    "resume": "feedback/resume",
    "resolve": "feedback/resolve",
    "reopen": "feedback/reopen",
    "unresolve": "feedback/reopen",
}
SAID = {name: f"feedback-{name}" for name in DONE_BY} | {"unresolve": "undone"}
UNDONE_BY = {"claim": "release", "release": "claim", "pause": "resume", "resolve": "unresolve"}
TEXTS = ("text", "script", "note", "reason", "resolution", "employeeCode", "teamCode")
MOST_SCRIPTS = 6
OPEN, WAITING = ("RECEIVED", "ROUTED", "RESPONDED"), ("RECEIVED", "ROUTED")


def given_of(do: str, ticket: str, form: FormData) -> dict[str, Any]:
    """Return what the mutation of a step takes of a form."""
    given: dict[str, Any] = {"id": ticket}
    if do != "claim":
        given |= version_of(form)
    given |= {name: text for name in TEXTS if (text := str(form.get(name, "")).strip())}
    if do == "answer":
        given |= {"text": given.get("text", ""), "resolve": form.get("resolve") == "1"}
    if do == "pause":
        given.setdefault("reason", "")
    if do == "unresolve":
        given["isMistake"] = True
    return given


def done(response: Response, do: str, ticket: str, *, is_undo: bool = False) -> Response:
    """Say what was done on the next page, and offer to take it back where that can be."""
    if is_undo:
        return tell(response, "undone")
    back = UNDONE_BY.get(do)
    undo = Undo("/feedback/undo", {"do": back, "id": ticket}) if back else None
    return tell(response, SAID[do], undo=undo)


class Tickets:
    """GET and POST /feedback/{ticket}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        ticket, problem = str(request.path_params["ticket"]), Form("")
        if request.method == "POST":
            outcome = await self._act(request, ticket)
            if not isinstance(outcome, Form):
                return outcome
            problem = outcome
        answer = await self.pages.ask(request, "feedback/ticket", id=ticket)
        row = answer["customerFeedback"]
        if row is None:
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        script = await self._script(request)
        if not problem.values and script:
            problem = Form("", {"text": script["body"], "script": script["key"]})
        shown = {
            "ticket": row,
            "clock": clock_of(row, ctx.now),
            "may": offers(row, may=may_handle(ctx, row)),
            "may_route": row["state"] == "RECEIVED"
            and may_write(ctx, "Mutation.routeCustomerFeedback", own=False),
            "members": members_of(row),
            "teams": answer["feedbackTeams"]["nodes"] if answer["feedbackTeams"] else [],
            "scripts": await self._scripts(request, row),
            "may_tell": may_write(ctx, "Mutation.saveLibraryCase", own=False),
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "feedback/ticket.html", shown, status=problem.status)

    async def _script(self, request: Request) -> Mapping[str, str] | None:
        """Return the script that was chosen as a template, in the reader's language."""
        return None if "script" not in request.query_params else await chosen(self.pages, request)

    async def _scripts(self, request: Request, row: Mapping[str, Any]) -> list[Any]:
        """Look for scripts that an answer may begin with, the nearest first."""
        answer = await self.pages.ask(request, "feedback/scripts_for", where=serving(row))
        return nearest(answer["scripts"]["nodes"] if answer["scripts"] else [], row)

    async def _act(self, request: Request, ticket: str) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", *TEXTS))
        if values["do"] not in DONE_BY:
            raise PageTrouble(404, "")
        given = given_of(values["do"], ticket, form)
        problem = await act(
            self.pages, request, DONE_BY[values["do"]], given, values, str(form.get("key", ""))
        )
        if problem is not None:
            return problem
        return done(back_to(f"/feedback/{ticket}"), values["do"], ticket)

    async def peek(self, request: Request) -> Response:
        answer: Answer = await self.pages.ask(request, "feedback/peek", id=str(request.path_params["ticket"]))
        row = answer["customerFeedback"]
        if row is None:
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        shown = {
            "ticket": row,
            "clock": clock_of(row, ctx.now),
            "may": offers(row, may=may_handle(ctx, row)),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "feedback/peek.html", shown, blocks={"drawer": "peek"})


async def chosen(pages: Pages, request: Request) -> Mapping[str, str] | None:
    """Return key and text of the script named in the address, as an answer begins with it."""
    answer = await pages.ask(request, "feedback/script", id=request.query_params["script"])
    row = answer["script"]
    if row is None:
        return None
    english = pages.language(request) == "en" and row["bodyEn"]
    return {"key": f"{row['code']}/{row['revision']}", "body": row["bodyEn"] if english else row["body"]}


def offers(row: Mapping[str, Any], *, may: bool) -> dict[str, bool]:
    """Return what is offered on a ticket as it stands, to who may handle it; the server decides again."""
    state = row["state"]
    open_, waits = may and state in OPEN, may and state in WAITING and not row["firstResponseAt"]
    return {
        "claim": open_ and not row["assigneeName"],
        "release": open_ and bool(row["assigneeName"]) and bool(row["team"]),
        "assign": open_,
        "answer": open_,
        "resolve": open_,
        "pause": waits and not row["pausedAt"] and bool(row["dueAt"]),
        "resume": waits and bool(row["pausedAt"]),
        "reopen": may and state in ("RESOLVED", "CLOSED"),
    }


def serving(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return which scripts serve a ticket: those of its product, and those of its topic for every product.

    What serves every product serves its own topic only: a script for the ward is none for a shop.
    """
    of_topic: list[dict[str, Any]] = [{"topic": {"isNull": True}}]
    of_topic += [{"topic": {"code": {"eq": row["topicCode"]}}}] if row["topicCode"] else []
    ways: list[dict[str, Any]] = [{"product": {"eq": ""}, "or": of_topic}]
    ways += [{"product": {"eq": row["product"]}}] if row["product"] else []
    return {"state": {"eq": "PUBLISHED"}, "or": ways}


def nearest(scripts: list[Any], row: Mapping[str, Any]) -> list[Any]:
    """List the few that lie nearest: of the ticket's topic first, and of its product before every product."""

    def distance(each: Mapping[str, Any]) -> tuple[bool, bool]:
        topic = each["topic"]["code"] if each["topic"] else None
        return (topic != row["topicCode"] or topic is None, not each["product"])

    return sorted(scripts, key=distance)[:MOST_SCRIPTS]


def members_of(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = row["team"]["members"]["nodes"] if row["team"] and row["team"]["members"] else []
    return [
        (each["employeeCode"], f"{each['employeeName'] or each['employeeCode']} · {each['employeeCode']}")
        for each in found
        if each["employeeCode"]
    ]
