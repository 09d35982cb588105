"""The conflict ledger: what sources say differently, settled with one click or by a rule for many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.imports.sending import key_of, number_of, refuse, sent_form
from ui.imports.sources import fields_of
from ui.offers import may_write
from ui.page import Pages, back_to, query
from ui.said import Undo, tell
from ui.shell.lists import desk_of
from ui.shell.paging import page_of, pager

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

STATES = ("OPEN", "SETTLED")
MOST = 25
"""As many as a page shows are settled at once."""


class Conflicts:
    """GET /data/conflicts; POST /data/conflicts/{id}, /data/conflicts/chosen and /data/conflicts/all."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        given = request.query_params
        desk = await desk_of(self.pages, request, "conflicts")
        if not given and desk.opens:
            return back_to(desk.opens)
        state = given.get("state", "OPEN")
        state = state if state in STATES else "OPEN"
        field = given.get("field", "")
        where: dict[str, Any] = {"state": {"eq": state}}
        if field:
            where["field"] = {"eq": field}
        found = await self.pages.ask(request, "imports/conflicts", where=where, **page_of(given))
        conflicts = found["conflicts"] or {}
        asked = {"state": state, "field": field, desk.listed.mark: given.get(desk.listed.mark)}
        view = {
            "desk": desk,
            "rows": [
                {**row, "may": may_settle(request, row["field"])} for row in conflicts.get("nodes") or []
            ],
            "total": conflicts.get("totalCount", 0),
            "state": state,
            "states": STATES,
            "field": field,
            "fields": fields_of(found["importKinds"] or []),
            "sources": (found["importSources"] or {}).get("nodes") or [],
            "page": pager("/data/conflicts", asked, conflicts.get("pageInfo") or {}),
            "failed": [self.pages.say(request, one) for one in found.errors] if not conflicts else [],
        }
        return await self.pages.show(request, "imports/conflicts.html", view, blocks={"results": "results"})

    async def settle(self, request: Request) -> Response:
        """Believe one source about one conflict."""
        sent = await sent_form(self.pages, request)
        given = {
            "id": request.path_params["id"],
            "source": str(sent.get("source", "")),
            "version": number_of(sent, "version"),
            "idempotencyKey": key_of(sent),
        }
        answer = await self.pages.ask(request, "imports/settle", input=given)
        refuse(self.pages, request, answer.errors)
        undo = Undo("/data/conflicts/chosen/undo", {"ids": answer["settleConflict"]["id"]})
        return tell(back_to(self._back(sent)), "settled", undo=undo)

    async def choose(self, request: Request) -> Response:
        """Believe one source about each chosen conflict that it speaks to; the others stay open."""
        sent = await sent_form(self.pages, request)
        source, done = str(sent.get("source", "")), list[str]()
        for row in sent.getlist("pick")[:MOST]:
            given = {"id": str(row), "source": source}
            answer = await self.pages.ask(request, "imports/settle", input=given)
            done += [] if answer.errors else [answer["settleConflict"]["id"]]
        undo = Undo("/data/conflicts/chosen/undo", {"ids": " ".join(done)}) if done else None
        return tell(back_to(self._back(sent)), "settled-many", num=len(done), undo=undo)

    async def undo(self, request: Request) -> Response:
        """Take the decisions back: what stood before stands again, and what was open is open."""
        sent = await sent_form(self.pages, request)
        done = 0
        for row in str(sent.get("ids", "")).split()[:MOST]:
            answer = await self.pages.ask(request, "imports/reopen", input={"id": row})
            done += not answer.errors
        return tell(back_to("/data/conflicts?state=OPEN"), "undone" if done else "too-late")

    async def settle_all(self, request: Request) -> Response:
        """Believe one source about everything open, or about one field of it."""
        sent = await sent_form(self.pages, request)
        given = {
            "source": str(sent.get("source", "")),
            "field": str(sent.get("field", "")) or None,
            "idempotencyKey": key_of(sent),
        }
        answer = await self.pages.ask(request, "imports/settle_all", input=given)
        refuse(self.pages, request, answer.errors)
        done = answer["settleConflicts"] or {"settled": 0}
        return tell(back_to(self._back(sent)), "settled-many", num=done["settled"])

    def _back(self, sent: Any) -> str:
        kept = {name: str(sent.get(f"back-{name}", "")) for name in ("state", "field")}
        return "/data/conflicts" + query(kept)


def may_settle(request: Request, field: str) -> bool:
    """Tell whether to offer the choice: who may not write a field does not choose its value."""
    return ":" in field or may_write(request.state.ctx, f"Employee.{field}", own=False)
