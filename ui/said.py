"""What a form did, told on the page that follows: a key in a cookie that lives for one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COOKIE: Final = "said"
SECONDS: Final = 30
SENTENCES: Final[Mapping[str, str]] = {
    "added": "Person added",
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
    "board-deleted": "Board thrown away",
}


def tell(response: Response, key: str) -> Response:
    """Have the next page say it."""
    response.set_cookie(COOKIE, key, max_age=SECONDS, samesite="lax", httponly=True)
    return response


def told(request: Request) -> str:
    """Return the sentence's message id, "" when nothing is to be said; unknown keys say nothing."""
    return SENTENCES.get(request.cookies.get(COOKIE, ""), "")
