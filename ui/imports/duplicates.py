"""Records that may be one person, side by side: merge them, tell them apart, take a merge back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ui.imports.sending import key_of, number_of, refuse, sent_form
from ui.page import Pages, back_to, word
from ui.said import Undo, tell
from ui.texts import Language, catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
MOST: Final = 20
SIDES: Final = (
    ("code", "Number"), ("name", "Name"), ("department", "Department"), ("position", "Position"),
    ("status", "Status"), ("hiredOn", "Hired"), ("leftOn", "Left"), ("phone", "Phone"), ("email", "Email"),
)  # fmt: skip


class Duplicates:
    """GET /data/duplicates; POST merges, tells apart, takes back."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        language = self.pages.language(request)
        found = await self.pages.ask(request, "imports/duplicates", first=MOST)
        say = catalogue(language).ugettext
        pairs = [
            {**pair, "lines": compared(pair["one"], pair["other"], language, say)}
            for pair in found["duplicateCandidates"] or []
            if pair["one"] and pair["other"]
        ]
        view = {
            "pairs": pairs,
            "merges": (found["employeeMerges"] or {}).get("nodes") or [],
            "failed": [self.pages.say(request, one) for one in found.errors]
            if found["duplicateCandidates"] is None
            else [],
        }
        return await self.pages.show(request, "imports/duplicates.html", view)

    async def merge(self, request: Request) -> Response:
        sent = await sent_form(self.pages, request)
        one, other = str(sent.get("one", "")), str(sent.get("other", ""))
        keep = str(sent.get("keep", ""))
        given = {
            "keepId": keep,
            "dropId": other if keep == one else one,
            "reason": str(sent.get("reason", "")).strip() or None,
            "idempotencyKey": key_of(sent),
        }
        answer = await self.pages.ask(request, "imports/merge", input=given)
        refuse(self.pages, request, answer.errors)
        made = answer["mergeEmployees"]
        undo = Undo("/data/duplicates/undo", {"id": made["id"], "version": str(made["version"])})
        return tell(back_to("/data/duplicates"), "merged", undo=undo)

    async def different(self, request: Request) -> Response:
        sent = await sent_form(self.pages, request)
        given = {
            "oneId": str(sent.get("one", "")),
            "otherId": str(sent.get("other", "")),
            "idempotencyKey": key_of(sent),
        }
        answer = await self.pages.ask(request, "imports/different", input=given)
        refuse(self.pages, request, answer.errors)
        return tell(back_to("/data/duplicates"), "told-apart")

    async def unmerge(self, request: Request) -> Response:
        sent = await sent_form(self.pages, request)
        given = {
            "id": str(sent.get("id", "")),
            "version": number_of(sent, "version"),
            "idempotencyKey": key_of(sent),
        }
        answer = await self.pages.ask(request, "imports/unmerge", input=given)
        refuse(self.pages, request, answer.errors)
        return tell(back_to("/data/duplicates"), "undone")


def compared(one: Row, other: Row, language: Language, say: Any) -> list[dict[str, Any]]:
    """Return each thing that is known of either, and whether the two agree on it."""
    lines = []
    for field, title in SIDES:
        left, right = (shown(side[field], field, language) for side in (one, other))
        if left or right:
            lines.append(
                {"title": say(title), "one": left, "other": right, "same": bool(left) and left == right}
            )
    return lines


def shown(value: Any, field: str, language: Language) -> str:
    if value is None:
        return ""
    if field == "status":
        return word(language, "status", value)
    return str(value["name"] if isinstance(value, Mapping) else value)
