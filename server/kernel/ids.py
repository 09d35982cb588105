"""Identifiers: UUIDv7 as text, so that ids made later sort later."""

from __future__ import annotations

import os
import time
import uuid


def new_id(milliseconds: int | None = None) -> str:
    """Return a new UUIDv7 (RFC 9562) as 36 characters of text."""
    moment = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    tail = int.from_bytes(os.urandom(10), "big")
    value = (moment & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def is_id(text: str) -> bool:
    """Tell whether `text` is the canonical spelling of a UUID."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
