#define _GNU_SOURCE
#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Numbers that are the same on every architecture since they were added; Debian 12's headers lack some names.
enum { CALL_OPEN_TREE = 428, CALL_MOVE_MOUNT = 429, CALL_MOUNT_SETATTR = 442 };

bool is_below(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return strncmp(path, directory, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int set_attributes(int directory, const char *path, unsigned int flags, uint64_t set)
{
    struct mount_attr attributes = {.attr_set = set};
    return (int)syscall(CALL_MOUNT_SETATTR, directory, path, flags, &attributes, sizeof attributes);
}

int set_read_only(int directory, const char *path, unsigned int flags)
{
    return set_attributes(directory, path, flags, MOUNT_ATTR_RDONLY);
}

int clone_tree(int directory, const char *path)
{
    const unsigned int clone_tree = 1;
    return (int)syscall(CALL_OPEN_TREE, directory, path, clone_tree | AT_RECURSIVE | O_CLOEXEC);
}

int attach_tree(int tree, const char *path)
{
    const unsigned int from_empty_path = 4;
    int result = (int)syscall(CALL_MOVE_MOUNT, tree, "", AT_FDCWD, path, from_empty_path);
    int error = errno;
    close(tree);
    errno = error;
    return result;
}

int make_place(const char *path, int tree)
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

int mount_spare(const char *path)
{
    if (mount("pawl", path, "tmpfs", MS_NOSUID, "mode=755") != 0)
        return -1;
    return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int spare_directory(int spare, unsigned int mode, uint64_t attributes)
{
    static int count;
    char name[16];
    snprintf(name, sizeof name, "%d", count++);
    if (mkdirat(spare, name, mode) != 0)
        return -1;
    int tree = clone_tree(spare, name);
    if (tree >= 0 && set_attributes(tree, "", AT_EMPTY_PATH, attributes) != 0)
        return -1;
    return tree;
}

int cover(int spare, const char *path, uint64_t attributes)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    if (!S_ISDIR(status.st_mode))
        return mount("/dev/null", path, NULL, MS_BIND, NULL);
    int tree = spare_directory(spare, 0755, attributes | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    return tree < 0 ? -1 : attach_tree(tree, path);
}
