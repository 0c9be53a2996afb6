extension Pipeline {
    /// The smaller sizes of the data that its rules need beside the whole: none, unless one is about `exponent`.
    package var smallerData: [DataScale] {
        stages.contains { $0.rules.contains { $0.statistic == .exponent } } ? DataScale.smaller : []
    }
}

extension Stage {
    /// Whether its users' load shows anything that a rule asks for.
    package var needsLoad: Bool { rules.isEmpty || rules.contains { $0.statistic != .exponent } }
}
