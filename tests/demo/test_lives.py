"""The sample lives are the same each time, on whatever day, and make sense."""

from __future__ import annotations

from datetime import date

import pytest

from server.demo.lives import Author, workday

DAYS = [date(2025, 4, 5), date(2024, 2, 29), date(2026, 1, 1), date(2025, 3, 31), date(2025, 12, 15)]


@pytest.mark.parametrize("today", DAYS)
def test_lives_make_sense_on_any_day(today):
    lives = Author(today).write()

    assert len({life.code for life in lives}) == len(lives)
    for life in lives:
        assert life.hired_on <= today
        assert life.left_on is None or life.hired_on <= life.left_on <= today
        assert life.notice_on is None or life.hired_on <= life.notice_on
        assert life.posts[0][0] == life.hired_on == life.pays[0][0]
        assert len({post[0] for post in life.posts}) == len(life.posts)
        assert all(amount > 0 for _, amount in life.pays)


def test_the_same_day_gives_the_same_lives():
    assert Author(DAYS[0]).write() == Author(DAYS[0]).write()


def test_a_weekend_becomes_the_monday_after():
    assert workday(date(2025, 4, 5)) == date(2025, 4, 7)
    assert workday(date(2025, 4, 6)) == date(2025, 4, 7)
    assert workday(date(2025, 4, 4)) == date(2025, 4, 4)
