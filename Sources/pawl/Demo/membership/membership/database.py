"""The SQLite connection that counts what it executes."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import Any, Sequence


class Connection(sqlite3.Connection):
    """A connection that knows how many statements it has executed, and how long they took.

    `statements` counts everything that goes through `execute`, transactions included; `seconds` is the time spent
    there. Both grow for as long as the connection lives: whoever wants one request's share subtracts.
    """

    statements = 0
    seconds = 0.0

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        self.statements += 1
        began = time.perf_counter()
        try:
            return super().execute(sql, parameters)
        finally:
            self.seconds += time.perf_counter() - began


def database_path(state: str) -> str:
    """The database file inside a state directory."""
    return os.path.join(state, "membership.sqlite3")


def connect(path: str) -> Connection:
    """Opens an existing database, or creates an empty one.

    Transactions are explicit (`BEGIN`, `COMMIT`). A writer that finds the database locked waits for up to 5 s.
    """
    connection = sqlite3.connect(path, timeout=5, isolation_level=None, cached_statements=32, factory=Connection)
    connection.row_factory = sqlite3.Row
    sqlite3.Connection.execute(connection, "PRAGMA cache_size = -1024")  # KiB: bounds each connection's memory
    sqlite3.Connection.execute(connection, "PRAGMA synchronous = NORMAL")
    return connection
