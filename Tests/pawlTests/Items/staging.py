"""The environment that is deployed to: one directory and one port, as the file 'place' says.

staging.py run REVISION       stops what runs, and runs this checkout's service as that revision
staging.py verify REVISION    exits 1 unless that revision answers
staging.py deployed           prints the revision that was run last
staging.py stop               stops what runs
"""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time

with open("place", encoding="utf-8") as file:
    DIRECTORY, PORT = file.read().split()
STATE = os.path.join(DIRECTORY, "state")


def running():
    try:
        with open(os.path.join(DIRECTORY, "pid"), encoding="utf-8") as file:
            pid = int(file.read())
        with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:
            return pid if DIRECTORY in file.read() else None
    except (FileNotFoundError, ProcessLookupError):
        return None


def stop():
    while (pid := running()) is not None:
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def revision():
    connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=5)
    try:
        connection.request("GET", "/health")
        return json.load(connection.getresponse())["revision"]
    except OSError:
        return None
    finally:
        connection.close()


def run(wanted):
    stop()
    release = os.path.join(DIRECTORY, wanted)
    os.makedirs(release, exist_ok=True)
    for name in ("service.py", "fault"):
        shutil.copy(name, release)
    if not os.path.exists(STATE):
        os.makedirs(STATE)
        subprocess.run([sys.executable, "-S", "seed.py"], env={"PAWL_STATE": STATE}, check=True)
    variables = {"PAWL_PORT": PORT, "PAWL_STATE": STATE, "PAWL_REVISION": wanted, "ITEMS_STAGING": "yes"}
    with open(os.path.join(DIRECTORY, "log"), "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-S", os.path.join(release, "service.py")], cwd=release, env=variables,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    for name, text in (("pid", process.pid), ("revision", wanted)):
        with open(os.path.join(DIRECTORY, name), "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
    while revision() != wanted:
        if process.poll() is not None:
            sys.exit(f"{wanted} ended with {process.returncode}")
        time.sleep(0.02)


match sys.argv[1:]:
    case ["run", wanted]:
        run(wanted)
    case ["verify", wanted]:
        if os.path.exists(os.path.join(DIRECTORY, "verify-fails")) or revision() != wanted:
            sys.exit(f"{revision()} runs, {wanted} should")
    case ["deployed"]:
        with open(os.path.join(DIRECTORY, "revision"), encoding="utf-8") as file:
            print(file.read().strip())
    case ["stop"]:
        stop()
    case _:
        sys.exit(__doc__)
