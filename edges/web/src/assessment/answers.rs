//! The advisor's questions as a form: what was sent becomes answers, and answers become what the form begins with. A question that
//! was not touched stays not asked.

use intake::placement::answers::{Barrier, EmergencySign, HarmSign, HomeDanger, MedicalSign, Nursing, Substance, SubstanceClass};
use intake::placement::{Answers, Dimension, Rating};

use crate::form::Sent;

/// A question with yes and no: field, question, its place in the answers.
pub(super) type YesNo = (&'static str, &'static str, fn(&mut Answers) -> &mut Option<bool>);

/// A number: field, label, most, its place.
pub(super) type Number = (&'static str, &'static str, u16, fn(&mut Answers, Option<u16>));

/// About suicide, from the C-SSRS that was gone through.
pub(super) const SUICIDE: [YesNo; 5] = [
    ("cssrs_method", "C-SSRS 3, past month: thought of a way", |a| &mut a.suicide.method),
    ("cssrs_intent", "C-SSRS 4, past month: some intent", |a| &mut a.suicide.intent),
    ("cssrs_plan", "C-SSRS 5, past month: a plan with intent", |a| &mut a.suicide.plan),
    ("cssrs_recent", "C-SSRS 6, past three months: suicidal behavior", |a| &mut a.suicide.behavior_in_3_months),
    ("cssrs_ever", "C-SSRS 6, ever: suicidal behavior", |a| &mut a.suicide.behavior_ever),
];

/// Everything else with yes and no.
pub(super) const YES_NO: [YesNo; 11] = [
    ("cannot_take_part", "Acute psychosis or mania, cannot take part safely?", |a| &mut a.cannot_take_part),
    ("intoxicated", "Visibly intoxicated now?", |a| &mut a.is_intoxicated),
    ("complicated", "A withdrawal seizure or delirium before?", |a| &mut a.complicated_withdrawal),
    ("hallucinations", "Hallucinations in withdrawal?", |a| &mut a.hallucinations),
    ("sober_support", "Somebody sober at home who supports?", |a| &mut a.has_sober_support),
    ("prescriber_plan", "A prescriber leads a plan for withdrawal at home?", |a| &mut a.has_prescriber_plan),
    ("confused", "Confused?", |a| &mut a.is_confused),
    ("medical_emergency", "In your judgment a medical emergency?", |a| &mut a.is_medical_emergency),
    ("pregnant", "Pregnant?", |a| &mut a.is_pregnant),
    ("injects", "Injects drugs?", |a| &mut a.injects),
    ("overdose", "An overdose in the past 30 days?", |a| &mut a.overdose_in_30_days),
];

fn small(number: Option<u16>) -> Option<u8> {
    number.and_then(|number| u8::try_from(number).ok())
}

/// Numbers.
pub(super) const NUMBERS: [Number; 10] = [
    ("age", "Age in years", 120, |a, n| a.age = small(n)),
    ("phq9_item9", "PHQ-9 item 9 (0–3)", 3, |a, n| a.phq9_item9 = small(n)),
    ("ciwa", "CIWA-Ar (0–67)", 67, |a, n| a.ciwa = small(n)),
    ("cows", "COWS (0–48)", 48, |a, n| a.cows = small(n)),
    ("pawss", "PAWSS (0–10)", 10, |a, n| a.pawss = small(n)),
    ("systolic", "Systolic blood pressure", 400, |a, n| a.systolic = n),
    ("pulse", "Pulse at rest", 400, |a, n| a.pulse = n),
    ("temperature", "Temperature in tenths of a degree Celsius (385 is 38.5)", 450, |a, n| a.temperature_tenths = n),
    ("breath", "Breath alcohol in thousandths (80 is 0.080)", 600, |a, n| a.breath_alcohol_thousandths = n),
    ("remission", "Months of remission", 1200, |a, n| a.remission_months = n),
];

