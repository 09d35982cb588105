"""A whole web application over a real store and a small schema; clients that come in as somebody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import strawberry
from argon2 import PasswordHasher
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from strawberry.schema.config import StrawberryConfig

from schema import people
from schema.call import Call, planned
from schema.filters import list_arguments, with_arguments
from schema.planned import Connection, Node, PageInfo
from schema.scalars import SCALARS
from server.access.passwords import Hasher
from server.catalog import entities
from server.kernel.clock import Clock
from server.kernel.errors import Denied
from server.plan.compile import Root
from server.plan.engine import Engine
from server.store.store import Store
from server.web.app import App, build_app
from server.web.house import House, Parts
from tests.plan.world import CALLERS, NOW, POLICY, context, plant, uid

BASE = "http://testserver"
PASSWORD = "correct horse battery"
SECRET = "13800001234"


def rooted(arguments=()):
    async def resolve(root: Any, info: strawberry.Info, **_: Any) -> Any:
        return await planned(info)

    return strawberry.field()(with_arguments(resolve, arguments))


ONE = (("id", "strawberry.ID", "编号", "Id"), ("code", "str", "编码", "Code"))


@strawberry.type
class Query:
    me: people.Employee | None = rooted()
    employee: people.Employee | None = rooted(ONE)
    employees: Connection[people.Employee] = rooted(list_arguments("Employee", search=True, moments=True))

    @strawberry.field
    def hello(self, name: str = "world", bank_account: int = 0) -> str:  # noqa: ARG002
        return f"hello {name}"

    @strawberry.field
    def boom(self) -> str | None:
        raise RuntimeError(f"the phone is {SECRET}")

    @strawberry.field
    def refused(self) -> str | None:
        raise Denied("不行。", "No.", path=("x",), rule="rules/x.csv:1")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def touch(self, secret_input: str) -> str:  # noqa: ARG002
        return "touched"


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self, info: strawberry.Info, count: int = 3) -> AsyncIterator[str]:
        for number in range(count):
            yield f"{info.context.ctx.principal.username} {number}"
            await asyncio.sleep(0.3)

    @strawberry.subscription
    async def refusals(self) -> AsyncIterator[str]:
        yield "first"
        raise Denied("不行。", "No.", rule="rules/x.csv:1")

    @strawberry.subscription
    async def failures(self) -> AsyncIterator[str]:
        yield "first"
        raise RuntimeError(SECRET)


SCHEMA = strawberry.Schema(
    Query, Mutation, Subscription, types=[*people.TYPES, Node, PageInfo],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)  # fmt: skip
ROOTS = {"me": Root("Employee", "me"), "employee": Root("Employee", "row"), "employees": Root("Employee")}


def make_engine(schema: strawberry.Schema, store: Store) -> Engine:
    return Engine(schema._schema, entities(), ROOTS, store)


def make_call(ctx, engine, accounts):
    return Call(ctx, engine, accounts.everyone)


def teams_of(store: Store):
    async def teams(employee, role, departments, today):
        return tuple(uid(code) for code in CALLERS[role].team) if role in CALLERS else ()

    return teams


async def echo(request):
    ctx = request.state.ctx
    return PlainTextResponse(ctx.principal.username if ctx else "nobody")


async def fail(request):
    raise RuntimeError(SECRET)


def pages(api, doors):
    async def sign_in(request):
        form = await request.form()
        doors.check_csrf(request, form)
        outcome = await doors.sign_in(request, form["username"], form["password"])
        answer = PlainTextResponse("in" if outcome.ok else outcome.trouble[1], 200 if outcome.ok else 422)
        if outcome.ok:
            doors.set_session(answer, outcome.session_cookie_value)
        return answer

    async def sign_out(request):
        doors.check_csrf(request, await request.form())
        await doors.sign_out(request)
        answer = PlainTextResponse("out")
        doors.clear_session(answer)
        return answer

    async def token(request):
        return PlainTextResponse(doors.csrf(request))

    async def export(request):
        name, media, content = await doors.export(
            request.state.ctx, "people", {}, request.query_params["format"]
        )
        return PlainTextResponse(content, headers={"content-disposition": name}, media_type=media)

    def guarded(handler):
        async def handle(request):
            try:
                return await handler(request)
            except Exception as trouble:
                if not hasattr(trouble, "status"):
                    raise
                return PlainTextResponse(str(trouble), trouble.status)

        return handle

    return [
        Route("/who", echo),
        Route("/fail", fail),
        Route("/people/{id}", echo),
        Route("/csrf", token),
        Route("/export", guarded(export)),
        Route("/login", guarded(sign_in), methods=["POST"]),
        Route("/logout", guarded(sign_out), methods=["POST"]),
    ]


@dataclass
class World:
    """A running application and its callers."""

    app: App
    tokens: dict[str, str]

    @property
    def house(self) -> House:
        return self.app.house

    def client(self, role: str | None = None, **headers: str) -> httpx.AsyncClient:
        given = {"authorization": f"Bearer {self.tokens[role]}"} if role else {}
        transport = httpx.ASGITransport(self.app, client=("203.0.113.9", 1234))
        return httpx.AsyncClient(transport=transport, base_url=BASE, headers=given | headers)

    async def ask(
        self, role: str | None, query: str | None = None, /, headers=None, **body: Any
    ) -> httpx.Response:
        async with self.client(role) as client:
            return await client.post(
                "/graphql", json={"query": query, **body} if query else body, headers=headers
            )

    async def settle(self) -> None:
        """Wait until every look is written."""
        await self.house.looks.queue.join()


def parts_of(store: Store, **given: Any) -> Parts:
    settled: dict[str, Any] = (
        {
            "settings": store.settings, "secrets": store.secrets, "clock": Clock(pinned=NOW), "schema": SCHEMA,
            "policy": lambda: POLICY, "make_engine": make_engine, "make_call": make_call, "teams": teams_of,
            "open_store": lambda: nullcontext(store), "has_own_log": False,
            "hasher": Hasher(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)),
        }
        | given
    )  # fmt: skip
    return Parts(**settled)


@asynccontextmanager
async def running(parts: Parts, **given: Any) -> AsyncIterator[App]:
    app = build_app(parts, pages, **given)
    async with app.house.open():
        yield app


async def people_of(house: House) -> dict[str, str]:
    """Open an account for each role and return its token."""
    ctx, tokens = context(house.store, "administrator"), {}
    for role, caller in CALLERS.items():
        person = (
            uid(caller.person)
            if caller.person and role in ("employee", "hr_manager", "department_manager")
            else None
        )
        account = await house.accounts.create_account(
            ctx, username=role, display_name=role, password=PASSWORD, employee_id=person
        )
        if role != "employee":
            await house.accounts.grant_role(ctx, account_id=account, role=role)
        tokens[role] = await house.accounts.create_token(ctx, username=role)
    return tokens


@pytest.fixture
async def world(store):
    await plant(store)
    async with running(parts_of(store)) as app:
        yield World(app, await people_of(app.house))
