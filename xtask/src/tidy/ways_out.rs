//! Every place where bytes can leave the program, each with what stands in the way: the gate, or that it is about nobody (P2-40). A new
//! way out that nobody wrote down here is found, and so is one here that no longer asks for what passed the gate.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "ways out";

/// What a way out of some kind cannot do without.
struct Kind {
    name: &'static str,
    marks: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind { name: "a file as an answer", marks: &["CONTENT_TYPE", "CONTENT_DISPOSITION", "HeaderName::from"] },
    Kind {
        name: "a line to another machine",
        marks: &["ureq::", "lettre::", "TcpStream", "UdpSocket", "UnixStream", "reqwest", "hyper::client"],
    },
    Kind { name: "another program", marks: &["Command::new"] },
    Kind { name: "a file on the disk", marks: &["fs::write", "fs::copy", "File::create", "OpenOptions", "NamedTempFile"] },
    Kind { name: "a whole file of ours", marks: &["write_whole", "Unfinished::begin"] },
    Kind { name: "words on a terminal", marks: &["stdout()", "println!", "print!"] },
    Kind { name: "a file about nobody", marks: &["AboutNobody"] },
    Kind { name: "the store without the door", marks: &["house.store()", ".store().read", ".store().write"] },
];

/// What stands in the way.
enum Guard {
    /// Nothing goes out there that was not released for this channel: the code of the file names the type.
    Gate(&'static str),
    /// Nothing about any patient goes out there, for this reason.
    Nobody(#[cfg_attr(not(test), expect(dead_code, reason = "read by people and by the test below"))] &'static str),
    /// It stays in the house: the installation's own disk or terminal, for this reason.
    Inside(#[cfg_attr(not(test), expect(dead_code, reason = "read by people and by the test below"))] &'static str),
}
use Guard::{Gate, Inside, Nobody};

/// The ways out: where, of which kind, and what stands in the way.
const WAYS: &[(&str, &str, Guard)] = &[
    ("edges/web/src/handed_out.rs", "a file as an answer", Gate("Released<T, Channel>")),
    ("edges/web/src/handed_out.rs", "a file about nobody", Nobody("it is declared there")),
    ("edges/web/src/settings/payers.rs", "a file about nobody", Nobody("the book of payers: their rules and prices")),
    ("edges/web/src/asset/serve.rs", "a file as an answer", Nobody("files that are compiled in")),
    ("edges/web/src/health/metrics.rs", "a file as an answer", Nobody("counts and times by route, tried with every name")),
    ("edges/web/src/upload.rs", "a file as an answer", Nobody("it reads the kind of what comes in")),
    ("edges/site/src/asset.rs", "a file as an answer", Nobody("files that are compiled in")),
    ("edges/site/src/page/mod.rs", "a file as an answer", Nobody("a page for everybody, which knows no patient")),
    (
        "edges/web/src/sign_in/organisation/issuer.rs",
        "a line to another machine",
        Nobody("the organisation's issuer hears about staff alone"),
    ),
    ("edges/message/src/mail.rs", "a line to another machine", Gate("Released<Outgoing, ToPerson>")),
    ("edges/message/src/twilio/client.rs", "a line to another machine", Gate("Released<Outgoing, ToPerson>")),
    ("edges/message/src/webhook.rs", "a file as an answer", Nobody("an empty answer to the network")),
    (
        "edges/message/src/sandbox/text.rs",
        "a line to another machine",
        Inside("the demonstration's network calls its own program"),
    ),
    ("edges/message/src/sandbox/smtp.rs", "a line to another machine", Inside("the demonstration's mailbox on this machine")),
    ("stepdown/src/serve/upload_scan.rs", "another program", Inside("the installation's own scanner, on this machine")),
    ("stepdown/src/demo/run.rs", "another program", Nobody("opens a browser at the demonstration's address")),
    ("stepdown/src/command/claims.rs", "a whole file of ours", Gate("ReleasedBatch")),
    ("stepdown/src/command/claims.rs", "a file on the disk", Nobody("tries whether the folder can be written")),
    ("stepdown/src/command/eligibility.rs", "a whole file of ours", Gate("ReleasedInquiry")),
    (
        "stepdown/src/command/schedule.rs",
        "a whole file of ours",
        Inside("made of the file that whoever runs this machine brought, and of nothing in the database"),
    ),
    ("stepdown/src/convert/mod.rs", "a whole file of ours", Gate("Released<Vec<u8>, ToPayer>")),
    (
        "stepdown/src/command/carry.rs",
        "a whole file of ours",
        Inside("a day of the program's own copy, encrypted to the key of its backups, for the program itself"),
    ),
    ("stepdown/src/command/daypack.rs", "a whole file of ours", Gate("Released<DayPackContents>")),
    ("stepdown/src/command/closing.rs", "a whole file of ours", Gate("Released<Packet<RecordContent>, ToOutside>")),
    ("stepdown/src/backup/write.rs", "a whole file of ours", Inside("the installation's own copy, encrypted to its own key")),
    ("stepdown/src/write_file.rs", "a file on the disk", Inside("it is what the others write with")),
    ("stepdown/src/write_file.rs", "a whole file of ours", Inside("it is what the others write with")),
    ("stepdown/src/settings/check/folder.rs", "a file on the disk", Nobody("tries whether the folder can be written")),
    (
        "stepdown/src/serve/watched_folder.rs",
        "a file on the disk",
        Inside("the reason beside a file that was refused, in its folder"),
    ),
    ("stepdown/src/say.rs", "words on a terminal", Inside("the terminal of whoever runs this machine")),
    ("foundation/store/src/key_file.rs", "a file on the disk", Nobody("keys")),
    ("foundation/store/src/checkpoint/file.rs", "a file on the disk", Nobody("ends of chains, as hashes")),
];

/// Where programs and edges are; below them nothing leaves.
const LOOKED_AT: &[&str] = &["care/", "edges/", "foundation/", "stepdown/src/"];

/// Checks the code of every file that ends up in the program, and the list itself.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    for (source, parts) in tree.rust().filter(|(source, _)| is_looked_at(source)) {
        let code: Vec<(usize, &str)> = parts.code_outside_tests().collect();
        for kind in KINDS {
            let Some((line, mark)) = first(&code, kind) else { continue };
            match WAYS.iter().position(|(path, name, _)| *path == source.path && *name == kind.name) {
                Some(place) => {
                    used.push(place);
                    found.extend(unguarded(source, &code, line, place));
                }
                None => found.push(unlisted(source, line, kind, mark)),
            }
        }
    }
    let gone = WAYS.iter().enumerate().filter(|(place, (path, ..))| !used.contains(place) && tree.has(path));
    found.extend(gone.map(|(_, (path, name, _))| {
        let why = "a list with places that are none is read by nobody";
        Finding::new(RULE, path, 1, &format!("{name} does not leave here any more"), why, "take it out of the list of ways out")
    }));
    found
}

fn is_looked_at(source: &Source) -> bool {
    !source.is_test() && LOOKED_AT.iter().any(|place| source.path.starts_with(place)) && !source.path.ends_with("/build.rs")
}

fn first<'a>(code: &[(usize, &'a str)], kind: &Kind) -> Option<(usize, &'a str)> {
    let marked = |line: &str| kind.marks.iter().find(|mark| stands(line, mark));
    code.iter().find_map(|(number, line)| marked(line).map(|_| (*number, line.trim())))
}

