"""What a caller did wrong, as the API words it."""

from __future__ import annotations


class APIError(Exception):
    """An answer other than success: an HTTP status, a code for programs, a sentence for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def body(self) -> dict[str, object]:
        return {"error": {"code": self.code, "message": self.message}}


def invalid(message: str) -> APIError:
    return APIError(400, "invalid_request", message)


def not_found(what: str, identifier: int) -> APIError:
    return APIError(404, "not_found", f"there is no {what} {identifier}")
