"""What people do with definitions: hand in, sign, publish, retire, set targets; the inbox and the conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import troubled, typed
from ui.metrics import formula
from ui.metrics.amounts import SHARES
from ui.metrics.dictionary import SIDES, Reading, history_diff, latest
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """A form of the definition page and the mutation behind it; `told` is what the next page says."""

    mutation: str
    fields: tuple[str, ...]
    told: str
    selection: str = "{ key }"

    @property
    def document(self) -> str:
        kind = f"{self.mutation[0].upper()}{self.mutation[1:]}Input"
        return f"mutation Act($input: {kind}!) {{ {self.mutation}(input: $input) {self.selection} }}"


ACTS: Final[Mapping[str, Act]] = {
    "submit": Act("submitMetric", ("version", "note"), "handed-in"),
    "sign": Act("signMetric", ("version", "side", "decision", "note"), "signed"),
    "publish": Act("publishMetric", ("version", "effectiveFrom"), "published"),
    "retire": Act("retireMetric", ("version", "effectiveTo", "successor"), "retired"),
    "target": Act("setTarget", ("op", "value", "grain", "department", "from", "to"), "target-set", "{ id }"),
    "remove-target": Act("removeTarget", ("id",), "target-removed", ""),
    "default": Act("setFamilyDefault", ("family",), "default-set", ""),
}
KEYLESS: Final = frozenset({"remove-target"})


class Acting:
    """POST /metrics/dictionary/{key}/{act} and POST /metrics/core."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.reading = pages, Reading(pages)

    async def act(self, request: Request) -> Response:
        name, key = str(request.path_params["act"]), str(request.path_params["key"])
        act = ACTS.get(name)
        if act is None:
            raise PageTrouble(404, "")
        sent = await _form(self.pages, request)
        values = typed(sent, act.fields)
        answer = await self.pages.run(
            request, act.document, input=given(name, key, values, await self._unit(request, name))
        )
        if not answer.errors:
            place = "/metrics/reviews" if sent.get("back") == "reviews" else f"/metrics/dictionary/{key}"
            return tell(back_to(place), "sent-back" if values.get("decision") == "REJECT" else act.told)
        say = catalogue(self.pages.language(request)).ugettext
        form = troubled(say("Not done"), values, answer.errors, self.pages.language(request))
        return await self.reading.page(request, form)

    async def _unit(self, request: Request, name: str) -> str:
        """Return the unit a target's value is typed in; a share is typed as percent."""
        if name != "target":
            return ""
        found = await self.pages.ask(request, "metrics/unit", key=request.path_params["key"])
        return str((found["metricDefinition"] or {}).get("unit", ""))

    async def core(self, request: Request) -> Response:
        """Sign the twelve for one side."""
        sent = await _form(self.pages, request)
        side = str(sent.get("side", ""))
        answer = await self.pages.ask(
            request, "metrics/sign_core", input={"side": side, "idempotencyKey": uuid4().hex}
        )
        if answer.errors:
            raise PageTrouble(409, " ".join(self.pages.say(request, one) for one in answer.errors))
        return tell(back_to("/metrics/dictionary?core=1"), "core-signed")


def given(name: str, key: str, values: Mapping[str, str], unit: str) -> dict[str, Any]:
    """Return the input of an act: numbers as numbers, what was left empty left out."""
    kept: dict[str, Any] = {field: value for field, value in values.items() if value}
    if "version" in kept:
        kept["version"] = int(kept["version"]) if kept["version"].isdigit() else 0
    if department := kept.pop("department", ""):
        kept["where"] = [f"department={department}"]
    if unit in SHARES and "value" in kept:
        kept["value"] = hundredth(kept["value"])
    return kept if name in KEYLESS else {**kept, "key": key}


def hundredth(text: str) -> str:
    """Return percent as a share; what is no number goes on as it is, for the server to refuse."""
    try:
        return str(Decimal(text.rstrip("%％ ")) / 100)
    except InvalidOperation:
        return text


class Reviewing:
    """GET /metrics/reviews and /metrics/conflicts."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def reviews(self, request: Request) -> Response:
        found = await self.pages.ask(request, "metrics/reviews")
        rows = found["metricReviews"] or []
        view = {
            "reviews": [review(row) for row in rows],
            "failed": [self.pages.say(request, one) for one in found.errors]
            if found["metricReviews"] is None
            else [],
        }
        return await self.pages.show(request, "metrics/reviews.html", view)

    async def conflicts(self, request: Request) -> Response:
        found = await self.pages.ask(request, "metrics/conflicts")
        view = {
            "conflicts": found["metricConflicts"] or [],
            "failed": [self.pages.say(request, one) for one in found.errors]
            if found["metricConflicts"] is None
            else [],
        }
        return await self.pages.show(request, "metrics/conflicts.html", view)


def review(row: Row) -> dict[str, Any]:
    """Lay one version out for whoever signs it: the change, the readable formula, both signatures."""
    labels = {each["name"]: each["label"] for each in row["lineage"]["measures"]}
    mine = next((one for one in row["history"] if one["version"] == row["version"]), None)
    sides = {side: latest(row["signatures"], side) for side in SIDES}
    return {
        **row,
        "parts": formula.pieces(row["formula"], labels),
        "diff": history_diff(mine) if mine and mine["formulaBefore"] else [],
        "summary": mine["summary"] if mine else "",
        "sides": list(sides.items()),
    }


async def _form(pages: Pages, request: Request) -> FormData:
    form = await request.form()
    pages.doors.check_csrf(request, form)
    return form
