import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse
from server.metrics.periods import named
from server.metrics.reckoning.component_text import component_text
from server.metrics.reckoning.evaluate import needs


@pytest.mark.parametrize(
    ("formula", "texts"),
    [
        ("leavers[exit_type = 'voluntary']", ["leavers[exit_type = 'voluntary']"]),
        ("avg2(headcount)", ["opening(headcount)", "closing(headcount)"]),
        ("avg_daily(headcount)", ["person_days(headcount)"]),
        ("kept(new_hires, 3 months)", ["kept(new_hires, 3 months)", "pending(new_hires, 3 months)"]),
        (
            "done(feedback_in, first_response_at, 24 hours)",
            ["done(feedback_in, first_response_at, 24 hours)", "pending(feedback_in, 24 hours)"],
        ),
        ("prior(1 month, leavers)", ["leavers @ 2025-02-01..2025-02-28"]),
        ("prior(1 month, opening(headcount))", ["headcount @ 2025-01-31"]),
    ],
)
def test_a_component_is_written_as_in_the_formula(formula, texts):
    period = named("2025-03")
    wanted = needs(parse(formula), load_builtin(), period)

    assert [component_text(each, period) for each in wanted] == texts
