import GateModel
import Testing

@testable import Pipelines

@Suite struct RestartTests {
    @Test(
        "restarts are automatic unless a number of blocks is named",
        arguments: [
            ("auto", Service.Restart.auto), ("every 1 block", .every(blocks: 1)),
            ("every 5 blocks", .every(blocks: 5)),
        ])
    func restart(text: String, expected: Service.Restart) throws {
        let file = membership.replacing(
            "  ready_within: 10s", with: "  ready_within: 10s\n  restart: \(text)")
        #expect(
            try parsePipeline(file, path: "pipelines/membership.yaml").pipeline.subject.restart == expected)
    }

    @Test(
        "so many blocks that too few process groups would be left are refused",
        arguments: ["every 6 blocks", "never"])
    func refused(text: String) {
        let report = report(
            replacing: "  ready_within: 10s", with: "  ready_within: 10s\n  restart: \(text)")
        #expect(
            report.hasSuffix(
                """
                error: expected 'auto' or 'every N blocks', found '\(text)'
                  9 |   restart: \(text)
                    |            \(String(repeating: "^", count: text.count))
                  hint: N is from 1 to 5: fewer than 8 process groups show nothing
                """))
    }

    @Test("blocks that share data have no operation that writes")
    func shared() {
        let report = report(
            replacing: "  ready_within: 10s", with: "  ready_within: 10s\n  shared: yes")
        #expect(
            report.hasSuffix(
                """
                error: 'record-payment' writes, and with 'shared: yes' all blocks share data
                  9 |   shared: yes
                    |   ^^^^^^
                  hint: declare only GET and HEAD operations, or leave 'shared' out
                """))
    }
}
