package import GateModel
import HTTPClient
import Processes

extension RunningSubject {
    /// One sample of a metric that belongs to the service as a whole.
    ///
    /// Commands are instruments: they run in `instruments`, the baseline's checkout, whichever side is measured.
    package func observe(_ metric: Metric, instruments: String) async -> Observed {
        switch metric.source {
        case .json(let pointer, let template): await number(at: pointer, of: template)
        case .command(let command): await number(printedBy: command, in: instruments)
        case .builtIn, .header, .serverTiming: .silent
        }
    }

    private func number(at pointer: String, of template: RequestTemplate) async -> Observed {
        let answer: HTTPResponse
        do throws(HTTPError) {
            answer = try await client.send(template.filled { _ in nil }, timeout: .seconds(30)).response
        } catch {
            return .failed(error.kind)
        }
        guard (200..<300).contains(answer.status) else { return .failed("status \(answer.status)") }
        return Observed(jsonPointer: pointer, in: answer.body)
    }

    private func number(printedBy command: DeclaredCommand, in directory: String) async -> Observed {
        var environment = subject.environment
        environment["PAWL_PORT"] = String(port)
        environment["PAWL_STATE"] = state.path + "/state"
        let instrument = Command(
            command.line, directory: directory, environment: environment, timeout: .seconds(60),
            masks: subject.masks)
        do throws(ProcessError) {
            let result = try await Processes.run(instrument)
            guard case .exited(0) = result.end else { return .failed("\(result.end)") }
            return Observed(printed: result.output.text)
        } catch {
            return .failed("\(error)")
        }
    }
}

extension Observed {
    /// The number at a JSON pointer; silent where nothing is there.
    package init(jsonPointer pointer: String, in body: [UInt8]) {
        guard let document = try? JSONParser.parse(body), let path = try? JSONPointer(pointer),
            let value = document.at(pointer: path)
        else {
            self = .silent
            return
        }
        switch value {
        case .integer(let number): self = .value(Double(number))
        case .number(let number): self = Observed(measured: number)
        case .null, .bool, .string, .array, .object: self = .notANumber
        }
    }

    /// The number that a command printed; silent where it printed nothing.
    package init(printed text: String) {
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }
        if words.isEmpty {
            self = .silent
        } else if words.count == 1, let number = Double(words[0]) {
            self = Observed(measured: number)
        } else {
            self = .notANumber
        }
    }
}
