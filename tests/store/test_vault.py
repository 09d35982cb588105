"""The vault: what is sealed opens only where, and with what, it was sealed."""

from __future__ import annotations

import pytest

from server.kernel.secrets import new_secrets
from server.store import vault as vaults
from server.store.vault import Unreadable, Vault

PLACE = "employee.phone|0190"


@pytest.fixture
def vault(secrets) -> Vault:
    return Vault(secrets)


def test_a_sealed_text_opens_again(vault, secrets):
    key = vault.new_person_key()
    sealed = vault.seal(key, PLACE, "13812341234")

    assert sealed.startswith("v1.")
    assert "13812341234" not in sealed
    assert Vault(secrets).open(key, PLACE, sealed) == "13812341234"


def test_the_same_text_is_never_sealed_alike(vault):
    key = vault.new_person_key()

    assert vault.seal(key, PLACE, "王敏") != vault.seal(key, PLACE, "王敏")


def _spoiled(vault: Vault) -> dict[str, tuple[str, str, str]]:
    key, other = vault.new_person_key(), vault.new_person_key()
    sealed = vault.seal(key, PLACE, "13812341234")
    changed = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    return {
        "another person's key": (other, PLACE, sealed),
        "another row": (key, "employee.phone|0191", sealed),
        "another column": (key, "employee.email|0190", sealed),
        "one character changed": (key, PLACE, changed),
        "cut short": (key, PLACE, sealed[:8]),
        "not sealed at all": (key, PLACE, "13812341234"),
        "not base64": (key, PLACE, "v1.!"),
        "an erased person": ("", PLACE, sealed),
        "a key of an unknown ring": ("k9.abcd", PLACE, sealed),
        "a wrapped key that was changed": (key[:-6] + "AAAAAA", PLACE, sealed),
        "a wrapped key that is no base64": ("k1.!", PLACE, sealed),
    }


@pytest.mark.parametrize("case", _spoiled(Vault(new_secrets())))
def test_anything_out_of_place_is_unreadable(vault, case):
    key, place, sealed = _spoiled(vault)[case]

    with pytest.raises(Unreadable):
        vault.open(key, place, sealed)


def test_an_error_names_the_column_and_never_the_row_or_the_value(vault):
    sealed = vault.seal(vault.new_person_key(), PLACE, "13812341234")

    with pytest.raises(Unreadable) as caught:
        vault.open(vault.new_person_key(), PLACE, sealed)

    assert str(caught.value) == "employee.phone cannot be opened"


def test_blind_hashes_are_equal_for_equal_values_of_a_field_only(vault, secrets):
    phone = vault.blind("employee.phone", "13812341234")

    assert len(phone) == 32
    assert phone == Vault(secrets).blind("employee.phone", "１３８１２３４１２３４")
    assert phone != vault.blind("employee.email", "13812341234")
    assert phone != Vault(new_secrets()).blind("employee.phone", "13812341234")


def test_rotation_keeps_what_was_sealed_and_drops_the_old_master_key(vault, secrets):
    key = vault.new_person_key()
    sealed = vault.seal(key, PLACE, "13812341234")
    rotated = secrets.rotated()

    moved = Vault(rotated).rewrap(key)

    assert moved.startswith("k2.")
    assert Vault(rotated).rewrap(moved) == moved
    assert Vault(rotated).open(moved, PLACE, sealed) == "13812341234"
    with pytest.raises(Unreadable):
        Vault(secrets).open(moved, PLACE, sealed)


def test_keys_beyond_the_limit_are_forgotten_oldest_first(vault, monkeypatch):
    monkeypatch.setattr(vaults, "CACHED_KEYS", 2)
    first, second, third = (vault.new_person_key() for _ in range(3))
    sealed = {key: vault.seal(key, PLACE, "x") for key in (first, second, third)}

    assert list(vault._keys) == [second, third]
    assert vault.open(first, PLACE, sealed[first]) == "x"
    vault.forget(first)
    assert list(vault._keys) == [third]
