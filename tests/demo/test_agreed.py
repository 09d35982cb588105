"""The sample company's core figures are signed by both sides and in force."""

from __future__ import annotations

from server.demo.agreed import agree_on_core
from server.kernel.context import SYSTEM
from server.metrics.agreed.registry import Registry
from server.metrics.words import MetricStatus
from tests.plan.world import context

WHO = {"hr_manager": ("0190-hr", "任霞"), "general_manager": ("0190-gm", "叶秀兰")}


async def test_core_figures_are_published_and_the_rest_are_drafts(sqlite_store):
    ctx = context(sqlite_store, "hr_manager").acting_as(SYSTEM)
    assert await agree_on_core(sqlite_store, ctx, WHO) >= 46

    governed = await Registry(sqlite_store).governed(ctx)
    metrics = governed.dictionary.metrics
    assert metrics["attrition_rate_average"].status is MetricStatus.PUBLISHED
    assert metrics["hires_count"].status is MetricStatus.DRAFT
    assert {metric.status for metric in metrics.values() if metric.is_core12} == {MetricStatus.PUBLISHED}
    for metric in metrics.values():
        row = governed.standing.version(metric.key, metric.version)
        assert governed.standing.is_agreed(row, metric.hash) == (metric.is_core or metric.is_core12)
