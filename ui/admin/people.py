"""Accounts and proposed rights: who may come in, as what, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.admin.access import Say, open_places, require_place, words
from ui.admin.lists import ListPage, Option
from ui.admin.rows import Button, Cell, Row
from ui.offers import may_write
from ui.page import PageTrouble, word

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def state_of(one: Mapping[str, Any], now: str, say: Say) -> Cell:
    """Say how an account stands: shut, held up, invited, or as it should be."""
    if not one["isActive"]:
        return Cell(say("Disabled"), "", "circle-slash")
    if one["blockedUntil"] and one["blockedUntil"] > now:
        return Cell(say("Held up after failed sign-ins"), "care", "lock")
    if not one["hasPassword"]:
        invited = one["invitedUntil"] and one["invitedUntil"] > now
        return Cell(
            say("Invited") if invited else say("No password yet"), "info" if invited else "care", "mail"
        )
    return Cell(say("In use"))


def moment(request: Request) -> str:
    return str(request.state.ctx.now.strftime("%Y-%m-%dT%H:%M:%SZ"))


class Accounts(ListPage):
    """The accounts of the house."""

    path, document = "/settings/accounts", "admin/accounts"
    page, names = "accounts", ("account", "state", "roles", "seen")

    def title(self, say: Say) -> str:
        return say("Accounts")

    def heads(self, say: Say) -> Sequence[str]:
        return say("Account"), say("State"), say("Roles"), say("Last seen")

    def searches(self, say: Say) -> str:
        return say("User name or display name")

    def states(self, say: Say) -> Sequence[Option]:
        return ("active", say("In use")), ("disabled", say("Disabled"))

    def where(self, given: Mapping[str, str]) -> dict[str, Any] | None:
        return {"isActive": {"eq": given["state"] == "active"}} if given["state"] else None

    def add(self, say: Say) -> tuple[str, str, str] | None:
        return "/settings/accounts/new", "user-plus", say("Add an account")

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        language = self.pages.language(request)
        today = str(request.state.ctx.today)
        held = [
            each["role"]
            for each in (one["grants"] or {}).get("nodes") or []
            if not each["validTo"] or each["validTo"] > today
        ]
        roles = "、".join(word(language, "role", role) for role in dict.fromkeys(held))
        name = Cell(
            one["displayName"] or one["username"],
            href=f"/settings/accounts/{one['id']}",
            small=one["username"],
        )
        return Row(
            (
                name,
                state_of(one, moment(request), say),
                Cell(roles),
                Cell(one["seenAt"] or "", kind="datetime"),
            ),
            key="" if one["id"] == request.state.ctx.principal.account_id else one["id"],
        )

    def bulk(self, request: Request, say: Say) -> Sequence[Button]:
        if not may_write(request.state.ctx, "Mutation.disableAccount", own=False):
            return ()
        return (
            Button("disable-account", say("Disable"), "circle-slash"),
            Button("enable-account", say("Enable"), "circle-check"),
            Button("end-account-sessions", say("Sign out everywhere"), "log-out"),
            Button(
                "invite",
                say("Ask for a new password"),
                "mail",
                place=f"{self.path}/invite",
                confirm=say(
                    "Their passwords, sessions and tokens end at once. You get a link for each to hand over."
                ),
            ),
        )

    async def one(self, request: Request) -> Response:
        """Show one account with all that hangs on it."""
        require_place(self.pages, request, self.path)
        say, row_id = words(self.pages, request), request.path_params["id"]
        answer = await self.pages.ask(request, "admin/account", id=row_id)
        found = (answer["accounts"] or {}).get("nodes") or []
        if not found:
            raise PageTrouble(404, "")
        account = found[0]
        keeps = may_write(request.state.ctx, "Account.displayName", own=False)
        today = str(request.state.ctx.today)
        view = {
            "title": account["displayName"],
            "sub": account["username"],
            "places": open_places(self.pages, request),
            "current": self.path,
            "account": account,
            "state": state_of(account, moment(request), say),
            "roles": [
                role_row(self, request, each, say, keeps=keeps)
                for each in account["grants"]["nodes"]
                if not each["validTo"] or each["validTo"] > today
            ],
            "sessions": [session_row(each, say, keeps=keeps) for each in account["sessions"]["nodes"]],
            "tokens": [token_row(each, say, keeps=keeps) for each in account["tokens"]["nodes"]],
            "open": [
                each
                for each in (answer["grantProposals"] or {}).get("nodes") or []
                if each["state"] == "OPEN"
            ],
            "deeds": account_deeds(account, moment(request), say) if keeps else [],
            "keeps": keeps,
        }
        return await self.pages.show(request, "admin/account.html", view)


def account_deeds(account: Mapping[str, Any], now: str, say: Say) -> list[Button]:
    fields = {"id": account["id"]}
    found = []
    if account["blockedUntil"] and account["blockedUntil"] > now:
        found.append(Button("unlock-account", say("Unlock"), "lock", fields))
    if account["sessions"]["nodes"]:
        found.append(Button("end-account-sessions", say("Sign out everywhere"), "log-out", fields))
    if account["employeeId"]:
        confirm = say("The account keeps its roles and no longer shows a record of its own.")
        found.append(Button("unlink-account", say("Unlink the employee"), "unplug", fields, confirm))
    if account["isActive"]:
        found.append(Button("disable-account", say("Disable"), "circle-slash", fields))
    else:
        found.append(Button("enable-account", say("Enable"), "circle-check", fields))
    return found


def role_row(page: Accounts, request: Request, one: Mapping[str, Any], say: Say, *, keeps: bool) -> Row:
    text = word(page.pages.language(request), "role", one["role"])
    take = Button(
        "revoke-role",
        say("Revoke"),
        "trash-2",
        {"id": one["id"]},
        say("It ends today; to give it again takes two persons."),
    )
    cells = (
        Cell(text),
        Cell(one["departmentCode"] or say("All of the company")),
        Cell(one["validFrom"] or ""),
        Cell(one["validTo"] or say("open")),
    )
    return Row(cells, (take,) if keeps else ())


def session_row(one: Mapping[str, Any], say: Say, *, keeps: bool, here: str | None = None) -> Row:
    is_here = here is not None and one["id"] == here
    name = Cell(one["device"] or say("Unknown device"), small=say("this one") if is_here else "")
    end = Button("end-session", say("Sign out"), "log-out", {"id": one["id"]})
    cells = name, Cell(one["createdAt"] or "", kind="datetime"), Cell(one["seenAt"] or "", kind="datetime")
    return Row(cells, (end,) if keeps and not is_here else ())


def token_row(one: Mapping[str, Any], say: Say, *, keeps: bool) -> Row:
    scope = (
        Cell(say("Reads only"), "good") if one["scope"] == "read" else Cell(say("Reads and writes"), "care")
    )
    end = Button(
        "revoke-token",
        say("Revoke"),
        "trash-2",
        {"id": one["id"]},
        say("What uses it stops working at once."),
    )
    cells = (
        Cell(one["name"] or say("Without a name"), small=f"{one['hint']}…"),
        scope,
        Cell(one["usedAt"] or "", kind="datetime"),
        Cell(one["expiresAt"] or "", kind="datetime"),
    )
    return Row(cells, (end,) if keeps else ())


class Grants(ListPage):
    """Rights that one person proposed and another decides."""

    path, document = "/settings/grants", "admin/grants"
    page, names = "grants", ("account", "right", "state", "reason", "proposedBy", "decidedBy")

    def title(self, say: Say) -> str:
        return say("Proposed rights")

    def note(self, say: Say) -> str:
        return say("A right takes two persons: whoever proposes it, or would get it, can't approve it.")

    def heads(self, say: Say) -> Sequence[str]:
        return (
            say("Account"),
            say("Right"),
            say("State"),
            say("Reason"),
            say("Proposed by"),
            say("Decided by"),
        )

    def states(self, say: Say) -> Sequence[Option]:
        return (
            ("OPEN", say("Waiting")),
            ("APPROVED", say("Approved")),
            ("REFUSED", say("Refused")),
            ("WITHDRAWN", say("Withdrawn")),
        )

    def empty(self, say: Say) -> Option:
        return say("Nothing waits for you"), say("Proposals are made on the page of an account.")

    def row(self, request: Request, one: Mapping[str, Any], say: Say) -> Row:
        tones = {"OPEN": "info", "APPROVED": "good", "REFUSED": "bad", "WITHDRAWN": ""}
        states = dict(self.states(say))
        decided = Cell(one["decidedBy"] or "", small=one["note"] or "")
        return Row(
            (
                Cell(one["displayName"] or "", small=one["username"] or ""),
                self._right(request, one, say),
                Cell(states[one["state"]], tones[one["state"]]),
                Cell(one["reason"] or ""),
                Cell(one["proposedBy"] or ""),
                decided,
            ),
            self._buttons(request, one, say),
        )

    def _right(self, request: Request, one: Mapping[str, Any], say: Say) -> Cell:
        if one["kind"] == "LINK":
            person = one["employee"] or {}
            return Cell(
                say("Own record of"), small=f"{person.get('name') or ''} {one['employeeCode'] or ''}".strip()
            )
        place = (one["department"] or {}).get("name") or one["departmentCode"] or say("All of the company")
        until = f" → {one['validTo']}" if one["validTo"] else ""
        return Cell(word(self.pages.language(request), "role", one["role"]), small=f"{place}{until}")

    def _buttons(self, request: Request, one: Mapping[str, Any], say: Say) -> Sequence[Button]:
        me = request.state.ctx.principal.account_id
        if one["state"] != "OPEN":
            return ()
        fields = {"id": one["id"], "version": str(one["version"])}
        if one["createdBy"] == me:
            return (Button("withdraw-grant", say("Withdraw"), "rotate-ccw", fields),)
        if one["accountId"] == me or not may_write(request.state.ctx, "grant_decision", own=False):
            return ()
        return (
            Button(
                "approve-grant",
                say("Approve"),
                "check",
                fields,
                say("They hold it from the next sign-in on."),
            ),
            Button(
                "refuse-grant",
                say("Refuse"),
                "x",
                fields,
                say("They are told why."),
                ("note", say("Why"), "text"),
            ),
        )
