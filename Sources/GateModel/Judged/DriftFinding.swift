/// What a series of releases shows about drifting away from its anchor.
///
/// Releases are counted from 1, in the order they were made.
package struct DriftFinding: Hashable, Sendable {
    package let verdict: Verdict
    /// How many releases were looked at.
    package let releases: Int
    /// The release at which a drift beyond the blocking limit was shown.
    package let alarm: Int?
    /// The release at which a drift beyond the warning limit was shown.
    package let warning: Int?
    /// The release at which the mirrored detector showed an improvement: the anchor may move there.
    package let improvement: Int?
    /// ln of the detector's level against the blocking limit after the last release; it alarms at ln 1000 = 6.9.
    /// Nil where it is −∞: there is no evidence at all.
    package let logLevel: Double?

    package init(
        verdict: Verdict, releases: Int, alarm: Int?, warning: Int?, improvement: Int?, logLevel: Double?
    ) {
        self.verdict = verdict
        self.releases = releases
        self.alarm = alarm
        self.warning = warning
        self.improvement = improvement
        self.logLevel = logLevel
    }
}

/// What one release showed against the anchor.
package enum DriftRelease: Hashable, Sendable {
    /// ln candidate / anchor, above 0 is worse, with its standard error.
    case estimate(logRatio: Double, standardError: Double)
    /// ln candidate / anchor alone, above 0 is worse.
    case logRatio(Double)
    /// ln of the e-values of the release's own blocks against the limits, as the anytime evidence gives them: beyond
    /// the blocking limit, beyond the warning limit, and for the better beyond the blocking limit where that was
    /// computed.
    case evidence(blocking: Double, warning: Double?, improvement: Double?)
}
