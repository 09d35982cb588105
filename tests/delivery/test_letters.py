"""Each form of a message, held against the paper of its receiver."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
from standardwebhooks.webhooks import Webhook

from server.delivery.letters import News, WrongAddress, mail, require_robot, robot_letter, webhook_letter
from server.delivery.models import DeliveryChannel as To
from server.kernel.settings import Settings

NOW = datetime(2025, 6, 1, 2, 3, 4, tzinfo=UTC)
NEWS = News("id-1", "反馈即将超时 <@all> [点我](http://x)", "https://hr.example/feedback/1")
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
ROBOTS = {
    To.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=ab-1",
    To.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=ab1",
    To.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/ab-1",
}


def said(channel: To, secret: str = "", news: News = NEWS) -> tuple[str, dict[str, object]]:
    letter = robot_letter(channel, ROBOTS[channel], secret, news, NOW)
    assert letter.headers["Idempotency-Key"] == "id-1"
    return letter.url, orjson.loads(letter.body)


def test_wecom_takes_markdown_and_a_title_brings_none_of_its_own():
    _, body = said(To.WECOM)

    assert body == {
        "msgtype": "markdown",
        "markdown": {
            "content": "**反馈即将超时 ＜＠all＞ ［点我］(http://x)**\n\n[打开 Open](https://hr.example/feedback/1)"
        },
    }


def test_dingtalk_signs_the_moment_and_the_secret_in_the_address():
    url, body = said(To.DINGTALK, "SEC1")

    given = parse_qs(urlsplit(url).query)
    expected = hmac.digest(b"SEC1", f"{given['timestamp'][0]}\nSEC1".encode(), hashlib.sha256)
    assert given["timestamp"] == ["1748743384000"]
    assert base64.b64decode(given["sign"][0]) == expected
    assert body["msgtype"] == "actionCard"
    assert body["actionCard"]["singleURL"] == NEWS.link  # type: ignore[index] # as JSON is


def test_feishu_signs_nothing_with_a_key_of_the_moment_and_the_secret():
    _, body = said(To.FEISHU, "SEC1")

    expected = hmac.digest(b"1748743384\nSEC1", b"", hashlib.sha256)
    assert (body["timestamp"], base64.b64decode(str(body["sign"]))) == ("1748743384", expected)
    assert body["card"]["elements"][-1]["actions"][0]["url"] == NEWS.link  # type: ignore[index] # as above


def test_a_digest_has_a_line_with_its_link_for_each_count():
    news = News(
        "id-1", "每日摘要", "https://hr.example/feedback", [("待答复 3", "https://hr.example/feedback")]
    )

    for channel in (To.WECOM, To.DINGTALK, To.FEISHU):
        assert "[待答复 3](https://hr.example/feedback)" in orjson.dumps(said(channel, "", news)[1]).decode()


def test_a_webhook_is_signed_by_every_secret_that_holds():
    other = "whsec_" + base64.b64encode(b"before-before-before-bef").decode()
    payload = {"at": "2025-06-01T02:03:04.000Z", "data": {"id": "t1"}}

    letter = webhook_letter(
        "https://x.example/in", [SECRET, other], "evt-1", "feedback.received", payload, NOW
    )

    signs = letter.headers["webhook-signature"].split(" ")
    assert signs == [Webhook(each).sign("evt-1", NOW, letter.body.decode()) for each in (SECRET, other)]
    assert letter.headers["webhook-id"] == "evt-1"
    assert orjson.loads(letter.body) == {
        "type": "feedback.received", "timestamp": "2025-06-01T02:03:04.000Z", "data": {"id": "t1"},
    }  # fmt: skip


def test_a_mail_is_known_by_its_id_and_its_subject_is_one_line():
    message = mail(
        News("id-1", "一\r\nBcc: all@x", "https://hr.example/n"), "知人 <hr@hr.example>", "a@b.example", "why"
    )

    assert message["Message-ID"] == "<id-1@hr.example>"
    assert message["Subject"] == "一 Bcc: all@x"
    assert message["Bcc"] is None
    assert message.get_content() == "一\r\nBcc: all@x\n\nhttps://hr.example/n\n\nwhy\n".replace("\r\n", "\n")


@pytest.mark.parametrize("channel", ROBOTS)
def test_a_robot_lives_where_its_chat_keeps_robots(channel):
    require_robot(channel, ROBOTS[channel], Settings())

    for wrong in (
        "http://127.0.0.1/x",
        ROBOTS[channel] + "/../x",
        ROBOTS[channel] + "&x=1",
        ROBOTS[channel][:-4],
    ):
        if wrong != ROBOTS[channel]:
            with pytest.raises(WrongAddress):
                require_robot(channel, wrong, Settings())
