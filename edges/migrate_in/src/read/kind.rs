//! What kind of statements a section or an entry holds: by LOINC code and by template, R1.1 and R2.1 alike.

use crate::xml::{self, Element};

/// A noun of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Problem,
    Medication,
    Allergy,
    Result,
    Vital,
    Procedure,
    Encounter,
    Immunization,
    Social,
}

/// Section codes and section templates (below `2.16.840.1.113883.10.20.22.2`) of each kind.
const SECTIONS: [(Kind, &[&str], &[&str]); 9] = [
    (
        Kind::Problem,
        &["11450-4", "46241-6", "42347-5", "11535-2", "C-CDAV2-DDN", "11348-0", "10219-4", "10218-6", "55109-3", "75310-3"],
        &["5", "5.1", "43", "24", "20", "34", "35", "36", "37", "58"],
    ),
    (Kind::Medication, &["10160-0", "10183-2", "75311-1", "42346-7", "29549-3"], &["1", "1.1", "11", "11.1", "44", "38"]),
    (Kind::Allergy, &["48765-2"], &["6", "6.1"]),
    (Kind::Result, &["30954-2", "11493-4"], &["3", "3.1", "16"]),
    (Kind::Vital, &["8716-3"], &["4", "4.1"]),
    (Kind::Procedure, &["47519-4"], &["7", "7.1"]),
    (Kind::Encounter, &["46240-8"], &["22", "22.1"]),
    (Kind::Immunization, &["11369-6"], &["2", "2.1"]),
    (Kind::Social, &["29762-2"], &["17"]),
];

/// Entry templates (below `2.16.840.1.113883.10.20.22.4`) that say by themselves what an entry is.
const ENTRIES: [(Kind, &[&str]); 9] = [
    (Kind::Problem, &["3", "4", "33", "34"]),
    (Kind::Medication, &["16", "35", "36"]),
    (Kind::Allergy, &["30", "7"]),
    (Kind::Result, &["1", "2"]),
    (Kind::Vital, &["26", "27"]),
    (Kind::Procedure, &["12", "13", "14"]),
    (Kind::Encounter, &["49"]),
    (Kind::Immunization, &["52"]),
    (Kind::Social, &["38", "78", "85"]),
];

const SECTION_ROOT: &str = "2.16.840.1.113883.10.20.22.2.";
const ENTRY_ROOT: &str = "2.16.840.1.113883.10.20.22.4.";

/// The rest of each template id below a root.
fn templates<'a>(node: Element<'a>, root: &'static str) -> impl Iterator<Item = &'a str> {
    xml::children(node, "templateId").filter_map(|id| id.attribute("root")).filter_map(move |id| id.trim().strip_prefix(root))
}

/// What a section holds: by its code, else by its template. None for sections of other kinds.
pub(crate) fn of_section(section: Element<'_>, loinc: Option<&str>) -> Option<Kind> {
    let by_code = SECTIONS.iter().find(|(_, codes, _)| loinc.is_some_and(|code| codes.contains(&code.trim())));
    let claimed = || templates(section, SECTION_ROOT).find_map(|id| SECTIONS.iter().find(|(_, _, ids)| ids.contains(&id)));
    by_code.or_else(claimed).map(|(kind, ..)| *kind)
}

/// Problem observations that are findings about functioning or cognition claim one of these too.
const FUNCTIONING: [&str; 4] = ["67", "68", "73", "74"];

/// What an entry holds, judged by the template of its statement alone.
pub(crate) fn of_statement(statement: Element<'_>) -> Option<Kind> {
    if FUNCTIONING.iter().any(|id| claims(statement, id)) {
        return None;
    }
    templates(statement, ENTRY_ROOT).find_map(|id| ENTRIES.iter().find(|(_, ids)| ids.contains(&id))).map(|(kind, _)| *kind)
}

/// Whether an element is a clinical statement.
pub(crate) fn is_statement(node: Element<'_>) -> bool {
    const CLASSES: [&str; 9] = [
        "act",
        "observation",
        "procedure",
        "encounter",
        "substanceAdministration",
        "supply",
        "organizer",
        "observationMedia",
        "regionOfInterest",
    ];
    CLASSES.iter().any(|class| xml::is(node, class))
}

/// A full template id below the entry root.
pub(crate) fn claims(node: Element<'_>, id: &str) -> bool {
    templates(node, ENTRY_ROOT).any(|claimed| claimed == id)
}
