/// A path into a JSON value (RFC 6901): `""` is the whole, `/a/0` the first element of member `a`.
///
/// In a key, `~` is written `~0` and `/` is written `~1`.
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    package let description: String
    fileprivate let keys: [String]

    package init(_ text: String) throws(JSONPointerError) {
        guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else {
            throw JSONPointerError(pointer: text, problem: .noLeadingSlash)
        }
        description = text
        var keys: [String] = []
        for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst()
        {
            keys.append(try Self.key(Substring(part), in: text))
        }
        self.keys = keys
    }

    private static func key(_ part: Substring, in text: String) throws(JSONPointerError) -> String {
        var key = String.UnicodeScalarView()
        var scalars = part.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            if scalar != "~" {
                key.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": key.append("~")
            case "1": key.append("/")
            default: throw JSONPointerError(pointer: text, problem: .unknownEscape)
            }
        }
        return String(key)
    }
}

extension JSONPointer: ExpressibleByStringLiteral {
    /// A literal that is no pointer stops the program.
    package init(stringLiteral text: String) {
        do {
            self = try JSONPointer(text)
        } catch {
            preconditionFailure(error.description)
        }
    }
}

extension JSONValue {
    /// What the pointer leads to; nil if there is nothing. An array's elements are `0`, `1`, … without
    /// leading zeros.
    package func at(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for key in pointer.keys {
            guard let next = value.child(key) else { return nil }
            value = next
        }
        return value
    }

    private func child(_ key: String) -> JSONValue? {
        switch self {
        case .object(let object): return object[key]
        case .array(let array):
            guard let index = Int(key), array.indices.contains(index), String(index) == key else {
                return nil
            }
            return array[index]
        case .null, .bool, .integer, .number, .string: return nil
        }
    }
}

/// A text that is no JSON pointer.
package struct JSONPointerError: Error, Hashable, CustomStringConvertible {
    package let pointer: String
    package let problem: Problem

    package enum Problem: Sendable, Hashable {
        case noLeadingSlash
        case unknownEscape
    }

    package var description: String {
        switch problem {
        case .noLeadingSlash:
            "error: JSON pointer '\(pointer)' does not begin with '/'\n  hint: write it as '/\(pointer)'"
        case .unknownEscape:
            "error: JSON pointer '\(pointer)' has a '~' that is neither '~0' nor '~1'\n"
                + "  hint: in a key, write '~' as '~0' and '/' as '~1'"
        }
    }
}
