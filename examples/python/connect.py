"""A client for the server named in ZHIREN_URL, signed in by the token in ZHIREN_TOKEN."""

from __future__ import annotations

import os

from zhiren_client import Client


def connect() -> Client:
    url = os.environ.get("ZHIREN_URL", "http://127.0.0.1:8000").rstrip("/")
    token = os.environ["ZHIREN_TOKEN"]
    return Client(url=f"{url}/graphql", headers={"Authorization": f"Bearer {token}"})
