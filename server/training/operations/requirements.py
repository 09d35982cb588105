"""The rules by which courses are required, and assigning what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.models import Assignment as Post
from server.people.models import Department, Employment, Position
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import (
    Course,
    CourseState,
    CourseType,
    Enrollment,
    EnrollmentState,
    LearningPath,
    PathStep,
    RuleAudience,
    RuleOccasion,
    TrainingRule,
    TrainingTask,
)
from server.training.operations.enrolling import Assignment, assign
from server.training.operations.ground import clean, find_course, hundredths, note, wrong
from server.training.rules import Duty, Requirement, Trainee, duty, duty_of

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
LONGEST, SHORTEST, MOST_MONTHS, MOST_HOURS = 64, 2, 36, 100000


@dataclass(frozen=True)
class Finding:
    """What was found of somebody that a rule may answer: a failed review, or a gap; `what` names it."""

    employee_id: str
    occasion: RuleOccasion
    what: str
    day: date


@operation
async def save_training_rule(
    ctx: Context,
    *,
    code: str,
    title: str,
    occasion: RuleOccasion,
    title_en: str = "",
    audience: RuleAudience = RuleAudience.EVERYONE,
    audience_code: str = "",
    course_code: str | None = None,
    path_code: str | None = None,
    course_type: CourseType | None = None,
    months: int = 2,
    least_hours: Decimal = Decimal(0),
    valid_from: date | None = None,
    version: int | None = None,
) -> str:
    """Set a rule by its code, new or changed; what it has assigned stays as it is. Return its id."""
    allow(ctx, Place(), "saveTrainingRule")
    key = code.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用大写字母、数字和下划线。", "A code has capitals, digits and underscores.")
    if not 1 <= months <= MOST_MONTHS:
        raise wrong("months", f"期限为 1 至 {MOST_MONTHS} 个月。", f"It is 1 to {MOST_MONTHS} months.")
    values: dict[str, Any] = {  # columns of mixed types
        "title": clean(title, "title", LONGEST, SHORTEST), "title_en": clean(title_en, "titleEn", LONGEST),
        "occasion": occasion, "audience": audience, "months": months,
        "audience_code": await audience_of(audience, audience_code),
        "least_hours": hundredths(least_hours, "leastHours", MOST_HOURS),
        "valid_from": valid_from or ctx.today, **await subject_of(course_code, path_code, course_type),
    }  # fmt: skip
    known = await TrainingRule.filter(code=key).select_for_update().get_or_none()
    if known is None:
        made = await TrainingRule.create(**stamp(ctx), code=key, **values)
        await note(ctx, "save_rule", "TrainingRule", made.id, {"months": (None, months)})
        return made.id
    if valid_from is None:
        values["valid_from"] = known.valid_from
    await change_row(ctx, TrainingRule, known.id, version=version, valid_to=None, **values)
    await note(ctx, "save_rule", "TrainingRule", known.id, {"months": (known.months, months)})
    return known.id


async def audience_of(audience: RuleAudience, code: str) -> str:
    """Return the code of those a rule speaks of, as it is kept; everybody has none."""
    key = code.strip()
    if audience is RuleAudience.EVERYONE:
        return ""
    known = {
        RuleAudience.DEPARTMENT: Department.exists(code=key),
        RuleAudience.POSITION: Position.exists(code=key),
        RuleAudience.FAMILY: Position.exists(family=key),
    }[audience]
    if not await known:
        raise wrong("audienceCode", "没有这个编码，请核对。", "There is no such code; check it.")
    return key


async def subject_of(
    course_code: str | None, path_code: str | None, course_type: CourseType | None
) -> dict[str, Any]:  # columns
    """Return what is to be learned: a course, a path or any course of a type; exactly one of them."""
    given = [bool((course_code or "").strip()), bool((path_code or "").strip()), course_type is not None]
    if sum(given) != 1:
        raise wrong(
            "courseCode",
            "请选一门课程、一条路径或一类课程。",
            "Choose a course, a path or a type of courses.",
        )
    out: dict[str, Any] = {"course_id": None, "path_id": None, "course_type": course_type}
    if given[0]:
        out["course_id"] = (await find_course(None, course_code)).id
    elif given[1]:
        path = await LearningPath.get_or_none(code=(path_code or "").strip().upper())
        if path is None:
            raise wrong("pathCode", "没有这条路径。", "There is no such path.")
        out["path_id"] = path.id
    return out


@operation
async def end_training_rule(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Let a rule hold no more from today; what it has assigned stays."""
    allow(ctx, Place(), "endTrainingRule")
    row = await TrainingRule.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.valid_to is not None and row.valid_to <= ctx.today:
        raise InvalidState("这条规则已经失效。", "This rule has ended already.")
    await change_row(ctx, TrainingRule, id, version=version, valid_to=max(ctx.today, row.valid_from))
    await note(ctx, "end_rule", "TrainingRule", id, {"validTo": (row.valid_to, ctx.today)})
    return id


