"""Who sees courses, questions, progress and cases, and who may write, learn and rate them."""

from __future__ import annotations

from typing import Any

from tests.plan.world import uid
from tests.schema.cases import ABSENT, DENIED, Answer, Caller, CallerCase, change, reading, seen
from tests.schema.course_rows import ASKED, CASE, DRAFT, PAGE, PATH, QUIZ
from tests.schema.enrollment_rows import COURSE, EXAM, WORK

NOBODY: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def public(name: str, fields: str, full: dict[str, Any]) -> CallerCase:
    return reading(
        f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}",
        Caller("administrator", seen(name, NOBODY)),
        Caller("employee", seen(name, full)),
        Caller("hr_manager", seen(name, full)),
    )


def asked(right: list[int] | None) -> dict[str, Any]:
    return {"title": "小测验", "questions": nodes({"text": "先做什么？", "rightOptions": right})}


EXAM_OF = f'{{ course(id: "{COURSE}") {{ code examQuestions {{ nodes {{ text rightOptions }} }} }} }}'

COURSE_QUERIES = {
    "courses": public(
        "courses", "code state", nodes(
            {"code": "TRY", "state": "PUBLISHED"}, {"code": "WORK", "state": "PUBLISHED"},
            {"code": "FREE", "state": "PUBLISHED"}, {"code": "ZDRAFT", "state": "DRAFT"},
        )
    ),
    "course": reading(
        EXAM_OF,
        Caller("administrator", seen("course", None)),
        Caller("department_manager", seen("course", {"code": "TRY", "examQuestions": NOBODY})),
        Caller(
            "hr_manager",
            seen("course", {"code": "TRY", "examQuestions": nodes({"text": "几天内可退？", "rightOptions": [0]})}),
        ),
    ),
    "lesson": reading(
        f'{{ lesson(id: "{QUIZ}") {{ title questions {{ nodes {{ text rightOptions }} }} }} }}',
        Caller("administrator", seen("lesson", None)),
        Caller("employee", seen("lesson", asked(None))),
        Caller("hr_manager", seen("lesson", asked([0]))),
    ),
    "learningPaths": public(
        "learningPaths", "code steps { nodes { course { code } } }",
        nodes({"code": "FIRST", "steps": nodes({"course": {"code": "TRY"}})}),
    ),
    "libraryCases": public("libraryCases", "title kind", nodes({"title": "签收未收到", "kind": "ROLE_PLAY"})),
    "lessonProgress": reading(
        "{ lessonProgress { nodes { position employee { code } } } }",
        Caller("payroll_specialist", seen("lessonProgress", NOBODY)),
        Caller("hr_specialist", seen("lessonProgress", NOBODY)),
        Caller("employee", seen("lessonProgress", nodes({"position": 4200, "employee": {"code": "E3"}}))),
    ),
}  # fmt: skip

STAFF, HEAD = Caller("employee", DENIED), Caller("department_manager", DENIED)
ALL = "{ courses(orderBy: [{id: ASC}]) { nodes { code title state version lessons { nodes { title place } } } } }"
PATHS = "{ learningPaths { nodes { code title state } } }"
CASES = "{ libraryCases { nodes { title version } } }"
MINE = (
    "{ lessonProgress { nodes { position isDone score } } "
    "enrollments(orderBy: [{id: ASC}]) { nodes { state progress course { code } } } }"
)


def keep(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str = ALL) -> CallerCase:
    """What HR does with the catalogue, and no employee and no head of a department."""
    return change(name, given, shown, unprivileged=STAFF, half=HEAD, untouched=untouched)


def learn(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    """What E3 does with their own course, and nobody in their stead."""
    return change(
        name, given, shown, unprivileged=Caller("administrator", ABSENT), half=Caller("department_manager", ABSENT),
        privileged="employee", untouched=MINE,
    )  # fmt: skip


def bare(
    name: str, given: dict[str, Any], answer: Answer, half: Answer, role: str = "department_manager"
) -> CallerCase:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return CallerCase(
        f"mutation Try($input: {kind}!) {{ {name}(input: $input) }}", Caller("administrator", ABSENT),
        Caller(role, half), Caller("employee", answer), {"input": given}, MINE,
    )  # fmt: skip


WRITTEN = {"code": "NEW", "title": "新课", "hours": "1.5", "tags": ["PRODUCT"]}
STATED = "mutation Try($input: CourseInput!) {{ {name}(input: $input) {{ state }} }}"


def stated(name: str, row: str, state: str) -> CallerCase:
    return CallerCase(
        STATED.format(name=name), STAFF, HEAD, Caller("hr_manager", seen(name, {"state": state})),
        {"input": {"id": row}}, ALL,
    )  # fmt: skip


COURSE_MUTATIONS = {
    "saveCourse": keep("saveCourse", WRITTEN, {"code": "NEW", "state": "DRAFT", "tags": ["PRODUCT"]}),
    "publishCourse": stated("publishCourse", DRAFT, "PUBLISHED"),
    "retireCourse": stated("retireCourse", uid("C83"), "RETIRED"),
    "reviewCourse": keep("reviewCourse", {"id": COURSE, "isNeeded": True, "reason": "内容过时"}, {"needsReview": True}),
    "saveLesson": keep("saveLesson", {"courseId": DRAFT, "title": "第一节"}, {"place": 1, "kind": "PAGE"}),
    "moveLesson": keep("moveLesson", {"id": PAGE, "up": False}, {"code": "WORK"}),
    "removeLesson": keep("removeLesson", {"id": PAGE}, {"code": "WORK", "lessonCount": 1}),
    "saveQuiz": keep(
        "saveQuiz", {"courseId": DRAFT, "questions": [{"text": "问？", "options": ["甲", "乙"], "rightOptions": [1]}]},
        {"code": "ZDRAFT"},
    ),
    "saveLearningPath": keep(
        "saveLearningPath", {"code": "NEXT", "title": "第二周", "courseCodes": ["TRY"]}, {"code": "NEXT"}, PATHS
    ),
    "publishLearningPath": keep("publishLearningPath", {"id": PATH}, {"state": "PUBLISHED"}, PATHS),
    "saveLibraryCase": change(
        "saveLibraryCase", {"id": CASE, "title": "签收未收到", "situation": "顾客说没有收到"}, {"version": 2},
        unprivileged=STAFF, half=Caller("performance_specialist", DENIED), privileged="department_manager",
        untouched=CASES,
    ),
    "takeCourse": bare("takeCourse", {"courseId": COURSE}, seen("takeCourse", uid("N81")), ABSENT, "auditor"),
    "rateCourse": bare("rateCourse", {"enrollmentId": EXAM, "rating": 4}, Answer(code="INVALID_STATE"), ABSENT),
    "keepLesson": learn(
        "keepLesson", {"enrollmentId": WORK, "lessonId": PAGE, "isDone": True}, {"isDone": True, "position": 10000}
    ),
    "answerQuiz": learn(
        "answerQuiz",
        {"enrollmentId": WORK, "lessonId": QUIZ, "answers": [{"questionId": ASKED, "options": [1]}]},
        {"isDone": False, "score": 0, "explained": []},
    ),
}  # fmt: skip
