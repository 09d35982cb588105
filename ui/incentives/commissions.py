"""Commissions that vest over months: the list, one part by part, proposing one, ending one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled, typed
from ui.incentives.schemes import counted
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

STATES = ("RUNNING", "PROPOSED", "VESTED", "STOPPED")
REASONS = ("CUSTOMER_LOST", "SELLER_LEFT", "DEAL_CANCELLED")
DEAL = ("dealCode", "dealName", "signedOn", "customerKey")
NAMES = (*DEAL, "employeeCode", "amount", "startsOn", "months", "retainedPercent", "isAdvanced")


def may_keep(request: Request) -> bool:
    return may_write(request.state.ctx, "Mutation.proposeCommission", own=False)


class Commissions:
    """GET /incentives/commissions, /new and /{id}; POST /new and /{id}/stop."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def list(self, request: Request) -> Response:
        if not may_see(request.state.ctx, "Commission.id"):
            raise PageTrouble(404, "")
        state = request.query_params.get("state", "")
        state = state if state in STATES else ""
        answer = await self.pages.ask(
            request, "incentives/commissions", where={"state": {"eq": state}} if state else {},
            after=request.query_params.get("after"),
        )  # fmt: skip
        info = (answer["commissions"] or {}).get("pageInfo") or {}
        view = {
            "rows": nodes(answer, "commissions"),
            "total": counted(answer, "commissions"),
            "state": state,
            "counts": {each: counted(answer, f"tally{each.title()}") for each in STATES},
            "next": info["endCursor"] if info.get("hasNextPage") else "",
            "may_keep": may_keep(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "incentives/commissions.html", view)

    async def one(self, request: Request, form: Form | None = None) -> Response:
        answer = await self.pages.ask(request, "incentives/commission", id=request.path_params["id"])
        if answer["commission"] is None:
            raise PageTrouble(404, "")
        row = answer["commission"]
        view = {
            "row": row,
            "lines": (row["lines"] or {}).get("nodes") or [],
            "may_keep": may_keep(request),
            "reasons": REASONS,
            "form": form or Form("", {"stoppedOn": request.state.ctx.today.isoformat(), "reason": ""}),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(
            request, "incentives/commission.html", view, status=form.status if form else 200
        )

    async def stop(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, ("stoppedOn", "reason"))
        given: dict[str, Any] = {
            "id": request.path_params["id"],
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
            **values,
        }
        if str(form.get("version", "")).isdigit():
            given["version"] = int(str(form["version"]))
        answer = await self.pages.ask(request, "incentives/stop", input=given)
        if answer["stopCommission"]:
            return tell(back_to(f"/incentives/commissions/{given['id']}"), "commission-stopped")
        return await self.one(request, self._problem(request, values, answer.errors))

    async def new(self, request: Request) -> Response:
        if not may_keep(request):
            raise PageTrouble(404, "")
        if request.method == "GET":
            first = request.state.ctx.today.replace(day=1).isoformat()
            return await self._page(request, Form("", {"startsOn": first, "signedOn": first, "months": "12"}))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values, key = typed(form, NAMES), str(form.get("key", "")) or uuid4().hex
        if values["dealName"]:
            deal = {
                "code": values["dealCode"], "name": values["dealName"], "signedOn": values["signedOn"],
                "customerKey": values["customerKey"] or None, "idempotencyKey": f"{key}-deal",
            }  # fmt: skip
            kept = await self.pages.ask(request, "incentives/save_deal", input=deal)
            if not kept["saveDeal"]:
                return await self._page(request, self._problem(request, values, kept.errors), key)
        given: dict[str, Any] = {
            name: value
            for name, value in values.items()
            if value and name not in DEAL[1:] and name != "isAdvanced"
        }
        months = values["months"]
        given |= {"idempotencyKey": key, "isAdvanced": values["isAdvanced"] == "1"}
        given["months"] = int(months) if months.isascii() and months.isdigit() else 0
        answer = await self.pages.ask(request, "incentives/propose_commission", input=given)
        if made := answer["proposeCommission"]:
            return tell(back_to(f"/incentives/commissions/{made['id']}"), "commission-proposed")
        return await self._page(request, self._problem(request, values, answer.errors), key)

    def _problem(self, request: Request, values: dict[str, str], errors: Any) -> Form:
        say = catalogue(self.pages.language(request)).ugettext
        return troubled(say("Not done yet"), values, errors, self.pages.language(request))

    async def _page(self, request: Request, form: Form, key: str = "") -> Response:
        answer = await self.pages.ask(request, "incentives/deals")
        view = {"form": form, "deals": nodes(answer, "deals"), "key": key or uuid4().hex}
        return await self.pages.show(request, "incentives/commission_new.html", view, status=form.status)
