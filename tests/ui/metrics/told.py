"""What the engine says on the stage: definitions, tables and cells, as small as the templates allow."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
WHEN = {"dataThrough": None, "computedAt": "2026-11-22T02:00:00Z", "isFromRollup": False}
LINEAGE: Row = {
    "metrics": [],
    "columns": ["employment.end_date"],
    "usedBy": [],
    "measures": [
        {
            "name": "leavers",
            "label": "离职人次",
            "kind": "flow",
            "unit": "spell",
            "source": "employment",
            "sourceLabel": "任职",
            "expression": "count(spell_id)",
            "where": None,
        }
    ],
}
ACTS = dict.fromkeys(("edit", "submit", "signHr", "signBusiness", "publish", "retire", "setTarget"), False)


def signature(side: str, **changes: Any) -> Row:
    usual = {"side": side, "person": "李娜", "decision": "AGREE", "at": "2026-06-27T02:12:00Z", "note": None}
    return {**usual, "hash": "9f2c", "isValid": True, **changes}


def definition(key: str = "attrition_rate_average", **changes: Any) -> Row:
    return {
        "key": key,
        "version": 1,
        "status": "PUBLISHED",
        "name": "离职率（平均口径）",
        "definition": "离职人次除以平均人数",
        "definitionZh": "离职人次除以平均人数",
        "definitionEn": "Leavers over the mean",
        "formula": "leavers / avg2(headcount)",
        "readable": "离职人次 ÷ 平均在职人数",
        "numerator": "leavers",
        "denominator": "avg2(headcount)",
        "unit": "percent",
        "unitLabel": "百分比",
        "direction": "DOWN",
        "additivity": "none",
        "grains": ["MONTH", "QUARTER"],
        "dimensions": [{"name": "department", "label": "部门"}],
        "sensitivity": "people",
        "smallestGroup": 5,
        "standards": ["CIPD"],
        "edgeRules": [{"code": "E02", "text": "最后一天算在职"}],
        "family": "attrition",
        "isDefault": True,
        "domain": "turnover",
        "isBuiltin": True,
        "isCore": True,
        "isCore12": True,
        "hash": "9f2c" * 16,
        "synonyms": ["离职率"],
        "notes": None,
        "effectiveFrom": None,
        "effectiveTo": None,
        "owners": [{"side": "HR", "role": "hr_manager", "name": "人力资源经理"}],
        "signatures": [],
        "isCertified": False,
        "certifiedNote": "待业务签署",
        "targets": [],
        "history": [],
        "lineage": LINEAGE,
        "usage": {"queries30d": 3, "boards": 1, "exports30d": 0, "reports": 0, "lastUsed": None},
        "examples": [],
        "hasData": True,
        "successor": None,
        "author": None,
        "allowed": ACTS,
        **changes,
    }


def cell(value: str | None = "0.1", **changes: Any) -> Row:
    usual: Row = {
        "value": value,
        "display": "10.0%" if value else "—",
        "status": "OK" if value else "NO_DATA",
        "reason": None,
        "numerator": "3",
        "denominator": "30",
        "pending": 0,
        "people": 43,
        "target": None,
        "compare": [],
        "receipt": "R1",
    }
    return {**usual, **changes}


HIDDEN = cell(None, status="SUPPRESSED_SMALL_GROUP", reason="人数过少")


def column(period: str) -> Row:
    return {
        "period": period,
        "label": period,
        "from": f"{period}-01",
        "to": f"{period}-28",
        "isComplete": True,
        "version": 1,
    }


def group(key: str, depth: int = 0, parent: str | None = None) -> list[Row]:
    return [{"dimension": "department", "key": key, "label": f"{key}部", "depth": depth, "parent": parent}]


def table(*rows: Row, periods: tuple[str, ...] = ("2026-09", "2026-10"), **changes: Any) -> Row:
    return {
        "__typename": "MetricTable",
        "definition": definition(),
        "grain": "MONTH",
        "dimensions": ["department"],
        "suppressedCells": 0,
        "notes": [],
        "rowCount": len(rows),
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "columns": [column(one) for one in periods],
        "breaks": [],
        "freshness": WHEN,
        "rows": list(rows),
        "total": {"group": [], "cells": [cell("0.2"), cell("0.1")][-len(periods) :]},
        **changes,
    }


def row(key: str, *cells: Row, depth: int = 0, parent: str | None = None) -> Row:
    return {"group": group(key, depth, parent), "cells": list(cells)}


NAMES: Row = {
    "metricDefinitions": {
        "nodes": [definition()],
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    },
    "metricVocabulary": {"domains": [{"name": "turnover", "label": "流动与留存"}]},
}
