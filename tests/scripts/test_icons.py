"""The pictures phones install are drawn in the sizes they are named by."""

from __future__ import annotations

import struct

import pytest

from scripts.icons import SIZES, UI


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_its_size(size):
    head = (UI / f"icon-{size}.png").read_bytes()[:24]

    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (size, size)
