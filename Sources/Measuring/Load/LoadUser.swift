import GateModel
import HTTPClient
import Statistics

/// One user of a load: a connection, what it was given to send along, and the operation that is under way.
final class LoadUser {
    /// How the operation under way has ended.
    struct Ended {
        let operation: Int
        /// When it should have begun, and when its last answer was whole, in ``LoadLoop/now``.
        let intended: UInt64
        let finished: UInt64
        /// Whether it belongs to what is measured.
        let counts: Bool
        let failure: OperationOutcome.Failure?
        /// As far as they are kept, and only of an operation that got so far.
        let exchanges: [HTTPExchange]
        /// Of its answers, heads included.
        let bytes: Int
    }

    private let loop: LoadLoop
    private let connection: LoadConnection
    private let operations: [LoadOperation]
    private let pool: ValuePool
    /// Called once for each operation.
    var ended: (LoadUser, Ended) -> Void = { _, _ in }
    var generator: SeededGenerator
    /// What is left of its own list, where it has one.
    var mix: OperationMix?

    private var cookies = CookieJar()
    private var operation = 0
    private var intended: UInt64 = 0
    private var counts = false
    private var isReading = false
    private var readTarget = ""
    private var drawn: [Int] = []
    private var sent: UInt64 = 0
    private var exchanges: [HTTPExchange] = []
    private var bytes = 0

    init(
        _ loop: LoadLoop, _ operations: [LoadOperation], _ pool: ValuePool, _ generator: SeededGenerator
    ) {
        self.loop = loop
        self.operations = operations
        self.pool = pool
        self.generator = generator
        connection = loop.connection()
        connection.ended = { [unowned self] in answered($0) }
    }

    /// Requests that went out a second time because the service had closed the kept connection.
    var repeated: Int { connection.repeated }

    /// Draws what the operation needs, and sends it; only after the one before has ended.
    func perform(_ operation: Int, intended: UInt64, now: UInt64, counts: Bool) {
        self.operation = operation
        self.intended = intended
        self.counts = counts
        isReading = false
        bytes = 0
        if !exchanges.isEmpty { exchanges = [] }
        sent = now
        if cookies.isEmpty, let fixed = operations[operation].fixed {
            connection.send(fixed, at: now)
        } else {
            let request = operations[operation].request
            drawn = pool.draw(&generator)
            connection.send(request.request(drawn, cookies: cookies.header(for: request.target)), at: now)
        }
    }

    private func answered(_ end: LoadEnd) {
        bytes += connection.received
        switch end {
        case .failed(let failure): finish(.noAnswer(failure))
        case .answered(let status, let headers):
            if !headers.isEmpty { cookies.take(headers, from: operations[operation].request.target) }
            finish(operations[operation].expect.accepts(status) ? nil : .status(status))
        case .response(let response): take(response)
        }
    }

    private func take(_ response: HTTPResponse) {
        let headers = response.headers.values(of: "set-cookie")
        if !headers.isEmpty {
            cookies.take(headers, from: isReading ? readTarget : operations[operation].request.target)
        }
        // From when it should have been sent; the read that follows is sent when it can be.
        exchanges.append(
            HTTPExchange(
                response: response, sentAt: isReading ? sent : intended, finishedAt: connection.endedAt))
        let isRight =
            isReading
            ? (200..<300).contains(response.status) : operations[operation].expect.accepts(response.status)
        guard isRight else { return finish(.status(response.status)) }
        guard !isReading, let then = operations[operation].then else { return finish(nil) }
        follow(then, after: response)
    }

    private func follow(_ then: RequestTemplate, after response: HTTPResponse) {
        isReading = true
        let texts = pool.texts(of: drawn)
        switch FollowUp(then, after: response, value: { texts[$0] }) {
        case .missing(let place): finish(.missing(place))
        case .request(var request):
            request = request.at(loop.target.address)
            readTarget = request.target
            if let header = cookies.header(for: readTarget) {
                request.headers.append(HTTPHeader(name: "Cookie", value: header))
            }
            do throws(RequestFault) {
                let bytes = try LoadRequest(request, host: loop.target.address.place, wantsResponse: true)
                sent = loop.now
                connection.send(bytes, at: sent)
            } catch {
                finish(.noAnswer(.badRequest(error)))
            }
        }
    }

    private func finish(_ cause: OperationOutcome.Cause?) {
        let failure = cause.map { OperationOutcome.Failure(isReading ? .then : .request, $0) }
        ended(
            self,
            Ended(
                operation: operation, intended: intended, finished: connection.endedAt, counts: counts,
                failure: failure, exchanges: exchanges, bytes: bytes))
    }
}
