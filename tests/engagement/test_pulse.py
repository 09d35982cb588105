"""One question a week: counted without a name, shown when enough have answered, words only where they may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.engagement.operations.pulse import PulseAnswered, answer_pulse, save_pulse_question, turn_week
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from tests.people.town import rows
from tests.performance.judged import caller

WEEK = date(2025, 6, 30)


async def test_a_week_is_answered_once_added_up_and_its_answers_destroyed(hr, staff, town):
    made = await save_pulse_question(hr, week=date(2025, 7, 3), text="本周工作量合适吗？")
    people = [caller(town, code, "employee") for code in ("E1", "E2", "E3", "E4", "E6")]
    for rating, who in enumerate(people, start=1):
        await answer_pulse(who, id=made, rating=rating, words="压力大")
    with pytest.raises(PulseAnswered):
        await answer_pulse(staff, id=made, rating=5)
    with pytest.raises(InvalidState):
        await save_pulse_question(hr, week=WEEK, text="换一个问题？")
    assert await rows(town, "select distinct created_by,created_at from pulse_mark") == [
        (None, "2025-06-30T00:00:00.000Z")
    ]
    columns = "select sum(answers),sum(points),sum(low),sum(strained) from pulse_tally"
    assert await rows(town, columns) == [("5", "15", "2", "0")]  # nobody switched words on

    later = replace(hr, today=date(2025, 7, 7))
    await town.write(lambda: turn_week(later))
    await town.write(lambda: turn_week(later))

    result = "select department_id,answers,points,low,strained,closed_on from pulse_result"
    assert await rows(town, result) == [(None, "5", "1500", "2", "0", "2025-07-07")]
    assert await rows(town, "select count(*) from pulse_tally") == [("0",)]
    assert await rows(town, "select count(*) from pulse_mark") == [("0",)]
    with pytest.raises(NotFound):
        await answer_pulse(staff, id=made, rating=5)


async def test_too_few_show_nothing_and_words_count_only_for_a_stated_purpose(hr, staff, boss, town):
    made = await save_pulse_question(hr, week=WEEK, text="本周工作量合适吗？")
    with pytest.raises(InvalidInput):
        await answer_pulse(staff, id=made, rating=6)
    with pytest.raises(Denied):
        await save_pulse_question(boss, week=WEEK, text="我来问一个？")
    with pytest.raises(InvalidInput):
        await save_pulse_question(hr, week=date(2025, 6, 29), text="上周呢？")
    for number, (name, value) in enumerate(
        (("pulse_words", "true"), ("pulse_words_purpose", '"及早减轻负担"'))
    ):
        await town.write(lambda name=name, value=value, number=number: keep(name, value, number))
    await answer_pulse(staff, id=made, rating=1, words="快撑不住了")
    assert await rows(town, "select strained from pulse_tally") == [("1",)]
    await town.write(lambda: turn_week(replace(hr, today=date(2025, 7, 7))))

    assert await rows(town, "select count(*) from pulse_result") == [("0",)]
    assert await rows(town, "select state from pulse_question") == [("CLOSED",)]


async def keep(name: str, value: str, number: int) -> None:
    from server.access.models import Setting  # noqa: PLC0415 (only here)
    from tests.plan.world import row  # noqa: PLC0415

    await Setting.create(**row(f"S{number}"), name=name, value=value)
