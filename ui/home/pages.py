"""The home page: to-dos, numbers and news, made of whatever the reader's policy answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from starlette.routing import Route

from ui.offers import sees_totals
from ui.page import Answer, Pages
from ui.shell.pages import guarded
from ui.texts import catalogue, filters

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
SOON_DAYS = 30
GREETINGS = (
    (5, "Good evening, %(name)s"),
    (12, "Good morning, %(name)s"),
    (18, "Good afternoon, %(name)s"),
    (24, "Good evening, %(name)s"),
)


@dataclass(frozen=True)
class Todo:
    """One thing that waits: what, why, by when, and the one button that does it."""

    icon: str
    what: str
    why: str
    due: str
    is_late: bool
    verb: str
    place: str


def routes(pages: Pages) -> list[Route]:
    async def home(request: Request) -> Response:
        return await show_home(pages, request)

    return [Route("/", guarded(pages, home))]


async def show_home(pages: Pages, request: Request) -> Response:
    ctx = request.state.ctx
    say = catalogue(pages.language(request)).ugettext
    viewer = await pages.viewer(request)
    view: dict[str, Any] = {
        "greeting": _greeting(
            say, ctx.now.astimezone(ZoneInfo(pages.doors.settings.zone)).hour, viewer.get("displayName", "")
        ),
        "tiles": [],
        "todos": None,
        "bars": [],
        "recent": [],
        "changes": None,
        "me": None,
        "seen": [],
        "totals": sees_totals(ctx),
    }
    if viewer.get("mayListPeople"):
        view |= await _people(pages, request, viewer)
    if viewer.get("mayReadAudit"):
        view["changes"] = ((await pages.ask(request, "home/recent"))["auditEntries"] or {}).get("nodes", [])
    if own := viewer.get("employee"):
        mine = await pages.ask(request, "home/mine", id=own["id"])
        view |= {"me": mine["me"], "seen": (mine["accessLog"] or {}).get("nodes", [])}
    return await pages.show(request, "home/home.html", view)


async def _people(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return what the people within reach give to show; who may not narrow by status gets their number alone."""
    today, can = request.state.ctx.today, viewer["can"]
    asks = {"status": "status" in can, "dates": can >= {"status", "hired", "probation"}}
    soon = (today + timedelta(days=SOON_DAYS)).isoformat()
    people = await pages.ask(request, "home/home", soon=soon, **asks)
    language, zone = pages.language(request), pages.doors.settings.zone
    view = _workforce(people, today, language, zone, bool(viewer.get("mayHire")))
    if can >= {"status", "department"}:
        teams = (await pages.ask(request, "home/teams"))["departments"] or {}
        view["bars"] = _bars(teams.get("nodes", []))
    return view


def _greeting(say: Any, hour: int, name: str) -> str:
    return str(say(next(text for until, text in GREETINGS if hour < until))) % {"name": name}


def _workforce(people: Answer, today: date, language: Any, zone: str, may_act: bool) -> dict[str, Any]:
    names = ("all", "total", "active", "probation", "notice")
    counts = {name: (people[name] or {}).get("totalCount") for name in names}
    say = catalogue(language).ugettext
    total = counts["total"] or counts["all"] or 0
    tiles = [
        (say(text), count, count / total if total else 0, place)
        for name, text, place in (
            ("all", "People within your reach", "/people"),
            ("total", "Headcount", "/people?status=PROBATION&status=ACTIVE&status=NOTICE"),
            ("active", "Active", "/people?status=ACTIVE"),
            ("probation", "On probation", "/people?status=PROBATION"),
            ("notice", "On notice", "/people?status=NOTICE"),
        )
        if (count := counts[name]) is not None
    ]
    due, leaving = (people["due"] or {}).get("nodes", []), (people["leaving"] or {}).get("nodes", [])
    todos = [*_probations(due, today, language, zone, may_act), *_leavers(leaving, language, may_act)]
    if people["due"] is None:
        return {"tiles": tiles}
    return {"tiles": tiles, "todos": todos, "recent": (people["recent"] or {}).get("nodes", [])}


def _probations(rows: Iterable[Row], today: date, language: Any, zone: str, may_act: bool) -> Iterable[Todo]:
    say, until = catalogue(language).ugettext, filters(language, zone)["until"]
    for row in rows:
        ends = row["probationEndsOn"]
        place = f"/people/{row['id']}/change/complete-probation" if may_act else f"/people/{row['id']}"
        yield Todo(
            "calendar-clock",
            say("%(name)s: probation ends") % {"name": row["name"] or row["code"]},
            _where(row, ends),
            until(ends, today),
            ends is not None and ends < today.isoformat(),
            say("Decide") if may_act else say("Open"),
            place,
        )


def _leavers(rows: Iterable[Row], language: Any, may_act: bool) -> Iterable[Todo]:
    say = catalogue(language).ugettext
    for row in rows:
        place = f"/people/{row['id']}/change/leave" if may_act else f"/people/{row['id']}"
        yield Todo(
            "door-open",
            say("%(name)s is leaving") % {"name": row["name"] or row["code"]},
            _where(row, None),
            "",
            False,
            say("Hand over") if may_act else say("Open"),
            place,
        )


def _where(row: Row, day: str | None) -> str:
    parts = ((row["department"] or {}).get("name"), (row["position"] or {}).get("name"), day)
    return " · ".join(part for part in parts if part)


def _bars(departments: list[Row]) -> list[dict[str, Any]]:
    """Return departments that hold people directly, largest first, at most eight."""
    counted = [(row, (row.get("employees") or {}).get("totalCount") or 0) for row in departments]
    largest = sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])[:8]
    most = largest[0][1] if largest else 0
    return [
        {"id": row["id"], "name": row["name"], "count": count, "share": count / most}
        for row, count in largest
    ]
