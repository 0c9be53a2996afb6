/// Reads one line of an allowed-signers file: `principals [options] type base64 [comment]`.
struct AllowedSignersLine {
    private let file: String
    private let number: Int
    private var rest: Substring.UnicodeScalarView

    init(_ line: Substring, file: String, number: Int) {
        self.file = file
        self.number = number
        rest = line.unicodeScalars
    }

    /// Nil if the line is empty or a comment.
    mutating func signer() throws(AllowedSignersError) -> AllowedSigner? {
        skipBlanks()
        guard let first = rest.first, first != "#" else { return nil }
        let principals = try principals()
        skipBlanks()
        var options = Options()
        if Self.isOptions(word(in: rest)) {
            try readOptions(into: &options)
            skipBlanks()
        }
        guard !rest.isEmpty else { throw error(.noKey) }
        if let after = options.validAfter, let before = options.validBefore, before <= after {
            throw error(.neverValid)
        }
        let key: SSHPublicKey
        do {
            key = try SSHPublicKey(parsing: String(rest), place: "\(file):\(number)")
        } catch {
            throw .key(error)
        }
        return AllowedSigner(
            line: number, principals: principals, key: key.key, comment: key.comment,
            namespaces: options.namespaces, validAfter: options.validAfter, validBefore: options.validBefore)
    }

    private struct Options {
        var namespaces: SSHPatternList?
        var validAfter: Int64?
        var validBefore: Int64?
    }

    /// A key's type has neither of these signs; an option has one of them, save this one.
    private static func isOptions(_ word: String) -> Bool {
        word.contains("=") || word.contains(",") || word.lowercased() == "cert-authority"
    }

    private mutating func principals() throws(AllowedSignersError) -> SSHPatternList {
        if rest.first == "\"" { return SSHPatternList(try quoted()) }
        let word = word(in: rest)
        rest = rest.dropFirst(word.unicodeScalars.count)
        return SSHPatternList(word)
    }

    /// Takes `name="value",name="value"`.
    private mutating func readOptions(into options: inout Options) throws(AllowedSignersError) {
        repeat {
            let name = String(Substring(rest.prefix { $0 != "=" && $0 != "," && !Self.isBlank($0) }))
            rest = rest.dropFirst(name.unicodeScalars.count)
            switch name.lowercased() {
            case "namespaces":
                try set(&options.namespaces, name, to: SSHPatternList(try value(of: name)))
            case "valid-after":
                try set(&options.validAfter, name, to: try time(try value(of: name)))
            case "valid-before":
                try set(&options.validBefore, name, to: try time(try value(of: name)))
            case "cert-authority": throw error(.certificateAuthority)
            default: throw error(.unknownOption(name))
            }
        } while take(",")
        if let next = rest.first, !Self.isBlank(next) { throw error(.unknownOption(word(in: rest))) }
    }

    private func set<Value>(
        _ option: inout Value?, _ name: String, to value: Value
    ) throws(AllowedSignersError) {
        guard option == nil else { throw error(.repeatedOption(name)) }
        option = value
    }

    private mutating func value(of name: String) throws(AllowedSignersError) -> String {
        guard take("="), rest.first == "\"" else { throw error(.noValue(option: name)) }
        return try quoted()
    }

    /// Takes a quoted text; `\"` in it is a quote.
    private mutating func quoted() throws(AllowedSignersError) -> String {
        rest = rest.dropFirst()
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "\"" { return String(text) }
            if scalar == "\\", take("\"") {
                text.append("\"")
            } else {
                text.append(scalar)
            }
        }
        throw error(.openQuote)
    }

    private func time(_ text: String) throws(AllowedSignersError) -> Int64 {
        guard text.hasSuffix("Z") || text.hasSuffix("z") else {
            throw error(SSHTime(text) == nil ? .notATime(text) : .noUTC(time: text))
        }
        guard let time = SSHTime(String(text.dropLast())) else { throw error(.notATime(text)) }
        return time.seconds
    }

    private mutating func take(_ scalar: UnicodeScalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skipBlanks() {
        rest = rest.drop(while: Self.isBlank)
    }

    private func word(in text: Substring.UnicodeScalarView) -> String {
        String(Substring(text.prefix { !Self.isBlank($0) }))
    }

    private static func isBlank(_ scalar: UnicodeScalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r"
    }

    private func error(_ problem: AllowedSignersError.Problem) -> AllowedSignersError {
        .line(file: file, number: number, problem: problem)
    }
}
