"""Figures worked out in Python: sealed amounts, means, medians and quotients, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from server.incentives.models import IncentivePayout
from server.metrics.components import Frame, Part
from server.metrics.live.fetch import person_sets, row_sets, statements
from server.metrics.live.memory import clear
from server.people.models import PayrollMonth
from server.store.models import PersonKey
from tests.metrics.town import Town, ask, by, component, dictionary, total, uid, window

APRIL = "2025-04-01..2025-04-30"
MEN = ("4000", "5000", "5000", "5000", "6000", "6000", "6000", "6000", "7000", "10000")
WOMEN = ("4000", "4000", "4500", "5000", "5000", "5500", "5500", "6000", "6500", "8000")


def payroll(store) -> Town:
    """pay-01: ten men, ten women, and one without paid hours."""
    town = Town().department("A").department("B", "A")
    paid = [(f"m{n}", "M", pay, 10000) for n, pay in enumerate(MEN)]
    paid += [(f"f{n}", "F", pay, 10000) for n, pay in enumerate(WOMEN)] + [("z", "F", "9000", 0)]
    for code, gender, pay, hours in paid:
        town.person(code, gender=gender).post(code, "B", "2020-01-01", is_initial=True)
        town.sealed(store, PayrollMonth, code, {"gross_pay": pay}, month=date(2025, 4, 1), paid_hours=hours)
    return town


async def test_means_and_medians_of_sealed_pay(ctx, store):
    await payroll(store).build(store)

    async def pay(name, gender):
        return await total(ctx, component(name, where=f"gender = '{gender}'"), APRIL)

    assert await pay("hourly_pay_mean", "M") == 60
    assert await pay("hourly_pay_mean", "F") == 54
    assert await pay("hourly_pay_median", "M") == 60
    assert await pay("hourly_pay_median", "F") == Fraction("52.5")
    assert await by(ctx, component("hourly_pay_mean"), APRIL, "gender") == {"M": 60, "F": 54}
    assert await by(ctx, component("hourly_pay_mean"), APRIL, "department") == {"A": 57, "B": 57}


async def test_sums_of_sealed_amounts_tell_the_largest_persons_share(ctx, store):
    town = Town().department("A").department("B")
    for code, amount in (("p1", "100.10"), ("p2", "300.30")):
        town.person(code).post(code, "A", "2020-01-01", is_initial=True)
        town.sealed(store, IncentivePayout, code, {"amount": amount}, paid_on=date(2025, 4, 9), basis="CSAT")
    await town.build(store)

    part = (await ask(ctx, component("incentive_paid"), APRIL, Frame(want_persons=True)))[()]

    assert part == Part(Fraction("400.4"), 2, 2, frozenset({uid("p1"), uid("p2")}), Fraction(3, 4), 0)
    assert await total(ctx, component("incentive_paid", where="basis = 'sales'"), APRIL) == 0
    assert await total(ctx, component("incentive_paid", where="amount > 200"), APRIL) == Fraction("300.3")
    assert await total(ctx, component("incentive_paid"), APRIL, Frame(departments=frozenset({uid("B")}))) == 0


async def test_an_erased_person_no_longer_counts_in_amounts(ctx, store):
    await payroll(store).build(store)

    async def erase() -> None:
        await PersonKey.filter(person_id=uid("m9")).update(wrapped="")

    await store.write(erase)

    assert await total(ctx, component("hourly_pay_mean", where="gender = 'M'"), APRIL) == Fraction(500, 9)


async def test_a_division_by_nothing_leaves_the_row_out(ctx, store):
    await payroll(store).build(store)

    assert await total(
        ctx, component("hourly_pay_mean", where="gross_pay / paid_hours > 60"), APRIL
    ) == Fraction(315, 4)
    assert (
        await total(ctx, component("hourly_pay_mean", where="gross_pay / paid_hours is null"), APRIL) is None
    )


async def test_rows_and_persons_behind_a_figure(ctx, store):
    await payroll(store).build(store)
    wanted = (component("hourly_pay_mean", where="gender = 'M' and gross_pay >= 7000"), window(APRIL))

    rows = await row_sets(ctx, dictionary(), [wanted], Frame())
    persons = await person_sets(ctx, dictionary(), [wanted], Frame(by=("department",)))

    assert sorted(rows[wanted][()].values()) == [uid("m8"), uid("m9")]
    assert persons[wanted] == {
        (uid("A"),): {uid("m8"), uid("m9")},
        (uid("B"),): {uid("m8"), uid("m9")},
    }


async def test_all_of_it_is_one_statement_that_reads_no_more_than_it_needs(ctx, store):
    asked = [
        (component(name), window(APRIL))
        for name in ("hourly_pay_mean", "hourly_pay_median", "incentive_paid")
    ]

    (only,) = await statements(ctx, dictionary(), asked, Frame())

    assert "base_pay" not in only.sql
    assert only.sql.count("from payroll_month") + only.sql.count("join payroll_month") == 1


def test_stored_values_are_read_as_what_they_mean():
    columns = dictionary().sources["payroll"].columns
    contact = dictionary().sources["contact"].columns

    assert clear(columns["gross_pay"], "1234.56") == Fraction("1234.56")
    assert clear(columns["paid_hours"], 875) == Fraction("8.75")
    assert clear(columns["month"], "2025-04-01") == date(2025, 4, 1)
    assert clear(columns["gender"], None) is None
    assert clear(contact["is_valid"], 1) is True
    assert clear(contact["opened_at"], "2025-04-01T00:00:00.000Z") == datetime(2025, 4, 1, tzinfo=UTC)
