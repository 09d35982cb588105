"""How a message is spelled and signed for each kind of receiver; pure, so that each form can be held to its paper."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import quote_plus, urlsplit

import orjson
from standardwebhooks.webhooks import Webhook

from server.delivery.models import DeliveryChannel
from server.kernel.settings import Settings

KEY = "Idempotency-Key"
WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "`*_[]<>@\\"})
"""Each sign that a chat reads as markup, and its full-width twin, which it does not."""
TEXT_BYTES = 2000
"""The robots take 2,048 bytes and more; what is longer is cut."""


@dataclass(frozen=True)
class News:
    """What is told: a title, where it leads, and the id by which a receiver knows a repeat."""

    id: str
    title: str
    link: str
    lines: Sequence[tuple[str, str]] = ()
    """More of the same, each a text and where it leads; only a digest has them."""


@dataclass(frozen=True)
class Letter:
    """A request ready to be sent."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class WrongAddress(ValueError):
    """The address is not one of this channel's robots."""


def robot_base(channel: DeliveryChannel, settings: Settings) -> str:
    """Return where the robots of a chat are."""
    return {
        DeliveryChannel.WECOM: settings.wecom_address,
        DeliveryChannel.DINGTALK: settings.dingtalk_address,
        DeliveryChannel.FEISHU: settings.feishu_address,
    }[channel].rstrip("/")


ROBOT_PATHS: Mapping[DeliveryChannel, str] = {
    DeliveryChannel.WECOM: "/cgi-bin/webhook/send?key=",
    DeliveryChannel.DINGTALK: "/robot/send?access_token=",
    DeliveryChannel.FEISHU: "/open-apis/bot/v2/hook/",
}


def require_robot(channel: DeliveryChannel, address: str, settings: Settings) -> None:
    """Refuse an address that leads anywhere else than to the chat's own robots."""
    begins = robot_base(channel, settings) + ROBOT_PATHS[channel]
    token = address.removeprefix(begins)
    if token == address or not token or not all(c.isascii() and (c.isalnum() or c in "-_") for c in token):
        raise WrongAddress(begins)


def robot_letter(channel: DeliveryChannel, address: str, secret: str, news: News, moment: datetime) -> Letter:
    """Spell the news for a robot, signed where there is a secret."""
    spell = {
        DeliveryChannel.WECOM: wecom,
        DeliveryChannel.DINGTALK: dingtalk,
        DeliveryChannel.FEISHU: feishu,
    }[channel]
    return spell(address, secret, news, moment)


def wecom(address: str, _: str, news: News, __: datetime) -> Letter:
    """WeCom: markdown; the key in the address is the secret, nothing is signed."""
    return posted(address, {"msgtype": "markdown", "markdown": {"content": markdown(news)}}, news)


def dingtalk(address: str, secret: str, news: News, moment: datetime) -> Letter:
    """DingTalk: a card with one button for a single thing, markdown for several; signed in the address."""
    if news.lines:
        said: dict[str, object] = {
            "msgtype": "markdown",
            "markdown": {"title": news.title, "text": markdown(news)},
        }
    else:
        card = {
            "title": news.title, "text": cut(escaped(news.title)), "singleTitle": "打开 Open", "singleURL": news.link,
        }  # fmt: skip
        said = {"msgtype": "actionCard", "actionCard": card}
    if not secret:
        return posted(address, said, news)
    stamp = str(int(moment.timestamp() * 1000))
    sign = hmac_base64(secret.encode(), f"{stamp}\n{secret}".encode())
    return posted(f"{address}&timestamp={stamp}&sign={quote_plus(sign)}", said, news)


def feishu(address: str, secret: str, news: News, moment: datetime) -> Letter:
    """Feishu: a card; the signature stands in the body, its key made of the moment and the secret."""
    card = {
        "header": {"title": {"tag": "plain_text", "content": cut(news.title)}, "template": "blue"},
        "elements": [
            *(
                {"tag": "div", "text": {"tag": "lark_md", "content": f"[{escaped(text)}]({link})"}}
                for text, link in news.lines
            ),
            {
                "tag": "action",
                "actions": [
                    {
                        "tag": "button", "type": "primary", "url": news.link,
                        "text": {"tag": "plain_text", "content": "打开 Open"},
                    }
                ],
            },
        ],
    }  # fmt: skip
    said: dict[str, object] = {"msg_type": "interactive", "card": card}
    if secret:
        stamp = str(int(moment.timestamp()))
        said |= {"timestamp": stamp, "sign": hmac_base64(f"{stamp}\n{secret}".encode(), b"")}
    return posted(address, said, news)


def webhook_letter(
    address: str, secrets: Sequence[str], event_id: str, kind: str, payload: Mapping[str, object], moment: datetime
) -> Letter:  # fmt: skip
    """Spell an event as Standard Webhooks has it: a signature of each secret that holds, over id, moment and body."""
    body = orjson.dumps({"type": kind, "timestamp": payload["at"], "data": payload["data"]})
    signs = " ".join(Webhook(each).sign(event_id, moment, body.decode()) for each in secrets)
    return Letter(
        address,
        body,
        {
            "content-type": "application/json",
            "webhook-id": event_id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": signs,
            "user-agent": "zhiren-webhooks",
        },
    )


def mail(news: News, sender: str, receiver: str, why: str) -> EmailMessage:
    """Spell the news as a mail; its Message-ID is the same each time it is sent."""
    message = EmailMessage()
    message["From"], message["To"] = sender, receiver
    message["Subject"] = " ".join(news.title.split())
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    message["Message-ID"] = f"<{news.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    lines = [f"{text}\n{link}" for text, link in news.lines]
    message.set_content("\n\n".join([news.title, *lines, news.link, why]) + "\n")
    return message


def markdown(news: News) -> str:
    head = f"**{escaped(news.title)}**"
    rows = [f"[{escaped(text)}]({link})" for text, link in news.lines]
    return cut("\n\n".join([head, *rows, f"[打开 Open]({news.link})"]))


def escaped(text: str) -> str:
    """Keep a title from becoming markup of the chat: no links, mentions or tags of its own."""
    return text.translate(WIDE)


def cut(text: str) -> str:
    return text.encode()[:TEXT_BYTES].decode(errors="ignore")


def posted(address: str, said: object, news: News) -> Letter:
    return Letter(address, orjson.dumps(said), {"content-type": "application/json", KEY: news.id})


def hmac_base64(key: bytes, message: bytes) -> str:
    return base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode()


def host_of(address: str) -> str:
    return (urlsplit(address).hostname or "")[:200]
