"""The SQLite driver: the current one of `pysqlite3`, in the standard library's place."""

from __future__ import annotations

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3  # even if someone else (coverage, say) has loaded the old one for itself
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import aiosqlite  # noqa: E402 (it must find the new one)

FIRST_SAFE = (3, 51, 3)
"""Older ones hold the WAL-reset bug, which can corrupt a file that two connections write to."""


class DriverError(Exception):
    """The SQLite in this process must not be trusted with data."""


def check_driver(version: tuple[int, ...] = aiosqlite.sqlite_version_info) -> None:
    """Refuse a SQLite that can corrupt a database; DriverError says what to do."""
    if version < FIRST_SAFE:
        found = ".".join(map(str, version))
        raise DriverError(f"SQLite {found} is unsafe; import server.store.driver before aiosqlite")
