//! The content of a day pack → a file to print: how the day goes on, rosters, whom to call, medicines as far as they are known, slips.

use ::paper::{Block, Column, NotMade, PaperSize, Sheet};
use reactions::day_pack::{DayPackContents, PackContact, PackMedicine, PackPerson, PackSession, PackSlip, PackSlipAbout};
use vocabulary::ProgramZone;
use vocabulary::day::long_day;

use super::paper::moment;

/// So many lines for words on a slip of somebody known, and on a blank one.
const WORD_LINES: u8 = 7;
/// Rows for whoever comes and is on no list.
const SPARE_ROWS: usize = 2;

/// The bytes of the file.
///
/// # Errors
/// In words for the log; they say nothing of what stands on the paper.
pub fn set(contents: &DayPackContents, zone: &ProgramZone, size: PaperSize) -> Result<Vec<u8>, String> {
    ::paper::to_pdf(&sheet(contents, zone, size)).map_err(|error: NotMade| error.to_string())
}

fn sheet(contents: &DayPackContents, zone: &ProgramZone, size: PaperSize) -> Sheet {
    let said = |at: jiff::Timestamp| format!("{}, {}", long_day(zone.day(at)), zone.clock_face(at));
    let mut blocks = first_page(contents, &said(contents.made_at));
    for session in &contents.sessions {
        blocks.push(Block::NewPage);
        blocks.extend(roster(session, zone));
    }
    blocks.push(Block::NewPage);
    blocks.extend(whom_to_call(contents));
    blocks.extend(medicines(contents));
    for slip in &contents.slips {
        blocks.push(Block::NewPage);
        blocks.extend(one_slip(slip, contents, zone));
    }
    Sheet {
        ident: format!("{} {}", contents.id, contents.printed_at),
        title: format!("Day pack for {}", long_day(contents.day)),
        language: "en".to_owned(),
        program: contents.program.clone(),
        notice: format!("Contains protected records. {}", contents.notice),
        made: format!("Made {}. Printed {} by {}.", said(contents.made_at), said(contents.printed_at), contents.printed_by),
        made_at: moment(contents.printed_at),
        blocks,
        window: None,
        size,
    }
}

fn heading(words: impl Into<String>) -> Block {
    Block::Heading { words: words.into() }
}

fn paragraph(words: impl Into<String>) -> Block {
    Block::Paragraph { words: words.into() }
}

fn points<const N: usize>(words: [&str; N]) -> Block {
    Block::Points { points: words.map(str::to_owned).to_vec() }
}

fn columns<const N: usize>(all: [(&str, u16); N]) -> Vec<Column> {
    all.map(|(words, share)| Column { words: words.to_owned(), share }).to_vec()
}

fn first_page(contents: &DayPackContents, made: &str) -> Vec<Block> {
    let people: std::collections::BTreeSet<&vocabulary::PersonName> =
        contents.sessions.iter().flat_map(|session| &session.people).map(|person| &person.name).collect();
    vec![
        paragraph(format!(
            "The day goes on without the program. This pack knows what was known {made}; what changed later is not in it. Sessions: \
             {}. People expected: {}. Slips: {}.",
            contents.sessions.len(),
            people.len(),
            contents.slips.len(),
        )),
        heading("Now"),
        points([
            "Somebody needs help at once: call, then write. The numbers stand behind the rosters.",
            "Note the time the program went away, and who was told.",
            "Keep the pack where only staff can reach it. Nobody's slip lies open on the desk.",
        ]),
        heading("At the door"),
        points([
            "Write arriving and leaving on the roster of the session, in ink, with your initials. Times as the clock shows them.",
            "Somebody does not come: try the same day to reach them, as the list of contacts allows, and write it on their slip.",
            "Somebody is on no list: use an empty row of the roster and a blank slip.",
        ]),
        heading("In the session"),
        points([
            "Each person has a slip for each session. Print on one side of the paper only, so that no slip carries two people.",
            "Write what the person did and said, and the risk check. Sign with name, credential and time.",
            "A mistake is struck through once, with initials; it stays readable.",
        ]),
        heading("When the program is back"),
        points([
            "Open Today, Day packs, Enter from paper. Go through the slips in their order; type or scan the code when one is out of order.",
            "Entered words become late entries that say who first wrote them on paper, and when. The leader reads and signs them.",
            "A slip that is empty or lost is said to be so. Nothing is thrown away before the screen says that all slips are entered.",
            "Then the paper is kept or shredded as the program's policy for paper records says (42 CFR 2.16).",
        ]),
        Block::Lines { label: "The program went away, and came back (time, initials)".to_owned(), count: 2 },
    ]
}

