package import GateModel
package import HTTPClient

/// An operation made ready for a load.
package struct LoadOperation: Sendable {
    package let declared: DeclaredOperation
    let request: RequestPattern
    /// The request where it is always the same, and nothing follows its answer.
    let fixed: LoadRequest?
    let expect: DeclaredOperation.Expectation
    let then: RequestTemplate?
    /// Whether answers are kept until the operation has ended: for metrics that are read from them, and for `then`.
    let keepsAnswers: Bool

    /// - Parameter readsAnswers: whether more is wanted than how long it took and whether it failed.
    /// - Throws: ``RequestFault`` where one of the values would break the request.
    package init(
        _ declared: DeclaredOperation, _ exchange: DeclaredOperation.Exchange, values: [Pipeline.NamedValues],
        address: ServiceAddress, readsAnswers: Bool
    ) throws(RequestFault) {
        self.declared = declared
        expect = exchange.expect
        then = exchange.then
        keepsAnswers = readsAnswers || exchange.then != nil
        request = try RequestPattern(
            exchange.request, values: values, address: address, wantsResponse: keepsAnswers)
        fixed = exchange.then == nil ? request.fixed : nil
    }
}
