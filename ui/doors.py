"""What the pages need from the house, as protocols: one GraphQL door, and the few doors that are not GraphQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response


class Caller(Protocol):
    """The signed-in context of one request (`request.state.ctx`); None when nobody is signed in."""

    @property
    def language(self) -> Literal["zh", "en"]: ...
    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def request_id(self) -> str: ...
    def rehearsing(self) -> Caller: ...


class Result(Protocol):
    """The answer to one document: `errors` in the shape GraphQL sends them, `extensions["masked"]` included."""

    @property
    def data(self) -> dict[str, Any] | None: ...
    @property
    def errors(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def extensions(self) -> Mapping[str, Any]: ...


class Api(Protocol):
    """The GraphQL door inside the process."""

    async def execute(
        self, ctx: Caller, document: str, variables: dict[str, Any], operation_name: str | None = None
    ) -> Result: ...


class SignIn(Protocol):
    """The outcome of a sign-in; `trouble` is (中文, English) when it failed."""

    @property
    def ok(self) -> bool: ...
    @property
    def session_cookie_value(self) -> str: ...
    @property
    def trouble(self) -> tuple[str, str] | None: ...
    @property
    def tries_left(self) -> int | None: ...


class Settings(Protocol):
    """The settings the pages read."""

    @property
    def company(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    @property
    def console(self) -> bool: ...
    @property
    def public_url(self) -> str: ...
    @property
    def browser_speech(self) -> bool: ...
    @property
    def mail_host(self) -> str: ...
    @property
    def mail_port(self) -> int: ...
    @property
    def wecom_address(self) -> str: ...
    @property
    def dingtalk_address(self) -> str: ...
    @property
    def feishu_address(self) -> str: ...


class Doors(Protocol):
    """Sign-in, CSRF, sessions and downloads; the web floor implements it."""

    @property
    def settings(self) -> Settings: ...

    async def sign_in(self, request: Request, username: str, password: str) -> SignIn: ...
    async def sign_out(self, request: Request) -> None: ...
    async def accept_invitation(self, secret: str, password: str) -> None:
        """Set a first password; raises an exception with `zh`, `en` when the invitation or the password is no good."""

    async def change_password(self, request: Request, current: str, new: str) -> None:
        """Change the caller's own password; raises an exception with `zh`, `en` and the `path` of a field."""

    def demo_accounts(self) -> Sequence[Mapping[str, str]]:
        """Return {role, label_zh, label_en, username, password, name} each; empty outside the demo."""

    def csrf(self, request: Request) -> str:
        """Return the token for this visitor's forms; for an anonymous visitor it may be bound to a cookie or empty."""

    def check_csrf(self, request: Request, form: FormData) -> None:
        """Raise an exception with `zh`, `en`, `status` when the field `csrf` is wrong."""

    async def upload(self, form: FormData, name: str = "file") -> object | None:
        """Return the chosen file as GraphQL's `Upload` takes it, or None; raises with `zh`, `en` past the limit."""

    async def public_form(self, token: str) -> tuple[Any, str] | None:
        """Return what a link for feedback shows and the stamp of its form; None where there is none."""

    async def promised(self, token: str) -> Any:
        """Return in how many hours the team of a link answers, and whether in hours of its own; None for no link."""

    async def send_public(self, request: Request, sent: Mapping[str, str], language: str) -> tuple[str, str]:
        """Take in a form of a link; return its receipt number and its guest's key; raises with `zh`, `en`, `path`."""

    async def guest_answers(self, request: Request, language: str) -> Any:
        """Return what the key in the path opens, None for nothing; raises with `zh`, `en`, `status`."""

    async def open_rating(self, request: Request, language: str) -> Any:
        """Return what the key of a rating opens, None for nothing; raises with `zh`, `en`, `status`."""

    async def rate(self, request: Request, sent: Mapping[str, str], language: str) -> None:
        """Take in the rating of the key in the path; raises with `zh`, `en`, `path`, `status`."""

    async def small_form(self, request: Request) -> Mapping[str, str]:
        """Return a form without files; raises with `zh`, `en`, `status` past its size."""

    def set_session(self, response: Response, value: str) -> None: ...
    def clear_session(self, response: Response) -> None: ...
    async def export(
        self, ctx: Caller, name: str, variables: dict[str, Any], kind: Literal["csv", "xlsx"]
    ) -> tuple[str, str, bytes | AsyncIterator[bytes]]:
        """Return (file name, media type, content) of what `variables` = {where, orderBy, search} name of a list."""
