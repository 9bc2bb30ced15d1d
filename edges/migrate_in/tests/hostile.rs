//! Files that are broken, hostile or something else: refused with a reason and a remedy, never a panic, never a large
//! read (section 9).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::io::{Cursor, Read};
use std::path::PathBuf;

use migrate_in::{MAX_BYTES, Reason, read, read_limited};
use proptest::prelude::*;

const HEAD: &str = r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><templateId root="2.16.840.1.113883.10.20.22.1.1"/>"#;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/ccda").join(name)).expect("a sample")
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/ccda");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".xml")).map(|name| (name.clone(), sample(&name))).collect()
}

fn refused(bytes: &[u8]) -> Reason {
    read(bytes).expect_err("refused").reason
}

#[test]
fn entity_expansion_is_refused_unopened() {
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">");
    for level in 1..10 {
        let before = if level == 1 { "lol".to_owned() } else { format!("lol{}", level - 1) };
        laughs += &format!("<!ENTITY lol{level} \"{}\">", format!("&{before};").repeat(10));
    }
    laughs += &format!("]>{HEAD}<title>&lol9;</title></ClinicalDocument>");
    assert_eq!(refused(laughs.as_bytes()), Reason::Dtd);
}

#[test]
fn outside_files_are_never_fetched() {
    let outside = format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{HEAD}<title>&e;</title></ClinicalDocument>");
    assert_eq!(refused(outside.as_bytes()), Reason::Dtd);
    let by_name = format!("<!doctype x SYSTEM \"http://127.0.0.1/x.dtd\">{HEAD}</ClinicalDocument>");
    assert_eq!(refused(by_name.as_bytes()), Reason::Dtd);
    let unknown = format!("{HEAD}<title>&unknown;</title></ClinicalDocument>");
    assert_eq!(refused(unknown.as_bytes()), Reason::NotWellFormed);
}

/// Counts what is taken from it.
struct Counted<R>(R, u64);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1 += count as u64;
        Ok(count)
    }
}

#[test]
fn two_hundred_megabytes_are_refused_after_twenty() {
    let mut source = Counted(std::io::repeat(b'<').take(200 * 1024 * 1024), 0);
    assert_eq!(read_limited(&mut source).unwrap_err().reason, Reason::TooLarge);
    assert!(source.1 <= MAX_BYTES as u64 + 1, "{} bytes were read", source.1);
    assert_eq!(refused(&vec![b'<'; MAX_BYTES + 1]), Reason::TooLarge);
}

#[test]
fn a_stream_within_the_limit_is_read_whole_and_a_broken_one_refused() {
    let bytes = sample("partners-lmr.xml");
    assert_eq!(read_limited(Cursor::new(&bytes)).unwrap(), bytes);
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    assert_eq!(read_limited(Broken).unwrap_err().reason, Reason::Unreadable);
}

#[test]
fn a_file_cut_at_every_thousandth_byte_is_refused_as_cut() {
    for (name, bytes) in samples() {
        for length in (1..bytes.len() - 40).step_by(1000) {
            let reason = refused(&bytes[..length]);
            assert_eq!(reason, Reason::Truncated, "{name} cut at {length}");
        }
        assert_eq!(refused(&bytes[..0]), Reason::Empty);
    }
}

#[test]
fn deep_nesting_is_refused_and_the_stack_survives() {
    for name in ["a", "section", "entryRelationship"] {
        let deep =
            format!("{HEAD}{}{}</ClinicalDocument>", format!("<{name}>").repeat(100_000), format!("</{name}>").repeat(100_000));
        assert_eq!(refused(deep.as_bytes()), Reason::TooDeep);
        let unclosed = format!("{HEAD}{}", format!("<{name}>").repeat(100_000));
        assert_eq!(refused(unclosed.as_bytes()), Reason::TooDeep);
    }
}

#[test]
fn floods_of_attributes_name_spaces_and_elements_are_refused() {
    let attributes: String = (0..300_000).map(|at| format!(" a{at}=''")).collect();
    assert_eq!(refused(format!("{HEAD}<x{attributes}/></ClinicalDocument>").as_bytes()), Reason::TooComplex);
    let spaces: String = (0..150).map(|at| format!(" xmlns:n{at}='u{at}'")).collect();
    let nested = format!("{HEAD}{}{}</ClinicalDocument>", format!("<x{spaces}>").repeat(100), "</x>".repeat(100));
    assert_eq!(refused(nested.as_bytes()), Reason::TooComplex);
    let elements = format!("{HEAD}{}</ClinicalDocument>", "<a/>".repeat(2_100_000));
    assert_eq!(refused(elements.as_bytes()), Reason::TooComplex);
    let entry = r#"<entry><observation><code code="1" displayName="x"/></observation></entry>"#;
    let section = format!(
        r#"{HEAD}<component><structuredBody><component><section><code code="30954-2"/>{}</section></component></structuredBody></component></ClinicalDocument>"#,
        entry.repeat(110_000)
    );
    assert_eq!(refused(section.as_bytes()), Reason::TooComplex);
}

