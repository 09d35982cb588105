"""Components as the database works them out, on each database: every convention by an exact number."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from server.feedback.models import Contact, CustomerFeedback, SalesOrder
from server.metrics.asked import DimFilter
from server.metrics.components import Frame
from server.metrics.live.fetch import fetch
from server.metrics.live.labels import labels
from server.metrics.words import OrgView
from server.people.models import LegalEntity, Movement, Position
from tests.metrics.town import Town, ask, by, component, dictionary, plain, total, uid, window

MARCH = "2025-03-01..2025-03-31"
ENTITIES = {"LE-E": "东部公司", "LE-S": "南方公司"}
HEADCOUNT, HIRES, LEAVERS = component("headcount", "stock"), component("hires"), component("leavers")


async def test_the_last_day_counts_as_employed_and_as_leaving_but_not_as_closing(ctx, store):
    town = (
        Town().department("A").worker("p1", "A", "2024-01-10").worker("p2", "A", "2023-05-01", "2024-02-29")
    )
    town.worker("p3", "A", "2024-02-29").worker("p4", "A", "2024-02-15", "2024-02-15").worker(
        "p5", "A", "2024-03-01"
    )
    town.person("p6").stay("p6", "2022-01-01", "2023-12-31").stay("p6", "2024-02-05", is_initial=False)
    town.worker("p7", "A", "2023-01-01", type="INTERN")
    await town.build(store)

    assert await total(ctx, HEADCOUNT, "2024-02-29") == 3
    assert await total(ctx, HEADCOUNT, "2024-01-31") == 2
    assert await total(ctx, HIRES, "2024-02-01..2024-02-29") == 3
    assert await total(ctx, LEAVERS, "2024-02-01..2024-02-29") == 2
    assert await total(ctx, component("headcount", "days"), "2024-02-29") == 4


async def test_a_leaver_belongs_to_the_department_of_the_last_day(ctx, store):
    """att-11: moved and gone on the same day."""
    town = Town().department("A").department("B")
    for number in range(4):
        town.worker(f"a{number}", "A", "2020-01-01")
    for number in range(3):
        town.worker(f"b{number}", "B", "2020-01-01")
    town.person("x").stay("x", "2020-01-01", "2025-04-10")
    town.post("x", "A", "2020-01-01", "2025-04-10", is_initial=True).post("x", "B", "2025-04-10")
    await town.build(store)

    assert await by(ctx, LEAVERS, "2025-04-01..2025-04-30", "department") == {"B": 1}
    assert await by(ctx, HEADCOUNT, "2025-03-31", "department") == {"A": 5, "B": 3}
    assert await by(ctx, HEADCOUNT, "2025-04-30", "department") == {"A": 4, "B": 3}
    assert await by(ctx, component("headcount", "days"), "2025-04-08..2025-04-11", "department") == {
        "A": 18,  # 4 * 4, and x on the 8th and 9th
        "B": 13,  # 3 * 4, and x on the 10th
    }


async def test_a_department_is_the_sum_of_its_subtree_and_persons_count_once(ctx, store):
    town = (
        Town()
        .department("top")
        .department("left", "top")
        .department("leaf", "left")
        .department("right", "top")
    )
    town.worker("p1", "leaf", "2020-01-01").worker("p2", "left", "2020-01-01").worker(
        "p3", "right", "2020-01-01"
    )
    town.person("p4").stay("p4", "2020-01-01", "2025-03-05", is_initial=True).stay("p4", "2025-03-20")
    town.post("p4", "leaf", "2020-01-01", "2025-03-10", is_initial=True).post("p4", "right", "2025-03-10")
    for code in ("p4", "p4"):
        town.event(Movement, employee=code, moved_on=date(2025, 3, 10), kind="LATERAL", reason="NORMAL")
    town.event(Movement, employee="p4", moved_on=date(2025, 3, 11), kind="LATERAL", reason="NORMAL")
    await town.build(store)

    heads = await by(ctx, HEADCOUNT, "2025-03-31", "department")
    moved = await by(ctx, component("movers"), MARCH, "department")

    assert heads == {"top": 4, "left": 2, "leaf": 1, "right": 2}
    assert moved == {"leaf": 1, "left": 1, "right": 1, "top": 1}
    assert await total(ctx, component("movers"), MARCH) == 1


async def test_the_identity_holds_at_every_node_and_through_a_reorganisation(ctx, store):
    town = Town().department("top").department("A", "top").department("B", "top")
    town.department("team", "A", moves=[("2025-03-15", "B")])
    town.worker("p1", "team", "2020-01-01").worker("p2", "team", "2025-03-20").worker("p3", "A", "2025-03-03")
    town.worker("p4", "team", "2021-01-01", "2025-03-14").worker("p5", "team", "2021-01-01", "2025-03-15")
    town.worker("p6", "B", "2025-03-31")
    await town.build(store)

    before = await by(ctx, HEADCOUNT, "2025-02-28", "department")
    after = await by(ctx, HEADCOUNT, "2025-03-31", "department")
    joined = await by(ctx, HIRES, MARCH, "department")
    left = await by(ctx, LEAVERS, MARCH, "department")

    assert before == {"top": 3, "A": 3, "team": 3}
    assert joined == {"top": 3, "A": 1, "team": 1, "B": 2}  # p2 came after the team had gone to B
    assert left == {"top": 2, "team": 2, "A": 1, "B": 1}
    assert after == {"top": 4, "A": 1, "B": 3, "team": 2}
    as_is = {"org_view": OrgView.AS_IS, "org_day": date(2025, 3, 31)}
    assert await by(ctx, HEADCOUNT, "2025-02-28", "department", **as_is) == {"top": 3, "B": 3, "team": 3}
    assert await by(ctx, LEAVERS, MARCH, "department", **as_is) == {"top": 2, "B": 2, "team": 2}


async def test_under_follows_the_tree_of_the_row_and_negation_is_the_rest(ctx, store):
    town = Town().department("top").department("A", "top").department("B", "top")
    town.department("team", "A", moves=[("2025-03-15", "B")])
    town.worker("p1", "team", "2025-03-14").worker("p2", "team", "2025-03-15").worker("p3", "A", "2025-03-03")
    town.person("p4").stay("p4", "2025-03-09")
    await town.build(store)

    async def hires(**asked):
        return await total(ctx, HIRES, MARCH, Frame(where=(DimFilter("department", **asked),)))

    assert await hires(values=("A",), under=True) == 2
    assert await hires(values=("B",), under=True) == 1
    assert await hires(values=("A", "B"), under=True) == 3
    assert await hires(values=("A",)) == 1
    assert await hires(values=("A",), under=True, negated=True) == 2  # p2, and p4 who has no department
    assert await hires(values=(uid("team"),)) == 2


async def test_scope_clamps_to_departments_or_to_one_person(ctx, store):
    town = (
        Town().department("A").department("B").worker("p1", "A", "2020-01-01").worker("p2", "B", "2020-01-01")
    )
    town.event(Contact, agent="p1", customer_ref="c1", opened_at=datetime(2025, 3, 3, tzinfo=UTC))
    town.event(Contact, agent=None, customer_ref="c2", opened_at=datetime(2025, 3, 3, tzinfo=UTC))
    await town.build(store)
    in_a, only_p2 = Frame(departments=frozenset({uid("A")})), Frame(person=uid("p2"))

    assert await total(ctx, HEADCOUNT, "2025-03-31", in_a) == 1
    assert await total(ctx, HEADCOUNT, "2025-03-31", only_p2) == 1
    assert await total(ctx, HEADCOUNT, "2025-03-31", Frame(departments=frozenset())) == 0
    assert await total(ctx, component("contacts"), MARCH, in_a) == 1
    assert await total(ctx, component("contacts"), MARCH, only_p2) == 0
    assert await total(ctx, component("contacts"), MARCH) == 2
    assert await total(ctx, component("rows_checked"), MARCH, in_a) == 0


async def test_a_cohort_counts_who_is_ripe_and_the_boundary_is_in_time(ctx, store):
    """ret-01: the anniversary, the day before, and 29 February."""
    town = Town().department("A")
    for code, hired, left in (
        ("n1", "2023-11-01", None), ("n2", "2023-11-15", "2024-02-14"), ("n3", "2023-11-15", "2024-02-15"),
        ("n4", "2023-11-30", "2024-02-29"), ("n5", "2023-11-30", "2024-02-28"),
    ):  # fmt: skip
        town.worker(code, "A", hired, left)
    town.person("n6").stay("n6", "2023-11-20", is_initial=False)
    await town.build(store)
    november = "2023-11-01..2023-11-30"

    async def counted(kind, as_of):
        frame = Frame(as_of=date.fromisoformat(as_of))
        return await total(ctx, component("new_hires", kind, duration=(3, "month")), november, frame)

    assert await counted("matured", "2024-03-31") == 5
    assert await counted("kept", "2024-03-31") == 3
    assert await counted("pending", "2024-03-31") == 0
    assert await counted("matured", "2024-02-28") == 3
    assert await counted("pending", "2024-02-28") == 2
    assert await counted("matured", "2024-02-29") == 5


async def test_exactly_24_hours_is_in_time_and_open_windows_are_pending(ctx, store):
    """svc-01, by the close of the local day."""
    town = Town()
    for received, answered in (
        ("2025-05-10T02:00:00Z", "2025-05-10T03:00:00Z"), ("2025-05-10T02:00:00Z", "2025-05-11T02:00:00Z"),
        ("2025-05-10T02:00:00Z", "2025-05-11T02:00:01Z"), ("2025-05-10T02:00:00Z", None),
        ("2025-05-31T08:00:00Z", None), ("2025-05-31T10:00:00Z", "2025-05-31T11:00:00Z"),
        ("2025-05-30T16:00:00Z", None),
    ):  # fmt: skip
        town.event(
            CustomerFeedback,
            received_at=datetime.fromisoformat(received),
            first_response_at=answered and datetime.fromisoformat(answered),
        )
    town.event(CustomerFeedback, received_at=datetime(2025, 5, 10, 2, tzinfo=UTC), is_valid=False)
    await town.build(store)

    async def counted(kind, column=""):
        asked = component("feedback_in", kind, column=column, duration=(24, "hour"))
        return await total(ctx, asked, "2025-05-01..2025-05-31", Frame(as_of=date(2025, 5, 31)))

    assert await counted("done", "first_response_at") == 2
    assert await counted("matured") == 5  # the last one's window closes with the day itself
    assert await counted("pending") == 2


async def test_moments_fall_on_the_local_day(ctx, store):
    town = Town().department("A").department("B").person("g")
    town.post("g", "A", "2020-01-01", "2025-03-10", is_initial=True).post("g", "B", "2025-03-10")
    for moment in (
        "2025-02-28T16:00:00Z",
        "2025-03-09T15:59:59.999Z",
        "2025-03-09T16:00:00Z",
        "2025-03-31T16:00:00Z",
    ):
        town.event(Contact, agent="g", customer_ref="c", opened_at=datetime.fromisoformat(moment))
    await town.build(store)

    assert await by(ctx, component("contacts"), MARCH, "department") == {"A": 2, "B": 1}
    assert await by(ctx, component("contacts"), MARCH, "agent") == {"g": 3}
    assert await by(ctx, component("contacts"), MARCH, "channel", "department") == {
        ("chat", "A"): 2,
        ("chat", "B"): 1,
    }


async def test_amounts_are_exact_and_customers_count_once(ctx, store):
    town = Town()
    for customer, paid, amount, refunded in (
        ("c1", 1, 20000, 0), ("c1", 2, 10000, 0), ("c2", 5, 30000, 6000), ("c3", 31, 16000, 0),
    ):  # fmt: skip
        town.event(
            SalesOrder, customer_ref=customer, paid_on=date(2025, 3, paid), amount=amount, refunded=refunded
        )
    await town.build(store)

    assert await total(ctx, component("sales_amount"), MARCH) == 700
    assert await total(ctx, component("buyers"), MARCH) == 3
    assert await total(ctx, component("orders"), MARCH) == 4
    assert (
        await total(
            ctx, component("sales_amount", where="amount - refunded >= 240 and amount < 300.01"), MARCH
        )
        == 240
    )


async def test_what_was_known_then_is_not_what_is_known_now(ctx, store):
    noon = datetime(2025, 5, 1, 4, tzinfo=UTC)
    town = Town().department("A").department("B").person("p")
    town.stay("p", "2025-03-01", "2025-03-20", superseded_at=noon).stay("p", "2025-03-01", recorded=noon)
    town.post("p", "A", "2025-03-01", is_initial=True, superseded_at=noon)
    town.post("p", "B", "2025-03-01", is_initial=True, recorded=noon)
    await town.build(store)
    before = Frame(by=("department",), known_at=datetime(2025, 5, 1, 3, 59, 59, tzinfo=UTC))

    was = await ask(ctx, LEAVERS, MARCH, before)

    assert {plain(("department",), group): part.value for group, part in was.items()} == {"A": 1}
    assert await by(ctx, LEAVERS, MARCH, "department", known_at=noon) == {}
    assert await by(ctx, LEAVERS, MARCH, "department") == {}
    assert await by(ctx, HEADCOUNT, "2025-03-31", "department") == {"B": 1}


async def test_bands_and_other_dimensions_stand_on_the_anchor_day(ctx, store):
    town = Town().department("A")
    town.rows.append(m_position(town))
    town.person("p1", gender="F", birth_on=date(1995, 3, 31)).stay("p1", "2024-12-31")
    town.post("p1", "A", "2024-12-31", is_initial=True, position_id=uid("sales"))
    town.person("p2", gender="M", birth_on=date(1995, 4, 1)).stay("p2", "2025-01-01", contract="FIXED_TERM")
    town.post("p2", "A", "2025-01-01", is_initial=True)
    town.event(Movement, employee="p1", moved_on=date(2025, 3, 31), kind="LATERAL", reason="NORMAL")
    await town.build(store)

    async def heads(name, when="2025-03-31"):
        return await by(ctx, HEADCOUNT, when, name)

    assert await heads("age_band") == {"30-49": 1, "<30": 1}
    assert await heads("tenure_band") == {"3-11": 1, "<3": 1}
    assert await heads("tenure_band", "2025-03-30") == {"<3": 2}
    assert await heads("gender") == {"F": 1, "M": 1}
    assert await heads("job_family") == {"selling": 1, None: 1}
    assert await heads("grade") == {"7": 1, None: 1}
    assert await heads("employment_type") == {"regular": 1, "fixed_term": 1}
    assert await by(ctx, component("movers"), MARCH, "tenure_band") == {"<3": 1}  # on the day before
    assert await by(ctx, component("movers"), MARCH, "employment_type") == {"regular": 1}
    days = component("headcount", "days")
    assert await by(ctx, days, "2025-03-30..2025-04-01", "tenure_band") == {"<3": 3, "3-11": 3}
    assert await total(ctx, component("headcount", "days", "is_core_sales = true"), MARCH) == 31
    seasoned = component("headcount", "stock", "months_between(start_date, anchor()) >= 3")
    assert await total(ctx, seasoned, "2025-03-31") == 1
    assert await total(ctx, component("fte", "stock"), "2025-03-31") == 2


async def test_people_are_counted_by_the_entity_their_contract_is_with(ctx, store):
    """Two are with the east, one left for the south with a stay of its own, one has no entity."""
    town = Town().department("A")
    town.rows += [LegalEntity(**town._base(code), code=code, name=name) for code, name in ENTITIES.items()]
    for person, entity, left in (
        ("p1", "LE-E", None),
        ("p2", "LE-E", None),
        ("p3", "LE-E", "2025-03-15"),
        ("p4", None, None),
    ):
        town.person(person).stay(person, "2025-01-01", left, legal_entity_id=entity and uid(entity))
        town.post(person, "A", "2025-01-01", is_initial=True)
    town.stay("p3", "2025-03-16", is_initial=False, legal_entity_id=uid("LE-S"))
    await town.build(store)

    async def heads(when):
        return await by(ctx, HEADCOUNT, when, "legal_entity")

    assert await heads("2025-03-14") == {uid("LE-E"): 3, None: 1}
    assert await heads("2025-03-31") == {uid("LE-E"): 2, uid("LE-S"): 1, None: 1}
    assert await by(ctx, LEAVERS, MARCH, "legal_entity") == {uid("LE-E"): 1}
    days = component("headcount", "days")
    assert await by(ctx, days, "2025-03-15..2025-03-16", "legal_entity") == {
        uid("LE-E"): 5,
        uid("LE-S"): 1,
        None: 2,
    }
    named = await labels(ctx, Frame(by=("legal_entity",)), [(uid("LE-S"),), (None,)])
    assert (named["legal_entity", uid("LE-S")].key, named["legal_entity", uid("LE-S")].label.zh) == (
        "LE-S",
        "南方公司",
    )


def m_position(town):
    return Position(
        **town._base("sales"), code="sales", name="销售", family="selling", grade=7, is_core_sales=True
    )


async def test_small_groups_come_with_their_persons(ctx, store):
    town = Town().department("A").department("B")
    for number in range(21):
        town.worker(f"a{number}", "A", "2020-01-01")
    town.worker("b", "B", "2020-01-01")
    await town.build(store)

    found = await ask(ctx, HEADCOUNT, "2025-03-31", Frame(by=("department",), want_persons=True))

    assert found[(uid("A"),)].people == 21
    assert found[(uid("A"),)].persons is None
    assert found[(uid("B"),)].persons == frozenset({uid("b")})


async def test_many_windows_cost_one_statement(ctx, store):
    town = (
        Town().department("A").worker("p1", "A", "2025-01-10").worker("p2", "A", "2025-02-10", "2025-03-01")
    )
    await town.build(store)
    months = [window("2025-01-01..2025-01-31"), window("2025-02-01..2025-02-28"), window(MARCH)]
    closes = [window(f"{month.last}") for month in months]
    wanted = [(each, month) for each in (HIRES, LEAVERS) for month in months] + [
        (HEADCOUNT, at) for at in closes
    ]
    seen: list[str] = []
    store.reads.on_statement = seen.append

    found = await fetch(ctx, dictionary(), wanted, Frame())

    assert len(seen) == 1
    assert [found[HIRES, month][()].value for month in months] == [1, 1, 0]
    assert [found[LEAVERS, month][()].value for month in months] == [0, 0, 1]
    assert [found[HEADCOUNT, at][()].value for at in closes] == [1, 2, 1]


@pytest.mark.parametrize(
    "asked", ["sales_amount", "contacts", "buyers", "leavers", "turn_seconds", "hourly_pay_mean"]
)
async def test_nothing_is_zero_for_sums_and_null_for_means(ctx, asked):
    part = (await ask(ctx, component(asked), MARCH))[()]

    assert part.value == (None if asked == "hourly_pay_mean" else Fraction(0))
    assert part.rows == 0
