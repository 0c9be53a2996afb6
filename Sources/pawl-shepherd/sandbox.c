#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int add_path(struct sandbox *sandbox, enum path_use use, const char *path)
{
    if (sandbox->path_count == MOST_PATHS || path[0] != '/') {
        errno = path[0] == '/' ? E2BIG : EINVAL;
        return -1;
    }
    sandbox->paths[sandbox->path_count++] = (struct sandbox_path){use, path};
    return 0;
}

static int add_port(struct sandbox *sandbox, const char *text)
{
    if (sandbox->port_count == MOST_PORTS) {
        errno = E2BIG;
        return -1;
    }
    sandbox->ports[sandbox->port_count++] = (int)strtol(text, NULL, 10);
    return 0;
}

static int add_group(struct sandbox *sandbox, const char *path)
{
    if (sandbox->group_count == MOST_GROUPS) {
        errno = E2BIG;
        return -1;
    }
    sandbox->groups[sandbox->group_count++] = path;
    return 0;
}

static int add_word(struct sandbox *sandbox, const char *word)
{
    const char *value = word + 1;
    switch (word[0]) {
    case 's': sandbox->is_strong = strcmp(value, "strong") == 0; return 0;
    case 'a': sandbox->landlock = (int)strtol(value, NULL, 10); return 0;
    case 'u': sandbox->has_sockets = true; return 0;
    case 'p': return add_port(sandbox, value);
    case 'r': return add_path(sandbox, PATH_READ, value);
    case 'l': return add_path(sandbox, PATH_LIST, value);
    case 'w': return add_path(sandbox, PATH_WRITE, value);
    case 'h': return add_path(sandbox, PATH_HIDE, value);
    case 'c': return add_group(sandbox, value);
    case 't': return add_path(sandbox, PATH_TEMPORARY, value);
    default: errno = EINVAL; return -1;
    }
}

int sandbox_read(struct sandbox *sandbox, int file)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return -1;
    if (status.st_size == 0) {
        errno = EINVAL;
        return -1;
    }
    // Never given back: the paths point into it.
    const char *words = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (words == MAP_FAILED)
        return -1;
    const char *end = words + status.st_size;
    if (end[-1] != 0) {
        errno = EINVAL;
        return -1;
    }
    for (const char *word = words; word < end; word += strlen(word) + 1)
        if (add_word(sandbox, word) != 0)
            return -1;
    return 0;
}

const char *sandbox_temporary_directory(const struct sandbox *sandbox)
{
    for (int i = 0; i < sandbox->path_count; i++)
        if (sandbox->paths[i].use == PATH_TEMPORARY)
            return sandbox->is_strong ? "/tmp" : sandbox->paths[i].path;
    return NULL;
}

static int limit(int resource, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0)
        return -1;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
        most = now.rlim_max;
    struct rlimit limited = {.rlim_cur = now.rlim_cur < most ? now.rlim_cur : most, .rlim_max = most};
    return setrlimit(resource, &limited);
}

// A container may forbid even that.
void sandbox_offer_to_the_memory_killer(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    if (write(file, "1000", 4) < 0)
        errno = 0;
    close(file);
}

int sandbox_limit(const struct sandbox *sandbox)
{
    // Without a user namespace of its own, all processes of the user on this machine count.
    const rlim_t most_processes = sandbox->is_strong ? SANDBOX_MOST_PROCESSES : 8 * SANDBOX_MOST_PROCESSES;
    const rlim_t most_file_bytes = (rlim_t)64 << 30;
    // What the shepherd's own non-dumpable memory shuts belongs to this process again, as it does after exec anyway.
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    if (!sandbox->is_strong)
        sandbox_offer_to_the_memory_killer();
    if (limit(RLIMIT_CORE, 0) != 0 || limit(RLIMIT_FSIZE, most_file_bytes) != 0)
        return -1;
    return limit(RLIMIT_NPROC, most_processes) == 0 ? prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) : -1;
}
