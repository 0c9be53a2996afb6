"""HTTP: reads a request, answers it in one write, and says how many statements that took."""

from __future__ import annotations

import json
import os
import sys
import traceback
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from .database import connect
from .errors import APIError, invalid
from .health import Health
from .request import Request
from .routes import route
from .store import Store

LARGEST_BODY = 64 * 1024


class Server(ThreadingHTTPServer):
    """One thread and one database connection for each client connection; both end with it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, database: str, revision: str) -> None:
        self.database = database
        self.health = Health(revision)
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self) -> None:
        # HTTPServer's own looks the host's name up, which takes seconds where no resolver answers.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection, one after the other."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024  # headers and body leave together: no second segment waits for a delayed acknowledgement
    server: Server

    def setup(self) -> None:
        super().setup()
        self.database = connect(self.server.database)

    def finish(self) -> None:
        self.database.close()
        super().finish()

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_GET

    def _answer(self) -> None:
        statements, seconds = self.database.statements, self.database.seconds
        status, fields = self._operate()
        self.server.health.note(status)
        self._send(status, fields, self.database.statements - statements, self.database.seconds - seconds)

    def _operate(self) -> tuple[int, dict[str, Any]]:
        """Finds and runs the operation; whatever goes wrong becomes an answer too."""
        try:
            body = self._read_body()
            path, _, query = self.path.partition("?")
            method = "GET" if self.command == "HEAD" else self.command
            store = Store(self.database)
            if (method, path) == ("GET", "/health"):
                return 200, self.server.health.report(store)
            operation, identifier, status = route(method, path)
            return status, operation(store, Request(identifier, query, body))
        except APIError as error:
            return error.status, error.body()
        except Exception:
            traceback.print_exc(file=sys.stderr)
            return 500, APIError(500, "internal", "the service failed").body()

    def _read_body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit() and len(length) < 16):
            self.close_connection = True  # what follows cannot be told from the next request
            raise invalid("the body needs a Content-Length")
        if int(length) > LARGEST_BODY:
            self.close_connection = True
            raise APIError(413, "too_large", f"the body may have {LARGEST_BODY} bytes")
        return self.rfile.read(int(length))

    def _send(self, status: int, fields: dict[str, Any], statements: int, seconds: float) -> None:
        fields["request_id"] = os.urandom(8).hex()
        fields["generated_at"] = datetime.now(timezone.utc).isoformat(timespec="microseconds")
        body = json.dumps(fields, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Query-Count", str(statements))
        self.send_header("Server-Timing", f'db;desc="queries={statements}";dur={seconds * 1000:.3f}')
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library refuses by itself (a malformed request line, an unknown method) looks the same."""
        self.close_connection = True
        self._send(code, APIError(code, "refused", message or "the request was refused").body(), 0, 0.0)

    def version_string(self) -> str:
        return "membership"

    def log_message(self, format: str, *arguments: Any) -> None:
        """Quiet: failures are printed with their traceback, the rest is in the answers."""
