/// How master and workers share a load out and what they tell each other, below ``locustClient``.
///
/// The master finds `inputs` in the directory PAWL_LOCUST: a line of JSON for each user. It writes to `notes`, a line of
/// JSON for everything it hears (``LocustRecord``). When all workers are there it makes the file `started`, when every
/// user is warm the file `warm`, and begins when there is a file `go`.
///
/// What workers tell carries the word in PAWL_LOCUST_WORD, which the processes that Pawl starts have, and those of people whom
/// it was told. A message without it, or from nobody that has connected as a worker, ends the load.
let locustBody =
    locustClient + "\n\n\n" + #"""
        class Desk:
            """A worker's side of what it and the master tell each other."""

            def __init__(self, environment):
                self.runner, self.shares, self.go = environment.runner, Queue(), Event()
                self.rows, self.began, self.busy, self.computed, self.connections = [], None, 0.0, 0.0, []
                self.runner.register_message("pawl_share", lambda environment, msg, **_: self.shares.put(msg.data))
                self.runner.register_message("pawl_go", lambda environment, msg, **_: self.start())

            def start(self):
                self.began, self.computed = time.perf_counter(), time.process_time()
                gevent.spawn(self.watch)
                self.go.set()

            def watch(self):
                """Sends what there is, and takes the largest share of a second that this process computed."""
                second, computed = time.perf_counter(), time.process_time()
                while True:
                    gevent.sleep(BATCH)
                    self.send()
                    now = time.perf_counter()
                    if now - second >= 1:
                        spent = time.process_time()
                        self.busy = max(self.busy, (spent - computed) / (now - second))
                        second, computed = now, spent

            def tell(self, name, told):
                self.runner.send_message(f"pawl_{name}", {"word": WORD, "told": told})

            def connect(self, host):
                self.connections.append(Connection(host))
                return self.connections[-1]

            def take(self):
                self.tell("user", {})
                return self.shares.get()

            def send(self):
                if self.rows:
                    rows, self.rows = self.rows, []
                    self.tell("rows", {"rows": rows})

            def done(self, share, last):
                self.send()
                self.tell("done", {
                    "user": share["user"], "rows": len(share["load"]), "seconds": last - self.began, "busy": self.busy,
                    "cpu": time.process_time() - self.computed,
                    "repeated": sum(connection.repeated for connection in self.connections)})

            def note(self, environment, user, index, number, row, due=None, queued=False):
                began, ended, waited, why, length, heads = row
                late, seconds = (0.0, waited) if due is None else (max(0.0, began - due), ended - due)
                self.rows.append([user, index, seconds, late, queued, why, length, heads])
                operation = LOAD["operations"][number]
                environment.events.request.fire(
                    request_type=operation["request"]["method"], name=operation["name"], response_time=seconds * 1000,
                    response_length=length, exception=Failed(why) if why else None, context={})


        class PawlUser(User):
            """One user of a closed load; of an open one, the sender of all that this worker has to send."""

            @task
            def perform(self):
                share = desk.take()
                connection, kinds = desk.connect(self.host), []
                for number, texts in share["warm"]:
                    kinds.append(connection.perform(number, texts)[3])
                desk.tell("warm", {"user": share["user"], "kinds": kinds})
                desk.go.wait()
                desk.done(share, self.arrivals(share) if LOAD["model"] == "open" else self.turns(share, connection))
                raise StopUser()

            def turns(self, share, connection):
                last = desk.began
                for index, (number, texts) in enumerate(share["load"]):
                    if index and LOAD["think"]:
                        gevent.sleep(LOAD["think"])
                    row = connection.perform(number, texts)
                    desk.note(self.environment, share["user"], index, number, row)
                    last = row[1]
                return last

            def arrivals(self, share):
                free, places, ends = [], Semaphore(LOAD["connections"]), []

                def arrive(index, number, texts, due):
                    queued = places.locked()
                    with places:
                        connection = free.pop() if free else desk.connect(self.host)
                        connection.cookies = Cookies()
                        row = connection.perform(number, texts)
                        free.append(connection)
                    desk.note(self.environment, share["user"], index, number, row, due, queued)
                    ends.append(row[1])

                running = Group()
                for index, (number, texts, after) in enumerate(share["load"]):
                    due = desk.began + after
                    gevent.sleep(max(0.0, due - time.perf_counter()))
                    running.spawn(arrive, index, number, texts, due)
                running.join()
                return max(ends, default=desk.began)


        class Clerk:
            """The master's side: hands out the inputs, and writes down line by line what it hears."""

            def __init__(self, environment, folder):
                self.environment, self.runner, self.folder = environment, environment.runner, folder
                self.inputs, self.notes = open(f"{folder}/inputs"), open(f"{folder}/notes", "w")
                self.workers, self.given, self.warm, self.done, self.rows = None, 0, 0, 0, 0
                self.is_over = False
                environment.events.worker_connect.add_listener(lambda client_id, **_: self.write(connected=client_id))
                environment.events.test_start.add_listener(self.begin)
                for name in ("user", "warm", "rows", "done"):
                    self.runner.register_message(f"pawl_{name}", self.heard(getattr(self, f"on_{name}")))
                self.write(locust=__version__)
                gevent.spawn(self.watch)

            def write(self, **note):
                self.notes.write(json.dumps(note) + "\n")
                self.notes.flush()

            def mark(self, name):
                open(f"{self.folder}/{name}", "w").close()

            def begin(self, **_):
                self.workers = {client.id for client in self.runner.clients.ready}
                self.mark("started")

            def heard(self, listener):
                def take(environment, msg, **_):
                    if self.is_over:
                        return
                    data = msg.data if isinstance(msg.data, dict) else {}
                    is_known = msg.node_id in self.runner.clients and msg.node_id in (self.workers or self.runner.clients)
                    if is_known and hmac.compare_digest(str(data.get("word")).encode(), WORD.encode()):
                        return listener(msg.node_id, data["told"])
                    self.is_over = True
                    self.write(foreign=str(msg.node_id))
                    # Locust itself ends only once its test has begun.
                    self.runner.send_message("quit")
                    gevent.sleep(0.2)
                    os._exit(0)

                return take

            def on_user(self, worker, told):
                share = json.loads(self.inputs.readline() or '{"warm": [], "load": []}')
                self.runner.send_message("pawl_share", {"user": self.given, **share}, client_id=worker)
                self.given += 1

            def on_warm(self, worker, told):
                self.write(warm=told["user"], worker=worker, kinds=told["kinds"])
                self.warm += 1

            def on_rows(self, worker, told):
                self.write(rows=told["rows"])
                self.rows += len(told["rows"])

            def on_done(self, worker, told):
                numbers = {key: told[key] for key in ("rows", "seconds", "busy", "cpu", "repeated")}
                self.write(done=told["user"], worker=worker, **numbers)
                self.done += 1

            def changed(self):
                """A worker that is not there any more, or one that was not there at the start."""
                clients = self.runner.clients
                lost = [name for name in self.workers if name not in clients or clients[name].state == "missing"]
                return lost or [name for name in clients if name not in self.workers]

            def watch(self):
                users, is_going = self.environment.parsed_options.num_users, False
                while self.done < users:
                    gevent.sleep(0.02)
                    if self.is_over:
                        return
                    if self.workers is not None and self.changed():
                        self.write(changed=self.changed()[0])
                        return self.runner.quit()
                    if self.warm == users and not is_going:
                        self.mark("warm")
                        if os.path.exists(f"{self.folder}/go"):
                            is_going = True
                            self.runner.send_message("pawl_go", {})
                # Locust's own totals come a little later.
                for _ in range(100):
                    if self.runner.stats.total.num_requests >= self.rows:
                        break
                    gevent.sleep(0.05)
                self.write(end=self.rows)
                self.runner.quit()


        @events.init.add_listener
        def on_init(environment, **_):
            global desk
            if isinstance(environment.runner, runners.WorkerRunner):
                desk = Desk(environment)
            elif isinstance(environment.runner, runners.MasterRunner):
                Clerk(environment, os.environ["PAWL_LOCUST"])
        """#
