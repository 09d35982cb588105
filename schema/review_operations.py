"""The mutations and questions of reviews: ratings entered and foreseen, reviews written, how raters differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import strawberry

from schema.call import call, changed
from schema.cycle_mutations import StepInput
from schema.inputs import given
from schema.performance import Scorecard
from schema.reviews import (
    CalibrateScorecardInput,
    PastedCell,
    PreviewScoresInput,
    RaterSpread,
    Review,
    SaveReviewInput,
    SaveSelfReviewInput,
    ScoreCell,
    ScorePreview,
    SetScoresInput,
    UnmatchedRow,
)
from server.kernel.labels import label
from server.kernel.money import from_minor
from server.performance.reviews import spread as spreading
from server.performance.reviews.entry_cells import spelled
from server.performance.reviews.entry_preview import preview_scores
from server.performance.reviews.entry_rules import CellOutcome
from server.performance.reviews.operations import calibration, reviews, scores


def cell_of(row: dict[str, Any], language: str) -> ScoreCell:
    """Return an outcome as the contract has it; rows are what the operation wrote."""
    score = row["score"]
    return ScoreCell(
        scorecard_id=strawberry.ID(row["scorecard_id"]), component_code=row["component_code"],
        outcome=CellOutcome(row["outcome"]), typed=row["typed"], value=row["value"], version=row["version"],
        entered_by=row["entered_by"], entered_at=row["entered_at"],
        score=None if score is None else Decimal(from_minor(score)), message=row[language],
    )  # fmt: skip


async def set_scores(info: strawberry.Info, input: SetScoresInput) -> list[ScoreCell]:
    ctx = call(info).ctx
    handed = given(input) | {"cells": [given(cell) for cell in input.cells]}
    rows = await scores.set_scores(ctx, **handed)
    return [cell_of(row, ctx.language) for row in rows]


async def save_review(info: strawberry.Info, input: SaveReviewInput) -> Review:
    made: Review = await changed(info, "Review", await reviews.save_review(call(info).ctx, **given(input)))
    return made


async def save_self_review(info: strawberry.Info, input: SaveSelfReviewInput) -> Review:
    row_id = await reviews.save_self_review(call(info).ctx, **given(input))
    made: Review = await changed(info, "Review", row_id)
    return made


async def calibrate_scorecard(info: strawberry.Info, input: CalibrateScorecardInput) -> Review:
    handed = given(input) | {"cells": [given(cell) for cell in input.cells]}
    row_id = await calibration.calibrate_scorecard(call(info).ctx, **handed)
    made: Review = await changed(info, "Review", row_id)
    return made


async def recall_scorecard(info: strawberry.Info, input: StepInput) -> Scorecard:
    made: Scorecard = await changed(
        info, "Scorecard", await reviews.recall_scorecard(call(info).ctx, **given(input))
    )
    return made


@strawberry.type(description=label("绩效评价变更", "Changes of reviews"))
class ReviewMutation:
    set_scores = strawberry.mutation(
        set_scores, description=label("填写评分，逐格返回结果", "Enter ratings; each cell is told by itself")
    )
    save_review = strawberry.mutation(
        save_review, description=label("撰写上级评价", "Write about one of one's people")
    )
    save_self_review = strawberry.mutation(
        save_self_review, description=label("撰写自评", "Write about oneself")
    )
    recall_scorecard = strawberry.mutation(
        recall_scorecard, description=label("撤回刚提交的绩效单", "Take back a card that was just handed in")
    )
    calibrate_scorecard = strawberry.mutation(
        calibrate_scorecard,
        description=label("校准时调整评分，须写原因", "Change ratings in calibration, with a reason"),
    )


@strawberry.type(description=label("绩效评价查询", "Questions about reviews"))
class ReviewQuery:
    @strawberry.field(
        description=label(
            "粘贴的表格会改什么，不写入", "What a pasted table would change; nothing is written"
        )
    )
    async def preview_scores(self, info: strawberry.Info, input: PreviewScoresInput) -> ScorePreview:
        ctx = call(info).ctx
        found = await preview_scores(ctx, **given(input))
        return ScorePreview(
            cells=[
                PastedCell(
                    row=each.row,
                    employee_name=each.name,
                    employee_code=each.code,
                    cell=cell_of(spelled(each.told, {}), ctx.language),
                )
                for each in found.cells
            ],
            unknown=found.unknown,
            unmatched=[UnmatchedRow(row=row, name=name) for row, name in found.unmatched],
        )

    @strawberry.field(
        description=label(
            "各评分人的评分分布，用于校准", "How the cards of each rater are spread, for calibration"
        )
    )
    async def rater_spread(
        self, info: strawberry.Info, cycle_id: strawberry.ID, department_id: strawberry.ID | None = None
    ) -> list[RaterSpread]:
        ctx = call(info).ctx
        found = await spreading.rater_spread(
            ctx, cycle_id=str(cycle_id), department_id=department_id and str(department_id)
        )
        return [spread_of(each) for each in found]


def spread_of(each: spreading.Spread) -> RaterSpread:
    return RaterSpread(
        rater_id=strawberry.ID(each.rater_id) if each.rater_id else None, rater_name=each.name,
        count=each.count, scored=each.scored, bands=list(each.bands), mean=each.mean, gap=each.gap, hint=each.hint,
    )  # fmt: skip
