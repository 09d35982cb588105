"""The rules by which courses are required, and assigning what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.models import Department, Position
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import (
    Certificate,
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
from server.training.operations.assigning import Assignment, assign
from server.training.operations.ground import clean, find_course, hundredths, note, wrong
from server.training.operations.hours import Hours, ask_hours
from server.training.rules import FOUND, Duty, Requirement, Trainee, concerns, due_on, duty, duty_of

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
LONGEST, SHORTEST, MOST_MONTHS, MOST_HOURS = 64, 2, 36, 100000
MOST_DAYS, MOST_GAP = 730, 400


@dataclass(frozen=True)
class Finding:
    """What was found of somebody that a rule may answer: a failed review, or a gap; `what` names it.

    A gap in a competency is told also where it has closed, as 0. It has stood `since` a day; a course finished since
    then has answered it.
    """

    employee_id: str
    occasion: RuleOccasion
    what: str
    day: date
    rating: str = "E"
    competency_code: str = ""
    gap: int = 0
    since: date | None = None


@dataclass(frozen=True)
class Draft:
    """A rule as it is written, before it is known to make sense."""

    title: str
    occasion: RuleOccasion
    title_en: str = ""
    audience: RuleAudience = RuleAudience.EVERYONE
    audience_code: str = ""
    course_code: str | None = None
    path_code: str | None = None
    course_type: CourseType | None = None
    months: int = 2
    days: int | None = None
    ratings: Sequence[str] = ("E",)
    competency_code: str = ""
    least_gap: Decimal = Decimal(1)
    least_hours: Decimal = Decimal(0)
    valid_from: date | None = None


@operation
async def save_training_rule(
    ctx: Context,
    *,
    code: str,
    version: int | None = None,
    **written: Any,  # the fields of Draft
) -> str:
    """Set a rule by its code, new or changed; what it has assigned stays as it is. Return its id."""
    allow(ctx, Place(), "saveTrainingRule")
    draft = Draft(**written)
    key, values = await checked(ctx, code, draft)
    known = await TrainingRule.filter(code=key).select_for_update().get_or_none()
    if known is None:
        made = await TrainingRule.create(**stamp(ctx), code=key, **values)
        await note(ctx, "save_rule", "TrainingRule", made.id, {"months": (None, draft.months)})
        return made.id
    if draft.valid_from is None:
        values["valid_from"] = known.valid_from
    await change_row(ctx, TrainingRule, known.id, version=version, valid_to=None, **values)
    await note(ctx, "save_rule", "TrainingRule", known.id, {"months": (known.months, draft.months)})
    return known.id


async def checked(
    ctx: Context, code: str, draft: Draft
) -> tuple[str, dict[str, Any]]:  # columns of mixed types
    """Return the code and the columns of a rule that makes sense; InvalidInput names what does not."""
    key = code.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用大写字母、数字和下划线。", "A code has capitals, digits and underscores.")
    if not 1 <= draft.months <= MOST_MONTHS:
        raise wrong("months", f"期限为 1 至 {MOST_MONTHS} 个月。", f"It is 1 to {MOST_MONTHS} months.")
    if draft.occasion is RuleOccasion.CERTIFICATE_ENDS and draft.course_type is not None:
        raise wrong(
            "courseType", "续证请选一门课程或一条路径。", "To renew a certificate, choose a course or a path."
        )
    return key, {
        "title": clean(draft.title, "title", LONGEST, SHORTEST),
        "title_en": clean(draft.title_en, "titleEn", LONGEST),
        "occasion": draft.occasion, "audience": draft.audience, "months": draft.months,
        "audience_code": await audience_of(draft.audience, draft.audience_code),
        "least_hours": hundredths(draft.least_hours, "leastHours", MOST_HOURS),
        **found_by(draft),
        "valid_from": draft.valid_from or ctx.today,
        **await subject_of(draft.course_code, draft.path_code, draft.course_type),
    }  # fmt: skip


def found_by(draft: Draft) -> dict[str, Any]:
    """Return the columns that say what is looked for; InvalidInput for one that is missing or of no use here."""
    if draft.days is not None and (draft.occasion not in FOUND or not 1 <= draft.days <= MOST_DAYS):
        raise wrong(
            "days", f"考核或差距的期限可按天，1 至 {MOST_DAYS} 天。",
            f"After a review or for a gap, 1 to {MOST_DAYS} days.",
        )  # fmt: skip
    is_gap = draft.occasion is RuleOccasion.COMPETENCY_GAP
    if is_gap and not draft.competency_code.strip():
        raise wrong("competencyCode", "请选择胜任力。", "Choose a competency.")
    if draft.occasion is RuleOccasion.FAILED_REVIEW and not draft.ratings:
        raise wrong("ratings", "请至少选一个等级。", "Choose at least one rating.")
    gap = hundredths(draft.least_gap, "leastGap", MOST_GAP)
    if not gap:
        raise wrong("leastGap", "差距须大于 0。", "A gap is more than 0.")
    return {
        "days": draft.days,
        "ratings": orjson.dumps(sorted(set(draft.ratings))).decode(),
        "competency_code": draft.competency_code.strip().upper() if is_gap else "",
        "least_gap": gap,
    }


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
    """Return the rules of today."""
    rows = await TrainingRule.filter(valid_from__lte=ctx.today).order_by("code")
    return [row for row in rows if row.valid_to is None or row.valid_to > ctx.today]


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
        row.id,
        row.audience,
        row.audience_code,
        row.occasion,
        row.months,
        row.valid_from,
        row.valid_to,
        row.days,
    )


async def apply_rule(
    ctx: Context, row: TrainingRule, people: Mapping[str, Trainee], findings: Iterable[Finding]
) -> int:
    """Assign what a rule asks of those there are, once for each occasion; return how many courses that were.

    Its least hours may be learned in any course, or in those of its type; a type without hours asks for one course,
    which each chooses.
    """
    due = dated(ctx, row, people) + found_due(ctx, row, people, findings)
    await ask_hours(ctx, Hours(row.least_hours, f"rule:{row.code}", row.id, row.course_type), due)
    done = 0
    for course in await courses_of(row):
        for employee_id, asked in await unanswered(ctx, row, course, people, due):
            given = Assignment(
                asked.assigned_on, asked.due_on, row.id, occasion_of(row, course, employee_id, asked)
            )
            done += await assign(ctx, employee_id, course, given) is not None
    return done


def found_due(
    ctx: Context, row: TrainingRule, people: Mapping[str, Trainee], findings: Iterable[Finding]
) -> list[tuple[str, Duty]]:
    """Return what a rule asks for what was found of people."""
    rule, due = requirement_of(row), []
    for each in findings:
        person = people.get(each.employee_id)
        if person is None or not answers(row, each):
            continue
        asked = duty_of(rule, person, each.what, each.day, ctx.today, each.since)
        due += [(each.employee_id, asked)] if asked else []
    return due


def answers(row: TrainingRule, found: Finding) -> bool:
    """Tell whether a rule asks for something because of a finding."""
    if found.occasion is not row.occasion:
        return False
    if row.occasion is RuleOccasion.FAILED_REVIEW:
        return found.rating in orjson.loads(row.ratings)
    if row.occasion is RuleOccasion.COMPETENCY_GAP:
        return found.competency_code == row.competency_code and found.gap >= row.least_gap
    return True


def dated(ctx: Context, row: TrainingRule, people: Mapping[str, Trainee]) -> list[tuple[str, Duty]]:
    """Return what a rule asks by the day alone: of joiners, and each year."""
    rule = requirement_of(row)
    asked = ((person.id, duty(rule, person, ctx.today)) for person in people.values())
    return [(person, each) for person, each in asked if each is not None]


async def unanswered(
    ctx: Context,
    row: TrainingRule,
    course: Course,
    people: Mapping[str, Trainee],
    due: Sequence[tuple[str, Duty]],
) -> list[tuple[str, Duty]]:
    """Return who is to be given a course, and by when: those who are due, or whose certificate of it ends."""
    if row.occasion is RuleOccasion.CERTIFICATE_ENDS:
        due = await ending(ctx, row, course, people)
    known = await known_of(row, course, due)
    learned = await learned_of(course) if any(asked.since for _, asked in due) else {}
    return [
        (person, asked)
        for person, asked in due
        if person not in known and occasion_of(row, course, person, asked) not in known
        and not (asked.since and person in learned and learned[person] >= asked.since)
    ]  # fmt: skip


async def learned_of(course: Course) -> dict[str, date]:
    """Return when each last finished a course."""
    passed = Enrollment.filter(course_id=course.id, state=EnrollmentState.PASSED, finished_on__isnull=False)
    rows = await passed.order_by("finished_on").values_list("employee_id", "finished_on")
    return {str(person): day for person, day in rows}


def occasion_of(row: TrainingRule, course: Course, person: str, asked: Duty) -> str:
    return f"{row.code}:{course.id[-12:]}:{person[-12:]}:{asked.key}"


async def ending(
    ctx: Context, row: TrainingRule, course: Course, people: Mapping[str, Trainee]
) -> list[tuple[str, Duty]]:
    """Return whose last certificate of a course ends within the months of a rule; it is due before it ends."""
    rule = requirement_of(row)
    held = await Certificate.filter(course_id=course.id, valid_from__lte=ctx.today).order_by("valid_from")
    last = {link(each, "employee_id"): each for each in held}
    return [
        (person, Duty(f"certificate:{each.id[-12:]}", ctx.today, each.valid_to))
        for person, each in last.items()
        if each.valid_to is not None and ctx.today <= each.valid_to <= due_on(ctx.today, row.months)
        and person in people and concerns(rule, people[person])
    ]  # fmt: skip


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
