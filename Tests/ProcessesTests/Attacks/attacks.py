"""What judged code might try against everything that is not its own. Prints the names of the attacks that got through.

    attacks.py [NAME ...]

Without names it tries them all, each in a process of its own.

The environment says where things are: OTHER (the other side's files), OTHER_STATE, KEY, REPOSITORY, CACHE, HOME_OF_CALLER, SOCKET,
ABSTRACT (a socket without a path), VICTIM (a process of the same user outside), PAWL_STATE.
"""

import ctypes
import ctypes.util
import os
import resource
import signal
import socket
import subprocess
import sys
import time

libc = ctypes.CDLL(None, use_errno=True)
attacks = {}
# The parent of this process, which the children that try the attacks know as such.
SHEPHERD = os.getppid()


def attack(function):
    attacks[function.__name__] = function
    return function


def place(name):
    return os.environ[name]


def victim():
    return int(place("VICTIM"))


def write(path, text="poison"):
    with open(path, "w") as file:
        file.write(text)
    return True


def calls(number, *arguments):
    return libc.syscall(number, *arguments) >= 0


# Files of others


@attack
def edits_the_other_sides_code():
    return write(place("OTHER") + "/service.py")


@attack
def reads_the_other_sides_code():
    return len(open(place("OTHER") + "/service.py").read()) > 0


@attack
def adds_a_file_to_the_other_side():
    return write(place("OTHER") + "/sitecustomize.py")


@attack
def removes_the_other_sides_code():
    os.unlink(place("OTHER") + "/service.py")
    return True


@attack
def renames_the_other_sides_code():
    os.rename(place("OTHER") + "/service.py", place("OTHER") + "/moved.py")
    return True


@attack
def replaces_the_other_sides_directory():
    os.rename(place("OTHER"), place("OTHER") + "-old")
    return True


@attack
def reads_through_a_link():
    link = place("PAWL_STATE") + "/link"
    os.symlink(place("OTHER"), link)
    return len(open(link + "/service.py").read()) > 0


@attack
def hard_links_the_key():
    os.link(place("KEY"), place("PAWL_STATE") + "/key")
    return True


@attack
def reads_through_its_own_root():
    return len(open("/proc/self/root" + place("KEY")).read()) > 0


@attack
def poisons_the_other_sides_data():
    return write(place("OTHER_STATE") + "/items")


@attack
def reads_the_key():
    return len(open(place("KEY")).read()) > 0


@attack
def overwrites_the_key():
    return write(place("KEY"))


@attack
def empties_the_key_by_reading():
    os.close(os.open(place("KEY"), os.O_RDONLY | os.O_TRUNC))
    return True


@attack
def truncates_the_key():
    os.truncate(place("KEY"), 0)
    return True


@attack
def empties_the_key_without_access():
    os.close(os.open(place("KEY"), 3 | os.O_TRUNC))
    return True


@attack
def rewinds_the_log():
    return write(place("REPOSITORY") + "/.git/refs/heads/pawl/log/staging", "0" * 40)


@attack
def leaves_a_hook():
    return write(place("REPOSITORY") + "/.git/hooks/post-commit", "#!/bin/sh\n")


@attack
def edits_the_work_tree():
    return write(place("REPOSITORY") + "/pipeline.yaml")


@attack
def poisons_the_cache():
    return write(place("CACHE") + "/entry")


@attack
def writes_the_callers_profile():
    return write(place("HOME_OF_CALLER") + "/.profile")


@attack
def reads_the_callers_profile():
    return len(open(place("HOME_OF_CALLER") + "/.netrc").read()) > 0


@attack
def plants_a_program_in_the_system():
    return write("/usr/local/bin/pawl-attack")


@attack
def preloads_a_library_everywhere():
    with open("/etc/ld.so.preload", "a"):
        return True


@attack
def leaves_a_file_in_var_tmp():
    write("/var/tmp/pawl-attack")
    # In a directory of its own that is no file of anybody else.
    return os.stat("/var/tmp").st_ino == int(place("VAR_TMP_INODE"))


# Processes of others


