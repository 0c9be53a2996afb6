import GateModel

extension SampleSize {
    /// `40 blocks × 10`
    var text: String {
        switch self {
        case .blocks(let count): "\(count) blocks"
        case .sizedBlocks(let count, let least, let most):
            "\(count) blocks × " + (least == most ? "\(least)" : "\(least) … \(most)")
        case .scaledBlocks(let count, let sizes, let each): "\(count) blocks × \(sizes) sizes × \(each)"
        case .samples(let count): "\(count) samples"
        case .blockedSamples(let count, let blocks): "\(count) samples in \(blocks) blocks"
        case .pairs(let count): "\(count) pairs"
        case .inputs(let count): "\(count) inputs"
        case .windows(let count): "\(count) windows"
        case .processes(let count): "\(count) processes"
        case .pooledProcesses(let count, let earlier): "\(count) processes, and \(earlier) of earlier gates"
        case .readings(let count): "\(count) readings"
        case .operations(let count): "\(count) operations"
        case .processOperations(let processes, let operations):
            "\(processes) processes, \(operations) operations"
        case .longestProcess(let processes, let operations):
            "\(processes) processes, at most \(operations) operations"
        case .compared(let what): "\(what)"
        }
    }
}
