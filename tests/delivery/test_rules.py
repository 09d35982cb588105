"""Pure rules: which family a kind is of, what may leave the house, quiet hours over zones and clocks put forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.delivery.models import DeliveryChannel as To
from server.delivery.rules import after_quiet, chosen, family_of, is_due, listens, outside_title, pause_after


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NIGHT = (22 * 60, 7 * 60)
QUIET = {
    "before the night": ("2025-06-01T13:59", "Asia/Shanghai", NIGHT, "2025-06-01T13:59"),
    "as the night begins": ("2025-06-01T14:00", "Asia/Shanghai", NIGHT, "2025-06-01T23:00"),
    "after midnight": ("2025-06-01T18:30", "Asia/Shanghai", NIGHT, "2025-06-01T23:00"),
    "as the night ends": ("2025-06-01T23:00", "Asia/Shanghai", NIGHT, "2025-06-01T23:00"),
    "a lunch hour": ("2025-06-01T04:30", "Asia/Shanghai", (720, 780), "2025-06-01T05:00"),
    "no hours": ("2025-06-01T18:30", "Asia/Shanghai", (None, None), "2025-06-01T18:30"),
    "hours of no length": ("2025-06-01T18:30", "Asia/Shanghai", (600, 600), "2025-06-01T18:30"),
    "the night the clocks go forward": ("2025-03-30T00:30", "Europe/Berlin", NIGHT, "2025-03-30T05:00"),
    "the night the clocks go back": ("2025-10-26T00:30", "Europe/Berlin", NIGHT, "2025-10-26T06:00"),
    "an end that the clocks skip": ("2025-03-30T00:30", "Europe/Berlin", (60, 150), "2025-03-30T01:30"),
    "over the end of a leap February": ("2024-02-29T15:00", "Asia/Shanghai", NIGHT, "2024-02-29T23:00"),
}


@pytest.mark.parametrize("case", QUIET)
def test_what_falls_in_quiet_hours_waits_for_their_end(case):
    moment, zone, (begins, ends), expected = QUIET[case]

    assert after_quiet(at(moment), zone, begins, ends) == at(expected)


def test_a_kind_belongs_to_the_family_its_name_begins_with():
    found = {
        kind: family_of(kind)
        for kind in ("feedback.late", "people.contract", "payout", "scorecard", "new_kind")
    }

    assert found == {
        "feedback.late": "feedback", "people.contract": "people", "payout": "incentive", "scorecard": "other",
        "new_kind": "other",
    }  # fmt: skip


def test_what_may_name_a_score_leaves_the_house_without_its_title():
    assert outside_title("payout", "奖金 11500 元", "Your bonus is 11500") == (
        "您有一条新的激励通知", "You have news: Incentives"
    )  # fmt: skip
    assert outside_title("exam", "考核未通过：服务礼仪", "Not passed: Manners") == (
        "您有一条新的培训通知", "You have news: Training"
    )  # fmt: skip
    assert outside_title("training.due", "课程三天后到期", "A course is due") == (
        "课程三天后到期",
        "A course is due",
    )


def test_nothing_goes_where_nobody_chose_it():
    wishes = {"feedback": ["FEISHU", "EMAIL"], "other": ["WECOM"]}

    assert chosen(wishes, "feedback.late") == (To.EMAIL, To.FEISHU)
    assert chosen(wishes, "training.due") == ()
    assert chosen({}, "feedback.late") == ()


def test_pauses_grow_and_end():
    assert [pause_after(tries) for tries in (1, 2, 7, 8)] == [
        timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=10), None
    ]  # fmt: skip


def test_a_receiver_hears_what_it_listens_to():
    assert [listens(events, "feedback.late") for events in ("", "feedback.late", "feedback.*", "support.*")] == [
        True, True, True, False
    ]  # fmt: skip


def test_a_weekly_digest_has_its_day():
    assert [is_due("DAILY", 1, 5), is_due("WEEKLY", 5, 5), is_due("WEEKLY", 1, 5)] == [True, True, False]
