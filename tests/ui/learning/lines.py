"""What the server says in the tests of the pages of learning."""

from __future__ import annotations

from typing import Any

from tests.ui.training.lines import page

QUESTION: dict[str, Any] = {
    "id": "q1", "text": "几天内可退？", "options": ["7 天", "30 天"], "rightOptions": [0], "explanation": "店规",
}  # fmt: skip
LESSON: dict[str, Any] = {
    "id": "l1", "place": 1, "title": "退货", "titleEn": "Returns", "kind": "PAGE", "body": "## 先问原因",
    "videoUrl": "", "minutes": 5, "watchSeconds": 0, "version": 2, "questions": {"nodes": []},
    "attachments": {"nodes": []},
}  # fmt: skip
QUIZ = LESSON | {
    "id": "l2",
    "place": 2,
    "title": "小测验",
    "kind": "QUIZ",
    "questions": {"nodes": [QUESTION]},
}
CASE: dict[str, Any] = {
    "id": "k1", "title": "签收未收到", "kind": "ROLE_PLAY", "situation": "客户说没有收到", "goodAnswer": "先致歉",
    "badAnswer": "不归我管", "source": "三月复盘", "isShared": True, "feedbackId": None, "version": 3,
    "createdAt": "2026-11-01T02:00:00Z", "addedBy": None,
    "course": {"id": "c1", "code": "RETURNS", "title": "退换货", "titleEn": "Returns"},
}  # fmt: skip
COURSE: dict[str, Any] = {
    "id": "c1", "code": "RETURNS", "title": "退换货", "titleEn": "Returns", "summary": "怎样退",
    "tags": ["AFTER_SALES"], "mode": "ONLINE", "hours": "1.50", "minutes": 10, "industry": None, "state": "PUBLISHED",
    "needsReview": False, "courseType": "UPSKILL", "reviewReason": "", "reviewedOn": None, "rating": None,
    "ratingCount": 2, "hasExam": True, "passScore": 80, "rubric": ["倾听 / 5"],
    "certificateMonths": None, "version": 7, "lessonCount": 2,
    "owner": {"id": "e9", "code": "R9", "name": "周明"}, "lessons": {"nodes": [LESSON, QUIZ]},
    "examQuestions": {"nodes": []},
    "cases": {"nodes": [CASE, CASE | {"id": "k2", "title": "未读过", "isShared": False}]},
}  # fmt: skip
MINE: dict[str, Any] = {"id": "n1", "state": "STARTED", "progress": "40.00", "isOverdue": False, "dueOn": None,
                        "course": {"id": "c1"}}  # fmt: skip
PATH: dict[str, Any] = {
    "id": "p1", "code": "BASIC", "title": "新人基础", "titleEn": "Basics", "summary": "", "isBasic": True,
    "industry": None, "state": "DRAFT", "version": 4,
    "steps": {"nodes": [{"place": 1, "course": COURSE}, {"place": 2, "course": COURSE | {"id": "c2", "code": "TALK"}}]},
}  # fmt: skip


def listed(name: str, *rows: Any, **more: Any) -> dict[str, Any]:
    """Return a page of rows, and the other lists of the document."""
    mine = {"enrollments": {"nodes": [MINE]}}
    return page(name, *rows, **mine, **more)
