/// Rules about answers beside those that stand with ``Difference/Kind`` itself.
///
/// The names stand in fingerprints, so they never change.
extension Difference.Kind {
    // An answer that cannot be read as one.
    package static let bodyTooLarge = Difference.Kind(rawValue: "body-too-large")
    package static let headersTooLarge = Difference.Kind(rawValue: "headers-too-large")
    package static let malformedResponse = Difference.Kind(rawValue: "malformed-response")
    /// A body that is not what its content coding says.
    package static let undecodableBody = Difference.Kind(rawValue: "undecodable-body")
    /// Only that there is a body was compared, and why: it tells nothing by itself.
    package static let bodyNotCompared = Difference.Kind(rawValue: "body-not-compared")

    // The shape over all samples.
    package static let formatChanged = Difference.Kind(rawValue: "format-changed")
    package static let valueAdded = Difference.Kind(rawValue: "value-added")
    package static let valueLost = Difference.Kind(rawValue: "value-lost")
    package static let fieldRarer = Difference.Kind(rawValue: "field-rarer")
    package static let alwaysNull = Difference.Kind(rawValue: "always-null")

    // Headers that matter.
    package static let securityHeaderRemoved = Difference.Kind(rawValue: "security-header-removed")
    package static let securityHeaderChanged = Difference.Kind(rawValue: "security-header-changed")
    package static let cachingChanged = Difference.Kind(rawValue: "caching-changed")
    package static let cookieRemoved = Difference.Kind(rawValue: "cookie-removed")
    package static let cookieChanged = Difference.Kind(rawValue: "cookie-changed")
    package static let cookieAdded = Difference.Kind(rawValue: "cookie-added")
    package static let deprecationChanged = Difference.Kind(rawValue: "deprecation-changed")
    package static let contentEncodingChanged = Difference.Kind(rawValue: "content-encoding-changed")
    package static let linkRemoved = Difference.Kind(rawValue: "link-removed")

    // Time, and writes.
    package static let slower = Difference.Kind(rawValue: "slower")
    package static let notIdempotent = Difference.Kind(rawValue: "not-idempotent")
}
