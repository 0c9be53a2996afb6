"""Eight writers of fifty entries each, at once: on one repository, and in eight clones that share the log at a remote."""

import collections
import subprocess
import time

from entries import entries
from project import REFERENCE

WRITERS = 8
ENTRIES = 50


def all(project):
    """For each race: what it is, the seconds that it took, and what was lost; None where nothing was."""
    yield race(project, "on one repository", *local(project))
    yield race(project, "over a remote, each in a clone of its own", *remote(project))


def local(project):
    repository = bare(project, "local")
    return [repository] * WRITERS, repository, {}


def remote(project):
    """Each clone has a depth of 1, as a CI runner's."""
    origin = bare(project, "origin")
    project.git("symbolic-ref", "HEAD", "refs/heads/main", within=origin)
    clones = []
    for number in range(WRITERS):
        clone = project.directory / f"clone-{number}"
        project.git("clone", "--quiet", "--depth", "1", f"file://{origin}", clone)
        clones.append(clone)
    return clones, origin, {"LOG_FIXTURE_REMOTE": "origin"}


def bare(project, name):
    """The project's repository and log, on a machine that has not seen it."""
    return project.copy(name)


def race(project, where, repositories, place, variables):
    before = len(entries(project, place))
    last = project.git("log", "-1", "--format=%ct", REFERENCE, within=place)
    began = time.monotonic()
    writers = []
    for number, repository in enumerate(repositories):
        words = [project.fixture, repository, "staging", project.trust, project.key, f"writer-{number}/#", ENTRIES, "block", last]
        writers.append(subprocess.Popen(
            [str(word) for word in words], cwd=repository, env=project.environment | variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
    said = [writer.communicate()[1].decode(errors="replace").strip() for writer in writers]
    seconds = time.monotonic() - began
    failed = [(number, text) for number, (writer, text) in enumerate(zip(writers, said)) if writer.returncode != 0]
    problem = f"{len(failed)} writers failed, such as {failed[0][0]}: {beginning(failed[0][1])}" if failed else None
    what = f"{WRITERS} writers of {ENTRIES} entries {where}: {WRITERS * ENTRIES} entries, none lost"
    return what, seconds, problem or lost(project, place, before)


def beginning(text):
    """What a program said, without the registers and threads that follow a crash."""
    return "; ".join(text.splitlines()[:3])


def lost(project, place, before):
    """What is wrong with a log after a race; None where every writer's every entry is there once, and the log verifies."""
    runs = collections.Counter(entry.statement["predicate"]["context"]["run"] for entry in entries(project, place)[before:])
    wanted = {f"writer-{number}/{entry}" for number in range(WRITERS) for entry in range(ENTRIES)}
    if set(runs) != wanted:
        return f"{len(wanted - set(runs))} entries were lost"
    if sum(runs.values()) != len(wanted):
        return f"{sum(runs.values())} entries in place of {len(wanted)}"
    verified = project.attempt(project.pawl, "log", "verify", "--environment", "staging", within=place)
    said = (verified.stdout + verified.stderr).decode(errors="replace")
    if verified.returncode != 0 or f"{before + len(wanted)} entries verified" not in said:
        return f"pawl log verify: exit {verified.returncode}, {said}"
    return None
