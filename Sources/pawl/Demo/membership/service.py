"""Serves the membership API on 127.0.0.1 until it is told to stop.

PAWL_PORT      port to listen on
PAWL_STATE     directory that holds the database, seeded and migrated
PAWL_REVISION  commit that this code comes from, shown by /health
"""

from __future__ import annotations

import gc
import os
import signal

from membership.database import database_path
from membership.server import Server


def main() -> None:
    server = Server(
        port=int(os.environ["PAWL_PORT"]),
        database=database_path(os.environ["PAWL_STATE"]),
        revision=os.environ.get("PAWL_REVISION", "unknown"),
    )
    # Whatever was committed is on disk, so there is nothing to wait for.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    gc.freeze()
    server.serve_forever(poll_interval=60)


if __name__ == "__main__":
    main()
