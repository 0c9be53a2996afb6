import Synchronization

/// Collects one stream of a running command; may be looked at while it runs.
final class OutputCapture: Sendable {
    private struct State {
        var mask: SecretMask
        var head: [UInt8] = []
        var tail: [UInt8] = []
        var total = 0
    }

    private let limit: Int
    private let state: Mutex<State>

    init(limit: Int, masks: [String]) {
        self.limit = limit
        state = Mutex(State(mask: SecretMask(masks)))
    }

    func append(_ bytes: some Collection<UInt8>) {
        state.withLock { keep($0.mask.mask(bytes), in: &$0) }
    }

    /// Gives out what was held back as the possible beginning of a secret.
    func finish() {
        state.withLock { keep($0.mask.finish(), in: &$0) }
    }

    /// What has been captured so far.
    var captured: CapturedOutput {
        state.withLock { state in
            let tail = Array(state.tail.suffix(limit))
            return CapturedOutput(
                head: state.head,
                tail: tail,
                omittedBytes: state.total - state.head.count - tail.count
            )
        }
    }

    private func keep(_ bytes: [UInt8], in state: inout State) {
        state.total += bytes.count
        let toHead = bytes.prefix(limit - state.head.count)
        state.head.append(contentsOf: toHead)
        state.tail.append(contentsOf: bytes.dropFirst(toHead.count))
        if state.tail.count > 2 * limit {
            state.tail.removeFirst(state.tail.count - limit)
        }
    }
}
