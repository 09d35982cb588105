"""Lengths of time as people write them."""

from __future__ import annotations

import pytest

from server.kernel.spans import span_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("35", 35), ("35秒", 35), ("5分", 300), ("5分钟", 300), ("1小时20分", 4800), ("1小时20分钟5秒", 4805),
        ("3m20s", 200), ("3M20S", 200), ("3 min 20 s", 200), ("2h", 7200), ("1.5小时", 5400), ("12.25", 12.25),
        ("00:05:20", 320), ("100:00:00", 360000), (" 5分 ", 300), ("0", 0),
    ],
    ids=str,
)  # fmt: skip
def test_a_length_is_read_however_it_is_written(text, seconds):
    found = span_of(text)
    assert found is not None
    assert found.total_seconds() == seconds


@pytest.mark.parametrize(
    "text", ["", " ", "05:20", "00:61:00", "五分", "5分5分", "-3", "fast", "31h 800h", "721h"]
)
def test_what_is_no_length_is_none(text):
    assert span_of(text) is None
