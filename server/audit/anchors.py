"""Anchors: signed notes, outside of the database, of how far the chain had come; a cut tail shows."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

import orjson

from server.kernel.clock import Clock, spell_instant
from server.kernel.secrets import Secrets
from server.store.store import Store

FILE = "audit-anchor.log"
EVERY_SECONDS = 60.0
EVERY_ENTRIES = 1000
LOOK_SECONDS = 2.0


@dataclass(frozen=True)
class Anchor:
    """The chain had come to `seq` with `hash` at this moment."""

    seq: int
    hash: str
    at: str

    def sign(self, secrets: Secrets) -> str:
        text = f"{self.seq}|{self.hash}|{self.at}".encode()
        return hmac.digest(secrets.derive("audit-anchor"), text, hashlib.sha256).hex()


def anchor_file(store: Store) -> Path:
    return store.settings.data / FILE


def read_anchors(store: Store) -> tuple[list[Anchor], int | None]:
    """Return the anchors, and the number of the first line that is not ours."""
    anchors: list[Anchor] = []
    file = anchor_file(store)
    for number, line in enumerate(file.read_bytes().splitlines() if file.exists() else [], start=1):
        try:
            signature, anchor = _read_line(line)
        except (ValueError, KeyError, TypeError):
            return anchors, number
        if not hmac.compare_digest(signature, anchor.sign(store.secrets)):
            return anchors, number
        anchors.append(anchor)
    return anchors, None


async def write_anchor(store: Store, clock: Clock, *, known: int = 0) -> int:
    """Append an anchor, to the disk, if the chain has grown past `known`; return how far it has come."""
    ((seq, spelled),) = await store.reads.rows("SELECT seq, hash FROM audit_head WHERE id = 1")
    if seq > known:
        anchor = Anchor(seq, spelled, spell_instant(clock.now()))
        await asyncio.to_thread(_append, anchor_file(store), anchor, anchor.sign(store.secrets))
    return int(seq)


async def run_anchors(store: Store, clock: Clock, stop: asyncio.Event) -> None:
    """Anchor every minute or every thousand entries, and once more at the end."""
    known, since = 0, 0.0
    while not stop.is_set():
        since += LOOK_SECONDS
        ((seq,),) = await store.reads.rows("SELECT seq FROM audit_head WHERE id = 1")
        if seq - known >= EVERY_ENTRIES or since >= EVERY_SECONDS:
            known, since = await write_anchor(store, clock, known=known), 0.0
        try:
            await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        except TimeoutError:
            continue
    await write_anchor(store, clock, known=known)


def _append(file: Path, anchor: Anchor, signature: str) -> None:
    line = (
        orjson.dumps({"seq": anchor.seq, "hash": anchor.hash, "at": anchor.at, "signature": signature})
        + b"\n"
    )
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_line(line: bytes) -> tuple[str, Anchor]:
    raw = orjson.loads(line)
    return str(raw["signature"]), Anchor(int(raw["seq"]), str(raw["hash"]), str(raw["at"]))
