#!/usr/bin/env python3
"""How `pawl load` compares with other load generators on this machine, in one run, and what it says of stalls.

    load_bench.py PAWL [SECONDS]

Every generator that is installed (wrk, k6, locust) loads the same nginx, started here on a free port, in turns. What counts
is requests per second of processor time that the generator's whole process used, and the median of its ratios to wrk's:
machines are shared, but in one round they are shared alike. Then a server that stops for one second in every ten is loaded
at a constant rate: of waits that grow from 0 to 1 s in a tenth of the time, p95 is .5 s, p99 .9 s and p99.9 .99 s. Exits 1
where one is 5 % off.
"""
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

USERS = 64
ROUNDS = 7
STALL, PERIOD = 1.0, 10.0

NGINX = """
worker_processes 1; pid {place}/pid; error_log {place}/error.log; daemon off;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000;
  client_body_temp_path {place}/a; proxy_temp_path {place}/b; fastcgi_temp_path {place}/c;
  uwsgi_temp_path {place}/d; scgi_temp_path {place}/e;
  server {{ listen 127.0.0.1:{port}; location / {{ root {place}; }} }}
}}
"""

LOCUSTFILE = """
from locust import FastHttpUser, task
class Visitor(FastHttpUser):
    @task
    def page(self): self.client.get("/page.html")
"""

K6_SCRIPT = """
import http from "k6/http";
export default function () { http.get(__ENV.TARGET); }
"""

STALLING = """
import selectors, socket, sys, time
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=1024)
watched = selectors.DefaultSelector()
watched.register(listener, selectors.EVENT_READ)
began = time.monotonic()
answer = b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
while True:
    phase = (time.monotonic() - began) % 10
    if phase >= 9: time.sleep(10 - phase)
    for key, _ in watched.select(max(0.0, 9 - phase)):
        if key.fileobj is listener:
            connection = listener.accept()[0]
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            watched.register(connection, selectors.EVENT_READ)
            continue
        asked = key.fileobj.recv(65536)
        if asked: key.fileobj.sendall(answer * asked.count(b"\\r\\n\\r\\n"))
        else:
            watched.unregister(key.fileobj)
            key.fileobj.close()
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            sys.exit("load-bench: error: the server ended before it listened")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("load-bench: error: the server does not listen")


def timed(command, directory, **variables):
    """What it printed, and the processor time of its whole tree in seconds."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=directory, stdout=output, stderr=subprocess.DEVNULL, env={**os.environ, **variables})
        _, _, usage = os.wait4(process.pid, 0)
        output.seek(0)
        return output.read().decode(), usage.ru_utime + usage.ru_stime


def generators(pawl, url, seconds, place):
    """By name: a function that loads once and returns requests and processor seconds."""

    def by_pawl():
        text, cpu = timed(
            [pawl, "load", url, "--users", str(USERS), "--for", f"{seconds}s", "--format", "json"], place)
        return json.loads(text)["requests"], cpu

    def by_wrk():
        text, cpu = timed(["wrk", "-t1", f"-c{USERS}", f"-d{seconds}s", url], place)
        line = next(line for line in text.splitlines() if "requests in" in line)
        return int(line.split()[0]), cpu

    def by_k6():
        summary = os.path.join(place, "k6.json")
        _, cpu = timed(
            ["k6", "run", "--quiet", "--vus", str(USERS), "--duration", f"{seconds}s", "--summary-export",
             summary, "k6.js"], place, TARGET=url)
        with open(summary) as text:
            return json.load(text)["metrics"]["http_reqs"]["count"], cpu

    def by_locust():
        text, cpu = timed(
            ["locust", "-f", "visitor.py", "--headless", "--skip-log-setup", "--json", "-u", str(USERS), "-r",
             str(USERS), "-t", f"{seconds}s", "--host", url.rsplit("/", 1)[0]], place)
        return sum(entry["num_requests"] for entry in json.loads(text)), cpu

    every = {"pawl": by_pawl, "wrk": by_wrk, "k6": by_k6, "locust": by_locust}
    for name in list(every):
        if name != "pawl" and not shutil.which(name):
            print(f"{name:8} not installed, left out")
            del every[name]
    return every


def compare(pawl, seconds):
    if not shutil.which("nginx") and not os.path.exists("/usr/sbin/nginx"):
        print("nginx is not installed: no comparison with other load generators")
        return
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        port = free_port()
        files = {
            "nginx.conf": NGINX.format(place=place, port=port), "page.html": "x" * 612 + "\n",
            "visitor.py": LOCUSTFILE, "k6.js": K6_SCRIPT,
        }
        for name, text in files.items():
            with open(os.path.join(place, name), "w") as file:
                file.write(text)
        nginx = subprocess.Popen(
            [shutil.which("nginx") or "/usr/sbin/nginx", "-c", f"{place}/nginx.conf"], stderr=subprocess.DEVNULL)
        try:
            wait_for(port, nginx)
            every = generators(pawl, f"http://127.0.0.1:{port}/page.html", seconds, place)
            rates = {name: [] for name in every}
            for index in range(ROUNDS):
                for name, load in list(every.items())[:: -1 if index % 2 else 1]:
                    requests, cpu = load()
                    rates[name].append(requests / cpu)
        finally:
            nginx.terminate()
            nginx.wait()
    print(f"requests per second of processor time, {USERS} connections, a file of 613 bytes, {ROUNDS} × {seconds} s:")
    for name, values in rates.items():
        # Of neighbours in time, which the machine has treated most alike.
        ratios = [value / wrk for value, wrk in zip(values, rates.get("wrk", []))]
        ratio = f"  {statistics.median(ratios):5.2f} of wrk ({min(ratios):.2f} to {max(ratios):.2f})" if ratios else ""
        print(f"{name:8} {statistics.median(values):10,.0f}{ratio}")


def stall(pawl):
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", STALLING, str(port)])
    try:
        wait_for(port, server)
        text, _ = timed(
            [pawl, "load", f"http://127.0.0.1:{port}/", "--rate", "200", "--for", "30s", "--format", "json"], ".")
    finally:
        server.terminate()
        server.wait()
    result = json.loads(text)
    print(f"a server that stalls {STALL:.0f} s in every {PERIOD:.0f} s, 200 requests a second for 30 s:")
    print(f"sent {result['requests']} of 6000, not sent {result['dropped']}, errors {result['errors']}")
    isRight = result["requests"] == 6000 and result["dropped"] == 0
    for name, share in [("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999)]:
        expected = STALL - PERIOD * (1 - share)
        found = result["latency"][name]
        isRight = isRight and abs(found / expected - 1) <= 0.05
        print(f"{name:6} {found:.3f} s, expected {expected:.3f} s")
    return isRight


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: load_bench.py PAWL [SECONDS]")
    binary = os.path.abspath(sys.argv[1])
    compare(binary, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    sys.exit(0 if stall(binary) else 1)
