"""A lesson taken out of a course and put back, and a video that has to be a secure address."""

from __future__ import annotations

from server.training.models import LessonKind
from server.training.operations.lessons import remove_lesson, save_lesson
from tests.people.town import rows
from tests.plan.world import context
from tests.training.learners import LESSONS, ONLINE, courses


async def test_a_lesson_is_taken_out_and_put_back_and_a_new_one_comes_last(store):
    await courses(store)
    hr = context(store, "hr_specialist")
    await remove_lesson(hr, id=LESSONS[0])
    await remove_lesson(hr, id=LESSONS[0], is_removed=False)
    await remove_lesson(hr, id=LESSONS[1])
    await save_lesson(
        hr,
        course_id=ONLINE,
        title="视频课",
        kind=LessonKind.VIDEO,
        video_url="https://video.example.com/a",
        body="稿",
    )

    assert await rows(store, "select title,video_url from lesson where not is_removed order by place") == [
        ("第1节", ""), ("视频课", "https://video.example.com/a"),
    ]  # fmt: skip