@attack
def kills_a_process():
    os.kill(victim(), signal.SIGKILL)
    return True


@attack
def stops_a_process():
    os.kill(victim(), signal.SIGSTOP)
    return True


@attack
def kills_its_shepherd():
    os.kill(SHEPHERD, signal.SIGTERM)
    # The first process of a namespace is not reached by what it does not wait for.
    return SHEPHERD != 1


@attack
def kills_everything():
    os.kill(-1, 0)
    return place("VICTIM") in os.listdir("/proc") and may_signal(victim())


def may_signal(process):
    os.kill(process, 0)
    return True


@attack
def signals_through_a_descriptor():
    descriptor = os.pidfd_open(victim())
    signal.pidfd_send_signal(descriptor, 0)
    return True


@attack
def reads_an_environment():
    return len(open(f"/proc/{victim()}/environ").read()) > 0


@attack
def reads_memory():
    with open(f"/proc/{victim()}/mem", "rb"):
        return True


@attack
def follows_a_working_directory():
    return len(os.listdir(f"/proc/{victim()}/cwd/")) >= 0


@attack
def follows_a_root():
    return len(open(f"/proc/{victim()}/root{place('KEY')}").read()) > 0


@attack
def opens_descriptors_of_the_shepherd():
    return len(os.listdir(f"/proc/{SHEPHERD}/fd")) >= 0 and bool(os.readlink(f"/proc/{SHEPHERD}/fd/4"))


@attack
def writes_the_shepherds_report():
    with open(f"/proc/{SHEPHERD}/fd/4", "w") as status:
        status.write('{"ended":{"report":{"end":{"exited":{"status":0}}}}}\n')
    return True


