"""The GraphQL door: who is let in, what is well formed, and how answers are labelled."""

from __future__ import annotations

import asyncio
import hashlib
import json

import pytest

from server.kernel.errors import RateLimited
from server.web import asked, front
from server.web.front import STRANGER
from tests.plan.world import uid
from tests.web.conftest import PASSWORD, SECRET

HELLO = "{ hello }"
GRAPHQL = "application/graphql-response+json"


async def test_a_compiled_query_answers(world):
    answer = await world.ask(
        "hr_manager", "query($c: String) { employee(code: $c) { code name } }", variables={"c": "E3"}
    )

    assert answer.status_code == 200
    assert answer.json() == {"data": {"employee": {"code": "E3", "name": "陈佳"}}}
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


async def test_strawberry_answers_what_does_not_compile(world):
    answer = await world.ask(
        "hr_manager", '{ __schema { queryType { name } } hello(name: "you") me { code } }'
    )

    assert answer.json() == {
        "data": {"__schema": {"queryType": {"name": "Query"}}, "hello": "hello you", "me": {"code": "E1"}}
    }


ODD = {
    "null": b"null",
    "true": b"true",
    "a number": b"1",
    "a string": b'"x"',
    "a list": b'[{"query":"{ hello }"}]',
    "nothing": b"",
    "no JSON": b"{query",
    "Latin-1": '{"query":"{ hello }","operationName":"é"}'.encode("latin-1"),
    "invalid UTF-8": b'{"query":"\xff\xfe"}',
    "UTF-16": '{"query":"{ hello }"}'.encode("utf-16"),
    "a lone surrogate": b'{"query":"{ hello(name: \\"\\ud800\\") }"}',
    "a hundred thousand levels": b"[" * 100_000 + b"]" * 100_000,
    "deep variables": b'{"query":"{ hello }","variables":' + b'{"a":' * 5000 + b"1" + b"}" * 5001,
    "no query": b"{}",
    "a null query": b'{"query":null}',
    "an empty query": b'{"query":""}',
    "a query of another type": b'{"query":{"a":1}}',
    "variables of another type": b'{"query":"{ hello }","variables":[1]}',
    "an operation name of another type": b'{"query":"{ hello }","operationName":1}',
    "extensions of another type": b'{"query":"{ hello }","extensions":"x"}',
    "a hash of another type": b'{"documentId":5}',
    "a hash that is none": b'{"documentId":"sha256:zz"}',
    "a hash of something else": b'{"query":"{ hello }","documentId":"sha256:' + b"0" * 64 + b'"}',
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
async def test_odd_bodies_are_400(world, body):
    async with world.client("hr_manager") as client:
        answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_a_number_of_five_thousand_digits_is_no_500(world):
    body = b'{"query":"query($n: Int) { hello(bankAccount: $n) }","variables":{"n":' + b"9" * 5000 + b"}}"
    async with world.client("hr_manager") as client:
        answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert answer.status_code in (200, 400)
    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


MEDIA = {
    "text": {"content-type": "text/plain"},
    "a form": {"content-type": "application/x-www-form-urlencoded"},
    "GraphQL text": {"content-type": "application/graphql"},
    "another charset": {"content-type": "application/json; charset=utf-16"},
    "nothing said": {"content-type": ""},
    "compressed": {"content-type": "application/json", "content-encoding": "gzip"},
}


@pytest.mark.parametrize("headers", MEDIA.values(), ids=MEDIA)
async def test_only_json_in_utf8_is_taken(world, headers):
    async with world.client("hr_manager") as client:
        answer = await client.post("/graphql", content=b'{"query":"{ hello }"}', headers=headers)

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", 'Application/JSON; Charset="UTF-8"']
)
async def test_json_may_say_that_it_is_utf8(world, kind):
    async with world.client("hr_manager") as client:
        answer = await client.post(
            "/graphql", content=b'{"query":"{ hello }"}', headers={"content-type": kind}
        )

    assert answer.json() == {"data": {"hello": "hello world"}}


@pytest.mark.parametrize("says_so", [True, False])
async def test_a_body_over_the_limit_is_413(world, says_so):
    async def chunks():
        for _ in range(20):
            yield b" " * 100_000

    body = b" " * 2_000_000 if says_so else chunks()
    async with world.client("hr_manager") as client:
        answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 413


async def test_a_slow_body_is_408(monkeypatch):
    async def receive():
        await asyncio.sleep(5)

    with pytest.raises(asked.Refused) as refusal:
        await asked.read_body(receive, {}, 1000, 0.01)

    assert refusal.value.status == 408


