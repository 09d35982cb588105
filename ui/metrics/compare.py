"""Rival definitions on one set of data, and the bridge between them: why it is 15 % here and 10 % there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ui.metrics import charts, formula
from ui.metrics.amounts import fraction
from ui.metrics.question import Question, read_period
from ui.page import Pages, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
USUAL_FAMILY: Final = "attrition"
USUAL_PERIOD: Final = "1"
MOST_LISTED = 200
MOST_RIVALS = 2


class Comparing:
    """GET /metrics/compare: every definition of a family, and the bridge between two of them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        given = request.query_params
        asked = Question.read(given)
        keys = list(asked.keys)
        family = "" if keys else given.get("family", USUAL_FAMILY)[:60]
        period = asked.period if given.get("period") or given.get("from") else USUAL_PERIOD
        frame = {"period": read_period(period), "where": [one.variable for one in asked.where]}
        listed = await self.pages.ask(request, "metrics/families", first=MOST_LISTED)
        found = await self.pages.ask(
            request, "metrics/compare", keys=keys or None, family=family or None, **frame
        )
        variants = (found["compareDefinitions"] or {}).get("variants", [])
        choices = await self.pages.ask(request, "people/choices")
        names = (listed["metricDefinitions"] or {}).get("nodes", [])
        view = {
            "asked": asked,
            "period": period,
            "periods": recent(request.state.ctx.today),
            "family": family,
            "families": families(names),
            "members": [row for row in names if row["family"] == (family or family_of(names, keys))],
            "keys": keys or [one["definition"]["key"] for one in variants],
            "departments": (choices["departments"] or {}).get("nodes", []),
            "variants": laid(variants),
            "failed": [self.pages.say(request, one) for one in found.errors],
            "place": place_of(family, keys, period, asked),
            **await self._bridge(request, variants, given.get("against", ""), frame),
        }
        return await self.pages.show(
            request, "metrics/compare.html", view, blocks={"comparison": "comparison"}
        )

    async def _bridge(
        self, request: Request, variants: Sequence[Row], against: str, frame: Row
    ) -> dict[str, Any]:
        """Return the bridge from one rival to the default."""
        pair = rivals(variants, against)
        if pair is None:
            return {"steps": [], "sentence": "", "against": ""}
        keys = [one["definition"]["key"] for one in pair]
        found = await self.pages.ask(request, "metrics/compare", keys=keys, family=None, **frame)
        compared = found["compareDefinitions"] or {"bridge": [], "sentence": ""}
        return {
            "steps": falling(closed(compared["bridge"], pair[1]), pair[1]["definition"]["unit"]),
            "sentence": compared["sentence"],
            "against": keys[0],
        }


def rivals(variants: Sequence[Row], against: str) -> tuple[Row, Row] | None:
    """Return what the bridge leads between: the definition chosen, and the default (or else the last)."""
    known = [one for one in variants if one["cell"] and one["cell"]["value"] is not None]
    if len(known) < MOST_RIVALS:
        return None
    settled = next((one for one in known if one["definition"]["isDefault"]), known[-1])
    others = [one for one in known if one is not settled]
    chosen = next((one for one in others if one["definition"]["key"] == against), others[0])
    return chosen, settled


def closed(steps: Sequence[Row], settled: Row) -> list[Row]:
    """Leave out steps without effect, and end with the figure the bridge leads to."""
    kept = [one for one in steps if one["effect"] is None or any(charts.numbers([one["effect"]]))]
    if not kept:
        return []
    cell = settled["cell"]
    end = {
        "label": settled["definition"]["name"],
        "from": None,
        "to": None,
        "value": cell["value"],
        "effect": None,
    }
    return [*kept, {**end, "numerator": cell["numerator"], "denominator": cell["denominator"]}]


def families(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """Return families of two definitions or more: key, the default's name, how many."""
    members: dict[str, list[Row]] = {}
    for row in rows:
        if row["family"]:
            members.setdefault(row["family"], []).append(row)
    return [
        (key, next((row["name"] for row in found if row["isDefault"]), found[0]["name"]), len(found))
        for key, found in members.items()
        if len(found) > 1
    ]


def family_of(rows: Sequence[Row], keys: Sequence[str]) -> str:
    return next((str(row["family"] or "") for row in rows if row["key"] in keys), "")


def place_of(family: str, keys: Sequence[str], period: str, asked: Question) -> str:
    """Return the address of the same comparison, for links that change one thing."""
    given = {"family": family, "key": list(keys), "period": "" if period == USUAL_PERIOD else period}
    given |= {"under": [one.text for one in asked.where if one.under]}
    return "/metrics/compare" + query(given)


def laid(variants: Sequence[Row]) -> list[dict[str, Any]]:
    """Give each variant its bar on the common track, its fraction, and its receipt's address."""
    values = charts.numbers([(one["cell"] or {}).get("value") for one in variants])
    return [
        {
            **one,
            "bar": bar,
            "fraction": fraction(*((one["cell"] or {}).get(part) for part in ("numerator", "denominator"))),
            "parts": formula.pieces(
                one["definition"]["formula"],
                {each["name"]: each["label"] for each in one["definition"]["lineage"]["measures"]},
            ),
        }
        for one, bar in zip(variants, charts.bars(values), strict=True)
    ]


def falling(steps: Sequence[Row], unit: str = "percent") -> list[dict[str, Any]]:
    """Lay the bridge: whole figures stand, effects hang between, a hairline joins each row to the next."""
    read = list(
        zip(
            charts.numbers([one["value"] for one in steps]),
            charts.numbers([one["effect"] for one in steps]),
            strict=True,
        )
    )
    rows = charts.bridge(read)
    return [
        {
            **one,
            "unit": unit,
            "fall": row,
            "joint": joint,
            "fraction": fraction(one["numerator"], one["denominator"]),
        }
        for one, row, joint in zip(steps, rows, charts.joints(rows), strict=True)
    ]


def recent(today: date) -> list[list[str]]:
    """Return the names of the last twelve complete months, four quarters and two years."""
    first = today.year * 12 + today.month - 1
    months = [f"{place // 12}-{place % 12 + 1:02d}" for place in range(first - 1, first - 13, -1)]
    quarter = first // 3
    quarters = [f"{place // 4}-Q{place % 4 + 1}" for place in range(quarter - 1, quarter - 5, -1)]
    return [months, quarters, [str(today.year - 1), str(today.year - 2)]]
