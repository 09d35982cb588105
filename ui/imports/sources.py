"""The sources of data: their order, how fresh they are, and what each is believed about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.forms import Form, troubled, typed
from ui.imports.sending import key_of, number_of, refuse, sent_form
from ui.page import Pages, PageTrouble, back_to, query
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]


class Sources:
    """GET /data/sources, /data/sources/{id}; POST changes their order and settings."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        found = await self.pages.ask(request, "imports/sources")
        sources = (found["importSources"] or {}).get("nodes") or []
        fields = fields_of(found["importKinds"] or [])
        field = request.query_params.get("field", "")
        field = field if field in fields else ""
        view = {
            "rows": ordered(sources, field),
            "ranked": any(one["at"] is not None for one in ordered(sources, field)),
            "fields": fields,
            "field": field,
            "failed": [self.pages.say(request, one) for one in found.errors]
            if found["importSources"] is None
            else [],
        }
        return await self.pages.show(request, "imports/sources.html", view, blocks={"results": "results"})

    async def order(self, request: Request) -> Response:
        """Keep an order: the one that was dragged, or the present one with one source moved a place."""
        sent = await sent_form(self.pages, request)
        ids, field = [str(one) for one in sent.getlist("ids")], str(sent.get("field", ""))
        ids = (
            moved(ids, str(sent.get("up", "")), -1)
            if sent.get("up")
            else moved(ids, str(sent.get("down", "")), 1)
        )
        given = {"ids": ids, "field": field or None, "idempotencyKey": key_of(sent)}
        answer = await self.pages.ask(request, "imports/rank_sources", input=given)
        refuse(self.pages, request, answer.errors)
        return back_to("/data/sources" + (query({"field": field}) if field else ""))

    async def edit(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        found = await self.pages.ask(request, "imports/sources")
        wanted = request.path_params["id"]
        rows = (found["importSources"] or {}).get("nodes") or []
        source = next((one for one in rows if one["id"] == wanted), None)
        if source is None and wanted != "new":
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        if request.method == "GET":
            return await self._form(request, source, Form("", values_of(source)))
        sent = await sent_form(self.pages, request)
        values = typed(sent, ("name", "title", "freshDays", "keeperCode", "isComplete"))
        given: dict[str, Any] = {
            "title": values["title"] or None,
            "freshDays": number_of(sent, "freshDays"),
            "keeperCode": values["keeperCode"],
            "isComplete": values["isComplete"] == "1",
            "idempotencyKey": key_of(sent),
        }
        if source:
            given |= {"id": source["id"], "version": number_of(sent, "version")}
        else:
            given |= {"name": values["name"], "rank": len(rows) + 1}
        answer = await self.pages.ask(request, "imports/save_source", input=given)
        if answer["saveImportSource"]:
            return tell(back_to("/data/sources"), "saved")
        form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._form(request, source, form)

    async def _form(self, request: Request, source: Row | None, form: Form) -> Response:
        view = {"source": source, "form": form}
        return await self.pages.show(request, "imports/source.html", view, status=form.status)


def values_of(source: Row | None) -> dict[str, str]:
    if source is None:
        return dict.fromkeys(("name", "title", "freshDays", "keeperCode", "isComplete"), "")
    return {
        "name": source["name"] or "",
        "title": source["title"] or "",
        "freshDays": str(source["freshDays"] or ""),
        "keeperCode": (source["keeper"] or {}).get("code") or "",
        "isComplete": "1" if source["isComplete"] else "",
    }


def fields_of(kinds: Sequence[Row]) -> dict[str, str]:
    """Return the fields that more than one source may speak of: those of people."""
    people = [one for kind in kinds if kind["name"] == "people" for one in kind["fields"]]
    return {one["name"]: one["label"] for one in people if not one["name"].startswith("custom:")}


def ordered(sources: Sequence[Row], field: str) -> list[dict[str, Any]]:
    """Return the sources from the strongest down, for all fields or for one; `own` tells where the field differs."""
    ranked = []
    for source in sources:
        own = next((one["rank"] for one in source["priorities"] or () if one["field"] == field), None)
        rank = own if own is not None else source["rank"]
        ranked.append({**source, "at": rank, "own": own is not None})
    return sorted(ranked, key=lambda one: (one["at"] is None, one["at"] or 0, one["name"]))


def moved(ids: list[str], which: str, step: int) -> list[str]:
    """Move one a place; one that is not there, or at the end already, stays."""
    if which not in ids:
        return ids
    at = ids.index(which)
    to = at + step
    if 0 <= to < len(ids):
        ids = [*ids]
        ids[at], ids[to] = ids[to], ids[at]
    return ids
