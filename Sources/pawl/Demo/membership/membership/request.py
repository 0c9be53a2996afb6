"""One request, as the operations see it."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from .errors import invalid

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Request:
    """A path's identifier, the query and the body; each getter returns a valid value or raises `APIError`."""

    def __init__(self, identifier: str | None, query: str, body: bytes) -> None:
        self._identifier = identifier
        self._query = parse_qs(query, keep_blank_values=True) if query else {}
        self._body = body

    @property
    def identifier(self) -> int:
        """The number in the path."""
        return int(self._identifier or "0")

    def text(self, name: str, longest: int) -> str:
        value = self._query.get(name, [""])[0].strip()
        if not 1 <= len(value) <= longest:
            raise invalid(f"'{name}' needs 1 to {longest} characters")
        return value

    def integer(self, name: str, default: int, highest: int) -> int:
        """A number from 1 to `highest`, `default` where the query does not name it."""
        if name not in self._query:
            return default
        value = self._query[name][0]
        if not (value.isascii() and value.isdigit() and len(value) < 16 and 1 <= int(value) <= highest):
            raise invalid(f"'{name}' needs a number from 1 to {highest}")
        return int(value)

    @cached_property
    def json(self) -> dict[str, Any]:
        try:
            value = json.loads(self._body)
        except (ValueError, RecursionError):
            raise invalid("the body is not JSON") from None
        if not isinstance(value, dict):
            raise invalid("the body is not a JSON object")
        return value

    def amount_in_cents(self) -> int:
        amount = self.json.get("amount")
        if isinstance(amount, bool) or not isinstance(amount, (int, float)) or not 0.01 <= amount <= 100_000:
            raise invalid("'amount' needs a number from 0.01 to 100000")
        return round(amount * 100)

    def date(self) -> str:
        date = self.json.get("date")
        if not isinstance(date, str) or not DATE.fullmatch(date):
            raise invalid("'date' needs a day as YYYY-MM-DD")
        return date
