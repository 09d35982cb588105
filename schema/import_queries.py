"""The queries on imports that look more than one row up: kinds of files, duplicates, reconciliation."""

from __future__ import annotations

import strawberry

from schema.access import require
from schema.imports import (
    Difference,
    DuplicateCandidate,
    DuplicateReason,
    FileReconciliation,
    ImportField,
    ImportKind,
    Reconciliation,
    ReconciliationCell,
)
from server.imports import duplicates, kinds, reconcile, reconciled
from server.imports.reading import camel
from server.imports.reconciled import MonthlyFile
from server.kernel.labels import label


@strawberry.type(description=label("导入查询", "Queries on imports"))
class ImportQuery:
    @strawberry.field(description=label("可导入的种类", "Kinds of files"))
    async def import_kinds(self, info: strawberry.Info) -> list[ImportKind]:
        ctx = require(info, "Query.importKinds")
        return [
            ImportKind(
                name=each.name,
                label=ctx.say(*each.labels),
                may_import=each.may_import,
                fields=[
                    ImportField(name=camel(name), label=ctx.say(zh, en), is_required=must)
                    for name, zh, en, must in each.fields
                ],
            )
            for each in await kinds.every(ctx)
        ]

    @strawberry.field(description=label("疑似同一人", "Records that may be one person"))
    async def duplicate_candidates(
        self, info: strawberry.Info, first: int = 50, min_confidence: int = 0
    ) -> list[DuplicateCandidate]:
        ctx = require(info, "Query.duplicateCandidates")
        found = await duplicates.candidates(ctx, limit=first, least=min_confidence)
        return [
            DuplicateCandidate(
                of=(each.one, each.other),
                reasons=[DuplicateReason(reason) for reason in each.reasons],
                confidence=each.confidence,
            )
            for each in found
        ]

    @strawberry.field(
        description=label("与来源核对某月的人数与离职", "Our head count and leavers beside a source's")
    )
    async def reconciliation(self, info: strawberry.Info, source: str, month: str) -> Reconciliation:
        ctx = require(info, "Query.reconciliation")
        found = await reconcile.reconcile(ctx, source=source, month=month)
        return Reconciliation(
            source=source,
            month=month,
            headcount=found.headcount,
            source_headcount=found.source_headcount,
            leavers=found.leavers,
            source_leavers=found.source_leavers,
            is_equal=not found.differences,
            differences=[Difference(**each) for each in found.told(ctx)],
        )

    @strawberry.field(
        description=label("各月与各来源的对账台账", "Months beside sources, the newest month first")
    )
    async def reconciliation_months(
        self, info: strawberry.Info, last: str, months: int = 6
    ) -> list[ReconciliationCell]:
        ctx = require(info, "Query.reconciliationMonths")
        return [
            ReconciliationCell(
                month=each.month,
                source=each.source,
                title=each.title,
                file=each.file,
                headcount=each.headcount,
                source_headcount=each.source_headcount,
                leavers=each.leavers,
                source_leavers=each.source_leavers,
                difference_count=each.differences,
                is_equal=None if each.differences is None else not each.differences,
            )
            for each in await reconciled.months(ctx, last=last, count=months)
        ]

    @strawberry.field(
        description=label("与某月的工资或考勤文件核对", "A month beside its payroll or attendance")
    )
    async def file_reconciliation(
        self, info: strawberry.Info, file: MonthlyFile, month: str
    ) -> FileReconciliation:
        ctx = require(info, "Query.fileReconciliation")
        found = await reconciled.reconcile_file(ctx, file=file, month=month)
        return FileReconciliation(
            file=file,
            month=month,
            employed=found.employed,
            in_file=found.in_file,
            is_equal=None if found.in_file is None else not found.differences,
            differences=[Difference(**each) for each in reconcile.spelled(ctx, found.differences)],
        )