# --- Assigning what rules ask for ---


async def rules_in_force(ctx: Context) -> list[TrainingRule]:
    """Return the rules of today that name what to learn; any course of a type is chosen by each, not assigned."""
    rows = await TrainingRule.filter(valid_from__lte=ctx.today).order_by("code")
    return [
        row for row in rows if (row.valid_to is None or row.valid_to > ctx.today) and row.course_type is None
    ]


async def courses_of(row: TrainingRule) -> list[Course]:
    """Return the published courses a rule names, those of a path in its order."""
    wanted = [link(row, "course_id")]
    if path := link(row, "path_id"):
        steps = await PathStep.filter(path_id=path).order_by("place")
        wanted = [link(step, "course_id") for step in steps]
    found = {each.id: each for each in await Course.filter(id__in=wanted, state=CourseState.PUBLISHED)}
    return [found[each] for each in wanted if each in found]


def requirement_of(row: TrainingRule) -> Requirement:
    return Requirement(
        row.id, row.audience, row.audience_code, row.occasion, row.months, row.valid_from, row.valid_to
    )


async def apply_rule(
    ctx: Context, row: TrainingRule, people: Mapping[str, Trainee], findings: Iterable[Finding]
) -> int:
    """Assign what a rule asks of those there are, once for each occasion; return how many courses that were."""
    rule, courses = requirement_of(row), await courses_of(row)
    dated = ((person.id, duty(rule, person, ctx.today)) for person in people.values())
    due: list[tuple[str, Duty]] = [(person, asked) for person, asked in dated if asked is not None]
    for each in findings:
        person_found = people.get(each.employee_id)
        if each.occasion is row.occasion and person_found is not None:
            asked = duty_of(rule, person_found, each.what, each.day, ctx.today)
            due += [(each.employee_id, asked)] if asked else []
    done = 0
    for course in courses:
        known = await known_of(row, course, due)
        for employee_id, asked in due:
            occasion = f"{row.code}:{course.id[-12:]}:{employee_id[-12:]}:{asked.key}"
            if employee_id in known or occasion in known:
                continue
            given = Assignment(asked.assigned_on, asked.due_on, row.id, occasion)
            done += await assign(ctx, employee_id, course, given) is not None
    return done


async def known_of(row: TrainingRule, course: Course, due: Sequence[tuple[str, Duty]]) -> set[str]:
    """Return the occasions answered already, and who needs no base training since it is on record otherwise."""
    if not due:
        return set()
    occasions = Enrollment.filter(rule_id=row.id, course_id=course.id)
    known = {str(each) for each in await occasions.values_list("occasion_key", flat=True)}
    if row.occasion is RuleOccasion.JOINED:
        passed = Enrollment.filter(course_id=course.id, state=EnrollmentState.PASSED)
        known |= {str(each) for each in await passed.values_list("employee_id", flat=True)}
        if course.course_type is CourseType.ONBOARDING_BASE:
            tasks = TrainingTask.filter(
                superseded_at=None, course_type=course.course_type, assigned_on__gte=row.valid_from
            )
            told = await tasks.values_list("employee_id", "source_key")
            known |= {str(person) for person, key in told if not str(key or "").startswith("enrollment:")}
    return known


async def trainees(ctx: Context) -> dict[str, Trainee]:
    """Return everybody employed today, as the rules need to know them."""
    stays = await Employment.filter(superseded_at=None, hired_on__lte=ctx.today).order_by("hired_on")
    hired = {
        link(row, "employee_id"): row.hired_on
        for row in stays
        if row.left_on is None or row.left_on >= ctx.today
    }
    posts = await Post.filter(is_primary=True, superseded_at=None, valid_from__lte=ctx.today)
    places = {
        link(row, "employee_id"): row for row in posts if row.valid_to is None or row.valid_to > ctx.today
    }
    jobs = {row.id: row for row in await Position.all()}
    above = lines({row.id: (row.code, link(row, "parent_id")) for row in await Department.all()})
    found = {}
    for person, hired_on in hired.items():
        post = places.get(person)
        job = jobs.get(link(post, "position_id")) if post else None
        found[person] = Trainee(
            person, hired_on, above.get(link(post, "department_id"), frozenset()) if post else frozenset(),
            (job.family or "") if job else "", job.code if job else "",
        )  # fmt: skip
    return found


def lines(departments: Mapping[str, tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return each department's own code with those of all above it."""
    found: dict[str, frozenset[str]] = {}
    for start in departments:
        codes, at = set(), start
        while at in departments and departments[at][0] not in codes:
            codes.add(departments[at][0])
            at = departments[at][1]
        found[start] = frozenset(codes)
    return found
