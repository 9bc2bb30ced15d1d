//! What a consent says, in plain words of four languages: kinds of information, purposes, recipients, ends, days. Papers and the person's
//! own pages say it alike. The translations are drafts: no native reader has checked them yet.

use confidential::category::Category;
use confidential::consent::{Expiry, Recipient};
use confidential::purpose::Purpose;
use jiff::civil::Date;
use vocabulary::id::PayerId;

use super::Language;

/// The one of four words that is in this language.
type Four = [&'static str; 4];

const fn of(language: Language, four: Four) -> &'static str {
    let [en, es, pt, ht] = four;
    match language {
        Language::En => en,
        Language::Es => es,
        Language::Pt => pt,
        Language::Ht => ht,
    }
}

/// A kind of information.
#[must_use]
pub const fn category(language: Language, category: Category) -> &'static str {
    let four: Four = match category {
        Category::IdentityAndAttendance => [
            "your name and the days you came",
            "su nombre y los días que vino",
            "seu nome e os dias em que veio",
            "non ou ak jou ou te vini yo",
        ],
        Category::Assessment => [
            "what was found at the start",
            "lo que se vio al comienzo",
            "o que foi visto no começo",
            "sa yo te jwenn nan kòmansman",
        ],
        Category::Diagnosis => ["your diagnoses", "sus diagnósticos", "seus diagnósticos", "dyagnostik ou yo"],
        Category::Plan => ["your plan of care", "su plan de atención", "seu plano de cuidado", "plan swen ou"],
        Category::ProgressSummary => {
            ["a summary of how it goes", "un resumen de cómo le va", "um resumo de como vai", "yon rezime sou jan sa ap mache"]
        }
        Category::Medications => ["your medicines", "sus medicinas", "seus remédios", "medikaman ou yo"],
        Category::Labs => [
            "lab and drug tests",
            "pruebas de laboratorio y de drogas",
            "exames de laboratório e de drogas",
            "tès laboratwa ak tès dwòg",
        ],
        Category::Billing => {
            ["services, days and costs", "servicios, días y costos", "serviços, dias e custos", "sèvis, jou ak pri"]
        }
        Category::DischargeSummary => {
            ["the summary at the end", "el resumen al final", "o resumo no fim", "rezime ki fèt nan fen an"]
        }
        Category::EntireRecord => [
            "your whole record, without the counseling notes",
            "todo su expediente, sin las notas de consejería",
            "todo o seu prontuário, sem as notas de aconselhamento",
            "tout dosye ou, san nòt konsèy yo",
        ],
        Category::CounselingNotes => [
            "counseling notes: what you said in sessions, kept apart",
            "notas de consejería: lo que dijo en sesiones, guardado aparte",
            "notas de aconselhamento: o que disse nas sessões, guardado à parte",
            "nòt konsèy: sa ou te di nan sesyon yo, ki kenbe apa",
        ],
    };
    of(language, four)
}

/// What it is for.
#[must_use]
pub const fn purpose(language: Language, purpose: Purpose) -> &'static str {
    let four: Four = match purpose {
        Purpose::Treatment => ["care by others", "atención por otros", "cuidado por outros", "swen lòt moun bay"],
        Purpose::Payment => ["to pay for your care", "para pagar su atención", "para pagar seu cuidado", "pou peye swen ou"],
        Purpose::Operations => {
            ["to run the program", "para manejar el programa", "para o programa funcionar", "pou fè pwogram nan mache"]
        }
        Purpose::PersonRequest => ["because you asked", "porque usted lo pidió", "porque você pediu", "paske ou te mande sa"],
        Purpose::Support => [
            "so that family and friends can help",
            "para que familia y amigos ayuden",
            "para que família e amigos ajudem",
            "pou fanmi ak zanmi ka ede",
        ],
        Purpose::Monitoring => [
            "to show that you keep a condition",
            "para mostrar que cumple una condición",
            "para mostrar que cumpre uma condição",
            "pou montre ou respekte yon kondisyon",
        ],
        Purpose::Proceedings => ["for a legal case", "para un caso legal", "para um caso na justiça", "pou yon zafè lajistis"],
        Purpose::Research => ["for research", "para investigación", "para pesquisa", "pou rechèch"],
        Purpose::Fundraising => ["to ask for donations", "para pedir donaciones", "para pedir doações", "pou mande don"],
        Purpose::Emergency => ["a medical emergency", "una emergencia médica", "uma emergência médica", "yon ijans medikal"],
        Purpose::Oversight => ["an audit", "una auditoría", "uma auditoria", "yon odit"],
        Purpose::Report => {
            ["a report the law allows", "un reporte que la ley permite", "um relato que a lei permite", "yon rapò lalwa pèmèt"]
        }
    };
    of(language, four)
}

