/// When requests are sent.
package enum LoadModel: Hashable, Sendable {
    case closed(ClosedLoad)
    case open(OpenLoad)

    /// How often each operation is performed, where that is certain before the run: neither is how many users who go by
    /// the clock will do, nor how an open load is shared out.
    package var timesOfEach: Int? {
        guard case .closed(let load) = self, case .operations(let times) = load.amount else { return nil }
        return load.users * times
    }
}

/// So many users, each of whom waits for an answer before the next request: a slow service is asked less.
package struct ClosedLoad: Hashable, Sendable {
    package let users: Int
    package let amount: Amount
    /// Between an answer and the user's next request.
    package let think: Duration

    package init(users: Int, amount: Amount, think: Duration = .zero) {
        self.users = users
        self.amount = amount
        self.think = think
    }

    package enum Amount: Hashable, Sendable {
        /// Of each operation and user.
        case operations(Int)
        case time(Duration)
    }
}

/// Requests at times that do not depend on the answers, as from a crowd of strangers.
package struct OpenLoad: Hashable, Sendable {
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

extension LoadModel: CustomStringConvertible {
    /// `5 users × 20 operations of each kind`, `200 requests a second for 30 s`
    package var description: String {
        switch self {
        case .closed(let load):
            let amount =
                switch load.amount {
                case .operations(1): "1 operation of each kind"
                case .operations(let times): "\(times) operations of each kind"
                case .time(let time): durationText(time)
                }
            let think = load.think == .zero ? "" : ", \(durationText(load.think)) between them"
            return "\(load.users) user\(load.users == 1 ? "" : "s") × \(amount)\(think)"
        case .open(let load):
            let ramp = load.ramp == .zero ? "" : ", after a ramp of \(durationText(load.ramp))"
            return "\(significant(load.rate)) requests a second for \(durationText(load.time))\(ramp)"
        }
    }
}
