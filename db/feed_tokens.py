"""The secret in a calendar feed's address: made once, handed out once, and kept only as its hash."""

import hashlib
import secrets

BYTES = 32
"""256 random bits: nobody finds an address by trying."""


def new_token() -> str:
    """A fresh secret, of letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(BYTES)


def token_sha256(token: str) -> str:
    """What is stored of a secret, and looked up: comparing hashes tells a guesser nothing about the secret."""
    return hashlib.sha256(token.encode()).hexdigest()
