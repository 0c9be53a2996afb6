import Synchronization

/// Names of states that may be those of databases: `pawl_` and 16 hexadecimal digits, of which the first eleven are the
/// same for all states that one process makes, and for no other process.
package enum StateName {
    /// Eleven hexadecimal digits.
    package static let ofThisProcess = digits(UInt64.random(in: 0..<1 << 44), 11)

    private static let made = Mutex<UInt64>(0)

    /// Another one at each call.
    static func next() -> String {
        let number = made.withLock { number in
            number += 1
            return number
        }
        precondition(number < 1 << 20, "a process makes no million states")
        return "pawl_\(ofThisProcess)\(digits(number, 5))"
    }

    /// Whether a name is one that a process with that beginning has given.
    package static func isName(_ name: String, of process: String) -> Bool {
        let rest = name.dropFirst("pawl_".count)
        return name.hasPrefix("pawl_\(process)") && process.utf8.count == 11 && rest.utf8.count == 16
            && rest.utf8.allSatisfy { $0.isLowerCaseHexadecimal }
    }

    private static func digits(_ number: UInt64, _ count: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: count - digits.count) + digits
    }
}

extension UInt8 {
    fileprivate var isLowerCaseHexadecimal: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }
}
