extension StageResult {
    /// As a log has it: the verdict as it was recorded, which may rest on more judgements than these.
    package init(recorded stage: StageName, verdict: Verdict, judgements: [Judgement], seconds: Double) {
        self.stage = stage
        self.verdict = verdict
        self.judgements = judgements
        self.seconds = seconds
        engine = nil
        load = nil
    }
}
