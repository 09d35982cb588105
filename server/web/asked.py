"""Reads a GraphQL request from an HTTP body: size, time, media type, JSON and the types of its parts, never a 500."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import orjson
from starlette.types import Receive

BODY_SECONDS = 10.0
SHA_LENGTH = 64


class Refused(Exception):
    """A request that is not well formed: an HTTP status and a sentence in both languages."""

    def __init__(self, status: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.status, self.zh, self.en = status, zh, en


@dataclass(frozen=True)
class Asked:
    """A well-formed request; `source` is None when only a hash was sent."""

    source: str | None
    variables: Mapping[str, object] | None = None
    operation: str | None = None
    sha256: str | None = None
    wanted: frozenset[str] = frozenset()


WANTED = frozenset({"masked", "cost", "policyVersion", "requestId"})
NOTHING_WANTED: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def media_trouble(content_type: str, content_encoding: str) -> str | None:
    """Say what is wrong with how a body is sent, None if nothing is."""
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    if media != "application/json":
        return "application/json"
    if content_encoding.strip().lower() not in ("", "identity"):
        return "identity"
    named = [
        value.strip().strip('"')
        for key, _, value in (p.partition("=") for p in parameters)
        if key.strip() == "charset"
    ]
    return "charset=utf-8" if any(value not in ("utf-8", "utf8") for value in named) else None


def require_media(headers: Mapping[bytes, bytes]) -> None:
    kind = headers.get(b"content-type", b"").decode("latin-1")
    if wanted := media_trouble(kind, headers.get(b"content-encoding", b"").decode("latin-1")):
        raise Refused(415, f"请以 {wanted} 发送。", f"Send it as {wanted}.")


async def read_body(
    receive: Receive, headers: Mapping[bytes, bytes], limit: int, seconds: float = BODY_SECONDS
) -> bytes:
    """Return the body; Refused with 413 past the limit, 408 past the time."""
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length[:20]) > limit:
        raise too_big(limit)
    try:
        async with asyncio.timeout(seconds):
            return await _collect(receive, limit)
    except TimeoutError as error:
        raise Refused(408, "请求发送过慢。", "The request was sent too slowly.") from error


async def _collect(receive: Receive, limit: int) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body") and message["type"] == "http.request":
        if len(body) > limit:
            break
        message = await receive()
        body += message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise Refused(400, "请求没有发完。", "The request broke off.")
    if len(body) > limit:
        raise too_big(limit)
    return body


def too_big(limit: int) -> Refused:
    return Refused(413, f"请求体超过 {limit} 字节。", f"The body exceeds {limit} bytes.")


def parse(body: bytes) -> Asked:
    """Turn a body into what is asked; Refused with 400 if it is not a GraphQL request."""
    try:
        found = orjson.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "请求体不是 JSON。", "The body is not JSON.") from error
    if isinstance(found, list):
        raise Refused(
            400, "不支持批量请求，请逐个发送。", "Batches are not supported; send one request at a time."
        )
    if not isinstance(found, dict):
        raise Refused(400, "请求体须为 JSON 对象。", "The body must be a JSON object.")
    return parts_of(found)


def parts_of(found: dict[str, object]) -> Asked:
    source, operation = text_of(found, "query"), text_of(found, "operationName")
    variables, extensions = object_of(found, "variables"), object_of(found, "extensions")
    sha256 = hash_of(found, extensions)
    if source is None and sha256 is None:
        raise Refused(400, "缺少 query 或 documentId。", "Give a query or a documentId.")
    if source is not None and sha256 is not None and hashlib.sha256(source.encode()).hexdigest() != sha256:
        raise Refused(400, "query 与所给摘要不符。", "The query does not match its hash.")
    wanted = frozenset(key for key in WANTED if extensions.get(key) is True) if extensions else NOTHING_WANTED
    return Asked(source, variables, operation or None, sha256, wanted)


def text_of(found: Mapping[str, object], name: str) -> str | None:
    value = found.get(name)
    if value is not None and not isinstance(value, str):
        raise Refused(400, f"{name} 须为文本。", f"{name} must be a string.")
    return value or None


def object_of(found: Mapping[str, object], name: str) -> dict[str, object] | None:
    value = found.get(name)
    if value is not None and not isinstance(value, dict):
        raise Refused(400, f"{name} 须为对象。", f"{name} must be an object.")
    return value


def hash_of(found: Mapping[str, object], extensions: Mapping[str, object] | None) -> str | None:
    """Return the SHA-256 a request names, as `documentId` or the way Apollo's clients do."""
    given: object = text_of(found, "documentId")
    if isinstance(given, str):
        given = given.removeprefix("sha256:")
    elif isinstance(persisted := (extensions or {}).get("persistedQuery"), dict):
        given = persisted.get("sha256Hash")
    if given is None:
        return None
    if not isinstance(given, str) or len(given) != SHA_LENGTH or not set(given) <= set("0123456789abcdef"):
        raise Refused(
            400,
            "文档摘要须为 64 位小写十六进制的 SHA-256。",
            "The document's hash must be a SHA-256 in lower-case hex.",
        )
    return given
