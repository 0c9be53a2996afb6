/// A parser that is given bytes of anybody's.
struct FuzzTarget: Sendable {
    /// As it is named on the command line, and as its directory of inputs is.
    let name: String
    /// Returns for any bytes; a broken promise of the parser's is a crash.
    let read: @Sendable ([UInt8]) -> Void

    init(_ name: String, _ read: @escaping @Sendable ([UInt8]) -> Void) {
        self.name = name
        self.read = read
    }

    /// Of a parser that refuses with an error, whose words are made too: they quote what was refused.
    init(refusing name: String, _ read: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.init(name) { bytes in
            do {
                try read(bytes)
            } catch {
                _ = "\(error)"
            }
        }
    }

    static let all = logTargets + keyTargets + notationTargets + fileTargets + foreignTargets
}

/// Ends the process, which the fuzzer counts as a crash.
func promise(_ holds: Bool, _ what: String) {
    if !holds { fatalError("the parser breaks its promise: \(what)") }
}

/// What the parser has written itself has to be read.
func reread<Value>(_ what: String, _ read: () throws -> Value) -> Value {
    do {
        return try read()
    } catch {
        fatalError("the parser breaks its promise: \(what): \(error)")
    }
}

/// Bytes as the text that a file's reader makes of them.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// Two inputs in one: what stands before the first such byte, and what stands behind it; nil where there is none.
func halves(_ bytes: [UInt8], at separator: Character) -> ([UInt8], [UInt8])? {
    guard let place = separator.asciiValue.flatMap({ bytes.firstIndex(of: $0) }) else { return nil }
    return (Array(bytes[..<place]), Array(bytes[(place + 1)...]))
}