STRANGERS = {
    "nobody": {},
    "a wrong token": {"authorization": "Bearer zr_wrong"},
    "another scheme": {"authorization": "Basic aHI6aHI="},
    "an empty token": {"authorization": "Bearer "},
    "a wrong cookie": {"cookie": "zr_session=wrong", "sec-fetch-site": "same-origin"},
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize(
    "body", [b'{"query":"{ __schema { types { name } } }"}', b"rubbish", b"[" * 1000, b""]
)
async def test_strangers_get_one_constant_answer_whatever_they_send(world, headers, body):
    async with world.client() as client:
        answers = [
            await client.post(
                "/graphql", content=body, headers=headers | {"content-type": "application/json"}
            ),
            await client.get("/graphql?query={__typename}", headers=headers),
        ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(401, STRANGER)}
    assert answers[0].headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "PATCH"])
async def test_other_methods_are_refused(world, method):
    async with world.client("hr_manager") as client:
        answer = await client.request(method, "/graphql?query={hello}")

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("accept", "query", "status", "media"),
    [
        ("application/json", HELLO, 200, "application/json"),
        (GRAPHQL, HELLO, 200, GRAPHQL),
        ("*/*", HELLO, 200, "application/json"),
        ("", HELLO, 200, "application/json"),
        (f"{GRAPHQL}, application/json;q=0.9", HELLO, 200, GRAPHQL),
        (f"{GRAPHQL};q=0.1, application/json", HELLO, 200, "application/json"),
        ("text/html", HELLO, 406, "application/json"),
        (f"{GRAPHQL};q=x", HELLO, 406, "application/json"),
        ("application/json; charset=utf-16", HELLO, 406, "application/json"),
        ("application/json", "{", 200, "application/json"),
        (GRAPHQL, "{", 400, GRAPHQL),
        ("application/json", "{ nothing }", 200, "application/json"),
        (GRAPHQL, "{ nothing }", 400, GRAPHQL),
        (GRAPHQL, "query($n: Int!) { hello(bankAccount: $n) }", 400, GRAPHQL),
        (GRAPHQL, "{ refused }", 200, GRAPHQL),
    ],
)
async def test_the_answer_is_labelled_as_asked(world, accept, query, status, media):
    answer = await world.ask("hr_manager", query, headers={"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (status, f"{media}; charset=utf-8")
    assert ("data" in answer.json()) == (status == 200 and query in (HELLO, "{ refused }"))


async def test_expected_trouble_says_what_where_and_why(world):
    answer = await world.ask("hr_manager", "{ refused hello }")

    (error,) = answer.json()["errors"]
    assert answer.json()["data"] == {"refused": None, "hello": "hello world"}
    assert error["message"] == "不行。"
    assert error["path"] == ["refused"]
    assert error["extensions"] == {
        "code": "DENIED", "zh": "不行。", "en": "No.", "inputPath": ["x"], "rule": "rules/x.csv:1",
        "requestId": answer.headers["x-request-id"],
    }  # fmt: skip


async def test_unexpected_trouble_is_masked_and_logged_without_values(world, capsys):
    answer = await world.ask("hr_manager", "{ boom }")

    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    logged = "".join(capsys.readouterr())
    assert answer.headers["x-request-id"] in logged
    assert SECRET not in answer.text
    assert SECRET not in logged


async def test_a_persisted_document_is_kept_by_its_hash(world):
    digest = hashlib.sha256(HELLO.encode()).hexdigest()
    apollo = {"persistedQuery": {"version": 1, "sha256Hash": digest}}

    unknown = await world.ask("hr_manager", extensions=apollo)
    assert unknown.json()["errors"][0]["message"] == "没有保存这个查询，请连同全文发送。"
    assert unknown.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"

    assert (await world.ask("hr_manager", HELLO, extensions=apollo)).json() == {
        "data": {"hello": "hello world"}
    }

    for body in ({"extensions": apollo}, {"documentId": f"sha256:{digest}"}):
        assert (await world.ask("employee", **body)).json() == {"data": {"hello": "hello world"}}


async def test_an_invalid_document_is_not_kept(world):
    text = "{ nothing }"
    digest = hashlib.sha256(text.encode()).hexdigest()
    await world.ask("hr_manager", text, documentId=digest)

    answer = await world.ask("hr_manager", documentId=digest)

    assert answer.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


async def test_what_was_hidden_and_what_it_cost_is_told_on_request(world):
    query = "{ employees(first: 2) { nodes { code phone } } }"
    plain = await world.ask("department_manager", query)
    by_body = await world.ask("department_manager", query, extensions={"masked": True, "cost": True})
    by_header = await world.ask(
        "department_manager", query, headers={"x-zhiren-extensions": "requestId, policyVersion, x"}
    )

    assert "extensions" not in plain.json()
    found = by_body.json()["extensions"]
    assert set(found) == {"masked", "cost"}
    assert found["masked"][0]["path"] == "employees.nodes.phone"
    assert set(by_header.json()["extensions"]) == {"requestId", "policyVersion"}
    assert by_header.json()["extensions"]["requestId"] == by_header.headers["x-request-id"]


async def test_cross_origin_programs_are_allowed_by_name(world):
    settings = world.house.settings.model_copy(update={"allowed_origins": ("https://bi.example",)})
    world.app.front.settings = settings
    async with world.client("hr_manager") as client:
        ours = {"origin": "https://bi.example"}
        preflight = await client.options("/graphql", headers=ours | {"access-control-request-method": "POST"})
        answer = await client.post("/graphql", json={"query": HELLO}, headers=ours)
        foreign = await client.options("/graphql", headers={"origin": "https://evil.example"})

    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "https://bi.example"
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in preflight.headers
    assert answer.headers["access-control-allow-origin"] == "https://bi.example"
    assert "Origin" in answer.headers["vary"]
    assert not [name for name in foreign.headers if name.startswith("access-control")]


async def test_a_cookie_speaks_only_for_our_own_pages(world):
    async with world.client() as client:
        await client.post("/login", data={"username": "hr_manager", "password": PASSWORD})
        token = (await client.get("/csrf")).text

        async def ask(**headers):
            return (await client.post("/graphql", json={"query": HELLO}, headers=headers)).status_code

        assert await ask(**{"sec-fetch-site": "same-origin"}) == 200
        assert await ask(origin="http://testserver") == 200
        assert await ask(**{"x-csrf-token": token}) == 200
        assert await ask() == 401
        assert await ask(origin="http://evil.example") == 401
        assert await ask(origin="null") == 401
        assert await ask(**{"sec-fetch-site": "cross-site", "x-csrf-token": token}) == 401
        assert await ask(**{"sec-fetch-site": "same-site"}) == 401
        assert await ask(**{"x-csrf-token": token[:-2] + "xx"}) == 401


async def test_a_revoked_token_is_out_at_once(world):
    assert (await world.ask("employee", HELLO)).status_code == 200
    rows = await world.house.store.reads.rows(
        "SELECT t.id FROM api_token t JOIN account a ON a.id = t.account_id WHERE a.username = 'employee'"
    )

    ctx = world.house.context(await world.house.accounts.signed_in(world.tokens["administrator"]))
    await world.house.accounts.revoke_token(ctx, token_id=rows[0][0])

    assert (await world.ask("employee", HELLO)).status_code == 401


async def test_one_account_may_fill_its_own_line_and_no_more(world, monkeypatch):
    monkeypatch.setattr(front, "MOST_WAITING", 0)
    monkeypatch.setattr(front, "AT_ONCE", 1)
    gate = world.app.front.gate
    seats = gate.enter("one")

    with pytest.raises(RateLimited):
        gate.enter("one")
    gate.enter("two")
    gate.leave("one")
    gate.enter("one")
    assert isinstance(seats, asyncio.Semaphore)


async def test_too_many_at_once_is_429(world, monkeypatch):
    monkeypatch.setattr(front, "MOST_WAITING", -8)

    answer = await world.ask("hr_manager", HELLO)

    assert answer.status_code == 429
    assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_subscriptions_are_sent_to_the_socket(world):
    answer = await world.ask("hr_manager", "subscription { ticks }")

    assert answer.json()["errors"][0]["extensions"]["en"] == "Subscribe over a WebSocket."


async def test_a_mutation_runs(world):
    answer = await world.ask("hr_manager", 'mutation { touch(secretInput: "x") }')

    assert answer.json() == {"data": {"touch": "touched"}}


async def test_ids_are_found_by_their_own_reader(world):
    answer = await world.ask(
        "employee", "query($id: ID) { employee(id: $id) { code } }", variables={"id": uid("E3")}
    )

    assert json.loads(answer.content) == {"data": {"employee": {"code": "E3"}}}
