package import GateModel

/// A measurement that could not be taken, with the reason that its rules get.
package struct MeasuringError: Error, Hashable, CustomStringConvertible {
    package let inconclusive: Inconclusive

    package init(_ reason: Inconclusive.Reason, _ detail: String) {
        inconclusive = Inconclusive(reason, detail)
    }

    package var description: String { "\(inconclusive.reason.rawValue): \(inconclusive.detail)" }
}