/// The field of a dimension's rating.
pub(super) fn rate_field(dimension: Dimension) -> String {
    format!("rate_{}", dimension.as_str())
}

/// The field of a dimension's reason.
pub(super) fn why_field(dimension: Dimension) -> String {
    format!("why_{}", dimension.as_str())
}

/// What was sent, on top of what this form does not ask.
pub(super) fn read(sent: &Sent, known: &Answers) -> (Answers, Vec<access::Problem>) {
    let mut answers = Answers { earlier: known.earlier.clone(), discharged: known.discharged, ..Answers::default() };
    let mut unread = Vec::new();
    for dimension in Dimension::ALL {
        let rating = sent.parse::<u8>(&rate_field(*dimension)).and_then(Rating::try_new);
        answers.rate(*dimension, rating);
    }
    for (field, _, place) in SUICIDE.iter().chain(&YES_NO) {
        *place(&mut answers) = match sent.text(field) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
    }
    answers.suicide.is_recorded = sent.is_on("cssrs_recorded");
    for (field, label, most, put) in &NUMBERS {
        let typed = sent.text(field);
        let number = typed.parse::<u16>().ok().filter(|number| number <= most);
        if !typed.is_empty() && number.is_none() {
            let sentence = format!("{label}: write a whole number from 0 to {most}.");
            unread.push(access::Problem { field: (*field).to_owned(), sentence });
        }
        put(&mut answers, number);
    }
    answers.emergency = list(sent, "emergency", EmergencySign::parse);
    answers.harm = list(sent, "harm", HarmSign::parse);
    answers.medical = list(sent, "medical", MedicalSign::parse);
    answers.home = list(sent, "home", HomeDanger::parse);
    answers.barriers = sent.all("barrier").filter_map(Barrier::parse).collect();
    answers.nursing = Nursing::parse(sent.text("nursing"));
    answers.substances = substances(sent);
    // One that nobody asked about is not one that is not used: hard stops rest on it (LC-15, LC-16).
    for class in SubstanceClass::ALL.iter().filter(|class| sent.text(&substance_field(**class)).is_empty()) {
        if answers.substances.is_some() {
            let sentence = format!("Say it for {} too: not used, when, or not known.", class.title());
            unread.push(access::Problem { field: substance_field(*class), sentence });
        }
    }
    (answers, unread)
}

/// A list that was asked: "none" or some of it.
fn list<T>(sent: &Sent, field: &str, parse: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let found: Vec<T> = sent.all(field).filter_map(parse).collect();
    (!found.is_empty() || sent.all(field).any(|one| one == NONE)).then_some(found)
}

/// The value of "none of these".
pub(super) const NONE: &str = "none";

/// The field of a substance.
pub(super) fn substance_field(class: SubstanceClass) -> String {
    format!("substance_{}", class.as_str())
}

fn substances(sent: &Sent) -> Option<Vec<Substance>> {
    let mut found = Vec::new();
    let mut was_asked = false;
    for class in SubstanceClass::ALL {
        let in_72_hours = match sent.text(&substance_field(*class)) {
            "recent" => Some(true),
            "earlier" => Some(false),
            "unknown" => None,
            "no" => {
                was_asked = true;
                continue;
            }
            _ => continue,
        };
        let is_dependent = sent.all("depends").any(|one| one == class.as_str()).then_some(true);
        found.push(Substance { class: *class, in_72_hours, is_dependent });
    }
    (was_asked || !found.is_empty()).then_some(found)
}

