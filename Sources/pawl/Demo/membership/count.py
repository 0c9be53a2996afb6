"""Prints how many rows an entity has: count.py member|mandate|invoice|payment."""

from __future__ import annotations

import os
import sys

from membership.database import connect, database_path

ENTITIES = ("member", "mandate", "invoice", "payment")


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in ENTITIES:
        sys.exit(f"usage: count.py {'|'.join(ENTITIES)}")
    connection = connect(database_path(os.environ["PAWL_STATE"]))
    try:
        print(connection.execute(f"SELECT COUNT(*) FROM {sys.argv[1]}").fetchone()[0])
    finally:
        connection.close()


if __name__ == "__main__":
    main()
