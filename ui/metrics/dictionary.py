"""The list of definitions, and the page of one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ui.forms import Form
from ui.metrics import answers, charts, formula
from ui.metrics.question import Question
from ui.offers import may_write
from ui.page import Pages, PageTrouble, query
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
BLOCKS: Final = {"dictionary": "dictionary", "results": "results"}
SIZE = 60
TREND = 24
IN_FORCE: Final = ("PUBLISHED", "RETIRED")
SIDES: Final = ("HR", "BUSINESS")
SIGNS: Final = {"HR": "metric_sign_hr", "BUSINESS": "metric_sign_business"}


@dataclass(frozen=True)
class Search:
    """The list's address."""

    q: str = ""
    domain: str = ""
    status: str = ""
    family: str = ""
    core: bool = False
    awaiting: bool = False
    after: str = ""

    @classmethod
    def read(cls, given: QueryParams) -> Search:
        status = given.get("status", "")
        return cls(
            given.get("q", "").strip()[:80],
            given.get("domain", "")[:60],
            status if status in WORDS["metric_status"] else "",
            given.get("family", "")[:60],
            "core" in given,
            "awaiting" in given,
            given.get("after", "")[:60],
        )

    def variables(self) -> dict[str, Any]:
        return {
            "search": self.q or None,
            "domain": self.domain or None,
            "status": self.status or None,
            "family": self.family or None,
            "core": self.core or None,
            "awaiting": self.awaiting or None,
            "first": SIZE,
            "after": self.after or None,
        }

    def link(self, **changes: Any) -> str:
        said = replace(self, after="", **changes) if "after" not in changes else replace(self, **changes)
        given = {
            "q": said.q,
            "domain": said.domain,
            "status": said.status,
            "family": said.family,
            "core": "1" if said.core else "",
            "awaiting": "1" if said.awaiting else "",
            "after": said.after,
        }
        written = query(given)
        return "/metrics/dictionary" + ("" if written == "?" else written)

    @property
    def is_narrowed(self) -> bool:
        return self != Search(after=self.after)


@dataclass(frozen=True)
class Group:
    """Definitions of one family, or a single one."""

    family: str
    name: str
    rows: Sequence[Row]


def grouped(rows: Sequence[Row]) -> list[Group]:
    """Put the members of a family under one heading, where the first of them stands, the default first."""
    members: dict[str, list[Row]] = {}
    for row in rows:
        members.setdefault(row["family"] or f"-{row['key']}", []).append(row)
    groups = []
    for family, found in members.items():
        ordered = sorted(found, key=lambda row: not row["isDefault"])
        groups.append(Group("" if len(ordered) == 1 else family, bare(ordered[0]["name"]), ordered))
    return groups


def bare(name: str) -> str:
    """Return a name without what tells it from its rivals: 离职率(平均口径) is 离职率."""
    return re.split(r"[(（,，]", name)[0].strip()


