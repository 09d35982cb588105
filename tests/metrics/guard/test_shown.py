"""Which cells a caller may see, cell by cell."""

from fractions import Fraction

import pytest

from server.metrics.asked import Ask, PeriodAsk
from server.metrics.components import Frame, Part
from server.metrics.dictionary.load import load_builtin
from server.metrics.guard.shown import hidden, is_plain, parents
from server.metrics.live.tree import make_tree
from server.metrics.periods import named
from server.metrics.reckoning.access import NOWHERE, Reach, Scope
from server.metrics.reckoning.question import TOTAL, Column, Question
from server.metrics.words import CellStatus, Grain

MARCH = named("2025-03")
TREE = make_tree(
    [
        ("co", "CO", "CO", None, None, None, None),
        *((key, key.upper(), key, "co", None, None, None) for key in ("n", "s")),
    ]
)
EVERYWHERE = Scope(everywhere=True)
SMALL, ALSO = CellStatus.SUPPRESSED_SMALL_GROUP, CellStatus.SUPPRESSED_COMPLEMENTARY


def question(reach, by=("department",), departments=None, key="headcount_closing"):
    dictionary = load_builtin()
    metric = dictionary.metrics[key]
    frame = Frame(by=by, departments=departments)
    ask = Ask(key, PeriodAsk(named=("2025-03",)))
    return Question(ask, dictionary, metric, Grain.MONTH, (Column(MARCH, metric),), {}, frame, reach)


def worked(asked, counts, largest=None):
    wanted = next(iter(asked.wanted))
    fetched = {wanted: {group: Part(Fraction(n), n, n, largest=largest) for group, n in counts.items()}}
    return asked.figures(fetched, dict.fromkeys(counts)), fetched


def seen(asked, *given, tree):
    figures, fetched = worked(asked, *given)
    return hidden(asked, figures, fetched, tree)


COUNTS = {TOTAL: 23, ("co",): 23, ("n",): 20, ("s",): 3}


def test_who_reads_everybody_has_nothing_hidden():
    asked = question(Reach(plain=EVERYWHERE))

    assert list(seen(asked, COUNTS, tree=TREE).values()) == [{}]


def test_totals_hide_small_departments_and_their_neighbours():
    asked = question(Reach(totals=EVERYWHERE, k=5))

    (found,) = seen(asked, COUNTS, tree=TREE).values()

    assert found == {("s",): SMALL, ("n",): ALSO}


def test_the_callers_own_department_stays_however_small():
    asked = question(Reach(plain=Scope(departments=frozenset({"s"})), totals=EVERYWHERE, k=5))

    (found,) = seen(asked, COUNTS, tree=TREE).values()

    assert ("s",) not in found


def test_each_department_hangs_below_the_next_one_that_is_shown():
    asked = question(Reach(totals=EVERYWHERE, k=5))
    mark = asked.columns[0].mark

    assert parents(asked, [TOTAL, ("co",), ("n",)], mark, TREE) == {("co",): TOTAL, ("n",): ("co",)}
    assert parents(asked, [TOTAL, ("n",)], mark, TREE) == {("n",): TOTAL}
    assert parents(asked, [TOTAL, (None,)], mark, TREE) == {(None,): TOTAL}


@pytest.mark.parametrize(
    ("plain", "totals", "departments", "group", "answer"),
    [
        (EVERYWHERE, EVERYWHERE, None, ("n",), True),
        (NOWHERE, EVERYWHERE, None, ("n",), False),
        (Scope(departments=frozenset({"n"})), EVERYWHERE, None, ("n",), True),
        (Scope(departments=frozenset({"n"})), EVERYWHERE, None, ("co",), False),
        (Scope(departments=frozenset({"n"})), EVERYWHERE, None, TOTAL, False),
        (Scope(departments=frozenset({"n"})), NOWHERE, frozenset({"n"}), TOTAL, True),
        (Scope(person="p"), EVERYWHERE, None, TOTAL, False),
    ],
)
def test_a_cell_is_plain_if_all_its_people_are(plain, totals, departments, group, answer):
    asked = question(Reach(plain=plain, totals=totals, k=5), departments=departments)

    assert is_plain(asked, group, asked.columns[0].mark, TREE) is answer


def test_of_delicate_sums_one_persons_share_must_not_be_too_large():
    asked = question(Reach(totals=EVERYWHERE, k=5), by=(), key="workforce_cost_total")
    pay = load_builtin().metrics["workforce_cost_total"]
    share = Fraction(2, 3)

    (found,) = seen(asked, {TOTAL: 30}, share, tree=None).values()

    assert (found == {TOTAL: CellStatus.SUPPRESSED_DOMINANCE}) is (pay.sensitivity == "sensitive")
