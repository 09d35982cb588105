"""The vault: AES-256-GCM with a data key per person, wrapped by the key ring; no key, no person."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from base64 import b64encode
from binascii import a2b_base64
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.kernel.secrets import KEY_BYTES, Secrets

VERSION = "v1."
NONCE = 12
BLIND_BYTES = 16
CACHED_KEYS = 50_000
Key = AESGCM


class Unreadable(Exception):
    """A sealed value cannot be opened: wrong key, wrong place, changed, or the person was erased."""


class Vault:
    """Seals and opens texts; holds the unwrapped keys of the people read last, in memory only."""

    def __init__(self, secrets: Secrets) -> None:
        self._ring = {name: AESGCM(key) for name, key in secrets.ring.items()}
        self._current = secrets.current
        self._blind_root = secrets.derive("blind-index")
        self._keys: dict[str, AESGCM] = {}
        self._blind_keys: dict[str, bytes] = {}

    def new_person_key(self) -> str:
        """Return a new data key, wrapped, as text to be stored in person_key.wrapped."""
        return self._wrap(os.urandom(KEY_BYTES))

    def seal(self, wrapped: str, place: str, text: str) -> str:
        """Seal `text` for one place, such as "employee.phone|<row id>"; it opens nowhere else."""
        return self.seal_bytes(wrapped, place, text.encode())

    def seal_bytes(self, wrapped: str, place: str, content: bytes) -> str:
        """Seal what is no text, such as a file, in the same way."""
        nonce = os.urandom(NONCE)
        return (
            VERSION + b64encode(nonce + self._key(wrapped).encrypt(nonce, content, place.encode())).decode()
        )

    def open(self, wrapped: str, place: str, sealed: str) -> str:
        """Return the clear text; Unreadable if anything about it is not as it was sealed."""
        return self.open_bytes(wrapped, place, sealed).decode()

    def open_bytes(self, wrapped: str, place: str, sealed: str) -> bytes:
        """Return what was sealed as bytes; Unreadable as with `open`."""
        key = self._keys.get(wrapped) or self._key(wrapped)
        if not sealed.startswith(VERSION):
            raise Unreadable("not a sealed value")
        try:
            raw = a2b_base64(sealed[3:])
            return key.decrypt(raw[:NONCE], raw[NONCE:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"{place.partition('|')[0]} cannot be opened") from error

    def key(self, wrapped: str | None) -> Key | None:
        """Return what opens a person's values; None once the person is erased or the key ring lacks the wrapping."""
        if not wrapped:
            return None
        try:
            return self._keys.get(wrapped) or self._key(wrapped)
        except Unreadable:
            return None

    def open_with(self, key: Key | None, place: str, sealed: str) -> str | None:
        """Open one value of a batch; None where `open` would raise."""
        return self.open_column([key], [place], [sealed])[0]

    def open_column(
        self, keys: Sequence[Key | None], places: Sequence[str], sealed: Sequence[str | None]
    ) -> list[str | None]:
        """Open a column of values, each with its person's key at its place; None where `open` would raise.

        One loop without calls of our own: this is most of what a list of sealed values costs.
        """
        out: list[str | None] = []
        for key, place, text in zip(keys, places, sealed, strict=True):
            if key is None or text is None or text[:3] != VERSION:
                out.append(None)
                continue
            try:
                raw = a2b_base64(text[3:])
                out.append(key.decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode())
            except (InvalidTag, ValueError):
                out.append(None)
        return out

    def blind(self, field: str, text: str) -> str:
        """Return the keyed hash of a value, for equality only; what looks alike (NFKC) hashes alike."""
        key = self._blind_keys.get(field)
        if key is None:
            key = self._blind_keys[field] = hmac.digest(self._blind_root, field.encode(), hashlib.sha256)
        return hmac.digest(key, unicodedata.normalize("NFKC", text).encode(), hashlib.sha256)[
            :BLIND_BYTES
        ].hex()

    def rewrap(self, wrapped: str) -> str:
        """Wrap the same data key with the current master key; the sealed values stay as they are."""
        return wrapped if wrapped.partition(".")[0] == self._current else self._wrap(self._unwrap(wrapped))

    def forget(self, wrapped: str) -> None:
        """Drop a data key from memory, when its person is erased."""
        self._keys.pop(wrapped, None)

    def _key(self, wrapped: str) -> AESGCM:
        key = self._keys.pop(wrapped, None) or AESGCM(self._unwrap(wrapped))
        self._keys[wrapped] = key
        if len(self._keys) > CACHED_KEYS:
            del self._keys[next(iter(self._keys))]
        return key

    def _wrap(self, key: bytes) -> str:
        nonce = os.urandom(NONCE)
        sealed = self._ring[self._current].encrypt(nonce, key, self._current.encode())
        return f"{self._current}.{b64encode(nonce + sealed).decode()}"

    def _unwrap(self, wrapped: str) -> bytes:
        name, _, text = wrapped.partition(".")
        master = self._ring.get(name)
        if master is None:
            raise Unreadable(f"no master key {name!r}" if wrapped else "the person was erased")
        try:
            raw = a2b_base64(text)
            return master.decrypt(raw[:NONCE], raw[NONCE:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable("the data key cannot be unwrapped") from error
