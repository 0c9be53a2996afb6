/// Turns the bytes of one response, cut anywhere, into that response (RFC 9112). Touches nothing else.
///
/// Interim responses (1xx) before it are skipped. Lines of the head may end in a bare line feed, as old
/// servers send them; the lines of a chunked body may not. After a throw, or once complete, a decoder is
/// used up.
struct ResponseDecoder: Sendable {
    enum Progress: Sendable, Hashable {
        case incomplete
        /// `consumed` of the bytes given last belong to this response; any further ones do not.
        case complete(HTTPResponse, consumed: Int, keepsAlive: Bool)
    }

    private enum Phase {
        case statusLine
        case headers
        case sized(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkCarriageReturn
        case chunkLineFeed
        case trailers
        case untilClose
    }

    /// Bytes of the response so far, interim ones included.
    private(set) var received = 0

    private let method: String
    private let limits: HTTPLimits
    private let keepsBody: Bool
    private var phase = Phase.statusLine
    private var line: [UInt8] = []
    private var lineIsWhole = false
    private var headerBytes = 0
    private var statusLine: StatusLine?
    private var headers: [HTTPHeader] = []
    private var trailerCount = 0
    private var body: [UInt8] = []
    /// Bytes of the body so far, whether they are kept or not.
    private(set) var bodyCount = 0
    private var keepsAlive = false

    /// - Parameter keepsBody: false leaves the response's body empty, and only counts it.
    init(method: String, limits: HTTPLimits, keepsBody: Bool = true) {
        self.method = method
        self.limits = limits
        self.keepsBody = keepsBody
    }

    /// A decoder that stands behind a head which somebody else has read.
    init(behind head: PlainHead, limits: HTTPLimits) {
        self.init(method: "GET", limits: limits, keepsBody: false)
        received = head.byteCount
        headerBytes = head.byteCount
        statusLine = StatusLine(minorVersion: 1, status: head.status, reason: "")
        trailerCount = head.headerCount
        switch head.framing {
        case .empty, .sized: preconditionFailure("nothing is left to decode")
        case .chunked:
            keepsAlive = head.keepsAlive
            phase = .chunkSize
        case .untilClose: phase = .untilClose
        }
    }

    mutating func decode(_ bytes: Span<UInt8>) throws(HTTPFailure) -> Progress {
        var position = 0
        while position < bytes.count {
            let start = position
            let response = try step(bytes, &position)
            received += position - start
            if let response {
                return .complete(response, consumed: position, keepsAlive: keepsAlive)
            }
        }
        return .incomplete
    }

    /// The peer has closed: that ends a body without a length, and breaks off any other response.
    mutating func end() throws(HTTPFailure) -> HTTPResponse {
        if case .untilClose = phase, let response { return response }
        throw received == 0 ? .closedBeforeResponse(requestSent: true) : .closedEarly(received: received)
    }

