import Yams

/// What stopped the YAML parser, in our words and at its place.
func openAPIError(
    for error: any Error, in bytes: ArraySlice<UInt8>, named name: String
) -> OpenAPIError {
    guard let error = error as? YamlError else {
        return OpenAPIError(place: name, what: "not valid YAML: \(error)", hint: nil)
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let context = context.map { " " + $0.text } ?? ""
        return OpenAPIError(
            place: "\(name):\(mark.line):\(mark.column)", what: "not valid YAML: \(problem)\(context)",
            hint: problem.contains("another document") ? "keep one document a file" : nil)
    case .reader(let problem, _, _, _):
        return OpenAPIError(place: name, what: "not valid YAML: \(problem)", hint: nil)
    case .duplicatedKeysInMapping(let keys, let context):
        return OpenAPIError(
            place: "\(name):\(context.mark.line):\(context.mark.column)",
            what: "key '\(keys.first ?? "")' is there twice in one mapping, here for the first time",
            hint: "remove one of them")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
        return OpenAPIError(place: name, what: "not valid YAML: \(error)", hint: nil)
    }
}
