/// A small service of items, in Python's standard library, with faults that its own tree switches on.
///
/// The file `behaviour` beside it holds words, each a fault. Where its state has a file `newer`, the words in that are
/// faults too, of every revision but those that behave as `knows-newer`. Its state is the file `items`, one line an item. At its
/// start it appends a line with its process id and its state directory to `$TRACES/started`.
package let serviceScript = #"""
    import os, signal, socket, sys, threading, time

    faults = open("behaviour").read().split()
    state = os.environ["PAWL_STATE"]
    if "knows-newer" not in faults and os.path.exists(state + "/newer"):
        faults += open(state + "/newer").read().split()
    traces = os.environ.get("TRACES")
    secret = os.environ.get("SECRET", "")
    items = state + "/items"
    lock = threading.Lock()
    counts = {"connections": 0, "requests": 0}
    leaked = []
    ROWS = {
        "rows-list": "[1, 2, 3]", "rows-members": '{"a": [1], "b": [1, {"c": [1, 2, 3]}], "d": 7}',
        "rows-none": '{"a": 1}', "rows-text": "three rows",
    }


    def trace():
        if traces:
            with open(traces + "/started", "a") as file:
                file.write(f"{os.getpid()} {state}\n")
            with open(traces + "/behaved", "a") as file:
                file.write("as " + " ".join(faults) + "\n")


    def answer(method, target, body):
        path, _, query = target.partition("?")
        if path == "/health":
            return (503 if "never-ready" in faults else 200), '{"score": 97.5, "name": "items"}'
        if path == "/metrics":
            total = 2 * counts["requests"]
            return 200, f"# TYPE queries counter\nqueries_total {total}\n# EOF\n"
        if path == "/farewell":
            if "dies-when-asked" in faults:
                os._exit(9)
            return 200, '{"score": 1}'
        counts["requests"] += 1
        if "dies-midway" in faults and counts["requests"] == 5:
            print("out of items, " + secret, flush=True)
            os._exit(7)
        if "fails" in faults:
            return 500, '{"error": "broken"}'
        if "fails-every-seventh" in faults and counts["requests"] % 7 == 0:
            return 500, '{"error": "broken now and then"}'
        if "slow" in faults:
            time.sleep(0.2)
        if "works" in faults:
            time.sleep(0.012 if "works-more-from-301" in faults and counts["requests"] > 300 else 0.004)
        if "leaks" in faults:
            leaked.append(b"x" * 100_000)
        if path == "/items" and method == "POST":
            with lock, open(items, "a+") as file:
                file.write(body.decode() + "\n")
                file.seek(0)
                number = len(file.readlines())
            return 201, f'{{"id": {number}}}' if "forgets-id" not in faults else "{}"
        number = path.removeprefix("/items/")
        with lock, open(items) as file:
            lines = file.read().splitlines()
        if not number.isdigit() or not 0 < int(number) <= len(lines):
            return 404, '{"error": "unknown item"}'
        if "loses-written" in faults and int(number) > 20:
            return 404, '{"error": "lost item"}'
        rows = [text for word, text in ROWS.items() if word in faults]
        if rows:
            return 200, rows[0]
        if "rows-by-item" in faults:
            return 200, '{"rows": [' + ", ".join(["0"] * int(number)) + "]}"
        if "slow-by-row" in faults:
            time.sleep(0.0005 * len(lines))
        name = "" if "removes-name" in faults else f', "name": "item {int(number) ** 3}"'
        token = f', "token": "{secret}{len(faults)}"' if "shows-secret" in faults else ""
        return 200, f'{{"id": {number}{name}{token}}}'


    def serve(connection):
        counts["connections"] += 1
        stream = connection.makefile("rb")
        while line := stream.readline():
            method, target, _ = line.decode().split()
            length = 0
            while header := stream.readline().strip():
                name, _, value = header.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            body = stream.read(length)
            if "hangs-up" in faults and not target.startswith("/health"):
                connection.shutdown(socket.SHUT_RDWR)
                return
            status, text = answer(method, target, body)
            queries = 3 if "more-queries" in faults else 2
            if "more-every-seventh" in faults and counts["requests"] % 7 == 0:
                queries += 1
            if "query-by-row" in faults:
                queries = len(open(items).readlines())
            if "rows-by-item" in faults and method == "GET" and target.startswith("/items/"):
                queries = 1 + int(target.removeprefix("/items/"))
            if "no-queries" in faults:
                queries = 0
            count = "" if "silent" in faults else f"X-Query-Count: {queries}\r\n"
            connection.sendall((
                f"HTTP/1.1 {status} Reason\r\nContent-Type: application/json\r\n{count}"
                f"X-Connections: {counts['connections']}\r\nX-Word: many\r\nX-Twice: 1\r\nX-Twice: 2\r\n"
                f'Server-Timing: cache;dur=1.5, db;desc="rows"; Dur="12.5"\r\n'
                f"Content-Length: {len(text)}\r\n\r\n{text}").encode())


    if "dies-at-start" in faults:
        print("starting")
        sys.exit("no licence for " + secret)
    if "daemonises" in faults and os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            trace()
            time.sleep(1000)
        os._exit(0)
    trace()
    listener = socket.create_server(("127.0.0.1", int(os.environ["PAWL_PORT"])), backlog=64)
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()

    """#
