import GateModel
import Glibc
import JSON

/// One line of a text report, without its line feed; numbers count from 1.
struct ReportLine {
    let number: Int
    let bytes: ArraySlice<UInt8>
    /// Whether a line feed ends it: of a file that is cut off, the last line has none.
    let isEnded: Bool

    var place: ReportFault.Place { .line(number) }

    /// As far as one reads a line of text; none that a tool writes for reading is longer.
    private static let longest = 1 << 16

    /// The line, of at most 64 KiB.
    var text: String { String(decoding: bytes.prefix(Self.longest), as: UTF8.self) }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    /// The line, of at most 64 KiB, as words between blanks and tabs.
    var words: [String] {
        bytes.prefix(Self.longest).split { $0 == 0x20 || $0 == 0x09 }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Whether it begins with that ASCII text.
    func begins(with text: String) -> Bool { bytes.starts(with: text.utf8) }

    /// The line's JSON value, where the line is one by itself.
    var wholeValue: JSONValue? {
        do throws(ReportFault) {
            return try json()
        } catch {
            return nil
        }
    }

    var wholeObject: JSONValue? { wholeValue.flatMap { $0.object == nil ? nil : $0 } }

    func json() throws(ReportFault) -> JSONValue {
        do throws(JSONError) {
            return try JSONParser.parse(Array(bytes), maximumValues: ReportNode.mostValues)
        } catch {
            throw ReportFault(
                place, "\(error.problem) at byte \(error.offset) of the line",
                hint: "the file is cut off, or not what it seems")
        }
    }
}

/// The lines of a text, made one by one: a large file of empty lines takes no memory of its own.
struct ReportLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var offset = 0
    private var number = 0
    private var isOver = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> ReportLine? {
        guard !isOver else { return nil }
        let end = lineFeed
        var line = bytes[offset..<(end ?? bytes.count)]
        number += 1
        if let end { offset = end + 1 } else { isOver = true }
        if line.last == 0x0d { line = line.dropLast() }
        return ReportLine(number: number, bytes: line, isEnded: end != nil)
    }

    /// Where the next one is, from ``offset`` on.
    private var lineFeed: Int? {
        bytes.withUnsafeBytes { all in
            let rest = all[offset...]
            guard !rest.isEmpty, let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                let found = memchr(start, 0x0a, rest.count)
            else { return nil }
            return offset + (UnsafeRawPointer(found) - start)
        }
    }

    /// The first that has more than blanks.
    var firstWritten: ReportLine? { first { !$0.isBlank } }

    /// The last that has more than blanks.
    var lastWritten: ReportLine? { reduce(nil) { $1.isBlank ? $0 : $1 } }
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
