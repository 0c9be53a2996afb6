package import GateModel
package import YAML

/// What is wrong in a YAML trust file, and where.
package struct TrustFileError: Error, Hashable, CustomStringConvertible {
    package let position: FilePosition
    package let problem: TrustFileProblem

    package var description: String {
        if case .key(let problem) = problem {
            return SSHKeyError(place: position.description, problem: problem).description
        }
        return
            "\(printable("\(position)")): error: \(printable(problem.description))\n  hint: \(printable(problem.hint))"
    }
}

package enum TrustFileProblem: Hashable, Sendable {
    case yaml(YAMLError.Problem)
    /// - Parameter in: what the mapping describes: `the file`, `'keys'`.
    case unknownKey(String, in: String, known: [String])
    case missingKey(String, in: String)
    case unknownVersion(String)
    /// - Parameters:
    ///   - expected: `keys with values`, `a whole number from 1 on`.
    ///   - found: as it was written, or `a list`.
    ///   - hint: how to write it.
    case unexpected(found: String, expected: String, hint: String)
    case unknownKind(String)
    /// It is twice in a list.
    case repeated(String)
    case environmentName(String)
    /// Nobody could read it as one word.
    case keyName(String)
    case noKeys
    /// Not even together with others, as a root key does.
    case signsNothing(name: String)
    case key(SSHKeyError.Problem)
    case sameKey(name: String, as: String, line: Int)
    case unknownRootKey(String, known: [String])
    case threshold(Int, keys: Int)
    case neverValid
}

extension TrustFileProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .yaml(let problem): "\(problem)"
        case .unknownKey(let key, let owner, _): "unknown key '\(key)' in \(owner)"
        case .missingKey(let key, let owner): "\(owner) needs the key '\(key)'"
        case .unknownVersion(let version): "'pawl-trust: \(version)' is no version that this Pawl reads"
        case .unexpected(let found, let expected, _): "expected \(expected), found \(found)"
        case .unknownKind(let kind): "unknown kind '\(kind)'"
        case .repeated(let name): "'\(name)' is there twice"
        case .environmentName(let name): "'\(name)' cannot be an environment's name"
        case .keyName(let name): "'\(name)' cannot be the name of a key"
        case .noKeys: "the file names no key"
        case .signsNothing(let name): "'\(name)' may sign nothing"
        case .key: "this is not a key that Pawl can use"
        case .sameKey(let name, let other, let line):
            "'\(name)' has the same key as '\(other)' on line \(line)"
        case .unknownRootKey(let name, _): "the root key '\(name)' is not under 'keys'"
        case .threshold(let threshold, let keys):
            "the threshold \(threshold) is more than there are root keys, \(keys)"
        case .neverValid: "the key is never valid: 'valid_before' is not after 'valid_after'"
        }
    }

    var hint: String {
        switch self {
        case .yaml(let problem): Self.hint(problem)
        case .unknownKey(let key, _, let known):
            nearestName(to: key, among: known).map { "did you mean '\($0)'?" }
                ?? "known here: \(known.joined(separator: ", "))"
        case .missingKey(let key, _): Self.example(of: key)
        case .unknownVersion: "write 'pawl-trust: 1', or use the Pawl that this file was written for"
        case .unexpected(_, _, let hint): hint
        case .unknownKind(let kind):
            nearestName(to: kind, among: SignableKind.allCases.map(\.rawValue)).map {
                "did you mean '\($0)'?"
            }
                ?? "known are \(SignableKind.allCases.map(\.rawValue).joined(separator: ", "))"
        case .repeated: "remove one of the two"
        case .environmentName:
            "use letters, digits, '-', '_' and '.', beginning with a letter or digit; all environments are \"*\""
        case .keyName: "use one word, such as 'anna' or 'ci@example.org'"
        case .noKeys: "write one under 'keys': \(Self.example(of: "keys"))"
        case .signsNothing: "name what it may sign with 'kinds' and 'environments', or remove it"
        case .key: "use the line of a '.pub' file"
        case .sameKey: "a key is one signer: give each name a key of its own, or remove one of the two"
        case .unknownRootKey(let name, let known):
            nearestName(to: name, among: known).map { "did you mean '\($0)'?" } ?? "declare it there"
        case .threshold: "a threshold is from 1 to the number of root keys"
        case .neverValid: "exchange the two, or remove the key"
        }
    }

    private static func hint(_ problem: YAMLError.Problem) -> String {
        switch problem {
        case .empty: "start with 'pawl-trust: 1'"
        case .syntax(let words, _) where words.contains("alphabetic or numeric character"):
            "quote a value that begins with '*' or '&': \"*\""
        case .syntax: "write 'key: value', indent with spaces, and quote a value with ': ' or ' #' in it"
        case .undefinedAlias: "quote a value that begins with '*': \"*\""
        case .anotherDocument: "a trust file is one document: remove the second '---'"
        case .duplicateKey(_, let first): "the first one is on line \(first.line)"
        case .keyIsNotText: "quote a key that begins with '{' or '['"
        case .anchor, .tag: "write the value out, and quote one that begins with '&', '*' or '!'"
        case .tooDeep, .tooManyValues, .tooManyAliasedValues: "a trust file is small: keys and environments"
        }
    }

    /// How to write a key that is missing.
    private static func example(of key: String) -> String {
        switch key {
        case "pawl-trust": "start with 'pawl-trust: 1'"
        case "keys": "keys: { anna: { key: \"ssh-ed25519 AAAA…\", kinds: [adopted], environments: \"*\" } }"
        case "key": "key: \"ssh-ed25519 AAAA…\", the line of a '.pub' file"
        case "kinds": "kinds: [approve, block, …], or \"*\" for all"
        case "environments": "environments: [staging, …], or \"*\" for all"
        case "threshold": "threshold: 2, how many of the keys sign together"
        default: "write '\(key): …'"
        }
    }
}
