#!/usr/bin/env python3
"""Check that one record is in a signed log, with nothing but this script and Python 3.

usage: verify_proof.py PROOF LINE VKEY

    PROOF  a proof file (*.tlog-proof)
    LINE   a file with the exact bytes of the record, without the newline that ends its line
    VKEY   the public key of the log, name+hash+key, obtained from a source you trust

Exit status 0 and one sentence if the log holds the record; 1 and the reason if not; 2 for wrong usage.

Written from the public specifications alone, and on purpose without any code of the ledger:
    c2sp.org/tlog-proof        the proof file
    c2sp.org/tlog-checkpoint   the text that the log signs: its name, size and root
    c2sp.org/signed-note       signature lines and keys (Ed25519, type 1)
    RFC 9162 section 2.1       leaf and node hashes; 2.1.3.2 checking an inclusion proof (the tree of RFC 6962)
    RFC 8032 section 5.1       Ed25519
"""

import base64
import binascii
import hashlib
import re
import sys


class Refused(Exception):
    """The proof does not show what it should; the text says why."""


# --- Ed25519 (RFC 8032 section 5.1). Slow and simple: it handles no secret. ---

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point_add(p, q):
    """Add points in extended coordinates (X, Y, Z, T), RFC 8032 section 5.1.4."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_multiply(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = point_add(total, point)
        point = point_add(point, point)
        scalar >>= 1
    return total


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_decode(data):
    """Read 32 bytes as a point, or return None (RFC 8032 section 5.1.3)."""
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_holds(public_key, message, signature):
    """RFC 8032 section 5.1.7, without the cofactor."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a = point_decode(public_key)
    r = point_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    k = int.from_bytes(digest, "little") % L
    return point_equal(point_multiply(s, BASE), point_add(r, point_multiply(k, a)))


# --- Texts ---


def decode_base64(text, what):
    """Read standard Base64 that is written in its one correct form."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = None
    if data is None or base64.b64encode(data).decode("ascii") != text:
        raise Refused(f"{what}: found {text[:60]!r}; expected Base64 with padding")
    return data


def decode_hash(text, what):
    data = decode_base64(text, what)
    if len(data) != 32:
        raise Refused(f"{what}: found {len(data)} bytes; expected 32")
    return data


def decode_number(text, what):
    if not re.fullmatch(r"0|[1-9][0-9]{0,19}", text, re.ASCII) or int(text) >= 2**64:
        raise Refused(f"{what}: found {text[:60]!r}; expected a decimal number without leading zeros")
    return int(text)


def check_name(name, what):
    if not name or "+" in name or any(c.isspace() or ord(c) < 0x20 for c in name):
        raise Refused(f"{what}: found {name[:60]!r}; expected a name without spaces and plus signs")


def parse_vkey(vkey):
    """Return (name, key ID, public key)."""
    parts = vkey.split("+", 2)
    if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1], re.ASCII):
        raise Refused("key: expected name+hash+key, with 8 hexadecimal digits and Base64")
    name = parts[0]
    check_name(name, "key")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise Refused("key: found a name that is not UTF-8") from None
    key = decode_base64(parts[2], "key")
    if len(key) != 33 or key[0] != 1:
        raise Refused("key: expected the byte 1 and the 32 bytes of an Ed25519 public key")
    key_id = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if key_id.hex() != parts[1]:
        raise Refused(f"key: found key hash {parts[1]}; expected {key_id.hex()}; name or key was changed")
    return name, key_id, key[1:]


def open_note(note, name, key_id, public_key):
    """Return the text of a signed note after checking the signature of this key."""
    if len(note.encode()) > 1_000_000 or not note.endswith("\n"):
        raise Refused("checkpoint: expected at most 1000000 bytes that end in a newline")
    blank = note.rfind("\n\n")
    if blank < 0 or blank + 2 == len(note):
        raise Refused("checkpoint: expected text, one blank line and signature lines")
    text = note[: blank + 1]
    lines = note[blank + 2 : -1].split("\n")
    if len(lines) > 100:
        raise Refused(f"checkpoint: found {len(lines)} signatures; expected at most 100")
    own = []
    for line in lines:
        fields = line.split(" ", 2)
        if len(fields) != 3 or fields[0] != "\u2014":
            raise Refused(f"signature line: found {line[:60]!r}; expected an em dash, a name and Base64")
        check_name(fields[1], "signature line")
        content = decode_base64(fields[2], "signature line")
        if len(content) < 5:
            raise Refused("signature line: found too few bytes")
        if fields[1] == name and content[:4] == key_id:
            own.append(content[4:])
    if not own:
        raise Refused(f"checkpoint: not signed by {name}+{key_id.hex()}; is this the right key?")
    for signature in own:
        if not ed25519_holds(public_key, text.encode(), signature):
            raise Refused(f"checkpoint: the signature of {name}+{key_id.hex()} does not hold; do not trust it")
    return text


def parse_checkpoint(text, name):
    """Return (size, root). The log's name must be the name of the key."""
    lines = text[:-1].split("\n")
    if len(lines) < 3 or "" in lines:
        raise Refused("checkpoint: expected at least three lines, none of them empty")
    if lines[0] != name:
        raise Refused(f"checkpoint: found log {lines[0][:60]!r}; expected {name!r}, the name of the key")
    return decode_number(lines[1], "checkpoint size"), decode_hash(lines[2], "checkpoint root")


