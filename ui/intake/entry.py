"""Writing down what a customer said on the phone, and thinking better of what was set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NAMES = (
    "text",
    "score",
    "kind",
    "customerRef",
    "orderRef",
    "product",
    "agentCode",
    "departmentCode",
    "locationCode",
)
WITH_VOICE = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"
"""The one page on which a browser may be asked for its microphone, where the company allows it."""


class Entry:
    """GET and POST /feedback/new; POST /feedback/judge."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        ctx = request.state.ctx
        others = may_write(ctx, "Mutation.createCustomerFeedback", own=False)
        if not others and not may_write(ctx, "Mutation.createCustomerFeedback", own=True):
            raise PageTrouble(404, "")
        form = Form("", {"kind": "SURVEY", "agentCode": await self._own_code(request)})
        if request.method == "POST":
            sent_form, values = await sent(self.pages, request, NAMES)
            key = str(sent_form.get("key", ""))
            given: dict[str, Any] = {**filled(values), "channel": "PHONE", "externalId": key}
            if "score" in given:
                given["score"] = int(values["score"]) if values["score"].isdigit() else 0
            problem = await self._save(request, given, values, key)
            if problem is None:
                place = "/feedback" if may_see(ctx, "CustomerFeedback.id") else "/feedback/new"
                return tell(back_to(place), "feedback-noted")
            form = problem
        return await self._page(request, form, others=others)

    async def _save(
        self, request: Request, given: dict[str, Any], values: dict[str, str], key: str
    ) -> Form | None:
        """Save it; who may write it down need not be who may read it afterwards."""
        problem = await act(self.pages, request, "intake/create", given, values, key)
        return problem if problem is not None and problem.errors else None

    async def _page(self, request: Request, form: Form, *, others: bool) -> Response:
        places = await self.pages.ask(request, "intake/places") if others else None
        voice = self.pages.doors.settings.browser_speech
        shown = {
            "form": form,
            "key": uuid4().hex,
            "others": others,
            "voice": voice,
            "stores": [(row["code"], row["name"]) for row in nodes(places, "locations")] if places else [],
            "products": nodes(places, "products") if places else [],
            "units": [(row["code"], row["name"]) for row in nodes(places, "departments")] if places else [],
        }
        answer = await self.pages.show(request, "intake/entry.html", shown, status=form.status)
        if voice:
            answer.headers["Permissions-Policy"] = WITH_VOICE
        return answer

    async def _own_code(self, request: Request) -> str:
        own = (await self.pages.ask(request, "intake/me"))["me"] or {}
        return str(own.get("code") or "")

    async def aside(self, request: Request, form: Form | None = None) -> Response:
        """List what does not count, for who may think better of it."""
        if not may_write(request.state.ctx, "Mutation.judgeCustomerFeedback", own=False):
            raise PageTrouble(404, "")
        answer = await self.pages.ask(request, "intake/aside", after=request.query_params.get("after"))
        found = answer["customerFeedbacks"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "rows": nodes(answer, "customerFeedbacks"),
            "total": found.get("totalCount", 0),
            "next": info["endCursor"] if info.get("hasNextPage") else "",
            "form": form or Form(""),
            "keys": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "intake/aside.html", shown, status=shown["form"].status)

    async def judge(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "isValid", "reason", "note", "next"))
        told = filled({name: values[name] for name in ("id", "reason")})
        given = {**told, "note": values["note"], "isValid": values["isValid"] == "1"}
        problem = await act(self.pages, request, "intake/judge", given, values, str(form.get("key", "")))
        if problem is not None and problem.errors:
            return await self.aside(request, problem)
        return tell(
            back_to(values["next"] or "/feedback"),
            "feedback-counts" if given["isValid"] else "feedback-aside",
        )
