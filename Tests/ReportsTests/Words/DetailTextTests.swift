import GateModel
import JSON
import Testing

@testable import Reports

/// What was seen where nothing could be shown, as people read it.
struct DetailTextTests {
    private typealias Case = (Inconclusive.Detail, String)

    private static let busy = HostConditions(
        cores: 2, loadBefore: 0.5, loadAfter: 3.9, stolenShare: 0.12, clockRatio: nil)
    private static let quiet = HostConditions(
        cores: 2, loadBefore: 0.5, loadAfter: 1, stolenShare: 0, clockRatio: 1)
    private static let members = DataCount(name: "members", side: .candidate, counted: 0, atLeast: 5000)
    private static let rise = Inconclusive.Rise(
        process: .init(number: 2, load: nil), more: 40e6, operations: 4000, largestStep: 20e6, unit: .bytes)
    private static let few = Inconclusive.Detail.blocks(.few(count: 7, least: 8))

    private static let general: [Case] = [
        (.said(text: "no space left"), "no space left"),
        (.about(name: "'search'", detail: few), "'search': 7 blocks, at least 8 needed"),
        (
            .load(doubts: [.dropped(3), .late(9, waited: 4)]),
            "requests that were not sent: 3; requests that were sent more than 100 ms late: 9, 4 of them for want of "
                + "a free connection"
        ),
        (
            .endedAt(judgement: "regress/p95"),
            "not judged, since 'regress/p95' was violated and ended the stage; mend that first"
        ),
        (.nothingDecided(first: nil), "no rule that could block was decided"),
        (
            .nothingDecided(first: .init(id: "regress/p95", why: Inconclusive(.tooFewSamples, few))),
            "no rule that could block was decided; 'regress/p95': too few samples: 7 blocks, at least 8 needed"
        ),
        (.foreign(stage: .compat), "it is what stage 'compat' observed"),
        (
            .helpNotAsked,
            "help was not asked: it cannot be told which program the command runs; write it as one plain command, or "
                + "declare an operation that prints the help"
        ),
    ]

    private static let observations: [Case] = [
        (
            .data(.short(count: members, scale: nil)),
            "members: 0 counted on the candidate's side, at least 5000 needed"
        ),
        (
            .data(.short(count: members, scale: .quarter)),
            "at 1/4 of the data, members: 0 counted on the candidate's side, at least 5000 needed"
        ),
        (
            .data(.uncounted(name: "members", place: .side(.baseline))),
            "members were not counted on the baseline's side"
        ),
        (
            .data(
                .notScaled(counts: [
                    .init(name: "members", counted: [5, 5, 5]), .init(name: "countries", counted: [2, 2, 2]),
                ])),
            "at 1/4, 1/2 and 1 of the data there are members 5, 5, 5; countries 2, 2, 2: 'seed' has to make as much "
                + "as PAWL_SCALE says"
        ),
        (.observed(.notMeasured(metric: "response_time")), "'response_time' was not measured"),
        (.observed(.nothing(side: .baseline)), "nothing was observed on the baseline's side"),
        (
            .observed(.failed(count: 3, of: 400, place: .side(.candidate), first: "status 500")),
            "3 of 400 on the candidate's side failed, the first with: status 500"
        ),
        (
            .observed(.silent(count: 3, of: 400, place: .window)),
            "3 of 400 in a window came without the metric"
        ),
        (
            .observed(.notNumbers(count: 3, of: 400, place: .scale(.half))),
            "3 of 400 at 1/2 of the data are no finite numbers"
        ),
        (
            .observed(.silent(count: 3, of: 400, place: .afterDeploy)),
            "3 of 400 after the deploy came without the metric"
        ),
        (
            .observed(.unevenBlock(number: 3, observed: 2, side: .candidate, expected: 10)),
            "block 3 has 2 observations on the candidate's side, 10 expected"
        ),
        (
            .observed(.unsettled(side: .candidate, blocks: 13, of: 24)),
            "the candidate still got faster at the end of the warm-up in 13 of 24 blocks"
        ),
        (
            .observed(.failuresDecide(count: 3, of: 400)),
            "3 of 400 failed; without them the limit is not shown to be broken, and with them as the slowest it is: "
                + "mend what fails, or move the limit"
        ),
    ]

