/// Why a report was refused, where in it, and what to do.
package struct BenchmarkFormatError: Error, Hashable, CustomStringConvertible {
    /// As the caller named it: a path, or `standard input`.
    package let file: String
    /// `:12` for a line, `: results[0].times` for a member; empty for the file as a whole.
    package let place: String
    package let message: String
    package let hint: String

    package init(file: String, place: String = "", message: String, hint: String) {
        self.file = file
        self.place = place
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(file)\(place): error: \(message)\n  hint: \(hint)" }
}

/// What one reader found wrong, before the file's name is known.
struct ReportFault: Error, Hashable {
    let place: Place
    let message: String
    let hint: String

    enum Place: Hashable {
        case whole
        /// From 1.
        case line(Int)
        /// `results[0].times`
        case member(String)
    }

    init(_ place: Place, _ message: String, hint: String) {
        self.place = place
        self.message = message
        self.hint = hint
    }

    func error(in file: String) -> BenchmarkFormatError {
        let text =
            switch place {
            case .whole: ""
            case .line(let line): ":\(line)"
            case .member(let path): path.isEmpty ? "" : ": \(path)"
            }
        return BenchmarkFormatError(file: file, place: text, message: message, hint: hint)
    }

    // MARK: Faults that several formats have

    static func notFinite(_ place: Place, _ text: String) -> ReportFault {
        ReportFault(
            place, "\(quoted(text)) is no finite number",
            hint: "measure again; a failed measurement has no number")
    }

    static func negative(_ place: Place, _ number: Double) -> ReportFault {
        ReportFault(
            place, "\(number) is below 0", hint: "a clock that was set back measures this: measure again")
    }

    static func nothingMeasured(_ place: Place) -> ReportFault {
        ReportFault(place, "nothing was measured: n = 0", hint: "run the benchmark, and let it end")
    }

    static func unknownUnit(_ place: Place, _ name: String) -> ReportFault {
        ReportFault(
            place, "unknown unit \(quoted(name))",
            hint: "known here: \(ReportUnit.all.map(\.name).joined(separator: ", "))")
    }

    static func mixed(_ place: Place, _ what: String, _ first: String, _ second: String) -> ReportFault {
        ReportFault(
            place, "two of \(what) in one report: \(quoted(first)) and \(quoted(second))",
            hint: "give each revision's report by itself")
    }

    static func twice(_ place: Place, _ name: String) -> ReportFault {
        ReportFault(
            place, "the benchmark \(quoted(name)) stands in it twice",
            hint: "give one report a file, and every benchmark a name of its own")
    }
}

/// What a report wrote, for a message: on one line, without control characters, not too long.
func quoted(_ text: some StringProtocol) -> String {
    let shown = text.unicodeScalars.prefix(80).map { scalar in
        scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
    }
    return "'\(shown.joined())\(text.unicodeScalars.count > 80 ? "…" : "")'"
}
