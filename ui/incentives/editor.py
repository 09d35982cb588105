"""Drafting a scheme: its fields, and rules that are read and checked while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.incentives.places import places_of
from ui.incentives.schemes import Schemes, may_keep_schemes
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NAMES = (
    "code", "name", "nameEn", "grain", "basis", "family", "departmentCode", "budget", "overBudget", "isProrated",
    "startsOn", "endsOn", "note", "rules",
)  # fmt: skip
CHECKED = ("rules", "family", "departmentCode", "budget")
START = "when csat >= 85%: pay 300.00"


class Editor:
    """GET and POST /incentives/schemes/new and /incentives/schemes/{id}/edit; POST /incentives/schemes/check."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def new(self, request: Request) -> Response:
        if not may_keep_schemes(request):
            raise PageTrouble(404, "")
        if request.method == "POST":
            return await self._save(request, None)
        first = request.state.ctx.today.replace(day=1).isoformat()
        values = {
            "grain": "QUARTER", "basis": "SERVICE_QUALITY", "overBudget": "CUT", "isProrated": "1", "startsOn": first,
        }  # fmt: skip
        return await self._page(request, Form("", values), None)

    async def edit(self, request: Request) -> Response:
        if not may_keep_schemes(request):
            raise PageTrouble(404, "")
        scheme, _ = await Schemes(self.pages).found(request)
        if scheme["state"] != "DRAFT":
            return back_to(f"/incentives/schemes/{scheme['id']}")
        if request.method == "POST":
            return await self._save(request, scheme)
        return await self._page(request, Form("", held_values(scheme)), scheme)

    async def check(self, request: Request) -> Response:
        """Answer the part of the page that says how the rules read."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        view = {"read": await self._read(request, typed(form, CHECKED)), "form": Form("")}
        return await self.pages.show(request, "incentives/editor.html", view, blocks={"reading": "reading"})

    async def _save(self, request: Request, scheme: Any) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, NAMES) | {"rules": str(form.get("rules", "")).strip()}
        if "look" in form:  # without JavaScript the rules are read by a button
            return await self._page(request, Form("", values), scheme)
        given = sent(values) | {"idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        if scheme:
            version = str(form.get("version", ""))
            given |= {"id": scheme["id"], "code": scheme["code"]} | (
                {"version": int(version)} if version.isdigit() else {}
            )
        answer = await self.pages.ask(request, "incentives/save", input=given)
        if saved := answer["saveIncentiveScheme"]:
            place = f"/incentives/schemes/{saved['id']}"
            return tell(back_to(f"{place}/edit" if "stay" in form else place), "scheme-kept")
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, problem, scheme)

    async def _read(self, request: Request, values: Mapping[str, str]) -> dict[str, Any]:
        given = {name: value for name in CHECKED if (value := values.get(name, ""))} | {
            "rules": values.get("rules", "")
        }
        answer = await self.pages.ask(request, "incentives/check", input=given)
        return {
            "found": answer["checkScheme"],
            "says": [self.pages.say(request, error) for error in answer.errors],
        }

    async def _page(self, request: Request, form: Form, scheme: Any) -> Response:
        rules = form.values.get("rules", "")
        view = {
            "form": form,
            "scheme": scheme,
            "places": await places_of(self.pages, request),
            "read": await self._read(request, form.values) if rules else {"found": None, "says": []},
            "key": uuid4().hex,
            "start": START,
        }
        return await self.pages.show(request, "incentives/editor.html", view, status=form.status)


def sent(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the draft as the contract takes it; rules may be empty, other fields are left out when they are."""
    given: dict[str, Any] = {name: value for name, value in values.items() if value and name != "isProrated"}
    return given | {"rules": values["rules"], "isProrated": values["isProrated"] == "1"}


def held_values(scheme: Any) -> dict[str, str]:
    """Return what the form begins with."""
    plain = {name: str(scheme[name] if scheme[name] is not None else "") for name in NAMES if name in scheme}
    return plain | {
        "departmentCode": (scheme["department"] or {}).get("code", ""),
        "isProrated": "1" if scheme["isProrated"] else "",
    }
