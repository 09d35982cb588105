"""Files go in by import, figures come out by GraphQL: headers as others write them, local times, cents."""

from __future__ import annotations

import pytest

from server.catalog import ROOTS, entities
from server.imports import Options, import_file
from server.kernel.context import SYSTEM
from server.plan.engine import Engine
from tests.plan.world import context
from tests.schema.world import SCHEMA, World

PEOPLE = "spell_id,name,dept,start_date,end_date,exit_type\n" + "".join(
    f"W{n},张{n},城西店,2024-03-0{n},{'2025-05-20' if n == 9 else ''},{'voluntary' if n == 9 else ''}\n"
    for n in range(1, 10)
)
EAST = "X1,李一,城东店,2024-03-01,,\nX2,李二,城东店,2025-05-31,,\n"
FEEDBACK = """feedback_id,customer_id,agent_id,received_at,kind,score
F1,c1,W1,2025-05-31 23:59:59,survey,5
F2,c2,W1,2025-06-01 00:00:00,survey,1
F3,c3,W2,2025-05-10T03:00:00Z,survey,4
F4,c4,X1,2025-05-11 09:00,complaint,2
F5,c5,X1,2025-04-30T16:00:00Z,survey,
"""
CONTACTS = "contact_id,customer_id,agent_id,channel,opened_at\n" + "".join(
    f"C{n},c{n},{'X1' if n % 4 == 0 else 'W1'},{'phone' if n % 2 else 'chat'},2025-05-12 10:0{n}\n"
    for n in range(1, 9)
)
ORDERS = """order_id,customer_id,agent_id,paid_on,amount,refunded,segment
O1,c1,W1,2025-05-01,199.99,,small
O2,c1,W1,2025-05-02,0.01,,small
O3,c2,X1,2025/5/31,300,50.50,key
O4,c3,X1,2025-06-01,1,,key
"""
QUESTION = """
query Q($key: String!, $by: [String!]!, $period: String! = "2025-05") {
  metric(key: $key, period: {named: [$period]}, by: $by) {
    ... on MetricTable {
      rows { group { label } cells { value numerator denominator status } }
      total { cells { value status } }
    }
  }
}
"""


@pytest.fixture
async def ask(store, tmp_path):
    """Bring all files in, and return a way to ask for the values by group."""
    operator = context(store, "hr_manager").acting_as(SYSTEM)
    for kind, text in (
        ("people", PEOPLE + EAST), ("feedback", FEEDBACK), ("contacts", CONTACTS), ("orders", ORDERS),
    ):  # fmt: skip
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, "utf-8")
        result = await import_file(operator, kind, file, Options("other", create_departments=True))
        assert result.errors == []
    world = World(store, Engine(SCHEMA._schema, entities(), ROOTS, store))

    async def ask(key, *by, period="2025-05"):
        found = await world.ask("hr_manager", QUESTION, {"key": key, "by": list(by), "period": period})
        assert found["codes"] == []
        table = found["data"]["metric"]
        cells = {
            " ".join(each["label"] for each in row["group"]): row["cells"][0]["value"]
            for row in table["rows"]
        }
        return cells | {"": table["total"]["cells"][0]["value"]}

    return ask


async def test_people_and_their_exits(ask):
    """West 9 to 8 with one leaver; east 1 to 2 with a hire on the last day; 10 to 10 in all."""
    assert await ask("headcount_closing", "department") == {"城西店": "8", "城东店": "2", "": "10"}
    assert await ask("attrition_rate_average", "department") == {
        "城西店": "0.117647",
        "城东店": "0",
        "": "0.1",
    }
    assert await ask("voluntary_attrition_rate") == {"": "0.1"}
    assert await ask("hires_count", "department") == {"城东店": "1", "": "1"}


async def test_customers_by_the_local_day(ask):
    """Of May: 5, 4 and the complaint's 2; not the survey that says nothing, nor what came at midnight of 1 June."""
    assert await ask("csat", "department") == {"城西店": "1", "城东店": "0", "": "0.666667"}
    assert await ask("csat", period="2025-06") == {"": "0"}
    assert await ask("valid_feedback_count") == {"": "3"}
    assert await ask("complaint_rate", "department") == {"城西店": "0", "城东店": "0.5", "": "0.125"}
    assert await ask("transfer_rate", "agent") == {"张1": "0", "李一": "0", "": "0"}


async def test_money_to_the_cent(ask):
    """199.99 + 0.01 of one buyer and 249.50 of another."""
    assert await ask("spend_per_buyer", "department") == {"城西店": "200", "城东店": "249.5", "": "224.75"}
    assert await ask("refund_rate") == {"": "0.101"}
    assert await ask("complaints_per_1000_orders") == {"": "333.333333"}
