private import CZlib

/// Inflates one body with zlib. Used once.
final class Inflater {
    enum Format {
        /// RFC 1952; several members one after the other are one body.
        case gzip
        /// RFC 1950.
        case zlib
        /// RFC 1951, without a frame or a checksum.
        case bare
    }

    private let format: Format
    /// At an address that never changes, which zlib demands.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ format: Format) throws(HTTPFailure) {
        self.format = format
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard pawl_inflate_init(stream, format.windowBits) == Z_OK else {
            throw .undecodableBody("a body for which there is no memory")
        }
    }

    deinit {
        inflateEnd(stream)  // harmless where nothing was begun
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// - Throws: ``HTTPFailure/undecodableBody(_:)`` for what is not of the format, is cut off or goes on after its end,
    ///   and ``HTTPFailure/bodyTooLarge(limit:)``; then no more than `limit` bytes and a chunk were taken.
    func inflate(_ body: [UInt8], atMost limit: Int) throws(HTTPFailure) -> [UInt8] {
        var inflated: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var position = 0
        while true {
            let step = step(body, from: position, into: &chunk)
            position += step.taken
            guard inflated.count + step.made <= limit else { throw .bodyTooLarge(limit: limit) }
            inflated.append(contentsOf: chunk[..<step.made])
            switch step.status {
            case Z_STREAM_END:
                if position == body.count { return inflated }
                guard format == .gzip else {
                    throw .undecodableBody("\(format.article) with more after its end")
                }
                inflateReset(stream)
            case Z_OK: continue
            // No progress was possible: there is no more to read.
            case Z_BUF_ERROR: throw .undecodableBody("\(format.article) that is cut off")
            default: throw .undecodableBody("a body that is no \(format.name)")
            }
        }
    }

    private func step(
        _ body: [UInt8], from position: Int, into chunk: inout [UInt8]
    ) -> (status: Int32, taken: Int, made: Int) {
        body.withUnsafeBufferPointer { input in
            chunk.withUnsafeMutableBufferPointer { output in
                let rest = UnsafeMutableBufferPointer(mutating: input).extracting(position...)
                let given = UInt32(clamping: rest.count)
                stream.pointee.next_in = rest.baseAddress
                stream.pointee.avail_in = given
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status = CZlib.inflate(stream, Z_NO_FLUSH)
                return (
                    status, Int(given - stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out)
                )
            }
        }
    }
}

extension Inflater.Format {
    fileprivate var windowBits: Int32 {
        switch self {
        case .gzip: 16 + MAX_WBITS
        case .zlib: MAX_WBITS
        case .bare: -MAX_WBITS
        }
    }

    fileprivate var name: String { self == .gzip ? "gzip" : "deflate" }
    fileprivate var article: String { "a \(name) body" }
}
