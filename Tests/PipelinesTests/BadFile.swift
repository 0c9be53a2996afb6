import Testing

@testable import Pipelines

/// A change to the example, and the exact report of what is wrong then.
struct BadFile: Sendable, CustomTestStringConvertible {
    let part: String
    let replacement: String
    let report: String

    init(_ part: String, _ replacement: String, _ report: String) {
        self.part = part
        self.replacement = replacement
        self.report = report
    }

    var testDescription: String { "\(part) → \(replacement)" }
}

/// A rule in place of the first one of `regress`, and the exact report.
struct BadRule: Sendable, CustomTestStringConvertible {
    let rule: String
    let report: String

    init(_ rule: String, _ report: String) {
        self.rule = rule
        self.report = report
    }

    var testDescription: String { rule }
}

/// What is wrong with the example once a part of it is replaced; `nothing` if it still parses.
func report(replacing part: String, with replacement: String) -> String {
    guard let range = membership.firstRange(of: part) else { return "the example has no '\(part)'" }
    return report(on: membership.replacingCharacters(in: range, with: replacement))
}

/// What is wrong with a text, read as `pipelines/membership.yaml`.
func report(on text: String) -> String {
    do {
        _ = try parsePipeline(text, path: "pipelines/membership.yaml")
        return "nothing"
    } catch {
        return error.description
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
