"""Candidates: entering one, and the page on which somebody is tested, moved on, turned down or hired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form
from ui.offers import may_see_plainly, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.recruiting.sections import sees_openings
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NEW: Final = (
    "name",
    "phone",
    "email",
    "source",
    "experienceMonths",
    "expectedPay",
    "appliedOn",
    "note",
    "hasConsent",
)
ONE: Final = (
    "state", "happenedOn", "reason", "kind", "instrument", "score", "result", "evidence", "takenOn", "code", "hiredOn",
    "idNumber", "probationEndsOn", "name", "phone", "email", "experienceMonths", "expectedPay", "note", "hasConsent",
)  # fmt: skip
DEEDS: Final[dict[str, tuple[str, tuple[str, ...], str]]] = {
    # the button: document, fields, what is said afterwards
    "move": ("recruiting/move", ("state", "happenedOn", "reason"), "candidate-moved"),
    "test": (
        "recruiting/test",
        ("kind", "instrument", "score", "result", "evidence", "takenOn"),
        "test-kept",
    ),
    "change": (
        "recruiting/change",
        ("name", "phone", "email", "experienceMonths", "expectedPay", "note", "hasConsent"),
        "candidate-changed",
    ),
    "hire": ("recruiting/hire", ("code", "hiredOn", "idNumber", "probationEndsOn"), "candidate-hired"),
}
NEXT: Final = {
    "APPLIED": ("TESTING", "INTERVIEWING"),
    "TESTING": ("INTERVIEWING",),
    "INTERVIEWING": ("OFFERED",),
    "OFFERED": (),
    "HIRED": (),
    "REJECTED": ("APPLIED",),
    "WITHDRAWN": ("APPLIED",),
}
"""What a page offers as the next step; the server decides."""
ENDS: Final = ("REJECTED", "WITHDRAWN")


class Candidates:
    """Who applies; what says who they are shows as far as the reader may know it."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def add(self, request: Request) -> Response:
        """Enter somebody who applies."""
        ctx, opening = request.state.ctx, request.path_params["opening"]
        if not sees_openings(ctx):
            raise PageTrouble(404, "")
        row = (await self.pages.ask(request, "recruiting/title", id=opening))["jobOpening"]
        if row is None:
            raise PageTrouble(404, "")
        form = Form("", {"experienceMonths": "0", "source": "OWN", "appliedOn": ctx.today.isoformat()})
        if request.method == "POST":
            raw, values = await sent(self.pages, request, NEW)
            given = {"openingId": opening, "name": "", **told(values)}
            problem = await act(self.pages, request, "recruiting/add", given, values, str(raw.get("key", "")))
            if problem is None:
                return tell(back_to(f"/recruiting/{opening}"), "candidate-added")
            form = problem
        shown = {"opening": row, "form": form, "key": uuid4().hex, "sets_pay": sets_pay(request)}
        return await self.pages.show(request, "recruiting/add.html", shown, status=form.status)

    async def one(self, request: Request) -> Response:
        """Show a candidate with each step and test; who recruits acts on them here."""
        ctx, candidate, problem = request.state.ctx, request.path_params["candidate"], Form("")
        if not sees_openings(ctx):
            raise PageTrouble(404, "")
        if request.method == "POST":
            done = await self._act(request, candidate)
            if not isinstance(done, Form):
                return done
            problem = done
        row = (await self.pages.ask(request, "recruiting/candidate", id=candidate))["candidate"]
        if row is None:
            raise PageTrouble(404, "")
        ranking = (await self.pages.ask(request, "recruiting/rank", id=row["opening"]["id"]))[
            "candidateRanking"
        ]
        ranks = (ranking or {}).get("ranks") or ()
        open_state = row["state"] not in (*ENDS, "HIRED")
        acts = may_write(ctx, "Mutation.moveCandidate", own=False) and row["erasedAt"] is None
        shown = {
            "row": row, "form": problem, "key": uuid4().hex,
            "standing": next((each for each in ranks if each["candidateId"] == candidate), None),
            "steps": NEXT[row["state"]] if acts else (), "ends": ENDS if acts and open_state else (),
            "edit": problem if await deed_of(request) == "change" and problem.errors else of_row(row),
            "sees_contacts": may_see_plainly(ctx, "Candidate.phone"),
            "tests": acts and open_state, "acts": acts, "sets_pay": sets_pay(request),
            "hires": acts and row["state"] == "OFFERED" and may_write(ctx, "Mutation.hireEmployee", own=False),
        }  # fmt: skip
        return await self.pages.show(request, "recruiting/candidate.html", shown, status=problem.status)

    async def _act(self, request: Request, candidate: str) -> Response | Form:
        raw, values = await sent(self.pages, request, ONE)
        deed = str(raw.get("do", ""))
        if deed not in DEEDS:
            raise PageTrouble(404, "")
        document, names, said = DEEDS[deed]
        given = told({name: values[name] for name in names})
        given |= {"candidateId": candidate} if deed == "test" else {"id": candidate, **version_of(raw)}
        for name in {"test": ("evidence",), "hire": ("code",)}.get(deed, ()):
            given.setdefault(name, "")
        problem = await act(self.pages, request, document, given, values, str(raw.get("key", "")))
        return problem or tell(back_to(f"/recruiting/candidates/{candidate}"), said)


async def deed_of(request: Request) -> str:
    return str((await request.form()).get("do", "")) if request.method == "POST" else ""


def of_row(row: Mapping[str, Any]) -> Form:
    """Return the form as the candidate stands; what the reader sees only in part is left to be typed anew."""
    texts = ("name", "phone", "email", "expectedPay", "note")
    values = {name: str(row[name]) for name in texts if row[name] and "*" not in str(row[name])}
    months = {"experienceMonths": str(row["experienceMonths"] or 0)}
    return Form("", values | months | ({"hasConsent": "1"} if row["hasConsent"] else {}))


def sets_pay(request: Request) -> bool:
    return may_write(request.state.ctx, "Candidate.expectedPay", own=False)


def told(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form tells, as the contract takes it; months that are no number are refused by the server."""
    given: dict[str, Any] = filled(values)
    if "hasConsent" in values:
        given["hasConsent"] = values["hasConsent"] == "1"
    if "experienceMonths" in values:
        text = values["experienceMonths"]
        given["experienceMonths"] = int(text) if text.isdigit() else 0 if not text else -1
    return given
