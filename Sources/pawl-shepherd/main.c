// pawl-shepherd runs one job and answers for every process that the job brings into the world.
//
//     pawl-shepherd clean|keep|confined TIMEOUT_MS PROCESSOR DIRECTORY PROGRAM [ARGUMENT ...]
//
// Its environment and its descriptors 0, 1 and 2 become the job's; TIMEOUT_MS 0 means none. The job runs on that
// PROCESSOR only, by number; -1 means any. It is also given
//   3  the control socket. A native uint32: send SIGTERM to everything, and stop what is left after that many
//      milliseconds. End of file: stop everything at once; with `keep`, only the job and what belongs to its session.
//   4  the status pipe, where it writes one JSON object a line: started, then ended; or failed.
//   5, 6  (keep only) the reading ends of the job's output pipes.
//   5  (confined only) how the job is confined, see sandbox.h.
//
// With namespaces of its own it is their first process. Where pawl may not start it so, it makes a user namespace, and there are
// two of it: the one that was started waits for the other, which does all that is said here. It tells its number outside them
// first: inside.
//
// It is the reaper of all orphans among its descendants, so whoever forks away twice still ends up here. When
// the job ends, `clean` kills what remains of the tree and `keep` lets it live; a timeout or a stop always
// kills it all. `confined` is `clean` in a sandbox. When Pawl itself dies, `keep` ends the job, and what that has left running on
// purpose lives on. No signal but SIGKILL and SIGSTOP reaches the shepherd: it obeys the control socket only.
#define _GNU_SOURCE
#include "CPlatform.h"
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CONTROL = 3, STATUS = 4, OUTPUT = 5, SPECIFICATION = 5, ERROR_OUTPUT = 6, FIRST_UNUSED = 7 };
enum { MOST_PROCESSES = 32768, KILL_PATIENCE_MS = 10000, BUSY_ATTEMPTS = 50, USAGE = 64 };

static pid_t job;
static bool job_ended;
static int job_status;
static int64_t job_ended_at;  // microseconds, as now()
static pid_t tree[MOST_PROCESSES];

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

// The first process of a namespace reaches all others in it at once, however fast they multiply.
static bool is_first_process(void)
{
    return getpid() == 1;
}

enum step { TO_PROCESSOR, TO_DIRECTORY, TO_EXEC, TO_SPECIFY, TO_GROUP, TO_UNSHARE, TO_MOUNT, TO_LIMIT, TO_LANDLOCK, TO_DROP, TO_FILTER };
static const char *const step_names[] = {
    "processor", "directory", "exec", "specification", "control group", "namespaces",
    "mounts",    "limits",    "landlock", "capabilities", "seccomp"};

struct failure {
    enum step step;
    int error;
};

static _Noreturn void give_up(struct failure failure)
{
    dprintf(STATUS, "{\"failed\":{\"step\":\"%s\",\"error\":%d}}\n", step_names[failure.step], failure.error);
    exit(EXIT_FAILURE);
}

// NULL: not at all.
static struct sandbox *sandbox;

// What needs no file system is done while the shepherd makes it; until then `mounted` has nothing to read.
static enum step enter_sandbox(int mounted)
{
    char end;
    if (sandbox == NULL)
        return TO_EXEC;
    if (sandbox_enter_groups(sandbox) != 0)
        return TO_GROUP;
    if (sandbox_limit(sandbox) != 0)
        return TO_LIMIT;
    if (sandbox_drop_capabilities() != 0)
        return TO_DROP;
    if (sandbox_seccomp(sandbox) != 0)
        return TO_FILTER;
    if (sandbox->is_strong && read(mounted, &end, sizeof end) != 1)
        _exit(127);  // the shepherd has said why
    return sandbox_landlock(sandbox) == 0 ? TO_EXEC : TO_LANDLOCK;
}

static enum step prepare_to_exec(int processor, const char *directory, int mounted)
{
    if (processor >= 0 && pawl_confine(0, processor) != 0)
        return TO_PROCESSOR;
    enum step step = enter_sandbox(mounted);
    if (step != TO_EXEC)
        return step;
    return chdir(directory) == 0 ? TO_EXEC : TO_DIRECTORY;
}

