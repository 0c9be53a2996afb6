// What root may do beside others (capabilities(7)), and a job need not: reach other processes, the kernel, the network's
// settings, devices, the clock. Where nothing of it is held, nothing happens.
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CAPABILITY_PERFMON = 38, CAPABILITY_BPF = 39, CAPABILITY_CHECKPOINT_RESTORE = 40 };

static const int dropped[] = {
    CAP_DAC_READ_SEARCH, CAP_KILL, CAP_LINUX_IMMUTABLE, CAP_NET_ADMIN, CAP_NET_RAW, CAP_IPC_LOCK, CAP_IPC_OWNER,
    CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_SYS_CHROOT, CAP_SYS_PTRACE, CAP_SYS_PACCT, CAP_SYS_ADMIN, CAP_SYS_BOOT,
    CAP_SYS_NICE, CAP_SYS_RESOURCE, CAP_SYS_TIME, CAP_SYS_TTY_CONFIG, CAP_MKNOD, CAP_LEASE, CAP_AUDIT_CONTROL,
    CAP_AUDIT_READ, CAP_AUDIT_WRITE, CAP_MAC_ADMIN, CAP_MAC_OVERRIDE, CAP_SYSLOG, CAP_WAKE_ALARM, CAP_BLOCK_SUSPEND,
    CAPABILITY_PERFMON, CAPABILITY_BPF, CAPABILITY_CHECKPOINT_RESTORE,
};
enum { DROPPED = sizeof dropped / sizeof *dropped };

static int drop_from_bounding_set(void)
{
    for (int i = 0; i < DROPPED; i++)
        // EPERM: it may not, since it has no such right anyway; EINVAL: the kernel is older than the right.
        if (prctl(PR_CAPBSET_DROP, dropped[i], 0, 0, 0) != 0 && errno != EPERM && errno != EINVAL)
            return -1;
    return 0;
}

int sandbox_drop_capabilities(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct held[2];
    if (drop_from_bounding_set() != 0 || syscall(SYS_capget, &header, held) != 0)
        return -1;
    for (int i = 0; i < DROPPED; i++) {
        uint32_t mask = ~(UINT32_C(1) << (dropped[i] % 32));
        held[dropped[i] / 32].effective &= mask;
        held[dropped[i] / 32].permitted &= mask;
        held[dropped[i] / 32].inheritable &= mask;
    }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return (int)syscall(SYS_capset, &header, held);
}
