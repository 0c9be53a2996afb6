/// The fields of a line of comma-separated values (RFC 4180), each in one line; nil where a quote has no end.
func commaFields(_ line: ReportLine) -> [String]? {
    let (comma, quote) = (UInt8(ascii: ","), UInt8(ascii: "\""))
    var fields: [String] = []
    var rest = line.bytes
    while true {
        var field: [UInt8] = []
        if rest.first == quote {
            rest = rest.dropFirst()
            while true {
                guard let end = rest.firstIndex(of: quote) else { return nil }
                field += rest[..<end]
                rest = rest[(end + 1)...]
                // Two quotes are one that belongs to the field.
                guard rest.first == quote else { break }
                field.append(quote)
                rest = rest.dropFirst()
            }
            guard rest.isEmpty || rest.first == comma else { return nil }
        } else {
            let end = rest.firstIndex(of: comma) ?? rest.endIndex
            field = Array(rest[..<end])
            rest = rest[end...]
        }
        fields.append(String(decoding: field, as: UTF8.self))
        guard !rest.isEmpty else { return fields }
        rest = rest.dropFirst()
    }
}
