"""Customers: found, kept, and what happened with each on one timeline, year by year."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from ui.forms import Form
from ui.library.sending import send
from ui.offers import may_see_any, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("code", "name", "customerRef", "segment", "startedOn", "endedOn", "agentCode")
SEGMENTS = ("KEY", "SMALL")
VIEWS = ("mine", "all")
SEES = ("CustomerAccount.id",)


def sees(request: Request) -> bool:
    ctx = request.state.ctx
    own = ctx.principal.employee_id is not None and may_see_any(ctx, SEES, own=True)
    return own or may_see_any(ctx, SEES, own=False)


class Customers:
    """GET /feedback/customers, one customer, and the form of one."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        if not sees(request):
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        asked = {
            name: request.query_params.get(name, "").strip() for name in ("q", "segment", "after", "view")
        }
        wide = may_see_any(ctx, SEES, own=False)
        view_name = asked["view"] if wide and asked["view"] in VIEWS else "all" if wide else "mine"
        where: dict[str, Any] = {"endedOn": {"isNull": True}} if view_name == "all" else {}
        if view_name == "mine":
            where["agent"] = {"id": {"eq": ctx.principal.employee_id or ""}}
        if asked["segment"] in SEGMENTS:
            where["segment"] = {"eq": asked["segment"]}
        answer = await self.pages.ask(
            request, "library/customers", where=where, search=asked["q"] or None, after=asked["after"] or None
        )
        found = answer["customerAccounts"] or {}
        info = found.get("pageInfo") or {}
        kept = {name: value for name, value in asked.items() if value and name != "after"}
        view = {
            "asked": asked,
            "view": view_name,
            "views": VIEWS if wide and ctx.principal.employee_id else (),
            "segments": SEGMENTS,
            "customers": found.get("nodes", ()),
            "total": found.get("totalCount", 0),
            "next": query({**kept, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_keep": keeps(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "library/customers.html", view, blocks={"found": "found"})

    async def one(self, request: Request, form: Form | None = None) -> Response:
        """Show a customer's year; a need is written down here."""
        ctx = request.state.ctx
        year = int(asked) if (asked := request.query_params.get("year", "")).isdecimal() else ctx.today.year
        if request.method == "POST" and form is None:
            return await self._need(request)
        row = await self._row(request, min(max(year, 2000), ctx.today.year))
        began = date.fromisoformat(row["startedOn"]).year if row["startedOn"] else year
        view = {
            "customer": row,
            "year": year,
            "years": range(ctx.today.year, max(began, ctx.today.year - 10) - 1, -1),
            "entries": timeline(row, year, ZoneInfo(self.pages.doors.settings.zone)),
            "needs": row["needs"]["nodes"] if row["needs"] else [],
            "may_keep": keeps(request),
            "form": form or Form(""),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "library/customer.html", view, status=view["form"].status)

    async def _need(self, request: Request) -> Response:
        customer = request.path_params["customer"]
        form, values = await sent(self.pages, request, ("need", "sinceOn", "note"))
        given = {"accountId": customer, **filled(values)}
        problem = await act(
            self.pages, request, "library/need", {"need": "", **given}, values, str(form.get("key", ""))
        )
        if problem is not None:
            return await self.one(request, problem)
        return tell(back_to(f"/feedback/customers/{customer}"), "need-kept")

    async def edit(self, request: Request) -> Response:
        """Keep an account; its code is fixed once it has one."""
        if not keeps(request):
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        row = await self._row(request, ctx.today.year) if "customer" in request.path_params else None
        if request.method == "POST":
            form, values = await sent(self.pages, request, TEXTS)
            given = filled(values) | version_of(form)
            whole = {
                "code": "",
                "name": "",
                "customerRef": "",
                "segment": "SMALL",
                "startedOn": ctx.today.isoformat(),
            }
            key = str(form.get("key", ""))
            saved = await send(self.pages, request, "library/save_customer", {**whole, **given}, values, key)
            if not isinstance(saved, Form):
                return tell(back_to(f"/feedback/customers/{saved['id']}"), "saved")
            problem = saved
        else:
            problem = Form(
                "", begun(row) if row else {"segment": "SMALL", "startedOn": ctx.today.isoformat()}
            )
        view = {"form": problem, "customer": row, "segments": SEGMENTS, "key": uuid4().hex}
        return await self.pages.show(request, "library/customer_edit.html", view, status=problem.status)

    async def _row(self, request: Request, year: int) -> Mapping[str, Any]:
        here = ZoneInfo(self.pages.doors.settings.zone)
        first, until = date(year, 1, 1), date(year + 1, 1, 1)
        times = [datetime.combine(day, time(), here).isoformat() for day in (first, until)]
        answer = await self.pages.ask(
            request, "library/customer", id=request.path_params["customer"],
            **{"from": times[0], "to": times[1], "first": first.isoformat(), "until": until.isoformat()},
        )  # fmt: skip
        row: Mapping[str, Any] | None = answer["customerAccount"]
        if row is None:
            raise PageTrouble(404, "")
        return row


def keeps(request: Request) -> bool:
    ctx, verb = request.state.ctx, "Mutation.saveCustomerAccount"
    own = ctx.principal.employee_id is not None and may_write(ctx, verb, own=True)
    return own or may_write(ctx, verb, own=False)


def begun(row: Mapping[str, Any]) -> dict[str, str]:
    values = {name: str(row[name] or "") for name in TEXTS if name != "agentCode"}
    return {**values, "agentCode": (row["agent"] or {}).get("code") or ""}


def timeline(row: Mapping[str, Any], year: int, here: ZoneInfo) -> list[tuple[str, list[dict[str, Any]]]]:
    """Put everything of the year in one order, newest first, by month."""
    found = sorted(entries(row, here), key=lambda each: each["at"], reverse=True)
    months: dict[str, list[dict[str, Any]]] = {}
    for each in found:
        if each["at"].startswith(str(year)) or each["kind"] != "need":
            months.setdefault(each["at"][:7], []).append(each)
    return list(months.items())


def entries(row: Mapping[str, Any], here: ZoneInfo) -> Iterator[dict[str, Any]]:
    for name, kind, when in (
        ("contacts", "contact", "openedAt"), ("orders", "order", "paidOn"), ("cases", "case", "closedOn"),
        ("needs", "need", "sinceOn"), ("feedbacks", "feedback", "receivedAt"),
    ):  # fmt: skip
        for each in (row[name] or {}).get("nodes", ()):
            at = str(each[when])
            local = datetime.fromisoformat(at).astimezone(here).isoformat() if "T" in at else at
            yield {"kind": kind, "at": local, "row": each}
