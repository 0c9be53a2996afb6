package import GateModel
import HTTPClient
import Processes

extension RunningSubject {
    /// How a counter stands now, since the service began; silent for a metric that is none.
    package func counter(_ metric: Metric) async -> Observed {
        switch metric.source {
        case .builtIn(.cpuTime): cpuTime()
        case .openMetrics(let series, let template): await client.counter(series, of: template)
        case .builtIn, .usage, .header, .serverTiming, .json, .command: .silent
        }
    }

    private func cpuTime() -> Observed {
        do throws(ProcessError) {
            return Observed(measured: try treeCPUTime(of: process))
        } catch {
            return .failed("\(error.description.prefix { $0 != "\n" })")
        }
    }
}

extension ServiceClient {
    /// The counters of a text in OpenMetrics 1.0, or in Prometheus' older format, which most services answer with.
    func counter(_ series: CounterSeries, of template: RequestTemplate) async -> Observed {
        do throws(HTTPError) {
            let request = template.filled { _ in nil }.at(address)
            let answer = try await send(request, timeout: .seconds(30)).response
            guard (200..<300).contains(answer.status) else { return .failed("status \(answer.status)") }
            let type = answer.first("Content-Type")?.lowercased() ?? ""
            return Observed(
                counter: series, in: answer.body,
                isOpenMetrics: type.hasPrefix("application/openmetrics-text"))
        } catch {
            return .failed(error.kind)
        }
    }
}
