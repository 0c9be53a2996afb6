/// Where in an answer a difference lies.
enum Place {
    /// The answer as a whole.
    case answer
    case header(String)
    case body([JSONContract.Step])
    /// Of a command: `stdout`, `stderr`.
    case stream(String)
    /// An option or a command that a help text names; empty of the text as a whole.
    case help(String)

    /// `/items/*/id`, `cache-control`; with the prefix `then`: `then/items/*/id`, `then cache-control`,
    /// `then`.
    func description(prefix: String) -> String {
        switch self {
        case .answer: prefix
        case .header(let name), .stream(let name), .help(let name):
            prefix.isEmpty ? name : prefix + " " + name
        case .body(let steps): prefix + steps.map(\.pointerPart).joined()
        }
    }
}

extension JSONContract.Step {
    /// As in a JSON pointer (RFC 6901), with `*` for every item of an array.
    fileprivate var pointerPart: String {
        switch self {
        case .item: "/*"
        case .member(let key):
            key.unicodeScalars.reduce(into: "/") { text, scalar in
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
    }
}
