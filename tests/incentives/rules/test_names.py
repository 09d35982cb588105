"""Figures may be written by their names; rules are kept by their keys."""

from __future__ import annotations

from server.incentives.rules.names import names_in, resolved
from server.incentives.rules.words import spelled
from server.metrics.dictionary.load import load_builtin
from tests.incentives.written import rules_of

KNOWN = load_builtin()


def test_names_become_keys_in_conditions_and_rewards():
    rules = rules_of(
        "when 客户满意度 >= 85% and honor STAR: pay 5",
        "pay steps of 质检得分 from 80 pay 3",
        "pool 100 by 客户满意度",
        "pay 1 per 有效反馈数",
    )

    found, problems = resolved(rules, KNOWN)

    assert problems == ()
    assert [spelled(rule) for rule in found] == [
        "when csat >= 85% and honor STAR: pay 5.00",
        "pay steps of qa_score_avg from 80 pay 3.00",
        "pool 100.00 by csat",
        "pay 1.00 per valid_feedback_count",
    ]


def test_an_unknown_name_stays_and_what_is_close_to_it_is_told():
    found, (problem,) = resolved(rules_of("when csatt >= 85%: pay 5"), KNOWN)

    assert spelled(found[0]) == "when csatt >= 85%: pay 5.00"
    assert problem.en.startswith("The dictionary has no 'csatt'. Close to it: csat")


def test_every_figure_has_a_name_in_both_languages():
    names = names_in(KNOWN)

    assert names["csat"] == ("客户满意度", "Customer satisfaction")
