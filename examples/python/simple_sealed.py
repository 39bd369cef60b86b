"""Simple sealed messages (suite 2 of docs/e2ee.md): needs `cryptography` only.

    bytes = seal(header, {uid: public_key, ...}, content, account_key)
    content = open_sealed(bytes, own_uid, own_private_key, [keys that the sender may sign with])
"""
import hashlib
import hmac
import os
import struct
import uuid
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEM = b"KEM" + struct.pack(">H", 0x0020)
HPKE = b"HPKE" + struct.pack(">HHH", 0x0020, 0x0001, 0x0002)


def raw(public_key):
    return public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _extract(suite, salt, label, key):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, "sha256")


def _expand(suite, key, label, info, length):
    info = struct.pack(">H", length) + b"HPKE-v1" + suite + label + info
    out = block = b""
    for i in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([i]), "sha256")
        out += block
    return out[:length]


def _cipher(shared, encapsulation, public_key, info):
    """RFC 9180, sections 4.1 and 5.1, base mode: the cipher and its first nonce."""
    prk = _extract(KEM, b"", b"eae_prk", shared)
    secret = _expand(KEM, prk, b"shared_secret", encapsulation + public_key, 32)
    context = b"\0" + _extract(HPKE, b"", b"psk_id_hash", b"") + _extract(HPKE, b"", b"info_hash", info)
    secret = _extract(HPKE, secret, b"secret", b"")
    return AESGCM(_expand(HPKE, secret, b"key", context, 32)), _expand(HPKE, secret, b"base_nonce", context, 12)


def _info(header, user):
    return b"parley/v1/simple-key\0" + uuid.UUID(header["conversation"]).bytes + uuid.UUID(user).bytes


def header_bytes(header):
    """S: what everything is bound to. `time` is in milliseconds."""
    ids = b"".join(uuid.UUID(header[name]).bytes for name in ("conversation", "sender", "id"))
    return bytes([1, 2, 5, 0]) + ids + struct.pack(">Q", header["time"])


def seal(header, readers, content, account_key):
    """`readers`: both sides, uid to X25519 public key (32 bytes). `content`: {"type": "text", "text": …} in UTF-8."""
    aad, content_key, iv = header_bytes(header), os.urandom(32), os.urandom(12)
    keys = b""
    for user in sorted(readers):
        ephemeral = X25519PrivateKey.generate()
        encapsulation = raw(ephemeral.public_key())
        # Raises ValueError where the shared secret is all zeros.
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(readers[user]))
        cipher, nonce = _cipher(shared, encapsulation, readers[user], _info(header, user))
        keys += uuid.UUID(user).bytes + encapsulation + cipher.encrypt(nonce, content_key, aad)
    sealed = AESGCM(content_key).encrypt(iv, content, aad)
    unsigned = aad + bytes([len(readers)]) + keys + iv + struct.pack(">I", len(sealed)) + sealed
    return unsigned + account_key.sign(signed_bytes(unsigned))


def signed_bytes(unsigned):
    return b"parley/v1/simple\0" + hashlib.sha256(unsigned).digest()


def open_sealed(message, own_uid, own_key, signers):
    """Returns the header and the content. Raises ValueError or InvalidTag for what is not right."""
    header, keys, iv, sealed, signature = parse(message)
    if not any(_is_signed(key, signature, message[:-64]) for key in signers):
        raise ValueError("signature")
    if own_uid not in keys:
        raise ValueError("recipients")
    encapsulation, wrap = keys[own_uid]
    aad = message[:60]
    shared = own_key.exchange(X25519PublicKey.from_public_bytes(encapsulation))
    cipher, nonce = _cipher(shared, encapsulation, raw(own_key.public_key()), _info(header, own_uid))
    return header, AESGCM(cipher.decrypt(nonce, wrap, aad)).decrypt(iv, sealed, aad)


def _is_signed(key, signature, unsigned):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed_bytes(unsigned))
        return True
    except InvalidSignature:
        return False


def parse(message):
    if message[:4] != bytes([1, 2, 5, 0]) or message[60] not in (1, 2):
        raise ValueError("no simple sealed message")
    ids = [str(uuid.UUID(bytes=message[at : at + 16])) for at in (4, 20, 36)]
    header = dict(zip(("conversation", "sender", "id"), ids), time=struct.unpack(">Q", message[52:60])[0])
    at, keys = 61, {}
    for _ in range(message[60]):
        keys[str(uuid.UUID(bytes=message[at : at + 16]))] = (message[at + 16 : at + 48], message[at + 48 : at + 96])
        at += 96
    iv, length = message[at : at + 12], struct.unpack(">I", message[at + 12 : at + 16])[0]
    if len(message) != at + 16 + length + 64:
        raise ValueError("length")
    return header, keys, iv, message[at + 16 : at + 16 + length], message[-64:]


def parts(message):
    """As they stand in an envelope of /ws and of POST /direct-message/."""
    _, keys, iv, sealed, signature = parse(message)
    encrypted = message[61 : 61 + 96 * len(keys)]
    names = ("encrypted_key", "encryption_nonce", "content", "signature")
    return {name: b64encode(part).decode() for name, part in zip(names, (encrypted, iv, sealed, signature))}


def of_parts(header, encrypted_key, encryption_nonce, content, signature):
    """The bytes of a message that came in parts."""
    keys, iv, sealed, sign = (b64decode(part) for part in (encrypted_key, encryption_nonce, content, signature))
    return header_bytes(header) + bytes([len(keys) // 96]) + keys + iv + struct.pack(">I", len(sealed)) + sealed + sign
