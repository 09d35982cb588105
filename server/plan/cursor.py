"""Cursors: the sort keys of a row, encrypted, so that a hidden or sorted value never shows in them."""

from __future__ import annotations

import base64
import binascii
import os

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.kernel.errors import InvalidInput

NONCE = 12


class Cursors:
    """Seals and opens cursors; one belongs to the order it was made under."""

    def __init__(self, key: bytes) -> None:
        self.box = AESGCM(key)

    def seal(self, order: str, keys: object) -> str:
        nonce = os.urandom(NONCE)
        return base64.urlsafe_b64encode(
            nonce + self.box.encrypt(nonce, orjson.dumps(keys), order.encode())
        ).decode()

    def open(self, order: str, text: object, argument: str) -> list[object]:
        """Return the keys; InvalidInput for a foreign, damaged or differently ordered cursor."""
        try:
            raw = base64.urlsafe_b64decode(str(text))
            keys: list[object] = orjson.loads(self.box.decrypt(raw[:NONCE], raw[NONCE:], order.encode()))
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise InvalidInput(
                "翻页位置无效，请从第一页重新开始。",
                "The cursor doesn't belong to this list; start again from the first page.",
                path=(argument,),
            ) from error
        return keys
