package import GateModel
import Statistics

/// How far from the anchor releases may drift, as shares: 2.5 % blocks, 1 % warns (statistics.md, "Slow drift").
package struct DriftLimits: Hashable, Sendable {
    package let blocking: Double
    package let warning: Double

    package init(blocking: Double = 0.025, warning: Double = 0.01) {
        self.blocking = blocking
        self.warning = warning
    }
}

/// Judges a series of releases against their anchor, oldest first: violation from the release on that alarms.
///
/// A pass says that no drift was shown, nothing more, and is not given where none could have been shown: without
/// standard errors a release can hardly more than double the evidence, and a few can never reach the threshold.
package func judgeDrift(_ releases: [DriftRelease], limits: DriftLimits = DriftLimits()) -> DriftFinding {
    do throws(StatisticsError) {
        let blocking = try DriftDetector(releases, .blocking, limits.blocking)
        let warning = try DriftDetector(releases, .warning, limits.warning)
        let improvement = try DriftDetector(releases, .improvement, limits.blocking)
        return DriftFinding(
            verdict: try verdict(blocking, releases), releases: releases.count, alarm: blocking.alarm,
            warning: warning.releases == releases.count ? warning.alarm : nil,
            improvement: improvement.releases == releases.count ? improvement.alarm : nil,
            logLevel: blocking.logLevel.isFinite ? blocking.logLevel : nil)
    } catch {
        return DriftFinding(
            verdict: .inconclusive(Inconclusive(error)), releases: releases.count, alarm: nil, warning: nil,
            improvement: nil, logLevel: nil)
    }
}

private func verdict(_ blocking: DriftDetector, _ releases: [DriftRelease]) throws(StatisticsError) -> Verdict
{
    guard !releases.isEmpty else { return .inconclusive(Inconclusive(.noSamples, "no release was measured")) }
    if blocking.alarm != nil { return .violation }
    // The clearest drift that such releases can show: the same change in each.
    let clearest = try DriftDetector(releases.map(\.clearest))
    guard clearest.alarm == nil else { return .pass }
    let detail = "\(releases.count) releases without standard errors can show no drift, however large"
    return .inconclusive(Inconclusive(.tooFewSamples, detail))
}

/// What one release adds to a detector; nothing where the release has no evidence for that side.
private enum DriftEvidence {
    case standardised(Double)
    case scaledLater(Double)
    case logEvidence(Double)
    case missing
}

private enum DriftSide {
    case blocking
    case warning
    case improvement
}

extension DriftRelease {
    fileprivate func evidence(_ side: DriftSide, _ limit: Double) throws(StatisticsError) -> DriftEvidence {
        let margin = try BlockRatios.toleratedLogRatio(tolerance: limit)
        let sign: Double = side == .improvement ? -1 : 1
        switch self {
        case .estimate(let logRatio, let error):
            guard error > 0, error.isFinite else { throw .outOfRange(.sigma, value: error) }
            return .standardised((sign * logRatio - margin) / error)
        case .logRatio(let logRatio): return .scaledLater(sign * logRatio - margin)
        case .evidence(let blocking, let warning, let improvement):
            let chosen: Double? =
                switch side {
                case .blocking: blocking
                case .warning: warning
                case .improvement: improvement
                }
            return chosen.map { .logEvidence($0) } ?? .missing
        }
    }

    /// A drift without bound where nothing bounds what one release can show.
    fileprivate var clearest: DriftEvidence {
        switch self {
        case .estimate: .standardised(1000)
        case .logRatio: .scaledLater(1)
        case .evidence: .logEvidence(1000)
        }
    }
}

extension DriftDetector {
    fileprivate init(
        _ releases: [DriftRelease], _ side: DriftSide, _ limit: Double
    ) throws(StatisticsError) {
        var series: [DriftEvidence] = []
        for release in releases { series.append(try release.evidence(side, limit)) }
        try self.init(series)
    }

    /// Fed with what every release adds, oldest first; the first one that adds nothing ends it.
    ///
    /// A log ratio without a standard error is scaled by the median magnitude so far, as the evidence of blocks is.
    fileprivate init(_ series: [DriftEvidence]) throws(StatisticsError) {
        self.init()
        var magnitudes: [Double] = []
        for evidence in series {
            switch evidence {
            case .standardised(let z): try add(standardised: z)
            case .scaledLater(let margin):
                magnitudes.append(abs(margin))
                let scale = try median(magnitudes) / AnytimeEvidence.normalMedianMagnitude
                try add(symmetric: scale > 0 ? margin / scale : 0)
            case .logEvidence(let log): try add(logEvidence: log)
            case .missing: return
            }
        }
    }
}
