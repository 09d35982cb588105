"""When feedback gathers, and what that suggests."""

from __future__ import annotations

import pytest

from server.feedback.cluster_rules import Gathered, Heard, gather, is_problem, suggestion
from server.feedback.topic_models import Suggests

KINDS = {"description": Suggests.SCRIPT, "after_sales": Suggests.PROCESS}


def heard(topic: str, product: str, count: int, score: int | None = 2) -> Heard:
    return Heard(topic, product, "NEGATIVE", score, count)


@pytest.mark.parametrize(
    ("sentiment", "score", "problem"),
    [
        ("NEGATIVE", 5, False),
        ("POSITIVE", 2, True),
        ("POSITIVE", None, False),
        ("NEUTRAL", None, True),
        (None, 3, True),
    ],
)
def test_a_rating_speaks_before_the_words(sentiment, score, problem):
    assert is_problem(sentiment, score) is problem


def test_ten_of_a_product_gather_and_nine_do_not_while_a_process_serves_all_products():
    found = gather(
        [
            heard("description", "P", 6), heard("description", "P", 4, None), heard("description", "Q", 9),
            heard("description", "P", 30, 5), heard("after_sales", "P", 7), heard("after_sales", "Q", 5),
            heard("unknown", "P", 99),
        ],
        KINDS, 10,
    )  # fmt: skip

    assert found == [Gathered("after_sales", "", 12, 12), Gathered("description", "P", 10, 10)]


def test_a_suggestion_is_a_script_for_the_product_and_a_process_for_after_sales():
    assert suggestion(Suggests.SCRIPT, "描述不清", "Description unclear", "P") == (
        "补全「P」的话术：描述不清",
        "Complete the script for P: description unclear",
    )
    assert suggestion(Suggests.PROCESS, "售后服务", "After-sales", "") == (
        "改进「售后服务」的流程",
        "Improve the process of after-sales",
    )
