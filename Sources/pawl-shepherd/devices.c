// Device files that every program may expect, and nothing else: no disks, no memory, no terminal of somebody else.
#define _GNU_SOURCE
#include "mounts.h"
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_NAME = 64 };

// Made anew where this process may, and else the machine's own: that takes a mount for each.
static int make_device(int machine, const char *name)
{
    char path[LONGEST_NAME];
    snprintf(path, sizeof path, "/dev/%s", name);
    struct stat status;
    if (fstatat(machine, name, &status, 0) != 0)
        return errno == ENOENT ? 0 : -1;  // what the machine has not is missing inside too
    if (S_ISCHR(status.st_mode) && mknod(path, status.st_mode, status.st_rdev) == 0)
        return 0;
    int tree = clone_tree(machine, name);
    if (tree < 0)
        return -1;
    return make_place(path, tree) == 0 ? attach_tree(tree, path) : -1;
}

static int make_devices(int machine)
{
    static const char *const names[] = {"null", "zero", "full", "random", "urandom", "tty"};
    static const char *const links[][2] = {
        {"/proc/self/fd", "fd"}, {"fd/0", "stdin"}, {"fd/1", "stdout"}, {"fd/2", "stderr"}, {"pts/ptmx", "ptmx"}};
    char path[LONGEST_NAME];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (make_device(machine, names[i]) != 0)
            return -1;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        snprintf(path, sizeof path, "/dev/%s", links[i][1]);
        if (symlink(links[i][0], path) != 0)
            return -1;
    }
    return mkdir("/dev/shm", 01777) != 0 || mkdir("/dev/pts", 0755) != 0 ? -1 : 0;
}

int sandbox_mount_devices(void)
{
    int machine = open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC);
    int spare = machine < 0 ? -1 : mount_spare("/dev");
    if (spare < 0)
        return -1;
    int devices = spare_directory(spare, 0755, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
    if (devices < 0 || attach_tree(devices, "/dev") != 0 || make_devices(machine) != 0)
        return -1;
    close(machine);
    if (mount("pawl", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620") != 0)
        return -1;
    if (set_read_only(AT_FDCWD, "/dev", 0) != 0)
        return -1;
    int memory = spare_directory(spare, 01777, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    return memory < 0 || attach_tree(memory, "/dev/shm") != 0 ? -1 : spare;
}
