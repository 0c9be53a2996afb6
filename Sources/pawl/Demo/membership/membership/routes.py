"""Which operation answers which method and path."""

from __future__ import annotations

import re
from typing import Callable

from . import api
from .errors import APIError
from .request import Request
from .store import Store

Operation = Callable[[Store, Request], dict]

ROUTES: tuple[tuple[str, re.Pattern[str], Operation, int], ...] = tuple(
    (method, re.compile(path.replace("ID", "([0-9]{1,18})")), operation, status)
    for method, path, operation, status in (
        ("GET", "/members/ID", api.member, 200),
        ("GET", "/members/ID/measurement", api.measurement, 200),
        ("GET", "/members/ID/payments", api.payment_history, 200),
        ("POST", "/members/ID/payments", api.record_payment, 201),
        ("GET", "/members/ID/mandate", api.mandate_check, 200),
        ("GET", "/payments/ID", api.payment, 200),
        ("GET", "/search", api.search, 200),
        ("GET", "/analysis/bottlenecks", api.bottlenecks, 200),
        ("POST", "/cleanup", api.cleanup, 200),
    )
)


def route(method: str, path: str) -> tuple[Operation, str | None, int]:
    """The operation, the number in the path, and the status of success.

    Raises `APIError` 404 where nothing lies at the path, 405 where something does, but not for this method.
    """
    known = False
    for candidate, pattern, operation, status in ROUTES:
        match = pattern.fullmatch(path)
        if match and candidate == method:
            return operation, match[1] if pattern.groups else None, status
        known = known or match is not None
    if known:
        raise APIError(405, "method_not_allowed", f"{method} is not possible here")
    raise APIError(404, "not_found", "nothing lies at this path")
