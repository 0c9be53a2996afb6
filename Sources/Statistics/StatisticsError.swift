/// Why a question to this module has no numeric answer.
package enum StatisticsError: Error, Equatable, Sendable {
    case tooFew(needed: Int, found: Int)

    /// A value is NaN or infinite; `index` counts from 0.
    case notFinite(index: Int)

    /// A value whose logarithm is needed is zero or negative; `index` counts from 0.
    case notPositive(index: Int, value: Double)

    case outOfRange(Parameter, value: Double)

    /// A sequential test was asked at a number of blocks where it must not look.
    case notALook(blocks: Int, expected: Int)

    package enum Parameter: String, Sendable {
        case alpha
        case quantile
        case proportion
        case tolerance
        case floor
        case limit
        case sigma
        case blocks
        case judgements
        case firstLook = "first look"
        case step
        case rho
        case failures
        case operations

        var allowed: String {
            switch self {
            case .alpha: "above 0 and below 0.5"
            case .quantile: "from 0 to 1, in a limit strictly between"
            case .proportion: "at least 1e-9 and below 1"
            case .tolerance: "a finite number, 0 or more, and above 0 to plan for"
            case .rho: "a finite number above 0"
            case .floor, .sigma: "a finite number, 0 or more"
            case .limit: "a finite number"
            case .blocks: "from the first look to 128"
            case .judgements, .firstLook, .step: "1 or more"
            case .failures: "from 0 to the number of samples"
            case .operations: "1 or more a reading, and a maximum of one reading or more"
            }
        }
    }
}

extension StatisticsError: CustomStringConvertible {
    package var description: String {
        """
        statistics: error: \(problem)
          hint: \(remedy)
        """
    }

    /// What happened, without what to do about it.
    package var problem: String {
        switch self {
        case .tooFew(let needed, let found): "\(found) values where at least \(needed) are needed"
        case .notFinite(let index): "the value at index \(index) is not a finite number"
        case .notPositive(let index, let value):
            "the value at index \(index) is \(value), but ratios need numbers above 0"
        case .outOfRange(let parameter, let value): "\(parameter.rawValue) \(value) is out of range"
        case .notALook(let blocks, let expected):
            "asked after \(blocks) blocks, the next look is at \(expected)"
        }
    }

    private var remedy: String {
        switch self {
        case .tooFew: "measure more"
        case .notFinite: "a failed operation has no value, leave it out"
        case .notPositive: "compare counts that can be 0 pair by pair, exactly"
        case .outOfRange(let parameter, _): "allowed is \(parameter.allowed)"
        case .notALook(_, let expected): "measure on until there are \(expected) blocks"
        }
    }
}
