"""The library of cases: find one, practice it, write one down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.learning.markup import shown as marked_up
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act as send
from ui.quality.acting import sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KINDS = ("ROLE_PLAY", "RETRO", "FEEDBACK")
TEXTS = ("title", "kind", "situation", "goodAnswer", "badAnswer", "courseCode", "source")


class Cases:
    """GET /training/cases and one case; GET and POST /training/cases/edit."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        asked = request.query_params
        writes = may_write(request.state.ctx, "Mutation.saveLibraryCase", own=False)
        wish = {name: asked.get(name, "") for name in ("q", "kind", "view")}
        waits = writes and wish["view"] == "waiting"
        where: dict[str, Any] = {"isShared": {"eq": not waits}}
        if wish["kind"] in KINDS:
            where["kind"] = {"eq": wish["kind"]}
        answer = await self.pages.ask(
            request, "learning/cases", where=where, search=wish["q"] or None, after=asked.get("after")
        )
        found = answer["libraryCases"] or {}
        info = found.get("pageInfo") or {}
        view = {
            "cases": nodes(answer, "libraryCases"),
            "total": found.get("totalCount", 0),
            "waiting": (answer["waiting"] or {}).get("totalCount", 0),
            "wish": wish,
            "kinds": KINDS,
            "writes": writes,
            "next": query({**wish, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "learning/cases.html", view)

    async def one(self, request: Request) -> Response:
        row = await self._read(request, request.path_params["case"])
        writes = may_write(request.state.ctx, "Mutation.saveLibraryCase", own=False)
        if not row["isShared"] and not writes:
            raise PageTrouble(404, "")
        origin = await self._origin(request, row)
        view = {"row": row, "marked_up": marked_up, "writes": writes, "origin": origin}
        return await self.pages.show(request, "learning/case.html", view)

    async def _origin(self, request: Request, row: Any) -> str | None:  # a row of the answer
        """Return the feedback a case comes from, for who may open it; for others there is none to follow."""
        if not row["feedbackId"]:
            return None
        answer = await self.pages.ask(request, "learning/origin", id=row["feedbackId"])
        return (answer["customerFeedback"] or {}).get("id")

    async def _read(self, request: Request, case: str) -> Any:  # a row of the answer
        answer = await self.pages.ask(request, "learning/case", id=case)
        row = next(iter(nodes(answer, "libraryCases")), None)
        if row is None:
            raise PageTrouble(404, "")
        return row

    async def edit(self, request: Request) -> Response:
        """Write a case; `?id=` names one there is, `?feedback=` where a new one comes from."""
        asked = request.query_params
        if not may_write(request.state.ctx, "Mutation.saveLibraryCase", own=False):
            raise PageTrouble(404, "")
        row = await self._read(request, asked["id"]) if asked.get("id") else None
        feedback = (row or {}).get("feedbackId") or asked.get("feedback", "")
        if request.method == "GET":
            start = {"kind": "FEEDBACK" if feedback else "ROLE_PLAY", "isShared": "1"}
            return await self._form(request, row, feedback, Form("", began(row) if row else start))
        form, values = await sent(self.pages, request, (*TEXTS, "isShared"))
        given: dict[str, Any] = {name: values[name] for name in TEXTS} | version_of(form)
        given |= {"isShared": values["isShared"] == "1"}
        given |= {"id": row["id"]} if row else {}
        given |= {"feedbackId": feedback} if feedback else {}
        problem = await send(
            self.pages, request, "learning/save_case", given, values, str(form.get("key", ""))
        )
        if problem is None:
            return tell(back_to("/training/cases"), "case-saved")
        return await self._form(request, row, feedback, problem)

    async def _form(self, request: Request, row: Any, feedback: str, form: Form) -> Response:
        here = query({"id": row["id"] if row else "", "feedback": feedback})
        view = {
            "row": row,
            "again": here,
            "feedback": feedback,
            "form": form,
            "kinds": KINDS,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "learning/case_edit.html", view, status=form.status)


def began(row: Any) -> dict[str, str]:  # a row of the answer
    values = {name: str(row[name] or "") for name in TEXTS if name in row}
    return values | {
        "courseCode": (row["course"] or {}).get("code") or "",
        "isShared": "1" if row["isShared"] else "",
    }
