"""The views of the inbox: what each asks for, how it is ordered, and who has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ui.offers import may_see, may_write

if TYPE_CHECKING:
    from server.kernel.context import Context

OPEN, WAITING, DONE = ["RECEIVED", "ROUTED", "RESPONDED"], ["RECEIVED", "ROUTED"], ["RESOLVED", "CLOSED"]
CLOSE = timedelta(hours=4)
COUNTED = ("mine", "team", "close", "late", "unrouted")
ORDERS: Mapping[str, list[dict[str, str]]] = {
    "due": [{"dueAt": "ASC"}, {"id": "ASC"}],
    "new": [{"receivedAt": "DESC"}, {"id": "DESC"}],
    "score": [{"score": "ASC"}, {"id": "ASC"}],
}
Where = dict[str, Any]


def wheres(me: str, now: datetime) -> dict[str, Where]:
    """Return what each view asks for, as the contract takes it."""
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
        "done": {"state": {"in": DONE}},
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


def handles(ctx: Context) -> bool:
    """Tell whether the reader heads a unit whose tickets they may handle; members are told by each ticket."""
    return may_write(ctx, "Mutation.claimCustomerFeedback", own=False)
