/// A text that is not the address of a service; the caller's message says where the text stands.
package struct ServiceAddressError: Error, Sendable, Hashable {
    package enum Problem: Sendable, Hashable {
        case characters
        case noScheme
        case scheme(String)
        case credentials
        case host
        case port(String)
        case queryOrFragment
    }

    package let url: String
    package let problem: Problem

    init(_ url: String, _ problem: Problem) {
        self.url = url
        self.problem = problem
    }

    /// What the caller puts behind `hint: `.
    package var hint: String {
        "write it as http://HOST:PORT or https://HOST:PORT, with a /PREFIX if it has one"
    }
}

extension ServiceAddressError: CustomStringConvertible {
    /// One line without the place: `url 'ftp://shop': unknown scheme 'ftp'`.
    package var description: String { "url '\(url.utf8.excerpt)': \(explanation)" }

    private var explanation: String {
        switch problem {
        case .characters: "a blank, a control character or a letter outside ASCII"
        case .noScheme: "no 'http://' or 'https://' in front"
        case .scheme(let scheme): "unknown scheme '\(scheme)'"
        case .credentials: "a user name or password does not belong here"
        case .host: "no valid host"
        case .port(let text): "port '\(text)' is not a number from 1 to 65535"
        case .queryOrFragment: "a query or fragment does not belong here"
        }
    }
}
