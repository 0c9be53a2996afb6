import Foundation

/// Tables and decided cases made with SciPy, beside these tests.
enum DataFile {
    static func contents(_ name: String) throws -> Data {
        let folder = Bundle.module.bundleURL.appending(path: "Data")
        return try Data(contentsOf: folder.appending(path: name))
    }

    /// The lines below the header, split at the commas.
    static func rows(_ name: String) throws -> [[String]] {
        String(decoding: try contents(name), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    struct NoNumber: Error { let text: String }

    static func number(_ text: String) throws -> Double {
        guard let number = Double(text) else { throw NoNumber(text: text) }
        return number
    }

    /// Numbers with `;` between them.
    static func numbers(_ text: String) throws -> [Double] {
        try text.split(separator: ";").map { try number(String($0)) }
    }
}

func isClose(_ value: Double?, _ expected: Double, within tolerance: Double) -> Bool {
    value.map { abs($0 - expected) <= tolerance } ?? false
}
