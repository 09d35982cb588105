"""What home's widgets show, made of whatever the reader's policy answers; each part is asked for by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.metrics import answers, charts, compare, tiles
from ui.metrics.question import Question, read_period
from ui.offers import sees_totals
from ui.page import Answer, Pages
from ui.recruiting.sections import sees_openings
from ui.texts import catalogue, filters

if TYPE_CHECKING:
    from starlette.requests import Request

Row = Mapping[str, Any]
SOON_DAYS = 30
LEAST_BARS = 2
UNDER_WAY = ("APPLIED", "TESTING", "INTERVIEWING", "OFFERED")
HEADCOUNT = "headcount_closing"
RIVALS = ("attrition_rate_opening", "attrition_rate_average")


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


async def figures(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return the figures of the pinned board, or the usual ones that have something to say; all from the engine."""
    if not viewer.get("mayReadMetrics"):
        return {"tiles": [], "board": None}
    boards = (await pages.ask(request, "metrics/boards"))["metricBoards"] or []
    board = next((one for one in boards if one["isPinned"]), None)
    wanted = (
        [tiles.Wanted.kept(one) for one in board["tiles"]]
        if board
        else tiles.usual(company=sees_company(request, viewer))
    )
    found = await tiles.ask(pages, request, wanted)
    if not board and is_alone(found):
        found = await tiles.ask(pages, request, tiles.usual(company=False))
    return {"tiles": found if board else tiles.speaking(found), "board": board}


def is_alone(found: Iterable[tiles.Tile]) -> bool:
    """Tell whether the company's figures a reader may see count nobody but the reader: their own say more."""
    heads = [one for one in found if one.wanted.key == HEADCOUNT and one.newest is not None]
    return any(one.has_value and Decimal(one.newest.cell["value"]) <= 1 for one in heads if one.newest)


def sees_company(request: Request, viewer: Row) -> bool:
    return bool(viewer.get("mayListPeople")) or sees_totals(request.state.ctx)


