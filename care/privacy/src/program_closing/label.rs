//! What stands on the sealed archive (42 CFR 2.19(b); P2-19). It names the program and the law, and nobody in care.

use jiff::civil::Date;

use super::ProgramClosing;

/// The lines of the label; `keep_until` is the last day on which any record has to be kept, when it is known for all of them.
#[must_use]
pub fn label(closing: &ProgramClosing, keep_until: Option<Date>) -> Vec<String> {
    let until = match keep_until {
        Some(day) => format!("until a date not later than {}", long(day)),
        None => "until a date that is not known for all of them".to_owned(),
    };
    let destroy = match keep_until.and_then(|day| day.tomorrow().ok()) {
        Some(day) => {
            format!("To be destroyed on or after {}, unless a legal hold stands then, by: {}.", long(day), closing.responsible)
        }
        None => format!("The date of destruction is decided with counsel by: {}.", closing.responsible),
    };
    let mut lines = vec![
        format!("Records of {} required to be maintained under {} {until}.", closing.program, closing.kept_by),
        "Sealed. Not to be opened and not to be disclosed before that date except as 42 CFR Part 2 permits.".to_owned(),
        format!("Responsible: {}.", closing.responsible),
        "The key that opens it is kept apart from it by the responsible person.".to_owned(),
        destroy,
    ];
    if let Some(archive) = &closing.archive {
        lines.push(format!("File: {}. SHA-256: {}. Opened by: {}.", archive.file, archive.sha256, archive.opened_by));
    }
    lines.push("Destroyed on ______________ by ____________________ in the presence of ____________________".to_owned());
    lines
}

fn long(day: Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}
