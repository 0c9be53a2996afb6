/// The sample standard deviation, with n − 1 below: `standardDeviation([1, 3])` is √2.
package func standardDeviation(_ values: [Double]) throws(StatisticsError) -> Double {
    try values.requireFinite(atLeast: 2)
    let mean = values.mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
}
