"""What may be done to a log, by somebody without a key and by somebody who has one. Each is refused, and its first bad entry named."""

import base64
import json

import rfc8785

from entries import FILE
from project import REFERENCE

GIT = "git verify-commit"
FSCK = "git fsck --strict"
SSH = "ssh-keygen -Y verify"
DSSE = "securesystemslib"
STATEMENT = "in-toto-attestation"
JCS = "rfc8785"
TREE = "pymerkle"
# The order of the group of ed25519: S and S + L are one number to a careless verifier, and OpenSSH is one.
L = 2**252 + 27742317777372353535851937790883648493


class Tampering:
    def __init__(self, what, first, seen_by, says, do, remembers=False):
        """`first` is the entry that `pawl log verify` names, None for the log as a whole; `seen_by` have to refuse the log too."""
        self.what, self.first, self.seen_by, self.says, self.do = what, first, seen_by, says, do
        self.remembers = remembers


ALL = []


def tampering(what, first, *seen_by, says="", remembers=False):
    def add(do):
        ALL.append(Tampering(what, first, seen_by, says, do, remembers))
        return do
    return add


# Without a key


@tampering("a byte of an entry's envelope, under a new name", 1, GIT, SSH, DSSE, TREE, says="signature does not belong")
def changed_envelope(forge):
    entry = forge.entries[1]
    changed = entry.envelope.replace(b'"payload":"e', b'"payload":"f', 1)
    signed = forge.with_envelope(entry.signed, entry.envelope, changed)
    forge.put(1, forge.with_header(signed, entry.header))


@tampering("a byte of an entry's envelope, under its own name", 2, FSCK, says="entry 2")
def damaged_envelope(forge):
    blob = forge.project.git("rev-parse", f"{forge.entries[2].commit}:{FILE}", within=forge.repository)
    envelope = forge.entries[2].envelope
    forge.damage(blob, envelope.replace(b'"payload":"e', b'"payload":"f', 1))


@tampering("a byte of the evidence, under its own name", 1, FSCK, says="evidence")
def damaged_evidence(forge):
    evidence = forge.entries[1].statement["predicate"]["evidence"][0]
    data = forge.project.run("git", "cat-file", "blob", evidence["blob"], within=forge.repository)
    forge.damage(evidence["blob"], data.replace(b"1", b"2", 1))


@tampering("the log's branch deleted", None, says="there is no log, and yet its evidence")
def deleted_log(forge):
    forge.project.git("update-ref", "-d", REFERENCE, within=forge.repository)


@tampering("a byte of a trailer", 3, GIT, SSH, says="signature does not belong")
def changed_trailer(forge):
    forge.put(3, forge.entries[3].raw.replace(b"Pawl-Index: 3", b"Pawl-Index: 4"))


@tampering("another author", 4, GIT, SSH, says="signature does not belong")
def changed_author(forge):
    forge.put(4, forge.entries[4].raw.replace(b"author Pawl", b"author Paul", 1))


@tampering("an entry without its signature", 2, GIT, SSH, says="not signed")
def unsigned(forge):
    forge.put(2, forge.entries[2].signed)


@tampering("the signature of another entry", 2, GIT, SSH, says="signature does not belong")
def signature_of_another(forge):
    forge.put(2, forge.with_header(forge.entries[2].signed, forge.entries[1].header))


@tampering("the signature twice", 7, says="2 signatures")
def doubled_signature(forge):
    entry = forge.entries[7]
    forge.put(7, forge.with_header(entry.signed, entry.header + entry.header))


@tampering("the signature before other headers", 7, says="not the last header")
def moved_signature(forge):
    entry = forge.entries[7]
    forge.put(7, entry.signed.replace(b"\nauthor ", b"\n" + entry.header + b"author ", 1))


