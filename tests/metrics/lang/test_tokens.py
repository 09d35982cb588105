from __future__ import annotations

import pytest

from server.metrics.lang.problems import FormulaError
from server.metrics.lang.tokens import tokenise


def cut(text):
    return [(token.kind, token.text, token.at) for token in tokenise(text)]


def refused(text):
    with pytest.raises(FormulaError) as caught:
        tokenise(text)
    (problem,) = caught.value.problems
    return problem


def test_words_numbers_texts_and_signs():
    assert cut("a1 >=2.5'it''s'") == [
        ("name", "a1", 0),
        ("sign", ">=", 3),
        ("number", "2.5", 5),
        ("text", "'it''s'", 8),
        ("end", "", 15),
    ]


def test_the_end_stands_behind_trailing_space():
    assert cut("a / ")[-1] == ("end", "", 4)


def test_only_a_key_behind_the_at_sign_may_hold_dots():
    assert cut("@custom.early_exit@2")[1] == ("name", "custom.early_exit", 1)
    assert (refused("custom.early_exit").code, refused("custom.early_exit").at) == ("E_CHAR", 6)


def test_a_quoted_text_may_be_chinese():
    assert cut("'直营店'")[0] == ("text", "'直营店'", 0)


@pytest.mark.parametrize(
    ("text", "at", "length", "better"),
    [
        ("a ÷ b", 2, 1, "/"),
        ("a × b", 2, 1, "*"),
        ("opening（a)", 7, 1, "("),
        ("max(a，b)", 5, 1, ","),
        ("a ＋ b", 2, 1, "+"),
        ("8％", 1, 1, "%"),
        ("a[b ≥ 3]", 4, 1, ">="),
        ("a【b = 1]", 1, 1, "["),
        ("a[b = “x”]", 6, 1, "'"),
        ("a[b == 1]", 4, 2, "="),
        ("a[b <> 1]", 4, 2, "!="),
        ("a[b = 1 && c = 2]", 8, 2, "and"),
        ("Ａ", 0, 1, "A"),
    ],
)
def test_signs_people_write_are_answered_with_the_right_one(text, at, length, better):
    problem = refused(text)

    assert (problem.code, problem.at, problem.length, problem.suggestions) == (
        "E_CHAR",
        at,
        length,
        (better,),
    )
    assert better in problem.message.zh


def test_chinese_words_are_pointed_out_whole():
    problem = refused("离职人次 / 平均人数")

    assert (problem.code, problem.at, problem.length, problem.suggestions) == ("E_CHAR", 0, 4, ())
    assert "离职人次" in problem.message.zh


def test_limits_are_exact():
    assert len(tokenise("a" * 2000)) == 2
    assert len(tokenise("+" * 400)) == 401
    assert (refused("a" * 2001).code, refused("a" * 2001).at) == ("E_LIMIT", 2000)
    assert (refused("+" * 401).code, refused("+" * 401).at) == ("E_LIMIT", 400)
    assert refused("1" * 31).code == "E_LIMIT"
