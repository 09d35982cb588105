"""A table pasted from a spreadsheet: its differences are shown first, then kept, and can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from ui.page import Pages, PageTrouble, back_to, query
from ui.performance.grid import Grids, key_of, nodes
from ui.performance.grid_rows import WRONG
from ui.said import Undo, tell

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
CHANGES = ("NEW", "CHANGED")
MOST_UNDONE = 40
"""So many cells can be taken back: they travel in a cookie."""


class Paste:
    """GET /scores/paste asks for a table, POST shows its differences, POST …/apply keeps them, …/undo takes back."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.grids = pages, Grids(pages)

    async def show(self, request: Request) -> Response:
        self.grids.require(request)
        chosen, frame = await self.grids.chosen(request)
        if chosen.cycle is None:
            raise PageTrouble(404, "")
        text, preview, problem = "", None, ""
        if request.method == "POST":
            form = await request.form()
            self.pages.doors.check_csrf(request, form)
            text = str(form.get("text", ""))
            given: dict[str, Any] = {"cycleId": chosen.cycle["id"], "text": text}
            if cards := str(form.get("cards", "")).split():
                given |= {"scorecardIds": cards, "componentCodes": str(form.get("codes", "")).split()}
            answer = await self.pages.ask(request, "performance/preview_scores", input=given)
            preview = answer["previewScores"]
            problem = " ".join(self.pages.say(request, error) for error in answer.errors)
        columns = await self.grids.columns(request, chosen.plan["id"]) if chosen.plan else []
        kept = {
            name: request.query_params.get(name, "")
            for name in ("cycle", "plan", "department", "gaps", "after")
        }
        view = {
            "chosen": chosen,
            "cycles": nodes(frame, "reviewCycles"),
            "columns": columns,
            "names": {column.code: column.name for column in columns},
            "text": text,
            "preview": preview,
            "rows": lines_of(preview["cells"]) if preview else [],
            "counts": counted(preview["cells"]) if preview else Counter(),
            "problem": problem,
            "back": f"/scores{query(kept)}",
            "query": query(kept),
        }
        status = 422 if problem else 200
        return await self.pages.show(
            request, "performance/paste.html", view, status=status, blocks={"drawer": "sheet"}
        )

    async def apply(self, request: Request) -> Response:
        """Keep what the preview showed, with the versions it showed."""
        self.grids.require(request)
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        cells = [cell for cell, _ in shown_cells(form)]
        told = await self.grids.save(request, cells) if cells else []
        refused = {key_of(row): row for row in told if row["outcome"] in (*WRONG, "CONFLICT")}
        if refused:
            return await self.grids.page(request, refused, status=409)
        saved = sum(row["outcome"] == "SAVED" for row in told)
        return tell(back_to(place_of(form)), "scores-saved", num=saved, undo=undo_of(form, told))

    async def undo(self, request: Request) -> Response:
        """Put back what stood there before, where nobody has changed it since."""
        self.grids.require(request)
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        try:
            cells = [
                {"scorecardId": card, "componentCode": code, "value": value, "version": int(version)}
                for card, code, value, version in orjson.loads(str(form.get("cells", "[]")))
            ]
        except (ValueError, TypeError):
            cells = []
        told = await self.grids.save(request, cells) if cells else []
        return tell(back_to(place_of(form)), "undone" if any_kept(told) else "too-late")


def any_kept(told: Sequence[Row]) -> bool:
    return any(row["outcome"] == "SAVED" for row in told)


def lines_of(cells: Sequence[Row]) -> list[Row]:
    """Return the cells that would change or can't, those that can't first."""
    order = {"CONFLICT": 1, "CHANGED": 2, "NEW": 3}
    shown = [row for row in cells if row["cell"]["outcome"] != "UNCHANGED"]
    return sorted(shown, key=lambda row: (order.get(row["cell"]["outcome"], 0), row["row"]))


def counted(cells: Sequence[Row]) -> Counter[str]:
    outcomes = Counter(row["cell"]["outcome"] for row in cells)
    return Counter(
        new=outcomes["NEW"], changed=outcomes["CHANGED"], same=outcomes["UNCHANGED"],
        wrong=sum(outcomes[each] for each in WRONG),
    )  # fmt: skip


def shown_cells(form: FormData) -> list[tuple[dict[str, Any], str]]:
    """Return the cells a preview carries, each with what stood there before."""
    out: list[tuple[dict[str, Any], str]] = []
    for name, text in form.multi_items():
        kind, _, rest = name.partition(".")
        card, _, rest = rest.partition(".")
        version, _, code = rest.partition(".")
        if kind == "k" and version.isdigit():
            value, _, before = str(text).partition("|")
            cell = {"scorecardId": card, "componentCode": code, "value": value, "version": int(version)}
            out.append((cell, before))
    return out


def undo_of(form: FormData, told: Sequence[Row]) -> Undo | None:
    """Return the way back for a small paste."""
    before = {(cell["scorecardId"], cell["componentCode"]): was for cell, was in shown_cells(form)}
    cells = [
        [*key_of(row), before.get(key_of(row), ""), str(row["version"])]
        for row in told
        if row["outcome"] == "SAVED"
    ]
    if not cells or len(cells) > MOST_UNDONE:
        return None
    return Undo("/scores/undo", {"cells": orjson.dumps(cells).decode()})


def place_of(form: FormData) -> str:
    place = str(form.get("next") or "/scores")
    return place if place.startswith("/scores") else "/scores"
