import GateModel

/// What `pawl plan` prints of the comparisons to come.
enum ForecastReport {
    static func blocks(_ forecast: ComparisonForecast) -> [Block] {
        var blocks: [Block] = [
            .paragraph(.strong("what regress can show"), "  \(origin(forecast))", hanging: 4)
        ]
        if forecast.cases.count > 1 { blocks += table(forecast.cases) }
        if forecast.cases.count == 1 { blocks += forecast.cases.map(passes) }
        for rule in forecast.cases.flatMap(\.rules) where !rule.curve.isEmpty { blocks += curve(rule) }
        return blocks + forecast.cases.flatMap { advice($0, isOne: forecast.cases.count == 1) }
    }

    private static func origin(_ forecast: ComparisonForecast) -> String {
        switch forecast.source {
        case .recorded(let entry): "by the noise recorded in entry \(entry)"
        case .assumed: "by the noise between blocks (σ_d), which is assumed until a gate has recorded it here"
        }
    }

    private static func passes(_ found: ComparisonForecast.Case) -> Block {
        let blocks =
            "at most \(counted(found.blocks, "block"))"
            + (found.pairs.map { " of \(counted($0, "pair"))" } ?? "")
        let text =
            "an unchanged revision passes all comparisons in \(probability(found.passes)) of gates: "
            + "σ_d \(noise(found.noise)), \(blocks)"
        return .paragraph(Piece(text, .plain), indent: 4)
    }

    private static func table(_ cases: [ComparisonForecast.Case]) -> [Block] {
        var table = Table(indent: 4)
        table.add([.quiet("σ_d"), .quiet("unchanged passes"), .quiet("smallest change shown")])
        for found in cases {
            let smallest = found.rules.map(\.smallestChange).max() ?? 0
            table.add(
                "\(noise(found.noise))", "\(probability(found.passes))",
                "\(percentText(smallest)) with \(counted(found.blocks, "block"))")
        }
        return table.block
    }

    private static func curve(_ rule: ComparisonForecast.RulePower) -> [Block] {
        let place = rule.operation.map { "hardest on '\($0)', " } ?? ""
        let text =
            "\(rule.rule): \(place)σ_d \(significant(rule.noise)), shows a change of "
            + percentText(rule.smallestChange)
        let heading = Block.paragraph(Piece(text, .plain), indent: 4, hanging: 2)
        var table = Table(indent: 6)
        table.add([.quiet("change"), .quiet("pass"), .quiet("violation"), .quiet("undecided")])
        for point in rule.curve {
            table.add(
                "\(changeText(point.change))", "\(probability(point.pass))",
                "\(probability(point.violation))",
                "\(probability(point.inconclusive))")
        }
        return [heading] + table.block
    }

    private static func advice(_ found: ComparisonForecast.Case, isOne: Bool) -> [Block] {
        guard !found.advice.isEmpty else { return [] }
        let ways = found.advice.map(\.text).joined(separator: ", or ")
        let before =
            found.rules.contains(where: \.isBeyondReach) ? " that 'baseline' does not end before" : ""
        let whose = isOne ? "" : "where σ_d is \(noise(found.noise)), "
        let text =
            "\(whose)an unchanged revision passes 'regress' in \(probability(found.passes)) of gates\(before); for 95 % "
            + ways
        return [.paragraph(.caution("note: "), Piece(text, .plain), hanging: 6)]
    }

    private static func noise(_ range: ClosedRange<Double>) -> String {
        range.lowerBound == range.upperBound
            ? significant(range.lowerBound)
            : "\(significant(range.lowerBound)) … \(significant(range.upperBound))"
    }

    /// To whole percents, and never a certainty that a simulation cannot know: `> 99 %`.
    private static func probability(_ share: Double) -> String {
        if share > 0.995 { return "> 99 %" }
        if share < 0.005 { return "< 1 %" }
        return "\(Int((share * 100).rounded())) %"
    }
}

extension ComparisonForecast.Advice {
    fileprivate var text: String {
        switch self {
        case .limit(let rule, let share): "tolerate \(changeText(share)) in '\(rule)'"
        case .blocks(let count): "measure \(count) blocks"
        case .time(let duration): "give the stage \(durationText(duration))"
        case .operations(let count): "compare at most \(counted(count, "operation"))"
        case .quieterHost: "use a quieter host"
        }
    }
}
