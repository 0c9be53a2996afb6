import GateModel
import HTTPClient

/// A request template made ready for a load: what never changes as bytes, what is drawn as places between them.
struct RequestPattern: Sendable {
    private enum Part {
        case bytes([UInt8])
        case place(Int, ValuePool.Form)
    }

    private let head: [Part]
    private let body: [Part]
    private let sendsLength: Bool
    private let shape: LoadRequestShape
    private let pool: ValuePool
    /// As it is drawn with the first values; cookies are chosen by its path.
    let target: String
    /// The request itself where nothing is drawn.
    let fixed: LoadRequest?

    /// - Throws: ``RequestFault`` where one of the values would break the request.
    init(
        _ template: RequestTemplate, values: [Pipeline.NamedValues], address: ServiceAddress,
        wantsResponse: Bool
    ) throws(RequestFault) {
        let pool = ValuePool(values)
        let marks = Self.marks(for: template, count: values.count)
        let places = Dictionary(zip(pool.names, marks)) { first, _ in first }
        let marked = template.filled { places[$0] }.at(address)
        let text = try marked.head(host: address.place)
        let line = text.prefix { $0 != "\r\n" }
        head = Self.parts(of: line, marks, .path) + Self.parts(of: text[line.endIndex...], marks, .plain)
        let form: ValuePool.Form = if case .json = template.body { .json } else { .plain }
        body = Self.parts(of: String(decoding: marked.body, as: UTF8.self)[...], marks, form)
        sendsLength = !marked.body.isEmpty || marked.usuallyHasBody
        shape = LoadRequestShape(marked, wantsResponse: wantsResponse)
        self.pool = pool
        let example = try Self.checked(template, values, address)
        target = example.target
        let isDrawn = (head + body).contains { if case .place = $0 { true } else { false } }
        fixed =
            isDrawn
            ? nil : try LoadRequest(example, host: address.place, wantsResponse: wantsResponse)
    }

    /// The request with the values of a draw, and a `Cookie` header where there is something for it.
    func request(_ drawn: [Int], cookies: String?) -> LoadRequest {
        if let fixed, cookies == nil { return fixed }
        return LoadRequest(like: shape, bytes: bytes(drawn, cookies: cookies))
    }

    /// What goes out.
    func bytes(_ drawn: [Int], cookies: String?) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(head, drawn, to: &bytes)
        if let cookies { bytes += "Cookie: \(cookies)\r\n".utf8 }
        if sendsLength {
            var content: [UInt8] = []
            write(body, drawn, to: &content)
            bytes += "Content-Length: \(content.count)\r\n\r\n".utf8
            bytes += content
        } else {
            bytes += "\r\n".utf8
        }
        return bytes
    }

    private func write(_ parts: [Part], _ drawn: [Int], to bytes: inout [UInt8]) {
        for part in parts {
            switch part {
            case .bytes(let fixed): bytes += fixed
            case .place(let index, let form): pool.write(index, of: drawn, as: form, to: &bytes)
            }
        }
    }
}

// MARK: - making ready

extension RequestPattern {
    /// Texts that stand for the values, are written the same everywhere in a request, and are not in the template.
    private static func marks(for template: RequestTemplate, count: Int) -> [String] {
        let text = "\(template)"
        var number = 0
        while text.contains("mark\(number)-") { number += 1 }
        return (0..<count).map { "mark\(number)-\($0)-" }
    }

    private static func parts(of text: Substring, _ marks: [String], _ form: ValuePool.Form) -> [Part] {
        let found = marks.enumerated().compactMap { index, mark in
            text.firstRange(of: mark).map { (index, $0) }
        }
        guard let (index, range) = found.min(by: { $0.1.lowerBound < $1.1.lowerBound }) else {
            return text.isEmpty ? [] : [.bytes(Array(text.utf8))]
        }
        let before = text[..<range.lowerBound]
        return (before.isEmpty ? [] : [.bytes(Array(before.utf8))]) + [.place(index, form)]
            + parts(of: text[range.upperBound...], marks, form)
    }

    /// The request with the first of each value, after every other was tried as well.
    private static func checked(
        _ template: RequestTemplate, _ values: [Pipeline.NamedValues], _ address: ServiceAddress
    ) throws(RequestFault) -> HTTPRequest {
        var texts: [String: String] = [:]
        for named in values {
            switch named.values {
            case .integers(let range): texts[named.name] = "\(range.lowerBound)"
            case .choices(let choices): texts[named.name] = choices.first
            }
        }
        for named in values {
            guard case .choices(let choices) = named.values else { continue }
            for choice in choices {
                _ = try template.filled { $0 == named.name ? choice : texts[$0] }.at(address)
                    .bytes(host: address.place)
            }
        }
        return template.filled { texts[$0] }.at(address)
    }
}
