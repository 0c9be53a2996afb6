"""Fills PAWL_STATE with an association that is the same each time: 5,000 members at PAWL_SCALE 1.

Every tenth member is a club that pays for its teams: about half of all invoices and payments are theirs, so that some
500 histories are longer than the 20 entries of a page. There are members without a payment, too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from membership.database import connect, database_path
from membership.migrations import migrate

MEMBERS, INVOICES, PAYMENTS = 5_000, 10_000, 25_000
CLUB = 10  # every tenth member
FIRST_DAY, DAYS = date(2022, 1, 1), 1_400

FIRST_NAMES = (
    "John Maria Anna Peter Sophie Lars Emma Daan Julia Thomas Fatima Hugo Nora Pieter Eva Omar Lotte Simon Clara Johnny"
).split()
LAST_NAMES = (
    "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Kok Willems Evers Prins"
).split()
CITIES = "Amsterdam Rotterdam Utrecht Eindhoven Groningen Tilburg Breda Nijmegen Haarlem Arnhem Zwolle Leiden".split()

Row = tuple


class Association:
    """Rows for every table, at one scale. Whatever `random` draws depends on the scale alone."""

    def __init__(self, scale: float) -> None:
        self._random = Random(20250101)
        self.members = list(self._members(round(MEMBERS * scale)))
        self.mandates = list(self._mandates())
        payers = [self._payer() for _ in range(round(PAYMENTS * scale))]
        debtors = [self._payer() for _ in range(round(INVOICES * scale))]
        self.payments = [self._payment(number, member) for number, member in enumerate(payers, 1)]
        self.references = list(self._references(debtors))
        self.invoices = list(self._invoices(debtors))

    def tables(self) -> dict[str, list[Row]]:
        return {
            "member": self.members,
            "mandate": self.mandates,
            "invoice": self.invoices,
            "payment": self.payments,
            "payment_reference": self.references,
        }

    def _below(self, limit: int) -> int:
        """0 to `limit` - 1. Of Random's methods only `random()` promises the same numbers in every Python."""
        return int(self._random.random() * limit)

    def _pick(self, values: tuple | list) -> str:
        return values[self._below(len(values))]

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self._below(DAYS))

    def _members(self, count: int) -> Iterator[Row]:
        for number in range(1, count + 1):
            first, last = self._pick(FIRST_NAMES), self._pick(LAST_NAMES)
            email = f"{first}.{last}.{2016 + self._below(10)}{number:04}@example.org".lower()
            status = "lapsed" if self._below(12) == 0 else "active"
            method = "transfer" if self._below(5) < 2 else "direct debit"
            yield number, f"{first} {last}", email, self._pick(CITIES), status, method

    def _mandates(self) -> Iterator[Row]:
        number = 0
        for member, *_, method in self.members:
            if method == "direct debit" and self._below(20) > 0:
                number += 1
                status = "revoked" if self._below(15) == 0 else "active"
                yield number, member, status, f"NL{self._below(90) + 10}DEMO{self._below(10**10):010}"

    def _payer(self) -> int:
        """A member: a club half of the time."""
        if self._below(2) == 0:
            return (self._below(len(self.members) // CLUB) + 1) * CLUB
        return self._below(len(self.members)) + 1

    def _payment(self, number: int, member: int) -> Row:
        by_debit = self.members[member - 1][-1] == "direct debit" and self._below(10) > 0
        mode = "direct debit" if by_debit else "cash" if self._below(15) == 0 else "transfer"
        return number, member, self._day().isoformat(), (self._below(40) + 2) * 500, mode

    def _references(self, debtors: list[int]) -> Iterator[Row]:
        """Most payments settle one or two of their member's invoices; the others are not allocated yet."""
        invoices: dict[int, list[int]] = {}
        for invoice, member in enumerate(debtors, 1):
            invoices.setdefault(member, []).append(invoice)
        for payment, member, _, cents, _ in self.payments:
            own = invoices.get(member)
            if own is None or self._below(12) == 0:
                continue
            chosen = sorted({self._pick(own), self._pick(own)})
            for invoice in chosen:
                yield payment, invoice, cents // len(chosen)  # amounts are even, so nothing is left over

    def _invoices(self, debtors: list[int]) -> Iterator[Row]:
        """What was settled, plus what is still open: so the sums add up."""
        settled: dict[int, int] = {}
        for _, invoice, cents in self.references:
            settled[invoice] = settled.get(invoice, 0) + cents
        for number, member in enumerate(debtors, 1):
            issued = self._day()
            unpaid = (self._below(20) + 1) * 750 if number not in settled or self._below(4) == 0 else 0
            total = settled.get(number, 0) + unpaid
            due = issued + timedelta(days=30)
            yield number, member, issued.isoformat(), due.isoformat(), total, unpaid, "open" if unpaid else "paid"


def seed(state: str, scale: float) -> None:
    """Creates the database as a whole: if this fails, there is none."""
    os.makedirs(state, exist_ok=True)
    path, unfinished = database_path(state), database_path(state) + ".unfinished"
    if os.path.exists(path):
        sys.exit(f"seed: error: {path} exists")
    association = Association(scale)
    connection = connect(unfinished)
    migrate(connection)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for table, rows in association.tables().items():
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    connection.execute("COMMIT")
    connection.close()  # the last connection folds the write-ahead log into the file
    os.replace(unfinished, path)


if __name__ == "__main__":
    seed(os.environ["PAWL_STATE"], float(os.environ.get("PAWL_SCALE", "1")))
