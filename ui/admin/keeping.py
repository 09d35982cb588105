"""Keeping one account: opened, renamed, invited; a role or an employee is proposed here and decided by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.admin import forms
from ui.admin.access import open_places, require_place, words
from ui.admin.forms import Input, Sheet
from ui.page import Pages, PageTrouble, back_to, read_document
from ui.said import tell
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LIST = "/settings/accounts"
GRANTED = (
    "hr_specialist",
    "department_manager",
    "hr_manager",
    "payroll_specialist",
    "performance_specialist",
    "general_manager",
    "auditor",
    "administrator",
)
MOST_INVITED = 50
INVITE = "mutation Invite($input: OneInput!) { inviteAccount(input: $input) { path expiresAt account { username } } }"


class Keeping:
    """GET shows a form, POST sends it."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def new(self, request: Request) -> Response:
        """Open an account, and go on to its page to invite and to propose a role."""
        require_place(self.pages, request, LIST)
        say = words(self.pages, request)
        inputs = (
            Input(
                "username",
                say("User name"),
                must=True,
                hint=say("What they sign in with; the employee number is a good one"),
            ),
            Input("displayName", say("Display name"), must=True, hint=say("Shown to others")),
            Input("language", say("Language"), options=(("zh", "中文"), ("en", "English"))),
        )
        note = say("A new account can do nothing yet: invite its owner, then propose a role.")
        sheet = Sheet(say("Add an account"), f"{LIST}/new", LIST, say("Add account"), inputs, LIST, note)
        return await self._run(request, sheet, "createAccount", "CreateAccountInput", {}, "account-added")

    async def edit(self, request: Request) -> Response:
        account, say = await self._account(request), words(self.pages, request)
        inputs = (
            Input("displayName", say("Display name"), must=True),
            Input("language", say("Language"), options=(("zh", "中文"), ("en", "English"))),
        )
        values = {"displayName": account["displayName"], "language": account["language"] or ""}
        place = f"{LIST}/{account['id']}"
        sheet = Sheet(
            say("Edit the account"),
            f"{place}/edit",
            place,
            say("Save changes"),
            inputs,
            LIST,
            version=str(account["version"]),
            values=values,
        )
        return await self._run(
            request, sheet, "updateAccount", "UpdateAccountInput", {"id": account["id"]}, "saved"
        )

    async def grant(self, request: Request) -> Response:
        account, say = await self._account(request), words(self.pages, request)
        english = self.pages.language(request) == "en"
        roles = [(role, WORDS["role"][role][english]) for role in GRANTED]
        inputs = (
            Input("role", say("Role"), must=True, options=roles),
            Input("departmentCode", say("Department code"), hint=say("Empty: all of the company")),
            Input("validFrom", say("From"), "date", hint=say("Empty: from today")),
            Input(
                "validTo", say("Until"), "date", hint=say("The first day without it; empty: until revoked")
            ),
            Input("reason", say("Reason"), must=True, hint=say("Whoever approves reads it")),
        )
        place = f"{LIST}/{account['id']}"
        note = say("It holds once a second person has approved it.")
        sheet = Sheet(say("Propose a role"), f"{place}/grant", place, say("Propose"), inputs, LIST, note)
        return await self._run(
            request,
            sheet,
            "proposeGrant",
            "ProposeGrantInput",
            {"accountId": account["id"]},
            "grant-proposed",
        )

    async def link(self, request: Request) -> Response:
        account, say = await self._account(request), words(self.pages, request)
        inputs = (
            Input("employeeCode", say("Employee number"), must=True),
            Input("reason", say("Reason"), must=True, hint=say("Whoever approves reads it")),
        )
        place = f"{LIST}/{account['id']}"
        note = say(
            "It lets the account see that employee's own record, pay included, so a second person approves it."
        )
        sheet = Sheet(say("Link to an employee"), f"{place}/link", place, say("Propose"), inputs, LIST, note)
        return await self._run(
            request, sheet, "proposeLink", "ProposeLinkInput", {"accountId": account["id"]}, "grant-proposed"
        )

    async def invite(self, request: Request) -> Response:
        """Make an invitation and show its link this once."""
        await forms.sent(self.pages, request)
        row_id, say = request.path_params["id"], words(self.pages, request)
        answer = await self.pages.run(request, INVITE, input={"id": row_id})
        if not (made := answer["inviteAccount"]):
            raise PageTrouble(409, self.pages.say(request, answer.errors[0]))
        view = {
            "title": say("Invitation"),
            "sub": made["account"]["username"],
            "current": LIST,
            "places": open_places(self.pages, request),
            "name": say("Link"),
            "back": f"{LIST}/{row_id}",
            "secret": f"{str(request.base_url).rstrip('/')}{made['path']}",
            "note": say("Hand it over by a way only its owner reads."),
            "hint": say("It sets a password once, within seven days."),
        }
        return await self.pages.show(request, "admin/secret.html", view)

    async def invite_many(self, request: Request) -> Response:
        """Void the passwords of those chosen and show a link for each this once; a refusal is told."""
        raw = await forms.sent(self.pages, request)
        say, made, refused = words(self.pages, request), list[tuple[str, str]](), list[str]()
        chosen = list(dict.fromkeys(str(each) for each in raw.getlist("pick")))[:MOST_INVITED]
        if not chosen:
            return back_to(LIST)
        base = str(request.base_url).rstrip("/")
        for row_id in chosen:
            answer = await self.pages.run(request, INVITE, input={"id": row_id})
            if done := answer["inviteAccount"]:
                made.append((done["account"]["username"], f"{base}{done['path']}"))
            else:
                refused.append(self.pages.say(request, answer.errors[0]))
        if not made:
            raise PageTrouble(409, " ".join(dict.fromkeys(refused)))
        view = {
            "title": say("New passwords"), "sub": "", "current": LIST, "places": open_places(self.pages, request),
            "made": made, "refused": list(dict.fromkeys(refused)), "left": len(chosen) - len(made), "back": LIST,
        }  # fmt: skip
        return await self.pages.show(request, "admin/secrets.html", view)

    async def _account(self, request: Request) -> Any:
        require_place(self.pages, request, LIST)
        answer = await self.pages.run(request, read_document("admin/account"), id=request.path_params["id"])
        found = (answer["accounts"] or {}).get("nodes") or []
        if not found:
            raise PageTrouble(404, "")
        return found[0]

    async def _run(
        self, request: Request, sheet: Sheet, mutation: str, kind: str, given: dict[str, Any], said: str
    ) -> Response:
        if request.method == "GET":
            return await forms.show(self.pages, request, sheet)
        done, form, key = await forms.submit(self.pages, request, sheet, mutation, kind, given)
        if not done:
            return await forms.show(self.pages, request, sheet, form, key)
        place = f"{LIST}/{done['id']}" if mutation == "createAccount" else sheet.back
        return tell(back_to(place), said)
