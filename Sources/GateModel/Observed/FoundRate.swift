/// The load of a stage `scale` that declares none: users who wait are counted for a moment, and a share of what they reach is
/// then sent at times that wait for no answer, to one fresh process after the other.
package struct FoundRate: Hashable, Sendable, Codable {
    /// Requests a second that the users of the probe reached.
    package let reached: Double
    /// Requests a second that were sent.
    package let rate: Double
    package let processes: Int
    /// To each process.
    package let seconds: Double

    package init(reached: Double, rate: Double, processes: Int, seconds: Double) {
        self.reached = reached
        self.rate = rate
        self.processes = processes
        self.seconds = seconds
    }

    package static let users = 5
    package static let probe = Duration.seconds(1)
    package static let share = 0.5
    package static let processes = 4
    /// At least so long to each process, and at most: longer where the rate is so low that the rules would lack requests.
    package static let time = Duration.seconds(4)
    package static let longest = Duration.seconds(600)

    /// What will be sent, where nothing was found yet: to fresh processes, or to the one that runs already.
    package static func intention(isExternal: Bool) -> String {
        "half the rate that \(users) users reach, for "
            + (isExternal
                ? "\(durationText(time * processes)) or more"
                : "\(durationText(time)) or more to each of \(processes) processes")
    }
}

extension FoundRate: CustomStringConvertible {
    /// `412 requests a second, half of what 5 users reach, 4 processes × 4 s`
    package var description: String {
        "\(significant(rate)) requests a second, half of what \(Self.users) users reach, "
            + "\(processes) process\(processes == 1 ? "" : "es") × \(significant(seconds)) s"
    }
}
