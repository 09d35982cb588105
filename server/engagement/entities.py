"""How support, suggestions, the pulse, meetings and retrospectives stand on their tables, and whose each row is."""

from __future__ import annotations

from dataclasses import replace

from server.engagement import models as m
from server.plan.entity import PUBLIC, Column, Entity, Join, Kind, ToMany, ToOne, derive

SIDES = ":me in ({t}.requester_id,{t}.assignee_id,{t}.escalated_to_id)"
"""Who asked, who works on it, and to whom it was escalated."""
HANDLER = "coalesce(:me in ({self}.assignee_id,{self}.escalated_to_id),false)"
INVITED = (
    "({t}.organizer_id=:me or exists(select 1 from meeting_invite mi "
    "where mi.meeting_id={t}.id and mi.employee_id=:me))"
)
TEAMMATE = (
    "({t}.lead_id=:me or {t}.department_id in (select te.department_id from assignment te where te.employee_id=:me "
    "and te.is_primary and te.superseded_at is null and te.valid_to is null))"
)
"""Who led it, and everybody of the department."""
PARTY = f"({{self}}.owner_id=:me or {INVITED} or {TEAMMATE.replace('{t}', '{r}')})"
"""Whose action it is, and everybody who was there."""
BORN = (("id", False),)
ANSWERED = "exists(select 1 from pulse_mark pm where pm.question_id={self}.id and pm.employee_id=:me)"
PURPOSE = (
    "case when exists(select 1 from setting so where so.name='pulse_words' and so.value='true') "
    "then (select sp.value from setting sp where sp.name='pulse_words_purpose') end"
)
"""What words are looked through for, where they are."""
MEAN = "(({self}.points*2+{self}.answers)/(2*{self}.answers))"
"""Hundredths of the mean, half up."""
LARGE = 10
"""Who leads a department sees what at least so many of it answered."""


def name_of(column: str) -> dict[str, Column]:
    """Return a colleague's name and number, for who works with them on a matter and may not open their record."""
    sql = f"(select pe.{{word}} from employee pe where pe.id={{{{self}}}}.{column}_id)"  # noqa: S608 (our own words)
    return {f"{column}_{word}": Column(sql.format(word=word), Kind.TEXT) for word in ("name", "code")}


def counted(table: str, where: str) -> Column:
    sql = f"(select count(*) from {table} co where {where})"  # noqa: S608 (our own words)
    return Column(sql, Kind.INT, required=True)


def whose(template: str, department: str = "", *, org: bool = True) -> dict[str, str]:
    """Return the relations of a row: a condition for `self`, the column of the department for `team`."""
    team = {"team": department} if department else {}
    return {"self": template, **team, **({"org": ""} if org else {})}


def entities() -> tuple[Entity, ...]:
    """Return the entities of engagement; the models must have been initialized."""
    return (*support(), *voices(), *meetings(), *retrospectives())


def support() -> tuple[Entity, ...]:
    department = ToOne("Department", "{self}.department_id", required=True)
    request = derive(m.SupportRequest)
    return (
        Entity(
            "SupportTopic", "support_topic", derive(m.SupportTopic) | name_of("owner"), {"department": department},
            relations=PUBLIC, order=(("code", False),),
        ),
        Entity(
            "SupportRequest", "support_request",
            request
            | name_of("requester")
            | name_of("assignee")
            | name_of("escalated_to")
            | {"is_handler": Column(HANDLER, Kind.FLAG)},
            {
                "department": department,
                "topic": ToOne("SupportTopic", "{self}.topic_id"),
                "requester": ToOne("Employee", "{self}.requester_id"),
                "assignee": ToOne("Employee", "{self}.assignee_id"),
            },
            {"events": ToMany("SupportEvent", "request_id", order=(("happened_at", False), ("id", False)))},
            relations=whose(SIDES.replace("{t}", "{self}"), "{self}.department_id"),
            search=("title",), searched=("{self}.title", "{self}.text"),
            order=(("raised_at", True),),
        ),
        Entity(
            "SupportEvent", "support_event", derive(m.SupportEvent) | name_of("actor"),
            joins={"t": Join("support_request", "{it}.id={self}.request_id", required=True)},
            relations=whose(SIDES, "{t}.department_id"), order=(("happened_at", False), ("id", False)),
        ),
    )  # fmt: skip


