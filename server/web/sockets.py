"""GraphQL over WebSocket, graphql-transport-ws alone: signed in at the start, and looked at again at every message.

Strawberry speaks the protocol; this stands before it. It lets nothing through before `connection_init` has signed
in, refuses documents that the limiter refuses, and closes the socket as soon as session, roles or policy change.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import orjson
import strawberry
from graphql import OperationType
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types.unset import UNSET, UnsetType

from server.access.principals import Signed
from server.kernel.context import Context
from server.kernel.errors import Denied, Trouble
from server.plan.documents import InvalidDocument
from server.web import errors
from server.web.house import House
from server.web.origin import same_origin
from server.web.sessions import cookie_of

INIT_SECONDS = 5
MOST_OPERATIONS = 20
MOST_SOCKETS = 8
MOST_CHARACTERS = 100_000
LOOK_SECONDS = 1.0
ENTRY = "entry"
CLOSED = {"type": "websocket.close", "code": 4403, "reason": "Forbidden"}


class Handler(BaseGraphQLTransportWSHandler[Any, None]):
    """Strawberry's handler of one socket; spells errors while it is still known what raised them."""

    async def _send_result_stream(self, operation: Any, result_source: Any) -> None:  # Strawberry's own
        await super()._send_result_stream(operation, spelled(result_source, self.context.ctx))


async def spelled(results: Any, ctx: Context) -> AsyncGenerator[Any, None]:  # as above
    """Hand on each result with our entry for every error in its extensions, where `reworded` finds it."""
    async for result in results:
        for error in result.errors or ():
            error.extensions = {ENTRY: errors.of_execution(error, ctx)}
        yield result


class View(GraphQL[Any, None]):
    """Strawberry's view; its context is what the guard of the socket has made."""

    graphql_transport_ws_handler_class = Handler

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Any:  # Strawberry's
        del response
        return request.scope["zhiren.guard"]

    async def on_ws_connect(self, context: Any) -> UnsetType:  # the guard
        if context.call is None:
            raise ConnectionRejectionError
        return cast("UnsetType", UNSET)


