//! What a public name must not say. In Massachusetts, PHP and IOP are not service types that the Bureau of Substance Addiction
//! Services licenses (MA-01); a freestanding licensee without a clinic license must not advertise as one, may give similar care
//! as Day Treatment, and keeps the word for billing (MA-02, MA-05; memorandum of the Department of Public Health, 27 August 2025).

use jiff::civil::{Date, date};
use schedule::program::{Program, ProgramFile};

use super::problem::Problem;

/// What holds in one state, from a day on, for one kind of licensee.
struct Wording {
    state: &'static str,
    provider_setting: &'static str,
    from: Date,
    words: &'static [&'static str],
    rule: &'static str,
}

const WORDINGS: &[Wording] = &[Wording {
    state: "MA",
    provider_setting: "freestanding_clinic",
    from: date(2025, 8, 27),
    words: &["iop", "i o p", "php", "p h p", "intensive outpatient", "partial hospitalization", "partial hospital"],
    rule: "MA-02",
}];

/// A program as far as its public name goes.
pub(crate) struct Named<'a> {
    /// Two letters.
    pub(crate) state: &'a str,
    /// What kind of provider it is.
    pub(crate) provider_setting: &'a str,
    /// Each name that patients and visitors see, with its field.
    pub(crate) names: [(&'static str, &'a str); 2],
}

impl<'a> From<&'a Program> for Named<'a> {
    fn from(program: &'a Program) -> Self {
        Self {
            state: &program.state,
            provider_setting: &program.provider_setting,
            names: [("public_name", &program.public_name), ("neutral_name", &program.neutral_name)],
        }
    }
}

impl<'a> From<&'a ProgramFile> for Named<'a> {
    fn from(file: &'a ProgramFile) -> Self {
        Self {
            state: &file.program.state,
            provider_setting: &file.program.provider_setting,
            names: [("public_name", &file.program.public_name), ("neutral_name", &file.program.neutral_name)],
        }
    }
}

/// Everything wrong with the names of a program on a day.
pub(crate) fn check(program: &Named<'_>, has_clinic_license: bool, today: Date) -> Vec<Problem> {
    let wordings = WORDINGS.iter().filter(|wording| {
        !has_clinic_license
            && wording.from <= today
            && wording.state.eq_ignore_ascii_case(program.state)
            && wording.provider_setting == program.provider_setting
    });
    wordings.flat_map(|wording| program.names.iter().filter_map(|(field, name)| says(wording, field, name))).collect()
}

fn says(wording: &Wording, field: &str, name: &str) -> Option<Problem> {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    let word = wording.words.iter().find(|word| plain.contains(&format!(" {word} ")))?;
    let sentence = format!(
        "`{name}` says “{word}”, which a freestanding licensee in Massachusetts may not advertise without a clinic license \
         (105 CMR 140; since {}).",
        wording.from
    );
    let remedy = "Use a name like “Day Treatment” in public and keep the other as `billing_name`; or set `clinic_license`.";
    Some(Problem { rule: Some(wording.rule), ..Problem::new(field, sentence, remedy) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(state: &str, setting: &str, name: &str, has_license: bool, today: Date) -> usize {
        let names = [("public_name", name), ("neutral_name", "Harbor St")];
        check(&Named { state, provider_setting: setting, names }, has_license, today).len()
    }

    #[test]
    fn ma_02_a_freestanding_licensee_does_not_advertise_as_iop_or_php() {
        let (ma, clinic, day) = ("MA", "freestanding_clinic", date(2026, 3, 12));
        for name in
            ["Harbor IOP", "Harbor I.O.P.", "Intensive Outpatient at Harbor", "The Harbor (PHP)", "intensive-outpatient care"]
        {
            assert_eq!(found(ma, clinic, name, false, day), 1, "{name}");
        }
        for name in ["Harbor Day Treatment", "Biopsy Center", "Intensive Day Treatment", "Outpatient Harbor"] {
            assert_eq!(found(ma, clinic, name, false, day), 0, "{name}");
        }
        assert_eq!(found(ma, clinic, "Harbor IOP", true, day), 0, "a clinic license allows it");
        assert_eq!(found(ma, "hospital_outpatient", "Harbor IOP", false, day), 0);
        assert_eq!(found("RI", clinic, "Harbor IOP", false, day), 0);
        assert_eq!(found(ma, clinic, "Harbor IOP", false, date(2025, 8, 26)), 0, "before the memorandum");
    }
}
