"""Moving the people chosen in the list, or all it shows: all or none, by a job where they are many, and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from starlette.datastructures import QueryParams

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.people.search import Search, as_tree, children_of
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FIELDS: Final = ("departmentId", "positionId", "locationId", "managerCode", "effectiveOn", "reason")
WHAT: Final = ("departmentId", "positionId", "locationId", "managerCode")
PAGE: Final = 100
MOST: Final = 1000
SHOWN: Final = 6
"""So many names stand in the form; the others are counted."""
BLOCKS: Final = {"drawer": "move"}
BUSY: Final = ("QUEUED", "RUNNING")


class Bulk:
    """GET shows whom and where, in the drawer or as a page; POST moves them; a job is followed on a page of its own."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def move(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        require_right(self.pages, request, "moveEmployees")
        if request.method == "GET":
            given = request.query_params
            form = Form("", {"effectiveOn": request.state.ctx.today.isoformat()})
            every = request.url.query if "every" in given else ""
            return await self._show(request, given.getlist("pick"), form, given.get("next", ""), every)
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values, every = typed(sent, FIELDS), str(sent.get("every", ""))
        ids = (
            await everyone(self.pages, request, every)
            if every
            else [str(each) for each in sent.getlist("pick")]
        )
        going_back, key = str(sent.get("next", "")), str(sent.get("key", "")) or uuid4().hex
        form = Form(say("Not moved yet"), values, {}, HTTPStatus.UNPROCESSABLE_ENTITY)
        if every and str(len(ids)) != sent.get("count"):
            form.errors[""] = say("The list has changed meanwhile; look at it again.")
            form.status = HTTPStatus.CONFLICT
        elif not any(values[name] for name in WHAT):
            form.errors["departmentId"] = say("Say where they go: one of these is needed.")
        else:
            asked = {name: value for name, value in values.items() if value} | {
                "ids": ids,
                "idempotencyKey": key,
            }
            answer = await self.pages.ask(request, "people/move", input=asked)
            if done := answer["moveEmployees"]:
                return self._moved(done, going_back or "/people")
            form = troubled(say("Not moved yet"), values, answer.errors, self.pages.language(request))
        return await self._show(request, ids, form, going_back, every)

    def _moved(self, done: Mapping[str, Any], place: str) -> Response:
        if done["jobId"]:
            return back_to(f"/people/bulk/{done['jobId']}" + query({"move": done["id"], "next": place}))
        return tell(
            back_to(place), "moved", undo=Undo("/people/bulk/undo", {"id": done["id"]}), num=done["count"]
        )

    async def undo(self, request: Request) -> Response:
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        move = str(sent.get("id", ""))
        answer = await self.pages.ask(
            request, "people/unmove", input={"id": move, "idempotencyKey": uuid4().hex}
        )
        if answer.errors:
            raise PageTrouble(
                HTTPStatus.CONFLICT, " ".join(self.pages.say(request, one) for one in answer.errors)
            )
        if answer["undoMove"] != move:
            return back_to(f"/people/bulk/{answer['undoMove']}" + query({"next": str(sent.get("next", ""))}))
        return tell(back_to(str(sent.get("next", ""))), "undone")

    async def job(self, request: Request) -> Response:
        """Show how far a large move or its undo is, and what became of it."""
        require_right(self.pages, request, "moveEmployees")
        found = await self.pages.ask(request, "people/bulk_job", id=request.path_params["job"])
        if (job := found["job"]) is None:
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        zh, _, en = str(job["error"] or "").partition(": ")[2].partition(" | ")
        given = request.query_params
        view = {
            "job": job,
            "is_busy": job["state"] in BUSY,
            "why": en if self.pages.language(request) == "en" and en else zh,
            "move": given.get("move", ""),
            "next": place_of(given.get("next", "")),
        }
        return await self.pages.show(request, "people/bulk_job.html", view, blocks={"bulk-job": "state"})

    async def _show(
        self, request: Request, ids: Sequence[str], form: Form, going_back: str, every: str = ""
    ) -> Response:
        chosen = await everyone(self.pages, request, every) if every else list(dict.fromkeys(ids))[:PAGE]
        found = await self.pages.ask(request, "people/picked", ids=chosen[:PAGE])
        options = await self.pages.ask(request, "people/open_choices", on=request.state.ctx.today.isoformat())
        nodes = {
            name: (options[name] or {}).get("nodes") or []
            for name in ("departments", "positions", "locations")
        }
        people = (found["employees"] or {}).get("nodes") or []
        view: dict[str, Any] = {
            "people": people[:SHOWN] if every else people,
            "count": len(chosen) if every else len(people),
            "most": MOST,
            "every": every,
            "form": form,
            "key": uuid4().hex,
            "next": going_back,
            "departments": [
                (row["id"], "　" * row["depth"] + row["name"]) for row in as_tree(nodes["departments"])
            ],
            "positions": [(row["id"], row["name"]) for row in nodes["positions"]],
            "locations": [(row["id"], row["name"]) for row in nodes["locations"]],
        }
        return await self.pages.show(request, "people/bulk.html", view, status=form.status, blocks=BLOCKS)


async def everyone(pages: Pages, request: Request, every: str) -> list[str]:
    """Return whom the list shows under its conditions, at most a page more than can be taken."""
    viewer = await pages.viewer(request)
    facets = await pages.ask(request, "people/facets", status=False, department=True)
    search = Search.read(QueryParams(every), viewer["can"])
    where = search.filter(children_of((facets["departments"] or {}).get("nodes", [])))
    ids: list[str] = []
    after: str | None = None
    while len(ids) <= MOST:
        found = await pages.ask(request, "people/every", **where, first=PAGE, after=after)
        people = found["employees"] or {"nodes": [], "pageInfo": {"hasNextPage": False}}
        ids += [row["id"] for row in people["nodes"]]
        if not people["pageInfo"]["hasNextPage"]:
            break
        after = people["pageInfo"]["endCursor"]
    return ids


def require_right(pages: Pages, request: Request, verb: str) -> None:
    if not may_write(request.state.ctx, f"Mutation.{verb}", own=False):
        raise PageTrouble(
            HTTPStatus.FORBIDDEN, catalogue(pages.language(request)).ugettext("HR changes this; ask them.")
        )


def place_of(text: str) -> str:
    """Return a place of our own to go on to."""
    return text if text.startswith("/people") else "/people"
