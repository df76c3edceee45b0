"""The seal: AES-256-GCM with one key a direction, bound to the place a message is for.

Everything here is pure: no clock, no store, no network. `docs/wire.md` is the contract and
`tests/wire/seal.json` the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server import base64url

IV_BYTES: Final = 12
_REQUEST: Final = "breather/1 request"
_REPLY: Final = "breather/1 reply"


class SealError(Exception):
    """A body that does not open. It never says why: whoever sent it must not learn which lock held."""


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sealed body as it travels; both texts are base64url without padding."""

    v: Literal[1]
    iv: Annotated[str, msgspec.Meta(min_length=16, max_length=16)]
    ct: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request is for and who sent it. A sealed body opens nowhere else."""

    path: str
    port: int
    origin: str

    def request(self) -> bytes:
        """The associated data of a request."""
        return "\n".join((_REQUEST, "POST", self.path, str(self.port), self.origin)).encode()

    def reply(self, iv: str) -> bytes:
        """The associated data of the reply to the request that came with this `iv`."""
        return "\n".join((_REPLY, "POST", self.path, str(self.port), self.origin, iv)).encode()


@dataclass(frozen=True, slots=True)
class Keys:
    """The two keys that come out of a pairing secret."""

    request: AESGCM
    reply: AESGCM

    @classmethod
    def of(cls, secret: bytes) -> Self:
        """Derive both keys from the 16 bytes of a pairing."""
        return cls(AESGCM(derive(secret, _REQUEST)), AESGCM(derive(secret, _REPLY)))


def derive(secret: bytes, info: str) -> bytes:
    """HKDF-SHA-256 with an empty salt, 32 bytes long."""
    return HKDF(SHA256(), 32, salt=None, info=info.encode()).derive(secret)


def seal(key: AESGCM, iv: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """Close a body. `iv` must be fresh for this key."""
    ct = key.encrypt(iv, plaintext, associated)
    return msgspec.json.encode(Envelope(1, base64url.encode(iv), base64url.encode(ct)))


def unseal(key: AESGCM, envelope: Envelope, associated: bytes) -> bytes:
    """Open a body. Raises SealError when it was made with another key, for another place, or was altered."""
    try:
        return key.decrypt(base64url.decode(envelope.iv), base64url.decode(envelope.ct), associated)
    except (InvalidTag, ValueError) as error:
        raise SealError from error


def read_envelope(raw: bytes) -> Envelope:
    """Read a sealed body. Raises SealError when it is none."""
    try:
        return msgspec.json.decode(raw, type=Envelope)
    except (ValueError, RecursionError) as error:
        raise SealError from error
