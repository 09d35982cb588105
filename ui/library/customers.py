"""Customers: found, kept, and what happened with each on one timeline, year by year."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from ui.forms import Form
from ui.library.customer_deeds import DOCUMENTS, DONE, LISTS, begun_person, do, lines_of, wrong_line
from ui.library.sending import send
from ui.library.timeline import KINDS, PAGED, asked_for, is_cut, more_of, timeline
from ui.offers import may_see_any, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    async def listed(self, request: Request, form: Form | None = None) -> Response:
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
            "form": form or Form(""),
            "lists": tuple(LISTS),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(
            request, "library/customers.html", view, blocks={"found": "found"}, status=view["form"].status
        )

    async def one(self, request: Request) -> Response:
        """Show a customer's year; needs, segments and people to speak to are written down here."""
        ctx, here = request.state.ctx, ZoneInfo(self.pages.doors.settings.zone)
        form = Form("")
        if request.method == "POST":
            raw, _ = await sent(self.pages, request, ())
            deed = str(raw.get("do", "")) if raw.get("do") in DOCUMENTS else "need"
            done = await do(self.pages, request, deed, raw)
            if not isinstance(done, Form):
                return tell(back_to(f"/feedback/customers/{done['id']}"), DONE[deed])
            form = done
        asked = {name: request.query_params.get(name, "") for name in ("year", "kind", "after", "person")}
        year = min(
            max(int(asked["year"]) if asked["year"].isdecimal() else ctx.today.year, 2000), ctx.today.year
        )
        kind = asked["kind"] if asked["kind"] in KINDS else ""
        row = await self._row(request, year, kind, asked["after"] if kind in PAGED else "")
        began = date.fromisoformat(row["startedOn"]).year if row["startedOn"] else year
        months, persons = timeline(row, year, here, kind), rows_of(row, "persons")
        chosen = next((each for each in persons if each["id"] == asked["person"]), None)
        if not form.values:
            form = Form(form.title, begun_person(chosen, ctx.today.isoformat()))
        view = {
            "customer": row,
            "year": year,
            "years": range(ctx.today.year, max(began, ctx.today.year - 10) - 1, -1),
            "kind": kind,
            "kinds": KINDS,
            "entries": months,
            "is_cut": not kind and is_cut(row, months),
            "more": query({"year": str(year), "kind": kind, "after": more})
            if (more := more_of(row, kind))
            else "",
            "is_further": bool(kind in PAGED and asked["after"]),
            "needs": rows_of(row, "needs"),
            "segments": rows_of(row, "segments"),
            "persons": persons,
            "chosen": chosen,
            "choices": SEGMENTS,
            "may_keep": keeps(request),
            "form": form,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "library/customer.html", view, status=form.status)

    async def bring_in(self, request: Request) -> Response:
        """Take a list of changes of segment, or of people to speak to."""
        raw, values = await sent(self.pages, request, ("what", "lines"))
        what = values["what"] if values["what"] in LISTS else "persons"
        rows = lines_of(what, values["lines"])
        if number := wrong_line(what, rows):
            say = catalogue(self.pages.language(request)).ugettext
            hint = say("Line %(num)s: what is needed is missing, or the segment or the day cannot be read.")
            problem = Form(say("Not saved yet"), values, {"lines": hint % {"num": number}}, 422)
            return await self.listed(request, problem)
        given = {LISTS[what][0]: rows}
        key, document = str(raw.get("key", "")), f"library/import_{what}"
        refused = await act(self.pages, request, document, given, values | {LISTS[what][0]: ""}, key)
        if refused is None:
            return tell(back_to("/feedback/customers"), "customers-in")
        errors = {"lines": " ".join(refused.errors.values())}
        return await self.listed(request, Form(refused.title, values, errors, refused.status))

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

    async def _row(self, request: Request, year: int, kind: str = "", after: str = "") -> Mapping[str, Any]:
        here = ZoneInfo(self.pages.doors.settings.zone)
        first, until = date(year, 1, 1), date(year + 1, 1, 1)
        times = [datetime.combine(day, time(), here).isoformat() for day in (first, until)]
        answer = await self.pages.ask(
            request, "library/customer", id=request.path_params["customer"],
            **{"from": times[0], "to": times[1], "first": first.isoformat(), "until": until.isoformat()},
            **asked_for(kind), after=after or None,
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


def rows_of(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list((row[name] or {}).get("nodes", ()))
