import GateModel
import Testing

@testable import Pipelines

@Test func explore() throws {
    func show(_ a: String, _ b: String) {
        var text = membership
        if let r = text.firstRange(of: a) {
            text.replaceSubrange(r, with: b)
        } else {
            print("NOT FOUND \(a)")
        }
        print("=== \(a) -> \(b)")
        do {
            _ = try parsePipeline(text, path: "pipelines/membership.yaml")
            print("PARSED")
        } catch { print(error) }
    }
    do {
        _ = try parsePipeline(membership, path: "pipelines/membership.yaml")
        print("PARSED")
    } catch { print(error) }
    let m = "median(response_time) <= +5% or +0.02ms"
    for r in [
        "median(respons_time) <= +5%", "median(response_time) <= 5%", "median(response_time) >= 5%",
        "median(response_time) <= 50", "median(response_time) <= 50KB",
        "median(response_time) <= +0", "median(response_time) <= +0%", "mean(queries) <= 5%",
        "mean(queries) <= 5ms", "growth(response_time) <= 5ms", "p95(health_score) >= 5",
        "rate(queries) <= 5/s", "mean(errors) <= 1%", "errors <= 0.01", "errors <= +1%",
        "peak(memory) <= 5MB", "median(response_time) <= +5% vs search", "exponent(response_time) <= 1.1",
        "cpu_time <= 5ms", "median <= 5ms", "median(response_time) =< 5ms", "median(response_time) = 5ms",
        "median(response_time) != 5ms", "median(response_time)", "median(response_time) <=",
        "median(response_time", "medain(response_time) <= 5ms",
        "p95 <= 50ms", "p(95)(response_time) <= 50ms", "med(response_time) <= +5%",
        "p45(response_time) <= 5ms", "p99.99(response_time) <= 5ms", "median(response_time) <= 5sec",
        "median(response_time) <= 5 ms",
        "median(response_time) <= +5% for serach", "median(response_time) <= +5% for reads, record-payment",
        "median(response_time) <= +5% for", "health_score >= 95 for search", "health_score >= -5",
        "response_time <= +5%", "max(response_time) <= +5%",
        "median(response_time) <= +5% or 20ms", "median(response_time) <= 5ms or 10ms",
        "median(response_time) in 5ms..1ms", "median(response_time) in 1..5ms",
        "median(response_time) in 1ms", "median(response_time) in +1ms..5ms",
        "throughput >= 50", "throughput >= 50/s", "throughput >= -5%", "median(response_time) <= 5ms/op",
        "median(response_time) == 5ms", "errors == 1%", "p99.9(response_time) <= 5s", "", "- x",
        "median(response_time) <= +5% extra", "median(response_time) <= -100%", "mean(queries) <= +0",
        "mean(queries) <= 7", "median(response_time) <= #x",
    ] {
        show(m, r)
    }
    show("pawl: 1 ", "pawl: 2 ")
    show("pawl: 1 ", "")
    show("name: membership", "name: checkout")
    show("cycles: 5", "cycle: 5")
    show("cycles: 5", "cycles: five")
    show("cycles: 5", "cycles: 5\n      cycles: 6")
    show("rollback:\n", "notify:\n")
    show("ready: GET /health", "ready: GET /x: y")
    show("ready_within: 10s", "ready_within: 10")
    show("expect: 201", "expect: 99")
    show("\"GET /search?q={term}&limit=20\"", "{term}")
    show("GET /search?q={term}", "GET /search?q={trem}")
    show("GET /search?q", "get /search?q")
    show("{ header: X-Query-Count, unit: count }", "{ header: X-Query-Count, unit: ms }")
    show("request: \"GET /members/999999\"", "request: GET /members/{member}")
    show("at_least: 30s", "at_least: 30s\n      every: 5")
    show("scripts: rollback/membership", "scripts: ../x")
    show("http://127", "https://127")
    show("sustained: 3 of 5", "sustained: 6 of 5")
    show("for: 10m", "for: 20s")
    show("      before: 2m\n", "")
    show("operations_per_user: 20", "operations_per_user: 10")
    show("warn: 10ms", "warn: 20ms")
    show("  - compat:", "  - compta:")
    show("  - compat:", "  - regress:")
    show("build: ./build", "build: &a ./build")
    show("build: ./build", "build: !!int 5")
    show("build: ./build", "build: *a")
    show("build: ./build", "build: %a")
    show("build: ./build", "\tbuild: x")
    show("build: ./build", "build: \"x")
    show("member: 1..5000", "member: 5000..1")
    show("build: ./build", "env: [PAWL_KEY_FILE, A=B]")
    show("member: 1..5000", "member: 1..5000\n\u{1}")
    show("copy: default", "copy: cp -r")
    show("{ run: ./deploy, within: 10m }", "{ run: ./deploy, within: 10m, rules: [] }")
    show("deploy: { run: ./deploy, within: 10m }", "deploy")
    show("    - watch:", "    - watch:\n    - deploy:")
    show("start: python3 service.py", "")
}