async def company(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return where everybody works today, and why two people may quote two turnovers."""
    if not (viewer.get("mayReadMetrics") and sees_company(request, viewer)):
        return {"bars": [], "bars_of": "", "rivals": None, "rivals_of": None, "steps": []}
    today = (await pages.ask(request, "home/today", days=read_period(_today(request))))["metric"]
    if today and today["__typename"] != answers.TABLE:  # who sees totals sees them by the month
        today = (await pages.ask(request, "home/today", days=read_period("1")))["metric"]
    rivals = await pages.ask(request, "home/widest", keys=list(RIVALS), period=read_period("1"))
    where = widest(rivals["metrics"] or ())
    compared, bridge = await _bridge(pages, request, where["key"] if where else None)
    if where and not bridge:
        where = None
        compared, bridge = await _bridge(pages, request, None)
    if not any(Decimal(step["effect"] or 0) for step in bridge):
        bridge = []
    bars = _bars(today)
    return {
        "bars": bars if len(bars) >= LEAST_BARS else [],
        "bars_of": _moment_of(today),
        "rivals": compared if bridge else None,
        "rivals_of": where,
        "steps": compare.falling(bridge),
    }


async def _bridge(pages: Pages, request: Request, department: str | None) -> tuple[Row | None, list[Row]]:
    """Return the rival definitions of a department (or of all), and the bridge between the first two."""
    where = [{"dimension": "department", "under": department}] if department else []
    found = await pages.ask(
        request, "metrics/compare", keys=list(RIVALS), family=None, period=read_period("1"), where=where
    )
    compared = found["compareDefinitions"]
    pair = compare.rivals(compared["variants"], RIVALS[0]) if compared else None
    return compared, compare.closed(compared["bridge"], pair[1]) if compared and pair else []


def widest(tables: Iterable[Row]) -> Row | None:
    """Return the department in which rival figures of the same month differ most; None if none is shown twice."""
    values: dict[str, list[Decimal]] = {}
    names: dict[str, Row] = {}
    for table in tables:
        for row in table.get("rows", ()):
            if (value := row["cells"][-1]["value"]) is not None:
                values.setdefault(row["group"][0]["key"], []).append(Decimal(value))
                names[row["group"][0]["key"]] = row["group"][0]
    gaps = {key: max(found) - min(found) for key, found in values.items() if len(found) > 1}
    return names[max(gaps, key=lambda key: (gaps[key], key))] if gaps else None


def _today(request: Request) -> str:
    today = request.state.ctx.today.isoformat()
    return f"{today}..{today}"


def _reviews(rows: Iterable[Row], say: Any) -> Iterable[Todo]:
    for row in rows:
        yield Todo(
            "stamp",
            say("Sign %(name)s, version %(version)s") % {"name": row["name"], "version": row["version"]},
            row["author"] or "",
            "",
            False,
            say("Read and sign"),
            f"/metrics/reviews#review-{row['key']}",
        )


async def people(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return what waits, and what the people within reach give to show.

    Who may not narrow by status gets their number alone.
    """
    view: dict[str, Any] = {"people_now": [], "todos": None, "recent": []}
    if viewer.get("mayListPeople"):
        today, can = request.state.ctx.today, viewer["can"]
        asks = {"status": "status" in can, "dates": can >= {"status", "hired", "probation"}}
        soon = (today + timedelta(days=SOON_DAYS)).isoformat()
        found = await pages.ask(request, "home/home", soon=soon, **asks)
        language, zone = pages.language(request), pages.doors.settings.zone
        view |= _workforce(found, today, language, zone, bool(viewer.get("mayHire")))
    if viewer.get("mayReadMetrics"):
        waiting = (await pages.ask(request, "home/reviews"))["metricReviews"] or []
        say = catalogue(pages.language(request)).ugettext
        if waiting:
            view["todos"] = [*(view["todos"] or []), *_reviews(waiting, say)]
    return view


async def mine(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return the reader's own record, and who looked at it."""
    if not (own := viewer.get("employee")):
        return {"me": None, "seen": []}
    found = await pages.ask(request, "home/mine", id=own["id"])
    return {"me": found["me"], "seen": (found["accessLog"] or {}).get("nodes", [])}


async def standing(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return the reader's score so far."""
    if not viewer.get("employee"):
        return {"card": None}
    return {"card": (await pages.ask(request, "home/standing"))["myProgress"]}


async def waiting(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return the requests that await the reader's decision, and what else they were told and have not read."""
    if not viewer.get("employee"):
        return {"approvals": None, "notices": None}
    found = await pages.ask(request, "home/waiting")
    asked = (found["approvals"] or {}).get("nodes", [])
    beside = {f"/approvals/{task['request']['id']}" for task in asked}
    told = found["notices"] or {}
    others = [row for row in told.get("nodes", []) if row["link"] not in beside]
    return {
        "approvals": found["approvals"],
        "keys": [uuid4().hex for _ in asked],
        "notices": {**told, "nodes": others},
    }


async def away(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return who within reach is off today; not why, which a glance does not need."""
    if not viewer.get("mayListPeople"):
        return {"off": None}
    found = await pages.ask(request, "home/off", today=request.state.ctx.today.isoformat())
    return {"off": found["absenceDays"]}


async def honors(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return who was honored last, and the activities the reader has not answered yet."""
    if not (own := viewer.get("employee")):
        return {"honored": [], "invited": []}
    found = await pages.ask(request, "home/honors", me=own["id"])
    entries = (found["contestEntries"] or {}).get("nodes", [])
    return {
        "honored": (found["awards"] or {}).get("nodes", []),
        "invited": [row["contest"] for row in entries],
    }


async def changes(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return the latest audited changes and looks at protected data, for those who may read them."""
    if not viewer.get("mayReadAudit"):
        return {"changes": None, "looks": None}
    found = await pages.ask(request, "home/recent")
    return {
        "changes": (found["auditEntries"] or {}).get("nodes", []),
        "looks": (found["accessLog"] or {}).get("nodes", []),
    }


async def recruiting(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:  # noqa: ARG001 (as every part)
    """Return the openings that have waited longest, for those who recruit."""
    if not sees_openings(request.state.ctx):
        return {"openings": None}
    found = (await pages.ask(request, "home/recruiting"))["jobOpenings"] or {"nodes": []}
    rows = [opening(row, request.state.ctx.today) for row in found["nodes"]]
    return {"openings": {**found, "nodes": rows}}


def opening(row: Row, today: date) -> dict[str, Any]:
    """Add how long an opening has been open, and the states in which somebody stands."""
    standing = [(state, row[f"{state.lower()}Count"]) for state in UNDER_WAY]
    days = (today - date.fromisoformat(row["openedOn"])).days if row["openedOn"] else 0
    return {**row, "days": max(days, 0), "standing": [each for each in standing if each[1]]}


def _workforce(people: Answer, today: date, language: Any, zone: str, may_act: bool) -> dict[str, Any]:
    names = ("all", "total", "active", "probation", "notice")
    counts = {name: (people[name] or {}).get("totalCount") for name in names}
    say = catalogue(language).ugettext
    now = [
        (say(text), count, place)
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
        return {"people_now": now}
    return {"people_now": now, "todos": todos, "recent": (people["recent"] or {}).get("nodes", [])}


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


def _moment_of(found: Row | None) -> str:
    """Return which month the bars are of, "" for today."""
    if not found or found["__typename"] != answers.TABLE or found["grain"] == "CUSTOM":
        return ""
    return str(found["columns"][0]["label"])


def _bars(found: Row | None) -> list[Row]:
    """Return departments with no department beneath them, largest first, at most eight."""
    if not found or found["__typename"] != answers.TABLE:
        return []
    asked = Question(
        keys=(found["definition"]["key"],), period=found["columns"][0]["period"], by=("department",)
    )
    parents = {str(row["group"][0]["parent"] or "") for row in found["rows"]}
    leaves = [
        {"name": row["group"][0]["label"], "key": row["group"][0]["key"], "shown": cell}
        for row, cell in zip(found["rows"], answers.column(found, asked), strict=True)
        if row["group"][0]["key"] not in parents and cell.cell["value"] is not None
    ]
    largest = sorted(leaves, key=lambda one: -Decimal(one["shown"].cell["value"]))[:8]
    bars = charts.bars([Decimal(one["shown"].cell["value"]) for one in largest])
    return [{**one, "bar": bar} for one, bar in zip(largest, bars, strict=True)]
