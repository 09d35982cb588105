"""Numbers that a title spells out, groups or scales become digits; words that only look like numbers stay."""

from __future__ import annotations

import pytest

from server.performance.goals.spelling import in_digits, number

WRITTEN = (
    ("1,200,000 元", "1200000 元"),
    ("120 万", "1200000"),
    ("1.5亿元", "150000000元"),
    ("1.2 million", "1200000"),
    ("10k orders", "10000 orders"),
    ("百分之五", "5%"),
    ("百分之十二", "12%"),
    ("九成", "90%"),
    ("八成五", "85%"),
    ("five per cent", "5%"),
    ("Ten percentage points", "10 percentage points"),
    ("五个百分点", "5个百分点"),
    ("两小时", "2小时"),
    ("从八十五到九十", "从85到90"),
    ("减少一半", "减少50% of itself "),
    ("double the orders", "+100% of itself  the orders"),
)
KEPT = ("由一线员工完成", "成为第一", "完成本季任务", "统一标准", "30m", "One team", "十分满意")


@pytest.mark.parametrize(("spelt", "expected"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_a_number_is_written_in_digits(spelt, expected):
    assert in_digits(spelt) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_number_stays(text):
    assert in_digits(text) == text


@pytest.mark.parametrize(
    ("spelt", "expected"),
    [
        ("十", "10"),
        ("十五", "15"),
        ("八十五", "85"),
        ("一百零五", "105"),
        ("两千三百", "2300"),
        ("7.5", "7.5"),
    ],
)
def test_a_chinese_number_is_read(spelt, expected):
    assert number(spelt) == expected
