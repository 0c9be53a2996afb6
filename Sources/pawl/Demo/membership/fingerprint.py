"""Prints a SHA-256 digest of all that the database in PAWL_STATE says: its schema and every row of every table.

Two databases with the same content have the same digest, however their pages are laid out on disk.
"""

from __future__ import annotations

import hashlib
import os

from membership.database import Connection, connect, database_path


def fingerprint(connection: Connection) -> str:
    digest = hashlib.sha256()
    connection.execute("BEGIN")  # one snapshot, even while the service writes
    schema = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    ).fetchall()
    for kind, name, sql in schema:
        digest.update(f"{kind} {name}\n{sql}\n".encode())
        if kind == "table":
            for line in sorted(repr(tuple(row)) for row in connection.execute(f'SELECT * FROM "{name}"')):
                digest.update(line.encode() + b"\n")
    connection.execute("COMMIT")
    return digest.hexdigest()


def main() -> None:
    connection = connect(database_path(os.environ["PAWL_STATE"]))
    try:
        print(fingerprint(connection))
    finally:
        connection.close()


if __name__ == "__main__":
    main()
