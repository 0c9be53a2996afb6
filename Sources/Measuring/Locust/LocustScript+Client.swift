/// What every locustfile of Pawl begins with.
let locustImports = #"""
    import hmac
    import http.client
    import json
    import os
    import socket
    import ssl
    import time
    import zlib
    from urllib.parse import quote, urlsplit

    import gevent
    import gevent.monkey
    from gevent.event import Event
    from gevent.lock import Semaphore
    from gevent.pool import Group
    from gevent.queue import Queue
    from locust import User, __version__, events, runners, task
    from locust.exception import StopUser
    """#

/// How a worker performs one operation: the same bytes on the wire as Pawl's own engine, and the same words for failures.
///
/// Requests go over plain sockets, since Locust's own clients follow redirects, add headers and spell targets anew.
let locustClient = #"""
    TIMEOUT = 30.0
    LONGEST_BODY = 16 << 20
    REPEATABLE = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
    BATCH = 0.2
    WORD = os.environ.get("PAWL_LOCUST_WORD", "")
    runners.WORKER_REPORT_INTERVAL = 0.25
    http.client._MAXHEADERS = 256


    class Failed(Exception):
        """Why an operation failed, in one of Pawl's words, and how long that took."""

        def __init__(self, word, seconds=0.0):
            super().__init__(word)
            self.seconds = seconds


    def percent(text):
        return quote(text, safe="")


    def escaped(text):
        return json.dumps(text, ensure_ascii=False)[1:-1]


    def member(answer, name):
        for key in name.split(".")[1:]:
            answer = answer.get(key) if isinstance(answer, dict) else None
        if isinstance(answer, int) and not isinstance(answer, bool):
            return str(answer)
        return answer if isinstance(answer, str) else None


    def filled(parts, values, answer, form):
        texts = []
        for part in parts:
            if isinstance(part, str):
                texts.append(part)
                continue
            name = part["value"]
            text = values[name] if name in values else member(answer, name)
            if text is None:
                raise Failed(f"the answer has no '{name}'")
            texts.append(form(text))
        return "".join(texts)


    def parsed(answer):
        body = answer.body
        try:
            coding = (answer.headers.get("Content-Encoding") or "").strip().lower()
            if coding in ("gzip", "x-gzip", "deflate"):
                body = zlib.decompress(body, 47)
            return json.loads(body)
        except (ValueError, zlib.error):
            return None


    def readable(connection):
        """Whether something is there to be read, if only its end."""
        poll = gevent.monkey.get_original("select", "poll")()
        poll.register(connection.fileno(), 1)
        return bool(poll.poll(0))


    def failure(error, seconds):
        """The word that Pawl's own engine has for it."""
        if isinstance(error, Failed):
            return Failed(str(error), seconds)
        for kind, word in (
            (gevent.Timeout, "timed_out"), (socket.timeout, "timed_out"), (socket.gaierror, "unresolved"),
            (ssl.SSLError, "not_secure"), (http.client.RemoteDisconnected, "closed_before_response"),
            (http.client.IncompleteRead, "closed_early"), (http.client.HTTPException, "bad_response"),
            (ConnectionRefusedError, "refused"), (ConnectionError, "reset"), (OSError, "connection_failed"),
            (ValueError, "bad_response"),
        ):
            if isinstance(error, kind):
                return Failed(word, seconds)
        raise error


    class Cookies:
        """What the service has asked one user to send along (RFC 6265): paths are heeded, and Max-Age of nothing."""

        def __init__(self):
            self.kept = {}

        def header(self, target):
            path = target.partition("?")[0]
            fits = [key for key in self.kept if path == key[1] or path.startswith(key[1].rstrip("/") + "/")]
            fits.sort(key=lambda key: -len(key[1].encode()))
            return "; ".join(f"{key[0]}={self.kept[key]}" for key in fits)

        def take(self, lines, target):
            for line in lines:
                pair, *attributes = [part.strip() for part in line.split(";")]
                name, equals, value = pair.partition("=")
                if not equals or not name.strip():
                    continue
                path, is_back = target.partition("?")[0].rpartition("/")[0] or "/", False
                for attribute in attributes:
                    key, _, text = (part.strip() for part in attribute.partition("="))
                    if key.lower() == "path" and text.startswith("/"):
                        path = text
                    if key.lower() == "max-age" and text.lstrip("-").isdigit():
                        is_back = int(text) <= 0
                self.kept.pop((name.strip(), path), None)
                if not is_back:
                    self.kept[name.strip(), path] = value.strip()


    class Answer:
        def __init__(self, response, body):
            self.status, self.headers, self.body = response.status, response.headers, body

        def lines(self):
            return [[name, text] for name in LOAD["headers"] for text in self.headers.get_all(name) or []]


    class Connection:
        """One connection, kept as long as the service keeps it."""

        def __init__(self, host):
            url = urlsplit(host)
            self.place, self.prefix, self.socket = url.netloc, url.path.rstrip("/"), None
            self.host, self.port, self.is_secure = url.hostname, url.port, url.scheme == "https"
            self.cookies, self.repeated = Cookies(), 0

        def request(self, template, values, answer):
            """The bytes on the wire, and the target in them."""
            target = self.prefix + filled(template["target"], values, answer, percent)
            fields = [(name, filled(parts, values, answer, str)) for name, parts in template["headers"]]
            body = template["body"] and filled(
                template["body"]["text"], values, answer, escaped if template["body"]["form"] == "json" else str)
            names = {name.lower() for name, _ in fields}
            if names & {"content-length", "transfer-encoding"} or not all(" " < sign < "\x7f" for sign in target):
                raise Failed("bad_request")
            if "host" not in names:
                fields.insert(0, ("Host", self.place))
            kept = self.cookies.header(target)
            if kept and "cookie" not in names:
                fields.append(("Cookie", kept))
            if any(sign < " " and sign != "\t" or sign == "\x7f" for _, text in fields for sign in text):
                raise Failed("bad_request")
            content = (body or "").encode()
            if content or template["method"] in ("POST", "PUT", "PATCH"):
                fields.append(("Content-Length", str(len(content))))
            head = "".join(f"{name}: {text}\r\n" for name, text in fields)
            return f"{template['method']} {target} HTTP/1.1\r\n{head}\r\n".encode() + content, target

        def open(self):
            """Whether the connection is a new one."""
            if self.socket is not None and readable(self.socket):
                self.close()  # the service has closed it meanwhile
            is_new = self.socket is None
            if is_new:
                try:
                    self.socket = socket.create_connection((self.host, self.port), timeout=5)
                except socket.timeout:
                    raise Failed("connect_timed_out") from None
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.socket.settimeout(None)
                if self.is_secure:
                    self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=self.host)
            return is_new

        def close(self):
            if self.socket is not None:
                self.socket.close()
                self.socket = None

        def exchange(self, method, request, may_repeat):
            is_new = self.open()
            try:
                self.socket.sendall(request)
                response = http.client.HTTPResponse(self.socket, method=method)
                response.begin()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                if is_new or not may_repeat:
                    raise
                self.repeated += 1  # a kept connection may be closed while the request is on its way
                return self.exchange(method, request, may_repeat)
            body = bytearray()
            while piece := response.read(65536):
                body += piece
                if len(body) > LONGEST_BODY:
                    raise Failed("body_too_large")
            if response.length:
                raise Failed("closed_early")
            return response, bytes(body)

        def ask(self, template, values, answer=None):
            """The answer, and how many seconds it took."""
            request, target = self.request(template, values, answer)
            began = time.perf_counter()
            try:
                with gevent.Timeout(TIMEOUT):
                    response, body = self.exchange(template["method"], request, template["method"] in REPEATABLE)
            except (Failed, gevent.Timeout, OSError, http.client.HTTPException, ValueError) as error:
                self.close()
                raise failure(error, time.perf_counter() - began) from error
            seconds = time.perf_counter() - began
            if response.will_close:
                self.close()
            self.cookies.take(response.headers.get_all("Set-Cookie") or [], target)
            return Answer(response, body), seconds

        def perform(self, number, texts):
            """One operation, as a row: when it began and ended, seconds of waiting, failure, bytes, header lines."""
            operation, values = LOAD["operations"][number], dict(zip(LOAD["values"], texts))
            began, waited, why, length, heads = time.perf_counter(), 0.0, None, 0, []
            step = ""
            try:
                answer, seconds = self.ask(operation["request"], values)
                waited, length = seconds, len(answer.body)
                heads.append(answer.lines())
                expect = operation["expect"]
                if answer.status != expect if expect else not 200 <= answer.status < 300:
                    raise Failed(f"status {answer.status}")
                if operation["then"]:
                    step = "then: "
                    answer, seconds = self.ask(operation["then"], values, parsed(answer))
                    waited, length = waited + seconds, length + len(answer.body)
                    heads.append(answer.lines())
                    if not 200 <= answer.status < 300:
                        raise Failed(f"status {answer.status}")
            except Failed as error:
                why, waited = step + str(error), waited + error.seconds
            return began, time.perf_counter(), waited, why, length, heads
    """#
