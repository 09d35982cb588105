"""What cannot be worked out: a payroll clerk finds no score behind an amount, a manager no amount behind a score."""

from __future__ import annotations

from datetime import date

import pytest

from server.incentives.models import IncentivePayout
from server.store.models import PersonKey
from tests.plan.world import PAST, row, uid
from tests.schema.payout_rows import PAID_LINE, PAID_RUN
from tests.schema.world import World, planted

NODES = "nodes { id }"
PROBES = {
    "payroll_specialist": (
        "payouts(where: {attainment: {gte: 90}})",
        "payouts(where: {basis: {eq: CSAT}})",
        "payouts(orderBy: [{attainment: DESC}])",
        "payouts(orderBy: [{basis: ASC}])",
        'payouts(where: {outcome: {eq: "CAPPED"}})',
        'payouts(where: {award: {honor: {code: {eq: "STAR"}}}})',
        "employees(where: {payouts: {some: {attainment: {gte: 90}}}})",
    ),
    "department_manager": (
        "payouts(where: {amount: {gte: 100}})",
        "payouts(where: {amount: {eq: 500}})",
        "payouts(orderBy: [{amount: DESC}])",
        'payouts(where: {currency: {eq: "CNY"}})',
        "honors(where: {cash: {gte: 100}})",
        "honors(orderBy: [{cash: DESC}])",
        "awards(where: {honor: {cash: {gte: 100}}})",
        "employees(where: {payouts: {some: {amount: {gte: 100}}}})",
    ),
}


@pytest.fixture
async def world(sqlite_store) -> World:
    return await planted(sqlite_store)


@pytest.mark.parametrize("role", PROBES)
async def test_what_is_hidden_can_neither_be_filtered_nor_sorted_by(world, role):
    for probe in PROBES[role]:
        plain = await world.ask(role, f"{{ {probe.partition('(')[0]} {{ {NODES} }} }}")
        found = await world.ask(role, f"{{ {probe} {{ {NODES} }} }}")

        refused = bool(found["codes"]) and not found["data"]
        as_if_absent = bool(found["data"]) and found["data"] == plain["data"]
        empty = bool(found["data"]) and not next(iter(found["data"].values()))["nodes"]
        assert refused or as_if_absent or empty, (probe, found)
        assert "500" not in str(found)


async def test_sums_and_runs_stay_out_of_sight(world):
    ask = f'{{ payoutRun(id: "{PAID_RUN}") {{ total budget lineCount }} payoutRuns {{ totalCount }} }}'
    for role in ("department_manager", "hr_specialist", "employee", "performance_specialist"):
        found = await world.ask(role, ask)
        assert found["data"] == {"payoutRun": None, "payoutRuns": {"totalCount": 0}}, role


async def test_a_manager_reads_attainment_and_how_many_honors_but_no_money(world):
    found = await world.ask(
        "department_manager",
        '{ employee(code: "E3") { awards { totalCount } '
        "payouts { nodes { attainment amount currency steps { text } run { id } } } } }",
    )
    assert found["data"]["employee"] == {
        "awards": {"totalCount": 1},
        "payouts": {
            "nodes": [{"attainment": "105.88", "amount": None, "currency": None, "steps": None, "run": None}]
        },
    }


async def test_payroll_reads_money_and_nothing_that_explains_it(world):
    found = await world.ask(
        "payroll_specialist",
        f'{{ payouts(where: {{id: {{eq: "{PAID_LINE}"}}}}) {{ nodes {{ amount attainment basis outcome '
        "department { code } "
        "steps { text } run { schemeId schemeName } employee { code scorecards { totalCount } } } } }",
    )
    (line,) = found["data"]["payouts"]["nodes"]
    assert line["amount"] == "500.00"
    hidden = {name: line[name] for name in ("attainment", "basis", "outcome", "department", "steps")}
    assert set(hidden.values()) == {None}
    assert line["run"] == {"schemeId": None, "schemeName": None}
    assert not (line["employee"]["scorecards"] or {}).get("totalCount")


async def test_a_line_that_is_not_approved_is_known_to_who_works_on_it_alone(world):
    ask = "{ payouts { totalCount } }"
    seen = {
        role: await world.ask(role, ask) for role in ("payroll_specialist", "department_manager", "employee")
    }
    assert {role: found["data"]["payouts"]["totalCount"] for role, found in seen.items()} == {
        "payroll_specialist": 2,
        "department_manager": 1,
        "employee": 1,
    }


async def test_a_refusal_names_no_amount_and_no_person(world):
    found = await world.ask(
        "department_manager",
        f'mutation {{ reversePayouts(input: {{ids: ["{PAID_LINE}"], reason: "试试看"}}) {{ total }} }}',
    )
    assert (found["data"]["reversePayouts"], found["codes"]) == (None, ["DENIED"])


async def test_the_audit_trail_holds_no_amount(world):
    await world.ask("hr_manager", 'mutation { saveHonor(input: {code: "STAR", cash: "777.00"}) { code } }')
    await world.ask(
        "payroll_specialist", 'mutation { proposePayoutRun(input: {kind: HONOR, period: "2025-05"}) { id } }'
    )
    rows = await world.store.reads.rows(
        "select action,changes from audit_entry where action like 'incentives.%'"
    )
    assert len(rows) == 2
    assert not [row for row in rows if "777" in str(row) or "500" in str(row)]


