//! Payers' answers (271). Whatever a file holds: work and lists stay within their limits; a file in order is noticed when it is cut;
//! what is written again reads the same; and of a file in order no word is dropped: it stands in a twin or is kept as it stood.

use std::collections::{HashMap, HashSet};

use x12::{
    Address, Answering, Benefit, Dated, Delimiters, EligibilityAnswer, Insured, Interchange271, Limit, Limits, Named, PersonName,
    Reading271, Reference, Rejection, Related, Segment, Trace, read, read_271,
};

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
        no_word_is_dropped(bytes, &found);
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

/// Every word of every segment stands in what was read, at least as often as it was sent, or the segment was kept.
fn no_word_is_dropped(bytes: &[u8], found: &Reading271) {
    let raw = read(bytes, &LIMITS);
    let sent: Vec<_> = raw.interchanges.iter().flat_map(|one| &one.groups).flat_map(|one| &one.transactions).collect();
    let read_as: Vec<_> = found.files.iter().flat_map(|file| &file.transactions).collect();
    assert_eq!(sent.len(), read_as.len(), "a transaction is neither read nor listed");
    for (sent, read_as) in sent.into_iter().zip(read_as) {
        let marks = sent.header.delimiters;
        // where a point parts components, 5.00 is two words and 5 is one
        if [marks.component, marks.repetition].contains(&'.') {
            continue;
        }
        let mut said = Said { marks, words: HashMap::new() };
        read_as.answers.iter().for_each(|one| said.answer(one));
        let kept = kept(read_as);
        for segment in sent.segments.iter().filter(|one| !kept.contains(&one.position)) {
            for word in words(segment) {
                assert!(said.take(&word), "segment {} ({}): {word:?} is neither read nor kept", segment.position, segment.id);
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

/// The words of a segment that must not be lost. Frames say nothing.
fn words(segment: &Segment) -> Vec<String> {
    if ["HL", "BHT", "LS", "LE"].contains(&segment.id.as_str()) {
        return Vec::new();
    }
    let silent = SAYS_NOTHING.iter().find(|(id, _)| *id == segment.id).map_or(&[][..], |(_, silent)| silent);
    let elements = (1_usize..).zip(segment.elements()).filter(|(number, _)| !silent.contains(number));
    elements.flat_map(|(_, element)| split(element, segment.delimiters)).collect()
}

fn split(text: &str, marks: Delimiters) -> Vec<String> {
    text.split([marks.component, marks.repetition]).filter(|word| !word.trim().is_empty()).map(plain).collect()
}

/// What was read of a transaction, word by word. Each noun is taken apart, so that a new field is not forgotten.
struct Said {
    marks: Delimiters,
    words: HashMap<String, usize>,
}

impl Said {
    fn take(&mut self, word: &str) -> bool {
        let Some(left) = self.words.get_mut(word).filter(|left| **left > 0) else { return false };
        *left -= 1;
        true
    }

    fn say(&mut self, text: &str) {
        for word in split(text, self.marks) {
            *self.words.entry(word).or_default() += 1;
        }
    }

    fn all<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        for text in texts {
            self.say(text);
        }
    }

    fn decimal(&mut self, value: i64, digits: u32) {
        let (unit, width) = (10_i64.pow(digits), digits as usize);
        self.say(&format!("{}.{:0width$}", value / unit, value % unit));
    }

    fn counted(&mut self, of: Option<&(String, i64)>) {
        if let Some((code, many)) = of {
            self.say(code);
            self.decimal(*many, 2);
        }
    }

    fn answer(&mut self, one: &EligibilityAnswer) {
        let EligibilityAnswer { source, receiver, subscriber, dependent } = one;
        std::iter::once(source).chain(receiver).for_each(|one| self.answering(one));
        subscriber.iter().chain(dependent).for_each(|one| self.insured(one));
    }

    fn answering(&mut self, one: &Answering) {
        let Answering { named, rejections, contacts, kept: _ } = one;
        self.named(named);
        self.rejections(rejections);
        self.contacts(contacts);
    }

    fn named(&mut self, one: &Named) {
        let Named { is_person: _, name: PersonName { last, first, middle, suffix }, id_qualifier, id } = one;
        self.all([last, first, middle, suffix, id_qualifier, id]);
    }

    fn contacts(&mut self, all: &[(String, String)]) {
        for (kind, value) in all {
            self.all([kind, value]);
        }
    }

    fn rejections(&mut self, all: &[Rejection]) {
        for Rejection { is_request_valid: _, reason, follow_up } in all {
            self.all([reason, follow_up]);
        }
    }

    fn references(&mut self, all: &[Reference]) {
        for Reference { qualifier, value, description } in all {
            self.all([qualifier, value]);
            self.all(description);
        }
    }

    fn dates(&mut self, all: &[Dated]) {
        for Dated { qualifier, from, to } in all {
            self.say(qualifier);
            let from = from.strftime("%Y%m%d").to_string();
            self.say(&to.map_or_else(|| from.clone(), |to| format!("{from}-{}", to.strftime("%Y%m%d"))));
        }
    }

    fn insured(&mut self, one: &Insured) {
        let Insured {
            traces,
            named,
            references,
            address,
            rejections,
            birth_date,
            gender,
            relationship,
            dates,
            benefits,
            kept: _,
        } = one;
        for Trace { number, originator, is_repeated: _ } in traces {
            self.all([number, originator]);
        }
        self.named(named);
        self.references(references);
        self.rejections(rejections);
        self.dates(dates);
        if let Some(Address { lines, city, state, zip }) = address {
            self.all(lines);
            self.all([city, state, zip]);
        }
        if let Some(born) = birth_date {
            self.say(&born.strftime("%Y%m%d").to_string());
        }
        if let Some(gender) = gender {
            self.say(gender.code());
        }
        self.all(relationship);
        benefits.iter().for_each(|one| self.benefit(one));
    }

    fn benefit(&mut self, one: &Benefit) {
        let Benefit {
            information,
            level,
            service_types,
            insurance_type,
            plan,
            period,
            amount_cents,
            basis_points,
            quantity,
            needs_authorization,
            in_network,
            procedure,
            limits,
            references,
            dates,
            rejections,
            messages,
            related,
            kept: _,
        } = one;
        self.say(information);
        for text in [level, insurance_type, plan, period, needs_authorization, in_network] {
            self.all(text);
        }
        for texts in [service_types, procedure, messages] {
            self.all(texts);
        }
        if let Some(cents) = amount_cents {
            self.decimal(*cents, 2);
        }
        if let Some(share) = basis_points {
            self.decimal(*share, 4);
        }
        self.counted(quantity.as_ref());
        for Limit { quantity, every, within } in limits {
            self.counted(quantity.as_ref());
            if let Some((unit, each)) = every {
                self.say(unit);
                if let Some(each) = each {
                    self.decimal(*each, 2);
                }
            }
            if let Some((time, count)) = within {
                self.say(time);
                if let Some(count) = count {
                    self.say(&count.to_string());
                }
            }
        }
        self.references(references);
        self.dates(dates);
        self.rejections(rejections);
        for Related { role, named, contacts } in related {
            self.say(role);
            self.named(named);
            self.contacts(contacts);
        }
    }
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
