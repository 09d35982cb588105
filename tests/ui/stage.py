"""The pages on a stage: real routes and templates, a GraphQL door that says its lines, and a reader by role."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from policies import load
from server.kernel.context import Grant, Principal
from ui.app import routes

POLICY = load()
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
ME = "018f0000-0000-7000-8000-00000000000a"
OTHER = "018f0000-0000-7000-8000-00000000000b"
SETTINGS = SimpleNamespace(
    company="知人",
    language="zh",
    zone="Asia/Shanghai",
    demo=True,
    console=True,
    public_url="",
    browser_speech=True,
    mail_host="",
    mail_port=587,
    wecom_address="https://wecom.example",
    dingtalk_address="https://ding.example",
    feishu_address="https://feishu.example",
)
VIEWER = {
    "username": "reader", "displayName": "任霞", "roles": ["hr_manager"], "companyName": "知人",
    "policyVersion": "1", "mayHire": True, "mayListPeople": True, "mayReadAudit": False,
    "mayReadPolicies": False, "employee": {"id": ME},
}  # fmt: skip
PERSON = {
    "id": OTHER, "code": "R1", "name": "王芳", "status": "ACTIVE", "employmentType": "FULL_TIME", "vendor": None,
    "hiredOn": "2024-03-11", "probationEndsOn": None, "leftOn": None, "leaveKind": None, "phone": "13800000001",
    "email": "w@example.com", "idNumber": None, "baseSalary": "5000.00", "currency": "CNY", "fte": "1.00",
    "version": 3, "contract": None, "contractEndsOn": None, "gender": None, "birthOn": None,
    "department": {"id": "d1", "name": "城西店"}, "position": {"id": "p1", "name": "导购"},
    "location": None, "manager": None,
}  # fmt: skip
Line = Mapping[str, Any] | Callable[[dict[str, Any]], Mapping[str, Any]]


@dataclass
class Trouble(Exception):
    """A refusal as the house words it."""

    zh: str
    en: str
    path: tuple[str, ...] = ()
    status: int = 400


@dataclass
class Api:
    """Says the line of each operation by its name; keeps what it was asked."""

    lines: dict[str, Line]
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    rehearsed: list[str] = field(default_factory=list)

    async def execute(
        self, ctx: Any, document: str, variables: dict[str, Any], _name: str | None = None
    ) -> Any:
        found = re.search(r"(?:query|mutation) (\w+)", document)
        name = found.group(1) if found else ""
        self.asked.append((name, variables))
        if getattr(ctx, "is_rehearsal", False):
            self.rehearsed.append(name)
        line = self.lines.get(name, {})
        said = dict(line(variables) if callable(line) else line)
        return SimpleNamespace(
            errors=said.pop("errors", []), extensions={"masked": said.pop("masked", [])}, data=said
        )

    def variables(self, name: str) -> dict[str, Any]:
        """Return what the last operation of a name was asked with."""
        return next(given for asked, given in reversed(self.asked) if asked == name)


class Doors:
    """Doors that let one password through."""

    settings = SETTINGS

    async def sign_in(self, _request: Any, _username: str, password: str) -> Any:
        ok = password == "right"
        return SimpleNamespace(ok=ok, session_cookie_value="s", trouble=None, tries_left=None if ok else 3)

    async def sign_out(self, request: Any) -> None: ...

    async def accept_invitation(self, secret: str, password: str) -> None:
        if len(password) < 12:
            raise Trouble("太短。", "Too short.", ("password",))
        if secret != "fresh":
            raise Trouble("没有这条记录。", "No such record.", status=404)

    async def change_password(self, _request: Any, current: str, new: str) -> None:
        if current != "right":
            raise Trouble("当前密码不正确。", "Wrong.", ("current",))
        if len(new) < 12:
            raise Trouble("太短。", "Too short.", ("password",))

    def demo_accounts(self) -> list[dict[str, str]]:
        return []

    def csrf(self, _request: Any) -> str:
        return "token"

    def check_csrf(self, _request: Any, form: Any) -> None:
        if form.get("csrf") != "token":
            raise Trouble("请重新打开页面。", "Open the page again.", status=403)

    async def upload(self, form: Any, name: str = "file") -> Any:
        part = form.get(name)
        return getattr(part, "filename", None) or None

    async def public_form(self, _token: str) -> tuple[Any, str] | None:
        return None

    async def promised(self, _token: str) -> Any:
        return None

    async def send_public(self, _request: Any, _sent: Mapping[str, str], _language: str) -> tuple[str, str]:
        raise Trouble("没有这个链接。", "There is no such link.", status=404)

    async def guest_answers(self, _request: Any, _language: str) -> Any:
        return None

    async def open_rating(self, _request: Any, _language: str) -> Any:
        return None

    async def rate(self, _request: Any, _sent: Mapping[str, str], _language: str) -> None:
        raise Trouble("没有这个链接。", "There is no such link.", status=404)

    async def small_form(self, _request: Any) -> Mapping[str, str]:
        return {}

    def set_session(self, response: Any, value: str) -> None:
        response.set_cookie("session", value)

    def clear_session(self, response: Any) -> None:
        response.delete_cookie("session")

    async def export(
        self, _ctx: Any, name: str, variables: dict[str, Any], kind: str
    ) -> tuple[str, str, bytes]:
        title = {"people": "员工", "feedback": "客户反馈", "audit": "审计记录", "looks": "访问记录"}[name]
        return f"{title}.{kind}", "text/csv", repr(variables).encode()


class SignedIn:
    """Puts the reader into the request, as the web floor does."""

    def __init__(self, app: ASGIApp, ctx: Any) -> None:
        self.app, self.ctx = app, ctx

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["ctx"] = self.ctx
        await self.app(scope, receive, send)


def open_stage(*roles: str, lines: Mapping[str, Any] | None = None, **viewer: Any) -> tuple[TestClient, Api]:
    """Return a browser signed in with the roles (none: a stranger) and the door it speaks to."""
    grants = tuple(Grant(role, ()) for role in roles)
    ctx = SimpleNamespace(
        principal=Principal("a", "reader", "任霞", ME, grants), policy=POLICY, now=NOW, today=date(2026, 11, 22),
        language="zh", request_id="0123456789abcdef",
    )  # fmt: skip
    ctx.rehearsing = lambda: SimpleNamespace(**vars(ctx), is_rehearsal=True)
    seen = {**VIEWER, "roles": list(roles), **viewer}
    api = Api({"Viewer": {"viewer": seen}, "PersonHeader": {"employee": PERSON}, **(lines or {})})
    app = Starlette(routes=routes(api, Doors()))
    return TestClient(SignedIn(app, ctx if roles else None), follow_redirects=False), api


def fragment(target: str) -> dict[str, str]:
    """Return the headers with which htmx asks for one part."""
    return {"HX-Request": "true", "HX-Target": f"div#{target}"}
