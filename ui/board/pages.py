"""The board of the day: one page, made for a phone held in one hand, that keeps itself fresh."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from ui.feedback.clock import clock_of
from ui.feedback.sections import sees_board
from ui.feedback.views import WAITING, wheres
from ui.page import Pages, PageTrouble
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

PROMISE = timedelta(seconds=30)
DAY = timedelta(days=1)
NOTHING = ("NO_DATA", "EMPTY_DENOMINATOR")
"""Why a figure is empty in the morning; the board has words of its own for it."""
MEAN, NEARLY_ALL = "_avg", "_p95"
COUNTS = ("here", "waiting", "long", "close", "late", "free")


def routes(pages: Pages) -> list[Route]:
    return [Route("/feedback/today", guarded(pages, Board(pages).shown))]


class Board:
    """GET /feedback/today; the same address gives the board alone, which comes anew as long as it is looked at."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        ctx = request.state.ctx
        if not sees_board(ctx):
            raise PageTrouble(404, "")
        answer = await self.pages.ask(
            request, "board/today", **asked(ctx.principal.employee_id or "", ctx.now, ctx.today)
        )
        rows: dict[str, Any] = {name: (answer[name] or {}).get("nodes", ()) for name in COUNTS}
        view = {
            "counts": {name: (answer[name] or {}).get("totalCount") for name in COUNTS},
            "waiting": [{**row, "seconds": since(row["openedAt"], ctx.now)} for row in rows["waiting"]],
            "here_now": with_waiting(rows["here"], rows["waiting"]),
            "close": [{**row, "clock": clock_of(row, ctx.now)} for row in rows["close"]],
            "figures": figures(answer["metrics"] or ()),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "board/today.html", view, blocks={"board": "board"})


def asked(me: str, now: datetime, today: Any) -> dict[str, Any]:  # a day, as the contract takes it
    """Return what the board asks for: shifts that have begun and not ended, and what waits at this moment."""
    at, views = now.isoformat(), wheres(me, now)
    waits: dict[str, Any] = {
        "isWaiting": {"eq": True},
        "openedAt": {"gte": (now - DAY).isoformat(), "lte": at},
    }
    return {
        "here": {
            "status": {"eq": "WORKED"},
            "day": {"gte": (today - DAY).isoformat(), "lte": today.isoformat()},
            "startedAt": {"lte": at},
            "or": [
                {"endedAt": {"gte": at}},
                {"endedAt": {"isNull": True}, "day": {"eq": today.isoformat()}},
            ],
        },
        "waits": waits,
        "long": {**waits, "openedAt": {**waits["openedAt"], "lte": (now - PROMISE).isoformat()}},
        "close": views["close"],
        "late": views["late"],
        "free": {"state": {"in": WAITING}, "assigneeName": {"isNull": True}},
    }


def since(moment: str, now: datetime) -> int:
    return max(int((now - datetime.fromisoformat(moment)).total_seconds()), 0)


def with_waiting(here: Any, waiting: Any) -> list[dict[str, Any]]:  # rows of the answer
    """Put beside each person on shift how many wait for them, the busiest first."""
    counts = Counter(row["agent"]["id"] for row in waiting if row["agent"])
    rows = [{**row, "waits": counts.get((row["employee"] or {}).get("id"), 0)} for row in here]
    return sorted(rows, key=lambda row: -row["waits"])


def figures(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the means of the day, each with the seconds within which nearly all were answered."""
    found = {each["key"]: each for each in map(figure, told) if each}
    return [
        {**each, "nearly_all": found.get(f"{key.removesuffix(MEAN)}{NEARLY_ALL}")}
        for key, each in found.items()
        if key.endswith(MEAN)
    ]


def figure(told: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a figure of the day with its promise of thirty seconds; None where the engine gave none."""
    if told["__typename"] != "MetricTable":
        return None
    (cell,) = told["total"]["cells"]
    value = cell["value"]
    return {
        "key": told["definition"]["key"],
        "name": told["definition"]["name"],
        "display": cell["display"],
        "reason": "" if cell["status"] in NOTHING else cell["reason"],
        "is_met": None if value is None else Decimal(value) <= PROMISE.seconds,
    }
