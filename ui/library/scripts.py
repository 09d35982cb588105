"""The library of scripts: found as one types, opened with one tap, written as drafts, compared by revision."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.library.sending import send
from ui.offers import may_read, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("code", "title", "titleEn", "product", "topicCode", "body", "bodyEn")


class Scripts:
    """GET /feedback/scripts, one script, and its draft."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        ctx = request.state.ctx
        if not may_read(ctx, "Script.id"):
            raise PageTrouble(404, "")
        asked = {
            name: request.query_params.get(name, "").strip() for name in ("q", "topic", "product", "after")
        }
        where: dict[str, Any] = {"state": {"eq": "PUBLISHED"}}
        if asked["topic"]:
            where["topic"] = {"code": {"eq": asked["topic"]}}
        if asked["product"]:
            where["product"] = {"eq": asked["product"]}
        answer = await self.pages.ask(
            request, "library/scripts", where=where, search=asked["q"] or None, after=asked["after"] or None
        )
        found = answer["scripts"] or {}
        info = found.get("pageInfo") or {}
        kept = {name: value for name, value in asked.items() if value and name != "after"}
        may = may_write(ctx, "Mutation.saveScript", own=False)
        view = {
            "asked": asked,
            "scripts": found.get("nodes", ()),
            "total": found.get("totalCount", 0),
            "next": query({**kept, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "drafts": nodes(answer, "drafts") if may else [],
            "topics": nodes(answer, "feedbackTopics"),
            "may_keep": may,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "library/scripts.html", view, blocks={"found": "found"})

    async def one(self, request: Request, form: Form | None = None) -> Response:
        """Show a script with what changed since the revision before; publish, retire or restore it here."""
        if request.method == "POST" and form is None:
            return await self._act(request)
        row = await self._row(request)
        answer = await self.pages.ask(request, "library/revisions", code=row["code"])
        revisions = nodes(answer, "scripts")
        older = next((each for each in revisions if each["revision"] == row["revision"] - 1), None)
        view: dict[str, Any] = {  # what the template shows
            "script": row,
            "revisions": revisions,
            "older": older,
            "changes": compared(older["body"], row["body"]) if older else (),
            "may_keep": may_write(request.state.ctx, "Mutation.saveScript", own=False),
            "is_newest": not revisions or revisions[0]["id"] == row["id"],
            "form": form or Form(""),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "library/script.html", view, status=view["form"].status)

    async def _act(self, request: Request) -> Response:
        script = request.path_params["script"]
        form, values = await sent(self.pages, request, ("do",))
        verb = values["do"] if values["do"] in ("publish", "retire", "restore") else "publish"
        given = {"id": script, **version_of(form)}
        problem = await act(
            self.pages, request, f"library/{verb}_script", given, values, str(form.get("key", ""))
        )
        if problem is not None:
            return await self.one(request, problem)
        back = Undo(f"/feedback/scripts/{script}/undo") if verb == "retire" else None
        said = {"publish": "published", "retire": "retired", "restore": "undone"}[verb]
        return tell(back_to(f"/feedback/scripts/{script}"), said, undo=back)

    async def undo(self, request: Request) -> Response:
        script = request.path_params["script"]
        await sent(self.pages, request, ())
        problem = await act(self.pages, request, "library/restore_script", {"id": script}, {})
        if problem is not None:
            return await self.one(request, problem)
        return tell(back_to(f"/feedback/scripts/{script}"), "undone")

    async def edit(self, request: Request) -> Response:
        """Write a draft: a new script, the draft that is there, or the next revision of one in use."""
        if not may_write(request.state.ctx, "Mutation.saveScript", own=False):
            raise PageTrouble(404, "")
        row = await self._row(request) if "script" in request.path_params else None
        asked = await self.pages.ask(request, "library/scripts", where={"state": {"eq": "DRAFT"}})
        version = str(row["version"]) if row and row["state"] == "DRAFT" else ""
        if request.method == "POST":
            form, values = await sent(self.pages, request, TEXTS)
            given: dict[str, Any] = {name: values[name] for name in TEXTS if name != "topicCode"}
            given |= filled({"topicCode": values["topicCode"]}) | version_of(form)
            key, version = str(form.get("key", "")), str(form.get("version", ""))
            saved = await send(self.pages, request, "library/save_script", given, values, key)
            if not isinstance(saved, Form):
                return tell(back_to(f"/feedback/scripts/{saved['id']}"), "drafted")
            problem = saved
        else:
            problem = Form("", began(row, request.query_params))
        view = {
            "form": problem,
            "script": row,
            "topics": nodes(asked, "feedbackTopics"),
            "products": nodes(asked, "products"),
            "version": version,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "library/script_edit.html", view, status=problem.status)

    async def _row(self, request: Request) -> Mapping[str, Any]:
        answer = await self.pages.ask(request, "library/script", id=request.path_params["script"])
        row: Mapping[str, Any] | None = answer["script"]
        if row is None:
            raise PageTrouble(404, "")
        return row


def began(row: Mapping[str, Any] | None, asked: Mapping[str, str]) -> dict[str, str]:
    if row is None:
        return {"product": asked.get("product", ""), "topicCode": asked.get("topic", "")}
    values = {name: row[name] or "" for name in TEXTS if name != "topicCode"}
    return {**values, "topicCode": (row["topic"] or {}).get("code", "")}


def compared(before: str, after: str) -> list[tuple[str, str]]:
    """Return the pieces of a text beside the one before: kept as "", "del" and "ins"."""
    out: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(("", before[a:b]))
            continue
        out += [(mark, text) for mark, text in (("del", before[a:b]), ("ins", after[c:d])) if text]
    return out
