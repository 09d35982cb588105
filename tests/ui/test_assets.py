"""The built files keep their budgets, and the lock file names no address."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest

from ui.page import DIST, asset

UI = Path(__file__).parents[2] / "ui"
pytestmark = pytest.mark.skipif(not DIST.exists(), reason="front-end files are not built (make setup)")


@pytest.mark.parametrize(
    ("name", "raw", "packed"),
    [
        ("app.css", 40_000, 9_000),
        ("metrics.css", 20_000, 4_600),
        ("app.js", 20_000, 6_000),
        ("icons.svg", 27_000, 6_300),
        ("console.js", 700_000, 200_000),
    ],
)
def test_file_keeps_its_budget(name, raw, packed):
    content = (DIST / asset(name).rpartition("/")[2]).read_bytes()

    assert len(content) <= raw
    assert len(brotli.compress(content, quality=9)) <= packed


def test_lock_file_names_no_address():
    text = (UI / "package-lock.json").read_text("utf-8")

    assert '"resolved"' not in text
    assert '"integrity"' in text


def test_every_icon_in_a_template_is_in_the_sprite():
    names = set((UI / "icons.txt").read_text("utf-8").split())
    sprite = (DIST / asset("icons.svg").rpartition("/")[2]).read_text("utf-8")

    assert {name for name in names if f'id="{name}"' not in sprite} == set()
