/// Pulls start tags and end tags out of an XML document, one at a time, in constant memory beside the document.
///
/// A strict part of XML 1.0 (fifth edition), for documents that nobody vouches for: no document type, so no
/// entities but the five of section 4.6 and numbers; at most ``maximumDepth`` elements deep; UTF-8 only. Text
/// between tags is checked and skipped.
struct XMLReader {
    enum Event: Equatable {
        case start(name: String, attributes: [String: String])
        case end(name: String)
    }

    static let maximumDepth = 64

    private let bytes: [UInt8]
    private var offset = 0
    private var open: [String] = []
    /// The end of an element that was written as `<a/>`.
    private var pendingEnd: String?
    private var hasRoot = false
    private var counted = (offset: 0, line: 1)

    init(_ bytes: [UInt8]) throws(ReportFault) {
        self.bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ReportFault(.whole, "the XML is not UTF-8", hint: "convert it to UTF-8")
        }
    }

    /// The line of what was read last, from 1; counted on from where it was asked for last.
    var line: Int {
        mutating get {
            counted = (offset, lineHere)
            return counted.line
        }
    }

    private var lineHere: Int { counted.line + bytes[counted.offset..<offset].count { $0 == 0x0a } }

    /// The next tag; nil at the end of a document that is whole.
    mutating func next() throws(ReportFault) -> Event? {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name: name)
        }
        while true {
            try skipText()
            guard offset < bytes.count else {
                guard open.isEmpty, hasRoot else { throw fault("the XML ends too early") }
                return nil
            }
            if take("<!--") {
                try skip(past: "-->")
            } else if take("<![CDATA[") {
                guard !open.isEmpty else { throw fault("text outside of the root element") }
                try skip(past: "]]>")
            } else if take("<?") {
                try skip(past: "?>")
            } else if take("<!") {
                throw fault("a document type is not read")
            } else if take("</") {
                return try endTag()
            } else {
                offset += 1
                return try startTag()
            }
        }
    }

    private mutating func startTag() throws(ReportFault) -> Event {
        guard !(open.isEmpty && hasRoot) else { throw fault("a second root element") }
        let name = try self.name()
        var attributes: [String: String] = [:]
        while true {
            let hadBlank = skipBlanks()
            if take("/>") {
                hasRoot = true
                pendingEnd = name
                return .start(name: name, attributes: attributes)
            }
            if take(">") {
                guard open.count < Self.maximumDepth else {
                    throw fault("elements are nested more than \(Self.maximumDepth) deep")
                }
                hasRoot = true
                open.append(name)
                return .start(name: name, attributes: attributes)
            }
            guard hadBlank else { throw fault("malformed tag '<\(name)'") }
            let key = try self.name()
            skipBlanks()
            guard take("=") else { throw fault("the attribute '\(key)' has no value") }
            skipBlanks()
            guard attributes.updateValue(try attributeValue(), forKey: key) == nil else {
                throw fault("the attribute '\(key)' stands twice in a tag")
            }
        }
    }

    private mutating func endTag() throws(ReportFault) -> Event {
        let name = try self.name()
        skipBlanks()
        guard take(">") else { throw fault("malformed tag '</\(name)'") }
        guard open.popLast() == name else { throw fault("'</\(name)>' closes another element") }
        return .end(name: name)
    }

    private mutating func attributeValue() throws(ReportFault) -> String {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'")
        else { throw fault("an attribute's value is not in quotes") }
        let quote = bytes[offset]
        offset += 1
        var value: [UInt8] = []
        while offset < bytes.count, bytes[offset] != quote {
            switch bytes[offset] {
            case UInt8(ascii: "<"): throw fault("'<' in an attribute's value")
            case UInt8(ascii: "&"): value += String(try reference()).utf8
            case let byte:
                value.append(byte)
                offset += 1
            }
        }
        guard offset < bytes.count else { throw fault("the XML ends too early") }
        offset += 1
        return String(decoding: value, as: UTF8.self)
    }

    /// `&lt;` and its four siblings, `&#10;`, `&#xA;`.
    private mutating func reference() throws(ReportFault) -> Character {
        let rest = bytes[(offset + 1)...].prefix(12)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { throw fault("'&' begins no reference") }
        let name = String(decoding: rest[..<end], as: UTF8.self)
        let named: [String: Character] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        let character =
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map(Character.init)
            } else { named[name] }
        guard let character else { throw fault("unknown entity \(quoted("&\(name);"))") }
        offset = end + 1
        return character
    }

    private mutating func skipText() throws(ReportFault) {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") {
            let byte = bytes[offset]
            let isBlank = byte == 0x20 || (0x09...0x0d).contains(byte)
            guard isBlank || !open.isEmpty else { throw fault("text outside of the root element") }
            if byte == UInt8(ascii: "&") { _ = try reference() } else { offset += 1 }
        }
    }

    private mutating func name() throws(ReportFault) -> String {
        let start = offset
        while offset < bytes.count, Self.isNameByte(bytes[offset]) { offset += 1 }
        guard offset > start, offset - start <= 256 else { throw fault("a name is wanted here") }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"),
            UInt8(ascii: "."), 0x80...0xff:
            true
        default: false
        }
    }

    @discardableResult
    private mutating func skipBlanks() -> Bool {
        let start = offset
        while offset < bytes.count, bytes[offset] == 0x20 || (0x09...0x0d).contains(bytes[offset]) {
            offset += 1
        }
        return offset > start
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[offset...].starts(with: wanted) else { return false }
        offset += wanted.count
        return true
    }

    private mutating func skip(past text: StaticString) throws(ReportFault) {
        let first = text.utf8Start[0]
        while let next = bytes[offset...].firstIndex(of: first) {
            offset = next
            if take(text) { return }
            offset += 1
        }
        offset = bytes.count
        throw fault("the XML ends too early")
    }

    private func fault(_ message: String) -> ReportFault {
        ReportFault(
            .line(lineHere), message, hint: "the file is cut off, or no XML that a test runner writes")
    }
}
