"""The xAPI door: POST /xapi/statements takes what outside players tell; GET /xapi/about says which version."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.kernel.context import Context
from server.kernel.errors import Trouble, Unauthenticated
from server.training.operations.statements import BadStatements, record_statements
from server.training.xapi import VERSION, BadStatement, Statement, read_statement
from server.web import asked
from server.web.errors import of_trouble
from server.web.figures import caller
from server.web.house import House

LARGEST, SECONDS, MOST = 1 << 20, 20.0, 200
HEADERS = {"X-Experience-API-Version": VERSION, "Cache-Control": "no-store"}


def routes(house: House) -> list[Route]:
    """Return the doors; only a bearer token opens them, so that no page of elsewhere can use a session."""

    async def statements(request: Request) -> Response:
        try:
            ctx = await signed_in(house, request)
        except Trouble as trouble:
            return Response(status_code=trouble.status, headers={**HEADERS, "WWW-Authenticate": "Bearer"})
        return await answer(ctx, request)

    async def about(_: Request) -> Response:
        return as_json({"version": [VERSION]})

    return [Route("/xapi/statements", statements, methods=["POST"]), Route("/xapi/about", about)]


async def signed_in(house: House, request: Request) -> Context:
    if not request.headers.get("authorization", "").lower().startswith("bearer "):
        raise Unauthenticated("请使用有效的令牌。", "Send a valid token.")
    return await caller(house, request)


async def answer(ctx: Context, request: Request) -> Response:
    """Take the body and answer with the ids of its statements, or say which cannot be taken and why."""
    headers = {name.lower(): value for name, value in request.scope["headers"]}
    try:
        body = await asked.read_body(request.receive, headers, LARGEST, SECONDS)
        found = read_batch(body)
        await record_statements(ctx, statements=found)
    except asked.Refused as refused:
        return Response(status_code=refused.status, headers=HEADERS)
    except BadStatements as bad:
        return as_json(bad_answer(ctx, bad), bad.status)
    except Trouble as trouble:
        return as_json({"errors": [of_trouble(trouble, ctx)]}, trouble.status)
    return as_json([each.id for each in found])


def read_batch(body: bytes) -> list[Statement]:
    """Read one statement or a list; BadStatements names each that cannot be read."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadStatements([(0, "", "请求体不是 JSON。", "The body is not JSON.")]) from error
    batch = given if isinstance(given, list) else [given]
    if not 1 <= len(batch) <= MOST:
        raise BadStatements([(0, "", f"每次 1 至 {MOST} 条。", f"Send 1 to {MOST} statements.")])
    found, bad = [], []
    for place, each in enumerate(batch):
        try:
            found.append(read_statement(each))
        except BadStatement as problem:
            bad.append((place, id_of(each), problem.zh, problem.en))
    if bad:
        raise BadStatements(bad)
    return found


def id_of(given: object) -> str:
    return str(given.get("id", ""))[:36] if isinstance(given, dict) else ""


def bad_answer(ctx: Context, bad: BadStatements) -> dict[str, Any]:
    """Return the errors as GraphQL spells them, with every bad statement named beside."""
    statements = [{"index": at, "id": which, "zh": zh, "en": en} for at, which, zh, en in bad.found]
    return {"errors": [of_trouble(bad, ctx)], "statements": statements}


def as_json(found: object, status: int = 200) -> Response:
    return Response(orjson.dumps(found), status, HEADERS, media_type="application/json")
