from fractions import Fraction

import pytest

from server.metrics.answers.sentence import NOBODY, hidden_sentence, lowered, sentence
from server.metrics.components import Part
from server.metrics.definitions import Label
from server.metrics.dictionary.load import load_builtin
from server.metrics.periods import named
from server.metrics.reckoning.evaluate import value
from server.metrics.words import CellStatus

AMOUNTS = {
    ("leavers", "flow"): 3,
    ("headcount", "stock"): 40,
    ("new_hires", "matured"): 20,
    ("new_hires", "kept"): 14,
    ("new_hires", "pending"): 2,
    ("csat_answers", "flow"): 100,
    ("forecast_hires", "flow"): 8,
    ("hires", "flow"): 10,
    ("trained_persons", "flow"): 6,
    ("headcount", "days"): 310,
}


def told(key, language, period="2025-03", scope=NOBODY, amounts=AMOUNTS):
    dictionary = load_builtin()
    metric, days, noticed = dictionary.metrics[key], named(period), {}

    def part(wanted):
        component, window = wanted
        amount = amounts.get((component.measure.name, component.kind))
        if component.measure.name == "csat_answers" and component.where is not None:
            amount = 84 if window == days.window else 80
        return None if amount is None else Part(Fraction(amount), 1, 1)

    def notice(node, window, term, _depth, _place):
        noticed[id(node), window] = term

    found = value(metric.tree, dictionary, days, part, notice=notice)
    return sentence(metric, dictionary, days, found, noticed, scope).said(language)


@pytest.mark.parametrize(
    ("key", "zh"),
    [
        ("attrition_rate_average", "离职3人次 ÷ 平均在职40人((期初40+期末40)÷2)"),
        ("attrition_rate_exposed", "离职3人次 ÷ (离职3人次 + 期末在职40人)"),
        ("attrition_rate_annualised", "12 × 离职3人次 ÷ 平均在职40人((期初40+期末40)÷2)"),
        ("attrition_rate_rolling12", "2024年4月至2025年3月(离职3人次 ÷ 月均在职40人)"),
        ("csat_uplift", "(客户满意度84.0% − 2025年2月客户满意度80.0%) ÷ 客户满意度80.0%"),
        ("csat_uplift_pp", "客户满意度84.0% − 2025年2月客户满意度80.0%"),
    ],
)
def test_a_figure_is_told_in_chinese(key, zh):
    assert told(key, "zh").partition(" = ")[2] == zh


def test_who_waits_is_told():
    assert told("new_hire_retention_3m", "zh") == (
        "2025年3月新员工3个月留存率70.0% = 满3个月仍在的新员工14人次 ÷ 满3个月的新员工20人次;另有2个待观察"
    )
    assert told("new_hire_retention_3m", "en").endswith(
        "70.0% = 14 new hires still there 3 months on ÷ 20 new hires 3 months on; 2 more still open"
    )


def test_functions_and_conditions_are_told_in_words():
    assert told("hiring_forecast_accuracy", "zh").endswith(
        "80.0% = 1 − 绝对值(预测入职8人 − 入职10人次) ÷ 入职10人次"
    )
    assert told("annual_upskill_coverage", "en").endswith(
        "60.0% = least of (1, 6 people trained (Kind of course = 'upskill') ÷ 10 daily average headcount)"
    )


def test_a_figure_is_told_in_english_with_its_scope():
    assert told("attrition_rate_opening", "en", scope=Label("北区", "North")).endswith(
        " for North, March 2025: 7.5% = 3 leavers ÷ 40 opening headcount"
    )


def test_what_could_not_be_worked_out_says_why():
    assert "—(分母为空) = 离职3人次 ÷ 期初在职0人" in told(
        "attrition_rate_opening", "zh", amounts={("leavers", "flow"): 3}
    )


def test_a_hidden_figure_is_named_and_no_more():
    metric = load_builtin().metrics["headcount_closing"]

    label = hidden_sentence(
        metric, named("2025-03"), CellStatus.SUPPRESSED_SMALL_GROUP, Label("北区", "North")
    )

    assert label.en == "Closing headcount for North, March 2025: hidden: too few people."


def test_abbreviations_keep_their_capitals():
    assert (lowered("Leavers"), lowered("CSAT answers")) == ("leavers", "CSAT answers")
