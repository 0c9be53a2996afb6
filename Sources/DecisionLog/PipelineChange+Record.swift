import GateModel
import JSON

extension PipelineChange {
    init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        var lines: [ChangedLine] = []
        for line in try fields.objects("lines") { lines.append(try ChangedLine(line)) }
        self.init(
            baseline: try fields.optionalText("baseline") == nil ? nil : fields.objectID("baseline"),
            candidate: try fields.objectID("candidate"), added: try fields.whole("added"),
            removed: try fields.whole("removed"), lines: lines)
        try fields.end()
    }

    var json: JSONValue {
        .object(of: [
            "baseline": baseline.map { .string($0.hex) },
            "candidate": .string(candidate.hex),
            "added": .integer(added),
            "removed": .integer(removed),
            "lines": .array(lines.map(\.json)),
        ])
    }
}

extension ChangedLine {
    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        self.init(
            try fields.parsed("change", "'+' or '-'") { Kind(rawValue: $0) }, try fields.whole("line"),
            try fields.text("text"))
        try fields.end()
    }

    fileprivate var json: JSONValue {
        ["change": .string(kind.rawValue), "line": .integer(number), "text": .string(text)]
    }
}
