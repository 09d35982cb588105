"""Carries a letter out of the house: over HTTP to an address that was looked at first, or to the mail server."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

import aiosmtplib
import httpx
import orjson

from server.delivery.letters import Letter
from server.kernel.settings import Settings

SECONDS = 8.0
MOST_ANSWER = 64 << 10
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """How a try went: `trouble` is empty if it arrived; `is_final` says that trying again is no use."""

    trouble: str = ""
    is_final: bool = False
    is_gone: bool = False
    receipt: str = ""

    @property
    def arrived(self) -> bool:
        return not self.trouble


async def post(letter: Letter, *, private: bool, robot: bool = False) -> Outcome:
    """Send a letter once. The name is looked up once, judged, and that very address is called."""
    parts = urlsplit(letter.url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        return Outcome("not an address of the web", is_final=True)
    if parts.scheme == "http" and not private:
        return Outcome("only https is allowed", is_final=True)
    try:
        async with asyncio.timeout(SECONDS):
            number = await reachable(
                parts.hostname, parts.port or (443 if parts.scheme == "https" else 80), private
            )
            if number is None:
                return Outcome("leads into a private network", is_final=True)
            return await _call(letter, number, robot=robot)
    except TimeoutError:
        return Outcome("no answer in time")
    except (httpx.HTTPError, OSError, ValueError) as error:
        return Outcome(type(error).__name__)


async def reachable(host: str, port: int, private: bool) -> str | None:
    """Return the number to call; None if any the name stands for is not public and that is not allowed."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in found]
    if not private and not all(is_public(number) for number in numbers):
        return None
    return numbers[0]


def is_public(number: str) -> bool:
    """Tell whether a number belongs to the open network, also where it is one of another kind in disguise."""
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not address.is_multicast


async def _call(letter: Letter, number: str, *, robot: bool) -> Outcome:
    url = httpx.URL(letter.url)
    headers = {**letter.headers, "host": url.netloc.decode()}
    async with (
        httpx.AsyncClient(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST", url.copy_with(host=number), content=letter.body, headers=headers,
            extensions={"sni_hostname": url.host},
        ) as answer,
    ):  # fmt: skip
        return judged(answer.status_code, await _beginning(answer) if robot else b"")


async def _beginning(answer: httpx.Response) -> bytes:
    found = b""
    async for part in answer.aiter_bytes():
        found += part
        if len(found) > MOST_ANSWER:
            break
    return found[:MOST_ANSWER]


def judged(status: int, body: bytes) -> Outcome:
    """Judge an answer. A robot answers 200 with its own code, and 0 alone is good."""
    if status == GONE:
        return Outcome("HTTP 410", is_final=True, is_gone=True)
    if not 200 <= status < 300:  # noqa: PLR2004 (HTTP's successes)
        return Outcome(f"HTTP {status}")
    if body:
        try:
            said = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Outcome("an answer that is no JSON")
        code = said.get("errcode", said.get("code", 0)) if isinstance(said, dict) else 0
        if code != 0:
            return Outcome(f"robot code {code}"[:60])
    return Outcome(receipt=f"HTTP {status}")


async def hand_to_mail(message: EmailMessage, settings: Settings) -> Outcome:
    """Hand a mail to the server of the settings; what it refuses for good is not tried again."""
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.mail_host,
            port=settings.mail_port,
            username=settings.mail_user or None,
            password=settings.mail_password or None,
            use_tls=settings.mail_security == "tls",
            start_tls=settings.mail_security == "starttls",
            timeout=SECONDS,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = [each.code for each in error.recipients]
        return Outcome(f"SMTP {codes[0]}", is_final=all(code >= 500 for code in codes))  # noqa: PLR2004 (SMTP's refusals)
    except aiosmtplib.SMTPResponseException as error:
        return Outcome(f"SMTP {error.code}", is_final=False)
    except (aiosmtplib.SMTPException, OSError) as error:
        return Outcome(type(error).__name__)
    return Outcome(receipt="SMTP 250")
