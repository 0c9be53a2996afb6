import Synchronization

/// Whether the baseline connects to itself, as stage `baseline` of this gate saw it: there no candidate runs that could do so in its
/// place.
package final class SelfConnections: Sendable {
    private let seen = Mutex<Bool?>(nil)

    package init() {}

    /// Nil: no block of the baseline beside itself was looked at.
    package var areSeen: Bool? { seen.withLock { $0 } }

    /// Once they were seen, blocks without any change nothing.
    func note(_ areSeen: Bool) {
        seen.withLock { $0 = ($0 ?? false) || areSeen }
    }
}
