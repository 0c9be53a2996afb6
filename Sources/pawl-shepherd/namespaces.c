// The strong form's view of the file system. Only what the job is to have remains: everything is read-only, what is hidden is
// an empty directory, and what is opened below something hidden is put back in its place.
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { LONGEST_PATH = 4096 };

// Numbers that are the same on every architecture since they were added; Debian 12's headers lack some names.
enum { CALL_OPEN_TREE = 428, CALL_MOVE_MOUNT = 429, CALL_MOUNT_SETATTR = 442 };

static int write_text(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    ssize_t written = write(file, text, strlen(text));
    int error = errno;
    close(file);
    errno = error;
    return written < 0 ? -1 : 0;
}

// The same user and group inside as outside, and no other (user_namespaces(7)).
static int map_own_user(uid_t user, gid_t group)
{
    char line[64];
    snprintf(line, sizeof line, "%u %u 1", user, user);
    if (write_text("/proc/self/setgroups", "deny") != 0 || write_text("/proc/self/uid_map", line) != 0)
        return -1;
    snprintf(line, sizeof line, "%u %u 1", group, group);
    return write_text("/proc/self/gid_map", line);
}

int sandbox_unshare(void)
{
    const int spaces = CLONE_NEWPID | CLONE_NEWIPC;
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(spaces) == 0)
        return 0;
    if (errno != EPERM || unshare(CLONE_NEWUSER | spaces) != 0)
        return -1;
    return map_own_user(user, group);
}

static int set_read_only(int directory, const char *path, unsigned int flags)
{
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
    return (int)syscall(CALL_MOUNT_SETATTR, directory, path, flags, &attributes, sizeof attributes);
}

static int clone_tree(const char *path)
{
    const unsigned int clone_tree = 1;
    return (int)syscall(CALL_OPEN_TREE, AT_FDCWD, path, clone_tree | AT_RECURSIVE | O_CLOEXEC);
}

static int attach_tree(int tree, const char *path)
{
    const unsigned int from_empty_path = 4;
    int result = (int)syscall(CALL_MOVE_MOUNT, tree, "", AT_FDCWD, path, from_empty_path);
    int error = errno;
    close(tree);
    errno = error;
    return result;
}

// Makes the place at which `tree` is attached, with the directories above it, where nothing is yet.
static int make_place(const char *path, int tree)
{
    char partial[LONGEST_PATH];
    size_t length = strlen(path);
    if (length >= sizeof partial) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(partial, path, length + 1);
    for (char *slash = strchr(partial + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(partial, 0755) != 0 && errno != EEXIST && errno != EROFS)
            return -1;
        *slash = '/';
    }
    struct stat status;
    if (fstat(tree, &status) != 0)
        return -1;
    if (S_ISDIR(status.st_mode))
        return mkdir(path, 0755) == 0 || errno == EEXIST || errno == EROFS ? 0 : -1;
    int file = open(path, O_CREAT | O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0)
        close(file);
    return file >= 0 || errno == EROFS || errno == EACCES ? 0 : -1;
}