class Sockets:
    """ASGI, for WebSockets on /graphql."""

    def __init__(self, house: House, schema: strawberry.Schema) -> None:
        self.house = house
        self.open: dict[str, int] = {}
        self.view = View(
            schema,
            graphql_ide=None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
            max_subscriptions_per_connection=MOST_OPERATIONS,
            allowed_origins=house.settings.allowed_origins,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guard = Guard(self, scope, receive, send)
        watch = asyncio.create_task(guard.watch())
        self.house.meters.sockets.inc()
        try:
            await self.view({**scope, "zhiren.guard": guard}, guard.receive, guard.send)
        finally:
            watch.cancel()
            self.house.meters.sockets.dec()
            self.leave(guard.signed)

    def enter(self, signed: Signed) -> bool:
        account = signed.principal.account_id
        if self.open.get(account, 0) >= MOST_SOCKETS:
            return False
        self.open[account] = self.open.get(account, 0) + 1
        return True

    def leave(self, signed: Signed | None) -> None:
        if signed is not None:
            self.open[signed.principal.account_id] -= 1


@dataclass
class Guard:
    """Stands between one socket and Strawberry; also the context that resolvers are handed, in the schema's shape."""

    sockets: Sockets
    scope: Scope
    take: Receive
    give: Send
    credential: str = ""
    signed: Signed | None = None
    ctx: Context | None = None
    call: Any = None
    closed: bool = False

    def __getattr__(self, name: str) -> Any:
        """Resolvers see the call itself."""
        if name.startswith("__") or self.__dict__.get("call") is None:
            raise AttributeError(name)
        return getattr(self.__dict__["call"], name)

    async def receive(self) -> Message:
        """Hand on what the client sends, once it may."""
        while True:
            message = await self.take()
            if message["type"] != "websocket.receive" or not message.get("text"):
                return message
            if len(message["text"]) > MOST_CHARACTERS:
                await self.close()
                return {"type": "websocket.disconnect", "code": 1009}
            if await self.passes(message["text"]):
                return message

    async def passes(self, text: str) -> bool:
        try:
            asked = orjson.loads(text)
        except ValueError:
            return True  # Strawberry closes with the protocol's own code
        if not isinstance(asked, dict):
            await self.close()
            return False
        if asked.get("type") == "connection_init" and self.signed is None:
            await self.sign_in(asked.get("payload"))
        elif asked.get("type") == "subscribe" and self.call is not None:
            return await self.may_run(asked)
        return True

    async def sign_in(self, payload: object) -> None:
        """By the bearer token of the message, or by the cookie of our own page."""
        house = self.sockets.house
        headers: dict[bytes, bytes] = dict(self.scope["headers"])
        given = payload.get("authorization") if isinstance(payload, dict) else None
        if isinstance(given, str) and given[:7].lower() == "bearer ":
            self.credential = given[7:].strip()
        elif given is None and same_origin(headers, house.settings):
            self.credential = cookie_of(headers, house.settings) or ""
        signed = await house.accounts.signed_in(self.credential)
        if signed is not None and self.sockets.enter(signed):
            self.signed = signed
            self.renew(signed)

    def renew(self, signed: Signed) -> None:
        self.ctx = self.sockets.house.context(signed)
        self.call = self.sockets.house.call(self.ctx)

    async def may_run(self, asked: dict[str, Any]) -> bool:
        """Let a document pass the limiter; answer for it here if it does not."""
        if not await self.still_may():
            return False
        payload = asked.get("payload")
        payload = payload if isinstance(payload, dict) else {}
        source = payload.get("query")
        if not isinstance(source, str) or not isinstance(asked.get("id"), str) or self.ctx is None:
            return True  # Strawberry closes with the protocol's own code
        try:
            operation = self.sockets.house.engine.documents.get(source).operation(
                payload.get("operationName")
            )
            if operation.node.operation is not OperationType.SUBSCRIPTION:
                raise Denied("WebSocket 只用于订阅，请用 POST。", "Only subscriptions here; use POST.")
        except InvalidDocument as trouble:
            found = [errors.of_document(each, self.ctx) for each in trouble.errors]
        except Trouble as trouble:
            found = [errors.of_trouble(trouble, self.ctx)]
        else:
            return True
        await self.tell({"id": asked["id"], "type": "error", "payload": found})
        return False

    async def send(self, message: Message) -> None:
        """Send an event only while its reader may still have it, with errors in our words."""
        if message["type"] == "websocket.send" and self.signed is not None:
            if not await self.still_may():
                return
            message = self.reworded(message)
        if not self.closed:
            self.closed = message["type"] == "websocket.close"
            await self.give(message)

    def reworded(self, message: Message) -> Message:
        """Leave nothing of Strawberry's own error texts."""
        text = message.get("text") or ""
        if '"errors"' not in text and '"error"' not in text:
            return message
        said = orjson.loads(text)
        payload = said.get("payload")
        found = payload.get("errors") if isinstance(payload, dict) else payload
        if isinstance(found, list) and self.ctx is not None:
            found[:] = [reworded(each, self.ctx) for each in found[: errors.MOST_ERRORS]]
        return {**message, "text": orjson.dumps(said).decode()}

    async def still_may(self) -> bool:
        """Look again at session, roles and policy; a change closes the socket, and the client signs in anew."""
        signed = await self.sockets.house.accounts.signed_in(self.credential)
        fresh = self.sockets.house.parts.policy().version
        if (
            signed is None
            or self.ctx is None
            or signed.principal != self.ctx.principal
            or fresh != self.ctx.policy.version
        ):
            await self.close()
            return False
        return True

    async def watch(self) -> None:
        """Close a quiet socket too, within a second or so."""
        while not self.closed:
            await asyncio.sleep(LOOK_SECONDS)
            if self.signed is not None:
                await self.still_may()

    async def tell(self, said: dict[str, Any]) -> None:
        await self.give({"type": "websocket.send", "text": orjson.dumps(said).decode()})

    async def close(self) -> None:
        if not self.closed:
            self.closed = True
            await self.give(CLOSED)


def reworded(error: Any, ctx: Context) -> errors.ErrorEntry:  # what Strawberry formatted
    given = error if isinstance(error, dict) else {}
    if entry := (given.get("extensions") or {}).get(ENTRY):
        return cast("errors.ErrorEntry", entry)
    message = str(given.get("message", ""))
    return errors.of_trouble(errors.unexpected(RuntimeError(message), ctx), ctx)
