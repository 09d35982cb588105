"""A file that came with a request: its name as it was sent, and its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

LONGEST_NAME = 200


@dataclass(frozen=True)
class Upload:
    """Held in memory; who sends it has been asked who they are before it was read."""

    name: str
    content: bytes = field(repr=False)

    def __str__(self) -> str:
        """Name the file by its hash, so that the same request sent again is known to be the same."""
        return f"sha256:{self.digest}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def base_name(self) -> str:
        """Return the name without folders or control characters, as a list may show it."""
        last = PurePosixPath(self.name.replace("\\", "/")).name
        return "".join(each for each in last if each.isprintable())[:LONGEST_NAME]
