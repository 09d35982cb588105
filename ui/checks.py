"""Leaving a field: the form goes to its own address as a look ahead, and what comes back is what is wrong, by field.

Nothing is written: the operation runs whole, so that there is one rule, and its transaction is rolled back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse, Response

from ui.forms import Form

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.doors import Caller

HEADER: Final = "x-check"
REHEARSED: Final = "REHEARSED"
CHANGE: Final = re.compile(r"^[^#\n]*\bmutation\b", re.MULTILINE)
"""Too much rather than too little: a document that only reads can be rehearsed too."""
HEADERS: Final = {"Cache-Control": "no-store"}


class Checked(Exception):
    """Ends a look ahead with what was wrong at the fields that were asked about; empty: nothing."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


def begun(request: Request) -> bool:
    """Say whether a form is only to be looked over, and remember for which fields."""
    if request.method == "POST" and HEADER in request.headers:
        request.state.looked_over = frozenset(request.headers[HEADER].split(","))
    return bool(asked(request))


def asked(request: Request) -> frozenset[str]:
    """Return the fields a form is looked over for; empty where it is sent in earnest."""
    found: frozenset[str] = getattr(request.state, "looked_over", frozenset())
    return found


def caller_of(request: Request, document: str) -> Caller:
    """Return as whom a document runs: a look ahead changes nothing, and reads as ever."""
    caller: Caller = request.state.ctx
    return caller.rehearsing() if asked(request) and CHANGE.search(document) else caller


def still_missing(request: Request, empty: Mapping[str, str]) -> dict[str, str]:
    """Return what is missing, of a form that is looked over only where its reader has been, so that the rest is."""
    names = asked(request)
    return {name: say for name, say in empty.items() if not names or name in names}


def passed(request: Request, codes: set[str]) -> None:
    """End a look ahead that came to the end of its operation."""
    if asked(request) and codes == {REHEARSED}:
        raise Checked({})


def looked_over(request: Request, view: Mapping[str, Any]) -> None:
    """End a look ahead that would show its form again."""
    if not (names := asked(request)):
        return
    forms = [one for one in view.values() if isinstance(one, Form)]
    raise Checked({name: say for form in forms for name, say in form.errors.items() if name in names})


def answer(wrong: Mapping[str, str]) -> Response:
    """Answer with a sentence by field, or nothing at all; it went well either way, so a browser logs no error."""
    return JSONResponse(wrong, headers=HEADERS) if wrong else Response(status_code=204, headers=HEADERS)
