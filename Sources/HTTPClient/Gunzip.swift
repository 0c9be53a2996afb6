/// The content of a gzip file (RFC 1952), of one member or several.
///
/// - Parameter limit: bytes of the content, so that a small file cannot grow without end.
/// - Throws: ``HTTPFailure/undecodableBody(_:)`` and ``HTTPFailure/bodyTooLarge(limit:)``.
package func gunzip(_ bytes: [UInt8], atMost limit: Int) throws(HTTPFailure) -> [UInt8] {
    try Inflater(.gzip).inflate(bytes, atMost: limit)
}