/// The mark as a word: `CONTENT_TYPE` is not in `X_CONTENT_TYPE_OPTIONS`, `print!` not in `println!`.
fn stands(line: &str, mark: &str) -> bool {
    let is_word = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    line.match_indices(mark).any(|(at, _)| {
        let bytes = line.as_bytes();
        let before = at.checked_sub(1).and_then(|place| bytes.get(place).copied());
        let after = bytes.get(at + mark.len()).copied();
        let begins = mark.as_bytes().first().copied();
        let ends = mark.as_bytes().last().copied();
        let goes_on = (is_word(begins) && is_word(before)) || (is_word(ends) && is_word(after));
        !goes_on
    })
}

fn unlisted(source: &Source, line: usize, kind: &Kind, mark: &str) -> Finding {
    let what = format!("{} leaves here: {mark}", kind.name);
    let why = "whatever leaves the program passes the one gate, or is about nobody";
    let remedy = "take what was released to that channel, and put the place into the list of ways out";
    Finding::new(RULE, &source.path, line, &what, why, remedy)
}

fn unguarded(source: &Source, code: &[(usize, &str)], line: usize, place: usize) -> Option<Finding> {
    let Some((_, name, Gate(released))) = WAYS.get(place) else { return None };
    if code.iter().any(|(_, line)| line.contains(released)) {
        return None;
    }
    let what = format!("{name} leaves here and {released} is not asked for");
    Some(Finding::new(RULE, &source.path, line, &what, "only what passed the gate may leave here", "take the released value"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn p2_40_a_way_out_that_nobody_wrote_down_is_found() {
        let page = "fn csv() { ([(header::CONTENT_TYPE, \"text/csv\")], names).into_response() }";
        assert!(found("edges/web/src/patients/list.rs", page).concat().contains("a file as an answer leaves here"));
        let call = "fn tell() { ureq::post(url).send(name) }";
        assert!(found("care/reactions/src/outside/tell.rs", call).concat().contains("a line to another machine leaves here"));
        let file = "fn dump() { std::fs::write(path, names) }";
        assert!(found("stepdown/src/command/dump.rs", file).concat().contains("a file on the disk leaves here"));
        assert!(found("care/plan/src/print.rs", "fn f() { println!(\"{name}\") }").concat().contains("words on a terminal"));
        let nobody = "fn f() { File::kept(name).answer(&AboutNobody, bytes) }";
        assert!(found("edges/web/src/patients/list.rs", nobody).concat().contains("a file about nobody"));
    }

    #[test]
    fn p2_40_a_way_out_that_forgets_the_gate_is_found() {
        let without = "use lettre::Message;\nfn hand_over(letter: &Outgoing) {}";
        assert!(found("edges/message/src/mail.rs", without).concat().contains("is not asked for"));
        let with = "use lettre::Message;\nfn hand_over(letter: &Released<Outgoing, ToPerson>) {}";
        assert!(found("edges/message/src/mail.rs", with).is_empty());
    }

    #[test]
    fn a_way_that_is_closed_leaves_the_list() {
        assert!(found("edges/message/src/mail.rs", "fn nothing() {}").concat().contains("does not leave here any more"));
    }

    #[test]
    fn every_way_out_says_what_stands_in_the_way() {
        assert!(WAYS.iter().all(|(_, _, guard)| match guard {
            Gate(words) | Nobody(words) | Inside(words) => words.len() > 3,
        }));
        assert!(WAYS.iter().all(|(_, name, _)| KINDS.iter().any(|kind| kind.name == *name)));
    }

    #[test]
    fn a_mark_is_a_word_and_tests_are_left_alone() {
        assert!(found("edges/web/src/frame/security.rs", "(header::X_CONTENT_TYPE_OPTIONS, \"nosniff\")").is_empty());
        assert!(found("care/plan/src/a.rs", "#[cfg(test)]\nmod tests { fn f() { std::fs::write(a, b); } }").is_empty());
    }
}
