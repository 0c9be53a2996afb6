import Contracts
import GateModel
import Measuring
import Processes

extension ContractTrees {
    /// Through abidiff, over the shared libraries that both revisions' builds made.
    func compareABI(_ library: String) async throws(MeasuringError) -> CheckedContract {
        let presence = try presence(of: library)
        if let unpaired = unpaired(presence, "shared library", hint: "; does 'build' make it?") {
            return unpaired
        }
        guard let old = try place(of: library, in: context.baseline),
            let new = try place(of: library, in: context.candidate)
        else { throw MeasuringError(.notComparable, "'\(library)' is gone") }
        let version = try await version(of: .abidiff)
        let result = try await run(
            .abidiff, ["abidiff", "--no-default-suppression", "--leaf-changes-only", old, new])
        // Bit 0: an error, bit 1: of usage; both say nothing about the libraries.
        guard case .exited(let status) = result.end, status & 0b11 == 0 else {
            throw failure("abidiff", result)
        }
        let report = try read("abidiff", result) { () throws(NotUnderstood) in
            try .abidiff(
                String(decoding: result.output.bytes, as: UTF8.self), status: status, library: library)
        }
        var checked = checked(report, by: version)
        checked.failure = try await untyped(old, .baseline)
        if checked.failure == nil { checked.failure = try await untyped(new, .candidate) }
        return checked
    }

    /// Without debug information abidiff sees names of symbols and no types, and does not say so.
    private func untyped(_ library: String, _ side: Side) async throws(MeasuringError) -> Inconclusive? {
        let result = try await run(
            .readelf, ["readelf", "--section-headers", "--wide", library])
        guard result.end == .exited(0) else { throw failure("readelf", result) }
        if result.output.text.contains("debug_info") { return nil }
        return Inconclusive(
            .notComparable,
            "the \(side.rawValue)'s library has no debug information, so that only names of symbols were compared; "
                + "build it with -g")
    }
}
