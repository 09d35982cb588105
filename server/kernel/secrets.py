"""Master keys: a ring of key-encryption keys, the newest first, and keys derived from them for one purpose each."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32


class SecretsError(Exception):
    """The keys are missing or unreadable; without them nothing personal can be opened."""


@dataclass(frozen=True)
class Secrets:
    """`ring` maps key id to 32 bytes; `current` is the id new data keys are wrapped with; `root` feeds derive()."""

    ring: dict[str, bytes]
    current: str
    root: bytes

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose; they outlive rotation of the ring."""
        return hmac.new(self.root, purpose.encode(), hashlib.sha256).digest()

    def rotated(self) -> Secrets:
        """Return secrets with a new current key; the old ones stay readable."""
        name = f"k{len(self.ring) + 1}"
        return Secrets({**self.ring, name: os.urandom(KEY_BYTES)}, name, self.root)

    def dump(self) -> str:
        ring = {name: base64.b64encode(key).decode() for name, key in self.ring.items()}
        return json.dumps(
            {"current": self.current, "root": base64.b64encode(self.root).decode(), "ring": ring}
        )


def new_secrets() -> Secrets:
    return Secrets({"k1": os.urandom(KEY_BYTES)}, "k1", os.urandom(KEY_BYTES))


def read_secrets(text: str) -> Secrets:
    try:
        raw = json.loads(text)
        ring = {name: base64.b64decode(key) for name, key in raw["ring"].items()}
        secrets = Secrets(ring, raw["current"], base64.b64decode(raw["root"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SecretsError("the keys cannot be read") from error
    if secrets.current not in ring or any(len(key) != KEY_BYTES for key in (*ring.values(), secrets.root)):
        raise SecretsError("the keys are incomplete")
    return secrets


def save_secrets(secrets: Secrets, data: Path) -> None:
    """Write keys.json for its owner only (mode 0600), whole or not at all."""
    target, draft = data / "keys.json", data / "keys.json.new"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.dump())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def load_secrets(data: Path, given: str = "") -> Secrets:
    """Read the keys from the setting or from keys.json; SecretsError if there are none."""
    if given:
        return read_secrets(given)
    file = data / "keys.json"
    if not file.exists():
        raise SecretsError(f"no keys.json in {data}; run `main.py init` or set ZHIREN_KEYS")
    return read_secrets(file.read_text())
