"""Frozen reports: figures as they stood, kept with their definitions, and how far they have drifted since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.metrics import charts
from ui.metrics.explore import choices
from ui.metrics.question import MOST_DIMENSIONS, PERIODS, Question, read_period
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
SIZE: Final = 25
SCHEDULES: Final = ("", "DAILY", "WEEKLY", "MONTHLY", "QUARTERLY")


class Reports:
    """GET /metrics/reports, /metrics/reports/{id}; POST freezes and deletes; GET /metrics/replay."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def list(self, request: Request) -> Response:
        found = await self.pages.ask(
            request, "metrics/reports", first=SIZE, after=request.query_params.get("after") or None
        )
        listed = found["reports"] or {}
        info = listed.get("pageInfo") or {}
        view = {
            "reports": listed.get("nodes", []),
            "may_freeze": may_write(request.state.ctx, "report", own=False),
            "total": listed.get("totalCount"),
            "more": f"/metrics/reports?after={info.get('endCursor')}" if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, one) for one in found.errors] if not listed else [],
        }
        return await self.pages.show(request, "metrics/reports.html", view)

    async def new(self, request: Request) -> Response:
        asked = Question.read(request.query_params)
        if request.method == "GET":
            values = {
                "name": "",
                "keys": ",".join(asked.keys),
                "period": asked.period,
                "by": ",".join(asked.by),
                "grain": asked.grain,
                "schedule": "",
            }
            return await self.form(request, Form("", values))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, ("name", "period", "by", "grain", "schedule")) | {"keys": keys_of(sent)}
        say = catalogue(self.pages.language(request)).ugettext
        empty = {name: say("Please fill this in.") for name in ("name", "keys") if not values[name]}
        if empty:
            return await self.form(request, Form(say("Not frozen yet"), values, empty, 422))
        answer = await self.pages.ask(request, "metrics/freeze", input=frozen(values))
        if made := answer["freezeReport"]:
            return tell(back_to(f"/metrics/reports/{made['id']}"), "frozen")
        return await self.form(
            request, troubled(say("Not frozen yet"), values, answer.errors, self.pages.language(request))
        )

    async def form(self, request: Request, form: Form) -> Response:
        names, _ = await choices(self.pages, request)
        view = {"form": form, "names": names, "periods": PERIODS, "schedules": SCHEDULES}
        view["chosen"] = form.values.get("keys", "").split(",")
        return await self.pages.show(request, "metrics/report_new.html", view, status=form.status)

    async def show(self, request: Request) -> Response:
        found = await self.pages.ask(request, "metrics/report", id=request.path_params["id"])
        report = found["report"]
        if report is None:
            raise PageTrouble(404, " ".join(self.pages.say(request, one) for one in found.errors))
        view = {
            "report": report,
            "may_freeze": may_write(request.state.ctx, "report", own=False),
            "definitions": {one["definition"]["key"]: one["definition"] for one in report["tables"]},
            "groups": labels_of(report["tables"]),
            "drift": drifted(report["drift"]),
        }
        return await self.pages.show(request, "metrics/report.html", view)

    async def delete(self, request: Request) -> Response:
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        answer = await self.pages.ask(
            request, "metrics/delete_report", input={"id": request.path_params["id"]}
        )
        if answer.errors:
            raise PageTrouble(409, " ".join(self.pages.say(request, one) for one in answer.errors))
        return tell(back_to("/metrics/reports"), "report-deleted")

    async def replay(self, request: Request) -> Response:
        """Work a receipt out again."""
        text = request.query_params.get("receipt", "").strip()[:4000]
        found = await self.pages.ask(request, "metrics/replay", receipt=text) if text else None
        view = {
            "receipt": text,
            "replay": found["replay"] if found else None,
            "failed": [self.pages.say(request, one) for one in found.errors] if found else [],
        }
        return await self.pages.show(request, "metrics/replay.html", view)


def keys_of(sent: FormData) -> str:
    return ",".join(dict.fromkeys(str(one) for one in sent.getlist("key") if one))


def frozen(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the input of the mutation."""
    return {
        "name": values["name"],
        "keys": [one for one in values["keys"].split(",") if one],
        "period": read_period(values["period"]),
        "grain": values["grain"] or None,
        "by": [one for one in values["by"].split(",") if one][:MOST_DIMENSIONS],
        "schedule": values["schedule"] or None,
        "idempotencyKey": uuid4().hex,
    }


def labels_of(tables: Sequence[Row]) -> dict[str, str]:
    """Return what the groups of a report are called, by key."""
    return {one["key"]: one["label"] for table in tables for row in table["rows"] for one in row["group"]}


@dataclass(frozen=True)
class Drift:
    """How many figures moved, and how many of those because of new records or of a new definition."""

    rows: Sequence[Row]
    by_data: int
    by_definition: int


def drifted(rows: Sequence[Row]) -> Drift:
    """Keep the figures that are no longer what was frozen."""
    moved = [one for one in rows if one["frozen"] != one["now"]]
    return Drift(moved, _some(moved, "byData"), _some(moved, "byDefinition"))


def _some(rows: Sequence[Row], part: str) -> int:
    return sum(bool(charts.numbers([one[part]])[0]) for one in rows)
