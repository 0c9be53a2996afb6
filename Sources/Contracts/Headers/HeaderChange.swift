import GateModel

/// One effect of a changed header value on a client.
struct HeaderChange: Hashable {
    let kind: Difference.Kind
    let severity: Difference.Severity
    /// Tells it from other changes of the same header; never holds data: `no-store-lost`.
    var change = ""
}
