/// What one connection is doing, and what follows from each thing that happens to it. Touches nothing else.
///
/// Every event returns the action that its caller must perform; when that says to close, the state already
/// holds the connection closed.
struct ConnectionState: Sendable {
    enum Action: Sendable, Hashable {
        case none
        case write
        case complete(HTTPResponse, close: Bool)
        case fail(HTTPFailure, close: Bool)
        case close
    }

    private struct Exchange {
        var decoder: ResponseDecoder
        let asksToClose: Bool
        var isWritten = false
    }

    private enum Phase {
        case idle
        case exchanging(Exchange)
        case closedByPeer
        case closedByUs
    }

    private let limits: HTTPLimits
    private var phase = Phase.idle

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Whether nothing that happened so far speaks against one more request.
    var isOpen: Bool {
        switch phase {
        case .idle, .exchanging: true
        case .closedByPeer, .closedByUs: false
        }
    }

    mutating func begin(_ request: HTTPRequest) -> Action {
        switch phase {
        case .idle:
            phase = .exchanging(
                Exchange(
                    decoder: ResponseDecoder(method: request.method, limits: limits),
                    asksToClose: request.asksToClose))
            return .write
        case .exchanging: return .fail(.busy, close: false)
        case .closedByPeer: return .fail(.closedBeforeResponse(requestSent: false), close: false)
        case .closedByUs: return .fail(.alreadyClosed, close: false)
        }
    }

    /// The kernel has taken the whole request.
    mutating func wroteRequest() {
        guard case .exchanging(var exchange) = phase else { return }
        exchange.isWritten = true
        phase = .exchanging(exchange)
    }

    mutating func received(_ bytes: Span<UInt8>) -> Action {
        switch phase {
        case .exchanging(var exchange):
            phase = .idle  // lets go of the decoder's buffers, which would be copied otherwise
            do throws(HTTPFailure) {
                switch try exchange.decoder.decode(bytes) {
                case .incomplete:
                    phase = .exchanging(exchange)
                    return .none
                case .complete(let response, let consumed, let keepsAlive):
                    // Surplus bytes would be taken for the next response, half a request for the next one's
                    // beginning.
                    let keep =
                        keepsAlive && consumed == bytes.count && exchange.isWritten && !exchange.asksToClose
                    phase = keep ? .idle : .closedByUs
                    return .complete(response, close: !keep)
                }
            } catch {
                phase = .closedByUs
                return .fail(error, close: true)
            }
        case .idle:
            phase = .closedByUs
            return .close
        case .closedByPeer, .closedByUs: return .none
        }
    }

    /// The peer has closed its side; the channel is closed already.
    mutating func closedByPeer() -> Action {
        switch phase {
        case .exchanging(var exchange):
            phase = .closedByPeer
            do throws(HTTPFailure) {
                return .complete(try exchange.decoder.end(), close: false)
            } catch {
                return .fail(error, close: false)
            }
        case .idle:
            phase = .closedByPeer
            return .none
        case .closedByPeer, .closedByUs: return .none
        }
    }

    mutating func resetByPeer() -> Action {
        abandon(next: .closedByPeer) { .reset(received: $0) }
    }

    mutating func failed(_ failure: HTTPFailure) -> Action {
        abandon(next: .closedByPeer) { _ in failure }
    }

    mutating func timedOut(after time: Duration) -> Action {
        abandon(next: .closedByUs) { .timedOut(after: time, received: $0) }
    }

    mutating func cancelled() -> Action {
        abandon(next: .closedByUs) { _ in .cancelled }
    }

    private mutating func abandon(next: Phase, _ failure: (_ received: Int) -> HTTPFailure) -> Action {
        switch phase {
        case .exchanging(let exchange):
            phase = next
            return .fail(failure(exchange.decoder.received), close: true)
        case .idle:
            phase = next
            return .close
        case .closedByPeer, .closedByUs: return .none
        }
    }
}
