"""Who the company is in law, and how many people a unit is meant to have."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Fact, Row
from server.store.fields import Day, Minor, Ref, Text


class LegalEntity(Row):
    """A company in law, the party of an employment contract.

    `department` is the company of the organization it stands for: who is hired beneath it is hired by it.
    """

    code = Text(64, unique=True, description=label("主体编码", "Entity code"))
    name = Text(128, description=label("主体名称", "Registered name"))
    registration_no = Text(64, null=True, description=label("统一社会信用代码", "Registration number"))
    department = Ref("Department", null=True, description=label("对应公司", "Company of the organization"))
    closed_on = Day(null=True, description=label("注销日期", "Closed on"))

    class Meta:
        table = "legal_entity"


class StaffingNorm(Fact):
    """How many full-time posts a department is meant to have, itself and not those beneath; hundredths.

    With a position the norm is for that post alone, without one for the department as a whole.
    """

    department = Ref("Department", description=label("部门", "Department"))
    position = Ref("Position", null=True, description=label("岗位", "Position"))
    fte = Minor(description=label("编制人数（全职当量）", "Posts, as full-time equivalents"))

    class Meta:
        table = "staffing_norm"
        indexes = (("department_id", "superseded_at"),)
