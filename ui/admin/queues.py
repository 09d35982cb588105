"""Jobs, integrations and the state of the system: what runs by itself, and what to do when it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.admin.access import Say, open_places, require_place, words
from ui.admin.lists import ListPage, Option
from ui.admin.people import token_row
from ui.admin.rows import Button, Cell, Row
from ui.offers import may_write
from ui.page import Pages, word
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

TONES = {
    "QUEUED": ("info", "timer"),
    "RUNNING": ("info", "loader-circle"),
    "DONE": ("good", "check"),
    "FAILED": ("bad", "circle-alert"),
}
MEGABYTE = 1 << 20


def work_states(say: Say) -> Sequence[Option]:
    return (
        ("QUEUED", say("Waiting")),
        ("RUNNING", say("Running")),
        ("DONE", say("Finished")),
        ("FAILED", say("Failed")),
    )


def topic_group(topic: str) -> str:
    """Return which words a topic is told in: most are named as the deed they tell of."""
    return "action" if topic in WORDS["action"] else "job"


def state_cell(one: Mapping[str, Any], say: Say) -> Cell:
    if one["error"] == "CALLED_OFF":
        return Cell(say("Called off"), "", "circle-slash")
    return Cell(dict(work_states(say))[one["state"]], *TONES[one["state"]])


class Jobs(ListPage):
    """The longer pieces of work."""

    path, document = "/settings/jobs", "admin/jobs"
    page, names = "jobs", ("job", "state", "progress", "tries", "askedFor", "lastChange")

    def title(self, say: Say) -> str:
        return say("Jobs")

    def heads(self, say: Say) -> Sequence[str]:
        return say("Job"), say("State"), say("Progress"), say("Tries"), say("Asked for"), say("Last change")

    def states(self, say: Say) -> Sequence[Option]:
        return work_states(say)

    def empty(self, say: Say) -> Option:
        return say("No job"), say("Imports, reports and the work of each day show here.")

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        progress = f"{one['progress']} / {one['total']}" if one["total"] else ""
        error = one["error"] if one["error"] not in (None, "CALLED_OFF") else ""
        return Row(
            (
                Cell(word(self.pages.language(request), "job", one["kind"]), small=error),
                state_cell(one, say),
                Cell(progress),
                Cell(str(one["attempts"])),
                Cell(one["createdAt"] or "", kind="datetime"),
                Cell(one["updatedAt"] or "", kind="datetime"),
            ),
            self._buttons(request, one, say),
        )

    def _buttons(self, request: Request, one: Mapping[str, Any], say: Say) -> Sequence[Button]:
        if not may_write(request.state.ctx, "system", own=False):
            return ()
        fields = {"id": one["id"]}
        if one["state"] == "FAILED":
            return (Button("retry-job", say("Try again"), "rotate-ccw", fields),)
        if one["state"] == "QUEUED":
            return (Button("cancel-job", say("Call off"), "x", fields),)
        return ()


class Integrations(ListPage):
    """Messages to the outside; the tokens that come in from there stand below."""

    path, document, template = "/settings/integrations", "admin/deliveries", "admin/integrations.html"

    def title(self, say: Say) -> str:
        return say("Queue and tokens")

    def heads(self, say: Say) -> Sequence[str]:
        return say("Message"), say("State"), say("Confirmation"), say("Tries"), say("Made"), say("Next try")

    def states(self, say: Say) -> Sequence[Option]:
        return work_states(say)

    def empty(self, say: Say) -> Option:
        return say("No message"), say("What other systems are told of shows here.")

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        fields, waits = {"id": one["id"]}, one["state"] in ("FAILED", "QUEUED")
        may = may_write(request.state.ctx, "system", own=False)
        return Row(
            (
                Cell(
                    word(self.pages.language(request), topic_group(one["topic"]), one["topic"]),
                    small=one["error"] or "",
                ),
                state_cell(one, say),
                Cell(say("Received") if one["hasReceipt"] else ""),
                Cell(str(one["attempts"])),
                Cell(one["createdAt"] or "", kind="datetime"),
                Cell((one["nextAt"] if waits else "") or "", kind="datetime"),
            ),
            (Button("resend-delivery", say("Send now"), "rotate-ccw", fields),) if may and waits else (),
        )

    async def more(self, request: Request) -> dict[str, Any]:
        say = words(self.pages, request)
        answer = await self.pages.ask(request, "admin/tokens", first=50)
        found = (answer["found"] or {}).get("nodes") or []
        may = may_write(request.state.ctx, "api_token", own=False)
        rows = []
        for one in found:
            row, who = token_row(one, say, keeps=may), one["account"] or {}
            rows.append(
                Row(
                    (*row.cells, Cell(who.get("displayName") or "", small=who.get("username") or "")),
                    row.buttons,
                )
            )
        heads = say("Token"), say("May"), say("Last used"), say("Runs out"), say("Account")
        return {"tokens": rows, "token_heads": heads}


class System:
    """GET /settings/system."""

    path = "/settings/system"

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        require_place(self.pages, request, self.path)
        say = words(self.pages, request)
        answer = await self.pages.ask(request, "admin/system")
        view = {
            "title": say("System"),
            "sub": "",
            "places": open_places(self.pages, request),
            "current": self.path,
            "state": answer["system"],
            "megabytes": (answer["system"] or {}).get("databaseBytes", 0) / MEGABYTE,
            "failed": [self.pages.say(request, error) for error in answer.errors],
            "may_check": may_write(request.state.ctx, "audit_check", own=False),
        }
        return await self.pages.show(request, "admin/system.html", view)
