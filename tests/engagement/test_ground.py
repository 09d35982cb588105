"""Ground of engagement: the nearest head who is somebody else and still here, and texts that fit."""

from __future__ import annotations

import pytest

from server.engagement.operations.ground import head_of, text_of
from server.kernel.errors import InvalidInput
from tests.plan.world import uid


@pytest.mark.parametrize(
    ("department", "but", "head"),
    [("D2", None, "E2"), ("D3", None, "E2"), ("D2", "E2", "E1"), ("D1", "E1", None), ("D9", None, None)],
)
async def test_the_nearest_head_above_answers(hr, town, department, but, head):
    found = await town.write(lambda: head_of(hr, uid(department), but and uid(but)))
    assert found == (head and uid(head))


def test_a_text_fits_or_says_how_long_it_may_be():
    assert text_of(" 好的 ", "text", 5, 2) == "好的"
    for text, least in (("长" * 6, 0), ("短", 2)):
        with pytest.raises(InvalidInput):
            text_of(text, "text", 5, least)