FIGURES = {
    "payroll_specialist": (
        "appraisal_score_weighted",
        "appraisal_csat_weight",
        "goal_attainment_rate",
        "qa_score_avg",
        "peer_score_avg",
        "incentive_csat_share",
        "incentive_sales_share",
    ),
    "department_manager": (
        "incentive_csat_share",
        "incentive_payroll_share",
        "incentive_sales_share",
        "incentive_claw_back_rate",
        "gender_pay_gap_mean",
        "pay_competitiveness",
    ),
}
CELL = "{ value numerator denominator receipt }"
TABLE = "{ __typename ... on MetricTable { rows { cells { value } } } }"
OTHERS = '(where: {and: [{code: {ne: "E2"}}, {code: {ne: "E6"}}]})'
ASKS = (
    f'{{ metric(key: "KEY", period: {{named: ["2025"]}}) {TABLE} }}',
    f'{{ metric(key: "KEY", period: {{named: ["2025"]}}, by: ["department"]) {TABLE} }}',
    f'{{ departments {{ nodes {{ metric(key: "KEY", period: "2025") {CELL} }} }} }}',
    f'{{ employees{OTHERS} {{ nodes {{ metric(key: "KEY", period: "2025") {CELL} }} }} }}',
)


def numbers(value: object) -> list[object]:
    """Gather what an answer says of a figure: anything but types, emptiness and the receipt it may be replayed by."""
    if isinstance(value, dict):
        return [n for name, part in value.items() if name != "__typename" for n in numbers(part)]
    if isinstance(value, list):
        return [n for part in value for n in numbers(part)]
    return [] if value is None or str(value).startswith("z1.") else [value]


@pytest.mark.parametrize("role", FIGURES)
async def test_no_figure_tells_what_the_lines_do_not(world, role):
    """Aggregates and ratios over the other's side: refused, by themselves and beside others and departments.

    E2 and E6 are the callers, who may read their own.
    """
    for key in FIGURES[role]:
        for ask in ASKS:
            found = await world.ask(role, ask.replace("KEY", key))
            assert numbers(found["data"]) == [], (key, ask, found["data"])


async def test_the_engine_gives_the_same_figures_to_who_may_read_both(world):
    """The refusals above refuse something: the HR manager, who may read scores and pay, is answered."""
    for key in {key for keys in FIGURES.values() for key in keys}:
        found = await world.ask("hr_manager", ASKS[0].replace("KEY", key))
        assert found["data"]["metric"]["__typename"] == "MetricTable", (key, found)


async def test_a_sum_of_incentives_holds_the_lines_of_oneself_alone(world):
    async def paid() -> None:
        key = (await PersonKey.get(person_id=uid("E3"))).wrapped
        sealed = world.store.vault.seal(key, f"incentive_payout.amount|{uid('I3')}", "500.00")
        await IncentivePayout.create(
            **row("I3"), employee_id=uid("E3"), paid_on=date(2025, 6, 15), amount=sealed, basis="CSAT",
            recorded_at=PAST,
        )  # fmt: skip

    await world.store.write(paid)
    for key in ("incentive_spend", "incentive_spend_per_head"):
        for role in FIGURES:
            told = [await world.ask(role, ask.replace("KEY", key)) for ask in ASKS]
            assert {str(number) for found in told for number in numbers(found["data"])} <= {
                "0",
                "0.0",
                "1",
            }, told
    found = await world.ask("hr_manager", ASKS[0].replace("KEY", "incentive_spend"))
    assert numbers(found["data"]) == ["500"]


async def test_nobody_proposes_a_scheme_whose_amounts_follow_the_score(world):
    """8.00 a point would let payroll divide an amount by 8; by steps it reads which of few steps was reached.

    What the third scheme lacks is nothing of its own: nobody here could approve it.
    """
    for number, (rules, codes, state) in enumerate(
        (
            ("pay 8.00 per score", ["SCHEME_UNREADY"], "DRAFT"),
            ("pool 5,000.00 by score", ["SCHEME_UNREADY"], "DRAFT"),
            ("pay steps of score from 75 pay 240.00, from 85 pay 480.00", ["NO_APPROVER"], "DRAFT"),
        )
    ):
        scheme = await world.ask(
            "hr_manager",
            f'mutation {{ saveIncentiveScheme(input: {{code: "TELLS{number}", name: "按分", rules: "{rules}", '
            f'budget: "9000", startsOn: "2025-07-01"}}) {{ id }} }}',
        )
        row = scheme["data"]["saveIncentiveScheme"]["id"]
        found = await world.ask(
            "hr_manager", f'mutation {{ proposeIncentiveScheme(input: {{id: "{row}"}}) {{ id }} }}'
        )
        kept = await world.ask("hr_manager", f'{{ incentiveScheme(id: "{row}") {{ state }} }}')
        assert (found["codes"], kept["data"]["incentiveScheme"]["state"]) == (codes, state), rules


async def test_progress_of_a_cycle_is_not_told_to_payroll(world):
    ask = 'subscription { scoreProgress(cycleId: "%s") { done total } }' % (
        "0" * 8 + "-0000-7000-8000-" + "0" * 12
    )
    found = await world.ask("payroll_specialist", ask)
    assert not found["data"]
    assert found["codes"]
