"""Runs a GraphQL request for somebody signed in: compiled where it can be, else by Strawberry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import orjson
import strawberry
from graphql import OperationType

from server.kernel.context import Context
from server.kernel.errors import Busy, Denied, InvalidInput, Trouble
from server.plan.documents import InvalidDocument, Lru, Operation, Parsed
from server.plan.engine import Answer, Engine, masked_in
from server.web import errors
from server.web.asked import Asked

SECONDS = 10.0
REGISTERED = 1000
Data = bytes | Mapping[str, object]
MakeCall = Callable[[Context], object]
"""Makes what resolvers are handed; the schema's own shape, which this floor does not know."""


class Looks(Protocol):
    """Told of each answer, so that who saw protected values can be kept."""

    def note(self, ctx: Context, parsed: Parsed, operation: Operation, asked: Asked, data: Data) -> None: ...


@dataclass
class Reply:
    """The answer: JSON of `data` (None when nothing ran), errors, and the extensions that were asked for."""

    body: bytes | None = None
    errors: list[errors.ErrorEntry] = field(default_factory=list)
    extensions: dict[str, Any] = field(default_factory=dict)
    rows: Mapping[str, object] = field(default_factory=dict)
    trouble: int = 0

    @property
    def data(self) -> dict[str, Any] | None:
        """The data as plain values, for pages."""
        return None if self.body is None else orjson.loads(self.body)

    def dump(self) -> bytes:
        parts = []
        if self.errors:
            parts.append(b'"errors":' + orjson.dumps(self.errors))
        if self.body is not None:
            parts.append(b'"data":' + self.body)
        if self.extensions:
            parts.append(b'"extensions":' + orjson.dumps(self.extensions))
        return b"{" + b",".join(parts) + b"}"


class Executor:
    """The GraphQL door inside the process; the HTTP door and the pages both come through here."""

    def __init__(
        self, schema: strawberry.Schema, engine: Engine, make_call: MakeCall, looks: Looks | None = None
    ) -> None:
        self.schema, self.engine, self.make_call, self.looks = schema, engine, make_call, looks
        self.registered: Lru[str, str] = Lru(REGISTERED)

    async def execute(
        self, ctx: Context, document: str, variables: dict[str, Any], operation_name: str | None = None
    ) -> Reply:
        """Run a document of a page or an export, with everything there is to say about it."""
        wanted = frozenset({"masked", "cost", "policyVersion", "requestId"})
        return await self.run(ctx, Asked(document, variables, operation_name, wanted=wanted))

    async def run(self, ctx: Context, asked: Asked) -> Reply:
        """Answer a request; every trouble becomes part of the reply."""
        try:
            parsed = self.engine.documents.get(self.source(asked))
            operation = parsed.operation(asked.operation)
            require_scope(ctx, operation)
            async with limited(operation):
                reply = await self.answer(ctx, asked, parsed, operation)
        except InvalidDocument as error:
            entries = [errors.of_document(each, ctx) for each in error.errors[: errors.MOST_ERRORS]]
            reply = Reply(errors=entries, trouble=InvalidInput.status)
        except Trouble as trouble:
            reply = Reply(errors=[errors.of_trouble(trouble, ctx)], trouble=trouble.status)
        except RecursionError:
            reply = Reply(errors=[errors.of_trouble(errors.too_deep(), ctx)], trouble=400)
        except TimeoutError:
            slow = Busy("查询超时，请缩小范围后重试。", "The query took too long; narrow it and try again.")
            reply = Reply(errors=[errors.of_trouble(slow, ctx)], trouble=slow.status)
        except Exception as error:  # noqa: BLE001 (logged by `unexpected`; the caller is told the request id)
            reply = Reply(errors=[errors.of_trouble(errors.unexpected(error, ctx), ctx)], trouble=500)
        if "requestId" in asked.wanted:
            reply.extensions["requestId"] = ctx.request_id
        if "policyVersion" in asked.wanted:
            reply.extensions["policyVersion"] = ctx.policy.version
        return reply

    def source(self, asked: Asked) -> str:
        """Return the document's text, from the request or from what was kept under its hash."""
        if asked.source is None:
            found = self.registered.get(asked.sha256 or "") or self.engine.documents.persisted.get(
                asked.sha256 or ""
            )
            if found is None:
                raise errors.PersistedQueryNotFound
            return found
        if asked.sha256 is not None:
            self.engine.documents.get(asked.source)  # only what is valid is kept
            self.registered.put(asked.sha256, asked.source)
        return asked.source

    async def answer(self, ctx: Context, asked: Asked, parsed: Parsed, operation: Operation) -> Reply:
        if operation.planned:
            variables = self.engine.variables(operation, asked.variables)
            reply = self.compiled(ctx, asked, await self.engine.run(ctx, parsed, operation, variables))
        else:
            reply = await self.resolved(ctx, asked, parsed, operation)
        if self.looks is not None and reply.body is not None:
            self.looks.note(ctx, parsed, operation, asked, reply.rows or reply.body)
        return reply

    def compiled(self, ctx: Context, asked: Asked, answer: Answer) -> Reply:
        reply = Reply(answer.data(), rows=answer.rows)
        if answer.failures:
            reply.errors = [
                errors.of_trouble(each.trouble, ctx, [each.path])
                for each in answer.failures[: errors.MOST_ERRORS]
            ]
        if asked.wanted:
            known = {"masked": answer.masked, "cost": answer.cost}
            reply.extensions = {key: value for key, value in known.items() if key in asked.wanted}
        return reply

    async def resolved(self, ctx: Context, asked: Asked, parsed: Parsed, operation: Operation) -> Reply:
        """Let Strawberry run it: introspection, mutations, and fields with resolvers of their own."""
        if operation.node.operation is OperationType.SUBSCRIPTION:
            raise InvalidInput("订阅请使用 WebSocket。", "Subscribe over a WebSocket.", path=("query",))
        self.engine.variables(operation, asked.variables)  # refuses them in our words
        call = self.make_call(ctx)
        result = await self.schema.execute(
            parsed.source,
            dict(asked.variables or {}),
            context_value=call,
            operation_name=operation.node.name.value if operation.node.name else None,
        )
        entries = [errors.of_execution(each, ctx) for each in (result.errors or [])[: errors.MOST_ERRORS]]
        data = cast("Mapping[str, object] | None", result.data)
        ran = data is not None or any("path" in each for each in entries)
        body = orjson.dumps(data, default=str) if ran else None
        told = {"masked": masked_in(call)} if "masked" in asked.wanted else {}
        return Reply(body, entries, told, trouble=0 if ran else InvalidInput.status)


def require_scope(ctx: Context, operation: Operation) -> None:
    """Refuse a mutation to a token that may only read."""
    if ctx.principal.is_read_only and operation.node.operation is OperationType.MUTATION:
        raise Denied(
            "这个令牌只能读取，请换用可写的令牌。", "This token may only read; use one that may write."
        )


def limited(operation: Operation) -> AbstractAsyncContextManager[object]:
    """Limit how long an operation may take; one statement and a write have limits of their own further down."""
    is_one = operation.planned and len(operation.node.selection_set.selections) == 1
    has_own = is_one or operation.node.operation is OperationType.MUTATION
    return nullcontext() if has_own else asyncio.timeout(SECONDS)
