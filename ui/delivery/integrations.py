"""The keeper's page of what leaves the house: mail, robots, webhooks, digests, and the log with its resending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.admin.access import open_places, require_place, words
from ui.attendance.months import nodes
from ui.delivery.words import CHANNELS, EVENTS, WEEKDAYS
from ui.forms import Form, troubled
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell
from ui.shell.paging import page_of, pager

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

PLACE = "/integrations"
STATES = ("WAITING", "SENT", "FAILED", "SKIPPED")
FIELDS = ("channel", "name", "address", "secret")
DIGEST = ("departmentCode", "rhythm", "weekday", "hour", "webhookId", "isActive")


class Integrations:
    """GET and POST /integrations and below."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(
        self, request: Request, tested: Mapping[str, Any] | None = None, problem: Form | None = None
    ) -> Response:
        require_place(self.pages, request, PLACE)
        params = request.query_params
        state = params.get("state", "") if params.get("state") in STATES else ""
        where = {"state": {"eq": state}} if state else None
        answer = await self.pages.ask(request, "delivery/integrations", where=where, **page_of(params))
        log = answer["deliveryEntries"] or {}
        settings = self.pages.doors.settings
        view = {
            **self._frame(request),
            "webhooks": nodes(answer, "webhooks"),
            "digests": nodes(answer, "departmentDigests"),
            "entries": log.get("nodes") or [],
            "total": log.get("totalCount") or 0,
            "page": pager(PLACE, {"state": state}, log.get("pageInfo") or {}),
            "given": {"state": state},
            "states": STATES,
            "mail": f"{settings.mail_host}:{settings.mail_port}" if settings.mail_host else "",
            "tested": tested or {},
            "form": problem or Form(""),
            "weekdays": WEEKDAYS,
            "events_of": lambda text: [each for each in (text or "").split() if each],
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        status = view["form"].status if problem else 200
        return await self.pages.show(
            request, "delivery/integrations.html", view, status=status, blocks={"results": "results"}
        )

    def _frame(self, request: Request) -> dict[str, Any]:
        say = words(self.pages, request)
        return {
            "title": say("Integrations"), "sub": "", "places": open_places(self.pages, request), "current": PLACE,
        }  # fmt: skip

    async def new(self, request: Request) -> Response:
        require_place(self.pages, request, PLACE)
        if request.method == "GET":
            return await self._form(
                request, Form("", {"channel": request.query_params.get("channel", "WEBHOOK")})
            )
        form, values = await sent(self.pages, request, FIELDS)
        events = [str(each) for each in form.getlist("events")]
        answer = await self.pages.ask(
            request, "delivery/create", input={**filled(values), "channel": values["channel"] or "WEBHOOK",
            "name": values["name"], "address": values["address"], "events": events},
        )  # fmt: skip
        done = answer["createWebhook"]
        if done is None:
            return await self._form(request, self._troubled(request, values, answer), events)
        if not done["secret"]:
            return tell(back_to(PLACE), "webhook-made")
        return await self._secret(request, done)

    def _troubled(self, request: Request, values: Mapping[str, str], answer: Any) -> Form:
        say = words(self.pages, request)
        kept = {**values, "secret": ""}
        return troubled(say("Not saved yet"), kept, answer.errors, self.pages.language(request))

    async def edit(self, request: Request) -> Response:
        require_place(self.pages, request, PLACE)
        row_id = request.path_params["id"]
        answer = await self.pages.ask(request, "delivery/webhook", id=row_id)
        row = next(iter(nodes(answer, "webhooks")), None)
        if row is None:
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._form(
                request, Form("", {"name": row["name"]}), (row["events"] or "").split(), row
            )
        form, values = await sent(self.pages, request, FIELDS)
        events = [str(each) for each in form.getlist("events")]
        given = {
            "id": row_id, "name": values["name"], "events": events, **version_of(form),
            **filled({name: values[name] for name in ("address", "secret")}),
        }  # fmt: skip
        problem = await act(
            self.pages, request, "delivery/update", given, {**values, "secret": ""}, str(form.get("key", ""))
        )
        if problem is None:
            return tell(back_to(PLACE), "saved")
        return await self._form(request, problem, events, row)

    async def _form(
        self, request: Request, form: Form, events: Any = (), row: Mapping[str, Any] | None = None
    ) -> Response:
        settings = self.pages.doors.settings
        view = {
            **self._frame(request),
            "form": form,
            "row": row,
            "channels": CHANNELS,
            "events": EVENTS,
            "picked": list(events),
            "key": uuid4().hex,
            "bases": {
                "WECOM": settings.wecom_address, "DINGTALK": settings.dingtalk_address,
                "FEISHU": settings.feishu_address,
            },
        }  # fmt: skip
        return await self.pages.show(request, "delivery/webhook.html", view, status=form.status)

    async def _secret(self, request: Request, done: Mapping[str, Any]) -> Response:
        say = words(self.pages, request)
        view = {
            **self._frame(request), "sub": (done["webhook"] or {}).get("name", ""), "name": say("Signing secret"),
            "secret": done["secret"], "back": PLACE,
            "note": say("It is kept sealed, and nobody can show it again."),
            "hint": say("The receiver checks the signature of each message with it, as Standard Webhooks has it."),
        }  # fmt: skip
        return await self.pages.show(request, "admin/secret.html", view)

    async def test(self, request: Request) -> Response:
        """Send a test and say beside the button how it went."""
        await sent(self.pages, request, ())
        row_id = request.path_params["id"]
        answer = await self.pages.ask(request, "delivery/try", input={"id": row_id})
        found = answer["tested"] or {"isReceived": False, "trouble": " ".join(
            self.pages.say(request, error) for error in answer.errors
        )}  # fmt: skip
        if "hx-request" in request.headers:
            block = {f"tested-{row_id}": "result"}
            return await self.pages.show(request, "delivery/tested.html", {"result": found}, blocks=block)
        return await self.show(request, {row_id: found})

    async def rotate(self, request: Request) -> Response:
        await sent(self.pages, request, ())
        answer = await self.pages.ask(request, "delivery/rotate", input={"id": request.path_params["id"]})
        if answer["rotateWebhookSecret"] is None:
            return await self.show(request, problem=self._troubled(request, {}, answer))
        return await self._secret(request, answer["rotateWebhookSecret"])

    async def switch(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("isActive", "key"))
        row_id, on = request.path_params["id"], values["isActive"] == "true"
        problem = await act(
            self.pages,
            request,
            "delivery/switch",
            {"id": row_id, "isActive": on},
            values,
            str(form.get("key", "")),
        )
        if problem is not None:
            return await self.show(request, problem=problem)
        way = Undo(f"{PLACE}/{row_id}/switch/undo", {"isActive": "false" if on else "true"})
        if request.url.path.endswith("/undo"):
            return tell(back_to(PLACE), "undone")
        return tell(back_to(PLACE), "webhook-on" if on else "webhook-off", undo=way)

    async def resend(self, request: Request) -> Response:
        _, values = await sent(self.pages, request, ("id", "next"))
        problem = await act(self.pages, request, "delivery/resend", {"id": values["id"]}, values)
        if problem is not None:
            return await self.show(request, problem=problem)
        return tell(back_to(values["next"] or PLACE), "delivery-resent")

    async def digest(self, request: Request) -> Response:
        require_place(self.pages, request, PLACE)
        problem = Form("", {
            "rhythm": "DAILY", "weekday": "1", "hour": "9", "isActive": "true",
            **{name: request.query_params[name] for name in DIGEST if name in request.query_params},
        })  # fmt: skip
        if request.method == "POST":
            form, values = await sent(self.pages, request, DIGEST)
            given: dict[str, Any] = {
                "departmentCode": values["departmentCode"], "rhythm": values["rhythm"] or "DAILY",
                "isActive": values["isActive"] == "true",
                **filled({"webhookId": values["webhookId"]}),
                **{name: int(values[name]) for name in ("weekday", "hour") if values[name].isdecimal()},
            }  # fmt: skip
            done = await act(
                self.pages, request, "delivery/save_digest", given, values, str(form.get("key", ""))
            )
            if done is None:
                return tell(back_to(PLACE), "digest-set")
            problem = done
        answer = await self.pages.ask(request, "delivery/departments")
        view = {
            **self._frame(request), "form": problem, "key": uuid4().hex, "weekdays": WEEKDAYS,
            "robots": nodes(answer, "webhooks"),
        }  # fmt: skip
        return await self.pages.show(request, "delivery/digest.html", view, status=problem.status)
