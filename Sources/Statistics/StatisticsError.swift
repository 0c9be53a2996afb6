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
        switch self {
        case .tooFew(let needed, let found):
            """
            statistics: error: \(found) values where at least \(needed) are needed
              hint: measure more
            """
        case .notFinite(let index):
            """
            statistics: error: the value at index \(index) is not a finite number
              hint: a failed operation has no value, leave it out
            """
        case .notPositive(let index, let value):
            """
            statistics: error: the value at index \(index) is \(value), but ratios need numbers above 0
              hint: compare counts that can be 0 pair by pair, exactly
            """
        case .outOfRange(let parameter, let value):
            """
            statistics: error: \(parameter.rawValue) \(value) is out of range
              hint: allowed is \(parameter.allowed)
            """
        case .notALook(let blocks, let expected):
            """
            statistics: error: asked after \(blocks) blocks, the next look is at \(expected)
              hint: measure on until there are \(expected) blocks
            """
        }
    }
}
