"""What is due in training: the overview with coverage, people by topic, and assigning a course."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, sent
from ui.said import Undo, tell
from ui.texts import catalogue
from ui.training.sections import sees_hub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

OPEN: Final = ["ASSIGNED", "STARTED", "EXAM", "FAILED", "COACHING"]
SOON: Final = timedelta(days=7)
YEAR: Final = timedelta(days=364)
HOURS: Final = "onboarding_hours"
TAGS: Final = (
    "BRAND_CULTURE", "PRODUCT", "COMMUNICATION", "PROBLEM_SOLVING", "PLATFORM_RULES", "AFTER_SALES", "SALES_SKILLS",
    "INDUSTRY_ANALYSIS", "NEED_DISCOVERY", "EXECUTIVE_COMMUNICATION",
)  # fmt: skip
RANKS: Final = ("done", "late", "doing", "")
"""What a cell of the map shows where several courses meet: learned before late before under way."""


class Hub:
    """GET /training and /training/skills; GET and POST /training/assign."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        ctx, given = request.state.ctx, request.query_params
        if not sees_hub(ctx):
            return back_to("/me/learning")
        soon = (ctx.today + SOON).isoformat()
        wheres: dict[str, dict[str, Any]] = {
            "overdue": {"isOverdue": {"eq": True}},
            "soon": {"isOverdue": {"eq": False}, "dueOn": {"lte": soon}, "state": {"in": OPEN}},
            "open": {"state": {"in": OPEN}},
            "done": {"state": {"eq": "PASSED"}},
            "ended": {"state": {"in": ["WAIVED", "WITHDRAWN"]}},
        }
        view = given.get("view", "") if given.get("view") in wheres else "overdue"
        answer = await self.pages.ask(
            request, "training/hub", where=wheres[view], after=given.get("after"), soon=soon
        )
        found = answer["enrollments"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "views": list(wheres),
            "counts": {
                name: (answer[name] or {}).get("totalCount", 0)
                for name in ("overdue", "soon", "open", "exam")
            },
            "rows": found.get("nodes") or [],
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_assign": may_write(ctx, "Mutation.enroll", own=False),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/hub.html", shown, blocks={"list": "listed"})

    async def coverage(self, request: Request) -> Response:
        """Show coverage by unit as a part of its own, so that the list does not wait for the figures."""
        if not sees_hub(request.state.ctx):
            raise PageTrouble(404, "")
        today = request.state.ctx.today
        year = {"from": (today - YEAR).isoformat(), "to": today.isoformat()}
        answer = await self.pages.ask(request, "training/coverage", period={"between": year})
        tables = [each for each in answer["metrics"] or () if each["__typename"] == "MetricTable"]
        shown = {
            "tables": tables,
            "units": by_unit(tables),
            "hours": next((each for each in answer["settings"] or () if each["name"] == HOURS), None),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/coverage.html", shown, blocks={"coverage": "covered"})

    async def skills(self, request: Request) -> Response:
        """Show people by topic: what each has learned, is learning, or is late with."""
        if not sees_hub(request.state.ctx):
            raise PageTrouble(404, "")
        given = request.query_params
        unit = given.get("unit", "")
        answer = await self.pages.ask(
            request, "training/skills", department=unit or None, after=given.get("after")
        )
        found = answer["employees"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "unit": unit,
            "units": nodes(answer, "departments"),
            "tags": TAGS,
            "people": [{**row, "cells": cells_of(row)} for row in found.get("nodes") or ()],
            "total": found.get("totalCount", 0),
            "next": query({"unit": unit, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/skills.html", shown)

    # --- Assigning ---

    async def assign(self, request: Request) -> Response:
        if not may_write(request.state.ctx, "Mutation.enroll", own=False):
            raise PageTrouble(404, "")
        form, chosen = Form("", {"courseId": request.query_params.get("course", "")}), set[str]()
        if request.method == "POST":
            done = await self._enroll(request)
            if not isinstance(done, tuple):
                return done
            form, chosen = done
        unit = request.query_params.get("unit", "")
        where = {"department": {"code": {"eq": unit}}} if unit else None
        offered = await self.pages.ask(request, "training/offered")
        found = await self.pages.ask(request, "training/colleagues", where=where) if unit else None
        shown = {
            "form": form,
            "unit": unit,
            "courses": nodes(offered, "courses"),
            "units": nodes(offered, "departments"),
            "people": nodes(found, "employees") if found else [],
            "chosen": chosen,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in offered.errors],
        }
        return await self.pages.show(request, "training/assign.html", shown, status=form.status)

    async def _enroll(self, request: Request) -> Response | tuple[Form, set[str]]:
        form, values = await sent(self.pages, request, ("courseId", "employeeCodes", "dueOn"))
        chosen = [str(each) for each in form.getlist("person")]
        given = {
            "courseId": values["courseId"] or None,
            "employeeIds": chosen,
            "employeeCodes": values["employeeCodes"].replace("，", " ").replace(",", " ").split(),
            "dueOn": values["dueOn"] or None,
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
        }
        answer = await self.pages.ask(request, "training/enroll", input=given)
        if batch := answer["enroll"]:
            undo = Undo("/training/assign/undo", {"id": batch["id"]})
            return tell(back_to("/training?view=open"), "course-assigned", undo=undo, num=batch["count"])
        say = catalogue(self.pages.language(request)).ugettext
        typed = {**values, "employeeIds": ""}
        return troubled(say("Not saved yet"), typed, answer.errors, self.pages.language(request)), set(chosen)

    async def undo(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "next"))
        del form
        problem = await act(self.pages, request, "training/undo_enroll", {"id": values["id"]}, values)
        return tell(back_to(values["next"] or "/training"), "too-late" if problem else "undone")


def cells_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what each topic looks like for a person."""
    found: dict[str, str] = {}
    for each in (row["enrollments"] or {}).get("nodes") or ():
        for tag in (each["course"] or {}).get("tags") or ():
            said = rank_of(each)
            found[tag] = min((found.get(tag, ""), said), key=RANKS.index)
    return found


def rank_of(row: Mapping[str, Any]) -> str:
    if row["state"] == "PASSED":
        return "done"
    if row["isOverdue"]:
        return "late"
    return "doing" if row["state"] in OPEN else ""


def by_unit(tables: list[Any]) -> list[dict[str, Any]]:
    """Put the figures of each unit side by side, as the tables name the units."""
    found: dict[str, dict[str, Any]] = {}
    nobody: dict[str, Any] = {}
    for at, table in enumerate(tables):
        for row in table["rows"]:
            (group,) = row["group"] or (nobody,)
            unit = found.setdefault(group["key"], {"label": group["label"], "cells": [None] * len(tables)})
            unit["cells"][at] = (row["cells"] or [None])[0]
    return list(found.values())
