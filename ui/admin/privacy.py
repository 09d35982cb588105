"""What is kept about the reader, who looked at it under which rule, and all of it as a file to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response

from ui.admin.access import words
from ui.page import Pages, PageTrouble

if TYPE_CHECKING:
    from starlette.requests import Request

GROUPS = (
    ("name", "code", "status", "department", "position", "location", "manager"),
    ("phone", "email", "idNumber", "gender", "birthOn"),
    ("employmentType", "contract", "hiredOn", "probationEndsOn", "contractEndsOn", "leftOn", "fte"),
    ("baseSalary",),
)
COUNTED = ("assignments", "employments", "compensations", "attendance")


class Privacy:
    """GET /privacy and /privacy/export."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        say = words(self.pages, request)
        answer = await self.pages.ask(request, "admin/privacy", id=await self._me(request))
        me, log = answer["me"] or {}, answer["accessLog"] or {}
        titles = (
            say("Who you are here"),
            say("How to reach you, and what is protected"),
            say("Your employment"),
            say("Your pay"),
        )
        view = {
            "title": say("My data"),
            "sub": "",
            "places": [],
            "current": "/privacy",
            "me": me,
            "groups": [
                (title, [(name, text_of(me.get(name))) for name in names])
                for title, names in zip(titles, GROUPS, strict=True)
            ],
            "counted": [(name, (me.get(name) or {}).get("totalCount") or 0) for name in COUNTED],
            "looks": by_rule(log.get("nodes") or []),
            "total": log.get("totalCount") or 0,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "admin/privacy.html", view)

    async def export(self, request: Request) -> Response:
        """Hand everything out as JSON, under the same policy as any page."""
        answer = await self.pages.ask(request, "admin/taken", id=await self._me(request))
        ctx = request.state.ctx
        whole = {"company": self.pages.doors.settings.company, "asOf": ctx.now.isoformat(), **answer.data}
        headers = {
            "Content-Disposition": f'attachment; filename="my-data-{ctx.today.isoformat()}.json"',
            "Cache-Control": "private, no-store",
        }
        return Response(
            orjson.dumps(whole, default=str, option=orjson.OPT_INDENT_2),
            headers=headers,
            media_type="application/json",
        )

    async def _me(self, request: Request) -> str:
        own = (await self.pages.viewer(request)).get("employee")
        if not own:
            say = words(self.pages, request)
            raise PageTrouble(
                404, say("Your account belongs to no employee, so nothing is kept about you here.")
            )
        return str(own["id"])


def text_of(value: object) -> str | None:
    """Spell a value: of a linked row its name."""
    if isinstance(value, Mapping):
        return str(value["name"]) if value.get("name") else None
    return None if value is None else str(value)


def by_rule(looks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Gather looks by who may look why: the rule and the roles; how often, what, and when last."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for look in looks:
        key = (look["rule"] or "", look["roles"] or "")
        one = found.setdefault(
            key, {"rule": key[0], "roles": key[1], "times": 0, "who": set(), "what": set(), "last": ""}
        )
        one["times"] += 1
        one["who"].add(look["actorName"] or "")
        one["what"] |= set((look["fieldGroup"] or "").split())
        one["last"] = max(one["last"], look["at"] or "")
    rows = sorted(found.values(), key=lambda one: one["last"], reverse=True)
    return [{**one, "who": sorted(one["who"]), "what": " ".join(sorted(one["what"]))} for one in rows]