def voices() -> tuple[Entity, ...]:
    return (
        Entity(
            "Suggestion", "suggestion",
            derive(m.Suggestion)
            | name_of("author")
            | name_of("decided_by")
            | {"is_own": Column("coalesce({self}.author_id=:me,false)", Kind.FLAG, required=True)},
            {"department": ToOne("Department", "{self}.department_id")},
            relations=whose("{self}.author_id=:me", "{self}.department_id"), there="{self}.is_shown",
            order=(("given_on", True), ("id", False)),
        ),
        Entity(
            "PulseQuestion", "pulse_question", derive(m.PulseQuestion)
            | {"is_answered": Column(ANSWERED, Kind.FLAG), "words_purpose": Column(PURPOSE, Kind.JSON)},
            {}, {"results": ToMany("PulseResult", "question_id")}, relations=PUBLIC, order=(("week", True),),
        ),
        Entity(
            "PulseResult", "pulse_result", derive(m.PulseResult) | {"mean": Column(MEAN, Kind.CENTI)},
            {
                "question": ToOne("PulseQuestion", "{self}.question_id", required=True),
                "department": ToOne("Department", "{self}.department_id"),
            },
            relations=whose(
                "{self}.department_id is null",
                f"case when {{self}}.answers>={LARGE} then {{self}}.department_id end",
            ),
            order=(("closed_on", True), ("id", False)),
        ),
    )  # fmt: skip


def meetings() -> tuple[Entity, ...]:
    of = {"t": Join("meeting", "{it}.id={self}.meeting_id", required=True)}
    department = ToOne("Department", "{self}.department_id")
    return (
        Entity(
            "MeetingSeries", "meeting_series", derive(m.MeetingSeries) | name_of("organizer"), {},
            {"members": ToMany("MeetingMember", "series_id")}, relations=PUBLIC, order=(("code", False),),
        ),
        Entity(
            "MeetingMember", "meeting_member", derive(m.MeetingMember), {"department": department}, relations=PUBLIC
        ),
        Entity(
            "Meeting", "meeting",
            derive(m.Meeting)
            | name_of("organizer")
            | name_of("minutes_by")
            | {
                "points": counted("meeting_item", "co.meeting_id={self}.id"),
                "open_actions": counted("meeting_action", "co.meeting_id={self}.id and co.done_on is null"),
            },
            {"series": ToOne("MeetingSeries", "{self}.series_id", required=True)},
            {
                "invites": ToMany("MeetingInvite", "meeting_id"),
                "items": ToMany("MeetingItem", "meeting_id", order=(("place", False), ("id", False))),
                "actions": ToMany("MeetingAction", "meeting_id"),
            },
            relations=whose(INVITED.replace("{t}", "{self}")), order=(("starts_at", True),),
        ),
        Entity(
            "MeetingInvite", "meeting_invite",
            derive(m.MeetingInvite) | name_of("employee") | {"employee_id": Column("{self}.employee_id", Kind.ID)},
            {"department": department}, joins=of, relations=whose(INVITED), order=BORN,
        ),
        Entity(
            "MeetingItem", "meeting_item", derive(m.MeetingItem) | name_of("added_by"), {"department": department},
            joins=of, relations=whose(INVITED), order=(("place", False), ("id", False)),
        ),
        Entity(
            "MeetingAction", "meeting_action", derive(m.MeetingAction) | name_of("owner"),
            {
                "meeting": ToOne("Meeting", "{self}.meeting_id"),
                "retrospective": ToOne("Retrospective", "{self}.retrospective_id"),
                "owner": ToOne("Employee", "{self}.owner_id"),
            },
            joins={
                "t": Join("meeting", "{it}.id={self}.meeting_id"),
                "r": Join("retrospective", "{it}.id={self}.retrospective_id"),
            },
            relations=whose(PARTY, "{r}.department_id"),
            order=(("due_on", False), ("id", False)),
        ),
    )  # fmt: skip


def retrospectives() -> tuple[Entity, ...]:
    of = {"t": Join("retrospective", "{it}.id={self}.retrospective_id", required=True)}
    case = derive(m.RetroCase)
    return (
        Entity(
            "Retrospective", "retrospective",
            derive(m.Retrospective)
            | name_of("lead")
            | {
                "case_count": counted("retro_case", "co.retrospective_id={self}.id"),
                "open_actions": counted("meeting_action", "co.retrospective_id={self}.id and co.done_on is null"),
            },
            {"department": ToOne("Department", "{self}.department_id", required=True)},
            {
                "cases": ToMany("RetroCase", "retrospective_id"),
                "actions": ToMany("MeetingAction", "retrospective_id"),
            },
            relations=whose(TEAMMATE.replace("{t}", "{self}"), "{self}.department_id"), order=(("starts_on", True),),
        ),
        Entity(
            "RetroSeries", "retro_series", derive(m.RetroSeries) | name_of("lead"),
            {"department": ToOne("Department", "{self}.department_id", required=True)}, relations=PUBLIC,
        ),
        Entity(
            "RetroCase", "retro_case",
            case | {"library_case_id": replace(case["library_case_id"], kind=Kind.ID)},
            joins=of, relations=whose(TEAMMATE, "{t}.department_id"), order=BORN,
        ),
    )  # fmt: skip
