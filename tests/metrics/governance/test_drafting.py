"""A definition is drafted, checked as it is saved, and handed in only once it is sound, new and proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.metrics.definitions import Label
from server.metrics.governance.checks import FormulaRefused
from server.metrics.governance.drafting import draft_metric, submit_metric
from server.metrics.words import MetricStatus
from tests.metrics.governance.acts import DRAFT, KEY, caller


async def versions(hands):
    return await hands.hr.store.reads.rows(
        "select key, number, status, author_name from metric_version order by key, number"
    )


async def test_a_draft_is_kept_as_the_first_version_of_its_key(hands):
    await hands.drafted()

    metric = await hands.metric()
    assert await versions(hands) == [(KEY, 1, "DRAFT", "author")]
    assert (metric.domain, metric.is_builtin, metric.hash) == ("custom", False, metric.hash)
    assert metric.examples[0]["value"] == "0.1"


async def test_drafting_again_changes_the_open_version(hands):
    first = await hands.drafted()
    second = await hands.drafted(replace(DRAFT, name=Label("新名", "New name")))

    assert first == second
    assert (await hands.metric()).name == Label("新名", "New name")


async def test_a_version_seen_before_somebody_changed_it_is_refused(hands):
    await hands.drafted()
    await hands.drafted()

    with pytest.raises(Conflict):
        await draft_metric(hands.author, hands.registry, draft=DRAFT, version=1)


async def test_only_its_author_changes_a_draft(hands):
    await hands.drafted()

    with pytest.raises(Denied):
        await draft_metric(hands.hr, hands.registry, draft=replace(DRAFT, name=Label("改", "Changed")))

    assert (await hands.metric()).name == DRAFT.name


@pytest.mark.parametrize("role", ["employee", "department_manager", "auditor", "administrator"])
async def test_who_may_not_draft_writes_nothing(hands, role):
    with pytest.raises(Denied):
        await draft_metric(caller(hands.hr.store, "x", role), hands.registry, draft=DRAFT)

    assert await versions(hands) == []


async def test_a_mistake_in_the_formula_comes_with_its_place(hands):
    with pytest.raises(FormulaRefused) as refused:
        await hands.drafted(replace(DRAFT, formula="leavers / headcount"))

    told = refused.value.extensions()
    assert (told["code"], told["inputPath"], told["formulaCode"]) == (
        "INVALID_INPUT", ["input", "formula"], "E_STOCK_UNANCHORED",
    )  # fmt: skip
    assert told["problems"][0]["position"] == 10  # type: ignore[index] # a list of mappings
    assert await versions(hands) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "Bad Key"}, "key"),
        ({"key": "a__b"}, "key"),
        ({"grains": ()}, "grains"),
        ({"name": Label("只有中文", "")}, "nameEn"),
        ({"unit": "furlong"}, "unit"),
        ({"sensitivity": "open"}, "sensitivity"),
        ({"dimensions": ("channel",)}, "dimensions"),
    ],
)
async def test_what_is_wrong_is_named_by_its_input(hands, changes, field):
    with pytest.raises(InvalidInput) as refused:
        await hands.drafted(replace(DRAFT, **changes))

    assert refused.value.path[:2] == ("input", field)
    assert await versions(hands) == []


async def test_a_draft_without_an_example_is_not_handed_in(hands):
    await hands.drafted(replace(DRAFT, examples=()))

    with pytest.raises(InvalidState):
        await submit_metric(hands.author, hands.registry, key=KEY, number=1)

    assert (await hands.metric()).status is MetricStatus.DRAFT


async def test_an_example_that_comes_to_something_else_is_told(hands):
    await hands.drafted(replace(DRAFT, examples=({**DRAFT.examples[0], "value": "0.2"},)))

    with pytest.raises(InvalidState, match=r"should come to 0\.2 and comes to 0\.1"):
        await submit_metric(hands.author, hands.registry, key=KEY, number=1)


async def test_a_second_name_for_one_meaning_is_refused(hands):
    await hands.drafted(replace(DRAFT, formula="leavers / avg2(headcount)", examples=(
        {"given": {"employment": [{"start_date": "2024-01-01"}]}, "period": "2025-03", "value": "0"},
    )))  # fmt: skip

    with pytest.raises(Conflict, match="attrition_rate_average"):
        await submit_metric(hands.author, hands.registry, key=KEY, number=1)


async def test_a_second_meaning_for_one_name_joins_the_family_or_is_refused(hands):
    rival = replace(DRAFT, name=Label("离职率", "Attrition rate"))
    await hands.drafted(rival)

    with pytest.raises(Conflict) as refused:
        await submit_metric(hands.author, hands.registry, key=KEY, number=1)
    await hands.drafted(
        replace(
            rival, name=Label("离职率（主动期初）", "Attrition rate, voluntary opening"), family="attrition"
        )
    )
    await submit_metric(hands.author, hands.registry, key=KEY, number=1)

    assert refused.value.path == ("input", "family")
    assert (await hands.metric()).status is MetricStatus.IN_REVIEW


async def test_what_is_in_review_is_not_handed_in_again(hands):
    await hands.submitted()

    with pytest.raises(InvalidState):
        await submit_metric(hands.author, hands.registry, key=KEY, number=1)
    with pytest.raises(NotFound):
        await submit_metric(hands.author, hands.registry, key=KEY, number=9)


async def test_a_built_in_definition_is_handed_in_as_it_is(hands):
    await submit_metric(hands.author, hands.registry, key="csat", number=1)

    metric = await hands.metric("csat")
    assert (metric.status, metric.is_builtin) == (MetricStatus.IN_REVIEW, True)
    assert await versions(hands) == [("csat", 1, "IN_REVIEW", "")]


async def test_the_same_request_drafts_once(hands):
    for _ in range(2):
        await draft_metric(hands.author, hands.registry, draft=DRAFT, idempotency_key="k")

    assert await hands.hr.store.reads.rows("select count(*) from audit_entry") == [(1,)]
