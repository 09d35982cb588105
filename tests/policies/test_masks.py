"""What each mask leaves readable, the alias, and the order of views."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import MASKS, alias, best, rank, smallest_group

CASES = [
    ("phone", "13812348888", "138****8888"),
    ("phone", "138 1234 8888", "138****8888"),
    ("phone", "138-1234-8888", "138****8888"),
    ("phone", "13812348888", "138****8888"),
    ("phone", "+86 13812348888", "+86 138****8888"),
    ("phone", "0086 13812348888", "+86 138****8888"),
    ("phone", "0571-88886666", "0571****6666"),
    ("phone", "010-88886666", "010****6666"),
    ("phone", "0571-8765432", "0571****432"),
    ("phone", "010-88886666 转 801", "010****6666"),
    ("phone", "+1 (415) 555-2671", "+14****2671"),
    ("phone", "+44 20 7946 0018", "+44****0018"),
    ("phone", "88886666", "88****66"),
    ("phone", "110", "****"),
    ("phone", "12345", "****"),
    ("phone", "unknown", None),
    ("phone", "", None),
    ("idcard", "110101199003071234", "110***********1234"),
    ("idcard", "11010119900307123x", "110***********123x"),
    ("idcard", "110101 900307 123", "110********7123"),
    ("idcard", "E12345678", "E******78"),
    ("idcard", "A1234", "****"),
    ("idcard", " ", None),
    ("email", "wang.fang@example.com", "w***@example.com"),
    ("email", "w@example.com", "w***@example.com"),
    ("email", "@example.com", "***"),
    ("email", "no address", "***"),
    ("email", "", None),
    ("email", "wang@", None),
    ("surname", "王芳", "王*"),
    ("surname", "欧阳娜娜", "欧阳*"),
    ("surname", "欧阳", "欧*"),
    ("surname", "John Smith", "Smith *"),
    ("surname", "Smith, John", "Smith *"),
    ("surname", "José García", "García *"),
    ("surname", "Cher", "C*"),
    ("surname", " ", None),
    ("name", "王芳", None),
    ("year", "2024-03-05", "2024"),
    ("year", "soon", None),
    ("month", "2024-03-05T08:00:00Z", "2024-03"),
    ("month", "", None),
    ("band", "0", "LOW"),
    ("band", "0.33", "LOW"),
    ("band", "0.34", "MEDIUM"),
    ("band", "0.67", "HIGH"),
    ("band", "1", "HIGH"),
    ("band", "1.01", None),
    ("band", "NaN", None),
    ("band", "high", None),
    ("none", "anything", None),
]


@pytest.mark.parametrize(("mask", "text", "shown"), CASES)
def test_a_mask_leaves_exactly_this(mask, text, shown):
    assert MASKS[mask](text) == shown


@given(st.text())
def test_no_mask_fails_on_any_text(text):
    for mask in MASKS.values():
        assert mask(text) is None or isinstance(mask(text), str)


@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_a_masked_phone_hides_at_least_four_digits_or_all(digits):
    shown = MASKS["phone"](digits)

    assert shown is not None
    assert "****" in shown
    assert len(shown.replace("+86 ", "").replace("*", "")) <= max(0, len(digits) - 4)


@pytest.mark.parametrize(
    ("index", "zh", "en"),
    [
        (0, "员工A", "Person A"),
        (25, "员工Z", "Person Z"),
        (26, "员工AA", "Person AA"),
        (702, "员工AAA", "Person AAA"),
    ],
)
def test_aliases_count_in_letters(index, zh, en):
    assert alias(index) == zh
    assert alias(index, "en") == en


def test_aliases_are_all_different():
    assert len({alias(index) for index in range(2000)}) == 2000


def test_an_alias_counts_from_zero():
    with pytest.raises(ValueError, match="from 0"):
        alias(-1)


def test_views_are_ordered_by_how_much_they_show():
    views = ["plain", "month", "surname", "phone", "name", "band", "k=5", "k=10", "k=999", "null"]

    assert sorted(views, key=rank, reverse=True) == views
    assert rank("k=999") > rank("null") == rank("none")


def test_an_unknown_view_has_no_rank():
    with pytest.raises(ValueError, match="unknown view 'blur'"):
        rank("blur")


def test_the_best_view_shows_most_and_nothing_is_null():
    assert best(["band", "email", "null"]) == "email"
    assert best([]) == "null"


def test_a_group_view_tells_its_smallest_group():
    assert smallest_group("k=5") == 5
    assert smallest_group("k=0") is None
    assert smallest_group("plain") is None
