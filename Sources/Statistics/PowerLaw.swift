import Glibc

/// The least-squares slope of ln cost on ln size: the power of the size that the cost grows with.
///
///     sizes 1 2 4, costs 3 6 12 → 1
///     sizes 1 2 4, costs 5 5 5  → 0
///
/// - Throws: ``StatisticsError/notPositive(index:value:)`` for a size or cost that is not above 0,
///   ``StatisticsError/tooFew(needed:found:)`` for fewer than two sizes that differ.
package func exponent(sizes: [Double], costs: [Double]) throws(StatisticsError) -> Double {
    precondition(sizes.count == costs.count, "one cost for each size")
    let x = try sizes.logarithms()
    let y = try costs.logarithms()
    guard Set(x).count >= 2 else { throw .tooFew(needed: 2, found: Set(x).count) }
    let (middle, level) = (x.mean, y.mean)
    var together = 0.0
    var spread = 0.0
    for (size, cost) in zip(x, y) {
        together += (size - middle) * (cost - level)
        spread += (size - middle) * (size - middle)
    }
    return together / spread
}
