from __future__ import annotations

import pytest

from server.metrics.dictionary.names import (
    folded,
    initials,
    is_qualified,
    names_of,
    pinyin,
    stem,
    unqualified,
)
from tests.metrics.dictionary.small import small


@pytest.mark.parametrize(
    "name",
    ["离职率", "离职率（平均口径）", "离职率(期初口径)", "离职比例", "离职占比【新】", "离职", " 离 职 率 "],
)
def test_variants_of_a_name_have_one_stem(name):
    assert stem(name) == "离职"


def test_stems_of_english_names():
    assert stem("Attrition Rate (average)") == stem("ATTRITION") == "attrition"
    assert stem("rate") == "rate"
    assert stem("Operating hours") == "operatinghours"


def test_width_case_and_spacing_do_not_matter():
    assert folded("ＣＳＡＴ  均分 ") == "csat 均分"
    assert unqualified("离职率（平均（新））") == "离职率"
    assert is_qualified("离职率（平均口径）")
    assert not is_qualified("离职率")


def test_names_as_they_are_typed():
    assert pinyin("离职率(平均)") == "lizhilvpingjun"
    assert pinyin("turnover") == ""
    assert initials("离职率") == "lzl"
    assert initials("Attrition rate") == "ar"


def test_names_of_a_metric():
    assert names_of(small().metrics["attrition_average"]) == (
        *("离职率(平均口径)", "Attrition rate (average)", "离职率", "turnover"),
    )
