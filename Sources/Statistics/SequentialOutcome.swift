/// How a sequential test ended, with what it showed of the margins.
///
/// All three numbers are on the scale of the margins, where 0 is the limit: add ln(1 + tolerance) for the log
/// ratio. `violation` means lower > 0, `pass` means upper < 0.
package struct SequentialOutcome: Equatable, Sendable {
    package enum Verdict: String, Sendable {
        case pass
        case violation
        case inconclusive
    }

    package let verdict: Verdict

    /// The number of blocks at the deciding look.
    package let stoppedAt: Int

    /// The median of the Walsh averages (Hodges and Lehmann).
    package let estimate: Double

    /// The repeated interval's lower bound at the violation side's level; nil means −∞.
    package let lower: Double?

    /// The repeated interval's upper bound at the pass side's level; nil means +∞.
    package let upper: Double?
}