static _Noreturn void become_job(
    pid_t shepherd, int processor, const char *directory, char **line, int failures, int mounted)
{
    // A session of its own also shares processors as one, so a job of many processes leaves the shepherd its turn (sched(7)).
    if (sandbox != NULL)
        setsid();
    else
        setpgid(0, 0);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // should someone kill the shepherd
    if (getppid() != shepherd)
        _exit(127);
    struct failure failure = {.step = prepare_to_exec(processor, directory, mounted)};
    // A script written a moment ago may still be open for writing in some process between fork and exec.
    for (int attempt = 0; failure.step == TO_EXEC && attempt < BUSY_ATTEMPTS; attempt++) {
        execvp(line[0], line);
        if (errno != ETXTBSY)
            break;
        usleep(10000);
    }
    failure.error = errno;
    if (write(failures, &failure, sizeof failure) < 0)
        _exit(126);
    _exit(127);
}

// Returns when the program has been exec'd, with the time before that; otherwise says on the status pipe why not, and exits.
static int64_t start_job(int processor, const char *directory, char **line)
{
    int failures[2], mounted[2];
    pid_t shepherd = getpid();
    struct failure failure = {.step = TO_EXEC};
    // Before there is a job, which may run as soon as it is there, and the shepherd be given no turn for a while.
    int64_t started = now();
    if (pipe2(failures, O_CLOEXEC) != 0 || pipe2(mounted, O_CLOEXEC) != 0 || (job = fork()) < 0)
        give_up((struct failure){TO_EXEC, errno});
    if (job == 0) {
        close(mounted[1]);
        become_job(shepherd, processor, directory, line, failures[1], mounted[0]);
    }
    close(failures[1]);
    close(mounted[0]);
    if (sandbox != NULL && sandbox->is_strong) {
        if (sandbox_mount(sandbox) != 0)
            give_up((struct failure){TO_MOUNT, errno});
        // It waits until it is told that its files are there.
        started = now();
    }
    // Where the job has died already, it has told why.
    if (write(mounted[1], "", 1) < 0)
        errno = 0;
    close(mounted[1]);
    if (read(failures[0], &failure, sizeof failure) == sizeof failure)
        give_up(failure);
    close(failures[0]);
    dprintf(STATUS, "{\"started\":{\"pid\":%d}}\n", job);
    return started;
}

// Lets go of the job's pipes: only the job's own processes may hold them open.
static void release_standard_streams(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int stream = 0; stream <= 2; stream++)
        dup2(nothing, stream);
}

// Buries the dead; false when no child, and so no descendant, is left.
static bool reap(void)
{
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid <= 0)
            return pid == 0;
        if (pid == job) {
            job_ended = true;
            job_status = status;
            job_ended_at = now();
        }
    }
}

static int signal_tree(int number)
{
    if (is_first_process())
        return kill(-1, number) == 0;
    int count = pawl_descendants(getpid(), tree, MOST_PROCESSES);
    for (int i = 0; i < count; i++)
        kill(tree[i], number);
    return count;
}

// Everything is stopped before anything is killed, so that nothing can fork away from the kill. What cannot
// be killed (another user's process, one stuck in the kernel) is given up, and reported as left running.
static void kill_tree(const sigset_t *child_signal)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    int64_t give_up = now() + KILL_PATIENCE_MS * INT64_C(1000);
    if (sandbox != NULL)
        sandbox_kill_groups(sandbox);
    while (reap() && now() < give_up) {
        for (int before = 0, found; (found = signal_tree(SIGSTOP)) > before;)
            before = found;
        signal_tree(SIGKILL);
        sigtimedwait(child_signal, NULL, &pause);
    }
}

