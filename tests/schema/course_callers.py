"""Who sees courses, questions, progress and cases, and who may write, learn and rate them."""

from __future__ import annotations

from typing import Any

from server.kernel.upload import Upload
from tests.plan.world import uid
from tests.schema.cases import ABSENT, DENIED, Answer, Caller, CallerCase, change, reading, seen
from tests.schema.course_rows import ASKED, CASE, DRAFT, FILE, PAGE, PATH, QUIZ
from tests.schema.enrollment_rows import COURSE, EXAM, WORK

NOBODY: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def public(name: str, fields: str, full: dict[str, Any], staff: dict[str, Any] | None = None) -> CallerCase:
    """What everybody inside sees alike, but where `staff` is given: without what is a draft yet."""
    return reading(
        f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}",
        Caller("administrator", seen(name, NOBODY)),
        Caller("employee", seen(name, full if staff is None else staff)),
        Caller("hr_manager", seen(name, full)),
    )


def asked(right: list[int] | None) -> dict[str, Any]:
    return {"title": "小测验", "questions": nodes({"text": "先做什么？", "rightOptions": right})}


PAPER = {"fileName": "须知.pdf", "mediaType": "application/pdf", "base64": "JVBERi0xLjc="}
EXAM_OF = f'{{ course(id: "{COURSE}") {{ code examQuestions {{ nodes {{ text rightOptions }} }} }} }}'

OFFERED = tuple({"code": code, "state": "PUBLISHED"} for code in ("TRY", "WORK", "FREE"))

COURSE_QUERIES = {
    "courses": public(
        "courses", "code state", nodes(*OFFERED, {"code": "ZDRAFT", "state": "DRAFT"}), nodes(*OFFERED)
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
    "lessonFile": reading(
        f'{{ lessonFile(id: "{FILE}") {{ fileName mediaType base64 }} }}',
        Caller("administrator", ABSENT),
        Caller("employee", seen("lessonFile", PAPER)),
        Caller("hr_manager", seen("lessonFile", PAPER)),
    ),
    "learningPaths": public(
        "learningPaths", "code steps { nodes { course { code } } }",
        nodes({"code": "FIRST", "steps": nodes({"course": {"code": "TRY"}})}), NOBODY,
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
PARTS = "fileName mediaType size"
FILES = "{ courses { nodes { lessons { nodes { attachments { nodes { fileName } } } } } } }"
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


def filed(name: str, given: dict[str, Any], left: dict[str, Any]) -> CallerCase:
    """What HR does with the files of a lesson, and what is left of them."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    return CallerCase(
        f"mutation Try($input: {kind}!) {{ {name}(input: $input) {{ attachments {{ nodes {{ {PARTS} }} }} }} }}",
        STAFF, HEAD, Caller("hr_manager", seen(name, {"attachments": left})), {"input": given}, FILES,
    )  # fmt: skip


COURSE_MUTATIONS = {
    "saveCourse": keep("saveCourse", WRITTEN, {"code": "NEW", "state": "DRAFT", "tags": ["PRODUCT"]}),
    "publishCourse": stated("publishCourse", DRAFT, "PUBLISHED"),
    "retireCourse": stated("retireCourse", uid("C83"), "RETIRED"),
    "reviewCourse": keep("reviewCourse", {"id": COURSE, "isNeeded": True, "reason": "内容过时"}, {"needsReview": True}),
    "saveLesson": keep("saveLesson", {"courseId": DRAFT, "title": "第一节"}, {"place": 1, "kind": "PAGE"}),
    "moveLesson": keep("moveLesson", {"id": PAGE, "up": False}, {"code": "WORK"}),
    "removeLesson": keep("removeLesson", {"id": PAGE}, {"code": "WORK", "lessonCount": 1}),
    "addLessonAttachment": filed(
        "addLessonAttachment", {"lessonId": QUIZ, "file": Upload("说明.txt", "先看，再做".encode())},
        nodes({"fileName": "说明.txt", "mediaType": "text/plain", "size": 15}),
    ),
    "removeLessonAttachment": filed("removeLessonAttachment", {"id": FILE}, NOBODY),
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
