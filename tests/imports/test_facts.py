"""Facts of any source: read, matched by their own key, superseded and never overwritten, sealed where they must be."""

from __future__ import annotations

import pytest

from server.imports import Options, import_file, kind_names
from server.kernel.errors import Denied, InvalidInput
from tests.people.town import rows
from tests.plan.world import context

ERP = Options("erp")


@pytest.fixture
def load(operator, tmp_path):
    async def load(kind, text, options=ERP, who=operator):
        file = tmp_path / "facts.csv"
        file.write_text(text)
        result = await import_file(who, kind, file, options)
        return (
            result.created,
            result.updated,
            result.unchanged,
            [(e.row, e.column, e.code) for e in result.errors],
        )

    return load


ORDERS = """order_id,customer_id,agent_id,paid_on,amount,is_repeat
O1,c1,E3,2025-05-02,200.50,是
O2,c2,E3,2025-05-03,99,false
"""


async def test_orders_come_in_once_and_a_correction_supersedes(town, load):
    assert await load("orders", ORDERS) == (2, 0, 0, [])
    assert await load("orders", ORDERS) == (0, 0, 2, [])
    assert await load("sales_order", ORDERS.replace("99,", "88,")) == (0, 1, 1, [])

    live = "case when superseded_at is null then 1 else 0 end"
    found = await rows(town, f"select amount,{live} from sales_order order by 1,2")
    assert found == [("8800", "1"), ("9900", "0"), ("20050", "1")]


async def test_the_same_number_from_another_system_is_another_order(load):
    await load("orders", ORDERS)
    assert await load("orders", ORDERS, Options("shop")) == (2, 0, 0, [])


async def test_rows_without_a_number_are_known_by_what_they_say(town, load):
    text = "kind,answered_on,item,score,respondent\nenps,2025-05-02,q,9,t1\nenps,2025-05-02,q,9,t1\n"
    assert await load("surveys", text) == (2, 0, 0, [])
    assert await load("surveys", text) == (0, 0, 2, [])
    assert await rows(town, "select score from survey_answer") == [("9",), ("9",)]


async def test_times_without_an_offset_are_local(town, load):
    text = "customer_id,received_at,score\nc1,2025-05-01 08:30:00,5\nc2,2025-05-01T00:30:00Z,4\n"
    assert await load("feedback", text) == (2, 0, 0, [])
    assert await rows(town, "select received_at from customer_feedback order by score") == [
        ("2025-05-01T00:30:00.000Z",),
        ("2025-05-01T00:30:00.000Z",),
    ]


async def test_what_is_wrong_is_named_and_the_rest_comes_in(load):
    rows = (
        "O1,c1,E404,2025-05-02,1",
        "O2,c1,E3,soon,1",
        "O3,c1,E3,2025-05-02,1.005",
        "O4,c1,E3,2025-05-02,1",
    )
    text = "\n".join(("order_id,customer_id,agent_id,paid_on,amount", *rows, ""))
    assert await load("orders", text) == (
        1,
        0,
        0,
        [(2, "agent_id", "UNKNOWN_EMPLOYEE"), (3, "paid_on", "INVALID_DATE"), (4, "amount", "INVALID_VALUE")],
    )


async def test_amounts_of_people_lie_sealed_and_are_compared_open(town, load):
    text = "payout_id,person_id,paid_on,amount,basis\nP1,E3,2025-05-15,1234.5,csat\n"
    assert await load("payouts", text) == (1, 0, 0, [])
    assert await load("payouts", text) == (0, 0, 1, [])
    assert await load("payouts", text.replace("1234.5", "1234.6")) == (0, 1, 0, [])
    for (amount,) in await rows(town, "select amount from incentive_payout"):
        assert amount.startswith("v1.")


async def test_an_unknown_word_of_a_list_is_refused_with_the_list(operator, tmp_path):
    file = tmp_path / "facts.csv"
    file.write_text("person_id,paid_on,amount,basis\nE3,2025-05-15,1,luck\n")
    result = await import_file(operator, "payouts", file, ERP)
    assert [(e.code, "csat" in e.en) for e in result.errors] == [("INVALID_VALUE", True)]


@pytest.mark.parametrize("role", ["employee", "general_manager", "auditor"])
async def test_only_who_may_write_the_data_brings_it_in(town, load, role):
    with pytest.raises(Denied):
        await load(
            "reviews", "person_id,closed_on,rating,met_goal\nE3,2025-03-31,A,true\n", who=context(town, role)
        )
    assert await rows(town, "select id from appraisal") == []


async def test_performance_brings_in_reviews(town, load):
    text = "person_id,closed_on,rating,met_goal\nE3,2025-03-31,A,true\n"
    assert await load("reviews", text, who=context(town, "performance_specialist")) == (1, 0, 0, [])


async def test_an_unknown_kind_lists_those_there_are(load):
    with pytest.raises(InvalidInput, match="orders"):
        await load("stars", "a\n1\n")


def test_every_source_is_a_kind():
    assert {"people", "attendance", "contacts", "orders", "reviews", "enrollments", "finance"} <= set(
        kind_names()
    )
    assert "employment" not in kind_names()
