import Testing

@testable import HTTPClient

@Suite("ServiceAddress")
struct ServiceAddressTests {
    @Test(
        "reads host, port and prefix",
        arguments: [
            ("http://127.0.0.1:8080", ServiceAddress(host: "127.0.0.1", port: 8080)),
            ("http://127.0.0.1:8080/", ServiceAddress(host: "127.0.0.1", port: 8080)),
            ("HTTP://shop.example", ServiceAddress(host: "shop.example", port: 80)),
            ("http://shop_1:65535/api/v1/", ServiceAddress(host: "shop_1", port: 65535, prefix: "/api/v1")),
            ("http://[::1]:9", ServiceAddress(host: "::1", port: 9)),
            ("https://shop.example", ServiceAddress(host: "shop.example", port: 443, isSecure: true)),
            (
                "https://[::1]:8443/api",
                ServiceAddress(host: "::1", port: 8443, prefix: "/api", isSecure: true)
            ),
            ("http://[fe80::1]/a%20b", ServiceAddress(host: "fe80::1", port: 80, prefix: "/a%20b")),
        ])
    func reads(_ url: String, _ address: ServiceAddress) throws {
        #expect(try ServiceAddress(url: url) == address)
    }

    @Test(
        "explains what it cannot read",
        arguments: [
            ("ftp://shop.example", "unknown scheme 'ftp'"),
            ("shop.example:8080", "no 'http://' or 'https://' in front"),
            ("", "no 'http://' or 'https://' in front"),
            ("http://", "no valid host"),
            ("http://:80", "no valid host"),
            ("http:///path", "no valid host"),
            ("http://[1.2.3]:80", "no valid host"),
            ("http://[::1:80", "no valid host"),
            ("http://a,b", "no valid host"),
            ("http://a:", "port '' is not a number from 1 to 65535"),
            ("http://a:0", "port '0' is not a number from 1 to 65535"),
            ("http://a:65536", "port '65536' is not a number from 1 to 65535"),
            ("http://a:+80", "port '+80' is not a number from 1 to 65535"),
            ("http://a:80:80", "port '80:80' is not a number from 1 to 65535"),
            ("http://[::1]80", "port '0' is not a number from 1 to 65535"),
            ("http://me:secret@a", "a user name or password does not belong here"),
            ("http://a/b?c", "a query or fragment does not belong here"),
            ("http://a#b", "a query or fragment does not belong here"),
            ("http://a/b c", "a blank, a control character or a letter outside ASCII"),
        ])
    func refuses(_ url: String, _ explanation: String) {
        do throws(ServiceAddressError) {
            _ = try ServiceAddress(url: url)
            Issue.record("was read")
        } catch {
            #expect(error.description == "url '\(url)': \(explanation)")
        }
    }

    @Test("hints at what to write")
    func hints() {
        #expect(
            ServiceAddressError("a", .noScheme).hint
                == "write it as http://HOST:PORT or https://HOST:PORT, with a /PREFIX if it has one")
    }

    @Test("names its place and its targets")
    func places() {
        #expect(ServiceAddress(host: "::1", port: 80).place == "[::1]:80")
        #expect(ServiceAddress(host: "a", port: 81).target("/x?y") == "/x?y")
        #expect(ServiceAddress(host: "a", port: 81, prefix: "/api").target("/x?y") == "/api/x?y")
    }
}
