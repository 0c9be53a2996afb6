/// The values that one name may take in requests; drawn from the run's seed, the same for both revisions.
package enum InputValues: Hashable, Sendable {
    case integers(ClosedRange<Int>)
    case choices([String])
}