static bool is_below(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return strncmp(path, directory, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int cover(const char *path, const char *options)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    if (!S_ISDIR(status.st_mode))
        return mount("/dev/null", path, NULL, MS_BIND, NULL);
    return mount("pawl", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

// Device files that every program may expect, and nothing else: no disks, no memory, no terminal of somebody else.
static int mount_devices(void)
{
    static const char *const names[] = {"null", "zero", "full", "random", "urandom", "tty"};
    static const char *const links[][2] = {
        {"/proc/self/fd", "fd"}, {"fd/0", "stdin"}, {"fd/1", "stdout"}, {"fd/2", "stderr"}, {"pts/ptmx", "ptmx"}};
    enum { NAMES = sizeof names / sizeof *names, LINKS = sizeof links / sizeof *links };
    char path[64];
    int trees[NAMES];
    for (int i = 0; i < NAMES; i++) {
        snprintf(path, sizeof path, "/dev/%s", names[i]);
        trees[i] = clone_tree(path);  // what the machine has not is missing inside too
    }
    if (mount("pawl", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755,size=64k") != 0)
        return -1;
    for (int i = 0; i < NAMES; i++) {
        snprintf(path, sizeof path, "/dev/%s", names[i]);
        if (trees[i] >= 0 && (make_place(path, trees[i]) != 0 || attach_tree(trees[i], path) != 0))
            return -1;
    }
    for (int i = 0; i < LINKS; i++) {
        snprintf(path, sizeof path, "/dev/%s", links[i][1]);
        if (symlink(links[i][0], path) != 0)
            return -1;
    }
    if (mkdir("/dev/shm", 01777) != 0 || mkdir("/dev/pts", 0755) != 0)
        return -1;
    if (mount("pawl", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620") != 0)
        return -1;
    if (set_read_only(AT_FDCWD, "/dev", 0) != 0)
        return -1;
    return mount("pawl", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
}

// What is hidden on every machine: other people's files in passing, and the sockets of services that run here.
static int cover_shared_places(int temporary)
{
    if (cover("/run", "mode=755,size=1m") != 0)
        return -1;
    if (temporary < 0)
        return cover("/tmp", "mode=1777") != 0 || cover("/var/tmp", "mode=1777") != 0 ? -1 : 0;
    if (attach_tree(temporary, "/tmp") != 0)
        return -1;
    return mount("/tmp", "/var/tmp", NULL, MS_BIND, NULL) == 0 || errno == ENOENT ? 0 : -1;
}

static bool is_opening(const struct sandbox_path *path)
{
    return path->use == PATH_READ || path->use == PATH_WRITE;
}

// Only openings that something covers, or that are to be written to, need a mount of their own.
static bool needs_tree(const struct sandbox *sandbox, const struct sandbox_path *opening)
{
    static const char *const covered[] = {"/tmp", "/var/tmp", "/run", "/dev/shm"};
    if (!is_opening(opening))
        return false;
    bool needed = opening->use == PATH_WRITE;
    for (size_t i = 0; i < sizeof covered / sizeof *covered; i++)
        needed = needed || is_below(opening->path, covered[i]);
    for (int i = 0; i < sandbox->path_count; i++)
        needed = needed || (sandbox->paths[i].use == PATH_HIDE && is_below(opening->path, sandbox->paths[i].path));
    return needed && !is_below(opening->path, "/dev") && !is_below(opening->path, "/proc");
}

// Taken while everything still has the rights that it has outside: what is to be written to keeps them.
static int take_openings(const struct sandbox *sandbox, int *trees, int *temporary)
{
    for (int i = 0; i < sandbox->path_count; i++) {
        const struct sandbox_path *path = &sandbox->paths[i];
        trees[i] = -1;
        if (path->use == PATH_TEMPORARY && (*temporary = clone_tree(path->path)) < 0)
            return -1;
        if (!needs_tree(sandbox, path))
            continue;
        trees[i] = clone_tree(path->path);
        if (trees[i] < 0 && (errno == ENOENT || errno == ENOTDIR))
            continue;  // what is not there is not there inside either
        if (trees[i] < 0)
            return -1;
        if (path->use == PATH_READ && set_read_only(trees[i], "", AT_EMPTY_PATH | AT_RECURSIVE) != 0)
            return -1;
    }
    return 0;
}

// Notes which of them were there to be covered: what lies below another cover is gone already.
static int hide(const struct sandbox *sandbox, bool *is_covered)
{
    for (int i = 0; i < sandbox->path_count; i++) {
        const struct sandbox_path *path = &sandbox->paths[i];
        is_covered[i] = path->use == PATH_HIDE && access(path->path, F_OK) == 0;
        if (is_covered[i] && cover(path->path, "mode=755,size=1m") != 0)
            return -1;
    }
    return 0;
}

static int put_back_openings(const struct sandbox *sandbox, const int *trees)
{
    for (int i = 0; i < sandbox->path_count; i++)
        if (trees[i] >= 0
            && (make_place(sandbox->paths[i].path, trees[i]) != 0 || attach_tree(trees[i], sandbox->paths[i].path) != 0))
            return -1;
    return 0;
}

// The covers took the places of what was put back; now nothing is added to them any more.
static int close_covers(const struct sandbox *sandbox, const bool *is_covered)
{
    for (int i = 0; i < sandbox->path_count; i++)
        if (is_covered[i] && set_read_only(AT_FDCWD, sandbox->paths[i].path, 0) != 0)
            return -1;
    return set_read_only(AT_FDCWD, "/run", 0);
}

// From this version on the highest process number is a namespace's own (Linux 6.14), and so a limit on how many there are, also
// for root, whom RLIMIT_NPROC does not bind. Before it, the number is the whole machine's.
static bool has_own_process_numbers(void)
{
    struct utsname name;
    int major = 0, minor = 0;
    return uname(&name) == 0 && sscanf(name.release, "%d.%d", &major, &minor) == 2
           && (major > 6 || (major == 6 && minor >= 14));
}

static void limit_processes(void)
{
    if (!has_own_process_numbers())
        return;
    char text[16];
    snprintf(text, sizeof text, "%d", SANDBOX_MOST_PROCESSES);
    // Where it is refused, the limit of the user stands.
    (void)write_text("/proc/sys/kernel/pid_max", text);
}

// An opening that holds something hidden, such as the home of a key, shows everything of it but that.
static int hide_in_openings(const struct sandbox *sandbox)
{
    for (int i = 0; i < sandbox->path_count; i++) {
        const struct sandbox_path *hidden = &sandbox->paths[i];
        bool is_shown = false;
        for (int j = 0; j < sandbox->path_count && hidden->use == PATH_HIDE; j++)
            is_shown = is_shown || (is_opening(&sandbox->paths[j]) && is_below(hidden->path, sandbox->paths[j].path));
        if (is_shown && access(hidden->path, F_OK) == 0 && cover(hidden->path, "ro,mode=755,size=4k") != 0)
            return -1;
    }
    return 0;
}

int sandbox_mount(const struct sandbox *sandbox)
{
    static int trees[MOST_PATHS];
    static bool is_covered[MOST_PATHS];
    int temporary = -1;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        return -1;
    if (take_openings(sandbox, trees, &temporary) != 0)
        return -1;
    // Its own `/proc` shows its own processes only, and nothing in it can be written to: as root that would be the kernel.
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0)
        return -1;
    limit_processes();
    // While it can be written to; the job inherits it.
    sandbox_offer_to_the_memory_killer();
    if (set_read_only(AT_FDCWD, "/", AT_RECURSIVE) != 0 || mount_devices() != 0)
        return -1;
    if (cover_shared_places(temporary) != 0 || hide(sandbox, is_covered) != 0)
        return -1;
    if (put_back_openings(sandbox, trees) != 0 || close_covers(sandbox, is_covered) != 0)
        return -1;
    return hide_in_openings(sandbox);
}
