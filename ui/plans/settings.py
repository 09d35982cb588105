"""What plans stand on: the stages of the transformation, and the families of roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.page import Pages, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response


class Settings:
    """The forms beneath the list of plans."""

    def __init__(self, pages: Pages, show: Callable[[Request, Form], Awaitable[Response]]) -> None:
        self.pages, self.show = pages, show

    async def stage(self, request: Request) -> Response:
        values = await self.sent(request, ("code", "name", "nameEn", "validFrom", "departmentId"))
        return await self.done(request, "plans/set_stage", values, "stage-set", "stages")

    async def remove(self, request: Request) -> Response:
        values = await self.sent(request, ("id", "version"))
        return await self.done(request, "plans/remove_stage", values, "stage-removed", "stages")

    async def family(self, request: Request) -> Response:
        """Add or change a family; a box that is not ticked is not sent, and means no."""
        values = await self.sent(request, ("code", "name", "nameEn", "version"))
        values["isFrontLine"] = str((await request.form()).get("isFrontLine", "")) == "1"
        return await self.done(request, "plans/set_family", values, "family-set", "families")

    async def sent(self, request: Request, names: tuple[str, ...]) -> dict[str, Any]:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values: dict[str, Any] = {name: value for name, value in typed(form, names).items() if value}
        if values.get("version", "").isdigit():
            values["version"] = int(values["version"])
        return values | {"idempotencyKey": str(form.get("key", "")) or uuid4().hex}

    async def done(
        self, request: Request, document: str, given: dict[str, Any], said: str, part: str
    ) -> Response:
        answer = await self.pages.ask(request, document, input=given)
        if not answer.errors:
            return tell(back_to(f"/plans#{part}"), said)
        say = catalogue(self.pages.language(request)).ugettext
        values = {name: str(value) for name, value in given.items()}
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self.show(request, problem)
