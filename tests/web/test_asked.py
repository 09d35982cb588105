"""A body becomes what is asked, or a refusal."""

from __future__ import annotations

import hashlib

import orjson
import pytest

from server.web.asked import Refused, parse, read_body

SHA = hashlib.sha256(b"{ a }").hexdigest()


def test_everything_that_can_be_asked():
    body = {
        "query": "{ a }", "variables": {"x": 1}, "operationName": "A", "documentId": f"sha256:{SHA}",
        "extensions": {"masked": True, "cost": False, "requestId": True, "other": True},
    }  # fmt: skip

    asked = parse(orjson.dumps(body))

    assert (asked.source, asked.variables, asked.operation, asked.sha256) == ("{ a }", {"x": 1}, "A", SHA)
    assert asked.wanted == {"masked", "requestId"}


def test_nulls_are_as_good_as_nothing():
    asked = parse(
        b'{"query":"{ a }","variables":null,"operationName":null,"extensions":null,"operationName":""}'
    )

    assert (asked.variables, asked.operation, asked.sha256, asked.wanted) == (None, None, None, frozenset())


@pytest.mark.parametrize("given", ["A" * 64, "a" * 63, "g" * 64, 5, [], None])
def test_a_hash_is_64_hex_digits(given):
    body = orjson.dumps({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": given}}})

    with pytest.raises(Refused) as refusal:
        parse(body)

    assert refusal.value.status == 400


async def test_a_request_that_breaks_off_is_refused():
    messages = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return messages.pop(0)

    with pytest.raises(Refused) as refusal:
        await read_body(receive, {}, 100)

    assert refusal.value.status == 400


async def test_an_absurd_length_is_refused_before_reading():
    async def receive():
        raise AssertionError("nothing may be read")

    with pytest.raises(Refused) as refusal:
        await read_body(receive, {b"content-length": b"9" * 30}, 100)

    assert refusal.value.status == 413
