"""The audit page: filtered by who, action, record and days, read page by page by cursor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast
from zoneinfo import ZoneInfo

from starlette.routing import Route

from ui.offers import may_write
from ui.page import Pages, PageTrouble, attached, back_to
from ui.said import tell
from ui.shell.lists import SIZES, desk_of
from ui.shell.pages import guarded
from ui.shell.paging import page_of, pager
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.shell.lists import Column

CHECK = "mutation CheckChain { checkAuditChain { isWhole checked firstBadSeq reason } }"
BLOCKS = {"results": "results", "audit": "audit"}
FILTERS = ("who", "action", "kind", "from", "until", "subject")


def routes(pages: Pages) -> list[Route]:
    async def audit(request: Request) -> Response:
        return await show_audit(pages, request)

    async def export(request: Request) -> Response:
        return await export_audit(pages, request)

    async def check(request: Request) -> Response:
        return await check_chain(pages, request)

    return [
        Route("/audit", guarded(pages, audit)),
        Route("/audit/export", guarded(pages, export)),
        Route("/audit/check", guarded(pages, check), methods=["POST"]),
    ]


async def check_chain(pages: Pages, request: Request) -> Response:
    """Have every entry checked, and say how it went on the page one came from."""
    form = await request.form()
    pages.doors.check_csrf(request, form)
    say = catalogue(pages.language(request)).ugettext
    answer = await pages.run(request, CHECK)
    found = answer["checkAuditChain"]
    if not found:
        raise PageTrouble(403, pages.say(request, answer.errors[0]))
    if not found["isWhole"]:
        broken = say(
            "The chain is broken at entry %(number)s: %(reason)s. Keep a copy of the database and the anchors."
        )
        raise PageTrouble(409, broken % {"number": found["firstBadSeq"], "reason": found["reason"]})
    return tell(back_to(str(form.get("next", "/audit"))), "chain-whole", num=found["checked"])


async def require_audit(pages: Pages, request: Request) -> None:
    if not (await pages.viewer(request)).get("mayReadAudit"):
        say = catalogue(pages.language(request)).ugettext
        raise PageTrouble(
            403, say("Auditors read the audit trail. Who saw your own record is on your own page.")
        )


def filters(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "").strip()[:100] for name in FILTERS}


async def export_audit(pages: Pages, request: Request) -> Response:
    """Download what the list shows, under the same policy; who took it stands in the access log."""
    await require_audit(pages, request)
    kind = request.query_params.get("format", "xlsx")
    if kind not in ("csv", "xlsx"):
        raise PageTrouble(404, "")
    where = _where(filters(request), pages.doors.settings.zone)
    taken = await pages.doors.export(
        request.state.ctx, "audit", {"where": where}, cast("Literal['csv', 'xlsx']", kind)
    )
    return attached(*taken)


async def show_audit(pages: Pages, request: Request) -> Response:
    await require_audit(pages, request)
    params = request.query_params
    desk = await desk_of(pages, request, "audit", columns_of(pages, request), sizes=SIZES)
    if not params and desk.opens:
        return back_to(desk.opens)
    given = filters(request)
    kept = {**given, desk.listed.mark: params.get(desk.listed.mark)}
    answer = await pages.ask(
        request, "audit/list", where=_where(given, pages.doors.settings.zone), **page_of(params, desk.size)
    )
    found = answer["auditEntries"] or {}
    english = pages.language(request) == "en"
    view = {
        "desk": desk,
        "given": given,
        "may_check": may_write(request.state.ctx, "audit_check", own=False),
        "subjects": WORDS["subject"],
        "kinds": [(key, pair[english]) for key, pair in WORDS["subject"].items()],
        "actions": [(key, pair[english]) for key, pair in WORDS["action"].items()],
        "rows": [{**row, "parts": _parts(row["changes"])} for row in found.get("nodes") or []],
        "total": found.get("totalCount"),
        "failed": [pages.say(request, error) for error in answer.errors]
        if answer["auditEntries"] is None
        else [],
        "page": pager("/audit", kept, found.get("pageInfo") or {}),
    }
    return await pages.show(request, "audit/list.html", view, blocks=BLOCKS)


def columns_of(pages: Pages, request: Request) -> list[Column]:
    """Return the columns after the time."""
    say = catalogue(pages.language(request)).ugettext
    return [
        ("who", say("Who")),
        ("action", say("Action")),
        ("record", say("Record")),
        ("purpose", say("Purpose")),
        ("changes", say("Changes")),
        ("number", say("No.")),
    ]


def _where(given: Mapping[str, str], zone: str) -> dict[str, Any] | None:
    where: dict[str, Any] = {}
    if given["who"]:
        where["actorName"] = {"contains": given["who"]}
    if given["action"]:
        where["action"] = {"eq": given["action"]}
    if given["kind"]:
        where["subjectType"] = {"eq": given["kind"]}
    if given["subject"]:
        where["subjectId"] = {"eq": given["subject"]}
    begin, end = midnight(given["from"], zone), midnight(given["until"], zone, days=1)
    if begin or end:
        where["at"] = {key: value for key, value in (("gte", begin), ("lt", end)) if value}
    return where or None


def midnight(day: str, zone: str, days: int = 0) -> str | None:
    """Return the instant a local day begins (or, with days=1, ends)."""
    try:
        start = datetime.combine(date.fromisoformat(day) + timedelta(days=days), time(), ZoneInfo(zone))
    except ValueError:
        return None
    return start.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parts(changes: object) -> list[tuple[str, Any, Any]]:
    """Return (field, old, new) of an entry; the server has already replaced what must not be shown."""
    read = json.loads(changes) if isinstance(changes, str) and changes else changes
    if not isinstance(read, Mapping):
        return []
    return [
        (_camel(name), pair[0], pair[-1]) for name, pair in read.items() if isinstance(pair, list) and pair
    ]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
