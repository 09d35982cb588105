"""Whom whole lists lack: still here, with the reason, or on to the form of leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.imports.sending import key_of, refuse, sent_form
from ui.offers import may_write
from ui.page import Pages, back_to, query
from ui.said import tell
from ui.shell.paging import page_of, pager

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

STATES = ("OPEN", "STILL_HERE", "EXPECTED", "LEFT", "RETURNED")
"""The states to choose from; what a later list repeats, or an undo took back, is asked about no more."""


class Dropped:
    """GET /data/dropped; POST says of those chosen that they are still here, or asks about one again."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        given = request.query_params
        state = given.get("state", "OPEN")
        state = state if state in STATES else "OPEN"
        asked = {"state": state, "batch": given.get("batch", "")}
        where: dict[str, Any] = {"state": {"eq": state}}
        if asked["batch"]:
            where["batch"] = {"id": {"eq": asked["batch"]}}
        found = await self.pages.ask(request, "imports/dropped", where=where, **page_of(given))
        drops = found["sourceDrops"] or {}
        view = {
            "rows": drops.get("nodes") or [],
            "total": drops.get("totalCount", 0),
            "state": state,
            "states": STATES,
            "batch": asked["batch"],
            "may_leave": may_write(request.state.ctx, "Mutation.recordLeave", own=False),
            "page": pager("/data/dropped", asked, drops.get("pageInfo") or {}),
            "failed": [self.pages.say(request, one) for one in found.errors] if not drops else [],
        }
        return await self.pages.show(request, "imports/dropped.html", view, blocks={"results": "results"})

    async def settle(self, request: Request) -> Response:
        sent = await sent_form(self.pages, request)
        again = str(sent.get("again", ""))
        given: dict[str, Any] = {
            "ids": [again] if again else [str(one) for one in sent.getlist("id")],
            "isStillHere": not again,
            "reason": None if again else str(sent.get("reason", "")).strip() or None,
            "idempotencyKey": key_of(sent),
        }
        answer = await self.pages.ask(request, "imports/settle_drops", input=given)
        refuse(self.pages, request, answer.errors)
        done = answer["settleSourceDrops"] or {"settled": 0}
        kept = {name: str(sent.get(f"back-{name}", "")) for name in ("state", "batch")}
        return tell(back_to("/data/dropped" + query(kept)), "drops-settled", num=done["settled"])
