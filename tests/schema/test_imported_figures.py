"""Files go in by import, figures come out by GraphQL: headers as others write them, local times, cents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

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
DATA = ("data_conflict_rate", "data_error_rate", "data_conflict_count", "data_sync_rate")
TURNS = "会话编号,客服昵称,买家发言时间,响应时长\n" + "".join(
    f"K{n},示例旗舰店:W1,2025/4/10 9:0{n}:00,{length}\n" for n, length in enumerate(("10", "20秒", "1分"))
)
ASKED = (
    "顾客账号,客服账号,接待日期,下单订单号,付款确认时间\njd1,W1,2025-04-10,B1,2025-04-10 12:00:01\n"
    + "".join(f"jd{n},W1,2025-04-11,,\n" for n in (2, 3, 4))
)
PAID = """主订单编号,用户昵称,接待客服,支付完成时间,订单应付金额
B1,d1,W1,2025-04-10 12:00:01,"¥1,000.50"
B2,d2,W1,2025-04-12 09:00:00,99.50元
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


async def test_quality_of_data_is_told_by_the_files_themselves(sqlite_store, tmp_path):
    """80 of 1,000 rows contradict another source in May: 8 %. A row of 1,000 in June: 0.1 %, and two rows refused."""
    operator = context(sqlite_store, "hr_manager").acting_as(SYSTEM)
    world = World(sqlite_store, Engine(SCHEMA._schema, entities(), ROOTS, sqlite_store))
    numbers = range(1, 1001)

    async def bring(day, source, text):
        file = tmp_path / "people.csv"
        file.write_text(text, "utf-8")
        now = replace(
            operator, today=date.fromisoformat(day), now=datetime.fromisoformat(f"{day}T04:00:00+00:00")
        )
        await import_file(now, "people", file, Options(source, create_departments=True))

    def people(moved=0):
        rows = (f"Q{n},张{n},城西店,2024-03-01,139{n + (n <= moved) * 5000:08}" for n in numbers)
        return "\n".join(("code,name,dept,hired_on,phone", *rows, ""))

    async def ask(period):
        asked = [
            await world.ask("hr_manager", QUESTION, {"key": key, "by": [], "period": period}) for key in DATA
        ]
        return [one["data"]["metric"]["total"]["cells"][0]["value"] for one in asked]

    await bring("2025-04-01", "hris", people())
    await bring("2025-05-05", "payroll", people(80))
    await bring("2025-06-05", "payroll", people(1) + "Q1001,,城西店,2024-03-01,\nQ1002,张,城西店,soon,\n")

    assert await ask("2025-05") == ["0.08", "0", "80", "0.92"]
    assert await ask("2025-06") == ["0.001", "0.001996", "1", "0.997006"]


async def test_exports_of_shops_become_response_time_conversion_and_order_value(ask, store, tmp_path):
    """10, 20 and 60 seconds; one of four who asked bought; 1,000.50 and 99.50 of two orders."""
    operator = context(store, "hr_manager").acting_as(SYSTEM)
    for source, kind, text in (
        ("qianniu", "message_turn", TURNS), ("jingdong", "consult", ASKED), ("doudian", "orders", PAID),
    ):  # fmt: skip
        file = tmp_path / f"{source}.csv"
        file.write_text(text, "gb18030")
        assert (await import_file(operator, kind, file, Options(source))).errors == []

    assert await ask("response_time_avg", "agent", period="2025-04") == {"张1": "30", "": "30"}
    assert await ask("response_time_p95", period="2025-04") == {"": "60"}
    assert await ask("consult_conversion_rate", period="2025-04") == {"": "0.25"}
    assert await ask("average_order_value", period="2025-04") == {"": "550"}
