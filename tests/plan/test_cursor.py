"""A cursor opens only under the order it was made for."""

from __future__ import annotations

import pytest

from server.kernel.errors import InvalidInput
from server.plan.cursor import Cursors

BOX = Cursors(b"k" * 32)


def test_a_cursor_gives_back_its_keys():
    assert BOX.open("Employee:name+", BOX.seal("Employee:name+", ["wangfang", None, "id"]), "after") == [
        "wangfang",
        None,
        "id",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "====",
        "王",
        "A" * 80,
        None,
        BOX.seal("Employee:name-", ["a"]),
        Cursors(b"o" * 32).seal("Employee:name+", ["a"]),
    ],
    ids=["empty", "letter", "padding", "word", "long", "none", "another order", "another key"],
)
def test_anything_else_is_refused_with_its_argument(text: object):
    with pytest.raises(InvalidInput) as caught:
        BOX.open("Employee:name+", text, "after")

    assert caught.value.path == ("after",)
