"""The lock file: one server at a time writes to a data folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

LOCK = "zhiren.lock"


class DataInUse(Exception):
    """Another server writes to this data folder."""


def take_lock(data: Path) -> int:
    """Return the held lock's file descriptor; the kernel lets go of it however the process ends."""
    descriptor = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise DataInUse(f"another server is using {data}; stop it, or choose another --data") from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor


def is_locked(data: Path) -> bool:
    """Tell whether a server is writing to this folder."""
    if not (data / LOCK).exists():
        return False
    try:
        os.close(take_lock(data))
    except DataInUse:
        return True
    return False
