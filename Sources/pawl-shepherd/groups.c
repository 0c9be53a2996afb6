// Control groups (cgroups(7)) that pawl has made for the job: with limits, or to be killed as a whole.
#define _GNU_SOURCE
#include "mounts.h"
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

// In mounts of its own the shepherd could not make all read-only while it has these files open for writing, so they are opened
// through a copy that is attached nowhere. Before it has such mounts it may make no copy, and needs none.
static int open_group(const char *directory, bool is_strong)
{
    int place = is_strong ? clone_tree(AT_FDCWD, directory) : -1;
    return place >= 0 ? place : open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int sandbox_open_groups(struct sandbox *sandbox)
{
    for (int i = 0; i < sandbox->group_count; i++) {
        int place = open_group(sandbox->groups[i], sandbox->is_strong);
        if (place < 0)
            return -1;
        sandbox->members[i] = openat(place, "cgroup.procs", O_WRONLY | O_CLOEXEC);
        if (sandbox->members[i] < 0)
            return -1;
        sandbox->killers[i] = openat(place, "cgroup.kill", O_WRONLY | O_CLOEXEC);
        // Version 1 cannot kill, nor can Linux before 5.14.
        if (sandbox->killers[i] < 0 && errno != ENOENT)
            return -1;
        close(place);
    }
    return 0;
}

int sandbox_enter_groups(const struct sandbox *sandbox)
{
    for (int i = 0; i < sandbox->group_count; i++)
        if (write(sandbox->members[i], "0", 1) != 1)
            return -1;
    return 0;
}

void sandbox_kill_groups(const struct sandbox *sandbox)
{
    for (int i = 0; i < sandbox->group_count; i++)
        if (sandbox->killers[i] >= 0 && write(sandbox->killers[i], "1", 1) < 0)
            errno = 0;  // what is left is killed one by one
}
