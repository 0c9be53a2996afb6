import JSON

/// What the code of a cache entry is made over.
struct CacheSeal: Encodable {
    /// The entry's own name, so that none can stand in for another.
    let entry: String
    /// Of all that it holds, in hexadecimal digits.
    let sha256: String
}

/// What the name of a cache entry is made from.
struct CacheOrigin: Encodable {
    let kind: ContentCache.Kind
    let parts: [String]
}

/// The canonical bytes of what is made here of texts alone, which can always be written.
func canonical(_ value: some Encodable) -> [UInt8] {
    do throws(JCSError) {
        return try JCS.bytes(value)
    } catch {
        preconditionFailure("texts can be written: \(error)")
    }
}
