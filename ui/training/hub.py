"""What is due in training: the overview with coverage, people by topic, and the hours that joiners lack."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ui.attendance.months import nodes
from ui.effect.pages import sees_effects
from ui.forms import Form
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to, query
from ui.quality.acting import act, sent, version_of
from ui.said import tell
from ui.training.sections import sees_hub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

OPEN: Final = ["ASSIGNED", "STARTED", "EXAM", "FAILED", "COACHING"]
HERE: Final = ["PROBATION", "ACTIVE", "NOTICE"]
"""Who has left renews nothing."""
SOON: Final = timedelta(days=7)
ENDING: Final = timedelta(days=60)
YEAR: Final = timedelta(days=364)
UNITS: Final = 40
"""So many units a page of coverage shows, as its document asks for."""
HOURS: Final = "onboarding_hours"
TAGS: Final = (
    "BRAND_CULTURE", "PRODUCT", "COMMUNICATION", "PROBLEM_SOLVING", "PLATFORM_RULES", "AFTER_SALES", "SALES_SKILLS",
    "INDUSTRY_ANALYSIS", "NEED_DISCOVERY", "EXECUTIVE_COMMUNICATION",
)  # fmt: skip
RANKS: Final = ("done", "late", "doing", "")
"""What a cell of the map shows where several courses meet: learned before late before under way."""


class Hub:
    """GET /training, its coverage, /training/skills and /training/hours."""

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
                for name in ("overdue", "soon", "open", "exam", "hours")
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
        given = request.query_params.get("after", "")
        after = int(given) if given.isdecimal() else 0
        answer = await self.pages.ask(
            request, "training/coverage", period={"between": year}, after=str(after) if after else None
        )
        tables = [each for each in answer["metrics"] or () if each["__typename"] == "MetricTable"]
        shown = {
            "tables": tables,
            "units": by_unit(tables),
            "after": after + UNITS if any(each["rowCount"] > after + UNITS for each in tables) else 0,
            "sees_effects": sees_effects(request.state.ctx),
            "hours": next((each for each in answer["settings"] or () if each["name"] == HOURS), None),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/coverage.html", shown, blocks={"coverage": "covered"})

    async def hours(self, request: Request) -> Response:
        """Show who is to have how many hours of training by when, who lacks them first; HR waives them here."""
        if not sees_hub(request.state.ctx):
            raise PageTrouble(404, "")
        given, problem = request.query_params, Form("")
        if request.method == "POST":
            done = await self._waive(request)
            if not isinstance(done, Form):
                return done
            problem = done
        wheres: dict[str, dict[str, Any]] = {
            "overdue": {"isOverdue": {"eq": True}},
            "open": {
                "isOverdue": {"eq": False}, "metOn": {"isNull": True}, "waiverReason": {"eq": ""},
            },
            "met": {"metOn": {"isNull": False}},
            "waived": {"waiverReason": {"ne": ""}},
        }  # fmt: skip

        async def ask(view: str) -> Answer:
            after = given.get("after")
            return await self.pages.ask(request, "training/hours", where=wheres[view], after=after, **wheres)

        view = given.get("view", "") if given.get("view") in wheres else "overdue"
        answer = await ask(view)
        counts = {name: (answer[name] or {}).get("totalCount", 0) for name in wheres}
        if not counts[view] and "view" not in given and any(counts.values()):
            view = next(name for name in wheres if counts[name])
            answer = await ask(view)
        found = answer["hoursDuties"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "counts": counts,
            "may_waive": may_write(request.state.ctx, "Mutation.waiveHoursDuty", own=False),
            "form": problem,
            "rows": found.get("nodes") or [],
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "sees_effects": sees_effects(request.state.ctx),
            "least": next((each for each in answer["settings"] or () if each["name"] == HOURS), None),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/hours.html", shown, status=problem.status)

    async def _waive(self, request: Request) -> Response | Form:
        form, values = await sent(self.pages, request, ("id", "reason"))
        given = {**values, **version_of(form)}
        problem = await act(self.pages, request, "training/waive_hours", given, values)
        return problem or tell(back_to("/training/hours?view=waived"), "hours-waived")

    async def certificates(self, request: Request) -> Response:
        """Show whose certificates end soon, have expired without another, or hold."""
        ctx, given = request.state.ctx, request.query_params
        if not sees_hub(ctx):
            raise PageTrouble(404, "")
        today, soon = ctx.today.isoformat(), (ctx.today + ENDING).isoformat()
        here: dict[str, Any] = {"employee": {"status": {"in": HERE}}}
        unrenewed = here | {"isRenewed": {"eq": False}}
        wheres: dict[str, dict[str, Any]] = {
            "ending": unrenewed | {"validTo": {"gte": today, "lte": soon}},
            "expired": unrenewed | {"validTo": {"lt": today}},
            "held": unrenewed | {"or": [{"validTo": {"isNull": True}}, {"validTo": {"gt": soon}}]},
        }
        view = given.get("view", "") if given.get("view") in wheres else "ending"
        number = given.get("number", "").strip().upper()
        where = {"number": {"eq": number}} if number else wheres[view]
        answer = await self.pages.ask(
            request, "training/certificates", where=where, after=given.get("after"), **wheres
        )
        found = answer["certificates"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": "" if number else view,
            "number": number,
            "counts": {name: (answer[name] or {}).get("totalCount", 0) for name in wheres},
            "rows": found.get("nodes") or [],
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_assign": may_write(ctx, "Mutation.enroll", own=False),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/certificates.html", shown)

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
