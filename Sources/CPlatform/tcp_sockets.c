#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Asks for all of IPv4 and IPv6 in one walk, which the second version of this request cannot.
static int ask(int netlink, uint32_t states)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req request;
    } message = {
        .header = {
            .nlmsg_len = sizeof message,
            .nlmsg_type = TCPDIAG_GETSOCK,
            .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
        },
        .request = {.idiag_family = AF_INET, .idiag_states = states},
    };
    return send(netlink, &message, sizeof message, 0) == (ssize_t)sizeof message ? 0 : -1;
}

static struct pawl_tcp_socket told(const struct inet_diag_msg *message)
{
    struct pawl_tcp_socket socket = {
        .is_ipv6 = message->idiag_family == AF_INET6,
        .state = message->idiag_state,
        .local_port = ntohs(message->id.idiag_sport),
        .remote_port = ntohs(message->id.idiag_dport),
        .inode = message->idiag_inode,
    };
    memcpy(socket.local_address, message->id.idiag_src, sizeof socket.local_address);
    return socket;
}

// A walk that failed midway ends with the reason, as a negative errno.
static bool has_all(struct nlmsghdr *end)
{
    int status = 0;
    if (end->nlmsg_len >= NLMSG_LENGTH(sizeof status))
        memcpy(&status, NLMSG_DATA(end), sizeof status);
    errno = -status;
    return status >= 0;
}

// Takes what one reading has brought; returns 1 at the end, 0 where there is more, and -1.
static int take(
    struct nlmsghdr *header, size_t size, uint16_t port, struct pawl_tcp_socket *found, int capacity, int *count)
{
    for (; NLMSG_OK(header, size); header = NLMSG_NEXT(header, size)) {
        if (header->nlmsg_type == NLMSG_DONE)
            return has_all(header) ? 1 : -1;
        if (header->nlmsg_type == NLMSG_ERROR) {
            errno = -((struct nlmsgerr *)NLMSG_DATA(header))->error;
            return -1;
        }
        struct pawl_tcp_socket socket = told(NLMSG_DATA(header));
        if (socket.local_port != port && socket.remote_port != port)
            continue;
        if (*count < capacity)
            found[*count] = socket;
        ++*count;
    }
    return 0;
}

int pawl_tcp_sockets(uint32_t states, uint16_t port, struct pawl_tcp_socket *found, int capacity)
{
    int netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0)
        return -1;
    _Alignas(struct nlmsghdr) char buffer[32 << 10];
    int count = 0;
    int end = ask(netlink, states);
    while (end == 0) {
        // The length that there is, so that one which does not fit is noticed and not cut.
        ssize_t size = recv(netlink, buffer, sizeof buffer, MSG_TRUNC);
        if (size < 0 && errno == EINTR)
            continue;
        bool is_whole = size > 0 && (size_t)size <= sizeof buffer;
        end = !is_whole ? -1 : take((struct nlmsghdr *)buffer, (size_t)size, port, found, capacity, &count);
    }
    int error = errno;
    close(netlink);
    errno = error;
    return end == 1 ? count : -1;
}
