"""The views of the inbox: what each asks for, how it is ordered, and who has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ui.offers import may_see, units_led

if TYPE_CHECKING:
    from server.kernel.context import Context

OPEN, WAITING = ["RECEIVED", "ROUTED", "RESPONDED"], ["RECEIVED", "ROUTED"]
CLOSE = timedelta(hours=4)
HANDLING = "Mutation.claimCustomerFeedback"
COUNTED = ("mine", "team", "close", "late", "unrouted")
ORDERS: Mapping[str, list[dict[str, str]]] = {
    "due": [{"dueAt": "ASC"}, {"id": "ASC"}],
    "new": [{"receivedAt": "DESC"}, {"id": "DESC"}],
    "score": [{"score": "ASC"}, {"id": "ASC"}],
}
Where = dict[str, Any]


def wheres(me: str, now: datetime) -> dict[str, Where]:
    """Return what each view asks for, as the contract takes it.

    What is done is told by what it is not: nearly all there is, it is read through and not looked up row by row.
    """
    at, unanswered = now.isoformat(), {"firstResponseAt": {"isNull": True}, "pausedAt": {"isNull": True}}
    waits: Where = {"state": {"in": WAITING}, **unanswered}
    return {
        "mine": {"assignee": {"id": {"eq": me}}, "state": {"in": OPEN}},
        "team": {"isMine": {"eq": True}, "assigneeName": {"isNull": True}, "state": {"in": OPEN}},
        "close": {**waits, "dueAt": {"gte": at, "lte": (now + CLOSE).isoformat()}},
        "late": {
            "state": {"in": OPEN},
            "or": [{"isBreached": {"eq": True}}, {**unanswered, "dueAt": {"lt": at}}],
        },
        "unrouted": {"state": {"eq": "RECEIVED"}},
        "open": {"state": {"in": OPEN}},
        "about": {"agent": {"id": {"eq": me}}, "not": {"state": {"eq": "INVALID"}}},
        "done": {"not": {"state": {"in": [*OPEN, "INVALID"]}}},
        "invalid": {"state": {"eq": "INVALID"}},
    }


def views_of(ctx: Context) -> list[str]:
    """List the views a reader has: their own work first; whole queues for who sees more than their own."""
    own = ctx.principal.employee_id is not None
    sees = may_see(ctx, "CustomerFeedback.id")
    return [
        *(["mine", "team"] if own else []),
        *["close", "late"],
        *(["unrouted", "open"] if sees else []),
        *(["about"] if own else []),
        "done",
        *(["invalid"] if sees else []),
    ]


def may_handle(ctx: Context, row: Mapping[str, Any]) -> bool:
    """Tell whether the reader answers a ticket: it went to them or their team, or their unit handles it."""
    unit = row["handlerDepartment"] or row["department"]
    return bool(row["isMine"]) or bool(unit and unit["id"] in units_led(ctx, HANDLING))
