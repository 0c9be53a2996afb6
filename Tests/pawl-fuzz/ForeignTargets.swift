import GateModel

@testable import Contracts
@testable import HTTPClient
@testable import Measuring

extension FuzzTarget {
    /// What services and tools of others answer.
    static let foreignTargets = [
        FuzzTarget(refusing: "report") { bytes in _ = try readReport(bytes, file: "report") },
        FuzzTarget(refusing: "http-response") { bytes in
            let limits = HTTPLimits(headerBytes: 8192, headerCount: 64, bodyBytes: 65_536)
            let whole = try response(of: [bytes[...]], limits)
            let cut = bytes.count / 2
            let parts = reread("an answer in two parts") {
                try response(of: [bytes[..<cut], bytes[cut...]], limits)
            }
            promise(parts == whole, "an answer is the same however it is cut")
            _ = try whole?.decodedBody(atMost: 65_536)
        },
        FuzzTarget("header") { bytes in
            guard let (old, new) = halves(bytes, at: "\n") else { return }
            for name in headers {
                _ = HeaderRules.changes(name, text(old), text(new), asksForCodings: false)
            }
            _ = Cookie(text(old))
        },
        FuzzTarget("answers") { bytes in
            guard let (old, new) = halves(bytes, at: "\n") else { return }
            let (baseline, candidate) = (answer(old), answer(new))
            let input = ProbedInput(baseline: baseline, again: baseline, candidate: candidate)
            _ = compare([ProbedOperation(operation: "list", inputs: [input])])
        },
        FuzzTarget("command-output") { bytes in
            guard let (old, new) = halves(bytes, at: "\0") else { return }
            let baseline = ObservedRun(end: .exited(0), output: old)
            let input = ProbedCommand.Input(
                baseline: baseline, again: baseline, candidate: ObservedRun(end: .exited(0), output: new))
            _ = compare([
                ProbedCommand(operation: "list", promise: .answer(status: 0), inputs: [input])
            ])
        },
        FuzzTarget("help") { bytes in _ = HelpText(text(bytes)) },
        FuzzTarget("signature-report") { bytes in
            for read in signatureReports {
                do { _ = try read(bytes) } catch { _ = "\(error)" }
            }
        },
        FuzzTarget(refusing: "locust-notes") { bytes in _ = try LocustRecord(notes: bytes) },
    ]

    private static let headers = [
        "content-type", "cache-control", "vary", "allow", "link", "sunset", "content-encoding", "x-other",
        "strict-transport-security", "content-security-policy",
    ]

    private static let signatureReports: [@Sendable ([UInt8]) throws -> SignatureReport] = [
        { try .griffe($0, module: "shop") },
        { try .buf($0, directory: "proto", below: "proto/") },
        { try .squawk($0, directory: "migrations", files: ["a.sql": Array("select 1;".utf8)]) },
        { try .abidiff(text($0), status: 4, library: "libshop.so") },
        { try .command($0, format: .lines, subject: "command") },
        { try .command($0, format: .json, subject: "command") },
        { try .command($0, format: .sarif, subject: "command") },
    ]

    private static func answer(_ body: [UInt8]) -> ObservedAnswer {
        let type = ObservedAnswer.Header(name: "Content-Type", value: "application/json")
        return ObservedAnswer(
            outcome: .answered(ObservedAnswer.Answer(status: 200, headers: [type], body: body)))
    }

    private static func response(
        of pieces: [ArraySlice<UInt8>], _ limits: HTTPLimits
    ) throws(HTTPFailure) -> HTTPResponse? {
        var decoder = ResponseDecoder(method: "GET", limits: limits)
        for piece in pieces {
            if case .complete(let response, _, _) = try decoder.decode(piece.span) { return response }
        }
        return try decoder.end()
    }
}
