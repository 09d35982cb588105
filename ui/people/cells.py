"""A cell of the list changed in place: the input, the saved value, or both values when somebody was quicker."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.people import columns
from ui.people.listing import EDITED
from ui.people.search import as_tree
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
CHOICES: Final = {"position": "positions", "department": "departments", "location": "locations"}


class Cells:
    """GET /people/{id}/cell/{field} shows the input, `?show` the value; POST saves; …/undo puts the former back."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def cell(self, request: Request) -> Response:
        field = self._field(request)
        found = await self._read(request, field)
        if request.method == "GET":
            if "show" in request.query_params:
                return await self._show(request, found, field)
            return await self._edit(request, found, field, Form("", {"value": present(found, field)}))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, ("value", "version"))
        before = present(found, field)
        if values["value"] == before:
            return await self._show(request, found, field)
        answer = await self._save(request, field, values["value"], values["version"])
        if not answer.errors:
            return await self._show(request, await self._read(request, field), field, before=before)
        say = catalogue(self.pages.language(request)).ugettext
        form = troubled(say("Not saved"), values, answer.errors, self.pages.language(request))
        return await self._edit(request, await self._read(request, field), field, form)

    async def undo(self, request: Request) -> Response:
        """Put the former value back, unless somebody has changed the person since."""
        field = self._field(request)
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, ("value", "version", "next"))
        answer = await self._save(request, field, values["value"], values["version"])
        if answer.errors:
            raise PageTrouble(409, " ".join(self.pages.say(request, one) for one in answer.errors))
        return tell(back_to(values["next"]), "undone")

    def _field(self, request: Request) -> str:
        """Return the field, if there is such a cell and the reader may change it."""
        field = str(request.path_params["field"])
        if not all(may_write(request.state.ctx, each, own=False) for each in EDITED.get(field, ("",))):
            raise PageTrouble(
                HTTPStatus.FORBIDDEN,
                catalogue(self.pages.language(request)).ugettext("HR changes this; ask them."),
            )
        return field

    async def _read(self, request: Request, field: str) -> Answer:
        wanted = f"{field} {{ id name }}" if field in CHOICES else field
        document = (
            f"query Cell($id: ID!) {{ employee(id: $id) {{ id code name version updatedAt {wanted} }} }}"
        )
        found = await self.pages.run(request, document, id=request.path_params["id"])
        if found["employee"] is None:
            raise PageTrouble(
                HTTPStatus.NOT_FOUND, catalogue(self.pages.language(request)).ugettext("No such record.")
            )
        return found

    async def _save(self, request: Request, field: str, value: str, version: str) -> Answer:
        verb = EDITED[field][0].removeprefix("Mutation.")
        kind = verb[0].upper() + verb[1:]
        given: dict[str, Any] = {
            "id": request.path_params["id"],
            "version": int(version) if version.isascii() and version.isdigit() else 0,
            "idempotencyKey": uuid4().hex,
        }
        given |= (
            {f"{field}Id": value, "effectiveOn": request.state.ctx.today.isoformat()}
            if field in CHOICES
            else {field: value or None}
        )
        document = f"mutation SaveCell($input: {kind}Input!) {{ {verb}(input: $input) {{ id version }} }}"
        return await self.pages.run(request, document, input=given)

    async def _edit(self, request: Request, found: Answer, field: str, form: Form) -> Response:
        view = {
            "person": found["employee"],
            "column": columns.KNOWN[field],
            "form": form,
            "theirs": present(found, field, shown=True) if form.status == HTTPStatus.CONFLICT else None,
            "options": await self._options(request, field),
        }
        return await self.pages.show(request, "people/cell_edit.html", view, status=form.status)

    async def _show(self, request: Request, found: Answer, field: str, before: str | None = None) -> Response:
        person, undo = found["employee"], None
        if before:
            fields = {"value": before, "version": str(person["version"])}
            undo = Undo(f"/people/{person['id']}/cell/{field}/undo", fields)
        view = {
            "person": person,
            "field": field,
            "text": present(found, field, shown=True),
            "mask": found.masks.at("employee", field),
            "is_saved": before is not None,
            "undo": undo,
            "back": "/" + request.headers.get("hx-current-url", "").partition("//")[2].partition("/")[2],
        }
        return await self.pages.show(request, "people/cell_shown.html", view)

    async def _options(self, request: Request, field: str) -> list[tuple[str, str]] | None:
        if field not in CHOICES:
            return None
        found = await self.pages.ask(request, "people/open_choices", on=request.state.ctx.today.isoformat())
        rows = (found[CHOICES[field]] or {}).get("nodes") or []
        if field != "department":
            return [(row["id"], row["name"]) for row in rows]
        return [(row["id"], "　" * row["depth"] + row["name"]) for row in as_tree(rows)]


def present(found: Answer, field: str, *, shown: bool = False) -> str:
    """Return the value now in the record, as an input sends it or as a reader reads it; "" where it is masked."""
    value = found["employee"][field]
    if isinstance(value, Mapping):
        return str(value["name"] if shown else value["id"])
    if found.masks.over(value, "employee", field) and not shown:
        return ""
    return str(value or "")
