package import GateModel

/// A limit as `pawl judge` takes it: a rule without a metric, for numbers that have no name.
///
///     p95 <= 50ms · mean in 1ms..2ms · <= 100ms
package struct SampleRule: Hashable, Sendable {
    /// Nil: every sample holds.
    package let statistic: Statistic?
    /// In the base unit.
    package let condition: Rule.Condition

    /// The word that stands for the metric.
    private static let value = "value"

    /// - Parameter option: Where the text stands, for messages: `--rule`.
    package init(_ text: String, unit: MetricUnit, option: String) throws(PipelineErrors) {
        try self.init(whole: SampleRule.withMetric(text), unit: unit, option: option)
        switch statistic {
        case nil, .mean, .median, .min, .max, .quantile: return
        case .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst, .warmup:
            throw SampleRule.refusal(
                text, option, "a list of samples is not judged by this statistic",
                hint: "use mean, median, min, max, p50 … p99.9 or none")
        }
    }

    /// The limit of `growth(memory) <= 1KB/op`, from `1KB/op` alone.
    package static func growthLimit(
        _ text: String, unit: MetricUnit, option: String
    ) throws(PipelineErrors) -> Double {
        let rule = try SampleRule(whole: "growth(\(value)) <= \(text)", unit: unit, option: option)
        guard case .compare(_, .absolute(let limit), nil) = rule.condition else {
            throw refusal(text, option, "growth has one limit", hint: "write an amount such as 1KB/op")
        }
        return limit
    }

    private init(whole text: String, unit: MetricUnit, option: String) throws(PipelineErrors) {
        let problems = Problems(in: SourceText(text, path: option))
        let node = SourceNode(
            content: .scalar(
                .init(text: text, isPlain: false, places: ScalarPlaces(line: text), isCutByComment: false)),
            span: SourceSpan(line: 1, column: 1, length: max(1, text.count)))
        let read = problems.attempt { () throws(Fault) -> (Statistic?, Rule.Condition) in
            let syntax = try RuleParser.rule(node)
            if let first = syntax.names.first {
                throw Fault(
                    node.span(of: first.range), "there are no operations here", hint: "leave 'for' out")
            }
            let metric = Metric(
                name: SampleRule.value, unit: unit, better: .lower, source: .builtIn(.responseTime))
            let limits = LimitReader(
                node: node, stage: .scale, statistic: syntax.statistic?.value, metric: metric)
            return (syntax.statistic?.value, try limits.condition(syntax.condition))
        }
        if let errors = problems.errors { throw errors }
        guard let read else { preconditionFailure("a rule that could not be read has errors") }
        (statistic, condition) = read
    }

    /// `p95 <= 50ms` → `p95(value) <= 50ms`; a rule with a metric stays as it is.
    private static func withMetric(_ text: String) -> String {
        let head = text.prefix { !"<>=≤≥!~".contains($0) }
        let words = head.split(whereSeparator: \.isWhitespace)
        let isRange = words.contains("in")
        let subject =
            isRange ? words.prefix { $0 != "in" }.joined(separator: " ") : words.joined(separator: " ")
        let rest =
            isRange ? text.drop { $0.isWhitespace }.dropFirst(subject.count) : text.dropFirst(head.count)
        if subject.isEmpty { return "\(value) \(rest)" }
        if subject == value { return text }
        // k6 writes p(95).
        if subject.hasPrefix("p("), subject.hasSuffix(")") {
            return "p\(subject.dropFirst(2).dropLast())(\(value)) \(rest)"
        }
        return subject.contains("(") ? text : "\(subject)(\(value)) \(rest)"
    }

    private static func refusal(
        _ text: String, _ option: String, _ message: String, hint: String
    ) -> PipelineErrors {
        PipelineErrors(errors: [
            PipelineError(
                position: FilePosition(file: option, line: 1, column: 1), sourceLine: text,
                length: max(1, text.count), message: message, hint: hint)
        ])
    }
}
