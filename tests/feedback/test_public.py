"""The public form: whoever holds a link may speak, machines and floods are held off, and nothing can be read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.feedback.models import FeedbackChannel, FeedbackLinkKind, IntakeWindow
from server.feedback.operations.links import renew_feedback_link, save_feedback_link
from server.feedback.operations.public import (
    OF_LINK,
    OF_NETWORK,
    PUBLIC,
    WINDOW,
    forget_windows,
    new_stamp,
    open_link,
    read_stamp,
    send_form,
)
from server.kernel.errors import InvalidInput, NotFound, RateLimited
from tests.feedback.ticketing import later, member, town
from tests.people.town import rows
from tests.plan.world import NOW, context

WRITTEN = timedelta(seconds=9)
KEPT = "select score,invalid_reason,channel from feedback_ticket order by created_at,score"


@pytest.fixture
async def link(store):
    """E3's link; its token, and a way to send a form that was opened nine seconds ago."""
    hr = await town(store)
    await save_feedback_link(
        hr,
        code="E3",
        title="陈佳",
        kind=FeedbackLinkKind.AGENT,
        employee_code="E3",
        channel=FeedbackChannel.RATING,
    )
    ((token,),) = await rows(store, "select token from feedback_link")
    return token


@pytest.fixture
def send(store, link):
    ctx = member(store, "E3").acting_as(PUBLIC)

    async def send(network="1.2.3.4", token=link, wall=NOW, stamp=None, **sent):
        known = new_stamp(store, link, wall - WRITTEN) if stamp is None else stamp
        return await send_form(ctx, token=token, sent={"stamp": known, **sent}, network=network, wall=wall)

    return send


async def test_a_form_counts_once_whatever_is_sent_again(store, link, send):
    stamp = new_stamp(store, link, NOW - WRITTEN)

    first = await send(stamp=stamp, score="5", text="小陈很耐心")
    again = await send(stamp=stamp, score="1", text="改口")

    assert again == first
    assert await rows(store, KEPT) == [("5", None, "RATING")]
    ((agent, department),) = await rows(store, "select agent_id,department_id from feedback_ticket")
    assert None not in (agent, department)
    by = await rows(store, "select distinct actor_name from audit_entry where action='feedback.receive'")
    assert by == [(PUBLIC.name,)]


async def test_machines_are_kept_apart_and_told_nothing(store, link, send):
    quick = new_stamp(store, link, NOW - timedelta(seconds=1))

    await send(score="5", text="有趣", stamp=quick)
    await send(score="5", website="http://x")
    await send(score="5", stamp="1-2-3")
    await send(score="5", stamp=new_stamp(store, "another", NOW - WRITTEN))

    assert await rows(store, KEPT) == [("5", "AUTOMATIC", "RATING")] * 4
    assert read_stamp(store, link, quick, NOW) is not None
    assert read_stamp(store, link, quick.replace("-", "1-", 1), NOW) is None


async def test_what_cannot_be_taken_says_why_and_keeps_nothing(store, link, send):
    for sent, path in (
        ({}, ("input", "score")),
        ({"score": "6"}, ("input", "score")),
        ({"score": "=1+1"}, ("input", "score")),
        ({"text": "长" * 2001}, ("input", "text")),
        ({"score": "5", "orderRef": "1" * 101}, ("input", "orderRef")),
    ):
        with pytest.raises(InvalidInput) as caught:
            await send(**sent)
        assert caught.value.path == path
    with pytest.raises(NotFound):
        await send(token="nobody's", score="5")

    assert await rows(store, KEPT) == []
    assert await rows(store, "select count(*) from intake_window") == [("0",)]


async def test_scripts_and_formulas_are_words(store, send):
    text = '<script>alert(1)</script>\n=HYPERLINK("http://x","y")\u202e\x00'
    await send(score="2", text=text, orderRef="=1+1", kind="'; drop table feedback_ticket; --")

    ((kept, order),) = await rows(store, "select text,order_ref from feedback_ticket")
    assert kept == '<script>alert(1)</script>\n=HYPERLINK("http://x","y")'
    assert order == "=1+1"
    assert await rows(store, "select kind from customer_feedback") == [("SURVEY",)]


async def test_a_flood_is_held_up_and_passes(store, link, send):
    await send(score="5")
    await store.write(lambda: fill(OF_NETWORK - 1))
    await send(score="5")
    with pytest.raises(RateLimited) as caught:
        await send(score="5")
    assert caught.value.en.startswith("Too many at once; try again in 11 min.")
    await send("9.9.9.9", score="4")
    await send(score="3", wall=NOW + WINDOW)
    await store.write(lambda: fill(OF_LINK))
    with pytest.raises(RateLimited):
        await send("8.8.8.8", score="4", wall=NOW + WINDOW)

    assert len(await rows(store, KEPT)) == 4
    await forget_windows(later(member(store, "E3"), days=3))
    assert await rows(store, "select count(*) from intake_window") == [("0",)]


async def fill(count: int) -> None:
    await IntakeWindow.filter(count__gt=0).update(count=count)


async def test_a_link_that_is_off_or_renewed_opens_nothing(store, link, send):
    hr = await rows(store, "select id from feedback_link")
    found = await open_link(store, link)
    assert found is not None
    assert (found.title, found.kind, found.languages) == ("陈佳", "AGENT", ("zh", "en"))

    await renew_feedback_link(context(store, "hr_manager"), id=hr[0][0])

    assert await open_link(store, link) is None
    with pytest.raises(NotFound):
        await send(score="5")
