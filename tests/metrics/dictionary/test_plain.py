from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.metrics.dictionary.plain import BadYaml, read_plain


def test_values_are_exact_and_lines_are_known():
    value, lines = read_plain("a: 0.85\nb:\n  - {c: 12, d: yes}\n  - 2025-01-31\ne: null\nf: '0.85'\n")

    assert value == {
        "a": Decimal("0.85"),
        "b": [{"c": 12, "d": True}, date(2025, 1, 31)],
        "e": None,
        "f": "0.85",
    }
    assert lines["b", "0", "d"] == 3
    assert lines["b", "1"] == 4


def test_keys_are_letters_even_where_yaml_sees_more():
    assert read_plain("null: 1\nno: 2\n12: 3\n")[0] == {"null": 1, "no": 2, "12": 3}


@pytest.mark.parametrize(("text", "line"), [("a: 1\na: 2\n", 2), ("a: [1\nb: 2\n", 2), ("a: {b: 1}}\n", 1)])
def test_what_is_no_yaml_or_says_a_key_twice_is_refused(text, line):
    with pytest.raises(BadYaml) as caught:
        read_plain(text)

    assert caught.value.line == line


def test_nothing_is_nothing():
    assert read_plain("")[0] is None
    assert read_plain("# only a remark")[0] is None


def test_odd_scalars_stay_texts():
    assert read_plain("a: 2025-02-30\nb: .inf\n")[0] == {"a": "2025-02-30", "b": ".inf"}
