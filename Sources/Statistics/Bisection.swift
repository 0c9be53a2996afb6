/// Where a decreasing function crosses zero, to the last bit that halving can tell apart.
func zeroOfDecreasing(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
    var low = low
    var high = high
    while true {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { return middle }
        if function(middle) > 0 { low = middle } else { high = middle }
    }
}
