"""Departments, positions and places of work: listed, added, changed, closed from a day on, opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.admin import forms
from ui.admin.access import Say, require_place, words
from ui.admin.forms import Input, Sheet
from ui.admin.lists import ListPage, Option
from ui.admin.rows import Button, Cell, Row
from ui.page import PageTrouble, back_to, word
from ui.people.search import as_tree
from ui.said import tell
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Master(ListPage):
    """What the three have in common; `kind` is the word in the contract."""

    kind = ""

    def searches(self, say: Say) -> str:
        return say("Name or code")

    def states(self, say: Say) -> Sequence[Option]:
        return ("open", say("Not closed")), ("closed", say("Closed"))

    def where(self, given: Mapping[str, str]) -> dict[str, Any] | None:
        return {"closedOn": {"isNull": given["state"] == "open"}} if given["state"] else None

    def add(self, say: Say) -> tuple[str, str, str] | None:
        return f"{self.path}/new", "pencil", say("Add")

    def inputs(self, say: Say, choices: Mapping[str, Sequence[Option]], *, is_new: bool) -> Sequence[Input]:
        raise NotImplementedError

    def values(self, one: Mapping[str, Any]) -> dict[str, str]:
        raise NotImplementedError

    def state(self, request: Request, one: Mapping[str, Any], say: Say) -> Cell:
        if not one["closedOn"]:
            return Cell(say("Not closed"))
        begun = one["closedOn"] <= str(request.state.ctx.today)
        return Cell(
            say("Closed") if begun else say("Closes"),
            "" if begun else "care",
            "circle-slash",
            small=one["closedOn"],
        )

    def name(self, one: Mapping[str, Any]) -> Cell:
        return Cell(one["name"] or one["code"], href=f"{self.path}/{one['id']}", small=one["code"] or "")

    def buttons(self, one: Mapping[str, Any], say: Say) -> Sequence[Button]:
        word_of = self.kind.lower()
        if one["closedOn"]:
            return (Button(f"reopen-{word_of}", say("Open again"), "rotate-ccw", {"id": one["id"]}),)
        ask = say("Nobody may be assigned to it from that day on; what it was before stays.")
        return (
            Button(
                f"close-{word_of}",
                say("Close"),
                "circle-slash",
                {"id": one["id"]},
                ask,
                ("closedOn", say("From"), "date"),
            ),
        )

    async def form(self, request: Request) -> Response:
        """Add one, or change the one whose id the address names."""
        require_place(self.pages, request, self.path)
        say, row_id = words(self.pages, request), request.path_params.get("id")
        one = await self._one(request, row_id) if row_id else None
        inputs = self.inputs(say, await self.choices(request), is_new=one is None)
        place = f"{self.path}/{row_id or 'new'}"
        sheet = Sheet(
            one["name"] if one else say("Add"),
            place,
            self.path,
            say("Save changes") if one else say("Add"),
            inputs,
            self.path,
            version=str(one["version"]) if one else "",
            values=self.values(one) if one else {},
        )
        if request.method == "GET":
            return await forms.show(self.pages, request, sheet)
        mutation = f"update{self.kind}" if one else f"create{self.kind}"
        given = {"id": row_id} if one else {}
        done, form, key = await forms.submit(
            self.pages, request, sheet, mutation, f"{mutation[0].upper()}{mutation[1:]}Input", given
        )
        if not done:
            return await forms.show(self.pages, request, sheet, form, key)
        return tell(back_to(self.path), "saved" if one else "master-added")

    async def choices(self, request: Request) -> Mapping[str, Sequence[Option]]:  # noqa: ARG002 (departments need some)
        return {}

    async def _one(self, request: Request, row_id: str) -> Any:
        answer = await self.pages.ask(request, self.document, where={"id": {"eq": row_id}}, first=1)
        found = (answer["found"] or {}).get("nodes") or []
        if not found:
            raise PageTrouble(404, "")
        return found[0]


class Positions(Master):
    path, document, kind = "/settings/positions", "admin/positions", "Position"
    page, names = "positions", ("position", "family", "grade", "ladder", "countsAs", "state")

    def title(self, say: Say) -> str:
        return say("Positions")

    def heads(self, say: Say) -> Sequence[str]:
        return (
            say("Position"),
            say("Job family"),
            say("Grade"),
            say("Career ladder"),
            say("Counts as"),
            say("State"),
        )

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        marks = [say("core") if one["isCore"] else "", say("management") if one["isManager"] else ""]
        cells = (
            self.name(one),
            Cell(one["family"] or ""),
            Cell(str(one["grade"])),
            Cell(one["ladder"] or ""),
            Cell("、".join(filter(None, marks))),
            self.state(request, one, say),
        )
        return Row(cells, self.buttons(one, say))

    def inputs(self, say: Say, choices: Mapping[str, Sequence[Option]], *, is_new: bool) -> Sequence[Input]:  # noqa: ARG002 (as declared)
        whether = (("true", say("Yes")), ("false", say("No")))
        code = (Input("code", say("Code"), must=True, hint=say("Other systems know it by this; it stays")),)
        return (
            *(code if is_new else ()),
            Input("name", say("Name"), must=True),
            Input("family", say("Job family")),
            Input("grade", say("Grade"), "number", hint=say("0 to 100; a higher one is a promotion")),
            Input("ladder", say("Career ladder")),
            Input("isCore", say("Core position"), options=whether),
            Input("isManager", say("Management position"), options=whether),
        )

    def values(self, one: Mapping[str, Any]) -> dict[str, str]:
        texts = {
            name: str(one[name] if one[name] is not None else "")
            for name in ("name", "family", "grade", "ladder")
        }
        return texts | {name: "true" if one[name] else "false" for name in ("isCore", "isManager")}


class Locations(Master):
    path, document, kind = "/settings/locations", "admin/locations", "Location"
    page, names = "locations", ("location", "city", "address", "state")

    def title(self, say: Say) -> str:
        return say("Locations")

    def heads(self, say: Say) -> Sequence[str]:
        return say("Location"), say("City"), say("Address"), say("State")

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        cells = (
            self.name(one),
            Cell(one["city"] or ""),
            Cell(one["address"] or ""),
            self.state(request, one, say),
        )
        return Row(cells, self.buttons(one, say))

    def inputs(self, say: Say, choices: Mapping[str, Sequence[Option]], *, is_new: bool) -> Sequence[Input]:  # noqa: ARG002 (as declared)
        code = (Input("code", say("Code"), must=True, hint=say("Other systems know it by this; it stays")),)
        return (
            *(code if is_new else ()),
            Input("name", say("Name"), must=True),
            Input("city", say("City")),
            Input("address", say("Address")),
        )

    def values(self, one: Mapping[str, Any]) -> dict[str, str]:
        return {name: one[name] or "" for name in ("name", "city", "address")}


class Departments(Master):
    path, document, kind = "/settings/departments", "admin/departments", "Department"
    page, names = "departments", ("department", "kind", "under", "head", "state")

    def title(self, say: Say) -> str:
        return say("List of departments")

    def heads(self, say: Say) -> Sequence[str]:
        return say("Department"), say("Kind"), say("Under"), say("Head"), say("State")

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        head = one["manager"] or {}
        cells = (
            self.name(one),
            Cell(word(self.pages.language(request), "department_kind", one["kind"])),
            Cell((one["parent"] or {}).get("name") or ""),
            Cell(
                head.get("name") or "",
                href=f"/people/{head['id']}" if head else "",
                small=head.get("code") or "",
            ),
            self.state(request, one, say),
        )
        return Row(cells, self.buttons(one, say))

    def inputs(self, say: Say, choices: Mapping[str, Sequence[Option]], *, is_new: bool) -> Sequence[Input]:
        day = (
            Input("validFrom", say("Exists from"), "date")
            if is_new
            else Input("effectiveOn", say("Changes from"), "date", hint=say("Empty: from today"))
        )
        code = (Input("code", say("Code"), must=True, hint=say("Other systems know it by this; it stays")),)
        return (
            *(code if is_new else ()),
            Input("name", say("Name"), must=True),
            Input("kind", say("Kind"), options=choices["kind"]),
            Input("parentId", say("Under"), options=choices["department"]),
            Input("managerCode", say("Employee number of the head")),
            day,
        )

    def values(self, one: Mapping[str, Any]) -> dict[str, str]:
        return {
            "name": one["name"] or "",
            "kind": one["kind"] or "",
            "parentId": (one["parent"] or {}).get("id") or "",
            "managerCode": (one["manager"] or {}).get("code") or "",
            "effectiveOn": "",
        }

    async def choices(self, request: Request) -> Mapping[str, Sequence[Option]]:
        found = await self.pages.ask(request, "people/open_choices", on=request.state.ctx.today.isoformat())
        rows = as_tree((found["departments"] or {}).get("nodes") or [])
        english = self.pages.language(request) == "en"
        return {
            "department": [(row["id"], "　" * row["depth"] + row["name"]) for row in rows],
            "kind": [(key, pair[english]) for key, pair in WORDS["department_kind"].items()],
        }
