"""The mutations of the dictionary: each hands its input to one operation and answers with what it made."""

from __future__ import annotations

import strawberry

from schema.call import call
from schema.metric_definitions import MetricDefinition, MetricTarget, targets_of
from schema.metric_inputs import (
    DeleteBoardInput,
    DeleteReportInput,
    FreezeReportInput,
    MetricDraftInput,
    PublishMetricInput,
    RemoveTargetInput,
    RetireMetricInput,
    SaveBoardInput,
    SetFamilyDefaultInput,
    SetTargetInput,
    SignCoreMetricsInput,
    SignMetricInput,
    SubmitMetricInput,
    given,
)
from schema.metric_reports import MetricBoard, Report
from server.kernel.errors import not_found
from server.kernel.labels import label
from server.metrics.governance import agreeing, boards, drafting, targets
from server.metrics.reporting.reports import delete_report, freeze_report, report_by_id


async def version_of(info: strawberry.Info, row_id: str) -> MetricDefinition:
    """Answer with a version as it stands after the change."""
    here = call(info)
    known = await here.figures.registry.governed(here.ctx)
    for rows in known.standing.versions.values():
        for row in rows:
            if row.id == row_id:
                every = known.dictionary.versions.get(row.key, ())
                found = next((each for each in every if each.version == row.number), None)
                if found is not None:
                    return MetricDefinition(of=found, known=known)
    raise not_found()


