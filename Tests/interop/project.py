"""A repository of the small service of the tests, with a key, whose log the built `pawl` writes."""

import os
import pathlib
import shutil
import subprocess
import sys

ITEMS = pathlib.Path(__file__).resolve().parent.parent / "pawlTests/Items"
REFERENCE = "refs/heads/pawl/log/staging"
PIPELINE = """\
pawl: 1
name: items
environment: staging
service:
  build: ./build
  start: exec python3 -S service.py
  ready: GET /health
  data:
    seed: python3 -S seed.py
    migrate: python3 -S migrate.py
    count:
      items: { run: python3 -S count.py, at_least: 50 }
values:
  id: 1..50
operations:
  read: "GET /items/{id}"
stages:
  - compat: {}
"""


class Failure(Exception):
    """A command ended in another way than it had to."""


class Project:
    """`programs` is the directory of the built `pawl` and `log-fixture`; all that is made lies below `directory`."""

    def __init__(self, programs, directory):
        self.directory = directory
        self.pawl = str(programs / "pawl")
        self.fixture = str(programs / "log-fixture")
        self.repository = directory / "repository"
        self.trust = directory / "keys/allowed_signers"
        self.key = directory / "keys/pawl-key"
        self.environment = {
            "PATH": f"{pathlib.Path(sys.executable).resolve().parent}:/usr/bin:/bin", "HOME": str(directory),
            "TMPDIR": str(directory), "LC_ALL": "C",
            "PAWL_KEY_FILE": str(self.key), "PAWL_TRUST": str(self.trust),
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
            "GIT_AUTHOR_NAME": "Ilse", "GIT_AUTHOR_EMAIL": "ilse@items.example",
            "GIT_COMMITTER_NAME": "Ilse", "GIT_COMMITTER_EMAIL": "ilse@items.example",
        }

    def attempt(self, *words, within=None, input=None, variables=None):
        """Runs a command to its end, whatever that is; output and errors are bytes."""
        return subprocess.run(
            [str(word) for word in words], cwd=within or self.repository, env=self.environment | (variables or {}), input=input,
            stdin=subprocess.DEVNULL if input is None else None, capture_output=True)

    def run(self, *words, status=0, **options):
        """Runs a command that has to end with that exit code; its standard output, in bytes."""
        done = self.attempt(*words, **options)
        if done.returncode != status:
            said = (done.stdout + done.stderr).decode(errors="replace")
            raise Failure(f"{' '.join(map(str, words))}: exit {done.returncode}, expected {status}\n{said}")
        return done.stdout

    def git(self, *words, **options):
        return self.run("git", *words, **options).decode().strip()

    def make(self):
        """The service, a key, and a log: adopted, an approved and a blocked gate with evidence, and more entries."""
        shutil.copytree(ITEMS, self.repository)
        (self.repository / "pipelines").mkdir()
        (self.repository / "pipelines/items.yaml").write_text(PIPELINE)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "items service")
        self.run(self.pawl, "key", "new", "--directory", self.key.parent, "--principal", "check@items.example")
        self.run(self.pawl, "log", "adopt", "main", "--pipeline", "items")
        self.git("commit", "--quiet", "--allow-empty", "--message", "nothing new")
        self.run(self.pawl, "gate", "items", "HEAD")
        (self.repository / "fault").write_text("failing\n")
        self.git("commit", "--quiet", "--all", "--message", "answers 500")
        self.run(self.pawl, "gate", "items", "HEAD", status=10)
        self.append(self.repository, "more", 5)

    def append(self, repository, run, count, time=None, **variables):
        """Entries without evidence, as a gate elsewhere appends them."""
        last = self.git("log", "-1", "--format=%ct", REFERENCE, within=repository) if time is None else time
        self.run(
            self.fixture, repository, "staging", self.trust, self.key, run, count, "block", last, within=repository,
            variables=variables)

    def copy(self, name, remembers=False):
        """A bare copy with its own objects, on a machine that has never seen the log unless `remembers`."""
        copy = self.directory / name
        shutil.copytree(self.repository / ".git", copy)
        self.git("config", "core.bare", "true", within=copy)
        # One file an object, so that a single one can be damaged.
        for pack in (copy / "objects/pack").glob("*.pack"):
            data = pack.read_bytes()
            os.remove(pack)
            self.run("git", "unpack-objects", "-q", within=copy, input=data)
        if not remembers:
            shutil.rmtree(copy / "pawl", ignore_errors=True)
        return copy
