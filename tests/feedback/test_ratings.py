"""A customer rates a case once, by an address of their own that ends."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from server.delivery.models import DeliveryChannel, DeliveryEndpoint
from server.feedback.models import ServiceCase
from server.feedback.operations.answering import answer_customer_feedback
from server.feedback.operations.guests import MISSES
from server.feedback.operations.public import PUBLIC
from server.feedback.operations.ratings import (
    address_of,
    ask_after_cases,
    ask_for_rating,
    open_rating,
    send_rating,
)
from server.kernel.errors import Denied, InvalidInput, NotFound, RateLimited
from tests.feedback.ticketing import came, later, member, town
from tests.people.town import rows
from tests.plan.world import NOW, PAST, row, uid

ASKED = "select payload from outbox_message where payload like '%feedback.rating_asked%'"
WORDS = (
    "select answer_key,channel,score,state,invalid_reason from feedback_ticket where answer_key like 'rating:%' "
    "order by answer_key"
)


async def listen(store, events: str = "", channel: DeliveryChannel = DeliveryChannel.WEBHOOK) -> None:
    """Let a system outside hear of events."""

    async def work() -> None:
        await DeliveryEndpoint.create(
            **row("H1"), channel=channel, name="短信平台", events=events, address="", host="sms.example"
        )  # fmt: skip

    await store.write(work)


def sender(store):
    guest = member(store, "E3").acting_as(PUBLIC)

    async def send(key, score="5", *, text="", network="1.2.3.4", wall=NOW, **passed):
        sent = {"score": score, "text": text}
        return await send_rating(later(guest, **passed), key=key, sent=sent, network=network, wall=wall)

    async def look(key, *, network="1.2.3.4", wall=NOW, **passed):
        return await open_rating(later(guest, **passed), key, network, wall)

    return send, look


async def test_one_answer_counts_and_a_second_is_kept_as_a_double(store):
    hr = await town(store)
    request = await ask_for_rating(hr, case_ref="W-1", customer_ref="c7", order_ref="o7", agent_code="E3")
    again = await ask_for_rating(later(hr, days=1), case_ref="W-1", customer_ref="c7")
    assert again == request
    place = await address_of(hr, request)
    key = place.path.removeprefix("/f/rate/")
    assert (place.expires_at - NOW, await rows(store, "select count(*) from feedback_ticket")) == (
        timedelta(days=14), [("0",)],
    )  # fmt: skip
    send, look = sender(store)
    before = await look(key)
    assert before is not None
    assert (before.asked_at, before.answers_key) == (NOW, None)

    with pytest.raises(InvalidInput):
        await send(key, "")
    with pytest.raises(InvalidInput):
        await send(key, "6")
    first = await send(key, "4")
    await send(key, "1", hours=1)
    await send(key, "2", hours=2)

    word = f"rating:{request}"
    assert await rows(store, WORDS) == [
        (word, "RATING", "4", "ROUTED", None), (f"{word}:again", "RATING", "1", "INVALID", "DUPLICATE"),
    ]  # fmt: skip
    valid = "select score from customer_feedback where is_valid and superseded_at is null"
    assert await rows(store, valid) == [("4",)]
    after = await look(key)
    assert after is not None
    assert after.answers_key == first.key
    stored = await rows(store, "select digest from rating_request")
    assert key not in stored[0][0]


async def test_an_address_ends_and_guessing_is_held_up(store):
    hr = await town(store)
    place = await address_of(hr, await ask_for_rating(hr, case_ref="W-1", customer_ref="c7"))
    key = place.path.removeprefix("/f/rate/")
    send, look = sender(store)

    assert await look(key, days=13, hours=23) is not None
    assert await look(key, days=14) is None
    for wrong, passed in ((key, {"days": 14}), (key[:-1], {}), ("", {})):
        with pytest.raises(NotFound):
            await send(wrong, **passed)
    assert await rows(store, WORDS) == []
    for _ in range(MISSES - 1):
        assert await look("guess") is None
    with pytest.raises(RateLimited):
        await look(key)
    assert await look(key, network="9.9.9.9") is not None
    with pytest.raises(Denied):
        await ask_for_rating(member(store, "E3"), case_ref="W-2")


async def test_a_resolved_ticket_asks_once_where_a_system_brings_the_address(store):
    await town(store)
    mine = member(store, "E3")
    silent = await came(store, "N1", agent_id=uid("E3"), score=5, text="好")
    await answer_customer_feedback(mine, id=silent, text="谢谢", resolve=True)
    assert await rows(store, ASKED) == []

    await listen(store, "feedback.*")
    ticket = await came(store, "N2", agent_id=uid("E3"), score=5, text="好", order_ref="o9")
    await answer_customer_feedback(mine, id=ticket, text="谢谢", resolve=True)
    ((payload,),) = await rows(store, ASKED)
    told = orjson.loads(payload)["data"]
    assert (told["customer"], told["order"], told["link"][:8]) == ("cN2", "o9", "/f/rate/")
    acts = f"select act from feedback_event where ticket_id='{ticket}' order by at,id"
    assert ("RATING_ASKED",) in await rows(store, acts)

    send, _ = sender(store)
    rated = await send(told["link"].removeprefix("/f/rate/"), "5", text="很快", minutes=5)
    await answer_customer_feedback(later(mine, minutes=9), id=rated.ticket_id, text="谢谢", resolve=True)
    assert len(await rows(store, ASKED)) == 1
    assert (await rows(store, WORDS))[0][3:] == ("RESOLVED", None)


async def test_a_chat_never_hears_a_customers_own_address(sqlite_store):
    await town(sqlite_store)
    await listen(sqlite_store, "", DeliveryChannel.WECOM)
    ticket = await came(sqlite_store, "N2", agent_id=uid("E3"), score=5, text="好")
    await answer_customer_feedback(member(sqlite_store, "E3"), id=ticket, text="谢谢", resolve=True)

    assert await rows(sqlite_store, ASKED) == []


async def test_cases_of_service_of_the_last_days_are_asked_after_once(store):
    hr = await town(store)

    async def close() -> None:
        for code, days, ref in (("W1", 1, "c1"), ("W2", 9, "c2"), ("W3", 1, None)):
            await ServiceCase.create(
                **row(code), recorded_at=PAST, source_key=f"crm:{code}", customer_ref=ref, agent_id=uid("E3"),
                closed_on=hr.today - timedelta(days=days), is_success=True,
            )  # fmt: skip

    await store.write(close)
    await ask_after_cases(hr)
    assert await rows(store, "select case_key from rating_request") == []
    await listen(store)
    for _ in range(2):
        await ask_after_cases(hr)

    assert await rows(store, "select case_key,customer_ref from rating_request") == [("case:crm:W1", "c1")]
    assert len(await rows(store, ASKED)) == 1
