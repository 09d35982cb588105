"""The addresses of the field: what one did on the way, and what of it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("kind", "happenedOn", "customerRef", "note", "amount", "followupsDue", "followupsDone")
FLAGS = ("isKey", "isRepeat", "isPersonalised", "isSuccess")
OF_KIND = {
    "VISIT": (),
    "DEAL": ("amount", "isKey", "isRepeat", "isPersonalised"),
    "SERVICE": ("isSuccess", "followupsDue", "followupsDone"),
}
"""What else is told of each kind; the rest of the form is not sent."""
COMMON = ("kind", "happenedOn", "customerRef", "note")


def routes(pages: Pages) -> list[Route]:
    field = Field(pages)
    both = ["GET", "POST"]
    return [
        Route("/field", guarded(pages, field.listed)),
        Route("/field/new", guarded(pages, field.edit), methods=both),
        Route("/field/withdraw", guarded(pages, field.withdraw), methods=["POST"]),
        Route("/field/decide", guarded(pages, field.decide), methods=["POST"]),
        Route("/field/{report}", guarded(pages, field.edit), methods=both),
    ]


class Field:
    """Reports: one's own, and those one may confirm."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request, form: Form | None = None) -> Response:
        ctx = request.state.ctx
        me, sees = ctx.principal.employee_id, may_see(ctx, "FieldReport.id")
        views = [*(["mine"] if me else []), *(["team", "past"] if sees else [])]
        if not views:
            raise PageTrouble(404, "")
        view = request.query_params.get("view", "")
        view = view if view in views else views[0]
        others = {"not": {"employee": {"id": {"eq": me or ""}}}}
        where = {
            "mine": {"employee": {"id": {"eq": me}}},
            "team": {"state": {"eq": "SENT"}, **others},
            "past": {"state": {"in": ["CONFIRMED", "RETURNED"]}, **others},
        }[view]
        answer = await self.pages.ask(
            request, "field/list", where=where, after=request.query_params.get("after")
        )
        found = answer["fieldReports"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "views": views,
            "reports": nodes(answer, "fieldReports"),
            "repeats": await self._repeats(request, nodes(answer, "fieldReports")) if view == "team" else {},
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_decide": may_write(ctx, "Mutation.decideFieldReport", own=False),
            "has_record": me is not None,
            "form": form or Form(""),
            "keys": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "field/list.html", shown, status=shown["form"].status)

    async def _repeats(self, request: Request, reports: Sequence[Any]) -> dict[str, Any]:
        """Return by id which earlier report each one to confirm looks like a repeat of."""
        if not reports:
            return {}
        named = {
            "employee": {"id": {"in": sorted({row["employee"]["id"] for row in reports})}},
            "customerRef": {"in": sorted({row["customerRef"] for row in reports})},
            "happenedOn": {"in": sorted({row["happenedOn"] for row in reports})},
            "state": {"in": ["SENT", "CONFIRMED"]},
        }
        return repeats(
            reports, nodes(await self.pages.ask(request, "field/alike", where=named), "fieldReports")
        )

    async def edit(self, request: Request) -> Response:
        """Write a report: kept as a draft, or sent to be confirmed."""
        ctx = request.state.ctx
        if ctx.principal.employee_id is None or not may_write(ctx, "Mutation.saveFieldReport", own=True):
            raise PageTrouble(404, "")
        report = request.path_params.get("report", "")
        if request.method == "POST":
            form, values = await sent(self.pages, request, (*TEXTS, *FLAGS))
            given = {**told(values), **version_of(form), "send": form.get("do") == "send"}
            if report:
                given["id"] = report
            problem = await act(self.pages, request, "field/save", given, values, str(form.get("key", "")))
            if problem is None:
                return tell(back_to("/field"), "report-sent" if given["send"] else "drafted")
            return await self._page(request, report, problem, str(form.get("version", "")))
        if not report:
            day = ctx.today.isoformat()
            return await self._page(request, "", Form("", {"kind": "VISIT", "happenedOn": day}), "")
        row = (await self.pages.ask(request, "field/one", id=report))["fieldReport"]
        if row is None or row["employee"]["id"] != ctx.principal.employee_id:
            raise PageTrouble(404, "")
        return await self._page(request, report, Form("", began(row)), str(row["version"]), row["decision"])

    async def _page(
        self, request: Request, report: str, form: Form, version: str, returned: str = ""
    ) -> Response:
        shown = {"report": report, "form": form, "version": version, "key": uuid4().hex, "returned": returned}
        return await self.pages.show(request, "field/edit.html", shown, status=form.status)

    async def withdraw(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id",))
        given = {**values, **version_of(form)}
        problem = await act(self.pages, request, "field/withdraw", given, values, str(form.get("key", "")))
        return (
            tell(back_to("/field"), "taken-back") if problem is None else await self.listed(request, problem)
        )

    async def decide(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "decision"))
        confirm = form.get("do") == "confirm"
        given: dict[str, Any] = {**filled(values), **version_of(form), "confirm": confirm}
        problem = await act(self.pages, request, "field/decide", given, values, str(form.get("key", "")))
        if problem is None:
            return tell(back_to("/field?view=team"), "report-confirmed" if confirm else "returned")
        return await self.listed(request, problem)


def repeats(reports: Sequence[Any], known: Sequence[Any]) -> dict[str, Any]:
    """Return by id which report each tells the same of; `known` are those sent or confirmed, the earliest first."""
    found: dict[str, Any] = {}
    for report in reports:
        same = [each for each in known if each["id"] != report["id"] and likeness(each) == likeness(report)]
        earlier = [each for each in same if each["state"] == "CONFIRMED" or order_of(each) < order_of(report)]
        if earlier:
            found[report["id"]] = earlier[0]
    return found


def likeness(report: Mapping[str, Any]) -> tuple[str, ...]:
    """Return whose it is, what happened, to whom and when."""
    person = str(report["employee"]["id"])
    return person, report["kind"], report["customerRef"].strip().casefold(), report["happenedOn"]


def order_of(report: Mapping[str, Any]) -> tuple[str, str]:
    return report["sentAt"] or "", report["id"]


def told(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what is told of the kind that was chosen, as the contract takes it."""
    kind = values["kind"] if values["kind"] in OF_KIND else "VISIT"
    given: dict[str, Any] = {name: values[name] for name in COMMON} | {"kind": kind}
    for name in OF_KIND[kind]:
        if name in FLAGS:
            given[name] = values[name] == "1"
        elif values[name]:
            given[name] = (
                int(values[name]) if name.startswith("followups") and values[name].isdigit() else values[name]
            )
    return given


def began(row: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: "" if row[name] is None else str(row[name]) for name in TEXTS}
    return texts | {name: "1" if row[name] else "" for name in FLAGS}
