"""Statuses that go with each media type."""

from __future__ import annotations

import pytest

from server.web.negotiate import GRAPHQL, JSON, media_of, status_of


@pytest.mark.parametrize(
    ("media", "has_data", "trouble", "status"),
    [
        (JSON, True, 0, 200), (GRAPHQL, True, 0, 200), (JSON, False, 422, 200), (GRAPHQL, False, 422, 400),
        (GRAPHQL, False, 400, 400), (GRAPHQL, False, 403, 403), (JSON, False, 503, 503), (GRAPHQL, False, 429, 429),
        (JSON, False, 500, 500), (GRAPHQL, False, 500, 500),
    ],
)  # fmt: skip
def test_status(media, has_data, trouble, status):
    assert status_of(media, has_data=has_data, trouble=trouble) == status


def test_what_is_liked_best_wins_and_nothing_is_json():
    assert media_of("") == JSON
    assert media_of("text/html;q=1, application/*;q=0.2") == JSON
    assert media_of(f"application/json;q=0, {GRAPHQL};q=0.1") == GRAPHQL
    assert media_of("image/png") is None
