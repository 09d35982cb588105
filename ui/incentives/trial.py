"""Trying a scheme out: who would get what in a period and why, and what it would be if figures moved."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ui.attendance.months import nodes
from ui.incentives.places import is_period, periods_of
from ui.incentives.schemes import Schemes
from ui.offers import may_read
from ui.page import Pages, PageTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

FIGURE, LINE = "f.", "t."
MOST_STEPS = 50
PAGE = 40
"""So many people are shown at once."""


class Trial:
    """GET /incentives/schemes/{id}/trial, whole or the part below the sliders."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not may_read(request.state.ctx, "Query.dryRunScheme"):
            raise PageTrouble(404, "")
        scheme, _ = await Schemes(self.pages).found(request)
        periods = periods_of(scheme["grain"], request.state.ctx.today)
        asked = request.query_params.get("period", "")
        period = asked if is_period(asked) else periods[1]
        moved = changes_of(request.query_params)
        text = request.query_params.get("after", "")
        after = int(text) if text.isascii() and text.isdigit() else 0
        answer = await self.pages.ask(
            request, "incentives/trial", id=scheme["id"], period=period, after=after,
            changes=what_if(moved) if moved else None,
        )  # fmt: skip
        found = answer["dryRunScheme"]
        lines = (scheme["lines"] or {}).get("nodes") or []
        read = await self.pages.ask(request, "incentives/check", input={"rules": scheme["rules"] or ""})
        view = {
            "scheme": scheme,
            "found": found,
            "people": await self._names(request, found),
            "period": period,
            "periods": periods if period in periods else [period, *periods],
            "sliders": sliders(lines, read["checkScheme"]),
            "moved": moved,
            "more": after + PAGE if found and found["people"] > after + PAGE else 0,
            "after": after,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(
            request, "incentives/trial.html", view, status=422 if found is None and answer.errors else 200,
            blocks={"result": "result"},
        )  # fmt: skip

    async def _names(self, request: Request, found: Any) -> dict[str, Any]:
        ids = [line["employeeId"] for line in (found or {}).get("lines", ())]
        if not ids:
            return {}
        answer = await self.pages.ask(request, "incentives/names", ids=ids)
        return {row["id"]: row for row in nodes(answer, "employees")}


def sliders(lines: Any, checked: Any) -> list[dict[str, str]]:
    """Return the figures of a scheme that can be moved, with their names, the score last."""
    names: dict[str, str] = {}
    for line in (checked or {}).get("lines", ()):
        names |= dict(zip(line["metrics"], line["names"], strict=True))
    keys = list(dict.fromkeys(key for line in lines for key in (line["metrics"] or "").split()))
    found = [{"key": key, "name": names.get(key, key)} for key in keys]
    has_score = any("score" in (line["text"] or "").split() for line in lines)
    return [*found, *([{"key": "score", "name": ""}] if has_score else [])]


def changes_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return the per cents that were moved, as they stand in the address; what is no number counts as none."""
    found = {}
    for name, text in given.items():
        try:
            percent = Decimal(text)
        except InvalidOperation:
            continue
        if name.startswith((FIGURE, LINE)) and percent.is_finite() and 0 < abs(percent) <= MOST_STEPS:
            found[name] = text
    return found


def what_if(moved: Mapping[str, str]) -> dict[str, Any]:
    figures = [
        {"metric": name.removeprefix(FIGURE), "percent": text}
        for name, text in moved.items()
        if name.startswith(FIGURE)
    ]
    return {"figures": figures}
