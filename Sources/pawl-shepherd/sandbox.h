// How a job is confined: what `pawl` says of it, and the steps that make it so, in the order in which they are taken.
//
// Every step returns 0, or -1 with errno set; then nothing is run.
#ifndef PAWL_SANDBOX_H
#define PAWL_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { MOST_PATHS = 4096, MOST_PORTS = 64, MOST_GROUPS = 2 };

// Of a user, or of one job where it has process numbers of its own.
enum { SANDBOX_MOST_PROCESSES = 4096 };

enum path_use { PATH_READ, PATH_LIST, PATH_WRITE, PATH_HIDE, PATH_TEMPORARY };

struct sandbox_path {
    enum path_use use;
    const char *path;
};

struct sandbox {
    // Namespaces of its own; otherwise Landlock and seccomp alone.
    bool is_strong;
    // The Landlock version to use at most; 0: none. What the kernel has is less or equal.
    int landlock;
    // Whether it may make Unix sockets that have a name.
    bool has_sockets;
    // Ports that it may listen on; -1 in the first place: any.
    int ports[MOST_PORTS];
    int port_count;
    struct sandbox_path paths[MOST_PATHS];
    int path_count;
    // Directories of control groups, one of each hierarchy, and their open files.
    const char *groups[MOST_GROUPS];
    int members[MOST_GROUPS], killers[MOST_GROUPS];
    int group_count;
};

// Reads the specification from an open file: words that end with a zero byte, each a letter and its value.
//
//   s strong|weak   a LANDLOCK   u (sockets allowed)   p PORT (-1: any)
//   r PATH (read and execute)   l PATH (list names only)   w PATH (read and write)
//   h PATH (not there)   t PATH (stands for /tmp and /var/tmp)   c PATH (a control group to be in)
int sandbox_read(struct sandbox *sandbox, int file);

// Where the job finds its own temporary directory; NULL where it has none.
const char *sandbox_temporary_directory(const struct sandbox *sandbox);

// For the shepherd, while it has every right: opens what the next two need.
int sandbox_open_groups(struct sandbox *sandbox);

// For the job, first of all: what it starts from now on is in its groups.
int sandbox_enter_groups(const struct sandbox *sandbox);

// Kills whatever is in them, however fast it multiplies, where the kernel can do that.
void sandbox_kill_groups(const struct sandbox *sandbox);

// For a process before it forks the first of its namespaces: user (where it is not allowed otherwise), process, IPC, mount.
int sandbox_unshare(void);

// For the first process of the namespaces: what it and its descendants see of the file system.
int sandbox_mount(const struct sandbox *sandbox);

// A part of that: `/dev`, with a terminal and shared memory of its own. Returns the spare file system, see mounts.h, or -1.
int sandbox_mount_devices(void);

// Has the kernel take this process and what it starts first when memory ends, not whoever watches; where it may.
void sandbox_offer_to_the_memory_killer(void);

// For the job, between fork and exec, one after the other; the last one when all is mounted.
int sandbox_limit(const struct sandbox *sandbox);
int sandbox_drop_capabilities(void);
int sandbox_seccomp(const struct sandbox *sandbox);
int sandbox_landlock(const struct sandbox *sandbox);

#endif
