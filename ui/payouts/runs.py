"""Payout runs: the list with a form to propose one, and one run with its checks, hands, lines and next step."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form
from ui.offers import may_read, may_write
from ui.page import Pages, PageTrouble, query
from ui.payouts.writing import send

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

PAGE = 25
VERBS: Final = {
    # verb -> its fields, what is told
    "check": (("id", "version"), "run-checked"),
    "release": (("id", "version", "payOn"), "run-released"),
    "pay": (("id", "version"), "run-paid"),
    "revoke": (("id", "version", "reason"), "run-revoked"),
    "reverse": (("reason",), "run-reversed"),
}
STEPS: Final = ("PROPOSED", "CHECKED", "APPROVED", "PAYABLE", "PAID")
NEXT: Final = {"PROPOSED": "check", "APPROVED": "release", "PAYABLE": "pay"}


class Runs:
    """GET and POST /incentives/payouts, GET /incentives/payouts/{id}, POST /incentives/payouts/{id}/{verb}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def list(self, request: Request) -> Response:
        if not may_read(request.state.ctx, "PayoutRun.id"):
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._list(
                request, Form("", {"period": month_before(request.state.ctx.today), "kind": "HONOR"})
            )
        return await send(
            self.pages, request, "payouts/propose", ("kind", "period", "schemeId", "note"), said="run-proposed",
            to=place_of, shown=lambda form: self._list(request, form),
        )  # fmt: skip

    async def one(self, request: Request) -> Response:
        return await self._one(request, Form(""))

    async def act(self, request: Request) -> Response:
        verb = request.path_params["verb"]
        if verb not in VERBS:
            raise PageTrouble(404, "")
        names, told = VERBS[verb]
        return await send(
            self.pages, request, f"payouts/{verb}", names, said=told, to=place_of,
            shown=lambda form: self._one(request, form), more=lines_of if verb == "reverse" else lambda _: {},
        )  # fmt: skip

    async def _list(self, request: Request, form: Form) -> Response:
        ctx, after = request.state.ctx, request.query_params.get("after")
        answer = await self.pages.ask(request, "payouts/runs", first=PAGE, after=after)
        found = answer["payoutRuns"] or {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}
        sees_schemes = may_read(ctx, "IncentiveScheme.id")
        schemes = await self.pages.ask(request, "payouts/schemes") if sees_schemes else None
        info = found["pageInfo"]
        view = {
            "form": form,
            "rows": found["nodes"],
            "total": found["totalCount"],
            "next": query({"after": info["endCursor"]}) if info["hasNextPage"] else "",
            "schemes": ((schemes["incentiveSchemes"] or {}).get("nodes", []) if schemes else []),
            "may_propose": may_write(ctx, "Mutation.proposePayoutRun", own=False),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "payouts/runs.html", view, status=form.status)

    async def _one(self, request: Request, form: Form) -> Response:
        row_id, after = request.path_params["id"], request.query_params.get("after")
        answer = await self.pages.ask(request, "payouts/run", id=row_id, after=after)
        run = answer["payoutRun"]
        if run is None:
            raise PageTrouble(404, "")
        lines = run["payouts"] or {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}
        chosen = (await request.form()).getlist("line") if request.method == "POST" else []
        info, me = lines["pageInfo"], may_write(request.state.ctx, "Mutation.checkPayoutRun", own=False)
        view = {
            "run": run,
            "form": form,
            "lines": lines["nodes"],
            "chosen": chosen,
            "next": query({"after": info["endCursor"]}) if info["hasNextPage"] else "",
            "checks": (run["checks"] or {}).get("nodes", []),
            "steps": STEPS,
            "at": STEPS.index(run["state"]) if run["state"] in STEPS else -1,
            "step": NEXT.get(run["state"]) if me else None,
            "may_revoke": me and run["state"] in STEPS[:-1],
            "may_reverse": me and run["state"] == "PAID" and run["kind"] != "REVERSAL",
            "sees_basis": may_read(request.state.ctx, "Payout.steps"),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "payouts/run.html", view, status=form.status)


def place_of(row: Any) -> str:
    return f"/incentives/payouts/{row['id']}"


def lines_of(form: FormData) -> dict[str, Any]:
    return {"ids": [str(each) for each in form.getlist("line")]}


def month_before(today: date) -> str:
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return f"{year:04d}-{month:02d}"
