"""Check a bundle of evidence, offline, with nothing but Python 3.8 or newer:  python3 -I verify.py

It says whether every file is as somebody signed it, and whether every record stands in a tree whose head the same key
signed. It needs nothing of what made the bundle. Exit code: 0 it holds, 1 something fails and is named, 2 wrong usage.

Position on signatures: those of RFC 8032 are checked without cofactor, R by its bytes. Refused are S not below the
group's order, coordinates not below the prime, and keys of small order, for under these anything is signed.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import sys
from hashlib import sha256, sha512
from typing import Any, Iterator  # noqa: UP035 -- those of collections.abc take no [...] in Python 3.8

TAGS = ("README.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "verify.py")
FINDINGS = ("findings/answer.json", "findings/briefing.html", "findings/briefing.json")
PAYLOAD = ("records.jsonl", "proofs.jsonl", "custody.jsonl", "ro-crate-metadata.json", *FINDINGS)
UNDIRECTED = ("partners_with", "cooperates_with")
WHOLE, LAST = "signature.txt", "tagmanifest-sha256.txt"
SIGNED = ("data/checkpoint.txt", "data/keys.txt", WHOLE)
LOOSE = re.compile(r"data/(captures/[0-9a-f]{64}|time-stamps/[\w.-]+\.tsr)")

# ---- Ed25519, as RFC 8032 section 5.1 has it, in extended coordinates
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def added(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The sum of two points."""
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """A multiple of a point."""
    total = NEUTRAL
    while number:
        total = added(total, point) if number & 1 else total
        point, number = added(point, point), number >> 1
    return total


