import GateModel
import Testing

@testable import Pipelines

/// How much a watch may ask and keep.
@Suite struct WatchExcessTests {
    private func watch(
        _ after: Duration, _ every: Duration, rate: Double?, _ sustained: Stage.Watch.Sustained? = nil
    ) -> Stage.Watch {
        Stage.Watch(
            url: "http://a:1", before: .zero, after: after, every: every, rate: rate, sustained: sustained,
            onInconclusive: .hold)
    }

    private let some = Stage.Watch.Sustained(windows: 3, of: 5)

    @Test func windowsThatAddUpAreAtMost300() throws {
        #expect(watch(.seconds(3000), .seconds(10), rate: nil).excess(operations: 1) == nil)
        let excess = try #require(watch(.seconds(3010), .seconds(10), rate: nil).excess(operations: 1))
        #expect(excess.text == "301 windows, all judged anew after each, are more than 300")
        #expect(excess.hint == "raise 'every', or declare 'sustained: 3 of 5'")
        #expect(watch(.seconds(3010), .seconds(10), rate: nil, some).excess(operations: 1) == nil)
    }

    @Test func aWindowHasAtMostAMillionRequestsOfAnOperation() throws {
        #expect(watch(.seconds(100), .seconds(100), rate: 10_000).excess(operations: 10) == nil)
        let excess = try #require(watch(.seconds(100), .seconds(100), rate: 10_001).excess(operations: 1))
        #expect(excess.text == "1000100 requests of each operation in a window are more than 1000000")
    }

    @Test func aWatchHasAtMostTenMillionRequests() throws {
        #expect(watch(.seconds(1000), .seconds(10), rate: 1000).excess(operations: 10) == nil)
        let excess = try #require(watch(.seconds(1010), .seconds(10), rate: 1000).excess(operations: 10))
        #expect(excess.text == "10100000 requests in all windows are more than 10000000")
        #expect(watch(.seconds(86_400), .milliseconds(1), rate: nil, some).excess(operations: 1) != nil)
    }

    @Test func aRateBeyondAllNumbersIsRefused() throws {
        #expect(watch(.seconds(86_400), .seconds(86_400), rate: 1e300).excess(operations: 1) != nil)
    }

    @Test func aPipelineSaysItAtEvery() throws {
        let file = """
            pawl: 1
            name: small
            environment: test
            service: { start: ./serve, ready: GET / }
            operations: { list: GET /items }
            rollback: { scripts: rollback/small }
            stages:
              - deploy: { run: ./deploy }
              - watch: { url: "http://a:1", for: 1h, every: 1s, rules: [ errors <= 1% ] }
            """
        let errors = try #require(throws: PipelineErrors.self) {
            try parsePipeline(file, path: "pipelines/small.yaml").pipeline
        }
        #expect(
            errors.errors.map(\.message) == [
                "3600 windows, all judged anew after each, are more than 300"
            ])
        #expect(errors.errors.map(\.position.line) == [9])
    }
}
