"""The worked examples of performance and incentives, asked of the schema as anybody would ask."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from server.catalog import ROOTS, entities
from server.feedback.models import CustomerFeedback, FeedbackKind, SalesOrder
from server.incentives.commissions.operations import begin
from server.incentives.models import Commission, Deal
from server.kernel.context import Context
from server.performance.plans.models import PlanGrain
from server.plan.engine import Engine
from server.store.models import PersonKey
from server.store.store import Store
from tests.plan.world import plant, row, uid
from tests.schema import cycle_rows
from tests.schema.world import SCHEMA, World

TRY = "query Try($input: TryScoreInput!) { tryScore(input: $input) { score reason lines { code weight } } }"
CHECK = "query Check($input: SaveScorePlanInput!) { checkScorePlan(input: $input) { isReady problems { code sum } } }"
LINT = (
    "query Lint($title: String!) { lintGoal(input: {level: COMPANY, title: $title}) "
    "{ verdict metric required findings { code } } }"
)
PAY = (
    'query Pay($rules: String!) { tryScheme(input: {rules: $rules, budget: "90000.00"}, period: "2025-Q1") '
    "{ lines { employeeCode amount } } }"
)


@pytest.fixture
async def world(sqlite_store: Store) -> World:
    await plant(sqlite_store)
    return World(sqlite_store, Engine(SCHEMA._schema, entities(), ROOTS, sqlite_store))


async def asked(world: World, document: str, role: str = "hr_manager", **variables: object) -> Any:
    """Return the one thing that a document asks for."""
    found = await world.ask(role, document, variables)
    assert found["codes"] == [], found
    (value,) = found["data"].values()
    return value


# --- Scores ---

STAGED = {"TRAINING": (90, 5000, 2000, 2000), "CONVERSION": (60, 2000, 5000, 2000),
          "RETENTION": (70, 2000, 2000, 5000), "COLLABORATION": (80, 1000, 1000, 1000)}  # fmt: skip
STAGES = ("EARLY", "MID", "LATE")


def weighed(*pairs: tuple[int, int | None], **more: object) -> dict[str, object]:
    """Spell components of these weights with these values."""
    codes = [f"C{place}" for place, _ in enumerate(pairs)]
    parts = [
        {"code": code, "name": code, "weight": weight, **more}
        for code, (weight, _) in zip(codes, pairs, strict=True)
    ]
    values = [{"code": code, "value": value} for code, (_, value) in zip(codes, pairs, strict=True)]
    return {"components": parts, "values": values}


def staged(*days: tuple[str, int]) -> dict[str, object]:
    """Spell the plan of a transformation over so many days of its stages."""
    parts = [
        {"code": code, "name": code, "weight": 2500,
         "stages": [{"stage": stage, "weight": weight} for stage, weight in zip(STAGES, weights, strict=True)]}
        for code, (_, *weights) in STAGED.items()
    ]  # fmt: skip
    values = [{"code": code, "value": value} for code, (value, *_) in STAGED.items()]
    return {"components": parts, "values": values, "stages": [{"stage": s, "days": n} for s, n in days]}


def thirds(missing: str) -> dict[str, object]:
    """Spell a goal and feedback of 5 out of 5 beside a self-assessment that nobody made."""
    return weighed((3334, 5), (3333, 5), (3333, None), scaleHigh="5", missing=missing)


SCORES = {
    "satisfaction counts a fifth": (weighed((5000, 90), (3000, 80), (2000, 95)), "88.00"),
    "hospital, three tenths of satisfaction": (weighed((7000, 85), (3000, 95)), "88.00"),
    "early": (staged(("EARLY", 90)), "79.00"),
    "mid": (staged(("MID", 90)), "70.00"),
    "late": (staged(("LATE", 90)), "73.00"),
    "early, then mid": (staged(("EARLY", 45), ("MID", 45)), "74.50"),
    "what is missing goes to the others: 5.00 of 5": (thirds("RENORMALISE"), "100.00"),
    "what is missing is nothing: 3.33 of 5": (thirds("ZERO"), "66.67"),
}


async def test_scores_are_those_of_the_worked_examples(world):
    found = {
        name: (await asked(world, TRY, "employee", input=given))["score"]
        for name, (given, _) in SCORES.items()
    }

    assert found == {name: score for name, (_, score) in SCORES.items()}


async def test_weights_of_95_are_refused_with_their_sum(world):
    parts = weighed((5000, 0), (3000, 0), (1500, 0))["components"]

    found = await asked(world, CHECK, input={"code": "P", "name": "P", "components": parts})

    assert found == {"isReady": False, "problems": [{"code": "WEIGHTS_NOT_100", "sum": "95.00"}]}


# --- Goals ---


async def test_goals_are_judged_by_their_titles_against_the_dictionary(world):
    found = {
        title: await asked(world, LINT, "employee", title=title)
        for title in (
            "提高效率",
            "改善服务",
            "将平均首次呼叫解决时间缩短10%",
            "将客户满意度评分从85%提升至90%",
        )
    }

    assert {title: (each["verdict"], each["metric"], each["required"]) for title, each in found.items()} == {
        "提高效率": ("REJECTED", "", None),
        "改善服务": ("REJECTED", "", None),
        "将平均首次呼叫解决时间缩短10%": ("NEEDS_BASELINE", "", None),
        "将客户满意度评分从85%提升至90%": ("ACCEPTED", "csat", "0.9"),
    }
    lacking = {title: [each["code"] for each in check["findings"]] for title, check in found.items()}
    assert lacking["提高效率"] == lacking["改善服务"] == ["NO_METRIC", "VAGUE_VERB", "NO_TARGET"]
    assert lacking["将平均首次呼叫解决时间缩短10%"] == ["NO_BASELINE"]


async def test_a_goal_without_one_above_it_is_refused(world):
    given = {
        "title": "客服部质检得分从 70 提升至 84", "level": "TEAM", "departmentId": uid("D2"),
        "metric": "qa_score_avg", "startsOn": "2025-04-01", "endsOn": "2025-06-30",
    }  # fmt: skip
    save = "mutation Save($input: SaveGoalInput!) { saveGoal(input: $input) { id } }"

    found = await world.ask("department_manager", save, {"input": given})

    assert found["codes"] == ["UNALIGNED"]


# --- Cycles and ranks ---


async def test_a_second_cycle_of_the_same_days_is_refused(world):
    make = 'mutation { createReviewCycle(input: {grain: QUARTER, startsOn: "2025-01-01"}) { code } }'

    assert await asked(world, make, "performance_specialist") == {"code": "2025Q1"}
    assert (await world.ask("performance_specialist", make))["codes"] == ["DUPLICATE_PERIOD"]


async def test_equal_scores_share_a_rank_and_the_next_counts_both(world):
    await world.store.write(lambda: published({"E3": 9000, "E2": 9000, "E6": 8000}))

    found = await asked(world, f'{{ ranking(cycleId: "{cycle_rows.OUT}") {{ employeeCode rank of score }} }}')

    assert [(each["employeeCode"], each["rank"], each["score"]) for each in found] == [
        ("E2", 1, "90.00"), ("E3", 1, "90.00"), ("E6", 3, "80.00"),
    ]  # fmt: skip
    assert {each["of"] for each in found} == {3}


async def published(scores: dict[str, int]) -> None:
    """Publish these scores of the first quarter of 2025."""
    await cycle_rows.plan()
    code, first = "2025Q1", date(2025, 1, 1)
    await cycle_rows.cycle(cycle_rows.OUT, code, PlanGrain.QUARTER, first, 3, "PUBLISHED")
    for person, score in scores.items():
        await cycle_rows.card(uid(f"K{person[1:]}"), person, cycle_rows.OUT, "PUBLISHED", score)


# --- What is paid ---


async def paid(world: World, *rules: str) -> dict[str, str]:
    """Return what rules pay E2 and E3 for the first quarter of 2025."""
    found = await asked(world, PAY, rules="\n".join(rules))
    return {
        each["employeeCode"]: each["amount"]
        for each in found["lines"]
        if each["employeeCode"] in ("E2", "E3")
    }


RAISE = ("raise score by 20%", "when score >= 96: pay 1.00", "when score >= 96.01: pay 2.00")


async def test_a_return_rate_of_80_percent_pays_11_500(world):
    """E3 served five patients of whom four had come before, E2 five of whom three had."""
    await world.store.write(lambda: bought({"E3": 4, "E2": 3}))

    bonus = await paid(world, "pay 10,000.00", "when repeat_customer_rate >= 80%: multiply by 1.15")

    assert bonus == {"E3": "11500.00", "E2": "10000.00"}


async def test_a_score_of_80_raised_by_a_fifth_is_96_where_the_company_wants_it(world):
    await world.store.write(lambda: published({"E3": 8000, "E2": 7999}))
    off = 'query { checkScheme(input: {rules: "raise score by 20%"}) { problems { code } } }'
    assert {"code": "SCORE_UPLIFT_OFF"} in (await asked(world, off))["problems"]
    on = 'mutation { changeSetting(input: {name: "score_uplift", value: "true"}) { name } }'
    await asked(world, on)

    assert await paid(world, *RAISE) == {"E3": "1.00", "E2": "0.00"}


async def test_satisfaction_from_80_to_84_rises_by_5_percent_and_not_by_5_points(world):
    await world.store.write(lambda: answered({2024: 20, 2025: 21}))

    relative, points = [
        await paid(world, f"when csat up 5{kind} from last year: pay 800")
        for kind in ("% relative", " points")
    ]

    assert (relative["E3"], points["E3"]) == ("800.00", "0.00")


async def test_a_commission_of_120_000_over_12_months_that_ends_after_5_has_vested_50_000(world):
    await world.store.write(lambda: sold(world.context("hr_manager")))
    stop = "mutation Stop($input: StopCommissionInput!) { stopCommission(input: $input) { state } }"
    given = {"id": uid("N1"), "stoppedOn": "2025-05-31", "reason": "CUSTOMER_LOST"}
    assert await asked(world, stop, input=given) == {"state": "STOPPED"}

    found = await asked(
        world, f'{{ commission(id: "{uid("N1")}") {{ lines {{ nodes {{ state amount }} }} }} }}'
    )

    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in found["lines"]["nodes"]:
        sums[line["state"]] += Decimal(line["amount"])
    # Of six months that had fallen due one is taken back: 70,000 of 120,000 are not paid.
    assert sums == {"DUE": Decimal("50000.00"), "LAPSED": Decimal("60000.00")}


async def bought(returned: dict[str, int]) -> None:
    """Let each sell to five customers, of whom so many had bought before."""
    for person, many in returned.items():
        for number in range(5):
            await SalesOrder.create(
                **row("X1") | {"id": f"{person}-{number}"}, agent_id=uid(person), amount=100,
                customer_ref=f"{person}-{number}", paid_on=date(2025, 2, 3), is_repeat=number < many,
                recorded_at=datetime(2025, 2, 3, tzinfo=UTC),
            )  # fmt: skip


async def answered(content: dict[int, int]) -> None:
    """Let 25 customers of E3 answer in the first quarter of each year, so many of them content."""
    for year, many in content.items():
        for number in range(25):
            at = datetime(year, 2, 3, 2, number, tzinfo=UTC)
            await CustomerFeedback.create(
                **row("X1") | {"id": f"{year}-{number}"}, agent_id=uid("E3"), received_at=at, recorded_at=at,
                kind=FeedbackKind.SURVEY, score=5 if number < many else 2,
            )  # fmt: skip


async def sold(ctx: Context) -> None:
    """Give E3 a commission of 120,000 over the months of 2025, of which six are over."""
    key = (await PersonKey.get(person_id=uid("E3"))).wrapped
    await Deal.create(**row("N2"), code="DEAL-1", name="Deal", signed_on=date(2025, 1, 1))
    commission = await Commission.create(
        **row("N1"), deal_id=uid("N2"), employee_id=uid("E3"), months=12, starts_on=date(2025, 1, 1),
        amount=ctx.store.vault.seal(key, f"incentive_commission.amount|{uid('N1')}", "120000.00"),
    )  # fmt: skip
    await begin(ctx, commission)
