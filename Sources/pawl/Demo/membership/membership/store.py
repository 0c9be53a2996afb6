"""Everything that the service asks of its database: one method, one statement."""

from __future__ import annotations

import json
import sqlite3
from typing import Iterable

from .database import Connection

Row = sqlite3.Row


class Store:
    """The tables behind one request. Amounts are whole cents; rows come back in a defined order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def member(self, member: int) -> Row | None:
        return self._one("SELECT * FROM member WHERE id = ?", member)

    def members(self, first: int, count: int) -> list[Row]:
        return self._all("SELECT * FROM member WHERE id >= ? ORDER BY id LIMIT ?", first, count)

    def member_count(self) -> int:
        return self._connection.execute("SELECT COUNT(*) FROM member").fetchone()[0]

    def search(self, term: str, limit: int) -> list[Row]:
        pattern = "%" + term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return self._all(
            "SELECT id, name, email, city, status FROM member"
            " WHERE name LIKE ?1 ESCAPE '\\' OR email LIKE ?1 ESCAPE '\\'"
            " OR city LIKE ?1 ESCAPE '\\' OR status LIKE ?1 ESCAPE '\\' ORDER BY id LIMIT ?2",
            pattern,
            limit,
        )

    def mandate(self, member: int) -> Row | None:
        """The member's newest mandate."""
        return self._one("SELECT * FROM mandate WHERE member_id = ? ORDER BY id DESC LIMIT 1", member)

    def mandates(self, members: Iterable[int]) -> list[Row]:
        """All mandates of these members, oldest first."""
        return self._all(
            "SELECT * FROM mandate WHERE member_id IN (SELECT value FROM json_each(?)) ORDER BY id", _array(members)
        )

    def newest_invoices(self, member: int, limit: int) -> list[Row]:
        return self._all(
            "SELECT * FROM invoice WHERE member_id = ? ORDER BY issued DESC, id DESC LIMIT ?", member, limit
        )

    def invoices(self, invoices: Iterable[int]) -> list[Row]:
        return self._all("SELECT * FROM invoice WHERE id IN (SELECT value FROM json_each(?))", _array(invoices))

    def open_invoices(self, members: Iterable[int]) -> list[Row]:
        """Per member that owes something: how many invoices are open, what they sum to, when the oldest was due."""
        return self._all(
            "SELECT member_id, COUNT(*) AS invoices, SUM(outstanding_cents) AS outstanding_cents, MIN(due) AS due"
            " FROM invoice WHERE member_id IN (SELECT value FROM json_each(?)) AND status = 'open' GROUP BY member_id",
            _array(members),
        )

    def payment(self, payment: int) -> Row | None:
        return self._one("SELECT * FROM payment WHERE id = ?", payment)

    def newest_payments(self, member: int, limit: int) -> list[Row]:
        return self._all(
            "SELECT * FROM payment WHERE member_id = ? ORDER BY date DESC, id DESC LIMIT ?", member, limit
        )

    def payment_count(self, member: int) -> int:
        return self._connection.execute("SELECT COUNT(*) FROM payment WHERE member_id = ?", (member,)).fetchone()[0]

    def last_payments(self, members: Iterable[int]) -> list[Row]:
        """Per member that ever paid: the day of the last payment."""
        return self._all(
            "SELECT member_id, MAX(date) AS date FROM payment WHERE member_id IN (SELECT value FROM json_each(?))"
            " GROUP BY member_id",
            _array(members),
        )

    def references(self, payments: Iterable[int]) -> list[Row]:
        """What these payments settle, in the order of payment and invoice."""
        return self._all(
            "SELECT * FROM payment_reference WHERE payment_id IN (SELECT value FROM json_each(?))"
            " ORDER BY payment_id, invoice_id",
            _array(payments),
        )

    def record_payment(self, member: int, date: str, cents: int, mode: str) -> int:
        """Adds a payment, settles as much of the member's oldest open invoice as it covers, and returns its id.

        When this returns, other connections see all of it; if it raises, there is none of it.
        """
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            payment = execute(
                "INSERT INTO payment (member_id, date, amount_cents, mode) VALUES (?, ?, ?, ?)",
                (member, date, cents, mode),
            ).lastrowid
            execute(
                "INSERT INTO payment_reference SELECT ?, id, MIN(outstanding_cents, ?) FROM invoice"
                " WHERE member_id = ? AND status = 'open' ORDER BY issued, id LIMIT 1",
                (payment, cents, member),
            )
            execute(
                "UPDATE invoice SET outstanding_cents = outstanding_cents - settled.amount_cents,"
                " status = CASE WHEN outstanding_cents = settled.amount_cents THEN 'paid' ELSE status END"
                " FROM (SELECT invoice_id, amount_cents FROM payment_reference WHERE payment_id = ?) AS settled"
                " WHERE id = settled.invoice_id",
                (payment,),
            )
            execute("COMMIT")
        except BaseException:
            execute("ROLLBACK")
            raise
        assert payment is not None
        return payment

    def shrink(self) -> None:
        """Gives the connection's page cache back."""
        self._connection.execute("PRAGMA shrink_memory")

    def _one(self, sql: str, *parameters: object) -> Row | None:
        return self._connection.execute(sql, parameters).fetchone()

    def _all(self, sql: str, *parameters: object) -> list[Row]:
        return self._connection.execute(sql, parameters).fetchall()


def _array(numbers: Iterable[int]) -> str:
    """A JSON array for `json_each`: one statement text, whatever the number of values."""
    return json.dumps(list(numbers))
