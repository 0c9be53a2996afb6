import ArgumentParser
import GateModel
import HTTPClient
import Measuring

/// What `pawl load` sends, and what it takes for a success.
struct LoadRequestOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The method. (default: GET, or POST where there is data)")
    var method: String?

    @Option(name: [.customShort("H"), .long], help: "A header, 'Name: value'; may be repeated.")
    var header: [String] = []

    @Option(name: [.short, .long], help: "The body.")
    var data: String?

    @Option(help: "The status of a success. (default: 200 to 299)")
    var expect: Int?

    @Option(help: "The longest that an answer may take before it has failed.")
    var timeout = Length(.seconds(30))

    @Option(help: "A PEM file of certificates that are trusted beside the system's.")
    var ca: String?

    func validate() throws {
        for header in header where !header.contains(":") {
            throw ValidationError("--header: '\(header)' has no ':' after the name")
        }
    }

    var limits: HTTPLimits { HTTPLimits(exchangeTime: timeout.duration) }

    /// - Throws: a usage error where the URL is none, or the request could not be sent.
    func operation(_ url: String) throws -> (ServiceAddress, LoadOperation) {
        do {
            let place = Self.split(url)
            let address = try ServiceAddress(url: place.service)
            let template = RequestTemplate(
                method: method ?? (data == nil ? "GET" : "POST"), target: place.target,
                headers: header.map(Self.header), body: data.map { .text($0) } ?? .none)
            let exchange = DeclaredOperation.Exchange(
                request: template, expect: expect.map { .status($0) } ?? .success, then: nil)
            let declared = DeclaredOperation(
                name: template.summary, action: .exchange(exchange), weight: 1,
                position: FilePosition(file: "", line: 0, column: 0))
            let operation = try LoadOperation(
                declared, exchange, values: [], address: address, readsAnswers: false)
            return (address, operation)
        } catch let error as ServiceAddressError {
            throw ValidationError("\(error)\n  hint: write it as http://HOST:PORT/PATH?QUERY")
        } catch let fault as RequestFault {
            throw ValidationError("the request cannot be sent: \(fault)")
        }
    }

    private static func split(_ url: String) -> (service: String, target: String) {
        guard let scheme = url.firstRange(of: "://") else { return (url, "/") }
        let rest = url[scheme.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let target = rest[authority.endIndex...]
        return (
            String(url[..<authority.endIndex]), target.first == "/" ? String(target) : "/\(target)"
        )
    }

    private static func header(_ text: String) -> RequestTemplate.Header {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
        return RequestTemplate.Header(name: String(parts[0]), value: String(value))
    }
}
