"""Quality sheets: the revisions there are, and the draft of a next one with the sum of its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

ROWS = 12
"""So many questions can be written at once."""
COLUMNS = ("text", "textEn", "weight", "isCritical")


class Sheets:
    """GET and POST /quality/sheets and /quality/sheets/new."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        problem = Form("")
        if request.method == "POST":
            form, values = await sent(self.pages, request, ("id",))
            done = await act(self.pages, request, "quality/use_sheet", {**values, **version_of(form)}, values)
            if done is None:
                return tell(back_to("/quality/sheets"), "sheet-used")
            problem = done
        answer = await self.pages.ask(request, "quality/sheets", code=None)
        shown = {
            "sheets": nodes(answer, "qualitySheets"),
            "may_keep": may_write(request.state.ctx, "Mutation.saveQualitySheet", own=False),
            "form": problem,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "quality/sheets.html", shown, status=problem.status)

    async def edit(self, request: Request) -> Response:
        if not may_write(request.state.ctx, "Mutation.saveQualitySheet", own=False):
            raise PageTrouble(404, "")
        names = ("code", "name", "nameEn", *(f"{name}-{at}" for at in range(1, ROWS + 1) for name in COLUMNS))
        if request.method == "POST":
            form, values = await sent(self.pages, request, names)
            given = {
                "code": values["code"], "name": values["name"], "nameEn": values["nameEn"],
                "questions": written(values), **version_of(form),
            }  # fmt: skip
            values["questions"] = ""
            problem = await act(
                self.pages, request, "quality/save_sheet", given, values, str(form.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/quality/sheets"), "drafted")
            return await self._page(request, problem, str(form.get("version", "")))
        code = request.query_params.get("code")
        answer = await self.pages.ask(request, "quality/sheets", code=code or "-")
        last = next(iter(nodes(answer, "qualitySheets")), None)
        version = str(last["version"]) if last and last["state"] == "DRAFT" else ""
        return await self._page(request, Form("", began(last)), version)

    async def _page(self, request: Request, form: Form, version: str) -> Response:
        shown = {"form": form, "rows": range(1, ROWS + 1), "key": uuid4().hex, "version": version}
        return await self.pages.show(request, "quality/sheet_edit.html", shown, status=form.status)


def written(values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the questions with a text; an empty weight is 0."""
    return [
        {
            "text": values[f"text-{at}"],
            "textEn": values[f"textEn-{at}"],
            "weight": values[f"weight-{at}"] or "0",
            "isCritical": values[f"isCritical-{at}"] == "1",
        }
        for at in range(1, ROWS + 1)
        if values[f"text-{at}"]
    ]


def began(sheet: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what a form begins with: the latest revision, or nothing."""
    if sheet is None:
        return {}
    values = {"code": sheet["code"], "name": sheet["name"], "nameEn": sheet["nameEn"]}
    for at, row in enumerate(sheet["questions"]["nodes"], start=1):
        values |= {
            f"text-{at}": row["text"],
            f"textEn-{at}": row["textEn"],
            f"weight-{at}": f"{float(row['weight']):g}",
        }
        values[f"isCritical-{at}"] = "1" if row["isCritical"] else ""
    return values
