"""Sealing texts under the workspace's key (AES-256-GCM); the same text at the same place gives the same bytes."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from folkways.errors import EvidenceError
from folkways.evidence.key import derived

NONCE = 12


class Sealer:
    """Seals and opens texts. The nonce is an HMAC of place and text: it repeats only where both do."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(derived(key, "originals"))
        self._nonces = derived(key, "nonces")

    def sealed(self, text: str, place: str) -> str:
        """Seal a text for a place (table, row, column); it opens nowhere else."""
        told = f"{place}\x1f{text}".encode()
        nonce = hmac.digest(self._nonces, told, hashlib.sha256)[:NONCE]
        return b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())).decode()

    def opened(self, sealed: str, place: str) -> str:
        """Open a sealed text; raises EvidenceError under another key, at another place, or when it was changed."""
        whole = b64decode(sealed)
        try:
            return self._cipher.decrypt(whole[:NONCE], whole[NONCE:], place.encode()).decode()
        except InvalidTag as error:
            raise EvidenceError(
                f"The original text at {place} does not open.",
                hint="It was sealed under another key: set FOLKWAYS_KEY or FOLKWAYS_KEY_FILE, or restore DIR/key.",
            ) from error
