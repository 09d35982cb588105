from dataclasses import replace

from server.metrics.agreed.governed import governed
from server.metrics.agreed.standing import Standing
from server.metrics.answers.planning import prepare
from server.metrics.answers.work import frames, is_inside, work
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.dictionary.load import load_builtin
from server.metrics.reckoning.question import TOTAL
from server.metrics.words import Compare
from tests.metrics.answers.firm import APRIL_END, FIRM
from tests.metrics.company import department, found

MARCH = PeriodAsk(named=("2025-03",))


def asked(ctx, key="headcount_closing", **more):
    return prepare(ctx, governed(load_builtin(), Standing(), APRIL_END), Ask(key, MARCH, **more))


async def test_questions_cut_alike_are_fetched_together(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, FIRM)
    one, two = asked(ctx, by=("department",)), asked(ctx, "hires_count", by=("department",))

    assert frames(one) == frames(two)
    assert len(frames(asked(ctx, by=("department",), compare=(Compare.ORG_TOTAL,)))) == 3


async def test_each_question_gets_its_own_groups_and_figures(store):
    ctx = await found(store, APRIL_END, FIRM)
    closing, hires = asked(ctx, by=("department",)), asked(ctx, "hires_count", by=("department",))

    first, second = await work(ctx, [closing, hires])

    ids = {code: await department(store, code) for code in ("CO", "N", "N1", "N2", "S")}
    assert set(first.groups) == {(key,) for key in ids.values()}
    assert first.figures[closing.columns[0].mark][(ids["N"],)].value == 20
    assert first.named["department", ids["N1"]].parent == "N"
    assert second.groups == ()
    assert second.figures[hires.columns[0].mark][TOTAL].value == 0


async def test_a_department_above_the_scope_or_filter_is_no_row(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, FIRM)
    ids = {code: await department(sqlite_store, code) for code in ("CO", "N", "N1")}
    (worked,) = await work(ctx, [asked(ctx, by=("department",))])
    tree, plain = worked.tree, worked.question
    scoped = replace(plain, frame=replace(plain.frame, departments=frozenset({ids["N"], ids["N1"]})))
    exact = replace(plain, frame=replace(plain.frame, where=(DimFilter("department", ("N1",)),)))
    others = replace(
        plain, frame=replace(plain.frame, where=(DimFilter("department", ("N1",), negated=True),))
    )

    def inside(question):
        return [code for code, key in ids.items() if is_inside(question, (key,), tree)]

    assert inside(plain) == ["CO", "N", "N1"]
    assert inside(scoped) == ["N", "N1"]
    assert inside(exact) == ["N1"]
    assert inside(others) == ["CO", "N", "N1"]
    assert is_inside(scoped, (None,), tree)
    assert is_inside(scoped, TOTAL, tree)
