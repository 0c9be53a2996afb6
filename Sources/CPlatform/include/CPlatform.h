// What Pawl needs of Linux and Swift's Glibc module does not offer. Everything returns -1 and sets errno on
// failure.
#ifndef PAWL_CPLATFORM_H
#define PAWL_CPLATFORM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// Lets nobody read this process's memory: no core dump, no ptrace by the same user.
int pawl_not_dumpable(void);

/// Removes the environment's variables whose names begin so, and overwrites their bytes with zeros where they lie, so
/// that `/proc/PID/environ` does not show them either; returns how many there were. For a process of one thread.
int pawl_erase_variables(const char *prefix);

/// A pipe whose two ends are closed on exec.
int pawl_pipe(int ends[2]);

/// A file in memory, without a name, closed on exec.
int pawl_memory_file(void);

/// The version of Landlock that the kernel offers; -1 where it offers none.
int pawl_landlock_version(void);

/// Every living descendant of `root`, without `root`, parents before children; returns how many were found.
///
/// At most `capacity` are written, so a full array may not be all. A process that moves while the walk goes
/// on may be seen twice or not at all.
int pawl_descendants(pid_t root, pid_t *found, int capacity);

/// The children of a process itself, of all its threads; returns how many were found, at most `capacity`.
int pawl_children(pid_t parent, pid_t *found, int capacity);

/// Whether this process becomes the parent of every descendant whose own parent ends.
int pawl_adopt_orphans(bool adopting);

/// Whether two processes work in one memory (kcmp(2)), as after vfork: 1 or 0, or -1 where the kernel does not tell.
int pawl_shares_memory(pid_t one, pid_t other);

/// Copies all bytes of an open file into an empty one, sharing the blocks where the file system can.
///
/// `is_cancelled` is asked now and then; when it says so, the copy ends unfinished (ECANCELED).
int pawl_copy_file(int from, int to, bool (*is_cancelled)(void));

/// Lets one thread run on one processor only.
int pawl_confine(pid_t thread, int processor);

/// The processors that this process may run on, ascending; returns how many there are.
///
/// At most `capacity` are written.
int pawl_processors(int *found, int capacity);

/// The same of one thread, by its number.
int pawl_processors_of(pid_t thread, int *found, int capacity);

/// Starts a program as the first process of new namespaces of processes, System V IPC and mounts, with all signals blocked;
/// returns its number, or -1 where this process may not do that, or the program cannot be executed. No memory is copied.
///
/// The program's descriptors 0, 1, 2 … are copies of those given, each of which is larger than `count`.
pid_t pawl_start_first(
    const char *path, char *const *arguments, char *const *environment, const int *descriptors, int count);

/// Whether a process may move to the control group whose `cgroup.procs` this is: 0, or -1. A process is made that tries.
int pawl_can_enter(const char *members);

struct pawl_tcp_socket {
    /// In network byte order; of IPv4 the first word alone.
    uint32_t local_address[4];
    uint32_t inode;
    uint16_t local_port, remote_port;
    /// As `/proc/net/tcp` numbers them: 1 established, 6 time-wait, 10 listening.
    uint8_t state;
    bool is_ipv6;
};

/// Lists the TCP sockets of this network namespace that have this port at either end and one of these states (bit 1 << state), by
/// sock_diag(7); returns how many there are, or -1 where the kernel does not tell. At most `capacity` are written.
int pawl_tcp_sockets(uint32_t states, uint16_t port, struct pawl_tcp_socket *found, int capacity);

/// The path of the executable or shared library that contains this code, or NULL.
const char *pawl_image_path(void);

#endif
