"""Lines are cut into words, numbers and signs, in either language."""

from __future__ import annotations

import pytest

from server.incentives.rules.tokens import tokens_of

CUT = {
    "pay 1,234.50, from": ["pay", "1,234.50", ",", "from"],
    "from 90 pay 3,from 95": ["from", "90", "pay", "3", ",", "from", "95"],
    "WHEN csat>=85%": ["when", "csat", ">=", "85", "%"],
    "当 满意度≥85％：发 500 元 # 备注": ["when", "满意度", ">=", "85", "%", ":", "pay", "500"],
    "score! ": ["score", "!"],
    "# only a remark": [],
}


@pytest.mark.parametrize("line", CUT)
def test_a_line_is_cut_into_its_parts(line: str):
    assert [token.text for token in tokens_of(line)][:-1] == CUT[line]


def test_each_part_knows_where_it_stands():
    assert [(token.text, token.at) for token in tokens_of("pay 5 per x")] == [
        ("pay", 1), ("5", 5), ("per", 7), ("x", 11), ("", 12),
    ]  # fmt: skip
