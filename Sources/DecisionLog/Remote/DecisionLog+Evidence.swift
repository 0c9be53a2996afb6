import GateModel
import Git

extension DecisionLog {
    /// So many of the newest entries get their evidence from the remote: later gates learn from it.
    static let evidenceReach = 32

    /// Brings evidence here that newer entries name. What does not come is missing, as what is pruned is.
    package func fetchEvidence() async {
        guard let shared else { return }
        do {
            let missing = try missingEvidence()
            guard !missing.isEmpty else { return }
            let wanted = missing.map { shared.remote.evidenceReference($0, of: environment) }
            guard
                case .success(let tips) = await shared.git.tips(
                    at: shared.remote.address, wanted, within: .seconds(120)),
                !tips.isEmpty
            else { return }
            _ = await shared.git.fetch(
                tips.keys.sorted().map { "\($0):\($0)" }, from: shared.remote.address, within: .seconds(120))
        } catch {
            memory.warn("note: evidence of earlier gates could not be fetched: \(error)")
        }
    }

    private func missingEvidence() throws -> [EvidenceDigest] {
        let repository = try openRepository()
        let heads = try heads(of: verifiedChain(in: repository))
        return heads.suffix(Self.evidenceReach).flatMap(\.evidence).filter { digest in
            if case .pruned = evidenceStore.state(of: digest, in: repository) { true } else { false }
        }
    }
}
