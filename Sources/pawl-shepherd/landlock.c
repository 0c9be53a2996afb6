// Landlock (landlock(7)): which files may be read and written, which ports listened on, and that signals and abstract sockets
// stay inside. By number, since Debian 12's headers know its first version only.
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CALL_CREATE_RULESET = 444, CALL_ADD_RULE = 445, CALL_RESTRICT_SELF = 446 };
enum { RULE_PATH_BENEATH = 1, RULE_NET_PORT = 2 };

enum {
    FS_EXECUTE = 1 << 0, FS_WRITE_FILE = 1 << 1, FS_READ_FILE = 1 << 2, FS_READ_DIR = 1 << 3,
    FS_ALL_OF_1 = (1 << 13) - 1, FS_REFER = 1 << 13, FS_TRUNCATE = 1 << 14, FS_IOCTL_DEV = 1 << 15,
    FS_OF_FILES = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV,
};
enum { NET_BIND_TCP = 1 << 0 };
enum { SCOPE_ABSTRACT_SOCKETS = 1 << 0, SCOPE_SIGNALS = 1 << 1 };

struct ruleset {
    uint64_t handled_fs, handled_net, scoped;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

struct port_rule {
    uint64_t allowed, port;
};

static struct ruleset handled(int version, bool has_ports)
{
    struct ruleset ruleset = {.handled_fs = FS_ALL_OF_1};
    if (version >= 2)
        ruleset.handled_fs |= FS_REFER;
    if (version >= 3)
        ruleset.handled_fs |= FS_TRUNCATE;
    if (version >= 5)
        ruleset.handled_fs |= FS_IOCTL_DEV;
    if (version >= 4 && has_ports)
        ruleset.handled_net = NET_BIND_TCP;
    if (version >= 6)
        ruleset.scoped = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS;
    return ruleset;
}

// A path that is not there allows nothing, and is none the worse for it.
static int allow_path(int ruleset, const char *path, uint64_t allowed)
{
    struct path_rule rule = {.allowed = allowed, .parent = open(path, O_PATH | O_CLOEXEC)};
    struct stat status;
    if (rule.parent < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : -1;
    int result = fstat(rule.parent, &status);
    if (result == 0 && !S_ISDIR(status.st_mode))
        rule.allowed &= FS_OF_FILES;
    if (result == 0 && rule.allowed != 0)
        result = (int)syscall(CALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
    int error = errno;
    close(rule.parent);
    errno = error;
    return result;
}

// In the strong form `/dev` is the job's own, and so are the terminals in it; `/dev/pts` of the machine has those of whoever works
// on it.
static int allow_devices(int ruleset, const struct sandbox *sandbox, uint64_t handled_fs)
{
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom",
                                          "/dev/tty", "/dev/shm"};
    if (sandbox->is_strong)
        return allow_path(ruleset, "/dev", handled_fs);
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (allow_path(ruleset, devices[i], handled_fs) != 0)
            return -1;
    return 0;
}

static int allow_paths(int ruleset, const struct sandbox *sandbox, uint64_t handled_fs)
{
    const uint64_t reading = FS_EXECUTE | FS_READ_FILE | FS_READ_DIR;
    // In the strong form the mounts have taken away what must not be read.
    if (sandbox->is_strong && allow_path(ruleset, "/", reading) != 0)
        return -1;
    if (sandbox->is_strong && allow_path(ruleset, "/tmp", handled_fs) != 0)
        return -1;
    for (int i = 0; i < sandbox->path_count; i++) {
        const struct sandbox_path *path = &sandbox->paths[i];
        uint64_t allowed = 0;
        switch (path->use) {
        case PATH_READ: allowed = sandbox->is_strong ? 0 : reading; break;  // "/" allows it already
        case PATH_LIST: allowed = sandbox->is_strong ? 0 : FS_READ_DIR; break;
        case PATH_WRITE:
        case PATH_TEMPORARY: allowed = handled_fs; break;
        case PATH_HIDE: break;
        }
        if (allowed != 0 && allow_path(ruleset, path->path, allowed) != 0)
            return -1;
    }
    return allow_devices(ruleset, sandbox, handled_fs);
}

static int allow_ports(int ruleset, const struct sandbox *sandbox)
{
    for (int i = 0; i < sandbox->port_count; i++) {
        struct port_rule rule = {.allowed = NET_BIND_TCP, .port = (uint64_t)sandbox->ports[i]};
        if (syscall(CALL_ADD_RULE, ruleset, RULE_NET_PORT, &rule, 0) != 0)
            return -1;
    }
    return 0;
}

static size_t size_in(int version)
{
    // Older kernels refuse a longer structure only where what they do not know is not zero; a short one is always taken.
    return version >= 6 ? sizeof(struct ruleset) : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

int sandbox_landlock(const struct sandbox *sandbox)
{
    if (sandbox->landlock <= 0)
        return 0;
    bool any_port = sandbox->port_count > 0 && sandbox->ports[0] < 0;
    struct ruleset rules = handled(sandbox->landlock, !any_port);
    int ruleset = (int)syscall(CALL_CREATE_RULESET, &rules, size_in(sandbox->landlock), 0);
    if (ruleset < 0)
        return -1;
    int result = allow_paths(ruleset, sandbox, rules.handled_fs);
    if (result == 0 && rules.handled_net != 0)
        result = allow_ports(ruleset, sandbox);
    if (result == 0)
        result = (int)syscall(CALL_RESTRICT_SELF, ruleset, 0);
    int error = errno;
    close(ruleset);
    errno = error;
    return result;
}
