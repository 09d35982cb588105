"""The one-button acts of these pages: each sends one mutation and comes back; some can be taken back for 10 s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ui.admin.access import open_places, words
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.said import Undo, tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


@dataclass(frozen=True)
class Act:
    """What a button sends: its mutation, the kind of its input, what is told, and the act that takes it back."""

    mutation: str
    said: str
    input: str = "OneInput"
    undo: str = ""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    is_many: bool = False
    """Several at once, though nothing takes it back."""

    @property
    def document(self) -> str:
        return f"mutation Deed($input: {self.input}!) {{ {self.mutation}(input: $input) {{ id }} }}"


ACTS: Mapping[str, Act] = {
    "disable-account": Act("disableAccount", "account-disabled", undo="enable-account"),
    "enable-account": Act("enableAccount", "account-enabled", undo="disable-account"),
    "unlock-account": Act("unlockAccount", "account-unlocked"),
    "unlink-account": Act("unlinkAccount", "account-unlinked"),
    "revoke-role": Act("revokeRole", "role-revoked"),
    "end-session": Act("endSession", "session-ended"),
    "end-other-sessions": Act("endOtherSessions", "sessions-ended", "Once"),
    "end-account-sessions": Act("endAccountSessions", "account-signed-out", is_many=True),
    "revoke-token": Act("revokeToken", "token-revoked"),
    "approve-grant": Act(
        "decideGrant", "grant-approved", "DecideGrantInput", fixed={"decision": "APPROVE"}, more=("version",)
    ),
    "refuse-grant": Act(
        "decideGrant",
        "grant-refused",
        "DecideGrantInput",
        fixed={"decision": "REFUSE"},
        more=("version", "note"),
    ),
    "withdraw-grant": Act("withdrawGrant", "grant-withdrawn", "WithdrawGrantInput"),
    "retry-job": Act("retryJob", "job-retried"),
    "cancel-job": Act("cancelJob", "job-cancelled", undo="retry-job"),
    "resend-delivery": Act("resendDelivery", "delivery-resent"),
    "close-department": Act(
        "closeDepartment", "closed", "CloseInput", "reopen-department", more=("closedOn",)
    ),
    "reopen-department": Act("reopenDepartment", "reopened", "NamedInput"),
    "close-position": Act("closePosition", "closed", "CloseInput", "reopen-position", more=("closedOn",)),
    "reopen-position": Act("reopenPosition", "reopened", "NamedInput", "close-position"),
    "close-location": Act("closeLocation", "closed", "CloseInput", "reopen-location", more=("closedOn",)),
    "reopen-location": Act("reopenLocation", "reopened", "NamedInput", "close-location"),
}


class Deeds:
    """POST /settings/do/{deed} to one, /settings/many/{deed} to all that are chosen, and each with /undo behind it."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def do(self, request: Request) -> Response:
        act = ACTS.get(request.path_params["deed"])
        if act is None:
            raise PageTrouble(404, "")
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        row = str(form.get("id", ""))
        given: dict[str, Any] = ({} if act.input == "Once" else {"id": row}) | dict(act.fixed)
        for name in act.more:
            if text := str(form.get(name, "")).strip():
                given[name] = int(text) if name == "version" and text.isdecimal() else text
        answer = await self.pages.run(request, act.document, input=given)
        if answer.errors:
            return await self._refused(request, answer, own_place(str(form.get("next", ""))))
        back = back_to(str(form.get("next", "/settings")))
        is_undo = request.url.path.endswith("/undo")
        way = Undo(f"/settings/do/{act.undo}/undo", {"id": row}) if act.undo and not is_undo else None
        return tell(back, "undone" if is_undo else act.said, undo=way)

    async def many(self, request: Request) -> Response:
        """Do one act to each chosen row; what refuses stays as it was, and what was done can be taken back together."""
        act = ACTS.get(request.path_params["deed"])
        if act is None or not (act.undo or act.is_many) or act.more:
            raise PageTrouble(404, "")
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        chosen = " ".join(str(each) for each in form.getlist("pick")).split()
        back, done, answer = str(form.get("next", "/settings")), list[str](), None
        for row in chosen:
            answer = await self.pages.run(request, act.document, input={"id": row} | dict(act.fixed))
            done += [] if answer.errors else [row]
        if answer and not done:
            return await self._refused(request, answer, own_place(back))
        is_undo = request.url.path.endswith("/undo")
        way = (
            None
            if is_undo or not done or not act.undo
            else Undo(f"/settings/many/{act.undo}/undo", {"pick": " ".join(done)})
        )
        key = "undone" if is_undo else "done-many" if len(done) == len(chosen) else "done-some"
        return tell(back_to(back), key, undo=way, num=len(done)) if done else back_to(back)

    async def _refused(self, request: Request, answer: Answer, back: str) -> Response:
        """Say why nothing was done, and lead back to where the button was."""
        trouble = answer.errors[0].get("extensions") or {}
        say = words(self.pages, request)
        view = {
            "title": say("Nothing was changed"),
            "sub": "",
            "current": "",
            "places": open_places(self.pages, request),
            "says": self.pages.say(request, answer.errors[0]),
            "back": back,
        }
        status = {"DENIED": 403, "NOT_FOUND": 404}.get(str(trouble.get("code")), 409)
        return await self.pages.show(request, "admin/refused.html", view, status=status)


def own_place(place: str) -> str:
    """Return a place of our own to lead back to."""
    return place if place.startswith("/") and not place.startswith(("//", "/\\")) else "/settings"
