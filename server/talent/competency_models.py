"""Tables of competencies: what they are, what a position asks, and what was found of people.

A level is 1 to 5; that of an assessment counts hundredths, since the mean of several people's answers has places.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event, Fact, Row
from server.store.fields import Choice, Day, Int, LongText, Minor, Ref, Text

COMPETENCY = label("胜任力", "Competency")


class AssessmentSource(StrEnum):
    """Who found the level: the manager, several people around the person, or an exam."""

    MANAGER = "MANAGER"
    PEERS = "PEERS"
    EXAM = "EXAM"


class Competency(Row):
    """What people need to be able to do; `anchors` say in each language what levels 1 to 5 look like, in JSON."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    definition = Text(300, default="", description=label("定义", "Definition"))
    definition_en = Text(300, default="", description=label("英文定义", "Definition in English"))
    anchors = LongText(description=label("各级行为描述", "What each level looks like"))
    anchors_en = LongText(description=label("各级英文行为描述", "What each level looks like, in English"))
    retired_on = Day(null=True, description=label("停用日期", "Retired on"))

    class Meta:
        table = "competency"


class CompetencyProfile(Row):
    """What a position asks, as one thing to change: its version guards the lines."""

    position = Ref("Position", unique=True, description=label("岗位", "Position"))

    class Meta:
        table = "competency_profile"


class CompetencyRequirement(Fact):
    """The level that a position asks of a competency, from a day on."""

    profile = Ref("CompetencyProfile", description=label("岗位画像", "Profile"))
    position = Ref("Position", description=label("岗位", "Position"))
    competency = Ref("Competency", description=COMPETENCY)
    level = Int(description=label("要求等级", "Required level"))

    class Meta:
        table = "competency_requirement"
        indexes = (("position_id", "superseded_at"),)


class CompetencyAssessment(Event):
    """The level found of a person on a day; a second one of that day and source supersedes the first."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    competency = Ref("Competency", description=COMPETENCY)
    level = Minor(description=label("等级", "Level"))
    source = Choice(AssessmentSource, description=label("来源", "Source"))
    assessed_on = Day(description=label("评估日期", "Assessed on"))
    assessor = Ref("Employee", null=True, description=label("评估人", "Assessed by"))
    evidence = Text(500, description=label("依据", "Evidence"))

    class Meta:
        table = "competency_assessment"
        indexes = (("employee_id", "competency_id"), ("assessed_on",), ("source_key",))