fn roster(session: &PackSession, zone: &ProgramZone) -> Vec<Block> {
    let times = format!("{} to {}", zone.clock_face(session.starts_at), zone.clock_face(session.ends_at));
    let row = |person: &PackPerson| vec![name_on_roster(person), hours(person)];
    let mut rows: Vec<Vec<String>> = session.people.iter().map(row).collect();
    rows.extend((0..SPARE_ROWS).map(|_| Vec::new()));
    let head = columns([("Name", 34), ("Hours this week", 26), ("Arrived", 15), ("Left", 15), ("Initials", 12)]);
    let leaders = if session.leaders.is_empty() { "nobody is named".to_owned() } else { session.leaders.join("; ") };
    let room = if session.room.is_empty() { "no room is named".to_owned() } else { session.room.clone() };
    vec![
        heading(format!("{}, {times}", session.name)),
        Block::Line { label: "Room".to_owned(), value: room },
        Block::Line { label: "Led by".to_owned(), value: leaders },
        Block::Table { columns: head, rows, is_to_write_in: true },
    ]
}

fn name_on_roster(person: &PackPerson) -> String {
    let mut words = person.name.short();
    if let Some(pronouns) = &person.pronouns {
        words.push_str(&format!(" ({pronouns})"));
    }
    if let Some(language) = &person.interpreter {
        words.push_str(&format!(", interpreter: {language}"));
    }
    words
}

/// Hours so far and needed, as the board counts them.
fn hours(person: &PackPerson) -> String {
    let clock = |minutes: i64| format!("{}:{:02}", minutes / 60, minutes % 60);
    if person.hours.floor_minutes == 0 {
        return clock(person.hours.attended_minutes);
    }
    format!("{} of {}", clock(person.hours.attended_minutes), clock(person.hours.floor_minutes))
}

fn whom_to_call(contents: &DayPackContents) -> Vec<Block> {
    let help = contents.help.iter().map(|line| vec![line.name.clone(), line.phone.clone(), line.note.clone()]);
    let mut blocks = vec![
        heading("Help in a crisis"),
        Block::Table {
            columns: columns([("Who", 30), ("Number", 22), ("What to know", 48)]),
            rows: help.collect(),
            is_to_write_in: false,
        },
        Block::Line { label: "Our own telephone".to_owned(), value: contents.telephone.clone() },
        heading("Staff of the day"),
        paragraph("The program keeps no private numbers of staff. Write them here, and keep the page."),
        Block::Table {
            columns: columns([("Name", 55), ("Number", 45)]),
            rows: contents.staff.iter().map(|name| vec![name.clone()]).collect(),
            is_to_write_in: true,
        },
        Block::NewPage,
        heading("How people of the day are reached"),
    ];
    blocks.push(match &contents.contacts {
        None => paragraph("Left out: whoever printed this pack does not see how people are reached."),
        Some(contacts) => Block::Table {
            columns: columns([
                ("Name", 28),
                ("Number or address", 24),
                ("What may be left there", 26),
                ("In an emergency, as they consented", 26),
            ]),
            rows: contacts.iter().flat_map(contact).collect(),
            is_to_write_in: false,
        },
    });
    blocks
}

/// A row for each way to reach a person; one that says so when there is none.
fn contact(contact: &PackContact) -> Vec<Vec<String>> {
    let name = format!("{}, No. {}", contact.name.full(), contact.record_number);
    let emergency = if contact.emergency.is_empty() { "Nobody: no consent".to_owned() } else { contact.emergency.join("; ") };
    if contact.reach.is_empty() {
        return vec![vec![name, "None is known".to_owned(), String::new(), emergency]];
    }
    contact.reach.iter().map(|(number, may)| vec![name.clone(), number.clone(), may.clone(), emergency.clone()]).collect()
}

