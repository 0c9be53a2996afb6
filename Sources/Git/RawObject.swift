/// An object as it is stored: the bytes whose digest, with git's header before them, is the object's id.
package struct RawObject: Hashable, Sendable {
    package let kind: Kind
    package let bytes: [UInt8]

    package enum Kind: String, Hashable, Sendable {
        case commit, tree, blob, tag
    }
}
