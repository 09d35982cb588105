"""Closing a month: what is missing, what waits, who worked much overtime; then the lock, and its opening by another."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import Month, month_of, nodes
from ui.attendance.sections import sections
from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to, query
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Closing:
    """GET and POST /attendance/close, POST /attendance/reopen."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not self._may(request, "lockAttendanceMonth") and not self._may(request, "unlockAttendanceMonth"):
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._page(request, Form(""))
        return await self._write(request, "lock", ("month", "acceptGaps", "version"), "month-locked")

    async def reopen(self, request: Request) -> Response:
        return await self._write(request, "unlock", ("month", "reason", "version"), "month-unlocked")

    async def _write(self, request: Request, verb: str, names: tuple[str, ...], told: str) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, names)
        given: dict[str, Any] = {
            "month": values["month"],
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
        }
        if values["version"].isdigit():
            given["version"] = int(values["version"])
        given |= (
            {"reason": values["reason"]} if "reason" in values else {"acceptGaps": bool(values["acceptGaps"])}
        )
        answer = await self.pages.ask(request, f"attendance/{verb}", input=given)
        if any(answer.data.values()):
            return tell(back_to(f"/attendance/close?month={values['month']}"), told)
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, problem, values["month"])

    def _may(self, request: Request, verb: str) -> bool:
        return may_write(request.state.ctx, f"Mutation.{verb}", own=False)

    async def _page(self, request: Request, form: Form, named: str = "") -> Response:
        ctx = request.state.ctx
        default = Month(ctx.today.replace(day=1)).before
        month = month_of(named or request.query_params.get("month") or default, ctx.today)
        sees = self._may(request, "lockAttendanceMonth")
        answer = await self._answer(request, month, sees=sees)
        states = {row["month"]: row for row in nodes(answer, "attendanceMonths")}
        long = nodes(answer, "long") if sees else []
        info = ((answer["attendanceGaps"] or {}) if sees else {}).get("pageInfo") or {}
        view = {
            "form": form,
            "month": month,
            "state": states.get(month.name),
            "states": list(states.values()),
            "sees": sees,
            "is_over": month.last < ctx.today,
            "gaps": nodes(answer, "attendanceGaps") if sees else [],
            "gap_count": total(answer, "attendanceGaps") if sees else 0,
            "waiting": nodes(answer, "absenceRequests") if sees else [],
            "waiting_count": total(answer, "absenceRequests") if sees else 0,
            "long": long,
            "long_count": total(answer, "long") if sees else 0,
            "units": Counter(
                (row["employee"]["department"] or {}).get("name", "") for row in long
            ).most_common(),
            "people": total(answer, "months") if sees else 0,
            "next": query({"month": month.name, "after": info["endCursor"]})
            if info.get("hasNextPage")
            else "",
            "may_lock": sees,
            "may_unlock": self._may(request, "unlockAttendanceMonth"),
            "tabs": sections(request),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "attendance/closing.html", view, status=form.status)

    async def _answer(self, request: Request, month: Month, *, sees: bool) -> Answer:
        if not sees:
            return await self.pages.ask(request, "attendance/state")
        span: dict[str, date | str | None] = {
            "since": month.first.isoformat(),
            "until": month.last.isoformat(),
        }
        after = request.query_params.get("after")
        return await self.pages.ask(request, "attendance/closing", month=month.name, after=after, **span)


def total(answer: Answer, name: str) -> int:
    return int((answer[name] or {}).get("totalCount", 0))
