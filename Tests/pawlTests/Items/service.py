"""Items over HTTP. The one word in the file 'fault', beside this one, plants a fault."""

import json
import os
import socket
import subprocess
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.environ["PAWL_STATE"], "items.jsonl")
IS_STAGING = "ITEMS_STAGING" in os.environ
with open(os.path.join(HERE, "fault"), encoding="utf-8") as file:
    FAULT = file.read().strip()
with open(DATA, encoding="utf-8") as file:
    ITEMS = {item["id"]: item for item in map(json.loads, file)}
LOCK = threading.Lock()
LEAKED = []
if FAULT == "burns":
    # Beside its answers, in processes of their own; several, so that a busy host leaves them a share.
    for _ in range(4):
        subprocess.Popen(["sh", "-c", "while :; do :; done"])
if FAULT == "has-a-child":
    subprocess.Popen(["sleep", "1000"])
CONNECTIONS = 0


def answer(method, path, body):
    """Status, content and the number of queries that it took."""
    if path == "/health":
        return 503 if FAULT == "never-ready" else 200, {"revision": os.environ["PAWL_REVISION"]}, 0
    if FAULT == "dies":
        os._exit(3)
    if FAULT == "failing" or FAULT == "failing-in-staging" and IS_STAGING:
        return 500, {"error": "failed"}, 1
    if FAULT == "leak":
        LEAKED.append(bytearray(b"x" * 65536))
    with LOCK:
        if method == "POST" and path == "/items":
            item = {"id": max(ITEMS) + 1, "name": json.loads(body)["name"], "price": 10}
            ITEMS[item["id"]] = item
            with open(DATA, "a", encoding="utf-8") as file:
                file.write(json.dumps(item) + "\n")
            return 201, item, 1
        number = path.removeprefix("/items/")
        item = ITEMS.get(int(number)) if number.isdigit() else None
    if item is None:
        return 404, {"error": "not found"}, 1
    if FAULT == "field-removed":
        item = {key: value for key, value in item.items() if key != "price"}
    queries = 2 if FAULT == "more-queries" else 1
    return 200, item, 12 if FAULT == "contention" and CONNECTIONS > 3 else queries


def respond(method, path, body):
    status, content, queries = answer(method, path, body)
    text = json.dumps(content)
    shown = "nan" if FAULT == "not-a-number" else queries
    count = "" if FAULT == "silent" else f"X-Query-Count: {shown}\r\n"
    return (
        f"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n{count}Content-Length: {len(text)}\r\n\r\n{text}"
    ).encode()


def serve(connection):
    global CONNECTIONS
    CONNECTIONS += 1
    with connection, connection.makefile("rb") as reader:
        while line := reader.readline():
            length = 0
            while (header := reader.readline()) not in (b"\r\n", b""):
                name, _, value = header.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            method, path, _ = line.decode().split(" ", 2)
            connection.sendall(respond(method, path, reader.read(length)))
    CONNECTIONS -= 1


def tell_environment():
    """For the tests that look at what reaches a service."""
    spy = os.path.join(HERE, "spy")
    if os.path.exists(spy):
        with open(spy, encoding="utf-8") as file, open(file.read().strip(), "a", encoding="utf-8") as told:
            told.write(json.dumps(dict(os.environ)) + "\n")


tell_environment()
with socket.create_server(("127.0.0.1", int(os.environ["PAWL_PORT"])), backlog=64) as listener:
    while True:
        accepted, _ = listener.accept()
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(accepted,), daemon=True).start()
