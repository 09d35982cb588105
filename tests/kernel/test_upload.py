"""A file is known by its hash, and its name is shown without what does not belong there."""

from __future__ import annotations

import pytest

from server.kernel.upload import Upload


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.csv", "a.csv"),
        ("C:\\tmp\\花名册.csv", "花名册.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\nb.csv", "ab.csv"),
        ("", ""),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(name, shown):
    assert Upload(name, b"").base_name == shown


def test_the_same_bytes_are_the_same_request_whatever_the_name():
    assert str(Upload("a", b"x")) == str(Upload("b", b"x")) != str(Upload("a", b"y"))
    assert "x" not in repr(Upload("a", b"x")).removeprefix("Upload")