@strawberry.type(description=label("指标字典变更", "Changes to the dictionary of figures"))
class MetricMutation:
    @strawberry.mutation(description=label("起草口径", "Draft a definition"))
    async def draft_metric(self, info: strawberry.Info, input: MetricDraftInput) -> MetricDefinition:
        here = call(info)
        row_id = await drafting.draft_metric(
            here.ctx,
            here.figures.registry,
            draft=input.draft(),
            version=given(input.version),
            idempotency_key=given(input.idempotency_key),
        )
        return await version_of(info, row_id)

    @strawberry.mutation(description=label("提交评审", "Hand a draft in for review"))
    async def submit_metric(self, info: strawberry.Info, input: SubmitMetricInput) -> MetricDefinition:
        here = call(info)
        row_id = await drafting.submit_metric(
            here.ctx,
            here.figures.registry,
            key=input.key,
            number=input.version,
            remark=given(input.note),
            idempotency_key=given(input.idempotency_key),
        )
        return await version_of(info, row_id)

    @strawberry.mutation(description=label("签署口径", "Sign a definition for a side"))
    async def sign_metric(self, info: strawberry.Info, input: SignMetricInput) -> MetricDefinition:
        here = call(info)
        row_id = await agreeing.sign_metric(
            here.ctx,
            here.figures.registry,
            key=input.key,
            number=input.version,
            side=input.side,
            decision=input.decision,
            remark=given(input.note),
            idempotency_key=given(input.idempotency_key),
        )
        return await version_of(info, row_id)

    @strawberry.mutation(description=label("发布口径", "Put an agreed definition in force"))
    async def publish_metric(self, info: strawberry.Info, input: PublishMetricInput) -> MetricDefinition:
        here = call(info)
        row_id = await agreeing.publish_metric(
            here.ctx,
            here.figures.registry,
            key=input.key,
            number=input.version,
            effective_from=input.effective_from,
            idempotency_key=given(input.idempotency_key),
        )
        return await version_of(info, row_id)

    @strawberry.mutation(description=label("停用口径", "Retire a definition"))
    async def retire_metric(self, info: strawberry.Info, input: RetireMetricInput) -> MetricDefinition:
        here = call(info)
        row_id = await agreeing.retire_metric(
            here.ctx,
            here.figures.registry,
            key=input.key,
            number=input.version,
            effective_to=input.effective_to,
            successor=given(input.successor),
            idempotency_key=given(input.idempotency_key),
        )
        return await version_of(info, row_id)

    @strawberry.mutation(
        description=label("为一方签署十二项核心指标", "Sign the twelve core figures for one side")
    )
    async def sign_core_metrics(
        self, info: strawberry.Info, input: SignCoreMetricsInput
    ) -> list[MetricDefinition]:
        here = call(info)
        await agreeing.sign_core_metrics(
            here.ctx,
            here.figures.registry,
            side=input.side,
            idempotency_key=given(input.idempotency_key),
        )
        known = await here.figures.registry.governed(here.ctx)
        twelve = [each for each in known.dictionary.metrics.values() if each.is_core12]
        return [MetricDefinition(of=each, known=known) for each in twelve]

    @strawberry.mutation(description=label("设定目标", "Set a target"))
    async def set_target(self, info: strawberry.Info, input: SetTargetInput) -> MetricTarget:
        here = call(info)
        row_id = await targets.set_target(
            here.ctx,
            here.figures.registry,
            key=input.key,
            op=input.op,
            value=input.value,
            grain=input.grain,
            near=given(input.near),
            scope=input.scope(),
            first=given(input.first),
            last=given(input.to),
            idempotency_key=given(input.idempotency_key),
        )
        known = await here.figures.registry.governed(here.ctx)
        metric = known.dictionary.metrics[input.key]
        every = targets_of(MetricDefinition(of=metric, known=known))
        return next(each for each in every if each.id == row_id)

    @strawberry.mutation(description=label("删除目标", "Remove a target"))
    async def remove_target(self, info: strawberry.Info, input: RemoveTargetInput) -> strawberry.ID:
        here = call(info)
        await targets.remove_target(
            here.ctx,
            here.figures.registry,
            target_id=str(input.id),
            idempotency_key=given(input.idempotency_key),
        )
        return input.id

    @strawberry.mutation(description=label("设定口径族的默认", "Choose a family's default"))
    async def set_family_default(
        self, info: strawberry.Info, input: SetFamilyDefaultInput
    ) -> MetricDefinition:
        here = call(info)
        key = await targets.set_family_default(
            here.ctx,
            here.figures.registry,
            family=input.family,
            key=input.key,
            idempotency_key=given(input.idempotency_key),
        )
        known = await here.figures.registry.governed(here.ctx)
        return MetricDefinition(of=known.dictionary.metrics[key], known=known)

    @strawberry.mutation(description=label("固化报表", "Freeze a report"))
    async def freeze_report(self, info: strawberry.Info, input: FreezeReportInput) -> Report:
        here = call(info)
        row_id = await freeze_report(
            here.ctx,
            here.figures.registry,
            input.asked(),
            idempotency_key=given(input.idempotency_key),
        )
        found = await report_by_id(here.ctx, here.figures.registry, row_id)
        if found is None:
            raise not_found()
        return Report(of=found, known=await here.governed())

    @strawberry.mutation(description=label("删除报表", "Delete a report"))
    async def delete_report(self, info: strawberry.Info, input: DeleteReportInput) -> strawberry.ID:
        here = call(info)
        done = await delete_report(
            here.ctx,
            here.figures.registry,
            report_id=str(input.id),
            idempotency_key=given(input.idempotency_key),
        )
        return strawberry.ID(done)

    @strawberry.mutation(description=label("保存看板", "Save a dashboard"))
    async def save_board(self, info: strawberry.Info, input: SaveBoardInput) -> MetricBoard:
        here = call(info)
        board_id = await boards.save_board(
            here.ctx,
            here.figures.registry,
            name=input.name,
            tiles=[each.tile() for each in input.tiles],
            is_pinned=input.is_pinned,
            board_id=given(input.id),
            version=given(input.version),
            idempotency_key=given(input.idempotency_key),
        )
        found = next(each for each in await boards.boards_of(here.ctx) if each.id == board_id)
        return MetricBoard(of=found)

    @strawberry.mutation(description=label("删除看板", "Delete a dashboard"))
    async def delete_board(self, info: strawberry.Info, input: DeleteBoardInput) -> strawberry.ID:
        here = call(info)
        done = await boards.delete_board(
            here.ctx,
            here.figures.registry,
            board_id=str(input.id),
            idempotency_key=given(input.idempotency_key),
        )
        return strawberry.ID(done)
