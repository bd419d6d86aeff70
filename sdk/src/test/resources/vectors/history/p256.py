"""ECDSA on P-256 with SHA-256, enough for the history vectors: small and plain, not for secrets (nothing here is constant-time).

Nonces are those of RFC 6979 and s is the low one of the two, so that a key and a message have one signature.
"""
import functools
import hashlib
import hmac

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)

# Points are Jacobian (x, y, z) with z = 0 for infinity; affine ones are pairs.
INFINITY = (1, 1, 0)


def on_curve(x, y):
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0


def _double(p):
    x, y, z = p
    if z == 0 or y == 0:
        return INFINITY
    delta = z * z % P
    gamma = y * y % P
    beta = x * gamma % P
    alpha = 3 * (x - delta) * (x + delta) % P
    x3 = (alpha * alpha - 8 * beta) % P
    return x3, (alpha * (4 * beta - x3) - 8 * gamma * gamma) % P, 2 * y * z % P


def _add(p, q):
    x1, y1, z1 = p
    x2, y2, z2 = q
    if z1 == 0:
        return q
    if z2 == 0:
        return p
    z1z1, z2z2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * z2z2 % P, x2 * z1z1 % P
    s1, s2 = y1 * z2 * z2z2 % P, y2 * z1 * z1z1 % P
    if u1 == u2:
        return _double(p) if s1 == s2 else INFINITY
    h, r = u2 - u1, s2 - s1
    hh = h * h % P
    hhh = h * hh % P
    v = u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, h * z1 * z2 % P


def _affine(p):
    x, y, z = p
    inverse = pow(z, -1, P)
    return x * inverse * inverse % P, y * inverse * inverse * inverse % P


def _table(point):
    """Multiples 0 to 15 of a point."""
    row = [INFINITY, (*point, 1)]
    for _ in range(14):
        row.append(_add(row[-1], row[1]))
    return row


_TABLE_G = _table(G)


def _sum(pairs):
    """The sum of k * point over pairs (k, table of point), four bits at a time."""
    result = INFINITY
    for shift in range(252, -1, -4):
        for _ in range(4):
            result = _double(result)
        for k, table in pairs:
            result = _add(result, table[k >> shift & 15])
    return result


@functools.lru_cache(maxsize=None)
def public(d):
    return _affine(_sum([(d, _TABLE_G)]))


def _nonce(d, digest):
    """RFC 6979 section 3.2 with HMAC-SHA-256; q and the hash are both 256 bits."""
    seed = d.to_bytes(32, "big") + (int.from_bytes(digest, "big") % N).to_bytes(32, "big")
    k, v = b"\0" * 32, b"\1" * 32
    mac = lambda key, message: hmac.new(key, message, hashlib.sha256).digest()
    for separator in (b"\0", b"\1"):
        k = mac(k, v + separator + seed)
        v = mac(k, v)
    while True:
        v = mac(k, v)
        candidate = int.from_bytes(v, "big")
        if 1 <= candidate < N:
            return candidate
        k = mac(k, v + b"\0")
        v = mac(k, v)


@functools.lru_cache(maxsize=None)
def sign(d, message):
    """r || s, 64 bytes."""
    digest = hashlib.sha256(message).digest()
    k = _nonce(d, digest)
    r = _affine(_sum([(k, _TABLE_G)]))[0] % N
    s = pow(k, -1, N) * (int.from_bytes(digest, "big") + r * d) % N
    return r.to_bytes(32, "big") + min(s, N - s).to_bytes(32, "big")


_table_of = functools.lru_cache(maxsize=None)(_table)


@functools.lru_cache(maxsize=None)
def verify(point, message, signature):
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not (1 <= r < N and 1 <= s < N):
        return False
    e = int.from_bytes(hashlib.sha256(message).digest(), "big")
    w = pow(s, -1, N)
    result = _sum([(e * w % N, _TABLE_G), (r * w % N, _table_of(point))])
    return result[2] != 0 and _affine(result)[0] % N == r