    /// Takes at least one byte; returns the response when they complete it.
    private mutating func step(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(HTTPFailure) -> HTTPResponse? {
        switch phase {
        case .statusLine:
            guard try takeHeadLine(bytes, &position) else { return nil }
            statusLine = try StatusLine(line)
            phase = .headers
        case .headers:
            guard try takeHeadLine(bytes, &position) else { return nil }
            if line.isEmpty { return try finishHead() }
            headers.append(try HTTPHeader(line))
            guard headers.count <= limits.headerCount else {
                throw .tooManyHeaders(limit: limits.headerCount)
            }
        case .sized(let remaining):
            let taken = takeBody(bytes, &position, atMost: remaining)
            if taken == remaining { return response }
            phase = .sized(remaining: remaining - taken)
        case .chunkSize:
            guard try takeChunkSizeLine(bytes, &position) else { return nil }
            let size = try ChunkSize(line: line).bytes
            guard size <= limits.bodyBytes - bodyCount else { throw .bodyTooLarge(limit: limits.bodyBytes) }
            phase = size == 0 ? .trailers : .chunk(remaining: size)
        case .chunk(let remaining):
            let taken = takeBody(bytes, &position, atMost: remaining)
            phase = taken == remaining ? .chunkCarriageReturn : .chunk(remaining: remaining - taken)
        case .chunkCarriageReturn:
            guard bytes[position] == UInt8(ascii: "\r") else { throw .badResponse(.chunkEnd) }
            position += 1
            phase = .chunkLineFeed
        case .chunkLineFeed:
            guard bytes[position] == UInt8(ascii: "\n") else { throw .badResponse(.chunkEnd) }
            position += 1
            phase = .chunkSize
        case .trailers:
            guard try takeHeadLine(bytes, &position) else { return nil }
            if line.isEmpty { return response }
            _ = try HTTPHeader(line)
            trailerCount += 1
            guard headers.count + trailerCount <= limits.headerCount else {
                throw .tooManyHeaders(limit: limits.headerCount)
            }
        case .untilClose:
            let room = limits.bodyBytes - bodyCount
            guard takeBody(bytes, &position, atMost: room) > 0 else {
                throw .bodyTooLarge(limit: limits.bodyBytes)
            }
        }
        return nil
    }

    private var response: HTTPResponse? {
        statusLine.map {
            HTTPResponse(status: $0.status, reason: $0.reason, headers: headers, body: body)
        }
    }

    /// At the empty line after the headers.
    private mutating func finishHead() throws(HTTPFailure) -> HTTPResponse? {
        guard let statusLine else { preconditionFailure("headers are read after a status line only") }
        guard statusLine.status != 101 else { throw .badResponse(.switchedProtocols) }
        guard statusLine.status >= 200 else {
            headers = []
            phase = .statusLine
            return nil
        }
        keepsAlive =
            statusLine.minorVersion == 0
            ? headers.list("connection", contains: "keep-alive")
            : !headers.list("connection", contains: "close")
        switch try BodyFraming(of: statusLine, headers: headers, method: method) {
        case .empty:
            return response
        case .sized(let length):
            guard length <= limits.bodyBytes else { throw .bodyTooLarge(limit: limits.bodyBytes) }
            phase = .sized(remaining: length)
        case .chunked:
            phase = .chunkSize
        case .untilClose:
            keepsAlive = false
            phase = .untilClose
        }
        return nil
    }
}

// MARK: - taking bytes

extension ResponseDecoder {
    /// Whether `line` now holds a whole line of the head or the trailers, without its end.
    private mutating func takeHeadLine(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(HTTPFailure) -> Bool {
        let start = position
        let isWhole = takeLine(bytes, &position, atMost: limits.headerBytes - headerBytes)
        headerBytes += position - start
        guard isWhole || headerBytes < limits.headerBytes else {
            throw .headersTooLarge(limit: limits.headerBytes)
        }
        if isWhole, line.last == UInt8(ascii: "\r") { line.removeLast() }
        return isWhole
    }

    private mutating func takeChunkSizeLine(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(HTTPFailure) -> Bool {
        let isWhole = takeLine(bytes, &position, atMost: limits.headerBytes)
        guard isWhole || line.count < limits.headerBytes else {
            throw .headersTooLarge(limit: limits.headerBytes)
        }
        return isWhole
    }

    /// Appends to `line` up to a line feed, which is taken but not appended; begins anew after a whole line.
    private mutating func takeLine(
        _ bytes: Span<UInt8>, _ position: inout Int, atMost limit: Int
    ) -> Bool {
        if lineIsWhole { line.removeAll(keepingCapacity: true) }
        lineIsWhole = false
        let end = min(bytes.count, position + limit)
        while position < end {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") {
                lineIsWhole = true
                return true
            }
            line.append(byte)
        }
        return false
    }

    /// Moves bytes to the body; returns how many.
    private mutating func takeBody(
        _ bytes: Span<UInt8>, _ position: inout Int, atMost limit: Int
    ) -> Int {
        let count = min(limit, bytes.count - position)
        if keepsBody {
            bytes.extracting(position..<position + count).withUnsafeBufferPointer {
                body.append(contentsOf: $0)
            }
        }
        bodyCount += count
        position += count
        return count
    }
}
