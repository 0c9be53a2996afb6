"""A process outside the sandbox, of the same user, with a socket, an abstract socket and shared memory; it says when it is ready."""

import ctypes
import os
import socket
import sys
import time

libc = ctypes.CDLL(None, use_errno=True)
create = 0o1000

agent = socket.socket(socket.AF_UNIX)
agent.bind(os.environ["SOCKET"])
agent.listen()
abstract = socket.socket(socket.AF_UNIX)
abstract.bind("\0" + os.environ["ABSTRACT"])
abstract.listen()
memory = libc.shmget(int(os.environ["SHARED_MEMORY_KEY"]), 16, create | 0o600)
named = "/dev/shm/" + os.environ["SHARED_MEMORY_NAME"]
open(named, "w").close()
print("ready", flush=True)
try:
    sys.stdin.read()
    time.sleep(600)
finally:
    os.unlink(named)
    libc.shmctl(memory, 0, None)
