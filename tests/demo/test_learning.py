"""The catalogue of the samples is complete: paths and cases name its courses, and every quiz can be answered."""

from __future__ import annotations

from datetime import timedelta

import yaml

from server.demo.learning import CASES, CATALOGUE, PATHS, RATINGS, columns, link_case
from server.feedback.models import FeedbackTicket
from server.store.base import stamp
from server.training.course_rules import BASIC_TAGS, question_lacks
from server.training.models import CaseKind, LessonKind, LibraryCase
from tests.plan.world import context, uid

FOUND = yaml.safe_load(CATALOGUE.read_text("utf-8"))
CODES = {each["code"]: each for each in FOUND}


def test_paths_cases_and_ratings_name_courses_there_are():
    named = {code for path in PATHS for code in path[5]} | {case[2] for case in CASES} | set(RATINGS)

    assert len(CODES) == len(FOUND)
    assert named - set(CODES) == set()
    for _, _, _, is_basic, _, courses in PATHS:
        tags = {tag for code in courses for tag in CODES[code]["tags"]}
        assert not is_basic or set(BASIC_TAGS) <= tags


def test_every_quiz_has_questions_and_every_question_can_be_answered():
    for each in FOUND:
        kinds = [lesson[0] for lesson in each.get("lessons", ())]
        assert (LessonKind.QUIZ in kinds) == bool(each.get("quiz")), each["code"]
        for text, right, options, _ in [*each.get("quiz", ()), *each.get("exam", ())]:
            assert question_lacks(text, options, right) is None, text


def test_the_course_that_is_rated_low_is_up_for_review_and_no_other():
    low = {code for code in CODES if columns(CODES[code], code)["needs_review"]}

    assert low == {code for code, given in RATINGS.items() if len(given) >= 5 and sum(given) < 3 * len(given)}
    assert columns(CODES["SELL-SKILLS"], "SELL-SKILLS")["review_reason"].startswith("学员评分 2.8（6 份）")


async def test_the_case_from_a_customer_leads_to_the_latest_feedback_that_says_so(store):
    ctx = context(store, "hr_manager")

    async def plant() -> None:
        for kind in (CaseKind.FEEDBACK, CaseKind.RETRO):
            await LibraryCase.create(
                **stamp(ctx), title=kind, kind=kind, situation="说已签收", is_shared=True
            )
        for number, text in enumerate(("显示签收了", "签收了没收到", "等太久")):
            came = ctx.now - timedelta(days=3 - number)
            await FeedbackTicket.create(
                **{**stamp(ctx), "id": uid(f"F{number}")},
                text=text,
                answer_key=f"k{number}",
                channel="LINK",
                received_at=came,
                zone="Asia/Shanghai",
            )

    await store.write(plant)
    await link_case(ctx)

    found = "select kind,feedback_id from library_case order by kind"
    assert await store.reads.rows(found) == [("FEEDBACK", uid("F1")), ("RETRO", None)]
