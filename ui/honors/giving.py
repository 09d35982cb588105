"""Giving an honor with one click from the list of candidates, taking one back, and the honors there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form
from ui.offers import may_write
from ui.page import Pages, PageTrouble, query
from ui.payouts.writing import send, take_back
from ui.said import Undo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from starlette.requests import Request
    from starlette.responses import Response

NAMES = (
    "code", "name", "nameEn", "icon", "criteria", "criteriaEn", "grain", "metric", "places", "cash", "leaveHours",
    "isPriority", "isActive", "version",
)  # fmt: skip
TEXTS = ("name", "nameEn", "criteria", "criteriaEn", "metric")
PAGE = 25
"""So many candidates are shown at once; many may share a value."""
ICONS = ("star", "award", "trophy", "medal", "heart", "sparkles", "users-round")


class Giving:
    """GET and POST /honors/give, POST /honors/awards/{id}/revoke, GET and POST /honors/settings."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def give(self, request: Request) -> Response:
        if not may_write(request.state.ctx, "Mutation.giveAward", own=False):
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._give(request, Form(""))
        form = await request.form()
        back = "/honors/give" + query(
            {"honor": str(form.get("honorCode", "")), "period": str(form.get("period", ""))}
        )
        names = ("honorCode", "period", "employeeId", "employeeCode", "reason", "receipt")
        return await send(
            self.pages, request, "honors/give", names, said="honor-given", to=back,
            shown=lambda shown: self._give(request, shown),
            more=lambda sent: {"sharesPlace": True} if sent.get("sharesPlace") else {},
        )  # fmt: skip

    async def revoke(self, request: Request) -> Response:
        row_id = request.path_params["id"]

        async def shown(form: Form) -> Response:
            form.values = {**form.values, "id": row_id}
            return await self._give(request, form)

        return await send(
            self.pages, request, "honors/revoke", ("reason", "version", "honorCode", "period"), said="honor-revoked",
            to="/honors/give", shown=shown, more=lambda _: {"id": row_id},
            shape=lambda values: {name: values[name] for name in ("reason", "version") if values[name]},
            undo=lambda row: Undo(f"/honors/awards/{row_id}/revoke/undo", {"version": str(row["version"])}),
        )  # fmt: skip

    async def undo_revoke(self, request: Request) -> Response:
        """Let the award stand again, with its leave."""
        return await take_back(
            self.pages, request, "honors/restore", request.path_params["id"], "/honors/give"
        )

    async def settings(self, request: Request) -> Response:
        if not may_write(request.state.ctx, "Mutation.saveHonor", own=False):
            raise PageTrouble(404, "")
        if request.method == "GET":
            return await self._settings(request, Form(""))
        return await send(
            self.pages, request, "honors/save", NAMES, said="honor-saved", to="/honors/settings",
            shown=lambda form: self._settings(request, form), shape=honor_of,
        )  # fmt: skip

    async def _give(self, request: Request, form: Form) -> Response:
        honors = nodes(await self.pages.ask(request, "honors/catalogue"), "honors")
        active = [each for each in honors if each["isActive"]]
        code = form.values.get("honorCode") or request.query_params.get("honor")
        honor = next((each for each in active if each["code"] == code), active[0] if active else None)
        period = form.values.get("period") or request.query_params.get("period") or ""
        if honor and not fits(period, honor["grain"]):
            period = last_period(request.state.ctx.today, honor["grain"])
        found: Any = {}
        if honor:
            found = await self.pages.ask(request, "honors/candidates", code=honor["code"], period=period)
        view = {
            "form": form,
            "own": Form("") if "id" in form.values else form,
            "honors": active,
            "honor": honor,
            "period": period,
            **paged((found["honorCandidates"] or []) if found else [], request, code=code, period=period),
            "given": nodes(found, "awards") if found else [],
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in found.errors] if found else [],
        }
        return await self.pages.show(request, "honors/give.html", view, status=form.status)

    async def _settings(self, request: Request, form: Form) -> Response:
        answer = await self.pages.ask(request, "honors/catalogue")
        figures = nodes(await self.pages.ask(request, "honors/metrics"), "metricDefinitions")
        code = form.values.get("code") or request.query_params.get("code")
        held = next((each for each in nodes(answer, "honors") if each["code"] == code), None)
        if held and not form.values:
            form.values = {name: spelled(held.get(name)) for name in NAMES}
        elif not form.values:
            form.values = {"isActive": "1", "icon": "star", "places": "1", "grain": "MONTH"}
        view = {
            "form": form,
            "honors": nodes(answer, "honors"),
            "held": held,
            "icons": ICONS,
            "figures": [
                (row["key"], row["name"])
                for row in figures
                if any(each["name"] == "person" for each in row["dimensions"])
            ],
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "honors/settings.html", view, status=form.status)


def paged(candidates: Sequence[Any], request: Request, **given: str | None) -> dict[str, Any]:
    """Return a page of the candidates, how many there are, and where those before and after are."""
    text = request.query_params.get("at", "")
    at = int(text) if text.isascii() and text.isdigit() else 0
    there = {"honor": given["code"], "period": given["period"]}
    return {
        "candidates": candidates[at : at + PAGE],
        "found": len(candidates),
        "page": {
            "back": query(there, at=max(at - PAGE, 0) or "") if at else "",
            "next": query(there, at=at + PAGE) if at + PAGE < len(candidates) else "",
        },
    }


def honor_of(values: Mapping[str, str]) -> dict[str, Any]:
    """Spell an honor as it is saved; texts of one there is already may be emptied."""
    texts = TEXTS if values["version"] else ()
    given: dict[str, Any] = {name: value for name, value in values.items() if value or name in texts}
    given |= {"isPriority": bool(values["isPriority"]), "isActive": bool(values["isActive"])}
    if values["places"].isdigit():
        given["places"] = int(values["places"])
    else:
        given.pop("places", None)
    return given


def spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)


def nodes(answer: Any, name: str) -> list[Any]:
    return list((answer[name] or {}).get("nodes", []))


LENGTHS = {"MONTH": 7, "QUARTER": 7, "YEAR": 4}


def fits(period: str, grain: str) -> bool:
    """Tell whether a period's spelling is of the honor's length; the server has the last word."""
    return len(period) == LENGTHS[grain] and ("Q" in period) == (grain == "QUARTER")


def last_period(today: date, grain: str) -> str:
    """Return the latest period of a length that is over."""
    year, month = today.year, today.month
    if grain == "YEAR":
        return str(year - 1)
    if grain == "QUARTER":
        quarter = (month - 1) // 3
        return f"{year}-Q{quarter}" if quarter else f"{year - 1}-Q4"
    return f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"
