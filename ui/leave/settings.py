"""What HR sets of leave: the kinds of absence, and the days of the work calendar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled, typed
from ui.leave.sections import sections
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("code", "name", "nameEn", "unit", "accrual")
DAYS = {"yearlyDays": "yearlyHours", "carryOverDays": "carryOverHours"}
FLAGS = ("countsRestDays", "needsReason", "isActive")
NAMES = (*TEXTS, "paidPercent", *DAYS, *FLAGS)
EARLIEST, LATEST = 2000, 2100
DAY_HOURS, PERCENT = 8, 100


class Settings:
    """GET /leave/settings, and the forms that change it."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request, form: Form | None = None) -> Response:
        if not may_write(request.state.ctx, "Mutation.setAbsenceType", own=False):
            raise PageTrouble(404, "")
        text = request.query_params.get("year", "")
        year = int(text) if text.isascii() and text.isdigit() else request.state.ctx.today.year
        year = year if EARLIEST <= year < LATEST else request.state.ctx.today.year
        found = await self._found(request, year)
        days = [row for row in found["workCalendar"] or () if row["name"] or row["isOwn"]]
        view = {
            "kinds": nodes(found, "absenceTypes"),
            "days": days,
            "year": year,
            "is_announced": all(row["isAnnounced"] for row in found["workCalendar"] or ()),
            "form": form or Form(""),
            "key": uuid4().hex,
            "tabs": sections(request),
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        return await self.pages.show(
            request, "leave/settings.html", view, status=form.status if form else HTTPStatus.OK
        )

    async def kind(self, request: Request) -> Response:
        ctx, say = request.state.ctx, catalogue(self.pages.language(request)).ugettext
        if not may_write(ctx, "Mutation.setAbsenceType", own=False):
            raise PageTrouble(404, "")
        code = request.query_params.get("code", "")
        found = await self._found(request, ctx.today.year)
        held = next((row for row in nodes(found, "absenceTypes") if row["code"] == code), None)
        if request.method == "GET":
            return await self._kind_page(request, held, Form("", kind_values(held)))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, NAMES)
        given = kind_given(values) | {"idempotencyKey": str(form.get("key", "")) or uuid4().hex}
        if held is not None:
            version = str(form.get("version", ""))
            given |= {"code": held["code"], "version": int(version) if version.isdigit() else 0}
        answer = await self.pages.ask(request, "leave/set_kind", input=given)
        if answer["setAbsenceType"]:
            return tell(back_to("/leave/settings"), "kind-set")
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._kind_page(request, held, problem)

    async def day(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, ("day", "kind", "name"))
        given = {name: value for name, value in values.items() if value}
        given["idempotencyKey"] = str(form.get("key", "")) or uuid4().hex
        answer = await self.pages.ask(request, "leave/set_day", input=given)
        if answer["setCalendarDay"]:
            return tell(back_to(f"/leave/settings?year={values['day'][:4]}#calendar"), "calendar-set")
        say = catalogue(self.pages.language(request)).ugettext
        problem = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self.show(request, problem)

    async def _found(self, request: Request, year: int) -> Any:
        span = {"since": date(year, 1, 1).isoformat(), "until": date(year, 12, 31).isoformat()}
        return await self.pages.ask(request, "leave/settings", **span)

    async def _kind_page(self, request: Request, held: Mapping[str, Any] | None, form: Form) -> Response:
        view = {"held": held, "form": form, "key": uuid4().hex}
        return await self.pages.show(request, "leave/kind.html", view, status=form.status)


def kind_values(held: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what the form begins with: shares in percent, hours in days."""
    if held is None:
        return dict.fromkeys(NAMES, "") | {
            "unit": "HALF_DAY",
            "accrual": "NONE",
            "paidPercent": "100",
            "isActive": "1",
        }
    return {
        **{name: str(held[name] or "") for name in TEXTS},
        "paidPercent": plain(Decimal(held["paidShare"]) * PERCENT),
        **{shown: plain(Decimal(held[name]) / DAY_HOURS) for shown, name in DAYS.items()},
        **{name: "1" if held[name] else "" for name in FLAGS},
    }


def kind_given(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed as the contract takes it; what is no number goes as it is, to be refused."""
    given: dict[str, Any] = {name: values[name] for name in TEXTS if values[name]}
    given["paidShare"] = scaled(values["paidPercent"] or "0", Decimal(1) / PERCENT)
    given |= {name: scaled(values[shown] or "0", Decimal(DAY_HOURS)) for shown, name in DAYS.items()}
    return given | {name: values[name] == "1" for name in FLAGS}


def scaled(text: str, by: Decimal) -> str:
    try:
        return str(Decimal(text) * by)
    except InvalidOperation:
        return text


def plain(number: Decimal) -> str:
    """Spell a number without needless zeros."""
    return f"{float(number):g}"
