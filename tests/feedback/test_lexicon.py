"""What the word lists weigh, before anything learned speaks."""

from __future__ import annotations

import pytest

from server.feedback.lexicon import cut, lexical_weight, score_of


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("满意", 2.0),
        ("非常满意", 3.0),
        ("不满意", -2.0),
        ("没有不满意", 1.6),
        ("👍", 2.0),
        ("", 0.0),
    ],
)
def test_a_text_weighs_what_its_words_do(text, weight):
    assert lexical_weight(text) == weight


def test_a_clause_is_cut_into_the_longest_words_known():
    assert cut("客服非常满意", "zh") == ["客", "服", "非常满意"]
    assert cut("the waiting room was clean", "en") == ["the", "waiting room", "was", "clean"]


def test_a_sum_is_tempered_and_keeps_its_sign():
    assert [score_of(total) for total in (-1000.0, -4.0, 0.0, 4.0)] == [-100, -67, 0, 67]
