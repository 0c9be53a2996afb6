import GateModel

/// A pipeline of a service that is never started, with these stages.
func simulatedPipeline(_ stages: [Stage]) -> Pipeline {
    let service = Service(
        build: nil, start: .shell("./start"), ready: RequestTemplate(method: "GET", target: "/health"),
        readyWithin: .seconds(10), data: nil, environment: [], secrets: [])
    return Pipeline(
        name: "simulated", environment: "staging", path: "pipelines/simulated.yaml",
        subject: .service(service),
        values: [], operations: [], metrics: [], stages: stages, rollback: nil)
}
