import YAML

extension OpenAPIError {
    /// What stopped the YAML parser, in our words and at its place.
    init(_ error: YAMLError, named name: String) {
        let place = "\(name):\(error.place.line):\(error.place.column)"
        let what = "\(error.problem)"
        switch error.problem {
        case .empty: self.init(place: name, what: "the document is empty", hint: nil)
        case .anotherDocument: self.init(place: place, what: what, hint: "keep one document a file")
        case .undefinedAlias: self.init(place: place, what: what, hint: "write the value out")
        case .duplicateKey(_, let first):
            self.init(
                place: place, what: what, hint: "remove one of them; the first is on line \(first.line)")
        case .keyIsNotText: self.init(place: place, what: what, hint: "write every key as text")
        case .tooDeep: self.init(place: place, what: what, hint: "use '$ref' for the inner ones")
        case .tooManyValues, .tooManyAliasedValues:
            self.init(place: place, what: what, hint: "use '$ref' for what repeats")
        case .syntax, .anchor, .tag: self.init(place: place, what: what, hint: nil)
        }
    }
}
