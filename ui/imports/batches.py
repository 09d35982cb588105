"""The files that came in, and the form that sends a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.forms import Form, troubled, typed
from ui.imports.sending import key_of, sent_form
from ui.page import Pages, back_to
from ui.shell.paging import page_of, pager
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

SHOPS = (
    ("qianniu", "千牛", "Qianniu (Taobao, Tmall)"),
    ("jingdong", "京东", "JD"),
    ("doudian", "抖店", "Doudian"),
    ("crm", "CRM", "Customer system"),
)
"""Whose exports are understood as they come; a source of theirs is known once a file of it came."""


class Batches:
    """GET /data; GET and POST /data/new."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        found = await self.pages.ask(request, "imports/batches", **page_of(request.query_params))
        batches = found["importBatches"] or {}
        view = {
            "rows": batches.get("nodes") or [],
            "total": batches.get("totalCount", 0),
            "kinds": {one["name"]: one["label"] for one in found["importKinds"] or []},
            "page": pager("/data", {}, batches.get("pageInfo") or {}),
            "failed": [self.pages.say(request, one) for one in found.errors] if not batches else [],
        }
        return await self.pages.show(request, "imports/batches.html", view, blocks={"results": "results"})

    async def new(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if request.method == "GET":
            chosen = {
                "kind": request.query_params.get("kind", "people"),
                "source": request.query_params.get("source", ""),
            }
            return await self._form(request, Form("", chosen))
        try:
            return await self._send(request, say)
        finally:
            await request.close()  # the file's own temporary copy

    async def _send(self, request: Request, say: Callable[[str], str]) -> Response:
        sent = await sent_form(self.pages, request)
        values = typed(sent, ("kind", "source"))
        form = Form(say("Not sent yet"), {**values, "file": ""})
        try:
            file = await self.pages.doors.upload(sent, "file")
        except Exception as error:
            if not (hasattr(error, "zh") and hasattr(error, "en")):
                raise
            form.errors["file"] = getattr(error, self.pages.language(request))
            file = None
        else:
            if file is None:
                form.errors["file"] = say("Choose a file.")
        form.errors |= {name: say("Please fill this in.") for name in values if not values[name]}
        if not form.errors:
            given: dict[str, Any] = {**values, "file": file, "idempotencyKey": key_of(sent)}
            answer = await self.pages.ask(request, "imports/upload", input=given)
            if made := answer["uploadImport"]:
                return back_to(f"/data/{made['id']}")
            form = troubled(form.title, form.values, answer.errors, self.pages.language(request))
        else:
            form.status = 422
        return await self._form(request, form)

    async def _form(self, request: Request, form: Form) -> Response:
        found = await self.pages.ask(request, "imports/kinds")
        sources = (found["importSources"] or {}).get("nodes") or []
        known, is_zh = {one["name"] for one in sources}, self.pages.language(request) == "zh"
        shops = [{"name": name, "title": zh if is_zh else en} for name, zh, en in SHOPS if name not in known]
        view = {
            "form": form,
            "kinds": [one for one in found["importKinds"] or [] if one["mayImport"]],
            "sources": [*sources, *shops],
            "failed": [self.pages.say(request, one) for one in found.errors],
        }
        return await self.pages.show(request, "imports/new.html", view, status=form.status)
