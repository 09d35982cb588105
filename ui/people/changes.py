"""The forms that change people: add, edit, and the steps of a working life; errors come back at their field."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui import checks
from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.people import steps
from ui.people.fields import asked, required_of
from ui.people.record import find_person
from ui.people.search import as_tree
from ui.said import Undo, tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

REQUIRED = ("code", "name", "departmentId", "hiredOn")
MORE = (
    "positionId",
    "locationId",
    "employmentType",
    "probationEndsOn",
    "phone",
    "email",
    "idNumber",
    "baseSalary",
)
FIELDS = {"positionId": "Employee.position", "locationId": "Employee.location"}
AT_HIRE = frozenset({"phone", "email", "idNumber"})
"""What comes in with the hire itself, whoever may change it later."""
DETAILS = (
    ("name", "Name", "text"),
    ("phone", "Phone", "tel"),
    ("email", "Email", "email"),
    ("idNumber", "Id card", "text"),
    ("gender", "Gender", "gender"),
    ("birthOn", "Born", "date"),
)
KEPT = frozenset(name for name, _, _ in DETAILS) - {"idNumber"}
"""What a browser may hold for the moments in which a change can be taken back."""


class Changes:
    """GET shows a form, POST runs its mutation; the same template answers with 422 when something is wrong."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def new(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if request.method == "GET":
            return await self._show_new(request, Form("", {"hiredOn": request.state.ctx.today.isoformat()}))
        sent = await self._form(request)
        own = [field["key"] for field in await required_of(self.pages, request)]
        values = typed(sent, (*REQUIRED, *MORE, *own))
        form = _missing(request, values, (*REQUIRED, *own), say)
        is_sure = checks.asked(request) or sent.get("sure")
        if not form.errors and not is_sure and (alike := await self._alike(request, values)):
            form = Form("", values, {}, HTTPStatus.CONFLICT)
            return await self._show_new(request, form, _key(sent), alike)
        if not form.errors:
            given: dict[str, Any] = {
                name: value for name, value in values.items() if value and name not in own
            }
            given |= {"idempotencyKey": _key(sent)}
            given |= {"customFields": [{"key": key, "value": values[key]} for key in own]} if own else {}
            answer = await self.pages.ask(request, "people/hire", input=given)
            if hired := answer["hireEmployee"]:
                return tell(back_to(f"/people/{hired['id']}"), "added")
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._show_new(request, form, _key(sent))

    async def _alike(self, request: Request, values: dict[str, str]) -> list[Mapping[str, Any]]:
        """Return the people in the reader's sight with the same name or, where it may be asked for, the same phone."""
        answer = await self.pages.ask(
            request,
            "people/similar",
            name=values["name"],
            phone=values["phone"],
            byPhone=bool(values["phone"]),
        )
        found = [row for name in ("called", "named") for row in (answer[name] or {}).get("nodes") or ()]
        return list({row["id"]: row for row in found}.values())

    async def edit(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        found = await find_person(self.pages, request)
        person = found["employee"]
        names = await self._open_details(request, person)
        now = {
            name: "" if found.masks.over(person[name], "employee", name) else person[name] or ""
            for name in names
        }
        if request.method == "GET":
            return await self._show_edit(request, found, Form("", now))
        sent = await self._form(request)
        values = typed(sent, names)
        form = _missing(request, values, [name for name in names if name == "name"], say)
        if not form.errors:
            changed = {name: values[name] or None for name in names if values[name] != now[name]}
            given = {"id": person["id"], "version": _number(sent), "idempotencyKey": _key(sent), **changed}
            answer = await self.pages.ask(request, "people/update", input=given)
            if saved := answer["updateEmployee"]:
                undo = _former(found, saved, {name: now[name] for name in changed})
                return tell(back_to(f"/people/{person['id']}"), "saved", undo=undo)
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        conflicts = [
            (say(label), values[name], now[name])
            for name, label, _ in DETAILS
            if name in names and values[name] != now[name]
        ]
        return await self._show_edit(
            request, found, form, conflicts if form.status == HTTPStatus.CONFLICT else []
        )

    async def undo_edit(self, request: Request) -> Response:
        """Write the details that stood before, unless somebody has changed the person since."""
        sent = await self._form(request)
        former = {name: value or None for name in KEPT if (value := sent.get(name)) is not None}
        given = {
            "id": request.path_params["id"],
            "version": _number(sent),
            "idempotencyKey": _new_key(),
            **former,
        }
        answer = await self.pages.ask(request, "people/update", input=given)
        return self._taken_back(request, answer, sent)

    async def step(self, request: Request) -> Response:
        step = steps.named(request.path_params["step"])
        if step is None:
            raise PageTrouble(404, "")
        say = catalogue(self.pages.language(request)).ugettext
        person = (await find_person(self.pages, request))["employee"]
        if not may_write(
            request.state.ctx, f"Mutation.{step.mutation}", own=await self._is_own(request, person)
        ):
            raise PageTrouble(403, say("HR changes this; ask them."))
        today = request.state.ctx.today.isoformat()
        if request.method == "GET":
            values = {one.name: today for one in step.inputs if one.kind == "date" and one.must}
            return await self._show_step(request, step, person, Form("", values))
        sent = await self._form(request)
        values = typed(sent, [one.name for one in step.inputs])
        form = _missing(request, values, [one.name for one in step.inputs if one.must], say)
        if not form.errors:
            given: dict[str, Any] = {name: value for name, value in values.items() if value}
            given |= {"id": person["id"], "version": _number(sent), "idempotencyKey": _key(sent)}
            answer = await self.pages.run(request, step.document, input=given)
            if done := answer[step.mutation]:
                return tell(
                    back_to(f"/people/{person['id']}"), step.name, undo=_way_back(step, done, values, today)
                )
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._show_step(request, step, person, form)

    async def undo(self, request: Request) -> Response:
        """Take the step just recorded back, unless somebody has changed the person since."""
        sent = await self._form(request)
        given = {"id": request.path_params["id"], "version": _number(sent), "idempotencyKey": _new_key()}
        answer = await self.pages.ask(request, "people/undo_change", input=given)
        return self._taken_back(request, answer, sent)

    def _taken_back(self, request: Request, answer: Answer, sent: FormData) -> Response:
        if answer.errors:
            raise PageTrouble(
                HTTPStatus.CONFLICT, " ".join(self.pages.say(request, one) for one in answer.errors)
            )
        return tell(back_to(str(sent.get("next", "")) or f"/people/{request.path_params['id']}"), "undone")

    async def _open_details(self, request: Request, person: Any) -> list[str]:
        """Return the details this reader may change of this person; whose are none meets a refusal."""
        own, ctx = await self._is_own(request, person), request.state.ctx
        names = [name for name, _, _ in DETAILS if may_write(ctx, f"Employee.{name}", own=own)]
        if not names or not may_write(ctx, "Mutation.updateEmployee", own=own):
            raise PageTrouble(
                403, catalogue(self.pages.language(request)).ugettext("HR changes this; ask them.")
            )
        return names

    async def _is_own(self, request: Request, person: Any) -> bool:
        viewer = await self.pages.viewer(request)
        return bool(person["id"] == (viewer.get("employee") or {}).get("id"))

    async def _form(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form

    async def _show_new(
        self, request: Request, form: Form, key: str = "", alike: list[Mapping[str, Any]] | None = None
    ) -> Response:
        viewer, say = await self.pages.viewer(request), catalogue(self.pages.language(request)).ugettext
        if not viewer.get("mayHire"):
            raise PageTrouble(403, say("HR adds people; ask them."))
        options = await self.options(request)
        view: dict[str, Any] = {
            "departments": options["department"],
            "positions": options["position"],
            "locations": options["location"],
            "types": options["employment_type"],
            "extras": {
                name
                for name in MORE
                if name in AT_HIRE
                or may_write(request.state.ctx, FIELDS.get(name, f"Employee.{name}"), own=False)
            },
            "alike": alike or [],
            "own": [asked(field, say) for field in await required_of(self.pages, request)],
            "more": any(form.values.get(name) for name in MORE) or any(name in MORE for name in form.errors),
        }
        view |= {"form": form, "key": key or _new_key()}
        return await self.pages.show(request, "people/new.html", view, status=form.status)

    async def _show_edit(
        self, request: Request, found: Answer, form: Form, conflicts: list[tuple[str, str, str]] | None = None
    ) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        view: dict[str, Any] = {
            "person": found["employee"],
            "masks": found.masks,
            "inputs": [(name, say(label), kind) for name, label, kind in DETAILS if name in form.values],
            "conflicts": conflicts or [],
            "genders": [
                (key, pair[self.pages.language(request) == "en"]) for key, pair in WORDS["gender"].items()
            ],
        }
        view |= {"form": form, "key": _new_key()}
        return await self.pages.show(request, "people/edit.html", view, status=form.status)

    async def _show_step(self, request: Request, step: steps.Step, person: Any, form: Form) -> Response:
        say, options = catalogue(self.pages.language(request)).ugettext, await self.options(request)
        is_conflict = form.status == HTTPStatus.CONFLICT
        beside = steps.beside(step, person, form.values, options) if is_conflict else []
        view: dict[str, Any] = {"step": step, "person": person, "options": options}
        view |= {"conflicts": [(say(text), mine, now) for text, mine, now in beside]}
        view |= {"form": form, "key": _new_key()}
        return await self.pages.show(request, "people/step.html", view, status=form.status)

    async def options(self, request: Request) -> dict[str, list[tuple[str, str]]]:
        """Return what each kind of choice offers."""
        found = await self.pages.ask(request, "people/open_choices", on=request.state.ctx.today.isoformat())
        english = self.pages.language(request) == "en"
        nodes = {
            name: (found[name] or {}).get("nodes") or [] for name in ("departments", "positions", "locations")
        }
        words = {
            group: [(key, pair[english]) for key, pair in WORDS[group].items()]
            for group in ("employment_type", "leave_kind", "contract", "gender")
        }
        return {
            "department": [
                (row["id"], "　" * row["depth"] + row["name"]) for row in as_tree(nodes["departments"])
            ],
            "position": [(row["id"], row["name"]) for row in nodes["positions"]],
            "location": [(row["id"], row["name"]) for row in nodes["locations"]],
            **words,
        }


def _way_back(step: steps.Step, done: Any, values: Mapping[str, str], today: str) -> Undo | None:
    """Return how to take a step back; a leave whose last day has passed has been acted on."""
    if not step.is_undoable or values.get("leftOn", today) < today:
        return None
    return Undo(f"/people/{done['id']}/change/undo", {"version": str(done["version"])})


def _former(found: Answer, saved: Any, before: Mapping[str, str]) -> Undo | None:
    """Return how the details that stood before come back, if the reader knew them all and a browser may hold them."""
    hidden = [name for name in before if found.masks.over(found["employee"][name], "employee", name)]
    if hidden or not before.keys() <= KEPT:
        return None
    return Undo(f"/people/{saved['id']}/edit/undo", {"version": str(saved["version"]), **before})


def _missing(request: Request, values: dict[str, str], names: Any, say: Any) -> Form:
    empty = {name: say("Please fill this in.") for name in names if not values[name]}
    empty = checks.still_missing(request, empty)
    return Form(say("Not saved yet"), values, empty, 422 if empty else 200)


def _key(form: FormData) -> str:
    return str(form.get("key", "")) or _new_key()


def _new_key() -> str:
    return uuid4().hex


def _number(form: FormData) -> int:
    text = str(form.get("version", ""))
    return int(text) if text.isascii() and text.isdigit() else 0
