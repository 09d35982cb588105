"""A formula's pieces, its slips at their place, and what changed in it."""

from __future__ import annotations

from ui.metrics import formula


def test_nothing_of_a_formula_is_lost():
    text = "done(feedback_in, first_response_at, 24 hours) / @csat@2 * 12% - x[kind != 'a b' and n >= 2]"

    assert "".join(formula.tokens(text)) == text


def test_measures_become_chips_and_operators_signs():
    found = formula.pieces("leavers / avg2(headcount)", {"leavers": "离职人次", "headcount": "在职人数"})

    assert [(one.kind, one.label or one.text) for one in found if one.kind != "space"] == [
        ("measure", "离职人次"),
        ("sign", "÷"),
        ("function", "avg2"),
        ("quiet", "("),
        ("measure", "在职人数"),
        ("quiet", ")"),
    ]


def test_a_metric_in_a_formula_leads_to_its_page():
    assert [(one.kind, one.name) for one in formula.pieces("@csat@2", {})] == [("metric", "csat")]


def test_a_change_is_shown_word_by_word():
    parts = formula.compared("leavers / opening(headcount)", "leavers / avg2(headcount)")

    assert [(one.kind, one.text) for one in parts] == [
        ("same", "leavers / "),
        ("gone", "opening"),
        ("new", "avg2"),
        ("same", "(headcount)"),
    ]


def test_a_slip_stands_at_its_place_with_what_taking_the_advice_gives():
    problem = {
        "position": 10,
        "length": 9,
        "message": "要说明取哪一刻",
        "code": "E",
        "suggestions": ["avg2(headcount)"],
    }

    (slip,) = formula.slips("leavers / headcount", [problem])

    assert (slip.before, slip.wrong, slip.after) == ("leavers / ", "headcount", "")
    assert slip.suggestions == [("avg2(headcount)", "leavers / avg2(headcount)")]


def test_a_slip_past_the_end_stands_at_the_end():
    (slip,) = formula.slips(
        "1 +", [{"position": 9, "length": 1, "message": "", "code": "E", "suggestions": []}]
    )

    assert (slip.at, slip.wrong) == (3, "")
