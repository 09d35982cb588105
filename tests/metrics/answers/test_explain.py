"""Every figure can be followed back: a sentence, steps, SQL, rules, and rows for those who may read them."""

from datetime import date
from decimal import Decimal

from server.metrics.agreed.registry import Registry
from server.metrics.answers.explain import explain, explain_rows, masked
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.words import CellStatus
from tests.metrics.answers.firm import APRIL_END, DISPUTE, FIRM, TREE
from tests.metrics.company import department, found, people, seen_by, staffed

MARCH = PeriodAsk(named=("2025-03",))
ATTRITION = Ask("attrition_rate_average", MARCH)


async def test_the_sentence_tells_numerator_and_denominator(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    got = await explain(ctx, Registry(store), ATTRITION, (), "2025-03")

    assert got is not None
    assert got.sentence.zh == "2025年3月离职率（平均口径）10.0% = 离职3人次 ÷ 平均在职30人((期初20+期末40)÷2)"
    assert got.sentence.en == (
        "Attrition rate, average basis, March 2025: 10.0% = "
        "3 leavers ÷ 30 average headcount ((opening 20 + closing 40) ÷ 2)"
    )


async def test_the_steps_are_the_formula_with_its_values(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    got = await explain(ctx, Registry(store), ATTRITION, (), "2025-03")

    assert got is not None
    assert [(step.depth, step.expression, step.value, step.people) for step in got.steps] == [
        (0, "leavers / avg2(headcount)", Decimal("0.1"), None),
        (1, "leavers", Decimal(3), 3),
        (1, "avg2(headcount)", Decimal(30), 40),
    ]
    assert got.steps[1].filters == ("employment_type in ('regular', 'fixed_term')",)
    assert got.steps[1].window == "2025-03"
    assert got.components == ("leavers", "opening(headcount)", "closing(headcount)")
    assert set(got.lineage.measures) == {"leavers", "headcount"}
    assert all("select" in text.sql and text.component for text in got.sql)


async def test_rules_that_made_a_difference_are_named(store):
    start = {"spell_id": "n{i}", "repeat": 3, "start_date": date(2025, 3, 10)}
    ctx = await found(store, APRIL_END, {"employment": [start]})

    early = await explain(ctx, Registry(store), Ask("new_hire_retention_3m", MARCH), (), "2025-03")
    empty = await explain(ctx, Registry(store), Ask("attrition_rate_opening", MARCH), (), "2025-03")

    assert early is not None
    assert empty is not None
    assert ([rule.code for rule in early.edge_rules], early.cell.status) == (["E07"], CellStatus.IMMATURE)
    assert ([rule.code for rule in empty.edge_rules], empty.cell.status) == (
        ["E01"],
        CellStatus.EMPTY_DENOMINATOR,
    )
    assert early.sentence.zh.endswith("另有3个待观察")


async def test_a_hidden_figure_tells_nothing_but_that_it_is_hidden(store):
    ctx = await found(store, APRIL_END, TREE | staffed(people("a", 12, "N1"), people("c", 3, "S")))
    general = seen_by(ctx, "general_manager")
    ask = Ask("headcount_closing", MARCH, by=("department",))

    got = await explain(general, Registry(store), ask, ("S",), "2025-03")

    assert got is not None
    assert (got.cell.value, got.steps, got.sql, got.components) == (None, (), (), ())
    assert got.sentence.zh == "2025年3月S期末在职人数:人数过少,已隐去。"
    assert await explain_rows(general, Registry(store), ask, ("S",), "2025-03") is None


async def test_rows_are_for_those_who_may_read_every_person(store):
    ctx = await found(store, APRIL_END, FIRM)
    ask = Ask("headcount_closing", MARCH, by=("department",))
    team = [await department(store, "S")]

    own = await explain_rows(
        seen_by(ctx, "department_manager", team=team), Registry(store), ask, ("S",), "2025-03", first=4
    )
    totals_only = await explain_rows(seen_by(ctx, "general_manager"), Registry(store), ask, ("S",), "2025-03")

    assert own is not None
    assert (own.total, len(own.rows), own.is_masked) == (9, 4, False)
    who = own.columns.index("person_id")
    assert all(str(row[who]).split()[0][0] in "cd" for row in own.rows)
    assert own.rows[0][own.columns.index("spell_id")] is None
    assert totals_only is None


async def test_filters_are_part_of_what_is_said(store):
    ctx = await found(store, APRIL_END, FIRM)
    ask = Ask("headcount_closing", MARCH, where=(DimFilter("department", ("N",), under=True),))

    got = await explain(ctx, Registry(store), ask, (), "2025-03")

    assert got is not None
    assert got.sentence.zh.startswith("2025年3月department under N期末在职人数20 = ")
    assert got.steps[0].filters[0] == "department under N"


async def test_what_is_not_in_the_answer_has_no_explanation(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, FIRM)
    registry = Registry(sqlite_store)

    assert await explain(ctx, registry, Ask("nothing", MARCH), (), "2025-03") is None
    assert await explain(ctx, registry, ATTRITION, (), "2025-04") is None
    assert await explain(ctx, registry, ATTRITION, ("S",), "2025-03") is None
    assert await explain_rows(ctx, registry, ATTRITION, (), "2025-03", component=9) is None


def test_masked_people_have_letters():
    assert [masked(at) for at in (0, 1, 25, 26, 27)] == ["员工A", "员工B", "员工Z", "员工AA", "员工AB"]
