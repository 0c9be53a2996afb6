/// When requests are sent.
package enum LoadModel: Sendable, Hashable {
    case closed(ClosedLoad)
    case open(OpenLoad)
}

/// So many users, each of whom waits for an answer before the next request: a slow service is asked less.
package struct ClosedLoad: Sendable, Hashable {
    package let users: Int
    package let amount: Amount
    /// Between an answer and the user's next request.
    package let think: Duration

    package init(users: Int, amount: Amount, think: Duration = .zero) {
        self.users = users
        self.amount = amount
        self.think = think
    }

    package enum Amount: Sendable, Hashable {
        /// Of each operation and user.
        case operations(Int)
        case time(Duration)
    }
}

/// Requests at times that do not depend on the answers, as from a crowd of strangers.
package struct OpenLoad: Sendable, Hashable {
    /// Requests a second.
    package let rate: Double
    package let time: Duration
    /// Before `time`: the rate grows from nothing; what is sent then counts for nothing.
    package let ramp: Duration
    /// At most so many at once; what finds none free waits for one.
    package let connections: Int

    package init(rate: Double, time: Duration, ramp: Duration = .zero, connections: Int = 1000) {
        self.rate = rate
        self.time = time
        self.ramp = ramp
        self.connections = connections
    }
}
