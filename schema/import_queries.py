"""The queries on imports that look more than one row up: kinds of files, duplicates, reconciliation."""

from __future__ import annotations

import strawberry

from schema.access import require
from schema.imports import (
    Difference,
    DuplicateCandidate,
    DuplicateReason,
    ImportField,
    ImportKind,
    Reconciliation,
)
from server.imports import duplicates, kinds, reconcile
from server.imports.reading import camel
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
