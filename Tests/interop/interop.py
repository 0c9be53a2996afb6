#!/usr/bin/env python3
"""Whether programs that know nothing of Pawl accept a log that it wrote, and refuse each of many that somebody tampered with.

    interop.py PROGRAMS [PART…]

PROGRAMS is the directory of the built `pawl` and `log-fixture`. Parts: accepts, tamperings, races; all where none is named. What is
missing of PyPI is installed into an environment of its own, below `.build`. Exit 1 at any surprise.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent.parent / ".build/interop"
PACKAGES = [
    "securesystemslib==1.6.0", "cryptography==50.0.2", "in-toto-attestation==0.9.3", "rfc8785==0.1.4", "pymerkle==7.0.0",
]


def enter_environment():
    """Goes on as the Python that has the packages, which is made where it is missing."""
    python = ENVIRONMENT / "bin/python"
    stamp = ENVIRONMENT / "packages"
    wanted = "\n".join(PACKAGES)
    if not stamp.exists() or stamp.read_text() != wanted:
        # Debian's Python has no pip for an environment of its own; its pip installs into another's.
        subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT], check=True)
        subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *PACKAGES], check=True)
        stamp.write_text(wanted)
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    enter_environment()
    from checks import Checks
    with tempfile.TemporaryDirectory(prefix="pawl-interop-") as directory:
        checks = Checks(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(directory).resolve())
        checks.run(sys.argv[2:] or ["accepts", "tamperings", "races"])
    for surprise in checks.surprises:
        print(f"interop: error: {surprise}", file=sys.stderr)
    print(f"{checks.count} checks, {len(checks.surprises)} surprises")
    sys.exit(1 if checks.surprises else 0)


if __name__ == "__main__":
    main()