    private static let reports: [Case] = [
        (.report(.failed(operations: 1, checks: 0)), "1 operation failed while it was measured"),
        (.report(.failed(operations: 0, checks: 1)), "1 check did not hold while it was measured"),
        (
            .report(.failed(operations: 2, checks: 3)),
            "2 operations failed and 3 checks did not hold while it was measured"
        ),
        (.report(.outsideCases(failures: 1)), "1 failure is reported that belongs to no test case"),
        (.report(.outsideCases(failures: 2)), "2 failures are reported that belong to no test case"),
        (
            .report(.contradicted(suite: "s", counter: .tests, declared: 3, found: 1)),
            "suite 's' says that it has 3 tests, and has 1: the report is incomplete, or was changed"
        ),
        (
            .report(.contradicted(suite: "s", counter: .failures, declared: 2, found: 0)),
            "suite 's' says that it has 2 failures and errors, and has 0: the report is incomplete, or was changed"
        ),
        (
            .report(.contradicted(suite: "s", counter: .skipped, declared: 2, found: 0)),
            "suite 's' says that it has 2 skipped tests, and has 0: the report is incomplete, or was changed"
        ),
        (.report(.summary(count: 20)), "the report has only a summary of 20 samples: no interval possible"),
        (.report(.summary(count: nil)), "the report has only a summary: no interval possible"),
        (.report(.notFinite), "a value is no finite number"),
        (.report(.zeroTimes(count: 3, of: 40)), "3 of 40 times are 0: the clock is too coarse"),
        (
            .report(.constant(value: 5, count: 40)),
            "all 40 values are 5: nothing varies that is measured"
        ),
        (.report(.absent(side: .baseline)), "the baseline's report does not have it"),
        (.report(.nothingShared), "no benchmark is in both reports"),
    ]

    private static let blocks: [Case] = [
        (.blocks(.undecided(blocks: 12, most: 40, least: nil)), "undecided after 12 of at most 40 blocks"),
        (
            .blocks(.undecided(blocks: 4, most: 40, least: 8)),
            "undecided after 4 of at most 40 blocks, at least 8 needed"
        ),
        (.blocks(.fewFresh(count: 4, least: 8)), "undecided after 4 blocks, at least 8 needed"),
        (.blocks(.fewProcessPairs(count: 7, least: 8)), "7 process pairs, at least 8 needed"),
        (.blocks(.unequal(count: 12, other: 8, operation: "plain")), "12 blocks, and 8 of 'plain'"),
        (
            .blocks(.fewRequests(count: 120, least: 320)),
            "120 requests a side, a mean needs 320: few slow ones may make most of it"
        ),
        (
            .blocks(.lostPass(at: 12, blocks: 40, since: nil)),
            "within the limit after 12 blocks, and no longer shown by all 40"
        ),
        (
            .blocks(.lostPass(at: 12, blocks: 40, since: .beyond(change: 0.06))),
            "within the limit after 12 blocks, and no longer shown by all 40: they show +6 %, beyond it; the first "
                + "were lucky, or something changed meanwhile"
        ),
        (
            .blocks(.lostPass(at: 12, blocks: 40, since: .open(detail: few))),
            "within the limit after 12 blocks, and no longer shown by all 40; 7 blocks, at least 8 needed"
        ),
        (
            .blocks(.leftOpen(blocks: 40)),
            "the limit lies between what 40 blocks leave open; move it away from what was measured, or measure on a "
                + "quieter host"
        ),
        (
            .blocks(.close(change: 0.042, blocks: 40, lower: 0.01, upper: 0.07, limit: 0.05)),
            "+4.2 % after 40 blocks, between +1 % and +7 %, and the limit is +5 %; move the limit away from it, or "
                + "make the candidate better"
        ),
        (
            .blocks(.close(change: 0.042, blocks: 40, lower: nil, upper: nil, limit: 0.05)),
            "+4.2 % after 40 blocks, and the limit is +5 %; move the limit away from it, or make the candidate better"
        ),
        (
            .blocks(.noisy(blocks: 40, shown: 0.0912, limit: 0.05, host: busy)),
            "undecided after 40 blocks; with this noise they show a change of 9.12 %, and the limit is +5 %; the host: "
                + "load 3.9 on 2 cores, 12 % of its time stolen; tolerate at least 10 %, or use more pairs a block, "
                + "or a quieter host"
        ),
        (
            .blocks(.means(blocks: 40, shown: 0.0912, host: quiet)),
            "undecided after 40 blocks; with this noise they show a change of 9.12 %"
        ),
    ]

