"""From a notice to a message for each person, on the channels they chose and after their quiet hours."""

from __future__ import annotations

from server.delivery.models import DeliveryChannel as To
from server.desk import settle_notices
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from tests.delivery import rig
from tests.delivery.receivers import Http, Mail


async def test_everybody_is_told_as_they_chose_and_once(store):
    with Http() as http, Mail() as mail:
        rig.may_call_home(store, http.url(), mail.port)
        await rig.choose(store, "e1", "EMAIL", "FEISHU", "DINGTALK")
        await rig.choose(store, "e2", "EMAIL", family="training")
        await rig.choose(store, rig.GONE, "EMAIL")
        await rig.endpoint(store, To.FEISHU, http.url("/f1"), owner="e1")
        await rig.tell(store, ["e1", "e2", "e3", rig.GONE], "t1")
        await rig.tell(store, ["e1"], "t1")
        await rig.tell(store, ["e1"], "pay", kind="feedback")
        await store.write(lambda: settle_notices(rig.at(store), "pay"))
        await rig.work(store)
        await rig.work(store, rig.later(minutes=5))

    assert [(each["To"], each["Subject"]) for each in mail.got] == [
        ("e1@mail.example", "Feedback t1 is close to its limit")
    ]
    assert "https://hr.example/feedback/t1" in mail.got[0].get_content()
    assert [each.path for each in http.got] == ["/f1"]
    assert await rig.log(store) == [
        ("EMAIL", "feedback", "SENT", 1, ""),
        ("EMAIL", "feedback", "SKIPPED", 0, "no longer here"),
        ("EMAIL", "feedback", "SKIPPED", 0, "read or settled before"),
        ("FEISHU", "feedback", "SENT", 1, ""),
        ("FEISHU", "feedback", "SKIPPED", 0, "read or settled before"),
    ]


async def test_quiet_hours_are_waited_out(store):
    with Mail() as mail:
        rig.may_call_home(store, mail_port=mail.port)
        await rig.choose(store, "e1", "EMAIL", quiet_from=15 * 60, quiet_to=17 * 60, zone="Asia/Shanghai")
        await rig.tell(store, ["e1"], "t1")
        await rig.work(store, rig.later(minutes=59))
        before = len(mail.got)
        await rig.work(store, rig.later(minutes=60))

    assert (before, len(mail.got)) == (0, 1)


async def test_a_message_that_waited_for_a_worker_into_the_quiet_hours_goes_out_when_they_end(store):
    with Mail() as mail:
        rig.may_call_home(store, mail_port=mail.port)
        await rig.choose(store, "e1", "EMAIL", quiet_from=17 * 60, quiet_to=19 * 60, zone="Asia/Shanghai")
        await rig.tell(store, ["e1"], "t1")
        assert await work_once(store, rig.served(store), Clock(pinned=rig.NOW))  # it is 16:00 in Shanghai
        await rig.work(store, rig.later(hours=1))
        before, waits = len(mail.got), await rig.log(store)
        await rig.work(store, rig.later(hours=2, minutes=59))
        await rig.work(store, rig.later(hours=3))

    assert (before, waits) == (0, [("EMAIL", "feedback", "WAITING", 0, "")])
    assert [each["Subject"] for each in mail.got] == ["Feedback t1 is close to its limit"]
    assert await rig.log(store) == [("EMAIL", "feedback", "SENT", 1, "")]
