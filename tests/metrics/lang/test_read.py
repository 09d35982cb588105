from __future__ import annotations

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse, parse_predicate
from server.metrics.lang.read import readable, readable_condition
from tests.metrics.dictionary.small import small


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        ("leavers / avg2(headcount)", "离职人次 ÷ 平均在职人数", "Leavers ÷ average headcount"),
        (
            "leavers[gender = 'F'] / (leavers + closing(headcount))",
            "离职人次(性别 = 'F') ÷ (离职人次 + 期末在职人数)",
            "Leavers (Gender = 'F') ÷ (Leavers + closing headcount)",
        ),
        ("1 - kept(new_hires, 3 months)", "1 − 满3个月仍在的新员工", "1 − New hires still there 3 months on"),
        (
            "done(asked, answered_at, 24 hours)",
            "24小时内完成(answered_at)的咨询",
            "Requests done (answered_at) within 24 hours",
        ),
        (
            "rolling(12 months, leavers / 2)",
            "最近12个月的(离职人次 ÷ 2)",
            "(Leavers ÷ 2) over the last 12 months",
        ),
        ("prior(1 year, leavers)", "1年前的离职人次", "Leavers 1 year earlier"),
        (
            "pct_change(@order_value, 1 period)",
            "笔单价较上期的增减幅度",
            "relative change of Order value against the period before",
        ),
        (
            "change(ytd(sales), 1 year)",
            "年初至今的销售额较1年前的增减",
            "change of Sales year to date against 1 year earlier",
        ),
        ("at('2025-03', -orders)", "2025-03的−订单数", "−Orders in 2025-03"),
        ("min(1, 8% * orders)", "取小(1、8% × 订单数)", "the least of (1, 8% × Orders)"),
        ("nobody + @nothing", "nobody + @nothing", "nobody + @nothing"),
    ],
)
def test_a_formula_in_words(formula, zh, en):
    assert readable(parse(formula), small(), "zh") == zh
    assert readable(parse(formula), small(), "en") == en


def test_a_condition_in_words():
    tree = parse_predicate(
        "gender in ('F', 'M') and (end_date is null or not (fte >= 0.5)) and note is not null"
    )

    assert (
        readable_condition(tree, small(), "zh")
        == "性别 属于 'F', 'M' 且 (end_date 为空 或 非(fte ≥ 0.5)) 且 note 有值"
    )
    assert (
        readable_condition(tree, small(), "en")
        == "Gender among 'F', 'M' and (end_date is empty or not (fte ≥ 0.5)) and note is known"
    )


def test_every_built_in_formula_can_be_said():
    dictionary = load_builtin()

    assert [
        key for key, each in dictionary.metrics.items() if "{" in readable(each.tree, dictionary, "en")
    ] == []
