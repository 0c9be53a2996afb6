import Yams

/// What stopped the YAML parser, in our words and at its place.
func fault(for error: any Error, in source: SourceText) -> Fault {
    let start = Span(line: 1, column: 1, length: 1)
    guard let error = error as? YamlError else { return Fault(start, "not valid YAML: \(error)") }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let context = context.map { " " + $0.text } ?? ""
        return Fault(
            source.span(line: mark.line, scalarColumn: mark.column), "not valid YAML: \(problem)\(context)",
            hint: hint(forProblem: problem))
    case .reader(let problem, let offset, _, _):
        return Fault(offset.map(source.span(offset:)) ?? start, "not valid YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
        return duplicateKey(keys.first ?? "", firstAt: context.mark, in: source)
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
        return Fault(start, "not valid YAML: \(error)")
    }
}

/// Yams tells where the key stands first; the second is looked for behind it, then below it.
private func duplicateKey(_ key: String, firstAt mark: Mark, in source: SourceText) -> Fault {
    let first = source.span(line: mark.line, scalarColumn: mark.column, length: key.count)
    let message = "key \(quoted(key)) is there twice"
    let hint = "the first one is on line \(first.line)"
    let behind = source.rest(of: first.line, from: first.column + key.count)
    if let offset = offset(of: key, in: behind) {
        let column = first.column + key.count + offset
        return Fault(Span(line: first.line, column: column, length: key.count), message, hint: hint)
    }
    for line in (first.line + 1)..<(source.lineCount + 1) {
        let rest = source.rest(of: line, from: first.column)
        let isIndented = source.line(line).prefix(first.column - 1).allSatisfy { $0 == " " }
        if isIndented, offset(of: key, in: rest) == 0 {
            return Fault(Span(line: line, column: first.column, length: key.count), message, hint: hint)
        }
    }
    return Fault(first, message)
}

/// Where the text has this key, followed by a colon, as a word of its own.
private func offset(of key: String, in text: Substring) -> Int? {
    var rest = text
    var before: Character = " "
    while !rest.isEmpty {
        if rest.hasPrefix(key), " ,{\"'".contains(before) {
            let after = rest.dropFirst(key.count).drop { "\"' ".contains($0) }
            if after.first == ":" { return text.count - rest.count }
        }
        before = rest.removeFirst()
    }
    return nil
}

/// YAML's traps, told by libyaml's words for running into them.
private func hint(forProblem problem: String) -> String? {
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
        ("undefined alias", "quote a value that starts with '*'"),
        ("another document", "one file declares one pipeline: remove '---'"),
    ]
    return traps.first { problem.contains($0.0) }?.1
}
