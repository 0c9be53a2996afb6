/// What makes the requests of a load.
package enum LoadEngine: Hashable, Sendable {
    /// Pawl itself.
    case pawl
    case locust(LocustWorkers)
}

/// How many Locust workers share a load, and where they run.
package struct LocustWorkers: Hashable, Sendable {
    package let count: Int
    package let place: Place

    package init(count: Int = Self.usual, place: Place = .here) {
        self.count = count
        self.place = place
    }

    package static let usual = 2

    package enum Place: Hashable, Sendable {
        /// Started and stopped by Pawl, on the loopback address.
        case here
        /// Started by people, also on other machines; the master waits for them.
        case elsewhere(Listening)
    }

    /// Where the master waits for workers that others start, and how they find the service.
    package struct Listening: Hashable, Sendable {
        /// The address that the master binds: `0.0.0.0`, `10.0.0.5`.
        package let address: String
        package let port: Int
        /// Under which name workers reach the service; nil for one that runs already under a URL of its own.
        package let host: String?
        /// How long it waits for all of them.
        package let wait: Duration

        package init(address: String, port: Int, host: String?, wait: Duration = Self.usualWait) {
            self.address = address
            self.port = port
            self.host = host
            self.wait = wait
        }

        package static let usualWait = Duration.seconds(60)
    }
}
