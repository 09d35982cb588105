"""Tables of prepared figures: what changed since when, which months are ready, and the ready figures themselves.

All of it follows from the sources and may be thrown away at any time: a reader then computes live and stores anew.
Months are named by their first day; the department '' stands for rows without one.
"""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from server.kernel.labels import label
from server.store.fields import Day, Int, LongText, Minor, Text

DEPARTMENT_LENGTH = 36


class MetricTouch(Model):
    """A change to a source, written in the transaction that made it; newer ones have greater ids.

    `last_day` null: without end. `department` null: in any of them.
    """

    id = fields.BigIntField(primary_key=True, description=label("编号", "Id"))
    source = Text(64, description=label("数据源", "Source"))
    first_day = Day(description=label("最早受影响日", "First day affected"))
    last_day = Day(null=True, description=label("最晚受影响日", "Last day affected"))
    department = Text(DEPARTMENT_LENGTH, null=True, description=label("部门", "Department"))

    class Meta:
        table = "metric_touch"
        indexes = (("source", "id"),)


class MetricComponent(Model):
    """A component that is kept ready, by the hash of all its value depends on.

    Values are integers, to be divided by `per`. For a stock, `ready_through` is the touch its ledger includes and
    `first_month` to `last_month` are those that have a closing; `irregular` ledgers (people in two places at once)
    are not used.
    """

    id = fields.IntField(primary_key=True, description=label("编号", "Id"))
    hash = Text(64, unique=True, description=label("内容散列", "Hash"))
    source = Text(64, db_index=True, description=label("数据源", "Source"))
    topics = LongText(default="[]", description=label("依据的表", "Tables it rests on"))
    per = Minor(default=1, description=label("除数", "Divisor"))
    ready_through = Minor(null=True, description=label("已含变动编号", "Includes the changes through"))
    first_month = Day(null=True, description=label("首个结存月", "First month with a closing"))
    last_month = Day(null=True, description=label("末个结存月", "Last month with a closing"))
    irregular = Int(default=0, description=label("重叠记录数", "Overlapping records"))

    class Meta:
        table = "metric_component"


class MetricMark(Model):
    """Says that a component's month is ready for all departments ('*') or one, and which touch it includes."""

    id = fields.BigIntField(primary_key=True, description=label("编号", "Id"))
    component_id = Int(description=label("组件", "Component"))
    month = Day(description=label("月份", "Month"))
    department = Text(DEPARTMENT_LENGTH, default="*", description=label("部门", "Department"))
    ready_through = Minor(description=label("已含变动编号", "Includes the changes through"))

    class Meta:
        table = "metric_mark"
        unique_together = (("component_id", "month", "department"),)


class MetricFlow(Model):
    """A component's value in one month and one department, that department's own rows only; '*': of all of them.

    `persons` is a JSON list while there are few enough, so that people over several cells can still be told apart.
    """

    id = fields.BigIntField(primary_key=True, description=label("编号", "Id"))
    component_id = Int(description=label("组件", "Component"))
    month = Day(description=label("月份", "Month"))
    department = Text(DEPARTMENT_LENGTH, description=label("部门", "Department"))
    value = Minor(description=label("数值", "Value"))
    rows = Int(description=label("行数", "Rows"))
    people = Int(null=True, description=label("人数", "People"))
    persons = LongText(null=True, description=label("人员", "Persons"))
    incomplete = Int(default=0, description=label("缺数行数", "Rows without a value"))

    class Meta:
        table = "metric_flow"
        unique_together = (("component_id", "month", "department"),)


class MetricDelta(Model):
    """By how much a stock of one department changes on a day; the sum through a day is the stock at its close."""

    id = fields.BigIntField(primary_key=True, description=label("编号", "Id"))
    component_id = Int(description=label("组件", "Component"))
    department = Text(DEPARTMENT_LENGTH, description=label("部门", "Department"))
    day = Day(description=label("日期", "Day"))
    value = Minor(description=label("变化", "Change"))
    rows = Int(description=label("行数变化", "Change of rows"))

    class Meta:
        table = "metric_delta"
        unique_together = (("component_id", "day", "department"),)


class MetricStock(Model):
    """A stock of one department at the close of a month."""

    id = fields.BigIntField(primary_key=True, description=label("编号", "Id"))
    component_id = Int(description=label("组件", "Component"))
    month = Day(description=label("月份", "Month"))
    department = Text(DEPARTMENT_LENGTH, description=label("部门", "Department"))
    value = Minor(description=label("月末值", "Value at the close"))
    rows = Int(description=label("行数", "Rows"))

    class Meta:
        table = "metric_stock"
        unique_together = (("component_id", "month", "department"),)
