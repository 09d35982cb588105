"""The hub of performance: where the cycle at work stands, what waits for the reader, and the cycles before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.performance.grid import nodes
from ui.performance.queue import chosen_cycle
from ui.performance.ranks import KINDS, RESULTS, ranked_in
from ui.performance.sections import sees_cards
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
COUNTED: Mapping[str, tuple[str, ...]] = {
    "running": ("OPEN",),
    "own": ("SELF",),
    "managers": ("MANAGER",),
    "calibrated": ("CALIBRATION",),
    "published": ("PUBLISHED", "ACKNOWLEDGED", "REVISED", "UPHELD"),
    "disputed": ("DISPUTED",),
    "closed": ("CLOSED",),
}
STEPS: Mapping[str, str] = {
    "start": "startReview",
    "calibrate": "calibrateReviewCycle",
    "publish": "publishReviewCycle",
    "close": "closeReviewCycle",
}
BLOCKS = {"cycle": "cycle"}
NEXT = {"OPEN": "start", "SCORING": "calibrate", "CALIBRATION": "publish", "PUBLISHED": "close"}


class Hub:
    """GET /performance; POST /performance/cycle moves a cycle on."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(
        self, request: Request, problems: list[str] | None = None, status: int = 200, named: str = ""
    ) -> Response:
        ctx = request.state.ctx
        if not sees_cards(ctx):
            if ctx.principal.employee_id is None:
                raise PageTrouble(404, "")
            return back_to("/me/performance")
        me = ctx.principal.employee_id or ""
        found = await self.pages.ask(
            request, "performance/hub",
            mine={"employee": {"id": {"eq": me}}, "isLatest": {"eq": True}, "state": {"in": ["SELF", "PUBLISHED"]}},
            toRate={"rater": {"id": {"eq": me}}, "isLatest": {"eq": True}, "state": {"eq": "MANAGER"}},
        )  # fmt: skip
        cycles = nodes(found, "reviewCycles")
        cycle = chosen_cycle(cycles, named or request.query_params.get("cycle"))
        may_run = may_write(ctx, "Mutation.startReview", own=False)
        counts = await self.counts(request, cycle) if cycle else {}
        view = {
            "cycles": cycles,
            "cycle": cycle,
            "counts": counts,
            "total": sum(counts.values()),
            "todo": todo(found, request),
            "disputes": int((found["scoreDisputes"] or {}).get("totalCount", 0)),
            "results": await self.results(request, cycles),
            "step": NEXT.get(cycle["state"]) if cycle else None,
            "may_run": may_run,
            "work": await self.work(request, cycle) if cycle and may_run else None,
            "may_rate": may_write(ctx, "Mutation.setScores", own=False),
            "is_over": cycle is not None and str(cycle["endsOn"]) < ctx.today.isoformat(),
            "problems": problems or [],
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        return await self.pages.show(request, "performance/hub.html", view, status=status, blocks=BLOCKS)

    async def counts(self, request: Request, cycle: Row) -> dict[str, int]:
        """Count the cards of a cycle at each step."""
        fields = " ".join(
            f"{name}: scorecards(first: 1, where: {{ cycle: {{ id: {{ eq: $id }} }}, isLatest: {{ eq: true }}, "
            f"state: {{ in: [{' '.join(states)}] }} }}) {{ totalCount }}"
            for name, states in COUNTED.items()
        )
        answer = await self.pages.run(request, f"query HubCounts($id: ID!) {{ {fields} }}", id=cycle["id"])
        return {name: int((answer[name] or {}).get("totalCount", 0)) for name in COUNTED}

    async def results(self, request: Request, cycles: list[Row]) -> dict[str, Any] | None:
        """Return who came first in the latest cycle with results, and how many the latest closed one recommends."""
        cycle = next((row for row in cycles if row["state"] in RESULTS), None)
        if cycle is None:
            return None
        closed = next((row for row in cycles if row["state"] == "CLOSED"), cycle)
        found = await self.pages.ask(
            request, "performance/results", closed=closed["id"], where=ranked_in(cycle)
        )
        return {
            "cycle": cycle,
            "cards": nodes(found, "scorecards"),
            "closed": closed,
            "candidates": {kind: int((found[kind.lower()] or {}).get("totalCount", 0)) for kind in KINDS},
        }

    async def work(self, request: Request, cycle: Row) -> Row | None:
        """Return what is being done for everybody of a cycle, and how far it is; None while nothing is."""
        found = (await self.pages.ask(request, "performance/progress", id=cycle["id"]))["scoreProgress"]
        return found if found and found["work"] else None

    async def move(self, request: Request) -> Response:
        """Move a cycle on; what still stands in the way is told."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        act = str(form.get("act", ""))
        if act not in STEPS:
            raise PageTrouble(404, "")
        version = str(form.get("version", ""))
        given: dict[str, Any] = {"id": str(form.get("id", ""))}
        if version.isdigit():
            given["version"] = int(version)
        answer = await self.pages.ask(request, f"performance/cycle_{act}", input=given)
        if answer[STEPS[act]]:
            return tell(back_to(f"/performance?cycle={given['id']}"), "cycle-moved")
        problems = [self.pages.say(request, error) for error in answer.errors]
        return await self.show(request, problems, 409, given["id"])


def todo(found: Answer, request: Request) -> list[dict[str, Any]]:
    """Return what waits for the reader, most urgent first: kind, place, cycle, day it is due, how many."""
    own = [
        {"kind": row["state"], "place": f"/reviews/{row['id']}", "cycle": row["cycle"],
         "due": row["cycle"]["selfDueOn"] if row["state"] == "SELF" else None, "count": 1}
        for row in nodes(found, "mine")
    ]  # fmt: skip
    rating = found["toRate"] or {}
    if count := int(rating.get("totalCount", 0)):
        cycle = rating["nodes"][0]["cycle"]
        own.insert(
            0,
            {"kind": "RATE", "place": f"/reviews?cycle={cycle['id']}&mine=1", "cycle": cycle,
             "due": cycle["managerDueOn"], "count": count},
        )  # fmt: skip
    if request.state.ctx is not None and (count := int((found["scoreDisputes"] or {}).get("totalCount", 0))):
        own.append(
            {
                "kind": "DISPUTES",
                "place": "/reviews?view=disputes",
                "cycle": None,
                "due": None,
                "count": count,
            }
        )
    return own