    private static let shares: [Case] = [
        (
            .share(.few(beyond: 3, of: 40, least: 59)),
            "3 of 40 beyond the limit; even without any, 59 are needed: take more samples"
        ),
        (
            .share(.close(beyond: 3, of: 400, passing: 2, violating: 9, mayGrow: true)),
            "3 of 400 beyond the limit, where at most 2 would pass and from 9 on it would be a violation"
        ),
        (
            .share(.close(beyond: 3, of: 400, passing: nil, violating: nil, mayGrow: false)),
            "3 of 400 beyond the limit, where none passes and none is a violation; move the limit away from it, or "
                + "take more samples"
        ),
        (
            .share(.closeOfBlocks(beyond: 3, of: 400, blocks: 40, allowed: 0.01)),
            "3 of 400 beyond the limit after 40 blocks, and the limit allows 1 %; move the limit, or measure more"
        ),
        (
            .share(.closeOfBlocks(beyond: 3, of: 400, blocks: 40, allowed: nil)),
            "3 of 400 beyond the limit after 40 blocks; even without any, more are needed"
        ),
        (
            .share(.ofProcesses(least: 0.01, most: 0.07)),
            "1 % … 7 % of a process's requests are beyond the limit"
        ),
        (
            .share(.noSlowRequest(requests: 400, limit: 0.01)),
            "no slow request among 400 of the candidate, and these are too few to show +1 %"
        ),
        (
            .share(.slowRequests(candidate: 9, baseline: 2, of: 400, upper: 0.03, limit: 0.01)),
            "9 and 2 slow of 400 a side show at most +3 %, the limit is +1 %"
        ),
    ]

    private static let pairs: [Case] = [
        (
            .pairs(.inputs(open: 2, of: 4, blocks: 8, most: 40)),
            "2 of 4 inputs undecided after 8 of at most 40 blocks"
        ),
        (
            .pairs(.rareInput(name: "kind=c", blocks: 3, of: 40, least: 8)),
            "kind=c was drawn in 3 of 40 blocks, each input is needed in 8: give fewer 'values' or more 'pairs'"
        ),
        (
            .pairs(.undecidedInputs(open: 2, of: 4, name: "kind=c", detail: few)),
            "2 of 4 inputs undecided, such as kind=c: 7 blocks, at least 8 needed"
        ),
        (
            .pairs(.fewStarts(count: 12, least: 44)),
            "within the limit, after 12 of the 44 starts that few slow ones are seen in"
        ),
        (
            .pairs(.slowStarts(starts: .init(count: 12, of: 60, change: 0.31, baseline: 1))),
            "in 12 of 60 blocks the candidate was 31 % worse than in the others, in 1 the baseline"
        ),
        (
            .pairs(.countsDiffer(times: 3)),
            "the baseline gave another count for the same input 3 times; use a limit without '+'"
        ),
        (
            .pairs(.unconfirmedCounts(count: 3)),
            "3 counts differ, but the same input counted otherwise when it was repeated; use a limit with '<=' or '>='"
        ),
        (
            .pairs(.chance(worse: 3, of: 400)),
            "3 of 400 pairs beyond the limit, which chance may be and may not"
        ),
    ]

