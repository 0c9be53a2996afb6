// System calls that Landlock and namespaces leave open, refused by a filter (seccomp(2)). What programs try and can do without is
// told to be missing (ENOSYS), so that they take their other way; the rest is forbidden (EPERM, EACCES).
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "name the audit architecture of this machine here"
#endif

// The same on every architecture, and too new for some headers.
enum {
    CALL_PIDFD_GETFD = 438, CALL_PROCESS_MADVISE = 440, CALL_OPEN_TREE = 428, CALL_MOVE_MOUNT = 429, CALL_FSOPEN = 430,
    CALL_FSCONFIG = 431, CALL_FSMOUNT = 432, CALL_FSPICK = 433, CALL_CLONE3 = 435, CALL_OPENAT2 = 437,
    CALL_MOUNT_SETATTR = 442,
};
enum { MOST_INSTRUCTIONS = 1024 };
// Every flag of clone(2) that makes a namespace.
enum { NEW_NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET };

struct program {
    struct sock_filter code[MOST_INSTRUCTIONS];
    unsigned short count;
};

static void emit(struct program *program, struct sock_filter instruction)
{
    if (program->count < MOST_INSTRUCTIONS)
        program->code[program->count++] = instruction;
}

static void load(struct program *program, size_t offset)
{
    emit(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

// The lower half of an argument, where every value that is looked at here has its place.
static void load_argument(struct program *program, int number)
{
    // Both architectures are little-endian.
    load(program, offsetof(struct seccomp_data, args) + (size_t)number * sizeof(uint64_t));
}

static void load_call(struct program *program)
{
    load(program, offsetof(struct seccomp_data, nr));
}

static void refuse_with(struct program *program, int error)
{
    emit(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error));
}

// The next `steps` instructions only where what is loaded is equal.
static void skip_unless_equal(struct program *program, uint32_t value, uint8_t steps)
{
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, steps));
}

static void refuse(struct program *program, long call, int error)
{
    skip_unless_equal(program, (uint32_t)call, 1);
    refuse_with(program, error);
}

// Refused unless the argument is this value. The number of the call is loaded again afterwards.
static void refuse_unless(struct program *program, long call, int argument, uint32_t value, int error)
{
    skip_unless_equal(program, (uint32_t)call, 4);
    load_argument(program, argument);
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
    refuse_with(program, error);
    load_call(program);
}

static void refuse_if_equal(struct program *program, long call, int argument, uint32_t value, int error)
{
    skip_unless_equal(program, (uint32_t)call, 4);
    load_argument(program, argument);
    skip_unless_equal(program, value, 1);
    refuse_with(program, error);
    load_call(program);
}

static void refuse_with_any_bit(struct program *program, long call, int argument, uint32_t bits, int error)
{
    skip_unless_equal(program, (uint32_t)call, 4);
    load_argument(program, argument);
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1));
    refuse_with(program, error);
    load_call(program);
}

static void refuse_all(struct program *program, const long *calls, size_t count, int error)
{
    for (size_t i = 0; i < count; i++)
        refuse(program, calls[i], error);
}

#define REFUSE_ALL(program, error, ...)                                              \
    do {                                                                             \
        const long calls[] = {__VA_ARGS__};                                          \
        refuse_all(program, calls, sizeof calls / sizeof *calls, error);             \
    } while (0)

static void begin(struct program *program)
{
    load(program, offsetof(struct seccomp_data, arch));
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0));
    refuse_with(program, ENOSYS);
    load_call(program);
#if defined(__x86_64__)
    // The x32 way of calling has this bit.
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 0, 1));
    refuse_with(program, ENOSYS);
#endif
}

// Other processes' memory, the kernel, mounts and namespaces.
static void refuse_reaching_out(struct program *program)
{
    REFUSE_ALL(program, EPERM, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, CALL_PIDFD_GETFD,
               CALL_PROCESS_MADVISE, SYS_migrate_pages, SYS_move_pages, SYS_bpf, SYS_perf_event_open, SYS_mount, SYS_umount2,
               SYS_pivot_root, SYS_chroot, CALL_OPEN_TREE, CALL_MOVE_MOUNT, CALL_FSOPEN, CALL_FSCONFIG, CALL_FSMOUNT,
               CALL_FSPICK, CALL_MOUNT_SETATTR, 443 /* quotactl_fd */, 467 /* open_tree_attr */, SYS_unshare, SYS_setns, SYS_open_by_handle_at, SYS_kexec_load,
               SYS_kexec_file_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_swapon, SYS_swapoff,
               SYS_sethostname, SYS_setdomainname, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime,
               SYS_acct, SYS_quotactl, SYS_syslog, SYS_vhangup, SYS_fanotify_init);
    refuse_with_any_bit(program, SYS_clone, 0, NEW_NAMESPACES, EPERM);
    // Its flags are in memory, where no filter looks; the C library takes clone() instead.
    refuse(program, CALL_CLONE3, ENOSYS);
    REFUSE_ALL(program, ENOSYS, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_io_uring_setup, SYS_io_uring_enter,
               SYS_io_uring_register, SYS_userfaultfd);
    refuse_if_equal(program, SYS_ioctl, 1, TIOCSTI, EPERM);
    refuse_if_equal(program, SYS_ioctl, 1, TIOCLINUX, EPERM);
}

