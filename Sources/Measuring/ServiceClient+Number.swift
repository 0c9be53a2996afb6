package import GateModel
package import HTTPClient

extension ServiceClient {
    /// One sample of a metric that the service tells by itself: the number at a pointer into an answer.
    package func number(at pointer: String, of template: RequestTemplate) async -> Observed {
        do throws(HTTPError) {
            let request = template.filled { _ in nil }.at(address)
            let answer = try await send(request, timeout: .seconds(30)).response
            guard (200..<300).contains(answer.status) else { return .failed("status \(answer.status)") }
            return Observed(jsonPointer: pointer, in: answer.body)
        } catch {
            return .failed(error.kind)
        }
    }
}
