import Testing

@testable import Measuring

@Suite("XMLReader")
struct XMLReaderTests {
    private func events(_ text: String) throws(ReportFault) -> [XMLReader.Event] {
        var reader = try XMLReader(Array(text.utf8))
        var events: [XMLReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    @Test("tags come in order, an empty element as two; comments, text and instructions are skipped")
    func order() throws {
        #expect(
            try events(
                "<?xml version='1.0'?><!-- <x> --><a k='v' l=\"&lt;&#x41;&#66;\">t<![CDATA[<b>]]><c /></a>\n")
                == [
                    .start(name: "a", attributes: ["k": "v", "l": "<AB"]), .start(name: "c", attributes: [:]),
                    .end(name: "c"), .end(name: "a"),
                ])
    }

    @Test(
        "what is not strictly XML, or dangerous, is refused",
        arguments: [
            ("<a>", "the XML ends too early"), ("<a></b>", "'</b>' closes another element"),
            ("<a/><b/>", "a second root element"), ("<a k=v/>", "an attribute's value is not in quotes"),
            ("<a k='1' k='2'/>", "the attribute 'k' stands twice in a tag"),
            ("<a>&x;</a>", "unknown entity '&x;'"),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "a document type is not read"),
            ("", "the XML ends too early"),
            ("<a k='1'l='2'/>", "malformed tag '<a'"), ("text<a/>", "text outside of the root element"),
            ("<a><!-- ", "the XML ends too early"), ("<a k='<'/>", "'<' in an attribute's value"),
            ("<a>&</a>", "'&' begins no reference"),
        ])
    func refused(text: String, message: String) {
        #expect { try events(text) } throws: { ($0 as? ReportFault)?.message == message }
    }

    @Test("nesting has an end")
    func deep() {
        let text = String(repeating: "<a>", count: 65)
        #expect { try events(text) } throws: {
            ($0 as? ReportFault)?.message == "elements are nested more than 64 deep"
        }
    }
}