// Without namespaces of its own the job sees the processes and the shared memory of its user.
static void refuse_what_namespaces_shut(struct program *program)
{
    REFUSE_ALL(program, ENOSYS, SYS_shmget, SYS_shmat, SYS_shmctl, SYS_msgget, SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_semget,
               SYS_semop, SYS_semtimedop, SYS_semctl, SYS_mq_open, SYS_mq_unlink);
    refuse_unless(program, SYS_prlimit64, 0, 0, EPERM);
    const long scheduling[] = {SYS_sched_setaffinity, SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr};
    for (size_t i = 0; i < sizeof scheduling / sizeof *scheduling; i++)
        refuse_unless(program, scheduling[i], 0, 0, EPERM);
    refuse_unless(program, SYS_ioprio_set, 0, 1, EPERM);  // IOPRIO_WHO_PROCESS
    refuse_unless(program, SYS_ioprio_set, 1, 0, EPERM);
    refuse_unless(program, SYS_setpriority, 0, 0, EPERM);  // PRIO_PROCESS
    refuse_unless(program, SYS_setpriority, 1, 0, EPERM);
}

// Landlock knows no truncation before its third version.
static const struct { long call; int argument; } opening[] = {
    {SYS_openat, 2},
#if defined(__x86_64__)
    {SYS_open, 1},
#endif
};
enum { OPENING = sizeof opening / sizeof *opening };

// Access mode 3 opens a file for neither reading nor writing, so Landlock asks for no right, and it is enough to truncate one or to
// control a device (open(2)).
static void refuse_opening_without_access(struct program *program)
{
    refuse(program, CALL_OPENAT2, ENOSYS);  // no filter sees its flags; programs take openat instead
    for (size_t i = 0; i < OPENING; i++) {
        skip_unless_equal(program, (uint32_t)opening[i].call, 5);
        load_argument(program, opening[i].argument);
        emit(program, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, O_ACCMODE));
        skip_unless_equal(program, O_ACCMODE, 1);
        refuse_with(program, EACCES);
        load_call(program);
    }
}

// Landlock keeps signals inside from its sixth version on. Before it a process of the same user could be held and let go again,
// which slows it and leaves no trace.
static void refuse_stopping(struct program *program)
{
    static const struct { long call; int argument; } sending[] = {
        {SYS_kill, 1},         {SYS_tkill, 1},          {SYS_tgkill, 2},
        {SYS_rt_sigqueueinfo, 1}, {SYS_rt_tgsigqueueinfo, 2}, {424 /* pidfd_send_signal */, 1},
    };
    static const int stopping[] = {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};
    for (size_t i = 0; i < sizeof sending / sizeof *sending; i++)
        for (size_t j = 0; j < sizeof stopping / sizeof *stopping; j++)
            refuse_if_equal(program, sending[i].call, sending[i].argument, (uint32_t)stopping[j], EPERM);
}

static void refuse_truncation(struct program *program)
{
    refuse(program, SYS_truncate, EACCES);
    for (size_t i = 0; i < OPENING; i++) {
        skip_unless_equal(program, (uint32_t)opening[i].call, 5);
        load_argument(program, opening[i].argument);
        emit(program, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, O_TRUNC | O_ACCMODE));
        skip_unless_equal(program, O_TRUNC | O_RDONLY, 1);
        refuse_with(program, EACCES);
        load_call(program);
    }
}

// Sockets of the internet, and the kernel's own list of interfaces; those with a path only where that was declared.
static void refuse_sockets(struct program *program, bool has_unix_sockets)
{
    static const uint32_t families[] = {AF_INET, AF_INET6, AF_NETLINK, AF_UNIX};
    const uint8_t count = has_unix_sockets ? 4 : 3;
    const uint32_t multipath_tcp = 262;
    // Landlock tells no ports of it apart; programs take TCP instead.
    refuse_if_equal(program, SYS_socket, 2, multipath_tcp, EPROTONOSUPPORT);
    // A pair of datagram sockets could be connected to a path afterwards.
    if (!has_unix_sockets) {
        refuse_if_equal(program, SYS_socketpair, 1, SOCK_DGRAM, EACCES);
        refuse_if_equal(program, SYS_socketpair, 1, SOCK_DGRAM | SOCK_CLOEXEC, EACCES);
        refuse_if_equal(program, SYS_socketpair, 1, SOCK_DGRAM | SOCK_NONBLOCK, EACCES);
        refuse_if_equal(program, SYS_socketpair, 1, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, EACCES);
    }
    skip_unless_equal(program, SYS_socket, (uint8_t)(count + 3));
    load_argument(program, 0);
    for (uint8_t i = 0; i < count; i++)
        emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, families[i], (uint8_t)(count - i), 0));
    refuse_with(program, EACCES);
    load_call(program);
}

int sandbox_seccomp(const struct sandbox *sandbox)
{
    static struct program program;
    begin(&program);
    refuse_reaching_out(&program);
    if (!sandbox->is_strong) {
        refuse_what_namespaces_shut(&program);
        refuse_opening_without_access(&program);
    }
    if (!sandbox->is_strong && sandbox->landlock < 6)
        refuse_stopping(&program);
    if (!sandbox->is_strong && sandbox->landlock < 3)
        refuse_truncation(&program);
    refuse_sockets(&program, sandbox->has_sockets);
    emit(&program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    if (program.count == MOST_INSTRUCTIONS) {
        errno = E2BIG;
        return -1;
    }
    struct sock_fprog filter = {.len = program.count, .filter = program.code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}
