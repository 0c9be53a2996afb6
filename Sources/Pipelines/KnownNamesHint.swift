import GateModel

/// `did you mean 'response_time'?`, or else the names that there are.
func hint(for word: String, among known: [String]) -> String? {
    if let name = nearestName(to: word, among: known) { return "did you mean '\(name)'?" }
    guard !known.isEmpty else { return nil }
    return "known here: " + known.prefix(20).joined(separator: ", ") + (known.count > 20 ? ", …" : "")
}
