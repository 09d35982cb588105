"""The doors that are not GraphQL, as the pages know them: sign-in, sessions, form tokens, downloads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal, Protocol
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from server.access.accounts import WrongPassword
from server.access.own_password import change_own_password
from server.access.throttle import network_of
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, NotFound, Trouble
from server.kernel.settings import Settings
from server.kernel.upload import Upload
from server.web import asked, sessions
from server.web.device import device_of
from server.web.execute import Reply
from server.web.house import House
from server.web.origin import address_of

Format = Literal["csv", "xlsx"]
Download = tuple[str, str, bytes | AsyncIterator[bytes]]
Exporter = Callable[[House, Context, dict[str, Any], Format], Awaitable[Download]]


@dataclass(frozen=True)
class SignIn:
    """How a sign-in went; `trouble` is (中文, English)."""

    ok: bool
    session_cookie_value: str = ""
    trouble: tuple[str, str] | None = None
    tries_left: int | None = None


class Intake(Protocol):
    """The public form, which a domain above hands in."""

    async def open(self, token: str) -> tuple[Any, str] | None: ...  # a view of the link
    async def send(
        self, token: str, sent: Mapping[str, str], network: str, language: str
    ) -> tuple[str, str]: ...
    async def answers(self, key: str, network: str, language: str) -> Any: ...  # a view, or None
    async def promised(self, token: str) -> Any: ...  # a view of hours, or None
    async def open_rating(self, key: str, network: str, language: str) -> Any: ...  # a view, or None
    async def rate(self, key: str, sent: Mapping[str, str], network: str, language: str) -> None: ...


MOST_FORM, MOST_PARTS, FORM_SECONDS = 32 << 10, 20, 20.0
"""What a form without an account may weigh and hold, and how long it may take to arrive."""


class TooBig(InvalidInput):
    """A form that was refused before anything of it was read."""

    code = "TOO_BIG"
    status = 413


class Doors:
    """Implements what ui/doors.py asks for."""

    def __init__(
        self,
        house: House,
        demo: Callable[[], Sequence[Mapping[str, str]]] | None,
        exports: Mapping[str, Exporter] | None = None,
        intake: Intake | None = None,
    ) -> None:
        self.house, self._demo, self._exports, self._intake = house, demo, exports or {}, intake

    @property
    def settings(self) -> Settings:
        return self.house.settings

    async def sign_in(self, request: Request, username: str, password: str) -> SignIn:
        """Start a session in the place of the one there was."""
        try:
            entry = await self.house.accounts.sign_in(
                username,
                password,
                network=address_of(request.scope, self.settings),
                request_id=request_id(request),
                device=device_of(request.headers.get("user-agent", "")),
            )
        except WrongPassword as trouble:
            return SignIn(ok=False, trouble=(trouble.zh, trouble.en), tries_left=trouble.tries_left)
        except Trouble as trouble:
            return SignIn(ok=False, trouble=(trouble.zh, trouble.en))
        await self.sign_out(request)
        return SignIn(ok=True, session_cookie_value=entry.cookie)

    async def sign_out(self, request: Request) -> None:
        if cookie := request.cookies.get(sessions.cookie_name(self.settings)):
            await self.house.accounts.sign_out(cookie)

    async def accept_invitation(self, secret: str, password: str) -> None:
        """Set the first password of an invited account; raises NotFound once the invitation is used or old."""
        await self.house.accounts.accept_invitation(secret, password)

    async def change_password(self, request: Request, current: str, new: str) -> None:
        """Change the caller's own password; raises InvalidInput at the field that is wrong."""
        await change_own_password(
            self.house.accounts, request.state.ctx, current=current, new=new,
            network=address_of(request.scope, self.settings),
        )  # fmt: skip

    def demo_accounts(self) -> Sequence[Mapping[str, str]]:
        return self._demo() if self._demo is not None and self.settings.demo else ()

    def csrf(self, request: Request) -> str:
        """Return the token for forms; a stranger has no session to bind it to, and the browser's word must do."""
        session = request.state.session
        return sessions.csrf_token(self.house.secrets, session) if session else ""

    def check_csrf(self, request: Request, form: FormData) -> None:
        headers: dict[bytes, bytes] = dict(request.scope["headers"])
        token = str(form.get("csrf") or request.headers.get("x-csrf-token") or "")
        sessions.check_form(headers, self.settings, self.house.secrets, request.state.session, token)

    async def upload(self, form: FormData, name: str = "file") -> Upload | None:
        """Return the file of a form as GraphQL takes it, None if none was chosen; InvalidInput past the limit."""
        part, limit = form.get(name), self.settings.upload_limit
        if not isinstance(part, UploadFile) or not part.filename:
            return None
        if part.size is not None and part.size > limit:
            raise InvalidInput(
                f"文件超过 {limit >> 20} MB 上限，请拆分后上传。",
                f"The file is over {limit >> 20} MB; split it.",
                path=("file",),
            )
        return Upload(part.filename, await part.read())

    async def public_form(self, token: str) -> tuple[Any, str] | None:  # a view of the link
        """Return what a link for feedback shows and the stamp of its form; None where there is none."""
        return await self._intake.open(token) if self._intake is not None else None

    async def promised(self, token: str) -> Any:  # a view of hours
        """Return in how many hours a link's team answers; None where there is none."""
        return await self._intake.promised(token) if self._intake is not None else None

    async def send_public(self, request: Request, sent: Mapping[str, str], language: str) -> tuple[str, str]:
        """Take in a form of a link; return its receipt number and its guest's key, or raise Trouble."""
        if self._intake is None:
            raise NotFound("没有这个链接。", "There is no such link.")
        network = network_of(address_of(request.scope, self.settings))
        return await self._intake.send(request.path_params["token"], sent, network, language)

    async def guest_answers(self, request: Request, language: str) -> Any:  # a view of the answers
        """Return what the key in the path opens; None where it opens nothing; raises Trouble at too many tries."""
        if self._intake is None:
            return None
        network = network_of(address_of(request.scope, self.settings))
        return await self._intake.answers(request.path_params["key"], network, language)

    async def open_rating(self, request: Request, language: str) -> Any:  # a view of what is asked
        """Return what the address of a rating opens; None where it opens nothing; raises Trouble at too many tries."""
        if self._intake is None:
            return None
        network = network_of(address_of(request.scope, self.settings))
        return await self._intake.open_rating(request.path_params["key"], network, language)

    async def rate(self, request: Request, sent: Mapping[str, str], language: str) -> None:
        """Take in a rating, or raise Trouble."""
        if self._intake is None:
            raise NotFound("没有这个链接。", "There is no such link.")
        network = network_of(address_of(request.scope, self.settings))
        await self._intake.rate(request.path_params["key"], sent, network, language)

    async def small_form(self, request: Request) -> dict[str, str]:
        """Read a form without files, its size held before anything is parsed."""
        headers: dict[bytes, bytes] = dict(request.scope["headers"])
        try:
            body = await asked.read_body(request.receive, headers, MOST_FORM, FORM_SECONDS)
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_PARTS)
        except asked.Refused as refusal:
            if refusal.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                raise InvalidInput(refusal.zh, refusal.en) from refusal
            raise TooBig("提交的内容太大了，请写短一些。", "That is too much; write less.") from refusal
        except ValueError as error:
            raise InvalidInput(
                "表单无法读取，请重新填写。", "The form cannot be read; fill it in again."
            ) from error
        return {name: value.replace("\r\n", "\n").replace("\0", "") for name, value in pairs}

    def set_session(self, response: Response, value: str) -> None:
        sessions.set_cookie(response, value, self.settings)

    def clear_session(self, response: Response) -> None:
        sessions.clear_cookie(response, self.settings)

    async def export(self, ctx: Context, name: str, variables: dict[str, Any], format: Format) -> Download:  # noqa: A002 (the pages' word)
        if name not in self._exports:
            raise NotFound("没有这项导出。", "There is no such export.")
        return await self._exports[name](self.house, ctx, variables, format)


class Api:
    """The GraphQL door inside the process."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def execute(
        self, ctx: Context, document: str, variables: dict[str, Any], operation_name: str | None = None
    ) -> Reply:
        return await self.house.executor.execute(ctx, document, variables, operation_name)


def request_id(request: Request) -> str:
    return str(request.state.request_id)
