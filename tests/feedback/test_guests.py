"""What a guest reads: the answers to their own form, by their key, for a while; everybody else reads nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.feedback.models import FeedbackLinkKind
from server.feedback.operations.answering import answer_customer_feedback
from server.feedback.operations.guests import MISSES, READ_FOR, guest_answers
from server.feedback.operations.links import save_feedback_link
from server.feedback.operations.public import PUBLIC, WINDOW, new_stamp, send_form
from server.kernel.errors import RateLimited
from tests.feedback.ticketing import later, member, town
from tests.people.town import rows
from tests.plan.world import NOW


async def test_the_key_of_a_form_opens_its_answers_and_nothing_else(store):
    hr = await town(store)
    await save_feedback_link(hr, code="E3", title="陈佳", kind=FeedbackLinkKind.AGENT, employee_code="E3")
    ((token,),) = await rows(store, "select token from feedback_link")
    guest = member(store, "E3").acting_as(PUBLIC)
    stamp = new_stamp(store, token, NOW - timedelta(seconds=9))

    async def send(stamp, text):
        sent = {"stamp": stamp, "score": "4", "text": text}
        return await send_form(guest, token=token, sent=sent, network="1.2.3.4", wall=NOW)

    async def read(key, *, network="1.2.3.4", wall=NOW, **passed):
        return await guest_answers(later(guest, **passed), key, network, wall)

    mine = await send(stamp, "包装有点简单")
    other = await send(new_stamp(store, token, NOW - timedelta(seconds=9)), "还不错")
    assert await send(stamp, "再发一次") == mine
    assert mine.key != other.key
    ((kept,),) = await rows(store, f"select answer_digest from feedback_ticket where id='{mine.ticket_id}'")
    assert mine.key not in kept

    before = await read(mine.key)
    assert before is not None
    assert (before.received_at, before.answers) == (NOW, ())

    await answer_customer_feedback(member(store, "E3"), id=mine.ticket_id, text="谢谢，已转告仓库加固包装。")
    await answer_customer_feedback(member(store, "E3"), id=mine.ticket_id, text="下一单起生效。")

    told = await read(mine.key)
    assert told is not None
    assert [each.text for each in told.answers] == ["谢谢，已转告仓库加固包装。", "下一单起生效。"]
    assert (await read(other.key)).answers == ()
    events = "select payload from outbox_message where payload like '%feedback.answered%'"
    for (payload,) in await rows(store, events):
        assert "仓库" not in payload
        assert mine.ticket_id in payload
    assert len(await rows(store, events)) == 2

    for key in ("", mine.ticket_id, kept, mine.key[:-1], token):
        assert await read(key) is None
    assert await read(mine.key, days=READ_FOR.days + 1) is None

    for _ in range(MISSES - 6):
        assert await read("guess") is None
    for key in ("guess", mine.key):
        with pytest.raises(RateLimited):
            await read(key)
    assert await read(mine.key, network="9.9.9.9") is not None
    assert await read(mine.key, wall=NOW + WINDOW) is not None
