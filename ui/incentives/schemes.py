"""The overview of incentives, the list of schemes, and one scheme that is no draft any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled
from ui.offers import may_read, may_see, may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

STATES = ("ACTIVE", "PROPOSED", "DRAFT", "ENDED")


def counted(answer: Answer, name: str) -> int:
    return int((answer[name] or {}).get("totalCount", 0))


def may_keep_schemes(request: Request) -> bool:
    return may_write(request.state.ctx, "Mutation.saveIncentiveScheme", own=False)


class Schemes:
    """GET /incentives, /incentives/schemes and /incentives/schemes/{id}; POST what moves a scheme on."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def hub(self, request: Request) -> Response:
        ctx = request.state.ctx
        sees, sees_commissions = may_read(ctx, "IncentiveScheme.id"), may_see(ctx, "Commission.id")
        if not sees and not sees_commissions:
            return back_to("/me/incentives") if ctx.principal.employee_id else await self._nothing()
        answer = await self.pages.ask(request, "incentives/hub", sees=sees)
        view = {
            "sees": sees,
            "sees_commissions": sees_commissions,
            "active": nodes(answer, "active") if sees else [],
            "proposed": nodes(answer, "proposed") if sees else [],
            "stopped": nodes(answer, "stopped"),
            "counts": {
                name: counted(answer, name)
                for name in ("active", "proposed", "drafts", "running", "waiting", "stopped")
            },
            "may_keep": may_keep_schemes(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "incentives/hub.html", view)

    async def _nothing(self) -> Response:
        raise PageTrouble(404, "")

    async def list(self, request: Request) -> Response:
        if not may_read(request.state.ctx, "IncentiveScheme.id"):
            raise PageTrouble(404, "")
        state = request.query_params.get("state", "")
        state = state if state in STATES else ""
        answer = await self.pages.ask(
            request, "incentives/schemes", where={"state": {"eq": state}} if state else {},
            after=request.query_params.get("after"),
        )  # fmt: skip
        info = (answer["incentiveSchemes"] or {}).get("pageInfo") or {}
        view = {
            "rows": nodes(answer, "incentiveSchemes"),
            "total": counted(answer, "incentiveSchemes"),
            "state": state,
            "counts": {each: counted(answer, f"tally{each.title()}") for each in STATES},
            "next": info["endCursor"] if info.get("hasNextPage") else "",
            "may_keep": may_keep_schemes(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "incentives/schemes.html", view)

    async def one(self, request: Request, form: Form | None = None) -> Response:
        scheme, answer = await self.found(request)
        revisions = await self.pages.ask(request, "incentives/revisions", code=scheme["code"])
        view = {
            "scheme": scheme,
            "lines": (scheme["lines"] or {}).get("nodes") or [],
            "revisions": nodes(revisions, "incentiveSchemes"),
            "may_keep": may_keep_schemes(request),
            "sees_terms": may_read(request.state.ctx, "SchemeRule.reward"),
            "form": form or Form(""),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(
            request, "incentives/scheme.html", view, status=form.status if form else 200
        )

    async def found(self, request: Request) -> tuple[Any, Answer]:
        """Return the scheme of the address, 404 where there is none or the reader may not see it."""
        answer = await self.pages.ask(request, "incentives/scheme", id=request.path_params["id"])
        if answer["incentiveScheme"] is None:
            raise PageTrouble(404, "")
        return answer["incentiveScheme"], answer

    # --- What moves a scheme on ---

    async def propose(self, request: Request) -> Response:
        return await self._act(request, "propose", "scheme-proposed")

    async def revise(self, request: Request) -> Response:
        return await self._act(request, "revise", "scheme-revised")

    async def end(self, request: Request) -> Response:
        return await self._act(request, "end", "scheme-ended")

    async def discard(self, request: Request) -> Response:
        return await self._act(request, "discard", "scheme-discarded", after="/incentives/schemes")

    async def _act(self, request: Request, verb: str, told: str, after: str = "") -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        row_id = request.path_params["id"]
        given: dict[str, Any] = {"id": row_id, "idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        version = str(form.get("version", ""))
        if version.isdigit() and verb != "revise":
            given["version"] = int(version)
        if verb == "end" and form.get("endsOn"):
            given["endsOn"] = str(form["endsOn"])
        answer = await self.pages.ask(request, f"incentives/{verb}", input=given)
        changed = next((value for value in answer.data.values() if value), None)
        if changed:
            target = changed["id"] if isinstance(changed, dict) else row_id
            return tell(back_to(after or f"/incentives/schemes/{target}"), told)
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(
            say("Not done yet"),
            {"rules": "", "budget": "", "endsOn": ""},
            answer.errors,
            self.pages.language(request),
        )
        return await self.one(request, problem)