@attack
def has_inherited_a_descriptor():
    return any(int(name) > 2 and os.path.exists(f"/proc/self/fd/{name}") and "/proc" not in os.readlink(f"/proc/self/fd/{name}")
               for name in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{name}"))


@attack
def traces_a_process():
    attach = 16
    return libc.ptrace(attach, victim(), 0, 0) == 0


@attack
def copies_memory():
    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    buffer = ctypes.create_string_buffer(8)
    local = Vector(ctypes.addressof(buffer), 8)
    remote = Vector(int(open("/proc/self/maps").readline().split("-")[0], 16), 8)
    return libc.process_vm_readv(SHEPHERD, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) >= 0


@attack
def takes_a_descriptor():
    descriptor = os.pidfd_open(victim())
    return calls(438, descriptor, 0, 0)


@attack
def limits_a_process():
    resource.prlimit(victim(), resource.RLIMIT_NOFILE, (16, 16))
    return True


@attack
def slows_a_process_by_priority():
    os.setpriority(os.PRIO_PROCESS, victim(), 19)
    return True


@attack
def slows_a_user_by_priority():
    os.setpriority(os.PRIO_USER, os.getuid(), 19)
    return os.path.exists(f"/proc/{victim()}") and os.getpriority(os.PRIO_PROCESS, victim()) == 19


@attack
def pins_a_process():
    os.sched_setaffinity(victim(), {0})
    return True


@attack
def changes_a_scheduling_policy():
    os.sched_setscheduler(victim(), os.SCHED_IDLE, os.sched_param(0))
    return True


@attack
def changes_an_io_priority():
    idle = 3 << 13
    return calls(251, 1, victim(), idle)


@attack
def offers_a_process_to_the_memory_killer():
    return write(f"/proc/{victim()}/oom_score_adj", "1000")


@attack
def moves_a_process_to_a_group():
    return write("/sys/fs/cgroup/freezer/cgroup.procs", str(victim()))


# The kernel


@attack
def makes_a_user_namespace():
    return calls(272, 0x10000000)


@attack
def makes_a_namespace_by_clone():
    child = libc.syscall(56, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    return child > 0


@attack
def mounts_something():
    return libc.mount(b"none", b"/mnt", b"tmpfs", 0, None) == 0


@attack
def makes_the_system_writable():
    remount, bind = 32, 4096
    return libc.mount(None, b"/usr", None, remount | bind, None) == 0


@attack
def uncovers_what_is_hidden():
    return libc.umount2(place("HOME_OF_CALLER").encode(), 2) == 0


@attack
def changes_the_root():
    os.chroot("/")
    return True


@attack
def loads_a_kernel_program():
    return calls(321, 0, 0, 0)


@attack
def watches_the_processor():
    attributes = ctypes.create_string_buffer(128)
    ctypes.c_uint32.from_buffer(attributes, 4).value = 128
    ctypes.c_uint32.from_buffer(attributes, 0).value = 1
    return calls(298, attributes, 0, -1, -1, 0)


@attack
def uses_the_keyring():
    return calls(250, 0, -3, 1)


@attack
def queues_calls_past_the_filter():
    parameters = ctypes.create_string_buffer(120)
    return calls(425, 8, parameters)


@attack
def sets_the_clock():
    class Time(ctypes.Structure):
        _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]

    now = Time(int(time.time()), 0)
    return libc.clock_settime(0, ctypes.byref(now)) == 0


@attack
def sets_the_host_name():
    name = socket.gethostname().encode()
    return libc.sethostname(name, len(name)) == 0


@attack
def sets_a_kernel_variable():
    value = open("/proc/sys/kernel/core_pattern").read()
    return write("/proc/sys/kernel/core_pattern", value)


@attack
def makes_a_device():
    os.mknod(place("PAWL_STATE") + "/device", 0o600 | 0o020000, os.makedev(1, 3))
    return True


@attack
def opens_a_disk():
    for line in open("/proc/partitions").read().split("\n")[2:]:
        if line.split():
            name = line.split()[-1]
            path = f"/dev/{name}" if os.path.exists(f"/dev/{name}") else place("PAWL_STATE") + "/disk"
            os.close(os.open(path, os.O_RDONLY))
            return True
    return False


@attack
def opens_the_memory():
    os.close(os.open("/proc/kcore", os.O_RDONLY))
    return True


@attack
def opens_a_file_by_its_handle():
    return calls(304, -100, ctypes.create_string_buffer(64), 0) or ctypes.get_errno() not in (1,)


@attack
def raises_its_own_limit():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return True


@attack
def dumps_its_core():
    return resource.getrlimit(resource.RLIMIT_CORE)[1] != 0


# Talking to others


@attack
def connects_to_an_agent():
    socket.socket(socket.AF_UNIX).connect(place("SOCKET"))
    return True


@attack
def connects_to_an_abstract_socket():
    socket.socket(socket.AF_UNIX).connect("\0" + place("ABSTRACT"))
    return True


@attack
def listens_on_somebodys_port():
    server = socket.socket()
    server.bind(("127.0.0.1", int(place("FREE_PORT"))))
    return True


@attack
def listens_by_another_protocol():
    multipath_tcp = 262
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM, multipath_tcp)
    server.bind(("127.0.0.1", int(place("FREE_PORT"))))
    return True


@attack
def has_a_pair_that_connects_elsewhere():
    socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return True


@attack
def hides_from_the_memory_killer():
    return int(open("/proc/self/oom_score_adj").read()) < 1000


@attack
def shares_memory_by_key():
    return libc.shmget(int(place("SHARED_MEMORY_KEY")), 16, 0) >= 0


@attack
def finds_shared_memory_by_name():
    return os.path.exists("/dev/shm/" + place("SHARED_MEMORY_NAME"))


@attack
def captures_packets():
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    return True


@attack
def types_into_a_terminal():
    import fcntl
    import termios

    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSTI, b"x")
    return True


@attack
def has_a_terminal():
    os.close(os.open("/dev/tty", os.O_RDWR))
    return True


def got_through(name):
    child = os.fork()
    if child != 0:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    refused = 1
    try:
        os._exit(0 if attacks[name]() else refused)
    except (OSError, ValueError):
        os._exit(refused)


if __name__ == "__main__":
    for name in sys.argv[1:] or attacks:
        if got_through(name):
            print(name, flush=True)
    print(f"{len(attacks)} known", flush=True)
