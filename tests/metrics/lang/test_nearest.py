from __future__ import annotations

import pytest

from server.metrics.lang.nearest import distance, nearest

KNOWN = ["headcount", "hires", "leavers", "sales_amount", "avg_daily"]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("hires", "hires", 0),
        ("hire", "hires", 1),
        ("hiers", "hires", 1),
        ("leaver", "lever", 1),
        ("abcd", "wxyz", 3),
    ],
)
def test_slips_are_counted_up_to_a_limit(one, other, slips):
    assert distance(one, other, 2) == slips


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("headcont", ("headcount",)),
        ("Leavers", ("leavers",)),
        ("sales", ("sales_amount",)),
        ("daily", ("avg_daily",)),
        ("qqqqqq", ()),
        ("", ()),
        ("x" * 65, ()),
    ],
)
def test_the_nearest_words_come_first(asked, found):
    assert nearest(asked, KNOWN) == found
