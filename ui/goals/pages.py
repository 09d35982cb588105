"""The addresses of goals: the tree, one goal, and the form that says what a goal lacks while it is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import first_of, nodes
from ui.forms import Form, troubled, typed
from ui.goals.me import Mine
from ui.goals.spelling import editable, shown, typed_number
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.payouts.writing import take_back
from ui.said import Undo, tell
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NAMES = (
    "title", "level", "departmentId", "employeeId", "parentId", "metric", "changeKind", "baseline", "targetChange",
    "startsOn", "endsOn", "note",
)  # fmt: skip
NUMBERS = ("baseline", "targetChange")
WISHED = (
    "title",
    "level",
    "metric",
    "changeKind",
    *NUMBERS,
    "startsOn",
    "endsOn",
    "departmentId",
    "employeeId",
)
LEVELS = ("PERSON", "TEAM", "COMPANY")
EARLIEST, LATEST = 2000, 2100


def routes(pages: Pages) -> list[Route]:
    goals, both = Goals(pages), ["GET", "POST"]
    return [
        Route("/me/performance", guarded(pages, Mine(pages).show)),
        Route("/goals", guarded(pages, goals.tree)),
        Route("/goals/new", guarded(pages, goals.form), methods=both),
        Route("/goals/check", guarded(pages, goals.check), methods=["POST"]),
        Route("/goals/{id}", guarded(pages, goals.one)),
        Route("/goals/{id}/edit", guarded(pages, goals.form), methods=both),
        Route("/goals/{id}/check-in", guarded(pages, goals.check_in), methods=["POST"]),
        Route("/goals/{id}/cancel", guarded(pages, goals.cancel), methods=["POST"]),
        Route("/goals/{id}/cancel/undo", guarded(pages, goals.undo_cancel), methods=["POST"]),
    ]


def levels_for(ctx: Any) -> list[str]:
    """List the levels at which the reader may set goals; the own one first."""
    return [
        *(["PERSON"] if ctx.principal.employee_id or may_write(ctx, "goal", own=False) else []),
        *(["TEAM"] if may_write(ctx, "shared_goal", own=False) else []),
        *(["COMPANY"] if org_wide(ctx) else []),
    ]


def org_wide(ctx: Any) -> bool:
    return bool(ctx.policy.decide_for(ctx.principal.roles, "org", "shared_goal", "write").allowed)


class Goals:
    """The tree of goals, one of them, and the form."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def tree(self, request: Request) -> Response:
        ctx = request.state.ctx
        text = request.query_params.get("year", "")
        year = int(text) if text.isascii() and text.isdigit() else ctx.today.year
        year = year if EARLIEST <= year < LATEST else ctx.today.year
        answer = await self.pages.ask(
            request, "goals/tree", since=date(year, 1, 1).isoformat(), until=date(year, 12, 31).isoformat(),
            current=(ctx.today if year == ctx.today.year else date(year, 1, 1)).isoformat(),
            me=ctx.principal.employee_id,
        )  # fmt: skip
        units = await self._units(request)
        view = {
            "tops": [row for row in nodes(answer, "goals") if row["level"] != "PERSON"],
            "mine": nodes(answer, "mine") if ctx.principal.employee_id else [],
            "total": (answer["goals"] or {}).get("totalCount", 0),
            "year": year,
            "may_set": bool(levels_for(ctx)),
            "spell": lambda goal, name: shown(goal[name], units.get(goal["metric"], "")),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "goals/tree.html", view)

    async def _units(self, request: Request) -> dict[str, str]:
        """Return the unit of each metric that goals may speak of."""
        found: dict[str, str] = {}
        for level in ("COMPANY", "PERSON"):
            answer = await self.pages.ask(request, "goals/metrics", level=level)
            found |= {row["key"]: row["unit"] for row in answer["goalMetrics"] or ()}
        return found

    async def one(self, request: Request, form: Form | None = None) -> Response:
        answer = await self.pages.ask(request, "goals/one", id=request.path_params["id"])
        goal = first_of(answer, "goals")
        if goal is None:
            raise PageTrouble(404, "")
        ctx, units = request.state.ctx, await self._units(request)
        metrics = await self.pages.ask(
            request, "goals/metrics", level="PERSON" if goal["level"] == "PERSON" else "COMPANY"
        )
        own = (goal["employee"] or {}).get("id") == ctx.principal.employee_id
        kind = "goal" if goal["level"] == "PERSON" else "shared_goal"
        view = {
            "goal": goal,
            "metric": next((m for m in metrics["goalMetrics"] or () if m["key"] == goal["metric"]), None),
            "may_write": goal["state"] in ("DRAFT", "ACTIVE") and may_write(ctx, kind, own=own),
            "spell": lambda row, name: shown(row[name], units.get(row["metric"], "")),
            "change": self._change(goal, units.get(goal["metric"], "")),
            "form": form or Form(""),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "goals/one.html", view, status=form.status if form else 200)

    def _change(self, goal: Mapping[str, Any], unit: str) -> str:
        """Spell the change that is aimed at: a relative one is a share whatever the unit."""
        return shown(goal["targetChange"], "percent" if goal["changeKind"] == "RELATIVE" else unit)

    # --- The form ---

    async def form(self, request: Request) -> Response:
        ctx = request.state.ctx
        allowed = levels_for(ctx)
        if not allowed:
            raise PageTrouble(404, "")
        held = await self._held(request)
        if request.method == "GET":
            values = await self._as_held(request, held) if held else self._begin(request, allowed)
            return await self._page(request, held, Form("", values))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, NAMES)
        if "look" in form:  # without JavaScript the reader asks for the check by a button
            return await self._page(request, held, Form("", values), await self._look(request, values))
        given = self._given(values) | {"idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        if held is not None:
            version = str(form.get("version", ""))
            given |= {"id": held["id"], "version": int(version) if version.isdigit() else 0}
        answer = await self.pages.ask(request, "goals/save", input=given)
        if answer["saveGoal"]:
            return tell(back_to(f"/goals/{answer['saveGoal']['id']}"), "goal-set")
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, held, problem, await self._look(request, values))

    async def check(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        look = await self._look(request, typed(form, NAMES))
        view = {**self._empty(), "look": look, "form": Form("", typed(form, NAMES))}
        return await self.pages.show(request, "goals/form.html", view, blocks={"check": "check"})

    def _empty(self) -> dict[str, Any]:
        return {
            "held": None,
            "levels": [],
            "metrics": [],
            "departments": [],
            "parents": [],
            "key": "",
            "shown": shown,
        }

    async def _held(self, request: Request) -> Any:
        if "id" not in request.path_params:
            return None
        answer = await self.pages.ask(request, "goals/one", id=request.path_params["id"])
        held = first_of(answer, "goals")
        if held is None or held["state"] not in ("DRAFT", "ACTIVE"):
            raise PageTrouble(404, "")
        return held

    async def _as_held(self, request: Request, held: Mapping[str, Any]) -> dict[str, str]:
        """Return the goal as it is, its figures spelled as the title and the hints spell them."""
        unit = (await self._units(request)).get(held["metric"], "")
        own = {name: str(held.get(name) or "") for name in NAMES if name in held}
        links = {
            name: (held[name.removesuffix("Id")] or {}).get("id", "")
            for name in ("departmentId", "employeeId", "parentId")
        }
        relative = "percent" if held["changeKind"] == "RELATIVE" else unit
        figures = {
            "baseline": editable(held["baseline"], unit),
            "targetChange": editable(held["targetChange"], relative),
        }
        return {**dict.fromkeys(NAMES, ""), **own, **links, **figures}

    def _begin(self, request: Request, allowed: list[str]) -> dict[str, str]:
        """Return what the form begins with: a quarter from today on."""
        params, today = request.query_params, request.state.ctx.today
        level = params.get("level") if params.get("level") in allowed else allowed[0]
        first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        after = date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)  # noqa: PLR2004 (October)
        return {
            **dict.fromkeys(NAMES, ""), "level": str(level), "parentId": params.get("parent", ""),
            "employeeId": params.get("employee", ""), "departmentId": params.get("department", ""),
            "startsOn": first.isoformat(), "endsOn": date.fromordinal(after.toordinal() - 1).isoformat(),
        }  # fmt: skip

    def _given(self, values: Mapping[str, str], names: tuple[str, ...] = NAMES) -> dict[str, Any]:
        given: dict[str, Any] = {name: values[name] for name in names if values[name] and name not in NUMBERS}
        return given | {name: number for name in NUMBERS if (number := typed_number(values[name]))}

    async def _look(self, request: Request, values: Mapping[str, str]) -> dict[str, Any]:
        if not values["title"]:
            return {"found": None, "says": []}
        answer = await self.pages.ask(request, "goals/lint", input=self._given(values, WISHED))
        return {
            "found": answer["lintGoal"],
            "says": [self.pages.say(request, error) for error in answer.errors],
        }

    async def _page(
        self, request: Request, held: Any, form: Form, look: Mapping[str, Any] | None = None
    ) -> Response:
        level = form.values.get("level") or LEVELS[0]
        answer = await self.pages.ask(
            request, "goals/form", level=level, today=request.state.ctx.today.isoformat()
        )
        own = held["id"] if held else ""
        view = {
            "held": held,
            "levels": levels_for(request.state.ctx),
            "metrics": answer["goalMetrics"] or [],
            "departments": nodes(answer, "departments"),
            "parents": [row for row in nodes(answer, "goals") if row["id"] != own],
            "form": form,
            "look": look or await self._look(request, form.values),
            "key": uuid4().hex,
            "shown": shown,
        }
        return await self.pages.show(request, "goals/form.html", view, status=form.status)

    # --- Acts on one ---

    async def check_in(self, request: Request) -> Response:
        return await self._act(request, "goals/check_in", "goal-checked", ("confidence", "text"))

    async def cancel(self, request: Request) -> Response:
        return await self._act(request, "goals/cancel", "goal-cancelled", ("reason",), is_undoable=True)

    async def undo_cancel(self, request: Request) -> Response:
        """Take the goal up again, as it was."""
        goal = request.path_params["id"]
        return await take_back(self.pages, request, "goals/reopen", goal, f"/goals/{goal}")

    async def _act(
        self, request: Request, document: str, told: str, names: tuple[str, ...], *, is_undoable: bool = False
    ) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, names)
        given = {
            "id": request.path_params["id"],
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
            **values,
        }
        answer = await self.pages.ask(request, document, input=given)
        if any(answer.data.values()):
            here, (row,) = f"/goals/{request.path_params['id']}", answer.data.values()
            undo = Undo(f"{here}/cancel/undo", {"version": str(row["version"])}) if is_undoable else None
            return tell(back_to(here), told, undo=undo)
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self.one(request, problem)
