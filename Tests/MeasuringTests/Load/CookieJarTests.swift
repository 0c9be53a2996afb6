import Testing

@testable import Measuring

@Suite struct CookieJarTests {
    @Test("sends back what it was given, the longer path first")
    func back() {
        var jar = CookieJar()
        #expect(jar.isEmpty && jar.header(for: "/") == nil)
        jar.take(["session=1; Path=/; HttpOnly", "cart = 7 ;path=/shop"], from: "/login?next=/")
        #expect(jar.header(for: "/about") == "session=1")
        #expect(jar.header(for: "/shop/items?q=a") == "cart=7; session=1")
        #expect(jar.header(for: "/shopping") == "session=1")
    }

    @Test("without a path it belongs to the directory of what was asked for")
    func defaultPath() {
        var jar = CookieJar()
        jar.take(["a=1"], from: "/members/7/payments")
        #expect(jar.header(for: "/members/7/orders") == "a=1")
        #expect(jar.header(for: "/members/8") == nil)
    }

    @Test("a new value replaces the old one, and an age of nothing takes it back")
    func replaced() {
        var jar = CookieJar()
        jar.take(["a=1; Path=/"], from: "/")
        jar.take(["a=2; Path=/"], from: "/")
        #expect(jar.header(for: "/") == "a=2")
        jar.take(["a=; Path=/; Max-Age=0"], from: "/")
        #expect(jar.isEmpty)
    }

    @Test("what is no cookie is left", arguments: ["", "=1", "novalue", ";"])
    func rubbish(header: String) {
        var jar = CookieJar()
        jar.take([header], from: "/")
        #expect(jar.isEmpty)
    }
}
