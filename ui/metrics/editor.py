"""The formula editor: a draft as a form, checked while one types; what was typed is kept whatever happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.metrics import formula, samples
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
TEXTS: Final = (
    "key",
    "nameZh",
    "nameEn",
    "definitionZh",
    "definitionEn",
    "formula",
    "unit",
    "direction",
    "sensitivity",
    "family",
    "synonyms",
    "notesZh",
    "notesEn",
)
LISTS: Final = ("grains", "dimensions")
EXAMPLES: Final = (1, 2, 3)
EXAMPLE_FIELDS: Final = ("given", "period", "value")
NEEDED: Final = ("key", "nameZh", "nameEn", "definitionZh", "definitionEn", "formula", "unit")
USUAL: Final = {
    "unit": "percent",
    "direction": "NEUTRAL",
    "sensitivity": "people",
    "grains": "MONTH,QUARTER,YEAR",
    "dimensions": "department,location",
}
LONGEST = 2000


class Editing:
    """GET shows the form, POST saves the draft; GET /metrics/formula says what a formula means."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def new(self, request: Request) -> Response:
        if request.method == "POST":
            return await self.save(request, "")
        self._require(request)
        given = {**dict.fromkeys(TEXTS, ""), **USUAL, **typed_query(request)}
        return await self.form(request, Form("", given), "")

    async def edit(self, request: Request) -> Response:
        key = str(request.path_params["key"])
        if request.method == "POST":
            return await self.save(request, key)
        self._require(request)
        found = await self.pages.ask(request, "metrics/draft", key=key)
        one = found["metricDefinition"]
        if one is None:
            raise PageTrouble(404, "")
        return await self.form(request, Form("", values_of(one)), key)

    async def save(self, request: Request, key: str) -> Response:
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = read_values(sent)
        if key:
            values["key"] = key
        if "use" in sent:
            return await self.form(request, Form("", {**values, "formula": str(sent["use"])[:LONGEST]}), key)
        say = catalogue(self.pages.language(request)).ugettext
        form = missing(values, say)
        examples: list[dict[str, Any]] = []
        for number in EXAMPLES:
            try:
                examples += example_of(values, number)
            except samples.Unreadable as trouble:
                text = say(
                    "Line %(line)s is not a row: first the source's name, then its columns, then rows."
                )
                form.errors[f"given{number}"] = text % {"line": trouble.line}
                form.status = 422
        if not form.errors:
            answer = await self.pages.ask(
                request,
                "metrics/save_draft",
                input={**draft_of(values), "examples": examples, "idempotencyKey": uuid4().hex},
            )
            if saved := answer["draftMetric"]:
                return tell(
                    back_to(f"/metrics/dictionary/{saved['key']}?version={saved['version']}"), "drafted"
                )
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self.form(request, form, key)

    async def form(self, request: Request, form: Form, key: str) -> Response:
        found = await self.pages.ask(request, "metrics/vocabulary")
        words = found["metricVocabulary"] or {}
        measures = words.get("measures", [])
        view = {
            "form": form,
            "key": key,
            "words": words,
            "sources": by_source(measures),
            "chosen": {name: form.values.get(name, "").split(",") for name in LISTS},
            "examples": EXAMPLES,
            **await self.report(
                request, form.values.get("formula", ""), form.values.get("unit", ""), key, measures
            ),
        }
        return await self.pages.show(request, "metrics/edit.html", view, status=form.status)

    async def check(self, request: Request) -> Response:
        """Answer the report alone, while one types."""
        given = request.query_params
        text = given.get("formula", "")[:LONGEST]
        found = await self.pages.ask(request, "metrics/vocabulary") if text.strip() else None
        measures = (found["metricVocabulary"] or {}).get("measures", []) if found else []
        view = await self.report(request, text, given.get("unit", ""), given.get("editing", ""), measures)
        return await self.pages.show(request, "metrics/edit_report.html", view, blocks={"report": "report"})

    async def report(
        self, request: Request, text: str, unit: str, key: str, measures: Sequence[Row]
    ) -> dict[str, Any]:
        """Return what the server says about a formula, laid out for the page."""
        nothing: dict[str, Any] = {"report": None, "slips": [], "parts": {}, "outline": "", "text": text}
        if not text.strip():
            return nothing
        answer = await self.pages.ask(
            request, "metrics/validate", formula=text, unit=unit or None, key=key or None
        )
        found = answer["validateFormula"]
        if not found:
            return nothing
        labels = {one["name"]: one["label"] for one in measures}
        return {
            "report": found,
            "slips": formula.slips(text, found["errors"]),
            "parts": {
                name: formula.pieces(found[name], labels) if found[name] else None
                for name in ("numerator", "denominator")
            },
            "outline": samples.outline((found["lineage"] or {}).get("columns", [])),
            "text": text,
        }

    def _require(self, request: Request) -> None:
        if not may_write(request.state.ctx, "Mutation.draftMetric", own=False):
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(403, say("HR and the owners of metrics draft definitions; ask them."))


def typed_query(request: Request) -> dict[str, str]:
    """Return what a link put into the form before it was opened."""
    return {name: value[:LONGEST] for name, value in request.query_params.items() if name in TEXTS}


def read_values(sent: FormData) -> dict[str, str]:
    values = typed(sent, TEXTS)
    values |= {name: ",".join(str(one) for one in sent.getlist(name)) for name in LISTS}
    return values | typed(sent, [f"{name}{number}" for number in EXAMPLES for name in EXAMPLE_FIELDS])


def values_of(one: Row) -> dict[str, str]:
    """Return a definition as the form shows it, with the examples of its own that are kept."""
    values = {name: str(one.get(name) or "") for name in TEXTS}
    values |= {
        "grains": ",".join(one["grains"]),
        "dimensions": ",".join(each["name"] for each in one["dimensions"]),
        "synonyms": ", ".join(one["synonyms"]),
    }
    return values


def missing(values: Mapping[str, str], say: Any) -> Form:
    empty = {name: say("Please fill this in.") for name in NEEDED if not values[name]}
    return Form(say("Not saved yet"), values, empty, 422 if empty else 200)


def draft_of(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the input of the mutation; lists as lists, what is empty left out."""
    texts = {name: values[name] for name in TEXTS if values[name] and name != "synonyms"}
    lists = {name: [one for one in values[name].split(",") if one] for name in LISTS}
    words = [one.strip() for one in values["synonyms"].replace("，", ",").split(",") if one.strip()]
    return {**texts, **lists, "synonyms": words}


def example_of(values: Mapping[str, str], number: int) -> list[dict[str, Any]]:
    """Return one worked example, or none where its rows were left empty."""
    given, period, value = (values[f"{name}{number}"] for name in EXAMPLE_FIELDS)
    if not given.strip() and not value:
        return []
    reason = value if value.isupper() and not value.isnumeric() else None
    return [
        {
            "given": samples.read(given),
            "period": period,
            "value": None if reason else value or None,
            "reason": reason,
        }
    ]


def by_source(measures: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return measures under the records they are counted from."""
    found: dict[str, list[Row]] = {}
    for one in measures:
        found.setdefault(one["sourceLabel"], []).append(one)
    return list(found.items())
