#!/usr/bin/env python3
"""Runs an optimised `pawl` once through what people use most, each command within a bound that only a hang exceeds.

    release_check.py PAWL

Tests run debug builds; what an optimiser changes shows only here.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ITEMS = pathlib.Path(__file__).resolve().parent.parent / "pawlTests/Items"
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
metrics:
  queries: { header: X-Query-Count, unit: count }
stages:
  - compat: {}
  - regress: { pairs: 4, blocks: 8, rules: [ "median(response_time) <= +400%", "mean(queries) <= +0" ] }
  - memory: { at_least: 1s, max_operations: 600, rules: [ peak(memory) <= 1GB ] }
  - scale: { users: 5, operations_per_user: 4, rules: [ max(queries) <= 10, errors == 0 ] }
"""


class Check:
    def __init__(self, pawl, directory):
        self.pawl = pawl
        self.repository = directory / "repository"
        self.keys = directory / "keys"
        self.environment = {
            "PATH": f"{pathlib.Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(directory), "TMPDIR": str(directory),
            "PAWL_KEY_FILE": str(self.keys / "pawl-key"), "PAWL_TRUST": str(self.keys / "allowed_signers"),
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
            "GIT_AUTHOR_NAME": "Ilse", "GIT_AUTHOR_EMAIL": "ilse@items.example",
            "GIT_COMMITTER_NAME": "Ilse", "GIT_COMMITTER_EMAIL": "ilse@items.example",
        }

    def run(self, *words, seconds=60, status=0, within="repository"):
        """Runs a command, which has to end in time with that exit code, and returns its standard output."""
        began = time.monotonic()
        try:
            done = subprocess.run(
                words, cwd=getattr(self, within), env=self.environment, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            sys.exit(f"check-release: error: {' '.join(map(str, words))} took more than {seconds} s")
        if done.returncode != status:
            sys.exit(f"check-release: error: {' '.join(map(str, words))}: exit {done.returncode}, expected {status}\n"
                     f"{done.stdout}{done.stderr}")
        if words[0] == self.pawl:
            print(f"{time.monotonic() - began:6.1f} s  pawl {' '.join(map(str, words[1:]))}")
        return done.stdout

    def git(self, *words):
        self.run("git", *words)

    def all(self):
        shutil.copytree(ITEMS, self.repository)
        (self.repository / "pipelines").mkdir()
        (self.repository / "pipelines/items.yaml").write_text(PIPELINE)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "items service")
        self.run(self.pawl, "key", "new", "--directory", self.keys, "--principal", "check@items.example")
        self.run(self.pawl, "log", "adopt", "main", "--pipeline", "items")
        (self.repository / "fault").write_text("more-queries\n")
        self.git("commit", "--quiet", "--all", "--message", "one query more")
        self.run(self.pawl, "gate", "items", "HEAD", seconds=180, status=10)
        self.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
        (self.repository / "fault").write_text("none\n")
        self.git("commit", "--quiet", "--all", "--message", "as it was")
        self.run(self.pawl, "gate", "items", "HEAD", seconds=180)
        # What it measures itself ends after three seconds; the rest looks at files and verifies three entries.
        self.run(self.pawl, "doctor", "items", seconds=15)
        for name, level in (("old", 0.010), ("new", 0.013)):
            numbers = [level * (1 + 0.01 * (index % 7)) for index in range(400)]
            (self.repository / f"{name}.txt").write_text("".join(f"{number}\n" for number in numbers))
        self.run(self.pawl, "judge", "ratio", "old.txt", "new.txt", "--tolerance", "5%", status=10)
        self.load()
        self.run(self.pawl, "log", "verify")

    def load(self):
        server = subprocess.Popen(
            [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"], cwd=ITEMS, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        try:
            port = server.stdout.readline().split(" port ")[1].split()[0]
            self.run(self.pawl, "load", f"http://127.0.0.1:{port}/fault", "--users", "2", "--for", "2s")
        finally:
            server.kill()
            server.wait()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="pawl-release-") as directory:
        Check(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(directory)).all()


if __name__ == "__main__":
    main()
