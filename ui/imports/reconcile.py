"""Head count and leavers of a month beside what a source counted, with the people who make the difference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.page import Pages, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SIZE = 50
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Reconcile:
    """GET /data/reconcile."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        found = await self.pages.ask(request, "imports/kinds")
        sources = (found["importSources"] or {}).get("nodes") or []
        source = request.query_params.get("source", sources[0]["name"] if sources else "")
        month = request.query_params.get("month", "")
        month = month if MONTH.fullmatch(month) else f"{request.state.ctx.today:%Y-%m}"
        answer = (
            await self.pages.ask(request, "imports/reconcile", source=source, month=month) if source else None
        )
        differences = ((answer["reconciliation"] if answer else None) or {}).get("differences") or []
        start = request.query_params.get("at", "")
        at = int(start) if start.isascii() and start.isdigit() else 0
        asked, place = {"source": source, "month": month}, "/data/reconcile"
        view = {
            "sources": sources,
            "source": source,
            "month": month,
            "found": answer["reconciliation"] if answer else None,
            "differences": differences[at : at + SIZE],
            "page": {
                "back": place + query(asked, at=max(at - SIZE, 0) or "") if at else "",
                "next": place + query(asked, at=at + SIZE) if at + SIZE < len(differences) else "",
            },
            "failed": [self.pages.say(request, one) for one in answer.errors] if answer else [],
        }
        return await self.pages.show(request, "imports/reconcile.html", view, blocks={"results": "results"})
