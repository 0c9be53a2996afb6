#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STACK_BYTES = 64 << 10 };

struct start {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const int *descriptors;
    int count;
    int error;
};

// Runs in the memory of its parent, whose thread waits for the end of this function (vfork(2)).
static int become_program(void *given)
{
    struct start *start = given;
    for (int number = 0; number < start->count; number++) {
        if (dup2(start->descriptors[number], number) < 0) {
            start->error = errno;
            _exit(127);
        }
    }
    execve(start->path, start->arguments, start->environment);
    start->error = errno;
    _exit(127);
}

// Starts a process in this one's memory, with all signals blocked, and waits until it has ended or become another program.
static pid_t run_beside(int (*function)(void *), void *argument, int flags)
{
    char *stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED)
        return -1;
    // No handler of the parent runs in the child.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    // The stack grows downwards on every architecture that this is built for.
    pid_t process = clone(function, stack + STACK_BYTES, CLONE_VM | CLONE_VFORK | SIGCHLD | flags, argument);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    munmap(stack, STACK_BYTES);
    errno = error;
    return process;
}

static void wait_until_ended(pid_t process)
{
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR)
        continue;
}

pid_t pawl_start_first(
    const char *path, char *const *arguments, char *const *environment, const int *descriptors, int count)
{
    struct start start = {path, arguments, environment, descriptors, count, 0};
    pid_t process = run_beside(become_program, &start, CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS);
    if (process < 0 || start.error == 0)
        return process;
    wait_until_ended(process);
    errno = start.error;
    return -1;
}

struct entry {
    const char *members;
    int error;
};

static int enter(void *given)
{
    struct entry *entry = given;
    int file = open(entry->members, O_WRONLY | O_CLOEXEC);
    entry->error = file >= 0 && write(file, "0", 1) == 1 ? 0 : errno;
    _exit(0);
}

int pawl_can_enter(const char *members)
{
    struct entry entry = {members, 0};
    pid_t process = run_beside(enter, &entry, 0);
    if (process < 0)
        return -1;
    wait_until_ended(process);
    errno = entry.error;
    return entry.error == 0 ? 0 : -1;
}
