"""Brings the database in PAWL_STATE up to this revision's schema; repeating it changes nothing."""

from __future__ import annotations

import os

from membership.database import connect, database_path
from membership.migrations import migrate


def main() -> None:
    connection = connect(database_path(os.environ["PAWL_STATE"]))
    try:
        for name in migrate(connection):
            print(f"applied {name}")
    finally:
        connection.close()


if __name__ == "__main__":
    main()
