/// What a betting process won on the margins of the blocks, readable at any time, however one came to stop.
///
/// Natural logarithms: from ln 20 = 3.0 on it is evidence at level .05 (statistics.md, "Comparing with the baseline", 8).
package struct MarginEvidence: Hashable, Sendable, Codable {
    /// ln E+: for "beyond the limit".
    package let logViolation: Double
    /// ln E−: for "within the limit".
    package let logPass: Double
    /// How many margins, one a block or a window.
    package let margins: Int

    package init(logViolation: Double, logPass: Double, margins: Int) {
        self.logViolation = logViolation
        self.logPass = logPass
        self.margins = margins
    }
}