def point_in(text: bytes) -> tuple[int, int, int, int] | None:
    """The point that 32 bytes encode; none where they encode none, or not in the one way there is."""
    odd, y = divmod(int.from_bytes(text, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT_OF_MINUS_ONE % P
    if len(text) != 32 or y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y % P


def bytes_of(point: tuple[int, int, int, int]) -> bytes:
    """The 32 bytes that encode a point."""
    x, y = (one * pow(point[2], P - 2, P) % P for one in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_in((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL


def is_signature(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether that key signed the message; the docstring of this file says what is refused."""
    point = point_in(key)
    if point is None or len(signature) != 64 or bytes_of(times(8, point)) == bytes_of(NEUTRAL):
        return False
    s = int.from_bytes(signature[32:], "little")
    challenge = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % ORDER
    against = times(challenge, (P - point[0], point[1], 1, P - point[3]))
    return s < ORDER and bytes_of(added(times(s, BASE), against)) == signature[:32]


# ---- the tree, as RFC 9162 section 2.1 has it; a leaf holds a seal, SHA-256 over a salt and then its entry
def canonical(value: Any) -> bytes:  # noqa: ANN401 -- any JSON value
    """The one text of a JSON value: keys sorted, no spaces, nothing escaped that need not be."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def is_included(leaf: bytes, number: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Section 2.1.3.2: whether the path leads from this leaf hash, as leaf ``number`` of ``size``, to the root."""
    here, last, found = number, size - 1, leaf
    for one in path:
        on_the_left = here & 1 or here == last
        if last == 0 or len(one) != 32:
            return False
        found = sha256(b"\x01" + (one + found if on_the_left else found + one)).digest()
        while on_the_left and here and not here & 1:
            here, last = here >> 1, last >> 1
        here, last = here >> 1, last >> 1
    return 0 <= number < size and last == 0 and found == root


class Findings:
    """What fails, what nothing proves, and who signed what."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.unproven: list[str] = []
        self.keys: list[str] = []
        self.size, self.root, self.origin, self.whole = 0, b"", "", ""
        self.records: list[dict[str, Any]] = []
        self.by_key: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def unless(self, holds: object, fault: str) -> None:
        """Keep a fault, unless something holds."""
        self.faults += [] if holds else [fault]


def read(folder: str, found: Findings) -> dict[str, bytes]:
    """Every file below a folder, by its name from there; a link to elsewhere is none."""
    files: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder):
        for name in folders + names:
            path = os.path.join(place, name)
            if os.path.islink(path) or not (os.path.isdir(path) or os.path.isfile(path)):
                found.faults.append(f"{path}: is no plain file or folder")
            elif name in names:
                with open(path, "rb") as file:
                    files[os.path.relpath(path, folder).replace(os.sep, "/")] = file.read()
    return files


def check_bag(files: dict[str, bytes], found: Findings) -> None:
    """BagIt: each file as its manifest has it, each manifest in its one form, and nothing beside."""
    payload = {name for name in files if name.startswith("data/")}
    tags = set(files) - payload - {LAST, WHOLE}
    known = {*TAGS, *("data/" + name for name in PAYLOAD)}
    found.faults += [f"{name}: is missing" for name in sorted(known - set(files))]
    beside = sorted((payload | tags) - known - set(SIGNED))
    found.faults += [f"{name}: does not belong to the bundle" for name in beside if not LOOSE.fullmatch(name)]
    for manifest, names in (("manifest-sha256.txt", payload), (LAST, tags)):
        due = {name: f"{sha256(files[name]).hexdigest()}  {name}" for name in sorted(names)}
        listed = files.get(manifest, b"").decode("utf-8", "surrogateescape").split("\n")
        found.unless(listed == [*due.values(), ""], f"{manifest}: is not the list of the files that are here")
        changed, gone = set(due.values()) - set(listed), {line[66:] for line in listed if line} - set(due)
        found.faults += [f"{line[66:]}: was changed or added since the bundle was made" for line in sorted(changed)]
        found.faults += [f"{name}: is listed in {manifest} and is not here" for name in sorted(gone)]


def signing(text: str, under: str, name: str, key: bytes) -> str | None:
    """The id of the key, in hex, where a line under a text is its signature by that key, under that name; else none."""
    own, by, lines = sha256(name.encode() + b"\n" + key).digest()[:4], f"\u2014 {name} ", under.split("\n")
    signed = [base64.b64decode(one[len(by) :], validate=True) for one in lines if one.startswith(by)]
    signed = [one for one in signed if one[:4] == own and by + base64.b64encode(one).decode() in lines]
    return own.hex() if any(is_signature(key[1:], one[4:], text.encode()) for one in signed) else None


def check_signature(files: dict[str, bytes], found: Findings) -> None:
    """The head, a size and a root, signed by every key that is named; the last manifest, and so all, by one of them."""
    head, _, under = files["data/checkpoint.txt"].decode().rpartition("\n\n")
    found.origin, size, root = head.split("\n")
    lines, found.root = files["data/keys.txt"].decode().splitlines(), base64.b64decode(root, validate=True)
    found.size = int(size) if re.fullmatch("[1-9][0-9]*", size) else 0
    whole = found.origin.endswith("/public") and len(found.root) == 32 and found.size and lines
    found.unless(whole, "data/checkpoint.txt: is no head of a public tree with a key for it")
    told, _, over = files.get(WHOLE, b"").decode().partition("\n\n")
    own = found.origin.rpartition("/")[0] + "/bundle"  # no checkpoint begins so: what signs one thing signs no other
    same = told == f"{own}\n{sha256(files[LAST]).hexdigest()}  {LAST}" and over.split("\n")[1:] == [""]
    for line in lines:
        name, known_by, encoded = line.split("+", 2)
        key = base64.b64decode(encoded, validate=True)
        holds = key[:1] == b"\x01" and name == found.origin and signing(head + "\n", under, name, key) == known_by
        found.unless(holds, f"data/checkpoint.txt: the key {line} did not sign it")
        found.keys += [line] if holds else []
        found.whole = line if holds and same and signing(told + "\n", over, own, key) else found.whole
    found.unless(found.whole or WHOLE not in files, f"{WHOLE}: no key of the checkpoint signed the bundle as it is")
    found.unproven += [] if WHOLE in files else ["NOT SIGNED AS A WHOLE: findings, custody, descriptions"]


def check_records(files: dict[str, bytes], found: Findings) -> None:
    """Every record by its digest and its proof, line by line; after the records, the head of all that is public."""
    lines, proofs = (files[f"data/{name}.jsonl"].split(b"\n") for name in ("records", "proofs"))
    whole = lines.pop() == proofs.pop() == b"" and len(proofs) == len(lines) + 1 > 1
    found.unless(whole, "data/proofs.jsonl: has not a line for each record, and one for the public head")
    found.records = [json.loads(line) for line in lines]
    entries = [json.loads(line)["entry"] for line in proofs]
    places = {(one.get("investigation"), one.get("record"), one.get("key")) for one in entries}
    found.unless(len(places) == len(entries), "data/proofs.jsonl: a record is there twice")
    for number, record in enumerate(found.records):
        found.by_key.setdefault((record["record"], record["key"]), []).append(record)
        entry, due = entries[number], [record["record"], record["key"], sha256(lines[number]).hexdigest()]
        same = canonical(record) == lines[number] and [entry["record"], entry["key"], entry["digest"]] == due
        found.unless(same, "{record} {key}: is not what its proof is of".format(**record))
        check_proof(json.loads(proofs[number]), "{record} {key}".format(**record), found)
    built_at = json.loads(files["data/findings/briefing.json"])["head"]
    found.unless(entries[-1] == {"export": built_at}, "data/findings/briefing.json: its head is not the one proved")
    check_proof(json.loads(proofs[-1]), "the public head", found)


def check_proof(proof: dict[str, Any], what: str, found: Findings) -> None:
    """Whether the entry of a proof is a leaf of the signed tree."""
    if not found.keys or "salt" not in proof:
        found.unproven.append(f"{what}: nothing shows that it stands in a signed tree")
        return
    salt, path = bytes.fromhex(proof["salt"]), [bytes.fromhex(one) for one in proof["path"]]
    leaf = sha256(b"\x00" + sha256(salt + canonical(proof["entry"])).digest()).digest()
    leads = is_included(leaf, proof["number"], found.size, path, found.root)
    found.unless(leads and len(salt) == 32, f"{what}: its proof does not lead to the signed root")


def check_captures(files: dict[str, bytes], found: Findings) -> None:
    """The bytes of every capture by its digest, and that custody speaks of captures that are here."""
    captures = {"data/captures/" + one["sha256"]: one for one in found.records if one["record"] == "capture"}
    for name, one in sorted(captures.items()):
        same = name in files and [sha256(files[name]).hexdigest(), len(files[name])] == [one["sha256"], one["size"]]
        found.unless(same, f"{name}: is not what capture {one['key']} was taken as")
    beside = [name for name in sorted(set(files) - set(captures)) if name.startswith("data/captures/")]
    found.faults += [f"{name}: no record here speaks of this capture" for name in beside]
    for key in (json.loads(line)["capture"] for line in files["data/custody.jsonl"].splitlines()):
        found.unless(("capture", key) in found.by_key, f"data/custody.jsonl: capture {key} is not here")


def check_claims(files: dict[str, bytes], found: Findings) -> None:
    """Whether what the claims name is here, and whether the answer tells each as it is recorded."""
    for one in (one for one in found.records if one["record"] == "claim"):
        named = [("entity", one[role]) for role in ("subject", "object", "scope") if role in one]
        named += [(kind, cited[kind]) for cited in one["citations"] for kind in ("source", "capture") if kind in cited]
        missing = [f"{kind} {key}" for kind, key in named if (kind, key) not in found.by_key]
        found.faults += [f"claim {one['key']}: names what is not here: {name}" for name in missing]
    chains = json.loads(files["data/findings/answer.json"])["chains"]
    claims = [(hop, told) for chain in chains for hop in chain["hops"] for told in hop["claims"]]
    found.unless(claims, "data/findings/answer.json: tells no claim")
    for hop, told in claims:
        cited = [[one["source"]["key"], one["quote"]] for one in told["citations"]]
        said = [hop["predicate"], told["polarity"], told["wording"], cited]
        ends, kept = [hop["subject"]["key"], hop["object"]["key"]], found.by_key.get(("claim", told["key"]), [])
        ways = [ends, ends[::-1]] if hop["predicate"] in UNDIRECTED else [ends]
        same = any(recorded(one) in [[*way, *said] for way in ways] for one in kept)
        found.unless(same, f"data/findings/answer.json: claim {told['key']} is not told as it is recorded")


def recorded(claim: dict[str, Any]) -> list[Any]:
    """What an answer must tell of a claim: its relation, what it says, and whom it quotes with which words."""
    said = [claim["subject"], claim.get("object"), claim["predicate"], claim.get("polarity", "affirms")]
    return [*said, claim.get("wording"), [[one["source"], one.get("quote")] for one in claim["citations"]]]


def findings(files: dict[str, bytes], found: Findings) -> Findings:
    """All that is found in these files."""
    check_bag(files, found)
    try:
        if set(SIGNED).isdisjoint(files):
            found.unproven.append("NOT SIGNED: nothing shows who made this, or that a ledger ever held these records")
        else:
            check_signature(files, found)
        for check in (check_records, check_captures, check_claims):
            check(files, found)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        found.faults.append(f"the bundle has not the form of one: {type(error).__name__}: {error}")
    return found


def report(files: dict[str, bytes], found: Findings, trusted: str | None) -> Iterator[str]:
    """What was found, line by line; that the trusted key did not sign is a fault."""
    prints = {line: sha256(base64.b64decode(line.split("+", 2)[2])[1:]).hexdigest() for line in found.keys}
    yield from (f"signed by    {line}" for line in prints)
    yield from (f"fingerprint  {one} (SHA-256 of the public key)" for one in prints.values())
    yield f"as a whole   {'signed by the key ' + prints[found.whole] if found.whole else 'not signed'}"
    if prints and trusted is None:
        yield "  No file can say whose key that is: ask the publisher by another way, and compare, or use --key."
    whole = {line: one for line, one in prints.items() if found.whole in ("", line)}
    found.unless(trusted is None or trusted in {*whole, *whole.values()}, "the key that you trust did not sign it")
    yield f"records      {len(found.records)}, in a public tree of {found.size} leaves ({found.origin or 'not signed'})"
    yield f"time stamps  {sum(name.endswith('.tsr') for name in files)}, not checked by this program (openssl ts does)"
    yield from ("not proven: " + line for line in found.unproven)
    yield from ("FAILS: " + line for line in found.faults)


def main() -> int:
    """Check the bundle in a folder, and say what was found; gives the exit code."""
    parser = argparse.ArgumentParser(description="Check a bundle of evidence, offline.")
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--key", help="the line or the fingerprint of the key that you trust")
    parser.add_argument("--unproven", action="store_true", help="do not fail over what is not signed or not proven")
    asked, found = parser.parse_args(), Findings()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    files = read(asked.folder, found)
    for line in report(files, findings(files, found), asked.key):
        print("".join(one if one.isprintable() else ascii(one)[1:-1] for one in line))
    holds = not found.faults and (asked.unproven or not found.unproven)
    print("THE BUNDLE HOLDS" if holds else "THE BUNDLE DOES NOT HOLD")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
