from decimal import Decimal
from fractions import Fraction

from server.metrics.answers.steps import filter_text, retrace
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.components import Frame, Group, Part, Wanted
from server.metrics.dictionary.load import load_builtin
from server.metrics.periods import named
from server.metrics.reckoning.access import Reach, Scope
from server.metrics.reckoning.question import Column, Question
from server.metrics.words import Grain

MARCH = named("2025-03")


def steps(key, amounts, where=()):
    """`amounts` gives a component's value and people by measure, kind and last day."""
    dictionary = load_builtin()
    metric = dictionary.metrics[key]
    column = Column(MARCH, metric)
    asked = Question(
        Ask(key, PeriodAsk(named=("2025-03",))), dictionary, metric, Grain.MONTH, (column,), {},
        Frame(where=where), Reach(plain=Scope(everywhere=True)),
    )  # fmt: skip
    fetched: dict[Wanted, dict[Group, Part]] = {}
    for component, window in asked.wanted:
        count = amounts.get((component.measure.name, component.kind, str(window.last)[5:]), 0)
        fetched[component, window] = {(): Part(Fraction(count), count, count)}
    known = asked.column(column, fetched, {(): None})[()]
    return retrace(asked, column, known)[1]


STOCKS = {
    ("leavers", "flow", "03-31"): 3,
    ("headcount", "stock", "02-28"): 20,
    ("headcount", "stock", "03-31"): 40,
}


def test_parents_come_before_their_children():
    found = steps("headcount_growth", STOCKS)

    assert [(each.depth, each.expression, each.value, each.people, each.window) for each in found] == [
        (0, "(closing(headcount) - opening(headcount)) / opening(headcount)", Decimal(1), None, "2025-03"),
        (1, "closing(headcount) - opening(headcount)", Decimal(20), None, "2025-03"),
        (2, "closing(headcount)", Decimal(40), 40, "2025-03-31"),
        (2, "opening(headcount)", Decimal(20), 20, "2025-02-28"),
        (1, "opening(headcount)", Decimal(20), 20, "2025-02-28"),
    ]


def test_averages_rest_on_the_most_people_they_read():
    found = steps("attrition_rate_average", STOCKS)

    assert [each.people for each in found] == [None, 3, 40]


def test_steps_carry_the_conditions_of_measure_formula_and_question():
    found = steps("voluntary_attrition_rate", STOCKS, (DimFilter("gender", ("F",)),))

    assert found[0].filters == ("gender = F",)
    assert found[1].filters == ("employment_type in ('regular', 'fixed_term')", "exit_type = 'voluntary'")


def test_members_of_a_cohort_are_counted_by_what_became_of_them():
    amounts = {
        ("new_hires", kind, "03-31"): count for kind, count in (("kept", 2), ("matured", 5), ("pending", 9))
    }

    assert [each.people for each in steps("new_hire_retention_3m", amounts)] == [None, 2, 5]


def test_another_window_is_written_out():
    found = steps("csat_uplift", {("csat_answers", "flow", "03-31"): 4, ("csat_answers", "flow", "02-28"): 4})

    assert {each.window for each in found} == {"2025-03", "2025-02-01..2025-02-28"}


def test_filters_are_written_as_they_were_asked():
    assert filter_text(DimFilter("department", ("N", "S"), under=True)) == "department under N,S"
    assert filter_text(DimFilter("gender", ("F",), negated=True)) == "gender != F"
