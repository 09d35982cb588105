"""The organization as a tree on any day: whole where it is small, level by level where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ui.offers import may_see, may_write, sees_totals
from ui.page import Pages, PageTrouble
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
WHOLE, LEVEL = 60, 100
"""An organization of at most so many departments is shown at once; else this many of one level."""
OPEN_DEPTH = 2
BLOCKS = {"org": "org", "drawer": "unit"}


class Chart:
    """GET /org, one branch of it, and one department."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        on, search = day_of(request), request.query_params.get("q", "").strip()[:100]
        top = request.query_params.get("top", "")
        whole = await self.level(request, on, first=WHOLE, search=search)
        total = whole["totalCount"]
        if search:
            tree = [{**row, "below": [], "more": False} for row in whole["nodes"]]
        elif total <= WHOLE:
            tree = grown(whole["nodes"], top)
        else:
            where = {"id": {"eq": top}} if top else {"parent": {"id": {"isNull": True}}}
            tops = (await self.level(request, on, where=where))["nodes"]
            tree = [{**row, "below": await self.below(request, on, row["id"]), "more": False} for row in tops]
        view = {
            "tree": tree, "on": on.isoformat(), "q": search, "top": top, "total": total,
            "is_past": on != request.state.ctx.today, "open_depth": OPEN_DEPTH, "sums_of": sums_of(request, on),
            "staffed": any(row["staffing"] for row in whole["nodes"]), "counted": is_counted(request),
        }  # fmt: skip
        return await self.pages.show(request, "org/chart.html", view, blocks=BLOCKS)

    async def branch(self, request: Request) -> Response:
        """Answer what hangs below one department, to be put into the tree."""
        on, parent = day_of(request), request.path_params["id"]
        below = await self.below(request, on, parent)
        depth = request.query_params.get("depth", "")
        view = {
            "tree": below, "on": on.isoformat(), "depth": int(depth) if depth.isdigit() else 1, "open_depth": 0,
            "staffed": any(row["staffing"] for row in below), "counted": is_counted(request),
        }  # fmt: skip
        return await self.pages.show(request, "org/branch.html", view, blocks={f"below-{parent}": "below"})

    async def unit(self, request: Request) -> Response:
        """Show one department, in the drawer or as a page."""
        unit = await find_unit(self.pages, request, day_of(request))
        return await self.pages.show(request, "org/unit.html", self.unit_view(request, unit), blocks=BLOCKS)

    def unit_view(self, request: Request, unit: Row) -> dict[str, Any]:
        ctx = request.state.ctx
        on = day_of(request)
        return {
            "unit": unit,
            "on": on.isoformat(),
            "is_past": on != ctx.today,
            "counted": is_counted(request),
            "norms": in_force((unit["norms"] or {}).get("nodes") or [], on),
            "changes": later((unit["norms"] or {}).get("nodes") or [], on),
            "may_set": may_write(ctx, "Mutation.setStaffingNorm", own=False),
        }

    async def level(
        self, request: Request, on: date, *, where: Any = None, first: int = LEVEL, search: str = ""
    ) -> Row:
        answer = await self.pages.ask(
            request, "org/level", where=standing(on, where), first=first, on=on.isoformat(),
            period=period_of(request, on), search=search or None,
        )  # fmt: skip
        if answer["departments"] is None:
            raise PageTrouble(404, " ".join(self.pages.say(request, one) for one in answer.errors))
        found: Row = answer["departments"]
        return found

    async def below(self, request: Request, on: date, parent: str) -> list[dict[str, Any]]:
        found = await self.level(request, on, where={"parent": {"id": {"eq": parent}}})
        return [
            {**row, "below": [], "more": bool((row["children"] or {}).get("totalCount"))}
            for row in found["nodes"]
        ]


def sums_of(request: Request, on: date) -> str:
    """Return the month whose figures stand for a day, for who sees totals alone: they come by whole months."""
    ctx = request.state.ctx
    if may_see(ctx, "Employee.hiredOn") or not sees_totals(ctx):
        return ""
    return f"{on.replace(day=1) - timedelta(days=1):%Y-%m}"


def period_of(request: Request, on: date) -> str:
    """Return the period of figures on a day."""
    return sums_of(request, on) or f"{on}..{on}"


def is_counted(request: Request) -> bool:
    """Tell whether the reader counts others than themselves: a company of one is no figure worth showing."""
    ctx = request.state.ctx
    return sees_totals(ctx) or may_see(ctx, "Employee.hiredOn")


def standing(on: date, where: Any) -> dict[str, Any]:
    """Narrow a condition on departments to those not closed on a day."""
    still = {"or": [{"closedOn": {"isNull": True}}, {"closedOn": {"gt": on.isoformat()}}]}
    return {"and": [where, still]} if where else still


async def find_unit(pages: Pages, request: Request, on: date) -> Row:
    answer = await pages.ask(
        request, "org/unit", id=request.path_params["id"], on=on.isoformat(), period=period_of(request, on)
    )
    if answer["department"] is None:
        say = catalogue(pages.language(request)).ugettext
        raise PageTrouble(404, say("There is no such department on that day."))
    found: Row = answer["department"]
    return found


def day_of(request: Request) -> date:
    """Return the day asked about; one that cannot be read is today."""
    today: date = request.state.ctx.today
    try:
        return date.fromisoformat(request.query_params.get("on", ""))
    except ValueError:
        return today


def grown(rows: list[Row], top: str = "") -> list[dict[str, Any]]:
    """Hang every department under its parent; one whose parent is not among them stands at the top."""
    known: dict[str, dict[str, Any]] = {row["id"]: {**row, "below": [], "more": False} for row in rows}
    tops: list[dict[str, Any]] = []
    for row in known.values():
        above = known.get((row["parent"] or {}).get("id", ""))
        (above["below"] if above else tops).append(row)
    return [known[top]] if top in known else tops


def in_force(norms: list[Row], on: date) -> list[Row]:
    """Return the norms of a day, the whole department's first."""
    day = on.isoformat()
    held = [
        row for row in norms if row["validFrom"] <= day and (row["validTo"] is None or day < row["validTo"])
    ]
    return sorted(held, key=lambda row: ((row["position"] or {}).get("name") or "", row["id"]))


def later(norms: list[Row], on: date) -> list[Row]:
    """Return the changes that are to come after a day, the next first."""
    return sorted(
        (row for row in norms if row["validFrom"] > on.isoformat()), key=lambda row: row["validFrom"]
    )
