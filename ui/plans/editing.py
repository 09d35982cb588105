"""The editor of a plan: its components as lines of one form, checked while they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import STATUS, Form, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.plans.parts import (
    HEAD,
    given_of,
    head_of,
    numbered,
    of_plan,
    of_template,
    place_of,
    sent_lines,
    with_line,
)
from ui.plans.rows import nodes
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KEEP: Final = "Mutation.saveScorePlan"
STAGES: Final = ("EARLY", "MID", "LATE")
Line = dict[str, str]


@dataclass
class Draft:
    """A form as it stands: its head, its lines, and what was wrong with it when it was sent."""

    head: dict[str, str]
    lines: list[Line]
    stages: list[str]
    errors: dict[str, str] = field(default_factory=dict)
    status: int = 200
    may_keep_unfinished: bool = False

    @property
    def form(self) -> Form:
        values = dict(self.head)
        for number, line in enumerate(self.lines):
            values |= {f"c{number}.{name}": value for name, value in line.items()}
        return Form("", values, self.errors, self.status)


class Editing:
    """GET and POST /plans/new and /plans/{id}/edit; POST /plans/check."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def new(self, request: Request) -> Response:
        self.require(request)
        choices = await self.pages.ask(request, "plans/choices")
        if request.method == "POST":
            return await self.sent(request, choices, None)
        wanted = request.query_params.get("template", "")
        template = next((row for row in choices["scorePlanTemplates"] or () if row["code"] == wanted), None)
        head, lines = of_template(template)
        return await self.form(request, choices, self.draft(head, lines, choices), None)

    async def edit(self, request: Request) -> Response:
        self.require(request)
        plan = (await self.pages.ask(request, "plans/plan", id=request.path_params["id"]))["scorePlan"]
        if plan is None:
            raise PageTrouble(404, "")
        if plan["state"] != "DRAFT":
            return back_to(f"/plans/{plan['id']}")
        choices = await self.pages.ask(request, "plans/choices")
        if request.method == "POST":
            return await self.sent(request, choices, plan)
        return await self.form(request, choices, self.draft(head_of(plan), of_plan(plan), choices), plan)

    async def check(self, request: Request) -> Response:
        """Say how the sums stand and what is wrong, while somebody types."""
        self.require(request)
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        lines = sent_lines(form)
        view = {"check": await self.checked(request, typed(form, HEAD), lines), "lines": numbered(lines)}
        return await self.pages.show(request, "plans/edit.html", view, blocks={"check": "check"})

    def require(self, request: Request) -> None:
        if not may_write(request.state.ctx, KEEP, own=False):
            raise PageTrouble(404, "")

    def draft(self, head: dict[str, str], lines: list[Line], choices: Answer) -> Draft:
        """Return a form whose lines have a box for every stage there is, or else for the usual ones."""
        named = [row["code"] for row in nodes(choices, "transformationStages")]
        own = [name.removeprefix("stage.") for line in lines for name in line if name.startswith("stage.")]
        return Draft(head, lines, list(dict.fromkeys([*STAGES, *named, *own]))[:6])

    async def sent(self, request: Request, choices: Answer, plan: Mapping[str, Any] | None) -> Response:
        """Add or take out a line, or keep the plan; nothing that was typed is lost."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        draft = self.draft(typed(form, HEAD), sent_lines(form), choices)
        what, _, number = str(form.get("do", "save")).partition(":")
        if what in ("add", "remove", "up"):
            draft.lines = with_line(draft.lines, what, int(number) if number.isdigit() else 0)
            return await self.form(request, choices, draft, plan)
        given = given_of(draft.head, draft.lines) | {
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
            "allowUnfinished": what == "unfinished",
        }
        if plan is not None:
            version = str(form.get("version", ""))
            given |= {
                "id": plan["id"],
                "code": plan["code"],
                "version": int(version) if version.isdigit() else 0,
            }
        answer = await self.pages.ask(request, "plans/save", input=given)
        if answer["saveScorePlan"]:
            return tell(back_to(f"/plans/{answer['saveScorePlan']['id']}"), "plan-kept")
        self.note(request, draft, answer)
        return await self.form(request, choices, draft, plan)

    def note(self, request: Request, draft: Draft, answer: Answer) -> None:
        """Put each error at the field it speaks of."""
        for error in answer.errors:
            extensions = error.get("extensions") or {}
            path = [str(step) for step in extensions.get("inputPath") or ()]
            place = place_of(path)
            draft.errors[place if place in draft.form.values else ""] = self.pages.say(request, error)
            code = extensions.get("code", "")
            draft.status = STATUS.get(code, 422)
            draft.may_keep_unfinished |= code in ("WEIGHTS_NOT_100", "SALES_ONLY", "PLAN_UNREADY")

    async def checked(self, request: Request, head: Mapping[str, str], lines: list[Line]) -> Any:
        given = given_of(head, lines)
        given |= {"code": given["code"] or "X", "name": given["name"] or "X"}
        answer = await self.pages.ask(request, "plans/check", input=given)
        says = [self.pages.say(request, error) for error in answer.errors]
        return answer["checkScorePlan"] or {"problems": [], "sums": [], "isReady": False, "says": says}

    async def form(
        self, request: Request, choices: Answer, draft: Draft, plan: Mapping[str, Any] | None
    ) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        form = draft.form
        form.title = say("Not saved yet")
        view = {
            "plan": plan,
            "draft": draft,
            "form": form,
            "check": await self.checked(request, draft.head, draft.lines),
            "lines": numbered(draft.lines),
            "families": nodes(choices, "roleFamilies"),
            "departments": nodes(choices, "departments"),
            "metrics": figures_of(choices),
            "stage_names": {row["code"]: row for row in nodes(choices, "transformationStages")},
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "plans/edit.html", view, status=draft.status)


def figures_of(choices: Answer) -> list[dict[str, Any]]:
    """Return the figures a component may go by, those of people before those of departments alone."""
    personal = choices["scorePlanMetrics"] or ()
    known = {row["key"] for row in personal}
    of_teams = [row for row in choices["teams"] or () if row["key"] not in known]
    return [*(row | {"is_team": False} for row in personal), *(row | {"is_team": True} for row in of_teams)]
