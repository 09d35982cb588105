"""One server at a time writes to a data folder."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from server.store.lock import DataInUse, is_locked, take_lock


def test_the_lock_is_held_until_it_is_let_go(tmp_path):
    assert is_locked(tmp_path) is False
    held = take_lock(tmp_path)

    assert is_locked(tmp_path) is True
    with pytest.raises(DataInUse, match="another server is using"):
        take_lock(tmp_path)

    os.close(held)
    assert is_locked(tmp_path) is False


def test_a_process_that_dies_lets_go(tmp_path):
    dies = (
        "import sys, pathlib, os, server.store.lock as l; l.take_lock(pathlib.Path(sys.argv[1])); os.abort()"
    )
    subprocess.run([sys.executable, "-c", dies, str(tmp_path)], check=False, capture_output=True)

    os.close(take_lock(tmp_path))
