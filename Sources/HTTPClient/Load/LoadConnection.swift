import NIOCore

/// One connection of a load, which carries one request at a time, is kept between them, and opened again when a
/// request needs it.
///
/// Everything happens on the thread of its ``LoadLoop``, where `ended` is called once for each request.
package final class LoadConnection {
    package var ended: (LoadEnd) -> Void = { _ in }
    /// Bytes of the present or last response, heads and framing included.
    package private(set) var received = 0
    /// When the last request ended, in ``LoadLoop/now``.
    package private(set) var endedAt: UInt64 = 0
    /// Requests that went out a second time because the peer had closed the kept connection.
    package private(set) var repeated = 0

    /// When a request under way has taken too long.
    private(set) var deadline = UInt64.max

    private enum Phase {
        case closed
        case opening(LoadRequest)
        case idle
        /// `isFirst`: of this TCP connection.
        case exchanging(LoadRequest, isFirst: Bool)
    }

    private unowned let loop: LoadLoop
    private let timeout: UInt64
    private var phase = Phase.closed
    private var channel: LoadChannel?
    private var scanner: ResponseScanner
    /// Of an answer that is wanted whole.
    private var decoder: ResponseDecoder?

    init(_ loop: LoadLoop) {
        self.loop = loop
        timeout = UInt64(loop.target.limits.exchangeTime / .nanoseconds(1))
        scanner = ResponseScanner(limits: loop.target.limits)
    }

    /// Sends on the open connection, or opens one; only after the request before has ended.
    package func send(_ request: LoadRequest, at now: UInt64) {
        deadline = now + timeout
        switch phase {
        case .closed: open(for: request)
        case .idle: exchange(request, isFirst: false)
        case .opening, .exchanging: preconditionFailure("one request at a time")
        }
    }

    @inline(__always)
    private func exchange(_ request: LoadRequest, isFirst: Bool) {
        phase = .exchanging(request, isFirst: isFirst)
        received = 0
        scanner.begin(request)
        if request.wantsResponse {
            decoder = ResponseDecoder(method: request.method, limits: loop.target.limits)
        }
        channel?.send(request.bytes)
    }

    private func end(_ end: LoadEnd) {
        endedAt = loop.now
        if endedAt > deadline {
            deadline = .max
            drop()
            ended(.failed(overdue))
        } else {
            deadline = .max
            ended(end)
        }
    }

    private func drop() {
        channel?.abandon()
        channel = nil
        decoder = nil
        phase = .closed
    }

    private func fail(_ failure: HTTPFailure) {
        drop()
        end(.failed(failure))
    }

    private var overdue: HTTPFailure {
        .timedOut(after: loop.target.limits.exchangeTime, received: received)
    }
}

// MARK: - what happens to it

extension LoadConnection {
    func received(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard case .exchanging(let request, _) = phase else {
            // An answer that nobody asked for would be taken for that to the next request.
            return drop()
        }
        do throws(HTTPFailure) {
            if request.wantsResponse {
                try decode(bytes, request)
            } else {
                let progress = try scanner.scan(bytes)
                received = scanner.received
                guard case .complete(let isClean) = progress else { return }
                finish(keeping: isClean && !request.asksToClose)
                end(.answered(status: scanner.status, cookies: scanner.cookies))
            }
        } catch {
            fail(error)
        }
    }

    private func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ request: LoadRequest) throws(HTTPFailure) {
        guard var decoder else { preconditionFailure("made with the request") }
        self.decoder = nil
        let progress = try decoder.decode(bytes.span)
        received = decoder.received
        switch progress {
        case .incomplete: self.decoder = decoder
        case .complete(let response, let consumed, let keepsAlive):
            finish(keeping: keepsAlive && consumed == bytes.count && !request.asksToClose)
            end(.response(response))
        }
    }

    @inline(__always)
    private func finish(keeping: Bool) {
        if keeping { phase = .idle } else { drop() }
    }

    func closedByPeer() {
        switch phase {
        case .closed: break
        case .opening: fail(.closedBeforeResponse(requestSent: false))
        case .idle: drop()
        case .exchanging(let request, let isFirst):
            do throws(HTTPFailure) {
                if request.wantsResponse, let response = try decoder?.end() {
                    drop()
                    end(.response(response))
                } else {
                    try scanner.end()
                    drop()
                    end(.answered(status: scanner.status, cookies: scanner.cookies))
                }
            } catch {
                retryOrFail(request, isFirst: isFirst, error)
            }
        }
    }

    func broken(by error: any Error) {
        let failure: HTTPFailure =
            switch SystemFailure(error) {
            case .reset: .reset(received: received)
            case .refused, .exhausted, .other: SystemFailure.failure(error)
            }
        switch phase {
        case .closed: break
        case .idle: drop()
        case .opening: fail(failure)
        case .exchanging(let request, let isFirst): retryOrFail(request, isFirst: isFirst, failure)
        }
    }

    func timeOut() {
        switch phase {
        case .closed, .idle: deadline = .max
        case .opening, .exchanging: fail(overdue)
        }
    }

    func cancel() {
        switch phase {
        case .closed: break
        case .idle: drop()
        case .opening, .exchanging: fail(.cancelled)
        }
    }

    /// A kept connection may have been closed while the request was on its way; that is no fault of the service.
    private func retryOrFail(_ request: LoadRequest, isFirst: Bool, _ failure: HTTPFailure) {
        guard !isFirst, received == 0, request.mayRepeat, failure.isQuietClose else { return fail(failure) }
        drop()
        repeated += 1
        open(for: request)
    }

    private func open(for request: LoadRequest) {
        phase = .opening(request)
        received = 0
        let channel = LoadChannel(owner: self)
        self.channel = channel
        loop.open(channel) { [self] error in
            // Of an attempt that was given up meanwhile nobody wants to know.
            guard self.channel === channel, case .opening = phase else { return }
            fail(error)
        }
    }

    func opened() {
        guard case .opening(let request) = phase else { return }
        exchange(request, isFirst: true)
    }
}

extension HTTPFailure {
    /// Whether the peer has ended the connection without a byte of an answer.
    fileprivate var isQuietClose: Bool {
        switch self {
        case .closedBeforeResponse, .reset(received: 0): true
        default: false
        }
    }
}
