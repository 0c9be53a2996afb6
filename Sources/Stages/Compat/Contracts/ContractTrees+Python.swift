import Contracts
import GateModel
import Measuring
import Processes

extension ContractTrees {
    /// Through griffe, which parses both trees and imports neither.
    func comparePython(_ module: String) async throws(MeasuringError) -> CheckedContract {
        let roots = try exported()
        let result = try await run(
            .griffe, ["python3", "-c", griffeScript, roots.baseline, roots.candidate, module])
        switch result.end {
        case .exited(0): break
        case .exited(90): throw missing(.griffe)
        case .exited(91): return unpaired(.onlyCandidate, "Python module") ?? CheckedContract()
        case .exited(92): return unpaired(.onlyBaseline, "Python module") ?? CheckedContract()
        case .exited(93):
            return unpaired(.neither, "Python module", hint: " at its top or in 'src'") ?? CheckedContract()
        default: throw failure("griffe", result)
        }
        let report = try read("griffe", result) { () throws(NotUnderstood) in
            try .griffe(result.output.bytes, module: module)
        }
        let version = GriffeVersion.text(of: result.output.bytes)
        return checked(report, by: version)
    }
}
