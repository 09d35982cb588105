"""Tables of the planning domain. Money counts minor units; a month is named by its first day."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Int, Minor, Ref


class Line(StrEnum):
    STANDARD = "STANDARD"
    PREMIUM = "PREMIUM"
    KEY_ACCOUNT = "KEY_ACCOUNT"


class PlanLine(Event):
    """What a department plans: persons count hundredths, the expected attrition ten-thousandths."""

    department = Ref("Department", description=label("部门", "Department"))
    month = Day(description=label("计划月份", "Month planned"))
    new_stores = Int(default=0, description=label("新增门店数", "New stores"))
    staff_per_store = Minor(default=0, description=label("每店人数", "Staff per store"))
    expected_attrition = Int(default=0, description=label("预期离职率", "Expected attrition"))
    base_headcount = Int(default=0, description=label("基准人数", "Base headcount"))
    forecast_hires = Minor(default=0, description=label("预测入职人数", "Forecast hires"))

    class Meta:
        table = "plan_line"
        indexes = (("month",), ("source_key",))


class FinanceMonth(Event):
    """A department's and line's month in the books."""

    department = Ref("Department", description=label("部门", "Department"))
    month = Day(description=label("月份", "Month"))
    line = Choice(Line, default=Line.STANDARD, description=label("业务线", "Business line"))
    revenue = Minor(default=0, description=label("营业收入", "Revenue"))
    ebit = Minor(default=0, description=label("息税前利润", "EBIT"))
    workforce_cost = Minor(default=0, description=label("人工成本", "Workforce cost"))
    training_cost = Minor(default=0, description=label("培训费用", "Training cost"))
    turnover_cost = Minor(default=0, description=label("流失成本", "Turnover cost"))

    class Meta:
        table = "finance_month"
        indexes = (("month",), ("source_key",))
