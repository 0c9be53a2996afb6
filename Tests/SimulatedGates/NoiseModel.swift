/// How response times vary on a machine that builds and tests: the ten models of statistics.md.
///
/// The coefficient of variation (CV) is that of a request by itself; 15 % where nothing else is said.
package enum NoiseModel: String, CaseIterable, Sendable {
    case lognormal10 = "lognormal, CV 10 %"
    case lognormal30 = "lognormal, CV 30 %"
    case lognormal50 = "lognormal, CV 50 %"
    /// One request in twenty takes two to a hundred times as long.
    case heavyTails = "heavy tails"
    /// The machine gets slower by a half over forty blocks, for both sides alike.
    case drift = "drift"
    /// Another's work makes the machine 1.4 times as slow, for twenty requests at a time, a third of the time.
    case noisyNeighbour = "noisy neighbour"
    /// Three requests in ten take half as long again; CV 10 %.
    case bimodal = "bimodal"
    /// Each block finds the machine in a state of its own, by 10 %, for both sides alike.
    case session = "session effects"
    /// Each process has a speed of its own, by 3 %: the noise that only fresh processes show.
    case process = "process effects"
    /// Some of all of them.
    case mixture = "mixture"

    /// Standard deviation of a request's logarithm: √ln(1 + CV²).
    var requestDeviation: Double {
        switch self {
        case .lognormal10, .bimodal: 0.0998
        case .lognormal30: 0.2936
        case .lognormal50: 0.4724
        case .heavyTails, .drift, .noisyNeighbour, .session, .process: 0.1492
        case .mixture: 0.1492
        }
    }

    /// Standard deviation of the logarithm of the factor that a block's two processes share.
    var sessionDeviation: Double {
        switch self {
        case .session: 0.1
        case .mixture: 0.05
        case .lognormal10, .lognormal30, .lognormal50, .heavyTails, .drift, .noisyNeighbour, .bimodal,
            .process:
            0
        }
    }

    /// The same of the factor that each process has alone.
    var processDeviation: Double {
        switch self {
        case .process: 0.03
        case .mixture: 0.02
        case .lognormal10, .lognormal30, .lognormal50, .heavyTails, .drift, .noisyNeighbour, .bimodal,
            .session:
            0
        }
    }

    /// The share of requests that take long, and that of those in the slower mode.
    var tailShare: Double { self == .heavyTails ? 0.05 : self == .mixture ? 0.02 : 0 }
    var slowModeShare: Double { self == .bimodal ? 0.3 : self == .mixture ? 0.1 : 0 }

    /// How much slower the machine gets over forty blocks.
    var drift: Double { self == .drift ? 0.5 : self == .mixture ? 0.2 : 0 }

    var hasNeighbour: Bool { self == .noisyNeighbour || self == .mixture }
}
