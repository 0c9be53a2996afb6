"""What others wrote to check such things, each asked about a whole log. None of it knows of Pawl."""

import base64
import hashlib
import json

import rfc8785
from google.protobuf.json_format import Parse
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from pymerkle import InmemoryTree, InvalidProof, verify_consistency, verify_inclusion
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import UnverifiedSignatureError, VerificationError
from securesystemslib.signer import SSlibKey

from entries import commits, entries, leaf


class Refused(Exception):
    """A verifier does not accept a log; says why."""


def git_verify_commit(project, repository):
    for index, commit in enumerate(commits(project, repository)):
        words = ["git", "-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={project.trust}", "verify-commit", commit]
        done = project.attempt(*words, within=repository)
        if done.returncode != 0:
            raise Refused(f"entry {index}")


def git_fsck(project, repository):
    done = project.attempt("git", "fsck", "--strict", "--full", "--no-dangling", "--no-progress", within=repository)
    said = (done.stdout + done.stderr).decode(errors="replace").strip()
    if done.returncode != 0 or said:
        raise Refused(said.splitlines()[0] if said else f"exit {done.returncode}")


def ssh_keygen(project, repository):
    principal = project.trust.read_text().split()[0]
    for index, entry in enumerate(entries(project, repository)):
        signature = project.directory / "signature"
        signature.write_bytes(entry.armour)
        words = ["ssh-keygen", "-Y", "verify", "-f", project.trust, "-I", principal, "-n", "git", "-s", signature]
        if project.attempt(*words, input=entry.signed).returncode != 0:
            raise Refused(f"entry {index}")


def public_key(project):
    """The trusted key as securesystemslib has it, under the id that envelopes name."""
    fields = (project.key.parent / f"{project.key.name}.pub").read_text().split()
    fingerprint = "SHA256:" + base64.b64encode(hashlib.sha256(base64.b64decode(fields[1])).digest()).decode().rstrip("=")
    return SSlibKey(fingerprint, "ed25519", "ed25519", {"public": base64.b64decode(fields[1])[-32:].hex()})


def securesystemslib(project, repository):
    key = public_key(project)
    for index, entry in enumerate(entries(project, repository)):
        try:
            envelope = Envelope.from_dict(entry.json)
            if envelope.payload_type != "application/vnd.in-toto+json" or len(envelope.signatures) != 1:
                raise Refused(f"entry {index}: another type, or several signatures")
            envelope.verify([key], 1)
        except (VerificationError, UnverifiedSignatureError, ValueError, KeyError) as error:
            raise Refused(f"entry {index}: {error}") from None


def in_toto_attestation(project, repository):
    for index, entry in enumerate(entries(project, repository)):
        try:
            statement = Statement.copy_from_pb(Parse(entry.payload, statement_pb2.Statement()))
            statement.validate()
        except Exception as error:
            raise Refused(f"entry {index}: {error}") from None


def rfc_8785(project, repository):
    for index, entry in enumerate(entries(project, repository)):
        for name, data in (("envelope", entry.envelope), ("statement", entry.payload)):
            if rfc8785.dumps(json.loads(data)) != data:
                raise Refused(f"entry {index}: its {name} is not canonical")


def pymerkle(project, repository):
    tree = InmemoryTree(algorithm="sha256")
    for index, entry in enumerate(entries(project, repository)):
        predicate = entry.statement["predicate"]
        stated = predicate["previous"]
        if predicate["index"] != index or stated != {"size": index, "root": tree.get_state().hex()}:
            raise Refused(f"entry {index}: it does not follow on those before it")
        trailer = f"\nPawl-Leaf: sha256:{leaf(entry.envelope).hex()}\nPawl-Prev-Root: sha256:{stated['root']}\n"
        if not entry.signed.endswith(trailer.encode()):
            raise Refused(f"entry {index}: its trailers say something else")
        tree.append_entry(entry.envelope)
    prove(tree, [leaf(entry.envelope) for entry in entries(project, repository)])


def prove(tree, leaves):
    """Every leaf is in the tree, and every earlier tree is a beginning of it."""
    size = tree.get_size()
    for index, hash in enumerate(leaves, 1):
        try:
            verify_inclusion(hash, tree.get_state(), tree.prove_inclusion(index, size))
            verify_consistency(tree.get_state(index), tree.get_state(size), tree.prove_consistency(index, size))
        except InvalidProof as error:
            raise Refused(f"entry {index - 1}: {error}") from None


ALL = {
    "git verify-commit": git_verify_commit,
    "git fsck --strict": git_fsck,
    "ssh-keygen -Y verify": ssh_keygen,
    "securesystemslib": securesystemslib,
    "in-toto-attestation": in_toto_attestation,
    "rfc8785": rfc_8785,
    "pymerkle": pymerkle,
}


def refusals(project, repository):
    """By verifier, why it does not accept the log; empty where all do."""
    found = {}
    for name, verify in ALL.items():
        try:
            verify(project, repository)
        except Refused as refusal:
            found[name] = str(refusal)
        except Exception as error:
            # A log that cannot even be read is refused too; which commands failed says why.
            found[name] = str(error).splitlines()[0]
    return found
