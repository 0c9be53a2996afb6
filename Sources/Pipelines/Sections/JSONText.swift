/// A YAML value as JSON text, members in the file's order, numbers as they are written.
///
///     { amount: 25.00, to: "{member}" } → {"amount":25.00,"to":"{member}"}
///
/// - Parameter check: Sees every text in it before it is written.
func jsonText(_ node: SourceNode, check: (SourceNode) throws(Fault) -> Void) throws(Fault) -> String {
    switch node.content {
    case .scalar(let scalar):
        if node.isNull { return "null" }
        if scalar.isPlain, ["true", "false"].contains(scalar.text) || isJSONNumber(scalar.text) {
            return scalar.text
        }
        try check(node)
        return jsonString(scalar.text)
    case .sequence(let nodes):
        var items: [String] = []
        for node in nodes { items.append(try jsonText(node, check: check)) }
        return "[" + items.joined(separator: ",") + "]"
    case .mapping(let entries):
        var members: [String] = []
        for entry in entries {
            members.append(jsonString(entry.key) + ":" + (try jsonText(entry.value, check: check)))
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}

/// RFC 8259, section 7: quote, backslash and control characters are escaped, nothing else.
private func jsonString(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": json += "\\\""
        case "\\": json += "\\\\"
        case "\n": json += "\\n"
        case "\t": json += "\\t"
        case "\r": json += "\\r"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: json.unicodeScalars.append(scalar)
        }
    }
    return json + "\""
}

/// RFC 8259, section 6: no leading zero, plus sign or bare point.
private func isJSONNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = digits.first, first.isASCII, first.isNumber else { return false }
    let isPlainDecimal = digits.allSatisfy { $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }
    guard isPlainDecimal, let number = Double(text), number.isFinite else { return false }
    let whole = digits.prefix { $0.isNumber }
    let afterWhole = digits.dropFirst(whole.count)
    let hasBarePoint = afterWhole.first == "." && afterWhole.dropFirst().first?.isNumber != true
    return (whole.count == 1 || first != "0") && !hasBarePoint
}
