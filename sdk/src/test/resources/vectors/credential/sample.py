"""Writes sample.json: a credential and a presentation of it, made without any of our Java.

Needs the package `cryptography`, 44 or later (deterministic ECDSA, RFC 6979). Run it here; the output is committed.
"""
import base64, hashlib, json
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def text(value):
    """RFC 8785, for the strings and whole numbers used here."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(ascii_text):
    return b64(hashlib.sha256(ascii_text.encode()).digest())


def key(seed):
    return ec.derive_private_key(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big"), ec.SECP256R1())


def jwk(private, secret=False):
    point = private.public_key().public_numbers()
    public = {"crv": "P-256", "kty": "EC", "x": b64(point.x.to_bytes(32, "big")), "y": b64(point.y.to_bytes(32, "big"))}
    if secret:
        public["d"] = b64(private.private_numbers().private_value.to_bytes(32, "big"))
    return public


def jws(typ, claims, private):
    header = {"alg": "ES256", "kid": b64(hashlib.sha256(text(jwk(private))).digest()), "typ": typ}
    signing_input = b64(text(header)) + "." + b64(text(claims))
    der = private.sign(signing_input.encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    r, s = utils.decode_dss_signature(der)
    return signing_input + "." + b64(r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big"))


def disclosure(name, value):
    salt = b64(hashlib.sha256(("sample salt of " + name).encode()).digest()[:16])
    return b64(text([salt, name, value]))


registry, holder = key("sample registry"), key("sample organisation")
shown = sorted([
    disclosure("kind", "rescue_team"),
    disclosure("name", {"en": "Mekong Rescue (invented)", "km": "សង្គ្រោះមេគង្គ"}),
])
withheld = disclosure("jurisdiction", "KH")
claims = {
    "_sd": sorted(map(digest, shown + [withheld])),
    "_sd_alg": "sha-256",
    "cnf": {"jwk": jwk(holder)},
    "exp": 1826841600,
    "iat": 1795219200,
    "iss": "https://registry.example",
    "nbf": 1795219200,
    "status": {"status_list": {"idx": 412, "uri": "https://registry.example/status/1"}},
    "sub": "https://registry.example/o/CN7K3M9QXDP2",
    "vct": "urn:rescue-registry:rescue-organisation:1",
}
credential = "~".join([jws("dc+sd-jwt", claims, registry)] + shown) + "~"
binding = {"aud": "https://platform.example", "iat": 1795300000, "nonce": "n-0S6_WzA2Mj", "sd_hash": digest(credential)}
vector = {
    "claims": claims,
    "credential": credential,
    "disclosures": shown,
    "holder": jwk(holder, secret=True),
    "presentation": credential + jws("kb+jwt", binding, holder),
    "registry": jwk(registry, secret=True),
    "withheld": withheld,
}
with open("sample.json", "w", encoding="utf-8") as out:
    json.dump(vector, out, ensure_ascii=False, indent=2, sort_keys=True)
    out.write("\n")