@tampering("the signature in lines of 76 characters", 7, says="SSH signature is refused")
def rewrapped_signature(forge):
    entry = forge.entries[7]
    lines = entry.armour.decode().split("\n")
    digits = "".join(lines[1:-2])
    wrapped = [digits[start:start + 76] for start in range(0, len(digits), 76)]
    armour = "\n ".join([lines[0], *wrapped, lines[-2]])
    forge.put(7, forge.with_header(entry.signed, f"gpgsig {armour}\n".encode()))


@tampering("the signature with S + L in place of S", 7, says="signature does not belong")
def malleable_signature(forge):
    entry = forge.entries[7]
    lines = entry.armour.decode().split("\n")
    blob = bytearray(base64.b64decode("".join(lines[1:-2])))
    number = int.from_bytes(blob[-32:], "little") + L
    blob[-32:] = number.to_bytes(32, "little")
    digits = base64.b64encode(blob).decode()
    wrapped = [digits[start:start + 70] for start in range(0, len(digits), 70)]
    armour = "\n ".join([lines[0], *wrapped, lines[-2]])
    forge.put(7, forge.with_header(entry.signed, f"gpgsig {armour}\n".encode()))


@tampering("an entry left out", 2, GIT, SSH, TREE, says="signature does not belong")
def dropped(forge):
    raws = [entry.raw for entry in forge.entries]
    forge.rebuild(raws[:2] + raws[3:])


@tampering("the newest entries taken away from who has seen them", 6, says="it is gone", remembers=True)
def rewound(forge):
    forge.point(forge.entries[5].commit)


@tampering("another log in the place of the one that was seen", 7, says="another than this machine has seen", remembers=True)
def forked(forge):
    forge.point(forge.entries[4].commit)
    elsewhere = forge.project.copy("elsewhere")
    forge.project.git("update-ref", REFERENCE, forge.entries[4].commit, within=elsewhere)
    forge.project.append(elsewhere, "fork", 4)
    forge.project.git("fetch", "-q", elsewhere, f"+{REFERENCE}:{REFERENCE}", within=forge.repository)


@tampering("an entry that git is told to replace by the good one", 3, says="not signed")
def replaced(forge):
    entry = forge.entries[3]
    forge.put(3, entry.signed)
    bad = forge.project.git("rev-list", "--first-parent", "--reverse", REFERENCE, within=forge.repository).split()[3]
    forge.project.git("replace", bad, entry.commit, within=forge.repository)


# With a key that is not trusted


@tampering("an entry by another key", 2, GIT, SSH, DSSE, says="is not allowed by")
def stranger(forge):
    key = forge.project.directory / "stranger"
    if not key.exists():
        forge.project.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    signed = forge.restated(2, lambda statement: statement["predicate"]["context"].update(actor="eve"), key=key)
    forge.put(2, forge.seal(signed, key=key))


@tampering("a commit signed again by another key", 2, GIT, SSH, says="is not allowed by")
def stranger_commit(forge):
    key = forge.project.directory / "stranger"
    if not key.exists():
        forge.project.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    forge.put(2, forge.seal(forge.entries[2].signed, key=key))


# With a key that is trusted


@tampering("a signature for another namespace", 7, GIT, SSH, says="signed for 'file'")
def other_namespace(forge):
    forge.put(7, forge.seal(forge.entries[7].signed, namespace="file"))


@tampering("an entry left out, the rest signed again", 2, TREE, says="it says that it is entry 3")
def dropped_and_signed(forge):
    forge.relink([0, 1, 3, 4, 5, 6, 7])


@tampering("two entries swapped and signed again", 3, TREE, says="it says that it is entry 4")
def swapped(forge):
    forge.relink([0, 1, 2, 4, 3, 5, 6, 7])


@tampering("an old approval once more at the end", 8, TREE, says="it says that it is entry 1")
def replayed(forge):
    forge.relink([0, 1, 2, 3, 4, 5, 6, 7, 1])


@tampering("an entry inserted in the middle", 5, TREE, says="it says that it is entry 4")
def inserted(forge):
    forge.relink([0, 1, 2, 3, 4, 4, 5, 6, 7])


