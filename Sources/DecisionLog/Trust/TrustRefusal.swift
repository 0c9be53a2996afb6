import GateModel
import Glibc

/// Why a trust file does not let an entry be what it is.
package struct TrustRefusal: Error, Hashable, Sendable {
    /// The trust file, as it was named.
    package let trust: String
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
        case unknownKey(Ed25519PublicKey)
        /// - Parameter at: when it signed, in seconds since 1970.
        case notValid(TrustedKey, at: Int64)
        /// It may sign others than these; at least one.
        case kinds([SignableKind], of: TrustedKey)
        case environment(String, of: TrustedKey)
        case pipeline(name: String, path: String, in: String, TrustRules.Environment)
        /// The log's whole name, `pawl/…/staging`.
        case origin(found: String, TrustRules.Origin)
    }

    /// What is wrong with an entry that is there, for the end of `entry 3: error: …`.
    var ofAnEntry: String {
        text(signer: "its signer", pipeline: "its pipeline", log: "it belongs to the log")
    }

    /// Why an entry of one's own is not written.
    var ofOnesOwn: String {
        let text = text(
            signer: "the signing key", pipeline: "the pipeline", log: "this repository's log is")
        guard case .unknownKey = reason else { return text }
        return text + ", so nobody would believe its entries"
    }

    /// What to do about an entry that is there.
    func hint(ofEntryIn reference: String) -> String {
        switch reason {
        case .unknownKey:
            "if the key may sign here, add it to that file; else find out who wrote '\(reference)'"
        case .notValid, .kinds, .environment, .pipeline:
            "find out who wrote '\(reference)'; change that file only if it should have allowed this"
        case .origin:
            "delete '\(reference)' if it was fetched by mistake, or name this repository's trust file"
        }
    }

    /// What to do about one's own.
    var hint: String {
        let other = "or sign with another key: --key or PAWL_KEY_FILE"
        return switch reason {
        case .unknownKey: "add its line to that file, \(other)"
        case .notValid(let key, _): "change the times of '\(key.name)' in that file, \(other)"
        case .kinds(let kinds, let key):
            "add \(quoted(kinds.map(\.rawValue))) to 'kinds' of '\(key.name)' in that file, \(other)"
        case .environment(let name, let key):
            "add '\(name)' to 'environments' of '\(key.name)' in that file, \(other)"
        case .pipeline(_, _, let environment, _):
            "use a pipeline that is named there, or add this one to 'pipelines' of '\(environment)' in that file"
        case .origin: "name the trust file of this repository, or correct 'origin' in that file"
        }
    }

    private func text(signer: String, pipeline: String, log: String) -> String {
        switch reason {
        case .unknownKey(let key): "\(signer) \(key.fingerprint) is not allowed by '\(trust)'"
        case .notValid(let key, let time):
            "\(signer) \(named(key)) is valid \(validity(key)) by \(place(key.line)), and this is of \(utcText(time))"
        case .kinds(let kinds, let key):
            "\(signer) \(named(key)) may not sign \(quoted(kinds.map(\.rawValue))): \(place(key.line)) allows it \(allowed(key.kinds, \.rawValue))"
        case .environment(let name, let key):
            "\(signer) \(named(key)) may not sign for '\(name)': \(place(key.line)) allows it \(allowed(key.environments, \.self))"
        case .pipeline(let name, let path, let environment, let rule):
            "\(pipeline) is '\(name)' from '\(path)', and \(place(rule.line)) gives '\(environment)' to \(list(rule.pipelines ?? [:]))"
        case .origin(let found, let wanted):
            "\(log) '\(found)', and \(place(wanted.line)) is about '\(wanted.name)'"
        }
    }

    private func list(_ pipelines: [String: String]) -> String {
        if pipelines.isEmpty { return "no pipeline" }
        return pipelines.sorted { $0.key < $1.key }.map { "'\($0.key)' from '\($0.value)'" }
            .joined(separator: ", ")
    }

    private func named(_ key: TrustedKey) -> String { "'\(key.name)' (\(key.key.fingerprint))" }

    private func place(_ line: Int) -> String { "'\(trust):\(line)'" }

    private func validity(_ key: TrustedKey) -> String {
        let parts = [
            key.validAfter.map { "from \(utcText($0))" }, key.validBefore.map { "until \(utcText($0))" },
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    private func allowed<Name>(_ allowance: Allowance<Name>, _ text: (Name) -> String) -> String {
        switch allowance {
        case .all: "everything"
        case .only(let names): names.isEmpty ? "nothing" : quoted(names.map(text))
        }
    }

    private func quoted(_ names: [String]) -> String {
        names.map { "'\($0)'" }.joined(separator: ", ")
    }
}

/// `2026-07-20T12:00:00Z`
func utcText(_ seconds: Int64) -> String {
    var (time, parts) = (time_t(seconds), tm())
    guard gmtime_r(&time, &parts) != nil else { return "\(seconds) s after 1970" }
    func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    return "\(date)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
}