// Pawl is gone. Ends the job with its descendants that are in its session; who has a session of its own, or is an orphan
// of the job, was left running on purpose. All are stopped before any is killed, as in kill_tree.
static void kill_job(const sigset_t *child_signal)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    int64_t give_up = now() + KILL_PATIENCE_MS * INT64_C(1000);
    pid_t session = getsid(0);
    for (int before = -1, found = 0; found != before;) {
        before = found;
        kill(job, SIGSTOP);
        found = pawl_descendants(job, tree, MOST_PROCESSES);
        for (int i = 0; i < found; i++)
            if (getsid(tree[i]) == session)
                kill(tree[i], SIGSTOP);
    }
    int count = pawl_descendants(job, tree, MOST_PROCESSES);
    for (int i = 0; i < count; i++)
        if (getsid(tree[i]) == session)
            kill(tree[i], SIGKILL);
    kill(job, SIGKILL);
    while (reap() && !job_ended && now() < give_up)
        sigtimedwait(child_signal, NULL, &pause);
}

static void report_end(bool timed_out, bool cancelled, int64_t started)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    int left = pawl_descendants(getpid(), tree, MOST_PROCESSES);
    FILE *status = fdopen(STATUS, "w");
    fprintf(status, "{\"ended\":{\"report\":{\"end\":");
    if (timed_out)
        fprintf(status, "{\"timedOut\":{}}");
    else if (cancelled)
        fprintf(status, "{\"cancelled\":{}}");
    else if (WIFSIGNALED(job_status))
        fprintf(status, "{\"signalled\":{\"signal\":%d}}", WTERMSIG(job_status));
    else
        fprintf(status, "{\"exited\":{\"status\":%d}}", WEXITSTATUS(job_status));
    fprintf(status, ",\"wallMicroseconds\":%" PRId64, (job_ended ? job_ended_at : now()) - started);
    fprintf(status, ",\"cpuMicroseconds\":%" PRId64,
            (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * INT64_C(1000000) + used.ru_utime.tv_usec
                + used.ru_stime.tv_usec);
    fprintf(status, ",\"peakKibibytes\":%ld,\"leftRunning\":[", used.ru_maxrss);
    for (int i = 0; i < left; i++)
        fprintf(status, i == 0 ? "%d" : ",%d", tree[i]);
    fprintf(status, "]}}}\n");
    fclose(status);
}

// A service that was left running and still writes to the job's pipes would die of SIGPIPE when the gate
// closes them. A last process reads on for it, and ends when nobody holds the pipes any more.
static void drain_for_those_left(void)
{
    char end;
    while (read(CONTROL, &end, sizeof end) > 0)
        continue;  // the gate closes the socket when it has read all that it wants
    if (fork() != 0)
        return;
    close(CONTROL);
    struct pollfd pipes[2] = {{.fd = OUTPUT, .events = POLLIN}, {.fd = ERROR_OUTPUT, .events = POLLIN}};
    static char discarded[65536];
    while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
        poll(pipes, 2, -1);
        for (int i = 0; i < 2; i++)
            if (pipes[i].fd >= 0 && pipes[i].revents != 0
                && read(pipes[i].fd, discarded, sizeof discarded) <= 0)
                pipes[i].fd = -1;
    }
}

// The process that pawl started only lives as long as the namespaces do, so that pawl can wait for it.
static _Noreturn void wait_for(pid_t first)
{
    release_standard_streams();
    close(CONTROL);
    close(STATUS);
    int status = 0;
    while (waitpid(first, &status, 0) < 0 && errno == EINTR)
        continue;
    exit(WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE);
}

