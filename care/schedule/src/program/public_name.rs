//! What a public name or public words must not say. In Massachusetts, PHP and IOP are not service types that the Bureau of Substance
//! Addiction Services licenses (MA-01); a freestanding licensee without a clinic license must not advertise as one, may give similar
//! care as Day Treatment, and keeps the word for billing (MA-02, MA-05; memorandum of the Department of Public Health, 27 August 2025).

use jiff::civil::{Date, date};

use super::{Program, ProgramFile};

/// What holds in one state, from a day on, for one kind of licensee.
struct Wording {
    state: &'static str,
    provider_setting: &'static str,
    from: Date,
    /// In lower case without punctuation, in every language of the public site.
    words: &'static [&'static str],
    /// What to say instead.
    instead: &'static str,
    rule: &'static str,
}

const WORDINGS: &[Wording] = &[Wording {
    state: "MA",
    provider_setting: "freestanding_clinic",
    from: date(2025, 8, 27),
    words: &[
        "iop",
        "iops",
        "i o p",
        "php",
        "phps",
        "p h p",
        "intensive outpatient",
        "partial hospitalization",
        "partial hospital",
        "ambulatorio intensivo",
        "hospitalización parcial",
        "ambulatorial intensivo",
        "hospitalização parcial",
        "ospitalizasyon pasyèl",
    ],
    instead: "Day Treatment",
    rule: "MA-02",
}];

/// Who is licensed to do what, as far as public words go.
#[derive(Clone, Copy, Debug)]
pub struct License<'a> {
    /// The state, as two letters.
    pub state: &'a str,
    /// What kind of provider it is.
    pub provider_setting: &'a str,
    /// Whether a clinic license (105 CMR 140) is on file.
    pub has_clinic_license: bool,
}

/// Words that the license does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongWord {
    /// Which field or text says it.
    pub field: String,
    /// The whole name, or the text around the word.
    pub said: String,
    /// The word itself.
    pub word: &'static str,
    /// What to say instead.
    pub instead: &'static str,
    /// Since when.
    pub since: Date,
    /// The rule.
    pub rule: &'static str,
}

impl WrongWord {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "`{}` says “{}”, which a freestanding licensee in Massachusetts may not advertise without a clinic license \
             (105 CMR 140; since {}).",
            self.said, self.word, self.since
        )
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self) -> String {
        format!("Use a name like “{}” in public and keep the other as `billing_name`; or set `clinic_license`.", self.instead)
    }
}

/// The names that patients and visitors see. The billing name is not among them: it stays on claims (MA-05).
#[must_use]
pub fn names_of(program: &Program) -> [(&'static str, &str); 2] {
    [("public_name", &program.public_name), ("neutral_name", &program.neutral_name)]
}

/// The same of a program file.
#[must_use]
pub fn names_in(file: &ProgramFile) -> [(&'static str, &str); 2] {
    [("public_name", &file.program.public_name), ("neutral_name", &file.program.neutral_name)]
}

/// Every public text, given with its field, that says on a day what the license does not allow.
pub fn check<'t>(
    license: License<'_>,
    today: Date,
    texts: impl IntoIterator<Item = (impl Into<String>, &'t str)>,
) -> Vec<WrongWord> {
    let holds = |wording: &&Wording| {
        !license.has_clinic_license
            && wording.from <= today
            && wording.state.eq_ignore_ascii_case(license.state)
            && wording.provider_setting == license.provider_setting
    };
    let holding: Vec<&Wording> = WORDINGS.iter().filter(holds).collect();
    let wrong = |(field, text): (String, &str)| holding.iter().find_map(|wording| says(wording, &field, text));
    texts.into_iter().filter_map(|(field, text)| wrong((field.into(), text))).collect()
}

fn says(wording: &Wording, field: &str, text: &str) -> Option<WrongWord> {
    let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = format!(" {} ", words.join(" "));
    let word = wording.words.iter().find(|word| joined.contains(&format!(" {word} ")))?;
    Some(WrongWord {
        field: field.to_owned(),
        said: shortened(text, word),
        word,
        instead: wording.instead,
        since: wording.from,
        rule: wording.rule,
    })
}

/// A name whole; of a longer text, the line that says it.
fn shortened(text: &str, word: &str) -> String {
    let first = word.split(' ').next().unwrap_or_default();
    let line = text.lines().find(|line| line.to_lowercase().contains(first)).unwrap_or(text);
    let tidy = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if tidy.chars().count() <= 90 { tidy } else { tidy.chars().take(90).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BSAS_ONLY: License<'_> = License { state: "MA", provider_setting: "freestanding_clinic", has_clinic_license: false };

    fn found(license: License<'_>, name: &str, today: Date) -> usize {
        check(license, today, [("public_name", name), ("neutral_name", "Harbor St")]).len()
    }

    #[test]
    fn ma_01_day_treatment_is_a_licensed_service_and_may_be_said() {
        for name in ["Harbor Day Treatment", "Intensive Day Treatment", "Outpatient Harbor", "Biopsy Center", "Counseling"] {
            assert_eq!(found(BSAS_ONLY, name, date(2026, 3, 12)), 0, "{name}");
        }
    }

    #[test]
    fn ma_02_a_freestanding_licensee_does_not_advertise_as_iop_or_php() {
        let day = date(2026, 3, 12);
        for name in
            ["Harbor IOP", "Harbor I.O.P.", "Intensive Outpatient at Harbor", "The Harbor (PHP)", "intensive-outpatient care"]
        {
            assert_eq!(found(BSAS_ONLY, name, day), 1, "{name}");
        }
        let clinic = License { has_clinic_license: true, ..BSAS_ONLY };
        assert_eq!(found(clinic, "Harbor IOP", day), 0, "a clinic license allows it");
        assert_eq!(found(License { provider_setting: "hospital_outpatient", ..BSAS_ONLY }, "Harbor IOP", day), 0);
        assert_eq!(found(License { state: "RI", ..BSAS_ONLY }, "Harbor IOP", day), 0);
        assert_eq!(found(BSAS_ONLY, "Harbor IOP", date(2025, 8, 26)), 0, "before the memorandum");
    }

    #[test]
    fn ma_a01_a_page_that_says_our_iop_is_warned_about_and_offered_day_treatment() {
        let page = "## What you get\n\nOur IOP meets on three days.";
        let found = check(BSAS_ONLY, date(2026, 3, 12), [("en/how", page)]);
        let told: Vec<_> = found.iter().map(|wrong| (wrong.field.as_str(), wrong.said.as_str(), wrong.instead)).collect();
        assert_eq!(told, [("en/how", "Our IOP meets on three days.", "Day Treatment")]);
    }

    #[test]
    fn ma_02_the_words_are_known_in_every_language_of_the_site() {
        for text in ["un programa ambulatorio intensivo", "hospitalização parcial", "Pwogram ospitalizasyon pasyèl"] {
            assert_eq!(check(BSAS_ONLY, date(2026, 3, 12), [("page", text)]).len(), 1, "{text}");
        }
    }
}
