@testable import HTTPClient

extension ResponseDecoder {
    mutating func decode(_ bytes: some Collection<UInt8>) throws(HTTPFailure) -> Progress {
        let piece = Array(bytes)
        return try decode(piece.span)
    }
}