    private static let others: [Case] = [
        (
            .baseline(.noisy(blocks: 96, pairs: 1, shown: 0.0912, tolerated: 0.05)),
            "96 blocks of 1 pair, the most there may be, show a change of 9.12 % with this noise, and the rule "
                + "tolerates 5 %; tolerate at least 10 %, or use a quieter host"
        ),
        (
            .baseline(.recordedNoise(blocks: 96, pairs: 200, shown: 0.09)),
            "with the recorded noise 96 blocks of 200 pairs show a change of 9 %"
        ),
        (
            .baseline(.noisierThanRecorded(blocks: 4, recorded: 24)),
            "4 blocks differ by more than the 24 that earlier gates recorded"
        ),
        (
            .baseline(.slowed(change: 0.31, isControlled: false)),
            "the baseline itself took 31 % longer beside the candidate than beside itself in stage 'baseline'"
        ),
        (
            .baseline(.slowed(change: 0.31, isControlled: true)),
            "the baseline itself took 31 % longer beside the candidate than beside itself, before and right afterwards"
        ),
        (
            .baseline(.fewAnswered(count: 7, least: 8)),
            "7 blocks in which the baseline answered, at least 8 needed"
        ),
        (
            .check(.baselineFails(end: .exited(status: 1))),
            "the baseline fails it too (exit 1), so it shows nothing of the candidate; mend the suite, or what it needs "
                + "of this machine, in what runs first"
        ),
        (
            .check(.casesFailOnBoth(count: 3)),
            "3 cases fail on the baseline too, and nothing that passes there fails; mend or skip what fails, in what "
                + "runs first"
        ),
        (
            .check(.passedAgain),
            "it failed on the candidate, and passed when it was run once more: make it give the same answer every time"
        ),
        (
            .check(.casesPassedAgain(count: 1)),
            "1 case failed on the candidate, and not when it was run once more: make it give the same answer every time"
        ),
        (
            .check(.noReport(side: .candidate, why: "\u{1b}[2J")),
            "no report on the candidate's side: ␛[2J"
        ),
        (.check(.noCases(side: .baseline)), "no case was run on the baseline's side"),
        (
            .check(.contradiction(side: .candidate, failed: 0, end: .exited(status: 1))),
            "on the candidate's side the report has no failed case, and the command ended with exit 1: one of the two is "
                + "wrong"
        ),
        (
            .check(.contradiction(side: .candidate, failed: 2, end: .exited(status: 0))),
            "on the candidate's side the report has 2 failed cases, and the command ended with exit 0: one of the two is "
                + "wrong"
        ),
        (
            .check(.tooManyFail(count: 1200)),
            "1200 cases fail on the baseline, too many to tell which fail on the candidate only"
        ),
        (.windows(.few(count: 3)), "3 windows are fewer than were declared"),
        (.windows(.fewKnown(count: 3, least: 5)), "3 windows with values, at least 5 needed"),
        (
            .windows(.open(requests: 6000, windows: 40)),
            "6000 requests in 40 windows show neither side; watch for longer, raise 'rate', or move the limit"
        ),
        (
            .memory(.fewProcesses(known: 2, of: 3, least: 3)),
            "2 of 3 processes, at least 3 needed and all of them"
        ),
        (
            .memory(.unequalProcesses(candidate: 3, baseline: 2)),
            "3 processes of the candidate and 2 of the baseline"
        ),
        (.memory(.fewOperations(count: 600, of: 4800, process: nil)), "600 of 4800 operations"),
        (
            .memory(.fewOperations(count: 600, of: 4800, process: .init(number: 2, load: .alone("search")))),
            "process 2, with 'search' alone: 600 of 4800 operations"
        ),
        (.memory(.fewWholeMixes(count: 2, least: 3)), "2 of 3 processes with all operations"),
        (.memory(.notEmphasised(operation: "search")), "no process with half of the load on 'search'"),
        (
            .memory(.oneLeak(rise: rise, processes: 3)),
            "process 2: 40 MB more over 4000 operations (10 KB/op), up to 20 MB at once: a leak, but in one process of "
                + "3 only, and it needs a second"
        ),
        (
            .memory(.shortLeak(rise: rise, least: 601)),
            "process 2: 40 MB more over 4000 operations (10 KB/op), up to 20 MB at once: a leak, but it needs 601 "
                + "operations to be called one"
        ),
        (
            .memory(.openGrowth(rise: rise, operations: 4800)),
            "process 2: 40 MB more over 4000 operations (10 KB/op), up to 20 MB at once: neither a leak nor its absence "
                + "is shown by 4800 operations; raise 'max_operations', or the limit"
        ),
    ]

    private static let all = general + observations + reports + blocks + shares + pairs + others

    @Test("what was seen, in words", arguments: all)
    func words(detail: Inconclusive.Detail, text: String) { #expect(detail.text == text) }

    @Test("as an entry of a log has it, it reads back as it was written", arguments: all)
    func coded(detail: Inconclusive.Detail, text: String) throws {
        let bytes = try JCS.bytes(detail, fractions: .text)
        #expect(try JCS.read(Inconclusive.Detail.self, from: bytes, fractions: .text) == detail)
    }

    @Test("what somebody else said steers no terminal, and keeps its lines")
    func escaped() {
        #expect(Inconclusive.Detail.said(text: "a\n\u{1b}[2J").text == "a\n␛[2J")
        let failed = Inconclusive.ObservationFlaw.failed(count: 1, of: 2, place: .window, first: "\u{1b}[2J")
        #expect(failed.text == "1 of 2 in a window failed, the first with: ␛[2J")
    }
}
