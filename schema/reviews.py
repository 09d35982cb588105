"""The types of reviews: what is written about a scorecard, ratings entered many at once, and how raters differ."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for
from schema.inputs import Once, needed, optional
from schema.people import Employee
from schema.performance import Scorecard
from schema.planned import Node, column
from server.kernel.labels import label
from server.performance.models import Rating, ReviewKind, ReviewState
from server.performance.reviews.entry_rules import CellOutcome

strawberry.enum(ReviewKind, description=label("评价类别", "Kind of review"))
strawberry.enum(ReviewState, description=label("评价状态", "State of a review"))
strawberry.enum(
    CellOutcome, name="ScoreCellOutcome", description=label("评分格结果", "What became of a cell")
)


@strawberry.type(description=label("绩效评价", "Review of a scorecard"))
class Review(Node):
    employee: Employee | None = column("员工", "Employee")
    scorecard: Scorecard | None = column("绩效单", "Scorecard")
    kind: ReviewKind | None = column("类别", "Kind")
    state: ReviewState | None = column("状态", "State")
    author: Employee | None = column("撰写人", "Written by")
    text: str | None = column("总体评价或调整原因", "In all, or why a score was changed")
    strengths: str | None = column("做得好的", "What went well")
    growth: str | None = column("可以更好的", "What can be better")
    score_before: Decimal | None = column("调整前得分", "Score before")
    score_after: Decimal | None = column("调整后得分", "Score after")
    rating_before: Rating | None = column("调整前等级", "Rating before")
    rating_after: Rating | None = column("调整后等级", "Rating after")
    submitted_at: datetime | None = column("提交时间", "Handed in at")
    created_at: datetime | None = column("创建时间", "Since")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("评分格", "A cell of ratings"))
class ScoreCell:
    scorecard_id: strawberry.ID = needed("绩效单编号", "Scorecard")
    component_code: str = needed("考核项编码", "Code of the component")
    outcome: CellOutcome = needed("结果", "Outcome")
    typed: str = needed("填写的内容", "What was typed")
    value: str | None = needed("现在的数值", "The value there now")
    version: int | None = needed("现在的版本", "The version there now")
    entered_by: str | None = needed("填写人", "Who entered it")
    entered_at: str | None = needed("填写时间", "When it was entered")
    score: Decimal | None = needed("此人现在的总分", "The person's score now")
    message: str = needed("说明", "What to do")


@strawberry.type(description=label("粘贴预览的一格", "A cell of a pasted table"))
class PastedCell:
    row: int = needed("表格行号", "Row of the table")
    employee_name: str = needed("姓名", "Name")
    employee_code: str = needed("工号", "Employee number")
    cell: ScoreCell = needed("评分格", "Cell")


@strawberry.type(description=label("对不上人的一行", "A row that names nobody"))
class UnmatchedRow:
    row: int = needed("表格行号", "Row of the table")
    name: str = needed("表格里的姓名或工号", "Name or number in the table")


@strawberry.type(description=label("粘贴预览", "What a pasted table would change"))
class ScorePreview:
    cells: list[PastedCell] = needed("各格", "Cells")
    unknown: list[str] = needed("不认识的列", "Headings that name no component")
    unmatched: list[UnmatchedRow] = needed("对不上的行", "Rows that name nobody")


@strawberry.type(description=label("评分人的分布", "How one rater's cards are spread"))
class RaterSpread:
    rater_id: strawberry.ID | None = needed("评分人编号", "Rater")
    rater_name: str | None = needed("评分人", "Name of the rater")
    count: int = needed("人数", "People")
    scored: int = needed("有分的人数", "People with a score")
    bands: list[int] = needed("各分段人数，从高到低", "People by band, the highest first")
    mean: Decimal | None = needed("平均分", "Mean score")
    gap: Decimal | None = needed("与其他评分人的平均分之差", "Difference from the mean of the others")
    hint: str | None = needed("偏松、偏严或集中", "Lenient, strict or bunched")


@strawberry.input(description=label("填写的一格", "A cell that was typed"))
class ScoreCellInput:
    scorecard_id: strawberry.ID = needed("绩效单编号", "Scorecard")
    component_code: str = needed("考核项编码", "Code of the component")
    value: str | None = optional("数值，空为清除", "The value; empty clears it")
    version: int | None = optional(
        "所见版本，已被他人修改时不写入", "The version seen; not written if it has changed since"
    )


@strawberry.input(description=label("填写评分", "Ratings entered"))
class SetScoresInput(Once):
    cells: list[ScoreCellInput] = needed("各格，最多 500", "Cells, 500 at most")


@strawberry.input(description=label("粘贴的表格", "A pasted table"))
class PreviewScoresInput:
    cycle_id: strawberry.ID = needed("考核周期编号", "Cycle")
    text: str = needed("表格内容，制表符或逗号分隔", "The table, parted by tabs or commas")
    scorecard_ids: list[strawberry.ID] | None = optional(
        "无表头时按此次序对应各行", "The cards in their order, for a block without headings"
    )
    component_codes: list[str] | None = optional(
        "无表头时按此次序对应各列", "The components in their order, for a block without headings"
    )


@strawberry.input(description=label("撰写评价", "A review written"))
class SaveReviewInput(Once):
    scorecard_id: strawberry.ID = needed("绩效单编号", "Scorecard")
    text: str | None = optional("总体评价", "In all")
    strengths: str | None = optional("做得好的", "What went well")
    growth: str | None = optional("可以更好的", "What can be better")
    submit: bool | None = optional("提交，不填为存草稿", "Hand it in; else it stays a draft")
    version: int | None = optional("所见版本，没有时为 0", "The version seen; 0 if there was none")


@strawberry.input(description=label("撰写自评", "A self-assessment written"))
class SaveSelfReviewInput(SaveReviewInput):
    """The same, about oneself."""


@strawberry.input(description=label("校准调整的一格", "A rating changed in calibration"))
class CalibratedCellInput:
    component_code: str = needed("考核项编码", "Code of the component")
    value: str = needed("数值", "The value")


@strawberry.input(description=label("校准调整", "A card changed in calibration"))
class CalibrateScorecardInput(Once):
    scorecard_id: strawberry.ID = needed("绩效单编号", "Scorecard")
    cells: list[CalibratedCellInput] = needed("调整的各格", "The ratings")
    reason: str = needed("调整原因", "Why it changes")
    session_id: strawberry.ID | None = optional("所在校准会", "Session in which it was talked about")
    version: int | None = optional("所见绩效单版本", "The version of the card seen")


TYPES = (Review,)
define_for(*TYPES)
