"""A past cycle scored by a plan: how many go up and down, and who."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ui.offers import may_write
from ui.page import Pages, PageTrouble
from ui.plans.rows import nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

LEAST = 1.0
"""A point, where nothing changes at all."""
SHOWN = 40
"""So many of those who rise most, and as many of those who fall most, are named."""


class Simulation:
    """GET /plans/{id}/simulate."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not may_write(request.state.ctx, "Mutation.saveScorePlan", own=False):
            raise PageTrouble(404, "")
        plan_id = request.path_params["id"]
        plan = (await self.pages.ask(request, "plans/plan", id=plan_id))["scorePlan"]
        if plan is None:
            raise PageTrouble(404, "")
        cycles = nodes(
            await self.pages.ask(request, "plans/cycles", id=plan_id, grain=plan["grain"]), "reviewCycles"
        )
        wanted = request.query_params.get("cycle") or last_closed(cycles)
        department = request.query_params.get("department", "")
        found: Any = None
        says: list[str] = []
        if wanted:
            answer = await self.pages.ask(
                request, "plans/simulate", plan=plan_id, cycle=wanted, department=department or None
            )
            found, says = answer["simulateScorePlan"], [self.pages.say(request, one) for one in answer.errors]
        view = {
            "plan": plan,
            "cycles": cycles,
            "departments": nodes(await self.pages.ask(request, "plans/departments"), "departments"),
            "department": department,
            "cycle": next((row for row in cycles if row["id"] == wanted), None),
            "found": found,
            "rows": await self.named(request, chosen(found["rows"])) if found else [],
            "reach": reach(found["rows"]) if found else LEAST,
            "failed": says,
        }
        return await self.pages.show(
            request, "plans/simulate.html", view, blocks={"simulation": "simulation"}
        )

    async def named(self, request: Request, rows: list[Any]) -> list[dict[str, Any]]:
        answer = await self.pages.ask(request, "plans/people", ids=[row["employeeId"] for row in rows])
        people = {row["id"]: row for row in nodes(answer, "employees")}
        return [{**row, "person": people[row["employeeId"]]} for row in rows if row["employeeId"] in people]


def last_closed(cycles: list[Any]) -> str:
    """Return the newest cycle that is over, else the newest."""
    over = [row for row in cycles if row["state"] in ("PUBLISHED", "CLOSED")]
    return str((over or cycles)[0]["id"]) if cycles else ""


def chosen(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return who falls most and who rises most; of few people all."""
    if len(rows) <= 2 * SHOWN:
        return rows
    moved = [row for row in rows if row["difference"] is not None]
    moved.sort(key=lambda row: Decimal(row["difference"]))
    return [*moved[:SHOWN], *moved[-SHOWN:]]


def reach(rows: list[Mapping[str, Any]]) -> float:
    """Return the change that the longest bar stands for: the greatest there is; small ones can be told apart so."""
    return (
        max((abs(float(row["difference"])) for row in rows if row["difference"] is not None), default=0.0)
        or LEAST
    )
