#define _GNU_SOURCE
#include "CPlatform.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/kcmp.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

int pawl_not_dumpable(void)
{
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int pawl_adopt_orphans(bool adopting)
{
    return prctl(PR_SET_CHILD_SUBREAPER, adopting, 0, 0, 0);
}

int pawl_erase_variables(const char *prefix)
{
    if (environ == NULL)
        return 0;
    int erased = 0;
    char **kept = environ;
    for (char **entry = environ; *entry != NULL; entry++) {
        if (strncmp(*entry, prefix, strlen(prefix)) == 0) {
            explicit_bzero(*entry, strlen(*entry));
            erased++;
        } else {
            *kept++ = *entry;
        }
    }
    *kept = NULL;
    return erased;
}

int pawl_shares_memory(pid_t one, pid_t other)
{
    long order = syscall(SYS_kcmp, one, other, KCMP_VM, 0, 0);
    return order < 0 ? -1 : order == 0;
}

int pawl_pipe(int ends[2])
{
    return pipe2(ends, O_CLOEXEC);
}

int pawl_memory_file(void)
{
    return memfd_create("pawl", MFD_CLOEXEC);
}

int pawl_landlock_version(void)
{
    // landlock_create_ruleset(2) by its number, asked for the version only.
    const int create_ruleset = 444, ask_for_version = 1;
    return (int)syscall(create_ruleset, NULL, 0, ask_for_version);
}

// Copies `left` bytes from where both files stand.
static int copy_bytes(int from, int to, off_t left, bool (*is_cancelled)(void))
{
    const size_t at_once = 64 << 20;
    bool by_range = true;
    while (left > 0) {
        if (is_cancelled()) {
            errno = ECANCELED;
            return -1;
        }
        size_t wanted = left < (off_t)at_once ? (size_t)left : at_once;
        ssize_t copied = by_range ? copy_file_range(from, NULL, to, NULL, wanted, 0) : sendfile(to, from, NULL, wanted);
        if (copied == 0)
            return 0;  // it was cut off meanwhile
        if (copied > 0) {
            left -= copied;
            continue;
        }
        if (errno == EINTR)
            continue;
        // Between two kinds of file system the kernel refuses a range, and sendfile does it.
        if (!by_range || (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP))
            return -1;
        by_range = false;
    }
    return 0;
}

int pawl_copy_file(int from, int to, bool (*is_cancelled)(void))
{
    if (ioctl(to, FICLONE, from) == 0)
        return 0;
    off_t end = lseek(from, 0, SEEK_END);
    if (end < 0 || ftruncate(to, end) != 0)
        return -1;
    // What was never written stays a hole, so that a copy takes no more room than its original.
    for (off_t data = 0; (data = lseek(from, data, SEEK_DATA)) >= 0;) {
        off_t hole = lseek(from, data, SEEK_HOLE);
        if (hole < 0 || lseek(from, data, SEEK_SET) < 0 || lseek(to, data, SEEK_SET) < 0)
            return -1;
        if (copy_bytes(from, to, hole - data, is_cancelled) != 0)
            return -1;
        data = hole;
    }
    return errno == ENXIO ? 0 : -1;
}

const char *pawl_image_path(void)
{
    Dl_info image;
    return dladdr((const void *)&pawl_image_path, &image) != 0 ? image.dli_fname : NULL;
}

int pawl_confine(pid_t thread, int processor)
{
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(processor, &only);
    return sched_setaffinity(thread, sizeof only, &only);
}

int pawl_processors(int *found, int capacity)
{
    return pawl_processors_of(0, found, capacity);
}

int pawl_processors_of(pid_t thread, int *found, int capacity)
{
    cpu_set_t allowed;
    if (sched_getaffinity(thread, sizeof allowed, &allowed) != 0) return -1;
    int count = 0;
    for (int processor = 0; processor < CPU_SETSIZE; processor++) {
        if (!CPU_ISSET(processor, &allowed)) continue;
        if (count < capacity) found[count] = processor;
        count++;
    }
    return count;
}
