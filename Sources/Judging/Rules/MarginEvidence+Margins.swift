import GateModel
import Statistics

extension MarginEvidence {
    /// Over margins in the order they were taken, above 0 beyond the limit; nil where there is none.
    init?(_ margins: [Double]) throws(StatisticsError) {
        guard !margins.isEmpty else { return nil }
        var evidence = AnytimeEvidence()
        for margin in margins { try evidence.add(margin) }
        self.init(
            logViolation: evidence.logViolation, logPass: evidence.logPass, margins: margins.count)
    }
}
