import GateModel
import JSON

/// One line of a text report, without its line feed; numbers count from 1.
struct ReportLine {
    let number: Int
    let bytes: ArraySlice<UInt8>

    var place: ReportFault.Place { .line(number) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    /// The line as words between blanks and tabs.
    var words: [String] {
        bytes.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
    }

    func json() throws(ReportFault) -> JSONValue {
        do throws(JSONError) {
            return try JSONParser.parse(Array(bytes))
        } catch {
            throw ReportFault(
                place, "\(error.problem) at byte \(error.offset) of the line",
                hint: "the file is cut off, or not what it seems")
        }
    }

    static func lines(of bytes: [UInt8]) -> [ReportLine] {
        bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated().map { index, line in
            ReportLine(number: index + 1, bytes: line.last == 0x0d ? line.dropLast() : line)
        }
    }
}

/// A finite number as tools write it: digits, a sign, a fraction, an exponent; `nan` and `inf` are told apart from
/// other words.
func reportNumber(_ word: some StringProtocol, at place: ReportFault.Place) throws(ReportFault) -> Double {
    let isDecimal = word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
    if let number = Double(word) {
        // Swift reads hexadecimal digits too.
        if number.isFinite, isDecimal { return number }
        if !number.isFinite { throw .notFinite(place, String(word)) }
    }
    throw ReportFault(place, "\(quoted(word)) is no number", hint: "write one number a line: 12.5")
}

/// As ``reportNumber(_:at:)``, at least 0.
func reportAmount(_ word: some StringProtocol, at place: ReportFault.Place) throws(ReportFault) -> Double {
    let number = try reportNumber(word, at: place)
    guard number >= 0 else { throw .negative(place, number) }
    return number
}
