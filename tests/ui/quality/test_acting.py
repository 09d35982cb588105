"""What a form hands on."""

from __future__ import annotations

from starlette.datastructures import FormData

from ui.quality.acting import filled, version_of


def test_a_version_is_a_number_or_nothing():
    assert version_of(FormData({"version": "4"})) == {"version": 4}
    assert version_of(FormData({"version": "x"})) == {}
    assert filled({"a": "1", "b": ""}) == {"a": "1"}
