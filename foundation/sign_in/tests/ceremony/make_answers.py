"""Makes the answers of an invented passkey device that the tests replay: answers.json.

Run: python3 make_answers.py (needs the package `cryptography`). The key is thrown away afterwards, so every run makes
another device. The challenge is fixed; the tests put it into the state of a ceremony that was begun a moment before.
"""

import base64
import hashlib
import json
import pathlib
import uuid

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "office.example.org"
ORIGIN = "https://" + HOST
OWNER = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")
CHALLENGE = bytes(range(32))
CREDENTIAL_ID = hashlib.sha256(b"invented device").digest()
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def head(major, n):
    if n < 24:
        return bytes([major << 5 | n])
    if n < 256:
        return bytes([major << 5 | 24, n])
    return bytes([major << 5 | 25]) + n.to_bytes(2, "big")


def cbor(value):
    """As much CBOR as an attestation object needs."""
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


def client_data(kind, origin):
    data = {"type": kind, "challenge": text(CHALLENGE), "origin": origin, "crossOrigin": False}
    return json.dumps(data, separators=(",", ":")).encode()


def authenticator_data(flags, count, host=HOST):
    return hashlib.sha256(host.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")


def credential(response):
    return {"id": text(CREDENTIAL_ID), "rawId": text(CREDENTIAL_ID), "type": "public-key", "extensions": {}, "response": response}


def registration(key):
    point = key.public_key().public_numbers()
    cose = cbor({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
    data = authenticator_data(PRESENT | VERIFIED | HAS_KEY, 1)
    data += bytes(16) + len(CREDENTIAL_ID).to_bytes(2, "big") + CREDENTIAL_ID + cose
    attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data})
    client = client_data("webauthn.create", ORIGIN)
    return credential({"attestationObject": text(attestation), "clientDataJSON": text(client), "transports": ["internal"]})


def sign_in(key, count, flags=PRESENT | VERIFIED, origin=ORIGIN, host=HOST, spoil=False):
    data, client = authenticator_data(flags, count, host), client_data("webauthn.get", origin)
    signature = key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
    if spoil:
        data = authenticator_data(flags, count + 1, host)
    return credential({
        "authenticatorData": text(data), "clientDataJSON": text(client), "signature": text(signature),
        "userHandle": text(OWNER.bytes),
    })


def main():
    key = ec.generate_private_key(ec.SECP256R1())
    answers = {
        "registration": registration(key),
        "sign_in": sign_in(key, 2),
        "sign_in_later": sign_in(key, 3),
        "sign_in_unverified": sign_in(key, 4, flags=PRESENT),
        "sign_in_at_an_imitation": sign_in(key, 4, origin="https://0ffice.example.org"),
        "sign_in_for_another_host": sign_in(key, 4, host="other.example.org"),
        "sign_in_changed_afterwards": sign_in(key, 4, spoil=True),
    }
    pathlib.Path(__file__).with_name("answers.json").write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
