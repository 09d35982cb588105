"""Learning paths: what there are, and the form of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.learning.catalogue import TAGS
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("code", "title", "titleEn", "summary", "industry")
BASIC = TAGS[:4]
"""The topics a basic path needs; the server decides, this shows them while one chooses."""


class Paths:
    """GET /training/paths; GET and POST /training/paths/edit."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        return await self._page(request, Form(""))

    async def _page(self, request: Request, form: Form) -> Response:
        ctx = request.state.ctx
        writes = may_write(ctx, "Mutation.saveLearningPath", own=False)
        where = None if writes else {"state": {"eq": "PUBLISHED"}}
        answer = await self.pages.ask(
            request, "learning/paths", where=where, me=ctx.principal.employee_id or ""
        )
        paths = [{**row, "topics": topics(row)} for row in nodes(answer, "learningPaths")]
        view = {
            "paths": paths,
            "mine": {row["course"]["id"]: row for row in nodes(answer, "enrollments") if row["course"]},
            "basic": BASIC,
            "writes": writes,
            "form": form,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "learning/paths.html", view, status=form.status)

    async def edit(self, request: Request) -> Response:
        """Write a path (`?id=` names one there is), or publish or retire it."""
        if not may_write(request.state.ctx, "Mutation.saveLearningPath", own=False):
            raise PageTrouble(404, "")
        path = request.query_params.get("id", "")
        answer = await self.pages.ask(request, "learning/path", id=path or "-")
        row = next(iter(nodes(answer, "learningPaths")), None)
        if path and row is None:
            raise PageTrouble(404, "")
        courses = nodes(answer, "courses")
        if request.method == "GET":
            return await self._form(request, row, courses, Form("", began(row)))
        form, values = await sent(self.pages, request, (*TEXTS, "isBasic", "courseCodes", "do"))
        key = str(form.get("key", ""))
        if values["do"] in ("publish", "retire"):
            given: dict[str, Any] = {"id": path, "isPublished": values["do"] == "publish", **version_of(form)}
            problem = await act(self.pages, request, "learning/publish_path", given, values, key)
            said = "published" if values["do"] == "publish" else "retired"
            return (
                tell(back_to("/training/paths"), said)
                if problem is None
                else await self._page(request, problem)
            )
        given = {**{name: values[name] for name in TEXTS}, **version_of(form)}
        given |= {"isBasic": values["isBasic"] == "1", "courseCodes": codes_of(values["courseCodes"])}
        if path:
            given["id"] = path
        problem = await act(self.pages, request, "learning/save_path", given, values, key)
        if problem is None:
            return tell(back_to("/training/paths"), "saved")
        return await self._form(request, row, courses, problem)

    async def _form(self, request: Request, row: Any, courses: Any, form: Form) -> Response:
        view = {"row": row, "courses": courses, "form": form, "basic": BASIC, "key": uuid4().hex}
        return await self.pages.show(request, "learning/path_edit.html", view, status=form.status)


def codes_of(text: str) -> list[str]:
    """Return the codes of courses that were typed, one a line or parted by commas and blanks."""
    return text.replace("，", " ").replace(",", " ").replace("、", " ").split()


def topics(row: Mapping[str, Any]) -> set[str]:
    """Return every topic that a path's courses speak of."""
    return {tag for step in row["steps"]["nodes"] for tag in (step["course"] or {}).get("tags") or ()}


def began(row: Mapping[str, Any] | None) -> dict[str, str]:
    if row is None:
        return {}
    codes = "\n".join(step["course"]["code"] for step in row["steps"]["nodes"])
    return {name: str(row[name] or "") for name in TEXTS} | {
        "isBasic": "1" if row["isBasic"] else "",
        "courseCodes": codes,
    }
