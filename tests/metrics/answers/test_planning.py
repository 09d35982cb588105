"""What a question comes to before anything is read."""

from dataclasses import replace
from datetime import date

import pytest

from server.metrics.agreed.governed import governed
from server.metrics.agreed.standing import Standing
from server.metrics.answers.planning import Several, prepare
from server.metrics.asked import Ask, DimFilter, Invalid, NotFound, PeriodAsk
from server.metrics.dictionary.load import load_builtin
from server.metrics.reckoning.question import Question
from server.metrics.words import Compare, Grain, OrgView
from tests.metrics.company import found, seen_by

MARCH = PeriodAsk(named=("2025-03",))
TODAY = date(2025, 4, 30)


@pytest.fixture
async def ctx(sqlite_store):
    return await found(sqlite_store, TODAY, {})


def prepared(ctx, key="attrition_rate_average", period=MARCH, standing=None, **more):
    laid = governed(load_builtin(), standing or Standing(), TODAY)
    return prepare(ctx, laid, Ask(key, period, **more))


async def test_names_lead_to_one_metric_or_to_several(ctx):
    assert prepared(ctx, "attrition_rate_average").metric.key == "attrition_rate_average"
    assert isinstance(prepared(ctx, "no such thing at all"), NotFound)
    several = prepared(ctx, "离职率")
    assert isinstance(several, Several)
    assert "attrition_rate_opening" in {metric.key for metric, _ in several.candidates}


async def test_the_companys_default_stands_for_the_family(ctx):
    chosen = prepared(ctx, "离职率", standing=Standing(defaults={"attrition": "attrition_rate_closing"}))

    assert chosen.metric.key == "attrition_rate_closing"
    assert "'离职率' has several definitions" in chosen.notes[0].en


async def test_relative_periods_are_months_unless_said_otherwise(ctx):
    asked = prepared(ctx, period=PeriodAsk(last=2))
    quarters = prepared(ctx, period=PeriodAsk(last=1), grain=Grain.QUARTER)

    assert [column.period.name for column in asked.columns] == ["2025-02", "2025-03"]
    assert [column.period.name for column in quarters.columns] == ["2025-Q1"]


async def test_dimensions_are_read_however_they_are_spelled(ctx):
    asked = prepared(ctx, by=("dept", "jobFamily", "department"), where=(DimFilter("tenureBand", ("<3",)),))

    assert asked.frame.by == ("department", "job_family")
    assert asked.frame.where == (DimFilter("tenure_band", ("<3",)),)


async def test_all_that_is_wrong_is_told_at_once(ctx):
    asked = prepared(ctx, by=("colour",), where=(DimFilter("colour", ("red",)),), first=0)

    assert isinstance(asked, Invalid)
    assert [problem.code for problem in asked.problems] == ["E_DIMENSION", "E_FILTER", "E_PAGE"]
    assert "department" in asked.problems[0].allowed


async def test_comparisons_bring_the_columns_they_look_back_at(ctx):
    asked = prepared(ctx, compare=(Compare.PRIOR_YEAR, Compare.PRIOR_PERIOD, Compare.ORG_TOTAL))

    assert [(kind, column.period.name) for (_, kind), column in asked.before.items()] == [
        (Compare.PRIOR_YEAR, "2024-03"),
        (Compare.PRIOR_PERIOD, "2025-02"),
    ]
    assert asked.beside[Compare.ORG_TOTAL].by == ()


async def test_a_target_on_the_change_brings_the_period_before_unasked(ctx):
    asked = prepared(ctx, "complaint_rate", PeriodAsk(named=("2025-Q2",)))

    assert [column.period.name for column in asked.before.values()] == ["2025-Q1"]


async def test_the_frame_is_what_was_asked_clamped_to_the_caller(ctx):
    manager = seen_by(ctx, "department_manager", team=["d1", "d2"])

    asked = prepared(manager, org_view=OrgView.AS_IS)

    assert isinstance(asked, Question)
    assert (asked.frame.departments, asked.frame.person) == (frozenset({"d1", "d2"}), None)
    assert (asked.frame.as_of, asked.frame.org_day) == (TODAY, date(2025, 3, 31))
    assert asked.frame.org_view is OrgView.AS_IS


async def test_knowledge_of_another_day_ripens_cohorts_as_of_that_day(ctx):
    asked = prepared(ctx, as_known_at=replace(ctx).now.replace(month=2, day=10))

    assert asked.frame.as_of == date(2025, 2, 10)


async def test_people_may_be_split_only_by_who_reads_them(ctx):
    score = "appraisal_score_weighted"
    denied = prepared(seen_by(ctx, "general_manager"), score, PeriodAsk(named=("2025-Q1",)), by=("person",))
    own = prepared(
        seen_by(ctx, "employee", employee="e1"), score, PeriodAsk(named=("2025-Q1",)), by=("person",)
    )

    assert not isinstance(denied, Question)
    assert (own.frame.person, [note.en for note in own.notes]) == ("e1", ["Limited to your own data."])
