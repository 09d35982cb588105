"""The addresses of leave; one's balances and requests, and who is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import as_day, first_of, month_of, nodes
from ui.forms import Form, troubled, typed
from ui.leave.asking import Asking
from ui.leave.sections import sections
from ui.leave.settings import Settings
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.people.search import as_tree
from ui.said import tell
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOST_PAGES = 5
PEOPLE, MOST_PEOPLE = 30, 200
"""So many people stand on one page of who is off, and so many are put into the order of their names."""


def routes(pages: Pages) -> list[Route]:
    leave, asking, settings = Leave(pages), Asking(pages), Settings(pages)
    both = ["GET", "POST"]
    return [
        Route("/leave", guarded(pages, leave.mine)),
        Route("/leave/new", guarded(pages, asking.new), methods=both),
        Route("/leave/preview", guarded(pages, asking.preview), methods=["POST"]),
        Route("/leave/withdraw", guarded(pages, leave.withdraw), methods=["POST"]),
        Route("/leave/return", guarded(pages, leave.give_back), methods=["POST"]),
        Route("/leave/team", guarded(pages, leave.team)),
        Route("/leave/settings", guarded(pages, settings.show)),
        Route("/leave/settings/kind", guarded(pages, settings.kind), methods=both),
        Route("/leave/settings/day", guarded(pages, settings.day), methods=["POST"]),
        Route("/leave/ledger/{person}/{type}", guarded(pages, leave.ledger), methods=both),
    ]


class Leave:
    """Balances, requests and the ledger behind them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def mine(self, request: Request, form: Form | None = None) -> Response:
        ctx = request.state.ctx
        if ctx.principal.employee_id is None:
            raise PageTrouble(404, "")
        answer = await self.pages.ask(
            request, "leave/mine", me=ctx.principal.employee_id, year=ctx.today.year,
            after=request.query_params.get("after"),
        )  # fmt: skip
        info = (answer["absenceRequests"] or {}).get("pageInfo") or {}
        balances = sorted(
            nodes(answer, "absenceBalances"), key=lambda row: (row["type"] or {}).get("place") or 0
        )
        shown = {
            "balances": [row for row in balances if row["type"]["accrual"] != "NONE"],
            "requests": [
                {**row, "ahead": as_day(row["firstDay"]) > ctx.today, "rest": as_day(row["lastDay"]) > ctx.today}
                for row in nodes(answer, "absenceRequests")
            ],
            "me": ctx.principal.employee_id,
            "next": query({"after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "form": form or Form(""),
            "keys": uuid4().hex,
            "tabs": sections(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "leave/mine.html", shown, status=shown["form"].status)

    async def withdraw(self, request: Request) -> Response:
        return await self._end(request, "leave/withdraw", "leave-withdrawn", ("id", "version"))

    async def give_back(self, request: Request) -> Response:
        return await self._end(request, "leave/return", "leave-returned", ("id", "version", "fromDay"))

    async def _end(self, request: Request, document: str, told: str, names: tuple[str, ...]) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, names)
        given: dict[str, Any] = {name: value for name, value in values.items() if value}
        given["idempotencyKey"] = str(form.get("key", "")) or uuid4().hex
        if values["version"].isdigit():
            given["version"] = int(values["version"])
        answer = await self.pages.ask(request, document, input=given)
        if any(answer.data.values()):
            return tell(back_to("/leave"), told)
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), {}, answer.errors, self.pages.language(request))
        return await self.mine(request, problem)

    async def team(self, request: Request) -> Response:
        ctx = request.state.ctx
        if not may_see(ctx, "AbsenceDay.id"):
            raise PageTrouble(404, "")
        month = month_of(request.query_params.get("month"), ctx.today)
        given = {name: request.query_params.get(name, "") for name in ("month", "department", "from")}
        start = int(given["from"]) if given["from"].isascii() and given["from"].isdigit() else 0
        span: dict[str, Any] = {"since": month.first.isoformat(), "until": month.last.isoformat()}
        span["who"] = {"department": {"id": {"eq": given["department"]}}} if given["department"] else None
        found: list[Any] = []
        calendar: list[Any] = []
        after, total = None, 0
        for _ in range(MOST_PAGES):
            answer = await self.pages.ask(request, "leave/team", after=after, **span)
            found += nodes(answer, "absenceDays")
            calendar = answer["workCalendar"] or []
            total = (answer["absenceDays"] or {}).get("totalCount", 0)
            info = (answer["absenceDays"] or {}).get("pageInfo") or {}
            after = info.get("endCursor") if info.get("hasNextPage") else None
            if after is None:
                break
        people = await self._in_order(request, by_person(found))
        shown = {
            "month": month,
            "calendar": calendar,
            "given": given,
            "people": people[start : start + PEOPLE],
            "total": len(people),
            "first": start + 1,
            "page": turned(given, start, len(people)),
            "departments": [
                (row["id"], "　" * row["depth"] + row["name"])
                for row in as_tree(nodes(answer, "departments"))
            ],
            "off_today": [row for row in found if as_day(row["day"]) == ctx.today],
            "is_now": month.first <= ctx.today <= month.last,
            "is_cut": total > len(found) or len(people) > MOST_PEOPLE,
            "tabs": sections(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "leave/team.html", shown, blocks={"off": "off"})

    async def _in_order(self, request: Request, people: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """Return people as their names go; the server knows how a name sounds."""
        if not people:
            return []
        answer = await self.pages.ask(request, "leave/order", people=list(people)[:MOST_PEOPLE])
        first = [row["id"] for row in nodes(answer, "employees")]
        return [people[one] for one in dict.fromkeys([*first, *people]) if one in people]

    async def ledger(self, request: Request) -> Response:
        """Show how a balance came about; who may grant leave adjusts it here."""
        ctx, say = request.state.ctx, catalogue(self.pages.language(request)).ugettext
        person, kind = request.path_params["person"], request.path_params["type"]
        text = request.query_params.get("year", "")
        year = int(text) if text.isascii() and text.isdigit() else ctx.today.year
        own = person == ctx.principal.employee_id
        may_adjust = may_write(ctx, "Mutation.adjustAbsenceBalance", own=own)
        problem = Form("")
        if request.method == "POST":
            form = await request.form()
            self.pages.doors.check_csrf(request, form)
            values = typed(form, ("hours", "note"))
            given = {"employeeId": person, "typeCode": str(form.get("code", "")), "year": year, **values}
            given["idempotencyKey"] = str(form.get("key", "")) or uuid4().hex
            answer = await self.pages.ask(request, "leave/set_balance", input=given)
            if answer["adjustAbsenceBalance"]:
                return tell(back_to(f"/leave/ledger/{person}/{kind}?year={year}"), "balance-set")
            problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        found = await self.pages.ask(request, "leave/ledger", person=person, type=kind, year=year)
        if found["employee"] is None:
            raise PageTrouble(404, "")
        kinds = nodes(await self.pages.ask(request, "leave/kinds", me=person, year=year), "absenceTypes")
        shown = {
            "person": found["employee"],
            "kind": next((row for row in kinds if row["id"] == kind), None),
            "entries": nodes(found, "absenceEntries"),
            "balance": first_of(found, "absenceBalances"),
            "year": year,
            "own": own,
            "may_adjust": may_adjust,
            "form": problem,
            "key": uuid4().hex,
        }
        if shown["kind"] is None:
            raise PageTrouble(404, "")
        return await self.pages.show(request, "leave/ledger.html", shown, status=problem.status)


def by_person(days: list[Any]) -> dict[str, dict[str, Any]]:
    """Gather days off by the person."""
    people: dict[str, dict[str, Any]] = {}
    for row in days:
        one = people.setdefault(row["employee"]["id"], {"person": row["employee"], "days": {}})
        one["days"][as_day(row["day"])] = row
    return people


def turned(given: dict[str, str], start: int, total: int) -> dict[str, str]:
    """Return the addresses of the pages before and after; none where there is no such page."""

    def place(at: int, there: bool) -> str:
        return "/leave/team" + query(given, **{"from": str(at)}) if there else ""

    return {
        "back": place(max(start - PEOPLE, 0), start > 0),
        "next": place(start + PEOPLE, start + PEOPLE < total),
    }
