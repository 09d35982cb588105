"""What a cycle came to: the ranking of its published scores, and whom closed cards recommend, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.offers import may_see, may_write
from ui.page import Answer, Pages, PageTrouble, query
from ui.people.search import as_tree
from ui.performance.grid import nodes
from ui.performance.sections import sees_cards

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from server.kernel.context import Context

Row = Mapping[str, Any]
PAGE = 50
RESULTS = ("PUBLISHED", "CLOSED")
KINDS = ("PROMOTION", "INCENTIVE")


class Ranks:
    """GET /performance/ranking and /performance/candidates."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def ranking(self, request: Request) -> Response:
        cycles, cycle = await self.cycles(request, RESULTS, sees_ranks)
        department = request.query_params.get("department", "")
        tree = as_tree(nodes(await self.pages.ask(request, "performance/departments"), "departments"))
        given = {"cycle": given_id(cycle), "department": department}
        is_apart = bool(department) or not sees_cards(request.state.ctx)
        ranked = self.apart if is_apart else self.whole
        view = {
            "cycles": cycles,
            "cycle": cycle,
            "department": department,
            "departments": [(row["id"], "　" * row["depth"] + row["name"]) for row in tree],
            "is_apart": is_apart,
            "names": {row["id"]: row["name"] for row in tree},
            **(
                await ranked(request, cycle, given)
                if cycle
                else {"rows": [], "total": 0, "next": "", "failed": []}
            ),
        }
        return await self.pages.show(request, "performance/ranking.html", view)

    async def whole(self, request: Request, cycle: Row, given: Row) -> dict[str, Any]:
        """Return a page of the whole company's ranking, of those whose cards the reader sees."""
        after = request.query_params.get("after") or None
        found = await self.pages.ask(
            request, "performance/ranking", where=ranked_in(cycle), first=PAGE, after=after
        )
        return {"rows": nodes(found, "scorecards"), **self.listed(request, found, "scorecards", given)}

    async def apart(self, request: Request, cycle: Row, given: Row) -> dict[str, Any]:
        """Return a page of a department's own ranking, in which its people are ranked among themselves."""
        of = given["department"] or None
        found = await self.pages.ask(request, "performance/ranked", cycle=cycle["id"], department=of)
        rows, after = list(found["ranking"] or ()), request.query_params.get("after", "")
        first = int(after) if after.isdigit() else 0
        last = first + PAGE
        return {
            "rows": [as_card(row) for row in rows[first:last]],
            "total": rows[0]["of"] if rows else 0,
            "next": query({**given, "after": str(last)}) if last < len(rows) else "",
            "failed": [self.pages.say(request, error) for error in found.errors],
        }

    async def candidates(self, request: Request) -> Response:
        cycles, cycle = await self.cycles(request, ("CLOSED",), sees_cards)
        asked = request.query_params.get("kind", "")
        kind = asked if asked in KINDS else KINDS[0]
        found = Answer({}, None)  # type: ignore[arg-type] # nothing is asked where no cycle is closed
        if cycle:
            found = await self.pages.ask(
                request, "performance/candidates", first=PAGE, after=request.query_params.get("after") or None,
                where={"cycle": {"id": {"eq": cycle["id"]}}, "kind": {"eq": kind}, "state": {"eq": "OPEN"}},
                isPromotion=kind == "PROMOTION",
                career=kind == "PROMOTION" and may_see(request.state.ctx, "Employee.career"),
            )  # fmt: skip
        rows = nodes(found, "rewardCandidates")
        view = {
            "cycles": cycles,
            "cycle": cycle,
            "kind": kind,
            "kinds": KINDS,
            "rows": sorted(rows, key=lambda row: -float((row["scorecard"] or {}).get("score") or 0)),
            "priority": nodes(found, "priority"),
            "may_promote": may_write(request.state.ctx, "Mutation.promoteEmployee", own=False),
            **self.listed(request, found, "rewardCandidates", {"cycle": given_id(cycle), "kind": kind}),
        }
        return await self.pages.show(request, "performance/candidates.html", view)

    async def cycles(
        self, request: Request, states: Sequence[str], opens: Callable[[Context], bool]
    ) -> tuple[list[Row], Row | None]:
        """Return the cycles that have come so far, latest first, and the chosen one."""
        if not opens(request.state.ctx):
            raise PageTrouble(404, "")
        every = nodes(await self.pages.ask(request, "performance/cycles"), "reviewCycles")
        cycles = [row for row in every if row["state"] in states]
        named = request.query_params.get("cycle")
        return cycles, next((row for row in cycles if row["id"] == named), cycles[0] if cycles else None)

    def listed(self, request: Request, found: Answer, name: str, given: Row) -> dict[str, Any]:
        """Return how many there are, where the next page is, and what went wrong."""
        rows = found[name] or {}
        info = rows.get("pageInfo") or {}
        return {
            "total": rows.get("totalCount", 0),
            "next": query({**given, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, error) for error in found.errors],
        }


def given_id(cycle: Row | None) -> str:
    return cycle["id"] if cycle else ""


def ranked_in(cycle: Row) -> dict[str, Any]:
    """Return what picks the published results of a cycle."""
    return {"cycle": {"id": {"eq": cycle["id"]}}, "isLatest": {"eq": True}, "rank": {"isNull": False}}


def sees_ranks(ctx: Context) -> bool:
    """Tell whether the reader sees the ranks of others."""
    return may_see(ctx, "Ranked.rank")


def as_card(row: Row) -> dict[str, Any]:
    """Return somebody's place as the whole company's ranking has it: with their card and department."""
    person = {"id": row["employeeId"], "code": row["employeeCode"], "name": row["employeeName"]}
    return {**row, "id": row["scorecardId"], "employee": person, "plan": None}
