"""Performance: how far cycles and cards are, what becomes of cells, what stands out between raters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PERFORMANCE: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "candidate_kind": {"PROMOTION": ("晋升候选", "For promotion"), "INCENTIVE": ("奖励候选", "For a reward")},
    "cycle_state": {
        "OPEN": ("进行中", "Running"),
        "SCORING": ("评分中", "Scoring"),
        "CALIBRATION": ("校准中", "Calibration"),
        "PUBLISHED": ("已公布", "Published"),
        "CLOSED": ("已关闭", "Closed"),
    },
    "card_state": {
        "OPEN": ("进行中", "Running"),
        "SELF": ("待自评", "Self-assessment"),
        "MANAGER": ("待上级评分", "With the manager"),
        "CALIBRATION": ("校准中", "Calibration"),
        "PUBLISHED": ("已公布", "Published"),
        "ACKNOWLEDGED": ("已确认", "Acknowledged"),
        "DISPUTED": ("有异议", "Disputed"),
        "REVISED": ("已修订", "Revised"),
        "UPHELD": ("维持原判", "Upheld"),
        "CLOSED": ("已关闭", "Closed"),
    },
    "calibration_state": {"OPEN": ("进行中", "Under way"), "CLOSED": ("已结束", "Over")},
    "calibration_item": {
        "WAITING": ("待讨论", "To talk about"),
        "KEPT": ("维持", "Stays"),
        "CHANGED": ("已调整", "Changed"),
    },
    "score_reason": {
        "NOT_RATED": ("还没评分", "not rated yet"),
        "NO_DATA": ("没有数据", "no data"),
        "NO_VALUES": ("还没有任何得分", "nothing is known yet"),
        "BLOCKED": ("缺少必需的一项", "a required component is missing"),
        "SUPPRESSED_SMALL_GROUP": ("人数过少", "too few"),
        "EMPTY": ("没有数据", "no data"),
        "EMPTY_DENOMINATOR": ("没有数据", "no data"),
        "IMMATURE": ("时间未到", "not due yet"),
        "INCOMPLETE_INPUT": ("数据不全", "incomplete"),
        "UNKNOWN_METRIC": ("指标已不可用", "the figure is not available"),
        "UNDEFINED": ("没有数据", "no data"),
    },
    "review_kind": {
        "SELF": ("自评", "Self-assessment"),
        "MANAGER": ("上级评价", "Manager's review"),
        "CALIBRATION": ("校准调整", "Calibration"),
    },
    "spread_hint": {
        "LENIENT": ("偏松", "Lenient"),
        "STRICT": ("偏严", "Strict"),
        "BUNCHED": ("过于集中", "Bunched"),
    },
    "dispute_state": {
        "OPEN": ("待处理", "Open"),
        "REVISED": ("已修订", "Revised"),
        "UPHELD": ("维持原判", "Upheld"),
    },
}
