"""Figures: their state, their targets, how they are cut and shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FIGURES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "mark": {
        "settled": ("定", "✓"),
        "awaited": ("待签", ""),
    },
    "metric_status": {
        "DRAFT": ("草稿", "Draft"),
        "IN_REVIEW": ("待签定", "In review"),
        "AGREED": ("已签定", "Agreed"),
        "PUBLISHED": ("生效中", "In force"),
        "RETIRED": ("已停用", "Retired"),
    },
    "side": {
        "HR": ("人力", "HR"),
        "BUSINESS": ("业务", "the business"),
    },
    "target_state": {
        "MET": ("达标", "On target"),
        "NEAR": ("接近目标", "Near target"),
        "MISSED": ("未达标", "Off target"),
    },
    "cell_status": {
        "OK": ("正常", "OK"),
        "NO_DATA": ("没有数据", "no data"),
        "EMPTY_DENOMINATOR": ("分母为零", "nothing to divide by"),
        "INCOMPLETE_INPUT": ("数据不全", "data incomplete"),
        "IMMATURE": ("未到期", "too early"),
        "MISSING_RATE": ("缺汇率", "no exchange rate"),
        "SUPPRESSED_SMALL_GROUP": ("人数过少", "Too few people"),
        "SUPPRESSED_COMPLEMENTARY": ("为免推算，一并不显示", "Hidden too"),
        "SUPPRESSED_DOMINANCE": ("一人占比过大", "Mostly one person's"),
        "SUPPRESSED_DIFFERENCING": ("为免推算，不显示", "Hidden: would reveal a few"),
        "NOT_PERMITTED": ("无权查看", "Not permitted"),
    },
    "grain": {
        "DAY": ("日", "Day"),
        "WEEK": ("周", "Week"),
        "MONTH": ("月", "Month"),
        "QUARTER": ("季", "Quarter"),
        "HALF": ("半年", "Half-year"),
        "YEAR": ("年", "Year"),
        "FISCAL_MONTH": ("财月", "Fiscal month"),
        "FISCAL_QUARTER": ("财季", "Fiscal quarter"),
        "FISCAL_YEAR": ("财年", "Fiscal year"),
        "CUSTOM": ("自选", "Custom"),
    },
    "compare": {
        "PRIOR_PERIOD": ("上期", "Period before"),
        "PRIOR_YEAR": ("去年同期", "A year before"),
        "TARGET": ("目标", "Target"),
        "BASELINE": ("基期", "Baseline"),
        "ORG_TOTAL": ("全公司", "The whole company"),
        "PARENT_UNIT": ("上级部门", "Department above"),
    },
    "direction": {
        "UP": ("越高越好", "Higher is better"),
        "DOWN": ("越低越好", "Lower is better"),
        "NEUTRAL": ("无好坏之分", "Neither is better"),
    },
    "sensitivity": {
        "open": ("公开：人人可见", "Open: everyone"),
        "internal": ("内部：按组织范围可见", "Internal: within one's scope"),
        "people": ("人员汇总：少于 5 人不显示", "Totals of people: hidden under 5"),
        "sensitive": ("敏感：少于 10 人不显示", "Sensitive: hidden under 10"),
        "personal": ("个人：本人与授权者可见", "Personal: oneself and who is granted"),
    },
    "measure_kind": {
        "flow": ("发生数", "counted as it happens"),
        "stock": ("时点数", "counted at a moment"),
        "cohort": ("同期群", "followed over time"),
    },
    "conflict": {
        "SAME_NAME_OTHER_FORMULA": ("同名不同式", "Same name, other formula"),
        "SAME_FORMULA_OTHER_NAME": ("同式不同名", "Same formula, other name"),
        "NEAR_DUPLICATE": ("几乎相同", "Nearly the same"),
        "VALUE_DIVERGENCE": ("数值分歧", "Values diverge"),
        "ORPHAN_UPSTREAM": ("依据已失效", "What it stands on is gone"),
    },
    "tile_view": {
        "number": ("数字", "Figure"),
        "line": ("折线", "Line"),
        "bar": ("条形", "Bars"),
        "table": ("表格", "Table"),
    },
    "schedule": {
        "DAILY": ("每天", "Every day"),
        "WEEKLY": ("每周", "Every week"),
        "MONTHLY": ("每月", "Every month"),
        "QUARTERLY": ("每季", "Every quarter"),
    },
}  # fmt: skip
