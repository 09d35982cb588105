"""Tables of the risk domain."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Day, Ref


class RiskAlert(Event):
    """A warning that somebody may leave. `ended_on` is their last day; without it the employment says so."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    raised_on = Day(description=label("预警日期", "Raised on"))
    ended_on = Day(null=True, description=label("离职日期", "Last day employed"))
    acted_on = Day(null=True, description=label("干预日期", "Acted on"))

    class Meta:
        table = "risk_alert"
        indexes = (("raised_on",), ("employee_id", "raised_on"))
