"""Legal entities: the list, and the forms that add and change one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
EMPLOYING: Final = ("ACTIVE", "PROBATION", "NOTICE")
"""Who counts as employed: all but those who have left."""
NAMES: Final = ("code", "name", "registrationNo", "departmentId", "closedOn")


class Entities:
    """GET /org/entities; GET and POST /org/entities/new and /org/entities/{id}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        can = (await self.pages.viewer(request))["can"]
        counted = {"entity", "status"} <= can
        found = await self.pages.ask(request, "org/entities", people=counted)
        view = {
            "counted": counted,
            "employing": list(EMPLOYING),
            "rows": (found["legalEntities"] or {}).get("nodes") or [],
            "may_edit": may_write(request.state.ctx, "Mutation.createLegalEntity", own=False),
            "failed": [self.pages.say(request, one) for one in found.errors],
        }
        return await self.pages.show(request, "org/entities.html", view)

    async def edit(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if not may_write(request.state.ctx, "Mutation.createLegalEntity", own=False):
            raise PageTrouble(403, say("The HR manager keeps legal entities; ask them."))
        can = (await self.pages.viewer(request))["can"]
        found = await self.pages.ask(request, "org/entities", people={"entity", "status"} <= can)
        entity = self._one(request, (found["legalEntities"] or {}).get("nodes") or [], say)
        companies = [(row["id"], row["name"]) for row in (found["departments"] or {}).get("nodes") or []]
        if request.method == "GET":
            return await self._form(request, entity, companies, Form("", values_of(entity)))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, NAMES)
        empty = [name for name in ("code", "name") if not values[name] and (name == "name" or entity is None)]
        form = Form(say("Not saved yet"), values, {name: say("Please fill this in.") for name in empty}, 422)
        if not empty:
            given: dict[str, Any] = {name: value or None for name, value in values.items()} | {
                "idempotencyKey": str(sent.get("key", "")) or uuid4().hex
            }
            if entity is None:
                given.pop("closedOn")
                answer = await self.pages.ask(request, "org/create_entity", input=given)
            else:
                version = str(sent.get("version", ""))
                given |= {"id": entity["id"], "version": int(version) if version.isdigit() else 0}
                given.pop("code")
                answer = await self.pages.ask(request, "org/update_entity", input=given)
            if not answer.errors:
                return tell(back_to("/org/entities"), "saved")
            form = troubled(form.title, values, answer.errors, self.pages.language(request))
        return await self._form(request, entity, companies, form)

    def _one(self, request: Request, rows: list[Row], say: Any) -> Row | None:
        wanted = request.path_params.get("id")
        if wanted is None:
            return None
        found = next((row for row in rows if row["id"] == wanted), None)
        if found is None:
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        return found

    async def _form(self, request: Request, entity: Row | None, companies: Any, form: Form) -> Response:
        view = {
            "entity": entity,
            "companies": companies,
            "form": form,
            "key": uuid4().hex,
            "employing": list(EMPLOYING),
        }
        return await self.pages.show(request, "org/entity.html", view, status=form.status)


def values_of(entity: Row | None) -> dict[str, str]:
    if entity is None:
        return dict.fromkeys(NAMES, "")
    flat = {**entity, "departmentId": (entity["department"] or {}).get("id")}
    return {name: flat[name] or "" for name in NAMES}
