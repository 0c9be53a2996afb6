#!/usr/bin/env python3
"""Gives every parser what libFuzzer thinks of, and inputs with a piece of them repeated, to find what costs more than its length.

    fuzz.py PAWL-FUZZ [--seconds N] [PARSER…]

N seconds for each parser (60), a fifth of them for repeated pieces; all parsers where none is named. Inputs that found new branches stay
below `.build-fuzz/corpus` for the next run; what crashes, hangs for more than 10 s, takes more than 2 GB, or costs more than its length
is kept below `.build-fuzz/crashes`. Exit 1 where there was any.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

import seeds

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / ".build-fuzz/corpus"
CRASHES = ROOT / ".build-fuzz/crashes"
LONGEST = 65_536
# Swift's own handler of crashes would keep libFuzzer's from writing down the input.
ENVIRONMENT = os.environ | {"SWIFT_BACKTRACE": "enable=no"}


class Parser:
    def __init__(self, program, name, seconds):
        self.program, self.name, self.seconds = program, name, seconds
        self.corpus = CORPUS / name
        self.seeds = CORPUS / f"{name}.seeds"
        self.crashes = CRASHES / name
        self.last = CORPUS / f"{name}.last"
        for directory in (self.corpus, self.seeds, self.crashes):
            directory.mkdir(parents=True, exist_ok=True)

    def run(self):
        """Prints a line, and returns what was found, a line each."""
        for number, seed in enumerate(seeds.of(self.name)):
            (self.seeds / f"{number:03}").write_bytes(seed[:LONGEST])
        found = self.fuzz(max(1, self.seconds * 4 // 5))
        return found + self.stretch(max(1, self.seconds // 5))

    def fuzz(self, seconds):
        done = subprocess.run(
            [self.program, self.name, f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=2048",
             "-print_final_stats=1", "-verbosity=1", f"-artifact_prefix={self.crashes}/", f"-dict={seeds.DICTIONARY}",
             self.corpus, self.seeds],
            env=ENVIRONMENT | {"LAST_INPUT": str(self.last)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace")
        statistics = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stdout))
        rate, count = statistics.get("average_exec_per_sec", "?"), statistics.get("number_of_executed_units", "?")
        covered = re.findall(r" cov: (\d+) ", done.stdout)
        print(f"{self.name:18} {count:>10} inputs, {rate:>7} a second, {len(list(self.corpus.iterdir())):>6} kept, "
              f"{covered[-1] if covered else '?':>6} branches", flush=True)
        if done.returncode == 0:
            return []
        (self.crashes / "output").write_text(done.stdout)
        self.keep_last(done.stdout)
        why = re.findall(r"(?:ERROR: libFuzzer: .*|Fatal error: .*|SUMMARY: .*)", done.stdout)
        end = f"exit {done.returncode}" if done.returncode > 0 else f"signal {-done.returncode}"
        return [f"{self.name}: {end}: {why[0] if why else 'see its output'}; kept in {self.crashes}"]

    def keep_last(self, said):
        """Where libFuzzer did not come to write the input down, as where the stack ran out."""
        if "Test unit written to" not in said and self.last.exists():
            data = self.last.read_bytes()
            (self.crashes / "crash-last").write_bytes(data[4:4 + int.from_bytes(data[:4], "little")])

    def stretch(self, seconds):
        file = self.crashes / "growth"
        file.unlink(missing_ok=True)
        done = subprocess.run(
            [self.program, "--growth", self.name, str(seconds), self.seeds, file], env=ENVIRONMENT, capture_output=True, text=True,
            errors="replace")
        if done.returncode == 0:
            return []
        said = [line for line in done.stdout.splitlines() if "bytes take" in line]
        return [f"{said[0] if said else f'{self.name}: exit {done.returncode}: {done.stderr[-400:]}'}; kept in {self.crashes}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("parsers", nargs="*")
    arguments = parser.parse_intermixed_args()
    known = subprocess.run([arguments.program], capture_output=True, text=True, check=True).stdout.split()
    unknown = [name for name in arguments.parsers if name not in known]
    if unknown:
        sys.exit(f"fuzz: error: there is no parser '{unknown[0]}'\n  hint: there are {', '.join(known)}")
    found = []
    for name in arguments.parsers or known:
        found += Parser(arguments.program, name, arguments.seconds).run()
    for line in found:
        print(f"fuzz: error: {line}", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
