"""The gaps of a team: a row a person, a column a competency that somebody's position asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ui.attendance.months import nodes
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, query
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
WIDE = 1.0
"""A gap of a whole level or more is marked apart from a smaller one."""


class Gaps:
    """GET /org/competencies/gaps."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not may_see(request.state.ctx, "Employee.competencies"):
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(403, say("You may see nobody's competencies but your own."))
        given = request.query_params
        unit = given.get("unit", "")
        found = await self.pages.ask(
            request, "competencies/gaps", department=unit or None, after=given.get("after")
        )
        listed = found["employees"] or {}
        people = listed.get("nodes") or []
        info = listed.get("pageInfo") or {}
        view = {
            "columns": columns_of(people),
            "people": [
                {
                    **row,
                    "cells": {
                        one["code"]: {**one, "look": look_of(one)} for one in row["competencies"] or ()
                    },
                }
                for row in people
            ],
            "total": listed.get("totalCount", 0),
            "short": {one["code"] for row in people for one in row["competencies"] or () if is_short(one)},
            "may_train": may_write(request.state.ctx, "Mutation.saveTrainingRule", own=False),
            "units": nodes(found, "departments"),
            "unit": unit,
            "next": query({"unit": unit, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, one) for one in found.errors] if not listed else [],
        }
        return await self.pages.show(request, "competencies/gaps.html", view)


def columns_of(people: Iterable[Row]) -> list[Row]:
    """Return the competencies that somebody's position asks, by code."""
    asked = {
        one["code"]: one for row in people for one in row["competencies"] or () if one["required"] is not None
    }
    return [asked[code] for code in sorted(asked)]


def is_short(one: Row) -> bool:
    return look_of(one) in ("near", "wide")


def look_of(one: Row) -> str:
    """Return how a cell is shown: met, a gap under or from a whole level, not assessed, or not asked."""
    if one["required"] is None:
        return "free"
    if one["gap"] is None:
        return "open"
    gap = float(one["gap"])
    return "met" if gap == 0 else "wide" if gap >= WIDE else "near"
