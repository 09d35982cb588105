"""Two hands sign what a definition means; it is published once, lapses when its meaning changes, and retires."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.metrics.agreed.registry import Registry
from server.metrics.governance import about
from server.metrics.governance.agreeing import publish_metric, retire_metric, sign_core_metrics
from server.metrics.governance.drafting import submit_metric
from server.metrics.words import Decision, MetricStatus, Side
from tests.metrics.governance.acts import DRAFT, KEY, caller

MAY = date(2025, 5, 1)


async def test_both_sides_sign_and_it_is_agreed(hands):
    await hands.submitted()

    await hands.sign(hands.hr, Side.HR)
    assert (await hands.metric()).status is MetricStatus.IN_REVIEW
    await hands.sign(hands.business, Side.BUSINESS)

    assert (await hands.metric()).status is MetricStatus.AGREED
    rows = await hands.hr.store.reads.rows(
        "select side, decision, person from metric_signature order by at, id"
    )
    assert sorted(rows) == [("BUSINESS", "AGREE", "boss"), ("HR", "AGREE", "hr")]


async def test_a_published_version_answers_and_is_certified(hands):
    await hands.published(MAY)

    known = await hands.registry.governed(hands.hr)
    metric = known.dictionary.metrics[KEY]
    assert (metric.version, metric.status, metric.effective_from) == (1, MetricStatus.PUBLISHED, MAY)
    assert about.is_certified(metric, known)
    assert "boss" in about.certified_note(metric, known).en


async def test_a_draft_does_not_answer(hands):
    await hands.agreed()

    assert KEY not in (await hands.registry.current(hands.hr)).metrics


async def test_the_author_cannot_sign(hands):
    author = caller(hands.hr.store, "author", "hr_manager", "performance_specialist")
    await hands.submitted()

    with pytest.raises(Denied):
        await hands.sign(author, Side.HR)

    assert await hands.hr.store.reads.rows("select count(*) from metric_signature") == [(0,)]


async def test_one_account_cannot_sign_for_both_sides(hands):
    both = caller(hands.hr.store, "both", "hr_manager", "general_manager")
    await hands.submitted()
    await hands.sign(both, Side.HR)

    with pytest.raises(Denied):
        await hands.sign(both, Side.BUSINESS)

    assert (await hands.metric()).status is MetricStatus.IN_REVIEW


@pytest.mark.parametrize(
    ("roles", "side"),
    [
        (("employee",), Side.HR),
        (("hr_manager",), Side.BUSINESS),
        (("general_manager",), Side.HR),
        (("auditor",), Side.BUSINESS),
    ],
)
async def test_nobody_signs_for_a_side_that_is_not_theirs(hands, roles, side):
    await hands.submitted()

    with pytest.raises(Denied):
        await hands.sign(caller(hands.hr.store, "x", *roles), side)

    assert await hands.hr.store.reads.rows("select count(*) from metric_signature") == [(0,)]


async def test_a_version_sent_back_is_a_draft_again_with_the_reason(hands):
    await hands.submitted()

    with pytest.raises(InvalidInput):
        await hands.sign(hands.hr, Side.HR, decision=Decision.REJECT)
    await hands.sign(hands.hr, Side.HR, decision=Decision.REJECT, remark="分母应为平均人数")

    assert (await hands.metric()).status is MetricStatus.DRAFT


async def test_what_was_signed_before_a_new_submission_does_not_count(hands):
    await hands.submitted()
    await hands.sign(hands.hr, Side.HR)
    await hands.sign(hands.business, Side.BUSINESS, decision=Decision.REJECT, remark="不清楚")
    hands.author = replace(hands.author, now=hands.author.now.replace(hour=9))
    hands.business = replace(hands.business, now=hands.business.now.replace(hour=10))
    await submit_metric(hands.author, hands.registry, key=KEY, number=1)

    await hands.sign(hands.business, Side.BUSINESS)

    assert (await hands.metric()).status is MetricStatus.IN_REVIEW


async def test_a_change_upstream_lets_the_signatures_lapse(hands):
    await hands.published(MAY)
    known = await hands.registry.governed(hands.hr)
    measures = dict(known.dictionary.measures)
    leavers = measures["leavers"]
    measures["leavers"] = replace(leavers, expression=replace(leavers.expression, name="person_id"))
    builtin = replace(hands.registry.builtin(), measures=measures)
    changed = Registry(hands.hr.store, lambda: builtin)

    after = await changed.governed(hands.hr)
    metric = after.dictionary.metrics[KEY]

    assert metric.hash != known.dictionary.metrics[KEY].hash
    assert metric.status is MetricStatus.PUBLISHED
    assert not about.is_certified(metric, after)
    assert [word.is_valid for word in about.words_on(metric, after)] == [False, False]
    assert "lapsed" in about.certified_note(metric, after).en

    hands.registry = changed
    await hands.sign(hands.hr, Side.HR)
    await hands.sign(hands.business, Side.BUSINESS)

    again = await changed.governed(hands.hr)
    assert about.is_certified(again.dictionary.metrics[KEY], again)


async def test_only_an_agreed_version_is_published(hands):
    await hands.submitted()

    with pytest.raises(InvalidState):
        await publish_metric(hands.hr, hands.registry, key=KEY, number=1, effective_from=MAY)
    with pytest.raises(Denied):
        await publish_metric(hands.author, hands.registry, key=KEY, number=1, effective_from=MAY)

    assert (await hands.metric()).status is MetricStatus.IN_REVIEW


async def test_versions_do_not_overlap(hands):
    await hands.published(MAY)
    second = replace(
        DRAFT,
        formula="leavers[exit_type = 'voluntary'] / avg_daily(headcount)",
        examples=({**DRAFT.examples[0], "value": "0.103679"},),
    )
    await hands.agreed(second, 2)

    with pytest.raises(InvalidState):
        await publish_metric(hands.hr, hands.registry, key=KEY, number=2, effective_from=MAY)
    await publish_metric(hands.hr, hands.registry, key=KEY, number=2, effective_from=date(2025, 6, 1))

    first, latest = await hands.metric(number=1), await hands.metric(number=2)
    assert (first.effective_from, first.effective_to) == (MAY, date(2025, 5, 31))
    assert (latest.effective_from, latest.effective_to) == (date(2025, 6, 1), None)
    assert (await hands.registry.current(hands.hr)).metrics[KEY].version == 2


async def test_a_new_version_of_a_built_in_definition_ends_it_the_day_before(hands):
    draft = replace(
        DRAFT, key="attrition_rate_average", name=(await hands.metric("attrition_rate_average")).name,
        formula="leavers / avg_daily(headcount)", family="attrition", examples=(
            {"given": {"employment": [{"start_date": "2024-01-01"}]}, "period": "2025-03", "value": "0"},
        ),
    )  # fmt: skip
    await hands.published(
        date(2025, 6, 1),
        replace(draft, formula="2 * leavers / (2 * avg2(headcount) + 0 * opening(headcount))"),
        2,
    )

    old = await hands.metric("attrition_rate_average", 1)
    new = await hands.metric("attrition_rate_average", 2)

    assert (old.is_builtin, old.effective_to) == (True, date(2025, 5, 31))
    assert (new.is_builtin, new.effective_from, new.domain) == (False, date(2025, 6, 1), old.domain)


async def test_a_retired_version_names_its_successor(hands):
    await hands.published(MAY)
    end = date(2025, 6, 30)

    with pytest.raises(InvalidInput):
        await retire_metric(
            hands.hr, hands.registry, key=KEY, number=1, effective_to=end, successor="no_such_figure"
        )
    await retire_metric(
        hands.hr, hands.registry, key=KEY, number=1, effective_to=end, successor="attrition_rate_average"
    )

    metric = await hands.metric()
    row = about.row_of(metric, await hands.registry.governed(hands.hr))
    assert (metric.status, metric.effective_to) == (MetricStatus.RETIRED, end)
    assert row is not None
    assert row.successor == "attrition_rate_average"


async def test_the_twelve_are_signed_at_once_and_take_effect_with_the_second_side(hands):
    await sign_core_metrics(hands.hr, hands.registry, side=Side.HR)
    twelve = [each for each in (await hands.registry.current(hands.hr)).metrics.values() if each.is_core12]
    assert {each.status for each in twelve} == {MetricStatus.IN_REVIEW}

    with pytest.raises(Denied):
        await sign_core_metrics(hands.hr, hands.registry, side=Side.BUSINESS)
    await sign_core_metrics(hands.business, hands.registry, side=Side.BUSINESS)

    known = await hands.registry.governed(hands.hr)
    twelve = [each for each in known.dictionary.metrics.values() if each.is_core12]
    assert len(twelve) == 12
    assert {(each.status, each.effective_from) for each in twelve} == {(MetricStatus.PUBLISHED, None)}
    assert all(about.is_certified(each, known) for each in twelve)


async def test_a_key_that_was_used_signs_once(hands):
    await hands.submitted()

    for _ in range(2):
        await hands.sign(hands.hr, Side.HR, idempotency_key="k1")

    assert await hands.hr.store.reads.rows("select count(*) from metric_signature") == [(1,)]


async def test_each_act_leaves_one_audit_entry(hands):
    await hands.published(MAY)

    rows = await hands.hr.store.reads.rows("select action, actor_name from audit_entry order by seq")

    assert rows == [
        ("metrics.draft_metric", "author"),
        ("metrics.submit_metric", "author"),
        ("metrics.sign_metric", "hr"),
        ("metrics.sign_metric", "boss"),
        ("metrics.publish_metric", "hr"),
    ]
