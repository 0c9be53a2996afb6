import GateModel

extension SampledRun {
    /// Whether the baseline's side, if there is one, was not measured by this run.
    var measuresOneSide: Bool {
        switch oneSided {
        case .recorded, .alone: true
        case .itself, nil: false
        }
    }

    /// What a reader has to know of a comparison with something that was not measured beside it.
    var recordingNote: Note? {
        guard case .recorded(let recording) = oneSided else { return nil }
        return .oneSideOnly(entry: recording.index, commit: recording.revision.commit)
    }
}
