"""The door inside the process answers as the one outside does."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from server.kernel.errors import Busy
from server.web import execute
from tests.plan.world import context


async def test_pages_get_data_errors_and_all_extensions(world):
    ctx = context(world.house.store, "department_manager")

    reply = await world.house.executor.execute(
        ctx, "query($c: String) { employee(code: $c) { code phone } }", {"c": "E3"}
    )

    assert reply.data["employee"]["code"] == "E3"
    assert reply.errors == []
    assert set(reply.extensions) == {"masked", "cost", "policyVersion", "requestId"}


async def test_a_request_that_cannot_begin_has_no_data(world):
    reply = await world.house.executor.execute(context(world.house.store, "employee"), "{ nothing }", {})

    assert reply.data is None
    assert b'"data"' not in reply.dump()


async def test_the_operation_must_be_named_when_there_are_several(world):
    source = "query A { hello } query B { me { code } }"
    ctx = context(world.house.store, "employee")

    unnamed = await world.house.executor.execute(ctx, source, {})
    named = await world.house.executor.execute(ctx, source, {}, "B")

    assert unnamed.errors[0]["extensions"]["inputPath"] == ["operationName"]
    assert named.data == {"me": {"code": "E3"}}


async def test_what_takes_too_long_is_given_up(world, monkeypatch):
    async def slow(*_):
        await asyncio.sleep(5)

    monkeypatch.setattr(execute, "SECONDS", 0.01)
    monkeypatch.setattr(world.house.engine, "run", slow)

    two = "{ me { code } employees { totalCount } }"
    reply = await world.house.executor.execute(context(world.house.store, "employee"), two, {})

    assert (reply.trouble, reply.errors[0]["extensions"]["code"]) == (503, "BUSY")


async def test_recursion_is_a_large_query(world, monkeypatch):
    async def deep(*_):
        raise RecursionError

    monkeypatch.setattr(world.house.engine, "run", deep)

    reply = await world.house.executor.execute(context(world.house.store, "employee"), "{ me { code } }", {})

    assert reply.errors[0]["extensions"]["code"] == "QUERY_TOO_LARGE"


async def test_a_busy_server_says_when_to_come_back(world, monkeypatch):
    async def busy(*_):
        raise Busy("忙", "busy")

    monkeypatch.setattr(world.house.engine, "run", busy)

    answer = await world.ask("employee", "{ me { code } }")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


async def test_a_root_that_fails_leaves_the_others(world):
    answer = await world.ask("employee", "{ me { code } employees(first: 201) { nodes { code } } }")

    assert answer.json()["errors"][0]["path"] == ["employees"]
    assert answer.json()["errors"][0]["extensions"]["code"] == "PAGE_TOO_LARGE"


async def test_a_token_that_may_only_read_reads_and_changes_nothing(world):
    ctx = context(world.house.store, "hr_manager")
    reader = replace(ctx, principal=replace(ctx.principal, is_read_only=True))
    write = 'mutation { touch(secretInput: "x") }'

    refused = await world.house.executor.execute(reader, write, {})
    read = await world.house.executor.execute(reader, "{ me { code } }", {})
    allowed = await world.house.executor.execute(ctx, write, {})

    assert (refused.data, refused.errors[0]["extensions"]["code"]) == (None, "DENIED")
    assert read.data == {"me": {"code": "E1"}}
    assert allowed.data == {"touch": "touched"}


async def test_what_strawberry_runs_tells_what_was_masked_too(world):
    ctx = context(world.house.store, "department_manager")
    fields = '{ employee(code: "E3") { phone baseSalary } %s }'

    compiled = await world.house.executor.execute(ctx, fields % "", {})
    resolved = await world.house.executor.execute(ctx, fields % "hello", {})

    assert compiled.extensions["masked"] != []
    assert resolved.extensions["masked"] == compiled.extensions["masked"]


async def test_what_a_refusal_cut_short_is_not_told_beside_it(world):
    """A refused list takes the whole answer with it; its neighbours are stopped, which is no trouble of theirs."""
    ctx = context(world.house.store, "employee")
    source = (
        '{ hello a: employees(where: {baseSalary: {gt: "1"}}) { totalCount } b: employees { totalCount } }'
    )

    reply = await world.house.executor.execute(ctx, source, {})

    assert [each["extensions"]["code"] for each in reply.errors] == ["FIELD_NOT_FILTERABLE"]
