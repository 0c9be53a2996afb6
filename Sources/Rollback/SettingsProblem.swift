import Yams

/// What is wrong in a `change.yaml`, and where; line and column count from 1.
struct SettingsProblem: Error, Hashable {
    let line: Int
    let column: Int
    let words: String

    init(_ words: String, at mark: Mark? = nil) {
        line = mark?.line ?? 1
        column = mark?.column ?? 1
        self.words = words
    }

    static let anchors = SettingsProblem("anchors and aliases are not read here")

    /// What stopped the YAML parser.
    init(of error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init("not valid YAML: \(problem)", at: mark)
        case .duplicatedKeysInMapping(let keys, let context):
            // The mark is that of the first one.
            self.init("key '\(keys.joined(separator: "', '"))' is there twice", at: context.mark)
        case .reader(let problem, _, _, _):
            self.init("not valid YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil:
            self.init("not valid YAML: \(error)")
        }
    }
}
