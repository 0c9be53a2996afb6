"""Entries of a log as bytes: taken apart, changed, signed again with stock tools, and put back in a branch."""

import base64
import hashlib
import json
import re
import zlib

import rfc8785
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from project import REFERENCE

FILE = "decision.dsse.json"
TYPE = "application/vnd.in-toto+json"
SIGNATURE = re.compile(rb"^gpgsig (?:.*\n)(?: .*\n)*", re.MULTILINE)


def pae(payload, type=TYPE):
    """What a DSSE signature signs."""
    return f"DSSEv1 {len(type.encode())} {type} {len(payload)} ".encode() + payload


def leaf(envelope):
    """RFC 6962, 2.1."""
    return hashlib.sha256(b"\0" + envelope).digest()


class Entry:
    """What one commit of a log has."""

    def __init__(self, project, repository, commit):
        self.commit = commit
        self.raw = project.run("git", "cat-file", "commit", commit, within=repository)
        found = SIGNATURE.search(self.raw)
        self.header = found.group() if found else b""
        self.signed = self.raw.replace(self.header, b"", 1)
        self.armour = self.header.removeprefix(b"gpgsig ").replace(b"\n ", b"\n")
        self.envelope = project.run("git", "cat-file", "blob", f"{commit}:{FILE}", within=repository)

    @property
    def json(self):
        return json.loads(self.envelope)

    @property
    def payload(self):
        return base64.b64decode(self.json["payload"])

    @property
    def statement(self):
        return json.loads(self.payload)


def commits(project, repository, reference=REFERENCE):
    """The oldest first, as the first parents lead to them."""
    words = ["rev-list", "--first-parent", "--reverse", reference]
    return project.git(*words, within=repository).split()


def entries(project, repository):
    return [Entry(project, repository, commit) for commit in commits(project, repository)]


class Forge:
    """Rewrites a log in a copy, with the keys that a forger has."""

    def __init__(self, project, repository):
        self.project = project
        self.repository = repository
        self.entries = entries(project, repository)

    # What an entry is made of

    def blob(self, data):
        return self.project.git("hash-object", "-t", "blob", "-w", "--stdin", within=self.repository, input=data)

    def tree(self, envelope, more=b""):
        line = f"100644 blob {self.blob(envelope)}\t{FILE}\n".encode()
        return self.project.git("mktree", within=self.repository, input=line + more)

    def object(self, raw):
        """Writes a commit that git itself might refuse to make."""
        words = ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
        return self.project.git(*words, within=self.repository, input=raw)

    def header(self, signed, key=None, namespace="git"):
        """`gpgsig …` of these bytes, made by ssh-keygen."""
        words = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", key or self.project.key]
        armour = self.project.run(*words, input=signed).rstrip(b"\n")
        return b"gpgsig " + armour.replace(b"\n", b"\n ") + b"\n"

    @staticmethod
    def with_header(signed, header):
        head, message = signed.split(b"\n\n", 1)
        return head + b"\n" + header + b"\n" + message

    def seal(self, signed, **how):
        return self.with_header(signed, self.header(signed, **how))

    def envelope(self, payload, key=None, type=TYPE, **members):
        """A DSSE envelope, signed by a key's file under the fingerprint that ssh-keygen gives it."""
        key = key or self.project.key
        secret = load_ssh_private_key(key.read_bytes(), None)
        fingerprint = self.project.run("ssh-keygen", "-l", "-f", f"{key}.pub").split()[1].decode()
        signature = base64.b64encode(secret.sign(pae(payload, type))).decode()
        envelope = {"payload": base64.b64encode(payload).decode(), "payloadType": type,
                    "signatures": [{"keyid": fingerprint, "sig": signature}]} | members
        return rfc8785.dumps(envelope)

    # Entries from others

    def with_envelope(self, signed, old, new):
        """The commit of an entry that has another envelope: tree and leaf follow."""
        tree = re.match(rb"tree ([0-9a-f]{40})", signed).group(1)
        changed = signed.replace(tree, self.tree(new).encode(), 1)
        return changed.replace(leaf(old).hex().encode(), leaf(new).hex().encode())

    def restated(self, index, change, key=None):
        """The commit of an entry with another statement, without a signature, whose envelope a key signs."""
        entry = self.entries[index]
        statement = entry.statement
        change(statement)
        envelope = self.envelope(rfc8785.dumps(statement), key=key)
        return self.with_envelope(entry.signed, entry.envelope, envelope)

    # The branch

    def rebuild(self, raws):
        """Makes the branch from these commits, each given its parent anew; signatures stay as they are."""
        parent = None
        for raw in raws:
            commit = self.object(self.after(parent, raw))
            parent = commit
        self.point(parent)

    @staticmethod
    def after(parent, raw):
        line = f"parent {parent}\n".encode() if parent else b""
        if re.match(rb"tree [0-9a-f]{40}\nparent ", raw):
            return re.sub(rb"^parent [0-9a-f]{40}\n", line, raw, count=1, flags=re.MULTILINE)
        return re.sub(rb"^(tree [0-9a-f]{40}\n)", rb"\1" + line, raw, count=1)

    def point(self, commit):
        self.project.git("update-ref", REFERENCE, commit, within=self.repository)

    def put(self, index, raw):
        """Puts another commit in an entry's place; later ones follow it, with the signatures that they had."""
        self.rebuild([entry.raw for entry in self.entries[:index]] + [raw] + [entry.raw for entry in self.entries[index + 1:]])

    def relink(self, order):
        """Entries in another order, each commit signed again by a trusted key; the envelopes stay as they are."""
        parent = None
        for index in order:
            signed = self.after(parent, self.entries[index].signed)
            parent = self.object(self.seal(signed))
        self.point(parent)

    def damage(self, object, data):
        """Puts other bytes under an object's name, as a disk or an intruder does."""
        path = self.repository / "objects" / object[:2] / object[2:]
        path.chmod(0o644)
        path.write_bytes(zlib.compress(f"blob {len(data)}\0".encode() + data))
