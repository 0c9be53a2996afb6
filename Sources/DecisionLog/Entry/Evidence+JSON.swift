import GateModel
import JSON

extension Evidence {
    /// As it is stored: canonical JSON, the same bytes for the same evidence. Git deflates it.
    func encoded() throws(JCSError) -> [UInt8] { try JCS.bytes(self) }

    /// Reads what ``encoded()`` writes, and nothing else.
    init(decoding bytes: [UInt8], ofEntry index: Int) throws(LogError) {
        do throws(JCSError) {
            self = try JCS.read(Evidence.self, from: bytes)
        } catch {
            throw .evidenceUnreadable(index: index, reason: "\(error)")
        }
        guard format == Evidence.format else {
            throw .evidenceUnreadable(index: index, reason: "its format is \(format), not \(Evidence.format)")
        }
    }
}
