"""What the import tests share: a good file, its source, and how to look at counts."""

from __future__ import annotations

from server.imports import Options

HEADER = "工号,姓名,部门,入职日期,岗位,手机号,基本工资,直接上级"
GOOD = f"""{HEADER}
N1,何欣,D2,2024年3月1日,客服专员,13900000001,8800,E2
N2,曾国强,部门D4,２０２４/３/２,P1,13900000002,"9,000.50",N1
"""
SOURCE = Options(source="hris")


def counts(result):
    return {k: v for k, v in result.as_json().items() if isinstance(v, int)}
