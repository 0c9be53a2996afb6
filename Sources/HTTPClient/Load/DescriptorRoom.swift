import Glibc

/// Descriptors for as many connections as a load may have, as far as the system's hard limit allows.
///
/// Programs that are started meanwhile inherit the higher limit, so it is given back after the load.
package struct DescriptorRoom: Sendable {
    private let before: rlimit

    /// Ten thousand users, and what else is open.
    private static let wanted: rlim_t = 12_000

    package init() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        before = limit
        guard limit.rlim_cur < Self.wanted else { return }
        limit.rlim_cur = min(limit.rlim_max, Self.wanted)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    package func giveBack() {
        var limit = before
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