class Listing:
    """GET /metrics/dictionary."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        search = Search.read(request.query_params)
        found = await self.pages.ask(request, "metrics/dictionary", **search.variables())
        listed = found["metricDefinitions"] or {}
        rows, info = listed.get("nodes", []), listed.get("pageInfo") or {}
        view = {
            "search": search,
            "groups": grouped(rows),
            "total": listed.get("totalCount"),
            "domains": (found["metricVocabulary"] or {}).get("domains", []),
            "statuses": list(WORDS["metric_status"]),
            "more": search.link(after=info.get("endCursor")) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, one) for one in found.errors] if not listed else [],
            "may_draft": may_write(request.state.ctx, "Mutation.draftMetric", own=False),
            "core": None if search.is_narrowed else await self.first_run(request),
        }
        return await self.pages.show(request, "metrics/dictionary.html", view, blocks=BLOCKS)

    async def first_run(self, request: Request) -> Row | None:
        """Return how far the twelve core metrics are agreed; None once all are."""
        answer = await self.pages.ask(request, "metrics/first_run")
        rows = (answer["metricDefinitions"] or {}).get("nodes", [])
        if not rows or all(row["isCertified"] for row in rows):
            return None
        return {
            "rows": rows,
            "sides": [
                {
                    "side": side,
                    "signed": sum(is_signed(row, side) for row in rows),
                    "may": may_write(request.state.ctx, SIGNS[side], own=False)
                    and not all(is_signed(row, side) for row in rows),
                }
                for side in SIDES
            ],
        }


def is_signed(row: Row, side: str) -> bool:
    """Tell whether a side has agreed and its signature still covers the definition."""
    return any(
        one["side"] == side and one["decision"] == "AGREE" and one["isValid"] for one in row["signatures"]
    )


class Reading:
    """GET /metrics/dictionary/{key}; the acts answer with the same page when something is wrong."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        return await self.page(request, Form("", {}))

    async def page(self, request: Request, form: Form) -> Response:
        key = str(request.path_params["key"])
        version = request.query_params.get("version", "")
        found = await self.pages.ask(
            request, "metrics/definition", key=key, version=int(version) if version.isdigit() else None
        )
        say = catalogue(self.pages.language(request)).ugettext
        one = found["metricDefinition"]
        if one is None:
            raise PageTrouble(404, " ".join(self.pages.say(request, error) for error in found.errors))
        labels = {each["name"]: each["label"] for each in one["lineage"]["measures"]}
        domains = {
            each["name"]: each["label"] for each in (found["metricVocabulary"] or {}).get("domains", [])
        }
        view: dict[str, Any] = {
            "one": one,
            "form": form,
            "domain": domains.get(one["domain"], one["domain"]),
            "parts": {
                name: formula.pieces(one[name], labels) if one[name] else None
                for name in ("formula", "numerator", "denominator")
            },
            "history": [(each, history_diff(each)) for each in one["history"]],
            "records": records(one["lineage"]),
            "sides": [(side, latest(one["signatures"], side)) for side in SIDES],
            "other": "en" if self.pages.language(request) == "zh" else "zh",
            **await self._live(request, one, say("The whole")),
        }
        return await self.pages.show(
            request, "metrics/definition.html", view, status=form.status, blocks={"definition": "definition"}
        )

    async def contradicts(self, request: Request) -> Response:
        """Answer what contradicts one definition, by itself: the page need not wait for it."""
        key = request.path_params["key"]
        found = await self.pages.ask(request, "metrics/conflicts")
        view = {"conflicts": [each for each in found["metricConflicts"] or [] if key in each["keys"]]}
        return await self.pages.show(
            request, "metrics/contradicts.html", view, blocks={"contradicts": "contradicts"}
        )

    async def _live(self, request: Request, one: Row, whole: str) -> dict[str, Any]:
        """Return the newest figure with its sentence and the line behind it, where there are data."""
        nothing: dict[str, Any] = {"shape": None, "newest": None, "sentence": "", "refused": None}
        if not one["hasData"]:
            return nothing
        number = None if one["isBuiltin"] or one["status"] in IN_FORCE else one["version"]
        version = {"number": number} if number else None
        answer = await self.pages.ask(
            request, "metrics/live", key=one["key"], count=trend_of(one["grains"]), version=version
        )
        found = answer["metric"]
        if not found or found["__typename"] != answers.TABLE:
            return {**nothing, "refused": found}
        table = {**found, "definition": one, "rows": [], "dimensions": []}
        laid = answers.shape(table, Question(keys=(one["key"],), version=str(number or "")), whole)
        if laid.whole is None:
            return nothing
        place = newest_place(laid.whole.cells)
        shown, column = laid.whole.cells[place], found["columns"][place]
        asks = {"key": one["key"], "period": column["period"], "grain": found["grain"], "version": version}
        return {
            "shape": laid,
            "newest": {"shown": shown, "column": column},
            "sentence": await self._sentence(request, asks) if shown.cell["value"] is not None else "",
            "refused": None,
            "goal": charts.bars(charts.numbers([shown.cell["value"]]), goal_value(laid.target))[0],
        }

    async def _sentence(self, request: Request, asks: dict[str, Any]) -> str:
        return sentence_of((await self.pages.ask(request, "metrics/sentence", **asks))["metric"])


def trend_of(grains: Sequence[str]) -> int:
    """Return how many periods a trend shows: two years of months, else what the eye still takes in."""
    return TREND if "MONTH" in grains else 8


def newest_place(cells: Sequence[answers.Shown]) -> int:
    """Return the last column that has a figure; the very last where none has."""
    known = [place for place, one in enumerate(cells) if one.cell["value"] is not None]
    return known[-1] if known else len(cells) - 1


def goal_value(target: Row | None) -> charts.Value:
    return charts.numbers([target["value"]])[0] if target else None


def sentence_of(found: Row | None) -> str:
    """Return the sentence of an answer's only figure, "" where there is none."""
    total = (found or {}).get("total")
    explain = total["cells"][0]["explain"] if total and total["cells"] else None
    return str(explain["sentence"]) if explain else ""


def latest(signatures: Sequence[Row], side: str) -> Row | None:
    found = [one for one in signatures if one["side"] == side]
    return max(found, key=lambda one: str(one["at"])) if found else None


def history_diff(version: Row) -> list[formula.Part]:
    """Return what a version changed in the formula; nothing for a first version or an unchanged formula."""
    before, after = version["formulaBefore"], version["formulaAfter"]
    return formula.compared(before, after) if before and after and before != after else []


def records(lineage: Row) -> list[tuple[str, str, list[str]]]:
    """Return the sources a metric is counted from: key, name, and the columns it reads."""
    names = {one["source"]: one["sourceLabel"] for one in lineage["measures"]}
    columns: dict[str, list[str]] = {source: [] for source in names}
    for one in lineage["columns"]:
        source, _, column = one.partition(".")
        columns.setdefault(source, []).append(column)
    return [(source, names.get(source, source), found) for source, found in columns.items()]