/// To whom.
#[must_use]
pub fn recipient(language: Language, recipient: &Recipient, payers: &[(PayerId, String)]) -> String {
    let four: Four = match recipient {
        Recipient::Payer(id) => {
            let known = payers.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
            return known.unwrap_or_else(|| of(language, PAYER).to_owned());
        }
        Recipient::Named(name) => return name.clone(),
        Recipient::HealthPlans => [
            "your health plans and others who pay",
            "sus planes de salud y otros que pagan",
            "seus planos de saúde e outros que pagam",
            "plan sante ou yo ak lòt ki peye",
        ],
        Recipient::TreatingProviders => {
            ["those who give you care", "quienes le dan atención", "quem cuida de você", "moun ki ba ou swen"]
        }
        Recipient::ProgramHelpers => [
            "those who help run the program",
            "quienes ayudan a manejar el programa",
            "quem ajuda o programa a funcionar",
            "moun ki ede pwogram nan mache",
        ],
        Recipient::Intermediary { name, participants, treating_only } => {
            let members = if *treating_only { of(language, TREATING_MEMBERS).to_owned() } else { participants.join(", ") };
            return format!("{name} ({members})");
        }
    };
    of(language, four).to_owned()
}

const PAYER: Four = ["a health plan", "un plan de salud", "um plano de saúde", "yon plan sante"];
const TREATING_MEMBERS: Four = [
    "its members who give you care",
    "sus miembros que le dan atención",
    "seus membros que cuidam de você",
    "manm li yo ki ba ou swen",
];

/// Until when.
#[must_use]
pub fn expiry(language: Language, expires: Expiry) -> String {
    let four: Four = match expires {
        Expiry::On(last) => {
            let until = of(language, ["until", "hasta el", "até", "jiska"]);
            return format!("{until} {}", day(language, last));
        }
        Expiry::EndOfTreatment => [
            "until your care here ends",
            "hasta que termine su atención aquí",
            "até seu cuidado aqui terminar",
            "jiskaske swen ou isit la fini",
        ],
        Expiry::None => ["until you stop it", "hasta que usted lo pare", "até você parar", "jiskaske ou kanpe l"],
    };
    of(language, four).to_owned()
}

/// A day with its year.
#[must_use]
pub fn day(language: Language, day: Date) -> String {
    let month = usize::try_from(day.month()).ok().and_then(|at| months(language).get(at.saturating_sub(1)).copied());
    let (month, number, year) = (month.unwrap_or_default(), day.day(), day.year());
    match language {
        Language::En => format!("{month} {number}, {year}"),
        Language::Es | Language::Pt => format!("{number} de {month} de {year}"),
        Language::Ht => format!("{number} {month} {year}"),
    }
}

/// The months, for choosing and for days.
#[must_use]
pub const fn months(language: Language) -> [&'static str; 12] {
    match language {
        Language::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::Es => [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        Language::Pt => [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        Language::Ht => ["janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm"],
    }
}

/// Words one after the other, with "and" before the last.
#[must_use]
pub fn list(language: Language, words: &[String]) -> String {
    let and = of(language, ["and", "y", "e", "ak"]);
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// Kinds of information, one after the other.
#[must_use]
pub fn categories(language: Language, all: impl IntoIterator<Item = Category>) -> String {
    list(language, &all.into_iter().map(|one| category(language, one).to_owned()).collect::<Vec<_>>())
}

/// Purposes, one after the other.
#[must_use]
pub fn purposes(language: Language, all: &[Purpose]) -> String {
    list(language, &all.iter().map(|one| purpose(language, *one).to_owned()).collect::<Vec<_>>())
}

/// Recipients, one after the other.
#[must_use]
pub fn recipients(language: Language, all: &[Recipient], payers: &[(PayerId, String)]) -> String {
    list(language, &all.iter().map(|one| recipient(language, one, payers)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_kind_of_information_and_every_purpose_is_said_in_every_language() {
        for language in Language::ALL {
            let kinds = Category::ORDINARY.into_iter().chain([Category::EntireRecord, Category::CounselingNotes]);
            let said: Vec<&str> =
                kinds.map(|one| category(language, one)).chain(Purpose::ALL.map(|one| purpose(language, one))).collect();
            assert!(said.iter().all(|words| !words.is_empty()));
            let several: std::collections::HashSet<&&str> = said.iter().collect();
            assert_eq!(several.len(), said.len(), "no two are said alike in {language:?}");
            for other in Language::ALL.into_iter().filter(|other| *other != language) {
                let theirs: Vec<&str> = Purpose::ALL.map(|one| purpose(other, one)).to_vec();
                assert!(!theirs.iter().any(|words| said.contains(words)), "{language:?} borrows from {other:?}");
            }
        }
    }

    #[test]
    fn a_day_is_said_as_people_say_it() {
        let day_in = |language| day(language, date(2026, 3, 12));
        assert_eq!(Language::ALL.map(day_in), ["March 12, 2026", "12 de marzo de 2026", "12 de março de 2026", "12 mas 2026"]);
        assert_eq!(list(Language::Es, &["a".into(), "b".into(), "c".into()]), "a, b y c");
    }
}