#[test]
fn many_references_to_one_long_text_stay_cheap() {
    let entry = r##"<entry><observation><code code="1"/><text><reference value="#t"/></text></observation></entry>"##;
    let document = format!(
        r#"{HEAD}<component><structuredBody><component><section><code code="30954-2"/><text ID="t">{}</text>{}</section></component></structuredBody></component></ClinicalDocument>"#,
        "word ".repeat(400_000),
        entry.repeat(2_000)
    );
    let read = read(document.as_bytes()).unwrap();
    assert_eq!(read.results.len(), 2_000);
    assert!(read.results[0].item.text.as_ref().unwrap().chars().count() <= 1_001);
}

fn wide(text: &str, is_little: bool, has_mark: bool) -> Vec<u8> {
    let units = has_mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn utf_16_reads_like_utf_8() {
    let bytes = sample("practicefusion-referral.xml");
    let mut expected = read(&bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    for (is_little, has_mark) in [(true, true), (true, false), (false, true), (false, false)] {
        let mut found = read(&wide(&text, is_little, has_mark)).unwrap();
        std::mem::swap(&mut found.sha256, &mut expected.sha256);
        assert_ne!(found.sha256, expected.sha256, "the fingerprint is of the bytes as sent");
        expected.sha256.clone_from(&found.sha256);
        assert!(found == expected, "little {is_little} mark {has_mark}");
    }
    let mut odd = wide(&text, true, true);
    odd.pop();
    assert_eq!(refused(&odd), Reason::Truncated);
}

fn with_name(declaration: &str, name: &[u8]) -> Vec<u8> {
    let before = format!("{declaration}{HEAD}<recordTarget><patientRole><patient><name><family>");
    let after = b"</family></name></patient></patientRole></recordTarget></ClinicalDocument>";
    [before.as_bytes(), name, after].concat()
}

#[test]
fn encodings_are_decoded_as_declared_and_nothing_is_guessed() {
    let family = |bytes: &[u8]| read(bytes).unwrap().patient.family;
    assert_eq!(family(&with_name("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", b"Mu\xf1oz")), "Muñoz");
    assert_eq!(family(&with_name("<?xml version='1.0' encoding='windows-1252'?>", b"Mu\xf1oz\x92s")), "Muñoz’s");
    assert_eq!(family(&with_name("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "Muñoz".as_bytes())), "Muñoz");
    assert_eq!(family(&with_name("", "Muñoz".as_bytes())), "Muñoz");
    assert_eq!(refused(&with_name("", b"Mu\xf1oz")), Reason::EncodingUnknown);
    assert_eq!(refused(&with_name("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", b"Mu\xf1oz")), Reason::EncodingWrong);
    assert_eq!(refused(&with_name("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", b"Munoz")), Reason::EncodingWrong);
    assert_eq!(refused(&with_name("<?xml version=\"1.0\" encoding=\"klingon\"?>", b"Munoz")), Reason::EncodingUnknown);
    assert_eq!(refused(&with_name("\u{feff}<?xml version=\"1.0\" encoding=\"latin1\"?>", b"Munoz")), Reason::EncodingWrong);
    let garbled = read(&with_name("<?xml version=\"1.0\" encoding=\"latin1\"?>", "Muñoz".as_bytes())).unwrap();
    assert!(garbled.unread.iter().any(|unread| unread.why.contains("garbled")), "said, not guessed");
}

#[test]
fn other_files_are_named_for_what_they_are() {
    for (bytes, reason) in [
        (b"".as_slice(), Reason::Empty),
        (b" \r\n\t ", Reason::Empty),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Reason::Pdf),
        (b"PK\x03\x04\x14\x00\x00\x00", Reason::Zip),
        (b"{\"resourceType\":\"Patient\"}", Reason::NotBundle),
        (b"MSH|^~\\&|A|B|C|D|2013||ADT^A01", Reason::NotXml),
        (b"dear colleague, thank you for seeing", Reason::NotXml),
        (b"\x89PNG\r\n\x1a\n", Reason::NotXml),
        (b"<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"document\"/></Bundle>", Reason::Fhir),
        (b"<html><body><p>Portal</p></body></html>", Reason::NotCcda),
        (b"<!DOCTYPE html><html><body></body></html>", Reason::Dtd),
        (b"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>No template</title></ClinicalDocument>", Reason::NotCcda),
        (b"<ClinicalDocument><templateId root=\"2.16.840.1.113883.10.20.22.1.1\"/></ClinicalDocument>", Reason::NotCcda),
        (b"<a></b>", Reason::NotWellFormed),
        (b"</a>", Reason::NotWellFormed),
        (b"<a><b", Reason::Truncated),
        (b"\xff\xfe\x00\x01random\x80\x81", Reason::EncodingWrong),
        (b"\x80\x81\x82\x83", Reason::EncodingUnknown),
    ] {
        let refusal = read(bytes).unwrap_err();
        let shown: String = bytes.escape_ascii().take(40).map(char::from).collect();
        assert!(
            refusal.reason == reason || (reason == Reason::EncodingWrong && refusal.reason == Reason::NotXml),
            "{shown}: {refusal:?}"
        );
    }
}

#[test]
fn every_refusal_says_what_to_do_and_nothing_about_the_patient() {
    let remedies = ["Ask", "ask", "Choose", "Unpack", "Try again", "Download"];
    let mut codes = Vec::new();
    for reason in Reason::ALL {
        assert!(remedies.iter().any(|word| reason.sentence().contains(word)), "{}", reason.code());
        codes.push(reason.code());
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Reason::ALL.len());
    let cut = with_name("", b"Unmistakable");
    let refusal = read(&cut[..cut.len() - 3]).unwrap_err();
    assert!(!refusal.to_string().contains("Unmistakable") && !format!("{refusal:?}").contains("Unmistakable"));
}

/// A change to a file: bytes overwritten, removed, or copied from elsewhere in it.
#[derive(Clone, Debug)]
enum Change {
    Put(usize, Vec<u8>),
    Cut(usize, usize),
    Copy(usize, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let words = prop::sample::select(vec![
        "<",
        ">",
        "\"",
        "&",
        "&#0;",
        "<!--",
        "]]>",
        "</section>",
        "nullFlavor=\"UNK\"",
        "\u{fffd}",
        "0",
        " ",
    ]);
    prop_oneof![
        (any::<usize>(), prop::collection::vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (any::<usize>(), words).prop_map(|(at, word)| Change::Put(at, word.as_bytes().to_vec())),
        (any::<usize>(), 1_usize..4000).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<usize>(), any::<usize>(), 1_usize..4000).prop_map(|(from, to, length)| Change::Copy(from, to, length)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let size = bytes.len().max(1);
        match change {
            Change::Put(at, new) => {
                let at = at % size;
                let end = (at + new.len()).min(bytes.len());
                bytes.splice(at.min(end)..end, new.iter().copied());
            }
            Change::Cut(at, length) => {
                let at = (at % size).min(bytes.len());
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Change::Copy(from, to, length) => {
                let from = (from % size).min(bytes.len());
                let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
                let to = (to % size).min(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

/// Elements and attributes blanked, so that the file stays well-formed and the reader itself is tried.
fn hollowed(text: &str, every: usize, offset: usize) -> String {
    let mut count = offset;
    let mut parts = text.split('"').map(str::to_owned).collect::<Vec<_>>();
    for value in parts.iter_mut().skip(1).step_by(2) {
        count += 1;
        if count.is_multiple_of(every) && !value.starts_with("urn:") && !value.starts_with("http") {
            value.clear();
        }
    }
    parts.join("\"")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_never_panic(changes in prop::collection::vec(change(), 1..12), which in 0_usize..3) {
        let name = ["practicefusion-referral.xml", "partners-lmr.xml", "hl7-discharge-summary.xml"][which];
        let _ = read(&changed(sample(name), &changes));
    }

    #[test]
    fn missing_attributes_never_panic(every in 2_usize..40, offset in 0_usize..40) {
        let text = String::from_utf8(sample("practicefusion-referral.xml")).unwrap();
        let _ = read(hollowed(&text, every, offset).as_bytes());
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes);
        let _ = read(&[HEAD.as_bytes(), &bytes].concat());
    }
}
