import GateModel

/// One sample of an OpenMetrics text: `name{label="value"} 12.5 1700000000`.
struct OpenMetricsLine {
    let name: String
    let labels: [(name: String, value: String)]
    let value: Double

    init(_ line: ReportLine) throws(ReportFault) {
        let hint = "the text is cut off, or not OpenMetrics"
        var rest = line.bytes
        let nameBytes = rest.prefix { $0 != UInt8(ascii: "{") && $0 != 0x20 }
        name = String(decoding: nameBytes, as: UTF8.self)
        rest = rest.dropFirst(nameBytes.count)
        var labels: [(name: String, value: String)] = []
        if rest.first == UInt8(ascii: "{") {
            rest = rest.dropFirst()
            while rest.first != UInt8(ascii: "}") {
                guard let label = Self.label(&rest) else {
                    throw ReportFault(line.place, "malformed labels of \(quoted(name))", hint: hint)
                }
                labels.append(label)
                if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst() }
            }
            rest = rest.dropFirst()
        }
        self.labels = labels
        let words = rest.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        // A timestamp may follow, and behind '#' an exemplar.
        let count = words.prefix { $0 != "#" }.count
        guard rest.first == 0x20, !name.isEmpty, count == 1 || count == 2 else {
            throw ReportFault(line.place, "no sample in \(quoted(line.text))", hint: hint)
        }
        value = try reportNumber(words[0], at: line.place)
    }

    /// `name="value"`, with `\\`, `\"` and `\n` in the value; nil where it is none.
    private static func label(_ rest: inout ArraySlice<UInt8>) -> (name: String, value: String)? {
        let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "}") }
        rest = rest.dropFirst(name.count)
        guard !name.isEmpty, rest.starts(with: "=\"".utf8) else { return nil }
        rest = rest.dropFirst(2)
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
            case UInt8(ascii: "\\"):
                switch rest.popFirst() {
                case UInt8(ascii: "n"): value.append(0x0a)
                case .some(let escaped): value.append(escaped)
                case nil: return nil
                }
            default: value.append(byte)
            }
        }
        return nil
    }

    func label(_ wanted: String) -> String? { labels.first { $0.name == wanted }?.value }

    /// `name{a="b"}`, without one label.
    func text(named base: String, without left: String = "") -> String {
        let shown = labels.filter { $0.name != left }.map { "\($0.name)=\"\($0.value)\"" }
        return shown.isEmpty ? base : "\(base){\(shown.joined(separator: ","))}"
    }
}
