"""The addresses of score plans; the list, one plan with its ways on, and two revisions side by side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.forms import Form, troubled
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.plans.editing import Editing
from ui.plans.pictures import bar, differences, stage_picture
from ui.plans.rows import nodes
from ui.plans.settings import Settings
from ui.plans.simulation import Simulation
from ui.said import tell
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

KEEP = "Mutation.saveScorePlan"
STEPS = {
    "propose": ("plans/propose", "proposeScorePlan", "plan-proposed"),
    "retire": ("plans/retire", "retireScorePlan", "plan-retired"),
    "discard": ("plans/discard", "discardScorePlan", "plan-discarded"),
    "revise": ("plans/revise", "reviseScorePlan", "plan-revised"),
}


def routes(pages: Pages) -> list[Route]:
    plans, editing = Plans(pages), Editing(pages)
    settings, simulation = Settings(pages, plans.every), Simulation(pages)
    both = ["GET", "POST"]
    return [
        Route("/plans", guarded(pages, plans.every)),
        Route("/plans/new", guarded(pages, editing.new), methods=both),
        Route("/plans/check", guarded(pages, editing.check), methods=["POST"]),
        Route("/plans/stages", guarded(pages, settings.stage), methods=["POST"]),
        Route("/plans/stages/remove", guarded(pages, settings.remove), methods=["POST"]),
        Route("/plans/families", guarded(pages, settings.family), methods=["POST"]),
        Route("/plans/{id}", guarded(pages, plans.one)),
        Route("/plans/{id}/edit", guarded(pages, editing.edit), methods=both),
        Route("/plans/{id}/simulate", guarded(pages, simulation.show)),
        Route("/plans/{id}/{step}", guarded(pages, plans.step), methods=["POST"]),
    ]


class Plans:
    """GET /plans and /plans/{id}, and the steps of a plan's life."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def every(self, request: Request, form: Form | None = None) -> Response:
        """List the plans by code, each with the revision in force and, where there is one, the draft behind it."""
        ctx = request.state.ctx
        found = await self.pages.ask(request, "plans/list")
        if found["scorePlans"] is None:
            raise PageTrouble(404, "")
        rows = [{**row, "bar": bar(row["components"]["nodes"])} for row in nodes(found, "scorePlans")]
        view = {
            "plans": [list(each) for _, each in groupby(rows, key=lambda row: row["code"])],
            "stages": nodes(found, "transformationStages"),
            "families": nodes(found, "roleFamilies"),
            "templates": [
                {**each, "bar": bar(each["components"])} for each in found["scorePlanTemplates"] or ()
            ],
            "may_keep": may_write(ctx, KEEP, own=False),
            "departments": await self.departments(request),
            "form": form or Form(""),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        status = form.status if form else 200
        return await self.pages.show(request, "plans/list.html", view, status=status)

    async def departments(self, request: Request) -> list[tuple[str, str]]:
        if not may_write(request.state.ctx, KEEP, own=False):
            return []
        found = await self.pages.ask(request, "plans/departments")
        return [(row["id"], row["name"]) for row in nodes(found, "departments")]

    async def one(self, request: Request, problem: Form | None = None) -> Response:
        """Show a plan: its components, what weighs when, what is wrong with it, and its revisions."""
        plan_id = request.path_params["id"]
        found = await self.pages.ask(request, "plans/plan", id=plan_id)
        plan = found["scorePlan"]
        if plan is None:
            raise PageTrouble(404, "")
        parts = plan["components"]["nodes"]
        told = await self.pages.ask(request, "plans/revisions", code=plan["code"])
        revisions = nodes(told, "scorePlans")
        other = request.query_params.get("against", "")
        against = next((row for row in revisions if row["id"] == other and other != plan_id), None)
        figures = nodes(await self.pages.ask(request, "plans/metrics"), "metricDefinitions")
        view = {
            "plan": plan,
            "figures": {row["key"]: row["name"] for row in figures},
            "parts": parts,
            "check": found["scorePlanProblems"] or {"problems": [], "sums": [], "isReady": False},
            "picture": stage_picture(parts, self.own_stages(found, plan), request.state.ctx.today),
            "stage_names": {row["code"]: row for row in nodes(found, "transformationStages")},
            "family": next(
                (row for row in nodes(found, "roleFamilies") if row["code"] == plan["family"]), None
            ),
            "revisions": revisions,
            "against": against,
            "differences": differences(against["components"]["nodes"], parts) if against else [],
            "may_keep": may_write(request.state.ctx, KEEP, own=False),
            "form": problem or Form(""),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        return await self.pages.show(
            request, "plans/plan.html", view, status=problem.status if problem else 200
        )

    def own_stages(self, found: Any, plan: Mapping[str, Any]) -> list[Any]:
        """Return the stages of the plan's department, failing those the company's."""
        every, place = nodes(found, "transformationStages"), (plan["department"] or {}).get("id")
        own = [row for row in every if place and (row["department"] or {}).get("id") == place]
        return own or [row for row in every if row["department"] is None]

    async def step(self, request: Request) -> Response:
        """Propose, revise, retire or throw away."""
        plan_id, step = request.path_params["id"], request.path_params["step"]
        if step not in STEPS:
            raise PageTrouble(404, "")
        document, field, said = STEPS[step]
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        given: dict[str, Any] = {"id": plan_id, "idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        version = str(form.get("version", ""))
        if step != "revise" and version.isdigit():
            given["version"] = int(version)
        answer = await self.pages.ask(request, document, input=given)
        if not answer.errors:
            return tell(back_to(after(step, plan_id, answer[field])), said)
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not done yet"), {}, answer.errors, self.pages.language(request))
        return await self.one(request, problem)


def after(step: str, plan_id: str, made: Any) -> str:
    """Return where a step leads: a new revision to its editor, what is thrown away to the list."""
    if step == "revise" and made:
        return f"/plans/{made['id']}/edit"
    return "/plans" if step == "discard" else f"/plans/{plan_id}"
