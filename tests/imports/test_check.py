"""Planted errors are named by row and column, and the rest goes in."""

from __future__ import annotations

from tests.imports.files import HEADER, counts
from tests.people.town import one


async def test_each_planted_error_is_named_by_row_and_column(bring, town):
    bad = f"""{HEADER}
N1,何欣,D2,2024-03-01,P1,13900000001,8800,
,无号,D2,2024-03-01,,,,
N3,日期错,D2,2024-13-01,,,,
N4,部门错,D404,2024-03-01,,,,
N5,岗位错,D2,2024-03-01,P404,,,
N6,手机错,D2,2024-03-01,,电话,,
N7,工资错,D2,2024-03-01,,,八千,
N1,重复,D2,2024-03-01,,,,
N8,上级错,D2,2024-03-01,,,,E404
N9,上级被拒,D2,2024-03-01,,,,N4
E3,陈佳,D2,2023-01-01,,,,
"""
    result = await bring(bad)

    assert [(e.row, e.column, e.code) for e in result.errors] == [
        (3, "工号", "MISSING_VALUE"),
        (4, "入职日期", "INVALID_DATE"),
        (5, "部门", "UNKNOWN_DEPARTMENT"),
        (6, "岗位", "UNKNOWN_POSITION"),
        (7, "手机号", "INVALID_VALUE"),
        (8, "基本工资", "INVALID_NUMBER"),
        (9, "工号", "DUPLICATE_ROW"),
        (10, "直接上级", "UNKNOWN_MANAGER"),
        (11, "直接上级", "UNKNOWN_MANAGER"),
        (12, "入职日期", "HIRE_DATE_DIFFERS"),
    ]
    assert all(e.zh and e.en for e in result.errors)
    assert counts(result) == {
        "rows": 11,
        "accepted": 1,
        "rejected": 10,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
    }
    assert await one(town, "select count(*) from employee where code like 'N%'") == 1
