"""Numbered migrations: `migrations/NNNN-name.sql`, each applied once, in order."""

from __future__ import annotations

import os

from .database import Connection

DIRECTORY = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "migrations")


def migrate(connection: Connection) -> list[str]:
    """Applies what the database does not have yet, and returns the names of what was applied.

    Each migration commits together with its entry in `schema_version`, or leaves nothing behind.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    present = {row["number"] for row in connection.execute("SELECT number FROM schema_version")}
    applied = []
    for file in sorted(os.listdir(DIRECTORY)):
        name = file[: -len(".sql")]
        number = int(name.split("-")[0])
        if number in present:
            continue
        with open(os.path.join(DIRECTORY, file), encoding="utf-8") as migration:
            script = migration.read()
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\nINSERT INTO schema_version VALUES ({number}, '{name}');\nCOMMIT;"
            )
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        applied.append(name)
    return applied
