import Foundation
import JSON
import Testing

@testable import DecisionLog

@Suite struct SignedNoteTests {
    private let key: SigningKey

    init() throws { key = try testKey(8) }

    @Test func whatIsSignedReadsBackAndIsBelieved() throws {
        let note = try SignedNote.sign("a log\n3\n", as: "example.org/log", with: key)
        let read = try SignedNote(parsing: Array(note.description.utf8))
        #expect(read == note)
        let own = NoteKey(name: "example.org/log", key: key.publicKey)
        let other = NoteKey(name: "example.org/log", key: try testKey(9).publicKey)
        #expect(try read.signers(among: [own, other]) == [own])
        #expect(NoteKey(own.description) == own)
    }

    @Test func anyOtherByteOfTheTextIsRefused() throws {
        let note = try SignedNote.sign("a log\n3\n", as: "example.org/log", with: key)
        let forged = try SignedNote(parsing: Array(note.description.replacing("3\n", with: "4\n").utf8))
        let own = NoteKey(name: "example.org/log", key: key.publicKey)
        #expect(throws: NoteProblem.wrongSignature(name: "example.org/log")) {
            try forged.signers(among: [own])
        }
        // Under another name it is by nobody that is known.
        #expect(try forged.signers(among: [NoteKey(name: "other", key: key.publicKey)]) == [])
    }

    @Test(
        "what is no note is refused",
        arguments: [
            "", "\n", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name !!\n",
            "text\n\n- name AAAAAAAA\n",
            "text\n\n— na me AAAAAAAA\n", "text\n\n— name AAAA\n", "text\n\n— name AAAAAAAA",
            "\n— name AAAAAAAA\n",
            "te\u{1}xt\n\n— name AAAAAAAA\n", "te\rxt\n\n— name AAAAAAAA\n", "text\n\n— na+me AAAAAAAA\n",
            "text\n\n\n— name AAAAAAAA\nmore\n",
        ])
    func bad(text: String) {
        #expect(throws: NoteProblem.self) { try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
    func publishedNotesAndKeysAreReadAsOthersReadThem() throws {
        let json = try JSONParser.parse(SharedVectors.bytes("signed-note/notes.json"))
        let notes = try #require(json["notes"]?.array)
        for entry in notes {
            let verifier = try #require(entry["vkey"]?.string)
            let key = try #require(NoteKey(verifier))
            let text = try #require(entry["note"]?.string)
            let note = try SignedNote(parsing: Array(text.utf8))
            #expect(note.description == text)
            #expect(try note.signers(among: [key]) == [key])
        }
        #expect(notes.count >= 4)
        for bad in try #require(json["bad_vkeys"]?.array) {
            #expect(NoteKey(try #require(bad.string)) == nil)
        }
        for good in try #require(json["cosig_vkey_valid"]?.array) {
            #expect(NoteKey(good.string ?? "") != nil)
        }
    }

    @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
    func aLogAndItsWitnessHaveBothSigned() throws {
        let note = try SignedNote(parsing: SharedVectors.bytes("interop-sample/checkpoint"))
        let keys = try ["log", "witness"].map { name in
            let text = try SharedVectors.text("interop-sample/\(name).vkey")
            return try #require(NoteKey(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
        #expect(try note.signers(among: keys) == Set(keys))
        #expect(try Checkpoint(note).size == 10_000)
    }
}