// Returns in the first process of the new namespaces. When the one that waits for it dies, the kernel ends them all.
static void enter_namespaces(void)
{
    int told[2];
    char end;
    if (sandbox_unshare() != 0 || pipe2(told, O_CLOEXEC) != 0)
        give_up((struct failure){TO_UNSHARE, errno});
    pid_t first = fork();
    if (first < 0)
        give_up((struct failure){TO_UNSHARE, errno});
    if (first > 0) {
        dprintf(STATUS, "{\"inside\":{\"pid\":%d}}\n", first);
        if (write(told[1], "", 1) == 1)
            wait_for(first);
        exit(EXIT_FAILURE);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(told[1]);
    if (read(told[0], &end, 1) != 1)
        exit(EXIT_FAILURE);  // it had died before the line above
    close(told[0]);
}

static void prepare_sandbox(void)
{
    static struct sandbox specified;
    sandbox = &specified;
    if (sandbox_read(sandbox, SPECIFICATION) != 0)
        give_up((struct failure){TO_SPECIFY, errno});
    close(SPECIFICATION);
    if (sandbox_open_groups(sandbox) != 0)
        give_up((struct failure){TO_GROUP, errno});
    // Pawl has made it the first process of namespaces where it may.
    if (sandbox->is_strong && !is_first_process())
        enter_namespaces();
    // Before the job is forked, which inherits it, and before nothing in `/proc` can be written to any more.
    if (sandbox->is_strong)
        sandbox_offer_to_the_memory_killer();
    const char *temporary = sandbox_temporary_directory(sandbox);
    if (temporary != NULL)
        setenv("TMPDIR", temporary, 1);
}

// Everybody on the machine may read a command line, and where a side has its files is not the other's to know.
static const char *take_from_sight(char *word)
{
    const char *copy = strdup(word);
    if (copy == NULL)
        give_up((struct failure){TO_DIRECTORY, errno});
    explicit_bzero(word, strlen(word));
    return copy;
}

int main(int argc, char **argv)
{
    if (argc < 6 || fcntl(CONTROL, F_GETFD) < 0 || fcntl(STATUS, F_GETFD) < 0) {
        fprintf(stderr, "pawl-shepherd: error: it is started by pawl, not by hand\n");
        return USAGE;
    }
    bool keep = strcmp(argv[1], "keep") == 0, confined = strcmp(argv[1], "confined") == 0;
    int64_t timeout = strtoll(argv[2], NULL, 10) * 1000;

    close_range(keep ? FIRST_UNUSED : confined ? SPECIFICATION + 1 : OUTPUT, ~0U, 0);
    for (int descriptor = CONTROL; descriptor < FIRST_UNUSED; descriptor++)
        fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    sigset_t all, child_signal;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    signal(SIGCHLD, SIG_DFL);  // had the gate ignored it, no child could be waited for
    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);

    if (confined)
        prepare_sandbox();
    // Nobody of the same user reads its descriptors or its memory.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);

    const char *directory = take_from_sight(argv[4]);
    int64_t started = start_job((int)strtol(argv[3], NULL, 10), directory, argv + 5);
    release_standard_streams();

    int64_t deadline = timeout > 0 ? started + timeout : INT64_MAX;
    bool timed_out = false, cancelled = false, orphaned = false;
    struct pollfd events[2] = {
        {.fd = signalfd(-1, &child_signal, SFD_CLOEXEC), .events = POLLIN},
        {.fd = CONTROL, .events = POLLIN},
    };
    // While a stop waits out its grace, the whole tree may use it, not only the job.
    while (reap() && (cancelled || !job_ended)) {
        int64_t left = deadline - now();
        if (left <= 0) {
            timed_out = !cancelled;
            break;
        }
        poll(events, 2, left < INT32_MAX ? (int)(left / 1000 + 1) : INT32_MAX / 1000);
        struct signalfd_siginfo ignored;
        if (events[0].revents != 0 && read(events[0].fd, &ignored, sizeof ignored) < 0)
            continue;
        if (events[1].revents != 0) {
            uint32_t grace;
            reap();
            bool was_told = cancelled;
            cancelled = cancelled || !job_ended;
            if (read(CONTROL, &grace, sizeof grace) != sizeof grace) {
                orphaned = keep && cancelled && !was_told;
                break;
            }
            deadline = now() + grace * INT64_C(1000);
            signal_tree(SIGTERM);
        }
    }

    bool all_must_go = !keep || timed_out || (cancelled && !orphaned);
    if (all_must_go)
        kill_tree(&child_signal);
    else if (orphaned)
        kill_job(&child_signal);
    report_end(timed_out, cancelled, started);
    if (!all_must_go)
        drain_for_those_left();
    return EXIT_SUCCESS;
}
