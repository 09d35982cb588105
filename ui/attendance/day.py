"""One person's day: HR records or corrects it, takes it away, or, once its month is closed, adjusts it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from ui.attendance.months import as_day, first_of, nodes
from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NAMES = (
    "status",
    "startedAt",
    "endedAt",
    "breakMinutes",
    "workedHours",
    "overtimeHours",
    "lateMinutes",
    "note",
)
WHOLE = ("breakMinutes", "lateMinutes")
MOMENTS = ("startedAt", "endedAt")
ADJUSTED = ("workedHours", "overtimeHours", "payableHours", "reason")


class Days:
    """GET shows the day, POST records, removes or adjusts it, by the button that was pressed."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if not may_write(request.state.ctx, "Mutation.recordAttendanceDay", own=False):
            raise PageTrouble(403, say("HR records attendance; ask them."))
        found, day = await self._found(request)
        held = first_of(found, "attendanceDays")
        if request.method == "GET":
            return await self._page(request, found, day, Form("", self._values(held)))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        act = str(form.get("act", "record"))
        document, names = {
            "remove": ("attendance/remove", ("reason",)),
            "adjust": ("attendance/adjust", ADJUSTED),
        }.get(act, ("attendance/record", NAMES))
        values = typed(form, names)
        key = str(form.get("key", "")) or uuid4().hex
        about = {"employeeId": found["employee"]["id"], "idempotencyKey": key}
        if act == "remove":
            given = {"id": (held or {}).get("id"), "idempotencyKey": key, "reason": values["reason"]}
        elif act == "adjust":
            given = {
                **about,
                "forDay": day.isoformat(),
                **{name: text for name, text in values.items() if text},
            }
        else:
            given = {**about, "day": day.isoformat(), "version": number(form), **self._sent(values)}
        answer = await self.pages.ask(request, document, input=given)
        if any(answer.data.values()):
            month = f"{day:%Y-%m}"
            told = {"remove": "day-removed", "adjust": "day-adjusted"}.get(act, "day-recorded")
            return tell(back_to(f"/attendance/{found['employee']['id']}?month={month}"), told)
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, found, day, problem)

    async def _found(self, request: Request) -> tuple[Answer, date]:
        try:
            day = date.fromisoformat(request.path_params["day"])
        except ValueError as error:
            raise PageTrouble(404, "") from error
        found = await self.pages.ask(
            request,
            "attendance/day",
            person=request.path_params["id"],
            day=day.isoformat(),
            month=f"{day:%Y-%m}",
        )
        if found["employee"] is None:
            raise PageTrouble(404, "")
        return found, day

    def _values(self, held: Mapping[str, Any] | None) -> dict[str, str]:
        """Return what the form begins with: the day as it stands, times as the clock there showed them."""
        values = dict.fromkeys(NAMES, "") | {"status": "WORKED"}
        if held is None:
            return values
        place = ZoneInfo(held["zone"])
        for name in NAMES:
            value = held[name]
            if name in MOMENTS and value is not None:
                moment = datetime.fromisoformat(str(value)).astimezone(place)
                values[name] = f"{moment:%Y-%m-%dT%H:%M}"
            elif value is not None and name not in ("workedHours", "overtimeHours"):
                values[name] = str(value)
        if held["startedAt"] is None:
            values["workedHours"] = str(held["workedHours"])
        return values

    def _sent(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Return what was typed as the contract takes it."""
        place = ZoneInfo(self.pages.doors.settings.zone)
        sent: dict[str, Any] = {}
        for name, value in values.items():
            if not value:
                continue
            if name in MOMENTS:
                sent[name] = moment(value, place)
            else:
                sent[name] = int(value) if name in WHOLE and value.isascii() and value.isdigit() else value
        return sent

    async def _page(self, request: Request, found: Answer, day: date, form: Form) -> Response:
        state = first_of(found, "attendanceMonths")
        calendar = (found["workCalendar"] or [None])[0]
        view = {
            "form": form,
            "day": day,
            "person": found["employee"],
            "held": first_of(found, "attendanceDays"),
            "offs": nodes(found, "absenceDays"),
            "calendar": calendar,
            "is_locked": state is not None and state["state"] == "LOCKED",
            "is_future": as_day(day) > request.state.ctx.today,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "attendance/day.html", view, status=form.status)


def moment(text: str, place: ZoneInfo) -> str:
    """Return a local time with its offset; what is no time goes as it is, to be refused at its field."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=place).isoformat()
    except ValueError:
        return text


def number(form: Any) -> int:
    text = str(form.get("version", ""))
    return int(text) if text.isascii() and text.isdigit() else 0
