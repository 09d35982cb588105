"""What somebody sees of their own record, for HR to look at before they are asked about it."""

from __future__ import annotations

import strawberry

from schema.call import call
from schema.inputs import needed
from server.catalog.view_as import fields_as
from server.kernel.labels import label


@strawberry.type(description=label("一个字段对本人的显示", "How a field shows to its person"))
class FieldView:
    field: str = needed("字段", "Field")
    field_class: str = needed("数据级别", "Data class")
    view: str = needed("显示方式", "How it shows")
    rule: str | None = needed("规则位置", "Where the rule stands")
    reason: str | None = needed("理由", "Reason")


@strawberry.type(description=label("以员工身份预览", "Viewing as an employee"))
class ViewAsQuery:
    @strawberry.field(
        description=label("该员工看到自己的哪些资料", "What this employee sees of their own record")
    )
    async def view_as(self, info: strawberry.Info, employee_id: strawberry.ID) -> list[FieldView]:
        here = call(info)
        found = await fields_as(here.engine, here.ctx, await here.everyone(), employee_id=str(employee_id))
        return [FieldView(**each) for each in found]
