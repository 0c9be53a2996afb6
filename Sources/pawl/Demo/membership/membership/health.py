"""How well the service is, as one number."""

from __future__ import annotations

from collections import deque

from .store import Store


class Health:
    """Remembers how the latest answers went, and scores the service from 0 to 100.

    40 points: the database answers. 30: it holds members. Up to 30: the share of the latest answers that were not
    failures of the service.
    """

    def __init__(self, revision: str) -> None:
        self._revision = revision
        self._answered: deque[bool] = deque(maxlen=200)

    def note(self, status: int) -> None:
        self._answered.append(status < 500)

    def report(self, store: Store) -> dict[str, object]:
        members = store.member_count()
        score = 40 + (30 if members > 0 else 0) + 30 * self._share_answered()
        return {
            "status": "ok" if score >= 85 else "degraded",
            "score": round(score, 1),
            "revision": self._revision,
            "members": members,
        }

    def _share_answered(self) -> float:
        answered = list(self._answered)
        return sum(answered) / len(answered) if answered else 1.0
