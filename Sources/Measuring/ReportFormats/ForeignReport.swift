import JSON

/// A report in a form that Pawl does not read: whose it is, and how to get numbers out of it.
struct ForeignReport {
    /// `JMeter (JTL)`, `JMH as text`
    let name: String
    let hint: String

    var fault: ReportFault { ReportFault(.whole, "reports of \(name) are not read", hint: hint) }

    /// Of a text, by how its lines begin; nil where it is none that is known here.
    ///
    /// - Parameter head: The first lines, without blanks before them.
    static func fault(ofLines head: [String]) -> ReportFault? {
        // Columns are set apart by blanks, as many as it takes.
        let lines = head + head.map { $0.split(separator: " ").joined(separator: " ") }
        let found = texts.first { text in
            text.starts.allSatisfy { start in lines.contains { $0.hasPrefix(start) } }
        }
        if let found { return found.report.fault }
        guard let fields = head.first?.split(separator: ",", omittingEmptySubsequences: false) else {
            return nil
        }
        return fault(ofRow: fields)
    }

    /// Of a table without a header.
    private static func fault(ofRow fields: [Substring]) -> ReportFault? {
        func isCount(_ index: Int, _ digits: ClosedRange<Int>) -> Bool {
            digits.contains(fields[index].utf8.count) && Int(fields[index]) != nil
        }
        guard fields.count >= 8 else { return nil }
        if isCount(0, 19...19), isCount(1, 1...3), isCount(2, 1...19) { return vegeta.fault }
        if isCount(0, 13...13), isCount(1, 1...9), fields.contains("true") || fields.contains("false") {
            return jmeter.fault
        }
        return nil
    }

    /// Of a JSON value, by members that it has; of a list, by those of its first element.
    static func fault(of root: JSONValue) -> ReportFault? {
        let object = root.array?.first ?? root
        return objects.first { $0.keys.allSatisfy { object[$0] != nil } }?.report.fault
    }

    /// Of an XML document, by its root element.
    static func fault(ofRoot name: String) -> ReportFault? { roots[name]?.fault }
}

extension ReportContent {
    /// The first lines that have more than blanks, without the blanks before them; a long one only as far as it tells.
    static func head(of lines: ReportLines) -> [String] {
        lines.prefix(200).filter { !$0.isBlank }.map { line in
            let written = line.bytes.drop { $0 == 0x20 || $0 == 0x09 }
            return String(decoding: written.prefix(400), as: UTF8.self)
        }
    }
}
