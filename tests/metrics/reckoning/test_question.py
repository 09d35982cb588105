from fractions import Fraction

from server.metrics.asked import Ask, PeriodAsk
from server.metrics.components import Frame, Part
from server.metrics.dictionary.load import load_builtin
from server.metrics.periods import named, prior
from server.metrics.reckoning.access import Reach, Scope
from server.metrics.reckoning.question import TOTAL, Column, Question
from server.metrics.words import Compare, Grain

MARCH = named("2025-03")


def question(key="attrition_rate_average", *, with_prior=False):
    dictionary = load_builtin()
    metric = dictionary.metrics[key]
    column = Column(MARCH, metric)
    before = {(column.mark, Compare.PRIOR_PERIOD): Column(prior(MARCH), metric)} if with_prior else {}
    return Question(
        Ask(key, PeriodAsk(named=("2025-03",))), dictionary, metric, Grain.MONTH, (column,), before,
        Frame(by=("department",)), Reach(plain=Scope(everywhere=True)),
    )  # fmt: skip


def test_columns_compared_with_take_components_of_their_own():
    """One stock, the end of February, is both March's opening and February's closing."""
    assert len(question().wanted) == 3
    assert len(question(with_prior=True).wanted) == 5


def test_groups_are_those_with_rows_in_a_column_asked_for():
    asked = question(with_prior=True)
    march, february = (leaves[0] for leaves in asked.leaves.values())

    found = asked.groups({march: {("n",): Part(Fraction(1), 1)}, february: {("s",): Part(Fraction(1), 1)}})

    assert list(found) == [TOTAL, ("n",)]


def test_a_group_without_rows_in_a_column_is_worked_out_all_the_same():
    asked = question("headcount_closing")

    (values,) = asked.figures({}, {("n",): None}).values()

    assert values["n",].value == 0
