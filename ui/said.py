"""What a form did, told on the page that follows and taken back there: a cookie that lives for one page."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COOKIE: Final = "said"
SECONDS: Final = 30
SENTENCES: Final[Mapping[str, str]] = {
    "added": "Person added",
    "contract": "Contract recorded",
    "document-kept": "Document kept",
    "document-gone": "Document removed",
    "note-kept": "Note kept",
    "fields-kept": "Fields saved",
    "field-defined": "Field added",
    "field-changed": "Field changed",
    "corrected": "Corrected; the earlier version stays in the history",
    "retracted": "Taken back; it stays in the history",
    "saved": "Changes saved",
    "complete-probation": "Probation completed",
    "transfer": "Transfer recorded",
    "promote": "Promotion recorded",
    "pay": "Pay change recorded",
    "notice": "Notice recorded",
    "withdraw-notice": "Notice withdrawn",
    "leave": "Leaving recorded",
    "rehire": "Rehired",
    "password": "Password set; sign in with it",
    "drafted": "Draft saved",
    "handed-in": "Handed in for signing",
    "signed": "Signed",
    "sent-back": "Sent back to its author",
    "published": "Published",
    "retired": "Retired",
    "target-set": "Target set",
    "target-removed": "Target removed",
    "default-set": "Default of the family set",
    "core-signed": "The twelve core metrics are signed for your side",
    "frozen": "Report frozen",
    "report-deleted": "Report thrown away",
    "kept": "Kept on the board",
    "account-added": "Account added; invite its owner now",
    "account-disabled": "Account disabled",
    "account-enabled": "Account enabled",
    "account-unlocked": "Unlocked",
    "account-unlinked": "Unlinked",
    "role-revoked": "Role revoked",
    "session-ended": "Signed out there",
    "sessions-ended": "Signed out everywhere else",
    "token-revoked": "Token revoked",
    "grant-proposed": "Proposed; a second person decides",
    "grant-approved": "Approved",
    "grant-refused": "Refused",
    "grant-withdrawn": "Proposal withdrawn",
    "job-retried": "The job runs again",
    "job-cancelled": "Job called off",
    "delivery-resent": "Sent again",
    "closed": "Closed",
    "reopened": "Open again",
    "master-added": "Added to the list",
    "chain-whole": "The chain is whole: %(num)s entries checked",
    "board-deleted": "Board thrown away",
    "undone": "Taken back",
    "day-recorded": "Day recorded",
    "day-removed": "Day taken away",
    "day-adjusted": "Adjustment recorded; it counts in the next open month",
    "month-locked": "Month locked",
    "month-unlocked": "Month open again",
    "leave-asked": "Request handed in",
    "leave-withdrawn": "Request taken back",
    "leave-returned": "Days given back",
    "kind-set": "Kind of leave saved",
    "calendar-set": "Calendar saved",
    "balance-set": "Balance adjusted",
    "approved": "Approved",
    "refused": "Refused",
    "returned": "Returned for changes",
    "too-late": "Too late to take back",
    "taken-back": "Request taken back",
    "resigned": "Resignation handed in",
    "deputy-named": "Deputy named",
    "deputy-ended": "Deputy's time ended",
    "chain-set": "Chain saved",
    "norm-set": "Norm set",
    "settled": "Conflict settled",
    "settled-many": "%(num)s conflicts settled",
    "merged": "Records merged",
    "told-apart": "Kept as two people",
    "view-kept": "View kept",
    "view-deleted": "View thrown away",
    "view-opens": "The list opens this way from now on",
    "moved": "%(num)s moved",
    "home-usual": "Home is laid out as it was made",
    "notices-read": "Marked as read",
}


@dataclass(frozen=True)
class Undo:
    """A form that takes back what was done: where it is sent, its fields, and how long it is offered.

    The place ends in `/undo`, so that nothing but taking back can be offered this way.
    """

    place: str
    fields: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 10

    def __post_init__(self) -> None:
        if not (self.place.startswith("/") and self.place.endswith("/undo")) or self.place.startswith("//"):
            raise ValueError(f"undo is sent to a path of ours that ends in /undo, not to {self.place!r}")


@dataclass(frozen=True)
class Said:
    """What a toast shows: a message id, the number that stands in it, and the way back."""

    text: str
    num: int = 0
    undo: Undo | None = None


def tell(response: Response, key: str, *, undo: Undo | None = None, num: int = 0) -> Response:
    """Have the next page say it, with `num` in its place, and offer to take it back."""
    response.set_cookie(COOKIE, written(key, undo, num), max_age=SECONDS, samesite="lax", httponly=True)
    return response


def told(request: Request) -> Said | None:
    """Return what is to be said, if anything; what can't be read or isn't ours says nothing."""
    key, _, more = request.cookies.get(COOKIE, "").partition(".")
    if (text := SENTENCES.get(key)) is None:
        return None
    try:
        num, undo = read(more) if more else (0, None)
    except (ValueError, TypeError, KeyError):
        return Said(text)
    return Said(text, num, undo)


def written(key: str, undo: Undo | None, num: int) -> str:
    if undo is None and not num:
        return key
    more = {"n": num} | ({"p": undo.place, "f": undo.fields, "s": undo.seconds} if undo else {})
    return f"{key}.{urlsafe_b64encode(orjson.dumps(more)).decode().rstrip('=')}"


def read(more: str) -> tuple[int, Undo | None]:
    found = orjson.loads(urlsafe_b64decode(more + "=" * (-len(more) % 4)))
    undo = None
    if "p" in found:
        fields = {str(name): str(value) for name, value in found["f"].items()}
        undo = Undo(str(found["p"]), fields, int(found["s"]))
    return int(found["n"]), undo
