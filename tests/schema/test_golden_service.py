"""The worked examples of service and training, asked of the schema as anybody would ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schema.call import Call
from server.catalog import ROOTS, entities
from server.feedback.models import Contact, CustomerFeedback, MessageTurn
from server.imports import Options, import_file
from server.kernel.context import SYSTEM, Context
from server.plan.engine import Engine
from server.store.base import Row
from server.store.store import Store
from server.training.jobs import daily_works
from server.training.models import Course
from tests.plan.world import context, plant, row, uid
from tests.schema.world import SCHEMA, everyone

CREATE = "mutation C($input: CreateCustomerFeedbackInput!) { createCustomerFeedback(input: $input) { id isBreached } }"
ANSWER = (
    "mutation A($input: AnswerCustomerFeedbackInput!) "
    "{ answerCustomerFeedback(input: $input) { isBreached state } }"
)
FIGURE = (
    "query F($keys: [String!]!, $period: String!) { metrics(keys: $keys, period: {named: [$period]}) "
    "{ ... on MetricTable { total { cells { value target } } } } }"
)
RULE = "mutation R($input: SaveTrainingRuleInput!) { saveTrainingRule(input: $input) { code } }"
DUE = "{ enrollments(orderBy: [{dueOn: ASC}, {id: ASC}]) { nodes { employee { code } dueOn isOverdue } } }"
JOINERS = "spell_id,name,dept,start_date\nJ1,张一,门店,2025-12-31\nJ2,张二,门店,2026-01-31\nJ3,张三,门店,2026-03-15\n"


@pytest.fixture
async def engine(sqlite_store: Store) -> Engine:
    await plant(sqlite_store)
    return Engine(SCHEMA._schema, entities(), ROOTS, sqlite_store)


def at(engine: Engine, moment: datetime, role: str = "hr_manager") -> Context:
    """Return a caller at a moment, by the calendar of Shanghai."""
    ctx = context(engine.store, role)
    return replace(ctx, now=moment, today=(moment + timedelta(hours=8)).date())


async def asked(engine: Engine, ctx: Context, document: str, **variables: object) -> Any:
    """Return the one thing that a document asks for."""
    found = await SCHEMA.execute(
        document, variable_values=variables, context_value=Call(ctx, engine, everyone)
    )
    assert found.errors is None
    assert found.data
    (value,) = found.data.values()
    return value


async def figures(engine: Engine, ctx: Context, period: str, *keys: str) -> list[tuple[str, str]]:
    tables = await asked(engine, ctx, FIGURE, keys=list(keys), period=period)
    cells = [table["total"]["cells"][0] for table in tables]
    return [(each["value"], each["target"]) for each in cells]


# --- The clock of 24 hours ---


async def test_an_answer_after_exactly_a_day_is_on_time_and_a_second_later_is_not(engine):
    came = datetime(2026, 1, 5, 2, tzinfo=UTC)  # 10 in the morning in Shanghai
    found = {}

    for seconds in (86_400, 86_401):
        given = {"text": "等了很久", "agentCode": "E3", "customerRef": f"c{seconds}"}
        opened = await asked(engine, at(engine, came), CREATE, input=given)
        answer = {"id": opened["id"], "text": "马上处理"}
        head = at(engine, came + timedelta(seconds=seconds), "department_manager")
        found[seconds] = await asked(engine, head, ANSWER, input=answer)

    assert found == {
        86_400: {"isBreached": False, "state": "RESPONDED"},
        86_401: {"isBreached": True, "state": "RESPONDED"},
    }
    ctx = at(engine, came + timedelta(days=3))
    assert await figures(engine, ctx, "2026-01", "response_24h_rate") == [("0.5", "MISSED")]


# --- A hundred a month ---


async def test_99_valid_answers_miss_the_hundred_and_one_more_meets_it(engine):
    came = datetime(2026, 1, 5, 2, tzinfo=UTC)
    await engine.store.write(lambda: CustomerFeedback.bulk_create(answers(came, 99)))
    await engine.store.write(lambda: doubtful(came))
    ctx = at(engine, came + timedelta(days=40))
    before = await figures(engine, ctx, "2026-01", "valid_feedback_count")

    await asked(
        engine, at(engine, came), CREATE, input={"score": 5, "agentCode": "E3", "customerRef": "c100"}
    )

    assert before == [("99", "MISSED")]
    assert await figures(engine, ctx, "2026-01", "valid_feedback_count") == [("100", "MET")]


def answers(came: datetime, many: int) -> list[CustomerFeedback]:
    return [
        CustomerFeedback(
            **numbered(number), agent_id=uid("E3"), customer_ref=f"c{number}", received_at=came, score=4
        )
        for number in range(many)
    ]


async def doubtful(came: datetime) -> Row:
    """Keep one that does not count."""
    return await CustomerFeedback.create(
        **numbered(999), agent_id=uid("E3"), received_at=came, score=1, is_valid=False
    )


def numbered(number: int) -> dict[str, Any]:
    made = datetime(2025, 1, 1, tzinfo=UTC)
    return {**row("X1"), "id": f"n{number}", "recorded_at": made}


# --- Thirty seconds ---


async def test_10_20_and_60_seconds_are_30_on_average_and_95_of_100_within_60(engine):
    asked_at = datetime(2026, 1, 5, 2, tzinfo=UTC)
    await engine.store.write(lambda: turns(asked_at, (10, 20, 60)))
    keys = ("response_time_avg", "response_time_p95", "first_response_time_avg", "first_response_time_p95")

    found = await figures(engine, at(engine, asked_at + timedelta(days=40)), "2026-01", *keys)

    assert found == [("30", "MET"), ("60", None), ("30", None), ("60", None)]


async def turns(asked_at: datetime, seconds: tuple[int, ...]) -> None:
    for number, each in enumerate(seconds):
        known = numbered(number) | {"agent_id": uid("E3")}
        replied = asked_at + timedelta(seconds=each)
        await MessageTurn.create(**known, asked_at=asked_at, replied_at=replied)
        await Contact.create(
            **known, customer_ref=f"c{number}", channel="CHAT", opened_at=asked_at, first_response_at=replied
        )


# --- Two months ---


async def test_base_training_is_due_two_months_after_joining_and_late_the_day_after(engine, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(JOINERS, "utf-8")
    ctx = at(engine, datetime(2026, 3, 15, 4, tzinfo=UTC))
    await import_file(ctx.acting_as(SYSTEM), "people", file, Options("other", create_departments=True))
    await engine.store.write(
        lambda: Course.create(
            **row("C1"),
            code="BASE",
            title="入职基础",
            course_type="ONBOARDING_BASE",
            hours=800,
            state="PUBLISHED",
        )
    )
    given = {
        "code": "base", "title": "入职基础", "occasion": "JOINED", "courseCode": "BASE", "validFrom": "2025-12-01",
    }  # fmt: skip
    await asked(engine, ctx, RULE, input=given)

    for work in daily_works(nothing):
        await work(ctx)

    due = {each["employee"]["code"]: each["dueOn"] for each in (await asked(engine, ctx, DUE))["nodes"]}
    assert due == {"J1": "2026-02-28", "J2": "2026-03-31", "J3": "2026-05-15"}
    assert [await late(engine, day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [
        ["J1"],
        ["J1", "J2"],
    ]


async def nothing(_: Context) -> list[Any]:
    return []


async def late(engine: Engine, day: date) -> list[str]:
    found = await asked(engine, at(engine, datetime(day.year, day.month, day.day, 4, tzinfo=UTC)), DUE)
    return [each["employee"]["code"] for each in found["nodes"] if each["isOverdue"]]
