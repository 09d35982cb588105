from __future__ import annotations

from dataclasses import replace

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.dictionary.lookup import find, search, suggest
from server.metrics.words import MetricStatus
from tests.metrics.dictionary.small import small

ATTRITION = load_builtin().families["attrition"].members


def found(asked, known=None):
    """Return the key found, all the keys where there are several, or None."""
    answer = find(known or load_builtin(), asked)
    if answer is None:
        return None
    return [each.key for each in answer] if isinstance(answer, tuple) else answer.key


@pytest.mark.parametrize(
    "asked", ["离职率", " 离职率 ", "流失率", "离职比例", "turnover", "Attrition", "lizhilv", "离职"]
)
def test_a_name_of_many_gives_every_variant(asked):
    assert found(asked) == list(ATTRITION)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("attrition_rate_opening", "attrition_rate_opening"),
        ("离职率（期初口径）", "attrition_rate_opening"),
        ("离职率(期初口径)", "attrition_rate_opening"),
        ("滚动12个月离职率", "attrition_rate_rolling12"),
        ("期末在职人数", "headcount_closing"),
        ("csat", "csat"),
        ("询单转化率", "consult_conversion_rate"),
        ("笔单价", "average_order_value"),
        ("主动离职率", "voluntary_attrition_rate"),
    ],
)
def test_a_key_or_full_name_gives_one(asked, key):
    assert found(asked) == key


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("客单价", {"spend_per_buyer", "average_order_value"}),
        ("响应时长", {"response_time_avg", "first_response_time_avg"}),
        ("绩效达标率", {"goal_attainment_rate", "goal_attainment_rate_all"}),
        ("满意度", {"csat", "csat_mean"}),
        ("满意度提升率", {"csat_uplift", "csat_uplift_pp"}),
        ("人数", set(load_builtin().families["headcount"].members)),
        ("productivity", set(load_builtin().families["productivity"].members)),
    ],
)
def test_nothing_with_rivals_is_chosen_in_silence(asked, keys):
    assert set(found(asked) or ()) == keys


@pytest.mark.parametrize("asked", ["", "  ", "天气", "(", "率"])
def test_a_name_nobody_uses_gives_none(asked):
    assert found(asked) is None


def test_every_key_and_every_full_name_finds_its_metric():
    known = load_builtin()

    for key, metric in known.metrics.items():
        assert found(key) == key
        for name in metric.name:
            answer = found(name)
            assert key == answer or key in (answer or ()), name


def test_a_retired_metric_answers_to_its_key_only():
    known = small()
    retired = replace(known.metrics["order_value"], status=MetricStatus.RETIRED)
    known = replace(known, metrics={**known.metrics, "order_value": retired})

    assert found("order_value", known) == "order_value"
    assert found("笔单价", known) is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("离职率 期初", "attrition_rate_opening"),
        ("jiaban", "overtime_hours_per_head"),
        ("rjjb", "overtime_hours_per_head"),
        ("GENDER median", "gender_pay_gap_median"),
        ("csat", "csat"),
        ("refund", "refund_rate"),
    ],
)
def test_search_finds_by_words_pinyin_and_initials(words, first):
    assert search(load_builtin(), words)[0].key == first


def test_search_without_words_gives_all_and_for_nonsense_none():
    assert len(search(load_builtin(), " ")) == 135
    assert search(load_builtin(), "离职 天气") == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("atrition_rate_opening", "attrition_rate_opening"),
        ("refund_rat", "refund_rate"),
        ("客户满易度", "csat"),
        ("离职律", "attrition_rate_average"),
    ],
)
def test_suggestions_are_keys_of_what_may_have_been_meant(asked, meant):
    assert meant in suggest(load_builtin(), asked)
    assert len(suggest(load_builtin(), asked)) <= 5


def test_nothing_is_suggested_for_nothing():
    assert suggest(load_builtin(), "") == ()