/// The form as it begins.
pub(super) fn sent_of(answers: &Answers, reasons: &[(Dimension, String)]) -> Sent {
    let mut sent = Sent::default();
    let mut copy = answers.clone();
    for dimension in Dimension::ALL {
        sent = sent.with(rate_field(*dimension), answers.rating(*dimension).map_or_else(String::new, |one| one.to_string()));
    }
    for (dimension, words) in reasons {
        sent = sent.with(why_field(*dimension), words.clone());
    }
    for (field, _, place) in SUICIDE.iter().chain(&YES_NO) {
        sent = sent.with(*field, place(&mut copy).map_or("", |yes| if yes { "yes" } else { "no" }));
    }
    if answers.suicide.is_recorded {
        sent = sent.with("cssrs_recorded", "yes");
    }
    let number = |number: Option<u16>| number.map_or_else(String::new, |number| number.to_string());
    let numbers = [
        ("age", answers.age.map(u16::from)),
        ("phq9_item9", answers.phq9_item9.map(u16::from)),
        ("ciwa", answers.ciwa.map(u16::from)),
        ("cows", answers.cows.map(u16::from)),
        ("pawss", answers.pawss.map(u16::from)),
        ("systolic", answers.systolic),
        ("pulse", answers.pulse),
        ("temperature", answers.temperature_tenths),
        ("breath", answers.breath_alcohol_thousandths),
        ("remission", answers.remission_months),
    ];
    for (field, value) in numbers {
        sent = sent.with(field, number(value));
    }
    sent = with_list(sent, "emergency", answers.emergency.as_deref(), EmergencySign::as_str);
    sent = with_list(sent, "harm", answers.harm.as_deref(), HarmSign::as_str);
    sent = with_list(sent, "medical", answers.medical.as_deref(), MedicalSign::as_str);
    sent = with_list(sent, "home", answers.home.as_deref(), HomeDanger::as_str);
    for barrier in &answers.barriers {
        sent = sent.with("barrier", barrier.as_str());
    }
    sent = sent.with("nursing", answers.nursing.map_or("", Nursing::as_str));
    with_substances(sent, answers.substances.as_deref())
}

fn with_list<T: Copy>(mut sent: Sent, field: &str, list: Option<&[T]>, text: fn(T) -> &'static str) -> Sent {
    if list.is_some_and(<[T]>::is_empty) {
        return sent.with(field, NONE);
    }
    for one in list.unwrap_or_default() {
        sent = sent.with(field, text(*one));
    }
    sent
}

fn with_substances(mut sent: Sent, substances: Option<&[Substance]>) -> Sent {
    let Some(all) = substances else { return sent };
    for class in SubstanceClass::ALL {
        let value = match all.iter().find(|one| one.class == *class).map(|one| one.in_72_hours) {
            Some(Some(true)) => "recent",
            Some(Some(false)) => "earlier",
            Some(None) => "unknown",
            None => "no",
        };
        sent = sent.with(substance_field(*class), value);
    }
    for one in all.iter().filter(|one| one.is_dependent == Some(true)) {
        sent = sent.with("depends", one.class.as_str());
    }
    sent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_from_the_form_as_they_went_in() {
        let answers = Answers {
            age: Some(40),
            withdrawal: Rating::try_new(2),
            emergency: Some(vec![]),
            harm: Some(vec![HarmSign::CommandVoices]),
            is_pregnant: Some(false),
            ciwa: Some(12),
            substances: Some(vec![Substance {
                class: SubstanceClass::Alcohol,
                in_72_hours: Some(true),
                is_dependent: Some(true),
            }]),
            barriers: vec![Barrier::Work],
            ..Answers::default()
        };
        let (back, unread) = read(&sent_of(&answers, &[]), &answers);
        assert_eq!(back, answers);
        assert!(unread.is_empty());
        assert_eq!(read(&Sent::default(), &Answers::default()).0, Answers::default(), "what nobody touched was not asked");
    }

    #[test]
    fn a_number_that_cannot_be_is_said_beside_its_field() {
        let (_, unread) = read(&Sent::of([("ciwa", "90")]), &Answers::default());
        assert_eq!(unread.len(), 1);
        assert_eq!(unread.first().map(|one| one.field.as_str()), Some("ciwa"));
    }
}
