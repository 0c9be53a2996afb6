// The strong form's view of the file system. Only what the job is to have remains: everything is read-only, what is hidden is
// an empty directory, and what is opened below something hidden is put back in its place.
#define _GNU_SOURCE
#include "mounts.h"
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

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
    const int spaces = CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS;
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(spaces) == 0)
        return 0;
    if (errno != EPERM || unshare(CLONE_NEWUSER | spaces) != 0)
        return -1;
    return map_own_user(user, group);
}

static int cover_with_room(int spare, const char *path)
{
    if (access(path, F_OK) != 0)
        return 0;
    int tree = spare_directory(spare, 01777, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    return tree < 0 ? -1 : attach_tree(tree, path);
}

// What is hidden on every machine: other people's files in passing, and the sockets of services that run here.
static int cover_shared_places(int spare, int temporary)
{
    if (cover(spare, "/run", 0) != 0)
        return -1;
    if (temporary < 0)
        return cover_with_room(spare, "/tmp") != 0 || cover_with_room(spare, "/var/tmp") != 0 ? -1 : 0;
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
        if (path->use == PATH_TEMPORARY && (*temporary = clone_tree(AT_FDCWD, path->path)) < 0)
            return -1;
        if (!needs_tree(sandbox, path))
            continue;
        trees[i] = clone_tree(AT_FDCWD, path->path);
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
static int hide(const struct sandbox *sandbox, int spare, bool *is_covered)
{
    for (int i = 0; i < sandbox->path_count; i++) {
        const struct sandbox_path *path = &sandbox->paths[i];
        is_covered[i] = path->use == PATH_HIDE && access(path->path, F_OK) == 0;
        if (is_covered[i] && cover(spare, path->path, 0) != 0)
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
static int hide_in_openings(const struct sandbox *sandbox, int spare)
{
    for (int i = 0; i < sandbox->path_count; i++) {
        const struct sandbox_path *hidden = &sandbox->paths[i];
        bool is_shown = false;
        for (int j = 0; j < sandbox->path_count && hidden->use == PATH_HIDE; j++)
            is_shown = is_shown || (is_opening(&sandbox->paths[j]) && is_below(hidden->path, sandbox->paths[j].path));
        if (is_shown && access(hidden->path, F_OK) == 0 && cover(spare, hidden->path, MOUNT_ATTR_RDONLY) != 0)
            return -1;
    }
    return 0;
}

// Below the job's own `/tmp`, which lies on a disk, places in memory are made and removed sooner.
static int top_in_temporary(const struct sandbox *sandbox, const char *path, char top[LONGEST_PATH])
{
    const char *slash = is_below(path, "/tmp") && path[4] == '/' ? strchr(path + 5, '/') : NULL;
    if (slash == NULL || slash - path >= LONGEST_PATH)
        return -1;
    snprintf(top, LONGEST_PATH, "%.*s", (int)(slash - path), path);
    for (int i = 0; i < sandbox->path_count; i++)
        if (is_opening(&sandbox->paths[i]) && strcmp(sandbox->paths[i].path, top) == 0)
            return -1;  // it is something itself
    return 0;
}

// Several openings may have one top, and it may have been made beforehand.
static int cover_top(int spare, const char *top)
{
    struct stat above, status;
    if (mkdir(top, 0755) != 0 && errno != EEXIST)
        return -1;
    if (stat("/tmp", &above) != 0 || stat(top, &status) != 0)
        return -1;
    return above.st_dev == status.st_dev ? cover(spare, top, 0) : 0;
}

static int cover_tops(const struct sandbox *sandbox, int spare, const int *trees)
{
    char top[LONGEST_PATH];
    for (int i = 0; i < sandbox->path_count; i++)
        if (trees[i] >= 0 && top_in_temporary(sandbox, sandbox->paths[i].path, top) == 0 && cover_top(spare, top) != 0)
            return -1;
    return 0;
}

static int close_tops(const struct sandbox *sandbox, const int *trees)
{
    char top[LONGEST_PATH];
    for (int i = 0; i < sandbox->path_count; i++)
        if (trees[i] >= 0 && top_in_temporary(sandbox, sandbox->paths[i].path, top) == 0
            && set_read_only(AT_FDCWD, top, 0) != 0)
            return -1;
    return 0;
}

static int mount_all(const struct sandbox *sandbox)
{
    static int trees[MOST_PATHS];
    static bool is_covered[MOST_PATHS];
    int temporary = -1;
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        return -1;
    if (take_openings(sandbox, trees, &temporary) != 0)
        return -1;
    // Its own `/proc` shows its own processes only, and nothing in it can be written to: as root that would be the kernel.
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0)
        return -1;
    limit_processes();
    if (set_read_only(AT_FDCWD, "/", AT_RECURSIVE) != 0)
        return -1;
    int spare = sandbox_mount_devices();
    if (spare < 0 || cover_shared_places(spare, temporary) != 0 || hide(sandbox, spare, is_covered) != 0)
        return -1;
    if (cover_tops(sandbox, spare, trees) != 0 || put_back_openings(sandbox, trees) != 0)
        return -1;
    if (close_tops(sandbox, trees) != 0 || close_covers(sandbox, is_covered) != 0)
        return -1;
    int result = hide_in_openings(sandbox, spare);
    close(spare);
    return result;
}

int sandbox_mount(const struct sandbox *sandbox)
{
    // What is made here has the mode that is written here.
    mode_t mask = umask(0);
    int result = mount_all(sandbox);
    umask(mask);
    return result;
}
