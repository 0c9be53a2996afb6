"""The checks, each of which prints a line."""

import copy
import re
import shutil
import time

import rfc8785
from cryptography.hazmat.primitives.serialization import load_ssh_private_key
from pymerkle import InmemoryTree
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner

import races
import tamperings
import verifiers
from entries import TYPE, Forge, entries, leaf
from project import Project


class Checks:
    def __init__(self, programs, directory):
        self.project = Project(programs, directory)
        self.surprises = []
        self.count = 0

    def run(self, parts):
        began = time.monotonic()
        self.project.make()
        print(f"a log with {len(entries(self.project, self.project.repository))} entries, made by pawl "
              f"in {time.monotonic() - began:.1f} s", flush=True)
        for part in parts:
            getattr(self, part)()

    def check(self, what, holds, found=""):
        self.count += 1
        print(f"{'ok  ' if holds else 'FAIL'} {what}{f': {found}' if found else ''}", flush=True)
        if not holds:
            self.surprises.append(f"{what}{f': {found}' if found else ''}")

    def verify(self, repository):
        """What `pawl log verify` says of a log: exit code and words."""
        done = self.project.attempt(self.project.pawl, "log", "verify", "--environment", "staging", within=repository)
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    # What is good

    def accepts(self):
        repository = self.project.repository
        found = verifiers.refusals(self.project, repository)
        for name in verifiers.ALL:
            self.check(f"{name} accepts the log", name not in found, found.get(name, ""))
        status, said = self.verify(repository)
        self.check("pawl log verify accepts it, with its evidence", status == 0 and "intact" in said, said.splitlines()[0])
        self.root(repository, said)
        self.made_by_others()

    def root(self, repository, said):
        tree = InmemoryTree(algorithm="sha256")
        for entry in entries(self.project, repository):
            tree.append_entry(entry.envelope)
        root = tree.get_state().hex()
        self.check("pymerkle's root is the one that pawl log verify prints", f"root {root}" in said, root[:16])

    def made_by_others(self):
        """The next entry, every byte of which stock tools make: pymerkle, rfc8785, securesystemslib, and `git commit-tree -S`."""
        project = self.project
        repository = project.copy("others")
        forge = Forge(project, repository)
        last = forge.entries[-1]
        tree = InmemoryTree(algorithm="sha256")
        for entry in forge.entries:
            tree.append_entry(entry.envelope)
        statement = copy.deepcopy(last.statement)
        statement["predicate"] |= {
            "index": len(forge.entries), "previous": {"size": len(forge.entries), "root": tree.get_state().hex()}}
        secret = load_ssh_private_key(project.key.read_bytes(), None)
        envelope = Envelope(rfc8785.dumps(statement), TYPE, {})
        envelope.sign(CryptoSigner(secret, verifiers.public_key(project)))
        data = rfc8785.dumps(envelope.to_dict())
        message = re.sub(r"(?<=Pawl-Index: )\d+", str(len(forge.entries)), last.signed.split(b"\n\n", 1)[1].decode())
        message = re.sub(r"(?<=Pawl-Leaf: sha256:)\w+", leaf(data).hex(), message)
        message = re.sub(r"(?<=Pawl-Prev-Root: sha256:)\w+", tree.get_state().hex(), message)
        person = {"NAME": "Pawl", "EMAIL": "pawl@localhost", "DATE": f"{statement['predicate']['context']['time']} +0000"}
        commit = project.git(
            "-c", "gpg.format=ssh", "-c", f"user.signingkey={project.key}", "commit-tree", "-S", forge.tree(data),
            "-p", last.commit, within=repository, input=message.encode(),
            variables={f"GIT_{who}_{name}": value for who in ("AUTHOR", "COMMITTER") for name, value in person.items()})
        forge.point(commit)
        status, said = self.verify(repository)
        self.check("pawl log verify accepts an entry that only stock tools have made", status == 0, said.splitlines()[0])
        shutil.rmtree(repository)

    # What somebody tampered with

    def tamperings(self):
        for tampering in tamperings.ALL:
            repository = self.project.copy("tampered", tampering.remembers)
            tampering.do(Forge(self.project, repository))
            self.refused(tampering, repository)
            shutil.rmtree(repository)
            shutil.rmtree(self.project.directory / "elsewhere", ignore_errors=True)

    def refused(self, tampering, repository):
        status, said = self.verify(repository)
        named = re.search(r"^log(?:, entry (\d+))?: error: .*|^  (entry (?:\d+): error: .*)", said, re.MULTILINE)
        line = named.group().strip() if named else said.strip().splitlines()[-1]
        first = re.search(r"entry (\d+): error", line)
        is_named = (int(first.group(1)) if first else None) == tampering.first
        self.check(
            f"{tampering.what}: pawl log verify refuses it", status == 14 and is_named and tampering.says in line,
            f"exit {status}, {line}")
        found = verifiers.refusals(self.project, repository)
        missed = [name for name in tampering.seen_by if name not in found]
        others = ", ".join(found) or "no other program"
        self.check(f"{tampering.what}: so does {others}", not missed, f"accepted by {', '.join(missed)}" if missed else "")

    # Many writers

    def races(self):
        for what, seconds, problem in races.all(self.project):
            self.check(what, problem is None, problem or f"{seconds:.1f} s")
