"""What carries letters out: nothing leads into the own network, and answers are judged as each receiver means them."""

from __future__ import annotations

import pytest

from server.delivery.letters import Letter
from server.delivery.post import Outcome, is_public, judged, post
from tests.delivery.receivers import Http


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
        "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "224.0.0.1", "198.18.0.1",
    ],
)  # fmt: skip
def test_a_private_number_is_private_in_every_disguise(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1"])
def test_an_open_number_is_open(number):
    assert is_public(number)


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("https://127.0.0.1/x", "leads into a private network"),
        ("https://localhost/x", "leads into a private network"),
        ("https://[::1]/x", "leads into a private network"),
        ("https://2130706433/x", "leads into a private network"),
        ("http://93.184.216.34/x", "only https is allowed"),
        ("https://user@93.184.216.34/x", "not an address of the web"),
        ("file:///etc/passwd", "not an address of the web"),
    ],
)
async def test_what_is_not_allowed_is_never_called(url, trouble):
    assert await post(Letter(url, b"{}"), private=False) == Outcome(trouble, is_final=True)


async def test_where_the_operator_allows_it_the_own_network_is_called_and_redirects_are_not_followed():
    with Http() as receiver:
        receiver.answers = [(302, b""), (200, b"")]

        first = await post(Letter(receiver.url("/a"), b"{}", {"x": "1"}), private=True)
        second = await post(Letter(receiver.url("/a"), b"{}", {"x": "1"}), private=True)

    assert (first, second) == (Outcome("HTTP 302"), Outcome(receipt="HTTP 200"))
    assert [each.path for each in receiver.got] == ["/a", "/a"]


async def test_nobody_there_is_trouble_that_may_pass():
    found = await post(Letter("http://127.0.0.1:9/x", b"{}"), private=True)

    assert (found.trouble, found.is_final) == ("ConnectError", False)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (204, b"", Outcome(receipt="HTTP 204")),
        (200, b'{"errcode":0}', Outcome(receipt="HTTP 200")),
        (200, b'{"code":0}', Outcome(receipt="HTTP 200")),
        (200, b'{"errcode":45009}', Outcome("robot code 45009")),
        (200, b'{"code":19021}', Outcome("robot code 19021")),
        (200, b"<html>", Outcome("an answer that is no JSON")),
        (500, b"", Outcome("HTTP 500")),
        (410, b"", Outcome("HTTP 410", is_final=True, is_gone=True)),
    ],
)
def test_an_answer_is_judged_as_its_sender_means_it(status, body, expected):
    assert judged(status, body) == expected
