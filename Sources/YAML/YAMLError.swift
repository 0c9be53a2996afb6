/// Why some bytes are no YAML document that ``YAMLNode/parse(_:within:)`` accepts, and where.
package struct YAMLError: Error, Hashable, Sendable {
    package let place: YAMLPlace
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        /// Nothing but blanks and comments.
        case empty
        /// libyaml's words for what is wrong, and for what it was reading.
        case syntax(String, context: String?)
        case undefinedAlias
        case anotherDocument
        case duplicateKey(String, first: YAMLPlace)
        /// A list, or a mapping.
        case keyIsNotText
        case anchor
        case tag
        case tooDeep(maximum: Int)
        case tooManyValues(maximum: Int)
        /// Not by itself, but once its aliases are followed.
        case tooManyAliasedValues(maximum: Int)
    }

    init(_ problem: Problem, at place: YAMLPlace) {
        self.place = place
        self.problem = problem
    }
}

extension YAMLError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "the file is empty"
        case .syntax(let problem, let context): "not valid YAML: \(problem)\(context.map { " " + $0 } ?? "")"
        case .undefinedAlias: "not valid YAML: found undefined alias"
        case .anotherDocument: "another document starts here"
        case .duplicateKey(let key, _): "key '\(key)' is there twice"
        case .keyIsNotText: "a key must be text"
        case .anchor: "anchors and aliases are not read here"
        case .tag: "tags are not read here"
        case .tooDeep(let maximum): "values are nested more than \(maximum) deep"
        case .tooManyValues(let maximum): "the file has more than \(maximum) values"
        case .tooManyAliasedValues: "the document has too many values once its aliases are followed"
        }
    }
}
