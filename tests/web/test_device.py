"""A device is named by its browser and system, and by nothing that would tell one person from another."""

from __future__ import annotations

import pytest

from server.web.device import device_of

MOZILLA = "Mozilla/5.0"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {CHROME}", "Chrome · Windows"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {CHROME} Edg/126.0", "Edge · Windows"),
        (f"{MOZILLA} (Linux; Android 14) {CHROME} MicroMessenger/8.0", "WeChat · Android"),
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_device_is_named_in_two_words(agent, device):
    assert device_of(agent) == device
