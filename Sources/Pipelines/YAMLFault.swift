import GateModel
import YAML

extension Fault {
    /// What stopped the YAML parser, in our words and at its place.
    init(_ error: YAMLError, in source: SourceText) {
        let span = source.span(of: error.place)
        switch error.problem {
        case .empty: self.init(span, "the file is empty", hint: "start with 'pawl: 1'")
        case .syntax(let problem, _):
            self.init(span, "\(error.problem)", hint: trapHint(for: problem))
        case .undefinedAlias: self.init(span, "\(error.problem)", hint: "quote a value that starts with '*'")
        case .anotherDocument:
            self.init(span, "\(error.problem)", hint: "one file declares one pipeline: remove '---'")
        case .duplicateKey(let key, let first):
            let key = SourceSpan(line: span.line, column: span.column, length: max(1, key.count))
            self.init(key, "\(error.problem)", hint: "the first one is on line \(first.line)")
        case .keyIsNotText:
            self.init(span, "\(error.problem)", hint: "quote a value that starts with '{' or '['")
        case .anchor:
            self.init(
                span, "anchors and aliases are not read in pipeline files",
                hint: "write the value out, and quote one that starts with '&' or '*'")
        case .tag:
            self.init(
                span, "tags are not read in pipeline files", hint: "quote a value that starts with '!'")
        case .tooDeep, .tooManyValues, .tooManyAliasedValues: self.init(span, "\(error.problem)")
        }
    }
}

/// YAML's traps, told by libyaml's words for running into them.
private func trapHint(for problem: String) -> String? {
    let traps = [
        ("mapping values are not allowed", "quote a value that contains ': '"),
        ("expected ',' or", "quote a value that contains '{', '[' or ','"),
        ("cannot start any token", "quote a value that starts with '%', '@' or '`', and indent with spaces"),
        ("could not find expected ':'", "write 'key: value'; quote a value that contains '{', ': ' or ' #'"),
        (
            "did not find expected key",
            "keys of one level start in one column; quote a whole value or nothing of it"
        ),
        ("did not find expected '-' indicator", "items of one list start in one column"),
        ("alphabetic or numeric character", "quote a value that starts with '&' or '*'"),
    ]
    return traps.first { problem.contains($0.0) }?.1
}
