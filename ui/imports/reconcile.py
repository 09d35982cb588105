"""Head count and leavers of months beside each source, and every person who makes a difference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ui.page import Pages, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.page import Answer

SIZE = 50
SPANS: Final = (6, 12, 24)
FILES: Final = ("PAYROLL", "ATTENDANCE")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
PLACE = "/data/reconcile"
Row = Mapping[str, Any]


class Reconcile:
    """GET /data/reconcile: the months beside the sources, and below them the one that was asked for by name."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        given = request.query_params
        found = await self.pages.ask(request, "imports/kinds")
        sources = (found["importSources"] or {}).get("nodes") or []
        this = f"{request.state.ctx.today:%Y-%m}"
        month = given.get("month", "")
        asked = {
            "month": month if MONTH.fullmatch(month) else this,
            "months": given["months"] if given.get("months", "") in map(str, SPANS) else str(SPANS[0]),
            "file": given.get("file", "") if given.get("file") in FILES else "",
        }
        asked["source"] = "" if asked["file"] else given.get("source", sources[0]["name"] if sources else "")
        answer = await self._asked(request, asked)
        ledger = await self.pages.ask(
            request, "imports/reconcile_months", last=this, months=int(asked["months"])
        )
        told = told_of(answer) or {}
        differences = told.get("differences") or []
        start = given.get("at", "")
        at = int(start) if start.isascii() and start.isdigit() else 0
        view = {
            "sources": sources,
            **asked,
            "spans": SPANS,
            "files": sorted({one["file"] for one in ledger["reconciliationMonths"] or [] if one["file"]}),
            "ledger": table_of(ledger["reconciliationMonths"] or [], asked["months"]),
            "found": told,
            "differences": differences[at : at + SIZE],
            "page": {
                "back": PLACE + query(asked, at=max(at - SIZE, 0) or "") if at else "",
                "next": PLACE + query(asked, at=at + SIZE) if at + SIZE < len(differences) else "",
            },
            "failed": [self.pages.say(request, one) for one in answer.errors] if answer else [],
        }
        return await self.pages.show(request, "imports/reconcile.html", view, blocks={"results": "results"})

    async def _asked(self, request: Request, asked: Mapping[str, str]) -> Answer | None:
        if asked["file"]:
            given = {"file": asked["file"], "month": asked["month"]}
            return await self.pages.ask(request, "imports/reconcile_file", **given)
        if not asked["source"]:
            return None
        return await self.pages.ask(
            request, "imports/reconcile", source=asked["source"], month=asked["month"]
        )


def told_of(answer: Answer | None) -> dict[str, Any] | None:
    """Return what either reconciliation says, in one shape; without a file of the month nothing is compared."""
    if answer is None:
        return None
    if "fileReconciliation" not in (answer.data or {}):
        whole: dict[str, Any] | None = answer["reconciliation"]
        return whole
    found = answer["fileReconciliation"]
    if found is None:
        return None
    return {**found, "headcount": found["employed"], "sourceHeadcount": found["inFile"], "leavers": None}


def table_of(cells: Sequence[Row], months: str) -> dict[str, Any]:
    """Return the cells as a table: a column a source or file, a row a month, each cell with the link to its people."""
    columns = list(dict.fromkeys((one["source"], one["file"], one["title"]) for one in cells))
    lines: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for one in cells:
        about = {"source": one["source"] or "", "file": one["file"] or "", "months": months}
        place = PLACE + query(about, month=one["month"]) + "#who"
        key = (one["source"], one["file"], one["title"])
        lines.setdefault(one["month"], {})[key] = {**one, "place": place}
    return {
        "columns": [{"source": source, "file": file, "title": title} for source, file, title in columns],
        "rows": [
            {"month": month, "cells": [line.get(key) for key in columns]} for month, line in lines.items()
        ],
    }
