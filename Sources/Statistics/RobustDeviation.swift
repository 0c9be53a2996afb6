import Glibc

/// The deviation that the signed-rank test has to cope with, to which a few wild values hardly add.
///
/// The larger of two estimates that for a normal sample are both its standard deviation. One is that of the normal
/// sample whose Hodges–Lehmann estimate is as sure: half the distance between the Walsh averages one standard error of
/// the rank sum below and above the middle is the estimate's standard error, whatever the distribution (Lehmann,
/// Nonparametrics, 1975, section 4.3), and √(π/3)·σ/√n for a normal one. The other is 1.4826 times the median
/// distance from the median, which two modes do not deceive.
package func robustDeviation(_ values: [Double]) throws(StatisticsError) -> Double {
    try values.requireFinite(atLeast: 4)
    let middle = try median(values)
    let spread = try median(values.map { abs($0 - middle) })
    return max(signedRankDeviation(values), spread / 0.6744897501960817)
}

private func signedRankDeviation(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let averages = WalshAverages(values).sorted
    let middle = count * (count + 1) / 4
    let error = (count * (count + 1) * (2 * count + 1) / 24).squareRoot()
    let lower = averages[max(0, Int((middle - error).rounded()) - 1)]
    let upper = averages[min(averages.count - 1, Int((middle + error).rounded()))]
    return (upper - lower) / 2 * count.squareRoot() / (Double.pi / 3).squareRoot()
}
