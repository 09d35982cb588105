"""Only a SQLite that cannot corrupt its file is accepted."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from server.store.driver import DriverError, check_driver


def test_the_driver_in_use_is_safe():
    assert sqlite3.__name__ == "pysqlite3"
    check_driver()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_a_sqlite_with_the_wal_bug_is_refused(version):
    with pytest.raises(DriverError, match=f"SQLite {'.'.join(map(str, version))} is unsafe"):
        check_driver(version)


def test_the_first_safe_one_is_accepted():
    check_driver((3, 51, 3))


def test_importing_the_driver_swaps_it_in_a_fresh_process():
    code = "import server.store.driver, sqlite3, aiosqlite.core; print(aiosqlite.core.sqlite3.__name__)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "pysqlite3\n"
    )