def parse_proof(data):
    """Return (index, hashes, note)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("proof: found bytes that are not UTF-8") from None
    if any(ord(c) < 0x20 and c != "\n" for c in text):
        raise Refused("proof: found a control character; was the file changed in transfer?")
    head, blank, note = text.partition("\n\n")
    if not blank:
        raise Refused("proof: expected a blank line before the checkpoint")
    lines = head.split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Refused("proof: expected the first line c2sp.org/tlog-proof@v1")
    if lines and lines[0].startswith("extra "):
        if not decode_base64(lines.pop(0)[6:], "proof, extra"):
            raise Refused("proof, extra: found no bytes; expected no such line then")
    if not lines or not lines[0].startswith("index "):
        raise Refused("proof: expected a line with index and a number")
    index = decode_number(lines.pop(0)[6:], "proof, index")
    if len(lines) > 64:
        raise Refused(f"proof: found {len(lines)} hashes; expected at most 64")
    return index, [decode_hash(line, "proof") for line in lines], note


# --- The tree (RFC 9162 section 2.1.3.2) ---


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of_path(record, index, size, hashes):
    if index >= size:
        raise Refused(f"proof: found record {index}; the log has only {size}")
    fn, sn = index, size - 1
    r = hashlib.sha256(b"\x00" + record).digest()
    for p in hashes:
        if sn == 0:
            raise Refused("proof: found more hashes than the sizes allow")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            r = node_hash(r, p)
        fn >>= 1
        sn >>= 1
    if sn != 0:
        raise Refused("proof: found fewer hashes than the sizes need")
    return r


def verify(proof, record, vkey):
    """Return one sentence that says what was shown, or raise Refused."""
    name, key_id, public_key = parse_vkey(vkey)
    index, hashes, note = parse_proof(proof)
    size, root = parse_checkpoint(open_note(note, name, key_id, public_key), name)
    if root_of_path(record, index, size, hashes) != root:
        raise Refused("proof: the record does not lead to the signed root; record or proof was changed")
    return (
        f"The log {name} holds this record as number {index} of {size}, "
        f"under the signed root {base64.b64encode(root).decode('ascii')}."
    )


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal may lack letters of a log's name
    try:
        with open(arguments[0], "rb") as file:
            proof = file.read()
        with open(arguments[1], "rb") as file:
            record = file.read()
        print(verify(proof, record, arguments[2]))
        return 0
    except Refused as reason:
        print(f"refused: {reason}", file=sys.stderr)
    except OSError as error:
        print(f"refused: {error.filename}: {error.strerror}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