fn medicines(contents: &DayPackContents) -> Vec<Block> {
    let mut blocks = vec![
        heading("Medicines as others reported them"),
        paragraph(
            "These are no orders, and nothing here says that a dose is due: the program keeps no medication orders. It is what other \
             providers wrote in their documents and somebody here put into the chart. Ask the prescriber before anything is given.",
        ),
    ];
    blocks.push(match &contents.medicines {
        None => paragraph("Left out: whoever printed this pack does not see medicines."),
        Some(medicines) if medicines.is_empty() => paragraph("Nobody of the day has a reported medicine in the chart."),
        Some(medicines) => Block::Table {
            columns: columns([("Name", 35), ("As reported", 65)]),
            rows: medicines.iter().map(medicine).collect(),
            is_to_write_in: false,
        },
    });
    blocks
}

fn medicine(medicine: &PackMedicine) -> Vec<String> {
    vec![format!("{}, No. {}", medicine.name.full(), medicine.record_number), medicine.lines.join("; ")]
}

fn one_slip(slip: &PackSlip, contents: &DayPackContents, zone: &ProgramZone) -> Vec<Block> {
    let mut blocks = vec![Block::Code { shown: slip.shown.clone() }];
    match &slip.about {
        Some(about) => blocks.extend(about_whom(about, contents, zone)),
        None => blocks.extend([
            heading("Blank slip"),
            Block::Lines { label: "Name, and No. of the record if it is known".to_owned(), count: 1 },
            Block::Lines { label: "Session, from when to when".to_owned(), count: 1 },
        ]),
    }
    blocks.push(Block::Lines { label: "Arrived, left; or did not come, and why".to_owned(), count: 1 });
    let has_notes = slip.about.as_ref().is_none_or(|about| about.has_notes);
    if has_notes {
        let took_part = ["Led", "Active", "Attentive", "With prompts", "Quiet"].map(str::to_owned).to_vec();
        blocks.push(Block::Boxes { label: "Took part".to_owned(), choices: took_part });
        let lines = if slip.about.is_some() { WORD_LINES } else { WORD_LINES - 1 };
        blocks.push(Block::Lines { label: "What they did, said and answered, in their own words".to_owned(), count: lines });
        let risk =
            ["Nothing new", "Thoughts of suicide", "Use since last contact", "Other, told to:"].map(str::to_owned).to_vec();
        blocks.push(Block::Boxes { label: "Risk check".to_owned(), choices: risk });
    }
    blocks.push(Block::Lines { label: "Written by, credential, day and time".to_owned(), count: 1 });
    blocks
}

fn about_whom(about: &PackSlipAbout, contents: &DayPackContents, zone: &ProgramZone) -> Vec<Block> {
    let times = format!("{} to {}", zone.clock_face(about.starts_at), zone.clock_face(about.ends_at));
    let mut blocks = vec![
        heading(format!("{}, No. {}", about.name.full(), about.record_number)),
        Block::Line {
            label: "Session".to_owned(),
            value: format!("{}, {}, {times}, led by {}", about.session, long_day(contents.day), about.leaders.join("; ")),
        },
    ];
    match &about.objectives {
        _ if !about.has_notes => {}
        None => blocks.push(paragraph("Objectives are left out: whoever printed this pack does not see plans.")),
        Some(all) if all.is_empty() => blocks.push(paragraph("No objective is active on the plan.")),
        Some(all) => blocks.push(Block::Boxes {
            label: "Objective worked on".to_owned(),
            choices: all.iter().map(|one| shortened(one)).collect(),
        }),
    }
    blocks
}

/// An objective by its number and first words: a slip has room for no more.
fn shortened(words: &str) -> String {
    const MOST: usize = 64;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(MOST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_objective_keeps_its_number_and_whole_words() {
        let long = "2.1 Names three situations of high risk and the plan for each of them before the end of the month";
        let short = shortened(long);
        assert!(short.starts_with("2.1 Names three") && short.ends_with(" …") && short.chars().count() <= 66, "{short}");
        assert_eq!(shortened("1.1 Sleeps"), "1.1 Sleeps");
    }
}
