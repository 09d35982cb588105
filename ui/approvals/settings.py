"""Deputies, which everybody names for themselves, and the chains, which HR sets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

DEPUTY = ("deputyCode", "employeeCode", "validFrom", "validTo")
STEPS = ("step1", "step2", "step3", "step4")
CHAIN = ("kind", "departmentCode", *STEPS)
AS_DELIVERED = [{"approver": "manager", "any_of": True}, {"approver": "role:hr_manager", "any_of": True}]


class Settings:
    """GET shows, POST changes; what was typed comes back with what was wrong."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def deputies(self, request: Request) -> Response:
        today = request.state.ctx.today.isoformat()
        if request.method == "GET":
            return await self._show_deputies(request, Form("", {"validFrom": today, "validTo": today}))
        sent = await self._sent(request)
        if ended := str(sent.get("end", "")):
            given = {"id": ended, "idempotencyKey": key_of(sent)}
            answer = await self.pages.ask(request, "approvals/end_deputy", input=given)
            return tell(back_to("/approvals/deputies"), "deputy-ended" if answer["endDeputy"] else "too-late")
        values = typed(sent, DEPUTY)
        given = {name: value for name, value in values.items() if value} | {"idempotencyKey": key_of(sent)}
        say = catalogue(self.pages.language(request)).ugettext
        form = missing(values, ("deputyCode", "validFrom", "validTo"), say)
        if not form.errors:
            answer = await self.pages.ask(request, "approvals/set_deputy", input=given)
            if answer["setDeputy"]:
                return tell(back_to("/approvals/deputies"), "deputy-named")
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._show_deputies(request, form)

    async def _show_deputies(self, request: Request, form: Form) -> Response:
        today = request.state.ctx.today.isoformat()
        answer = await self.pages.ask(request, "approvals/deputies", today=today)
        view = {
            "deputies": (answer["deputies"] or {}).get("nodes", []),
            "form": form,
            "key": uuid4().hex,
            "may_for_others": may_write(request.state.ctx, "Mutation.setDeputy", own=False),
        }
        return await self.pages.show(request, "approvals/deputies.html", view, status=form.status)

    async def chains(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if not may_write(request.state.ctx, "Mutation.setApprovalChain", own=False):
            raise PageTrouble(403, say("The HR manager sets the chains of approval."))
        if request.method == "GET":
            return await self._show_chains(request, Form("", {}))
        sent = await self._sent(request)
        values = typed(sent, CHAIN)
        form = missing(values, ("kind", "step1"), say)
        if not form.errors:
            steps = [{"approver": values[name]} for name in STEPS if values[name]]
            given: dict[str, Any] = {"kind": values["kind"], "steps": steps, "idempotencyKey": key_of(sent)}
            given |= {"departmentCode": values["departmentCode"]} if values["departmentCode"] else {}
            answer = await self.pages.ask(request, "approvals/set_chain", input=given)
            if answer["setApprovalChain"]:
                return tell(back_to("/approvals/chains"), "chain-set")
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._show_chains(request, form)

    async def _show_chains(self, request: Request, form: Form) -> Response:
        answer = await self.pages.ask(request, "approvals/chains")
        language = self.pages.language(request)
        rows = [
            {"kind": row["kind"], "rungs": json.loads(row["steps"]), "is_default": False,
             "place": row["department"]["name"] if row["department"] else ""}
            for row in (answer["approvalChains"] or {}).get("nodes", [])
        ]  # fmt: skip
        set_kinds = {row["kind"] for row in rows if not row["place"]}
        rows += [
            {"kind": kind, "rungs": AS_DELIVERED, "is_default": True, "place": ""}
            for kind in WORDS["approval_kind"]
            if kind not in set_kinds
        ]
        side = language == "en"
        view = {
            "chains": sorted(rows, key=lambda row: (row["kind"], row["place"])),
            "kinds": [(key, pair[side]) for key, pair in WORDS["approval_kind"].items()],
            "approvers": [(key, pair[side]) for key, pair in WORDS["approver"].items()],
            "departments": [
                (each["code"], each["name"]) for each in (answer["departments"] or {}).get("nodes", [])
            ],
            "form": form,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "approvals/chains.html", view, status=form.status)

    async def _sent(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form


def key_of(form: FormData) -> str:
    return str(form.get("key") or uuid4().hex)


def missing(values: dict[str, str], needed: tuple[str, ...], say: Any) -> Form:  # gettext's own function
    """Return the form with a sentence at each field that was left empty."""
    errors = {name: say("Fill this in") for name in needed if not values[name]}
    return Form(say("Not saved yet"), values, errors, 422 if errors else 200)
