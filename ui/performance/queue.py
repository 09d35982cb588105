"""Cards on their way: those to rate, those with their people, those handed in, and objections to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.offers import may_read, may_write
from ui.page import Answer, Pages, PageTrouble, back_to, query
from ui.performance.grid import nodes
from ui.said import Undo, tell
from ui.shell.lists import desk_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
PAGE = 25
MOST_UNDONE = 60
VIEWS: Mapping[str, tuple[str, ...]] = {
    "rate": ("MANAGER",),
    "own": ("SELF", "OPEN"),
    "sent": ("CALIBRATION",),
    "out": ("PUBLISHED", "ACKNOWLEDGED", "DISPUTED", "REVISED", "UPHELD"),
}


class Queue:
    """GET /reviews; POST /reviews/submit, /reviews/return and /reviews/undo."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request, problems: list[str] | None = None, status: int = 200) -> Response:
        ctx = request.state.ctx
        if not may_write(ctx, "Mutation.saveReview", own=False):
            raise PageTrouble(404, "")
        desk = await desk_of(self.pages, request, "reviews")
        if request.method == "GET" and not request.query_params and desk.opens:
            return back_to(desk.opens)
        cycles = nodes(await self.pages.ask(request, "performance/cycles"), "reviewCycles")
        cycle = chosen_cycle(cycles, request.query_params.get("cycle"))
        view = request.query_params.get("view", "rate")
        view = view if view in (*VIEWS, "disputes") else "rate"
        decides = may_write(ctx, "Mutation.decideDispute", own=False)
        me = ctx.principal.employee_id
        mine = request.query_params.get("mine", "" if decides else "1")
        found = await self.found(request, cycle, view, me if mine else None) if cycle else Answer({}, None)  # type: ignore[arg-type] # nothing was asked
        counts = await self.counts(request, cycle, me if mine else None) if cycle else {}
        listed = found["scorecards"] or {}
        info = listed.get("pageInfo") or {}
        given = {"cycle": (cycle or {}).get("id", ""), "view": view, "mine": mine}
        shown = {
            "desk": desk,
            "cycles": [row for row in cycles if row["state"] != "CLOSED"] or cycles[:4],
            "cycle": cycle,
            "view": view,
            "mine": mine,
            "given": given,
            "counts": counts,
            "cards": listed.get("nodes") or [],
            "total": listed.get("totalCount", 0),
            "disputes": nodes(found, "scoreDisputes"),
            "decides": decides,
            "may_return": may_write(ctx, "Mutation.returnScorecard", own=False),
            "may_calibrate": may_write(ctx, "Mutation.calibrateScorecard", own=False),
            "key": uuid4().hex,
            "next": query({**given, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "problems": problems or [],
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        return await self.pages.show(request, "performance/queue.html", shown, status=status)

    async def found(self, request: Request, cycle: Row, view: str, rater: str | None) -> Answer:
        return await self.pages.ask(
            request, "performance/queue", first=PAGE, after=request.query_params.get("after") or None,
            order=by_score(request, "ASC"),
            where=where_of(cycle, VIEWS.get(view, VIEWS["out"]), rater, request.state.ctx.principal.employee_id),
            disputes={"state": {"eq": "OPEN"}, "scorecard": {"cycle": {"id": {"eq": cycle["id"]}}}},
        )  # fmt: skip

    async def counts(self, request: Request, cycle: Row, rater: str | None) -> dict[str, int]:
        me = request.state.ctx.principal.employee_id
        names = " ".join(f"${view}: ScorecardWhere" for view in VIEWS)
        fields = " ".join(f"{view}: scorecards(first: 1, where: ${view}) {{ totalCount }}" for view in VIEWS)
        more = "disputes: scoreDisputes(first: 1, where: $objections) { totalCount }"
        answer = await self.pages.run(
            request,
            f"query QueueCounts({names} $objections: ScoreDisputeWhere) {{ {fields} {more} }}",
            objections={"state": {"eq": "OPEN"}, "scorecard": {"cycle": {"id": {"eq": cycle["id"]}}}},
            **{view: where_of(cycle, states, rater, me) for view, states in VIEWS.items()},
        )
        return {name: int((answer[name] or {}).get("totalCount", 0)) for name in (*VIEWS, "disputes")}

    async def submit(self, request: Request) -> Response:
        """Hand in the chosen cards; those that lack something stay, and are named."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        ids = [str(value) for value in form.getlist("id")]
        done, problems = [], []
        for card in ids:
            given = {"id": card, "idempotencyKey": f"{form.get('key') or uuid4().hex}-{card}"}
            answer = await self.pages.ask(request, "performance/submit_card", input=given)
            if answer["submitScorecard"]:
                done.append(card)
            problems += [self.pages.say(request, error) for error in answer.errors]
        if problems and not done:
            return await self.show(request, problems, 422)
        undo = Undo("/reviews/undo", {"ids": " ".join(done)}) if done and len(done) <= MOST_UNDONE else None
        return tell(back_to(place_of(form.get("next"))), "reviews-sent", num=len(done), undo=undo)

    async def undo(self, request: Request) -> Response:
        """Take back what was just handed in."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        done = 0
        for card in str(form.get("ids", "")).split():
            answer = await self.pages.ask(request, "performance/recall_card", input={"id": card})
            done += answer["recallScorecard"] is not None
        return tell(back_to(place_of(form.get("next"))), "undone" if done else "too-late")

    async def hand_back(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        given = {"id": str(form.get("id", "")), "reason": str(form.get("note", ""))}
        answer = await self.pages.ask(request, "performance/return_card", input=given)
        if answer["returnScorecard"]:
            return tell(back_to(place_of(form.get("next"))), "card-returned")
        return await self.show(request, [self.pages.say(request, error) for error in answer.errors], 422)


def chosen_cycle(cycles: list[Row], named: str | None) -> Row | None:
    """Return the cycle named, else the one at work: being scored or compared, just published, running."""
    if found := next((row for row in cycles if row["id"] == named), None):
        return found
    order = ("SCORING", "CALIBRATION", "PUBLISHED", "OPEN", "CLOSED")
    return min(cycles, key=lambda row: order.index(row["state"]), default=None)


def by_score(request: Request, way: str) -> list[dict[str, str]]:
    """Order by what is not published yet, or by the figures alone for who may not read every card in view.

    A manager's own card is among those in view, and its draft is not for them; so drafts can't put theirs in order.
    """
    whole = may_read(request.state.ctx, "Scorecard.draftScore")
    return [{"draftScore" if whole else "soFar": way}]


def where_of(cycle: Row, states: tuple[str, ...], rater: str | None, me: str | None) -> dict[str, Any]:
    """Return what picks cards at one step; nobody's own are among them."""
    where: dict[str, Any] = {
        "cycle": {"id": {"eq": cycle["id"]}},
        "isLatest": {"eq": True},
        "state": {"in": list(states)},
    }
    if rater:
        where["rater"] = {"id": {"eq": rater}}
    if me:
        where["not"] = {"employee": {"id": {"eq": me}}}
    return where


def place_of(value: object) -> str:
    place = str(value or "/reviews")
    return place if place.startswith("/reviews") else "/reviews"