@tampering("a merge with the code", 7, says="merge of 2 commits")
def merge(forge):
    main = forge.project.git("rev-parse", "main", within=forge.repository)
    signed = forge.entries[7].signed.replace(b"\nauthor ", f"\nparent {main}\nauthor ".encode(), 1)
    forge.put(7, forge.seal(signed))


def restated(what, says, *seen_by):
    """The last entry with another statement, which a trusted key has signed."""
    def add(change):
        @tampering(what, 7, *seen_by, says=says)
        def do(forge):
            forge.put(7, forge.seal(forge.restated(7, change)))
        return change
    return add


@restated("another root of the entries before", "are not those that it was appended to", TREE)
def previous_root(statement):
    statement["predicate"]["previous"]["root"] = "00" * 32


@restated("another size of the log before", "are not those that it was appended to", TREE)
def previous_size(statement):
    statement["predicate"]["previous"]["size"] = 6


@restated("another environment", "it is about 'production'")
def environment(statement):
    statement["predicate"]["environment"] = "production"


@restated("another repository's log", "it belongs to the log")
def origin(statement):
    statement["predicate"]["origin"] = f"pawl/{'1' * 40}/staging"


@restated("a time before that of the entry before", "before that of the entry before it")
def earlier(statement):
    statement["predicate"]["context"]["time"] -= 3600


@restated("a member that nobody knows", "unknown to this version")
def unknown_member(statement):
    statement["predicate"]["approvedBy"] = "eve"


@restated("no subject", "its statement cannot be read", STATEMENT)
def no_subject(statement):
    statement["subject"] = []


def enveloped(what, says, *seen_by):
    """The last entry in another envelope, in a commit that a trusted key has signed."""
    def add(change):
        @tampering(what, 7, *seen_by, says=says)
        def do(forge):
            entry = forge.entries[7]
            forge.put(7, forge.seal(forge.with_envelope(entry.signed, entry.envelope, change(forge, entry))))
        return change
    return add


@enveloped("a statement that its envelope's signature does not sign", "not signed by the key", DSSE)
def statement_swapped(forge, entry):
    payload = rfc8785.dumps(entry.statement | {"predicateType": "https://eve.example/decision/v1"})
    return rfc8785.dumps(entry.json | {"payload": base64.b64encode(payload).decode()})


@enveloped("an envelope with blanks in its JSON", "not in canonical form", JCS)
def blanks(forge, entry):
    return json.dumps(entry.json).encode()


@enveloped("a statement with blanks in its JSON", "its statement cannot be read", JCS)
def blanks_inside(forge, entry):
    return forge.envelope(json.dumps(entry.statement).encode())


@enveloped("an envelope of another type", "not an in-toto statement", DSSE)
def other_type(forge, entry):
    return forge.envelope(entry.payload, type="application/json")


@enveloped("an envelope with its signature twice", "by that alone", DSSE)
def doubled_envelope_signature(forge, entry):
    signature = entry.json["signatures"][0]
    return rfc8785.dumps(entry.json | {"signatures": [signature, signature | {"keyid": "another"}]})


@enveloped("an envelope of 100 MB", "more than 65535")
def huge(forge, entry):
    return entry.envelope[:-1] + b',"z":"' + b"a" * 100_000_000 + b'"}'


@tampering("a second file beside the envelope", 7, says="instead of 'decision.dsse.json' alone")
def second_file(forge):
    entry = forge.entries[7]
    more = f"100644 blob {forge.blob(b'#!/bin/sh')}\thook\n".encode()
    old = entry.signed[5:45]
    signed = entry.signed.replace(old, forge.tree(entry.envelope, more).encode(), 1)
    forge.put(7, forge.seal(signed))


@tampering("a header more", 7, says="author, time or message")
def more_headers(forge):
    head, message = forge.entries[7].signed.split(b"\n\n", 1)
    forge.put(7, forge.seal(head + b"\nencoding UTF-8\n\n" + message))
