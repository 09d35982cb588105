"""The access log: who saw what of whom, under which rule and why; filtered, read page by page, and taken along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from starlette.routing import Route

from ui.audit.pages import midnight, require_audit
from ui.page import Pages, PageTrouble, attached, back_to, query
from ui.shell.lists import SIZES, desk_of
from ui.shell.pages import guarded
from ui.shell.paging import beside, page_of
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.shell.lists import Column

KINDS: Final = (
    "Employee", "CustomerAccount", "Metric", "employees", "customerFeedbacks", "auditEntries", "accessLog",
)  # fmt: skip
CLASSES: Final = (
    "pay", "contact", "identity", "crm", "document_contract", "document_identity", "document_certificate", "export",
    "metric_export",
)  # fmt: skip
"""What a look is kept of: protected classes, papers on file, and lists that leave the house."""
PLACE: Final = "/audit/access"
BLOCKS: Final = {"results": "results", "looks": "looks"}
FILTERS: Final = ("who", "viewer", "kind", "subject", "class", "rule", "purpose", "from", "until")
USUAL_DAYS: Final = 30
"""How far back the page looks until told otherwise: the log grows by the day, and a question is mostly about now."""


def routes(pages: Pages) -> list[Route]:
    async def access(request: Request) -> Response:
        return await show_access(pages, request)

    async def export(request: Request) -> Response:
        return await export_access(pages, request)

    return [
        Route(PLACE, guarded(pages, access)),
        Route(f"{PLACE}/export", guarded(pages, export)),
    ]


def filters(request: Request) -> dict[str, str]:
    """Return what the address narrows by."""
    return {name: request.query_params.get(name, "").strip()[:100] for name in FILTERS}


def recent(request: Request) -> dict[str, str]:
    """Return the same; an address that names neither a day nor a record begins thirty days back."""
    given = filters(request)
    if "from" not in request.query_params and not given["subject"]:
        given["from"] = (request.state.ctx.today - timedelta(days=USUAL_DAYS)).isoformat()
    return given


async def show_access(pages: Pages, request: Request) -> Response:
    await require_audit(pages, request)
    params = request.query_params
    desk = await desk_of(pages, request, "looks", columns_of(pages, request), sizes=SIZES)
    if not params and desk.opens:
        return back_to(desk.opens)
    given = recent(request)
    kept = {**given, desk.listed.mark: params.get(desk.listed.mark)}
    answer = await pages.ask(
        request,
        "audit/access",
        where=where_of(given, pages.doors.settings.zone),
        **page_of(params, desk.size),
    )
    found = answer["accessLog"] or {}
    english = pages.language(request) == "en"
    view = {
        "desk": desk,
        "given": given,
        "kinds": [(key, WORDS["subject"][key][english]) for key in KINDS],
        "classes": [(key, WORDS["class"][key][english]) for key in CLASSES],
        "subjects": WORDS["subject"],
        "rows": found.get("nodes") or [],
        "total": found.get("totalCount"),
        "failed": [pages.say(request, error) for error in answer.errors]
        if answer["accessLog"] is None
        else [],
        "page": beside(found.get("pageInfo") or {}, partial(address, kept)),
        "only": lambda **one: address({**given, **one}),
    }
    return await pages.show(request, "audit/access.html", view, blocks=BLOCKS)


def address(given: Mapping[str, str | None], **more: str | None) -> str:
    """Return the address of a list; a day that was cleared stays cleared."""
    found = query({**given, **more})
    cleared = "from" in given and not given["from"]
    return f"{PLACE}{found}{('&' if found else '?') + 'from=' if cleared else ''}"


async def export_access(pages: Pages, request: Request) -> Response:
    """Download what the list shows, under the same policy; who took it stands in the log itself."""
    await require_audit(pages, request)
    kind = request.query_params.get("format", "xlsx")
    if kind not in ("csv", "xlsx"):
        raise PageTrouble(404, "")
    where = where_of(filters(request), pages.doors.settings.zone)
    taken = await pages.doors.export(
        request.state.ctx, "looks", {"where": where}, cast("Literal['csv', 'xlsx']", kind)
    )
    return attached(*taken)


def columns_of(pages: Pages, request: Request) -> list[Column]:
    """Return the columns after the time."""
    say = catalogue(pages.language(request)).ugettext
    return [
        ("who", say("Viewer")),
        ("record", say("Of what")),
        ("what", say("What was seen")),
        ("rule", say("Rule")),
        ("purpose", say("Purpose")),
        ("rows", say("Rows")),
        ("document", say("Query")),
    ]


def where_of(given: Mapping[str, str], zone: str) -> dict[str, Any] | None:
    where: dict[str, Any] = {}
    for name, field in (("who", "actorName"), ("rule", "rule"), ("purpose", "purpose")):
        if given[name]:
            where[field] = {"contains": given[name]}
    for name, field in (("viewer", "actorId"), ("kind", "subjectType"), ("subject", "subjectId")):
        if given[name]:
            where[field] = {"eq": given[name]}
    if given["class"]:
        where |= holding("fieldGroup", given["class"])
    begin, end = midnight(given["from"], zone), midnight(given["until"], zone, days=1)
    if begin or end:
        where["at"] = {key: value for key, value in (("gte", begin), ("lt", end)) if value}
    return where or None


def holding(field: str, word: str) -> dict[str, Any]:
    """Ask for rows whose words, parted by spaces, hold this one."""
    alone, first, later = {"eq": word}, {"startsWith": f"{word} "}, {"contains": f" {word}"}
    return {"or": [{field: each} for each in (alone, first, later)]}
