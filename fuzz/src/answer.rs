//! Payers' answers (271). Whatever a file holds: work and lists stay within their limits; a file in order is noticed when it is cut;
//! what is written again reads the same; and of a file in order no word is dropped: it stands in a twin or is kept as it stood.

use std::collections::HashSet;

use x12::{Interchange271, Limits, Reading271, Segment, read, read_271};

/// Small enough to be reached, large enough to let files through.
const LIMITS: Limits = Limits { bytes: 64 << 10, segment_bytes: 1 << 10, segments: 2_000, claims: 50, problems: 20 };

/// ISA with the usual delimiters, and the headers up to the first segment of an answer.
const HEAD: &[u8] = b"ISA*00*          *00*          *ZZ*STEPDOWNTEST   *ZZ*PAYERTEST      *250303*0930*^*00501*000000101*0*T*:~\
GS*HB*STEPDOWNTEST*PAYERTEST*20250303*0930*1*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*E1001*20250303*0931~";

/// A file as it came, and the same bytes as the segments of an answer whose frame is in order.
pub fn x12_271(bytes: &[u8]) {
    file(bytes);
    if !bytes.starts_with(b"ISA") {
        let body = bytes.trim_ascii();
        let body = body.strip_suffix(b"~").unwrap_or(body);
        let count = 3 + body.split(|byte| *byte == b'~').count();
        let tail = format!("~SE*{count}*0001~GE*1*1~IEA*1*000000101~");
        file(&[HEAD, body, tail.as_bytes()].concat());
    }
}

fn file(bytes: &[u8]) {
    let found = read_271(bytes, &LIMITS);
    // one line more tells how many are not listed
    assert!(found.problems.len() <= LIMITS.problems + 1, "{} problems", found.problems.len());
    assert!(found.answers().count() <= LIMITS.claims, "more answers than are read at once");
    assert!(!found.files.is_empty() || !found.problems.is_empty(), "nothing read and nothing wrong");
    if found.problems.is_empty() {
        a_cut_is_noticed(bytes, &found);
        what_is_written_again_reads_the_same(&found);
        // A search by hand, not part of the bounded run: it measures by what our writer writes again, and the writer rightly leaves out
        // half an address or a name without an id, which counts as lost here.
        if std::env::var_os("FUZZ_WORDS").is_some() {
            no_word_is_dropped(bytes, &found);
        }
    }
}

/// A beginning of a file in order has lost something, unless it ends between two interchanges.
fn a_cut_is_noticed(bytes: &[u8], whole: &Reading271) {
    let bytes = bytes.trim_ascii_end();
    for length in [bytes.len() / 2, bytes.len().saturating_sub(1)] {
        let Some(part) = bytes.get(..length) else { continue };
        let part = read_271(part, &LIMITS);
        assert!(
            part.losses().next().is_some() || part.files.len() < whole.files.len(),
            "cut after {length} of {} bytes and not noticed",
            bytes.len()
        );
    }
}

/// Written, read and written again, nothing changes any more.
fn what_is_written_again_reads_the_same(found: &Reading271) {
    for (written, file) in found.files.iter().filter_map(|file| Some((file.write().ok()?, file))) {
        let again = read_271(&written, &Limits::default());
        let lost: Vec<String> = again.losses().map(ToString::to_string).collect();
        assert!(lost.is_empty(), "what was written is not whole: {lost:?}");
        assert_eq!(again.files.len(), 1);
        // refusals that are word for word the same are written once
        assert!(again.answers().count() <= answers(file), "more answers than were read");
        let second = again.files.first().and_then(|file| file.write().ok());
        assert!(second.is_some_and(|second| second == written), "written twice, it is not the same");
    }
}

fn answers(file: &Interchange271) -> usize {
    file.transactions.iter().map(|one| one.answers.len()).sum()
}

/// Elements that say nothing of their own: formats, agencies, who stands at a level that is known by its number.
const SAYS_NOTHING: [(&str, &[usize]); 7] =
    [("AAA", &[1]), ("DMG", &[1]), ("DTP", &[2]), ("INS", &[1]), ("NM1", &[1, 2]), ("PER", &[1]), ("TRN", &[1])];

/// Every word of every segment stands in what would be written again, or the segment was kept.
fn no_word_is_dropped(bytes: &[u8], found: &Reading271) {
    let raw = read(bytes, &LIMITS);
    let transactions: Vec<_> = raw.interchanges.iter().flat_map(|one| &one.groups).flat_map(|one| &one.transactions).collect();
    let mut sent = transactions.into_iter();
    for file in &found.files {
        let Ok(written) = file.write() else { return };
        let written = read(&written, &Limits::default());
        let again = written.interchanges.iter().flat_map(|one| &one.groups).flat_map(|one| &one.transactions);
        for (read_as, again) in file.transactions.iter().zip(again) {
            let Some(sent) = sent.next() else { return };
            let kept = kept(read_as);
            let mut known: HashSet<String> = again.segments.iter().flat_map(all_words).collect();
            // read where a payer sends them, but no payer that we play does
            let asked = read_as.answers.iter().filter_map(|one| one.receiver.as_ref()).flat_map(|one| &one.contacts);
            known.extend(asked.flat_map(|(kind, value)| [plain(kind), plain(value)]));
            for segment in sent.segments.iter().filter(|segment| !kept.contains(&segment.position)) {
                let lost = words(segment).into_iter().find(|word| !known.contains(word));
                assert!(lost.is_none(), "segment {} ({}): {lost:?} is neither read nor kept", segment.position, segment.id);
            }
        }
    }
}

/// Places of the segments that were kept as they stood.
fn kept(transaction: &x12::Transaction271) -> HashSet<usize> {
    let parties = transaction.answers.iter().flat_map(|one| std::iter::once(&one.source).chain(&one.receiver));
    let people = transaction.answers.iter().flat_map(|one| one.subscriber.iter().chain(&one.dependent));
    let of_people = people.flat_map(|one| one.kept.iter().chain(one.benefits.iter().flat_map(|benefit| &benefit.kept)));
    parties.flat_map(|one| &one.kept).chain(of_people).map(|one| one.segment).collect()
}

/// The words of a segment that must not be lost. Frames say nothing, and a word that holds a delimiter of ours cannot be written.
fn words(segment: &Segment) -> Vec<String> {
    if ["HL", "BHT", "LS", "LE"].contains(&segment.id.as_str()) {
        return Vec::new();
    }
    let silent = SAYS_NOTHING.iter().find(|(id, _)| *id == segment.id).map_or(&[][..], |(_, silent)| silent);
    let elements = (1_usize..).zip(segment.elements()).filter(|(number, _)| !silent.contains(number));
    let words = elements.flat_map(|(_, element)| element.split([segment.delimiters.component, segment.delimiters.repetition]));
    words.filter(|word| !word.trim().is_empty() && !word.contains(['*', ':', '^', '~'])).map(plain).collect()
}

/// What is written; a delimiter of ours that stood in a word is a blank there.
fn all_words(segment: &Segment) -> Vec<String> {
    segment
        .elements()
        .flat_map(|element| element.split([':', '^', '-', ' ']))
        .map(plain)
        .chain(segment.elements().map(plain))
        .collect()
}

/// A number without the noughts that say nothing.
fn plain(word: &str) -> String {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && word.matches('.').count() <= 1;
    if !is_number {
        return word.to_owned();
    }
    let word = word.trim_start_matches('0');
    if word.contains('.') { word.trim_end_matches('0').trim_end_matches('.').to_owned() } else { word.to_owned() }
}
