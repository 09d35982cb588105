"""The pages of leaving: /me/resign for everybody, /people/exits for who keeps the roster."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.forms import Form, troubled, typed
from ui.offers import may_see
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.shell.pages import guarded
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PAGE = 20
ORDER = ("ATTENDANCE", "PAYROLL", "PERFORMANCE", "ACCOUNTS")
LEADING = re.compile(r"^(closed from|disabled) (.+?)(?:T00:00 local)?$")


def routes(pages: Pages) -> list[Route]:
    leaving = Leaving(pages)
    return [
        Route("/me/resign", guarded(pages, leaving.resign), methods=["GET", "POST"]),
        Route("/people/exits", guarded(pages, leaving.exits)),
    ]


class Leaving:
    """The two pages."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def resign(self, request: Request) -> Response:
        ctx, say = request.state.ctx, catalogue(self.pages.language(request)).ugettext
        if not ctx.principal.employee_id:
            raise PageTrouble(403, say("Only who works here can resign; this account belongs to nobody."))
        if request.method == "GET":
            return await self._show(request)
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, ("lastDay", "reason"))
        if not values["lastDay"]:
            form = Form(say("Not handed in yet"), values, {"lastDay": say("Fill this in")}, 422)
            return await self._show(request, form)
        given = {name: value for name, value in values.items() if value}
        given["idempotencyKey"] = str(sent.get("key") or uuid4().hex)
        answer = await self.pages.ask(request, "leaving/hand_in", input=given)
        if answer["handInResignation"]:
            return tell(back_to("/me/resign"), "resigned")
        form = troubled(say("Not handed in yet"), values, answer.errors, self.pages.language(request))
        return await self._show(request, form)

    async def _show(self, request: Request, form: Form | None = None) -> Response:
        """Show the form, at first with the last day that keeps the notice asked for."""
        answer = await self.pages.ask(request, "leaving/resign", me=request.state.ctx.principal.employee_id)
        me = answer["me"]
        if me is None:
            raise PageTrouble(404, "")
        found = (answer["resignations"] or {}).get("nodes", [])
        own = [row for row in found if row["request"]]
        for row in own:
            row["request"]["rungs"] = json.loads(row["request"]["steps"] or "[]")
        live = [row for row in own if row["state"] in ("OPEN", "APPROVED") and not row["settledAt"]]
        notice = answer["viewer"]["noticeDays"]
        if form is None:
            form = Form("", {"lastDay": (request.state.ctx.today + timedelta(days=notice)).isoformat()})
        view = {
            "me": me,
            "ahead": (await self.pages.ask(request, "approvals/ahead", kind="resignation"))[
                "foreseenApproval"
            ],
            "notice": notice,
            "open": live[0] if live else None,
            "last": own[0] if own else None,
            "form": form,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "leaving/resign.html", view, status=form.status)

    async def _severance(self, request: Request) -> Response:
        """Show payroll what they are told of exits: the drafts of severance, and nothing else of them."""
        given = request.query_params
        answer = await self.pages.ask(
            request, "leaving/severance", first=PAGE, after=given.get("after") or None,
            where=None if given.get("view") == "all" else {"isVoid": {"eq": False}},
        )  # fmt: skip
        found = answer["severanceDrafts"] or {
            "nodes": [],
            "totalCount": 0,
            "pageInfo": {"hasNextPage": False},
        }
        view = {
            "rows": found["nodes"],
            "total": found["totalCount"],
            "view": given.get("view", ""),
            "more": found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else "",
            "failed": [self.pages.say(request, one) for one in answer.errors],
        }
        return await self.pages.show(request, "leaving/severance.html", view)

    async def exits(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if not may_see(request.state.ctx, "Exit.id"):
            if may_see(request.state.ctx, "SeveranceDraft.amount"):
                return await self._severance(request)
            raise PageTrouble(403, say("HR and managers see who leaves."))
        today = request.state.ctx.today.isoformat()
        view = request.query_params.get("view", "")
        wheres: dict[str, dict[str, Any]] = {
            "ahead": {"lastDay": {"gte": today}, "isTakenBack": {"eq": False}},
            "open": {"steps": {"some": {"state": {"eq": "WAITING"}}}},
        }
        after = request.query_params.get("after")
        answer = await self.pages.ask(
            request, "leaving/exits", first=PAGE, after=after, where=wheres.get(view)
        )
        found, gaps = answer["exits"] or {}, answer["exitGaps"] or {}
        nodes, info = found.get("nodes", []), found.get("pageInfo") or {}
        for node in nodes:
            node["steps"]["nodes"].sort(key=lambda step: ORDER.index(step["target"]))
        steps = [step for node in nodes for step in node["steps"]["nodes"]]
        shown = {
            "view": view if view in wheres else "",
            "exits": nodes,
            "receipts": {step["id"]: self._receipt(request, step["receipt"]) for step in steps},
            "more": info.get("endCursor") if info.get("hasNextPage") else None,
            "gaps": gaps.get("nodes", []),
            "gap_count": gaps.get("totalCount", 0),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "leaving/exits.html", shown)

    def _receipt(self, request: Request, text: str | None) -> str:
        """Say a receipt in the reader's language; one that is not known shows as it was given."""
        known, side = WORDS["receipt"], self.pages.language(request) == "en"
        if found := LEADING.match(text or ""):
            return f"{known[found[1]][side]} {found[2]}"
        return known[text or ""][side] if (text or "") in known else str(text)
