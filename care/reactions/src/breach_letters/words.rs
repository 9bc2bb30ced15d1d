//! The words of a letter: fixed ones beside this in plain Markdown for each language, with what was written about the case filled in. Lines
//! that begin with a word in brackets are for those letters of which that is so. The numbers of the credit bureaus are reference data from
//! knowledge (mark K): counsel looks at all of it before real use.

use intake::paper::{Language, Words, plain};
use privacy::breach::{InfoKind, LetterWords};
use privacy::breach_letter::Content;
use privacy::clock::Clocks;

const BUREAUS: &str = include_str!("../../data/breach_letters/bureaus.txt");

const EVERYBODY: [(Language, &str); 4] = [
    (Language::En, include_str!("../../data/breach_letters/everybody.en.md")),
    (Language::Es, include_str!("../../data/breach_letters/everybody.es.md")),
    (Language::Pt, include_str!("../../data/breach_letters/everybody.pt.md")),
    (Language::Ht, include_str!("../../data/breach_letters/everybody.ht.md")),
];

/// By state; a state of which there are none gets no letter of its own.
const RESIDENTS: [(&str, [(Language, &str); 4]); 1] = [(
    "MA",
    [
        (Language::En, include_str!("../../data/breach_letters/residents_ma.en.md")),
        (Language::Es, include_str!("../../data/breach_letters/residents_ma.es.md")),
        (Language::Pt, include_str!("../../data/breach_letters/residents_ma.pt.md")),
        (Language::Ht, include_str!("../../data/breach_letters/residents_ma.ht.md")),
    ],
)];

/// Whether there are words for the residents of a state.
pub(super) fn are_for(state: &str) -> bool {
    RESIDENTS.iter().any(|(known, _)| *known == state)
}

/// The words of a letter in one language: to everybody, or to the residents of a state.
///
/// # Errors
/// In words for the log: a broken build.
pub(super) fn words_in(language: Language, content: &Content, state: Option<&str>) -> Result<Words, String> {
    let texts = match state {
        None => Some(&EVERYBODY),
        Some(state) => RESIDENTS.iter().find(|(known, _)| *known == state).map(|(_, texts)| texts),
    };
    let text = texts.and_then(|texts| texts.iter().find(|(known, _)| *known == language)).map(|(_, text)| *text);
    let text = text.ok_or_else(|| "no words for letters in this language or state".to_owned())?;
    let told = content.text.in_language(language.tag()).filter(|words| is_whole(words));
    let said = told.cloned().unwrap_or_default();
    let lines: Vec<String> = text.lines().flat_map(|line| lines(line, language, content, told.is_some())).collect();
    let months = state.and_then(|state| Clocks::standard().state_breach(state, content.discovered_on));
    let contact = &content.text;
    let value = |name: &str| {
        Some(match name {
            "name" => content.name.clone(),
            "program" => content.program.clone(),
            "sender" => content.sender.join(", "),
            "what_happened" => one_line(&said.what_happened),
            "what_to_do" => one_line(&said.what_to_do),
            "what_we_do" => one_line(&said.what_we_do),
            "happened_on" => plain::day(language, content.happened_on.unwrap_or(content.discovered_on)),
            "discovered_on" => plain::day(language, content.discovered_on),
            "contact_who" => contact.contact_who.clone(),
            "contact_phone" => shown_phone(&contact.contact_phone),
            "contact_email" => contact.contact_email.clone(),
            "monitoring" => one_line(&contact.monitoring),
            "monitoring_months" => months.map_or(0, |rule| rule.monitoring_months).to_string(),
            _ => return None,
        })
    };
    Words::read(&lines.join("\n"), &value).map_err(|error| format!("breach letter {}: {error}", language.tag()))
}

fn is_whole(words: &LetterWords) -> bool {
    !words.what_happened.is_empty() && !words.what_to_do.is_empty() && !words.what_we_do.is_empty()
}

/// What is filled in stands in one paragraph.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shown_phone(phone: &str) -> String {
    vocabulary::Phone::parse(phone).map_or_else(|_| phone.to_owned(), |phone| phone.display())
}

/// The lines that one of the text stands for in this letter.
fn lines(line: &str, language: Language, content: &Content, is_said: bool) -> Vec<String> {
    let kinds = &content.text.kinds;
    let bureaus = || BUREAUS.lines().map(|bureau| format!("- {bureau}")).collect();
    match line {
        "[kinds]" => return kinds.iter().map(|kind| format!("- {}", kind_words(language, *kind))).collect(),
        "[bureaus]" => return bureaus(),
        "[bureaus_social_security]" if kinds.contains(&InfoKind::SocialSecurity) => return bureaus(),
        "[bureaus_social_security]" => return Vec::new(),
        _ => {}
    }
    let is_so = |name: &str| match name {
        "happened" => content.happened_on.is_some(),
        "day_unknown" => content.happened_on.is_none(),
        "insurance" => kinds.contains(&InfoKind::Insurance),
        "account" => kinds.contains(&InfoKind::Account),
        "social_security" => kinds.contains(&InfoKind::SocialSecurity),
        "monitoring" => !content.text.monitoring.is_empty(),
        "email" => !content.text.contact_email.is_empty(),
        "said" => is_said,
        "not_said" => !is_said,
        _ => false,
    };
    match line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((name, rest)) => is_so(name).then(|| rest.to_owned()).into_iter().collect(),
        None => vec![line.to_owned()],
    }
}

/// A kind of information as people read it.
fn kind_words(language: Language, kind: InfoKind) -> &'static str {
    let [en, es, pt, ht] = match kind {
        InfoKind::Name => [
            "Your name, address or telephone",
            "Su nombre, dirección o teléfono",
            "O seu nome, endereço ou telefone",
            "Non ou, adrès ou oswa telefòn ou",
        ],
        InfoKind::BirthDate => ["Your date of birth", "Su fecha de nacimiento", "A sua data de nascimento", "Dat ou fèt"],
        InfoKind::SocialSecurity => [
            "Your Social Security number",
            "Su número de Seguro Social",
            "O seu número de Seguro Social",
            "Nimewo Sekirite Sosyal ou",
        ],
        InfoKind::License => [
            "The number of your license or state card",
            "El número de su licencia o tarjeta del estado",
            "O número da sua carteira ou cartão do estado",
            "Nimewo lisans ou oswa kat eta a",
        ],
        InfoKind::Account => [
            "The number of your bank account or card",
            "El número de su cuenta de banco o tarjeta",
            "O número da sua conta de banco ou cartão",
            "Nimewo kont bank ou oswa kat ou",
        ],
        InfoKind::Insurance => [
            "Your health plan and your number there",
            "Su plan de salud y su número allí",
            "O seu plano de saúde e o seu número nele",
            "Plan sante ou ak nimewo ou ladan l",
        ],
        InfoKind::Care => [
            "That you came to us, and when",
            "Que usted vino a nosotros, y cuándo",
            "Que você veio até nós, e quando",
            "Ke ou te vin kote nou, ak kilè",
        ],
        InfoKind::Health => [
            "What we know about your health",
            "Lo que sabemos de su salud",
            "O que sabemos da sua saúde",
            "Sa nou konnen sou sante ou",
        ],
        InfoKind::Notes => [
            "What was written about your visits and plans",
            "Lo que se escribió sobre sus visitas y planes",
            "O que foi escrito sobre as suas visitas e planos",
            "Sa yo te ekri sou vizit ou ak plan ou",
        ],
    };
    match language {
        Language::En => en,
        Language::Es => es,
        Language::Pt => pt,
        Language::Ht => ht,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use privacy::breach::LetterText;

    use super::*;

    fn content(kinds: &[InfoKind]) -> Content {
        let words = |language: &str, words: &str| LetterWords {
            language: language.into(),
            what_happened: format!("{words}: a roster went to a wrong fax.\nIt came back."),
            what_to_do: "Call us.".into(),
            what_we_do: "We changed the number {program}.".into(),
        };
        Content {
            language: "es".into(),
            name: "Ana Silva".into(),
            address: vec!["2 Main Street".into(), "Falmouth, MA 02540".into()],
            asked_for_another_way: false,
            program: "Recovering Champions".into(),
            sender: vec!["RC office".into(), "1 Harbor Road".into(), "Falmouth, MA 02540".into()],
            happened_on: Some(date(2026, 2, 27)),
            discovered_on: date(2026, 3, 1),
            text: LetterText {
                kinds: kinds.to_vec(),
                contact_who: "Dana Whitfield".into(),
                contact_phone: "+18005550177".into(),
                contact_email: "privacy@example.org".into(),
                monitoring: "Call 800 555 0100 and say code 12.".into(),
                words: vec![words("en", "Here"), words("es", "Aquí")],
            },
        }
    }

    #[test]
    fn p2_55_a_letter_says_the_five_things_of_the_federal_rule_in_every_language() {
        for language in Language::ALL {
            let content = content(&[InfoKind::Name, InfoKind::SocialSecurity, InfoKind::Insurance]);
            let words = format!("{:?}", words_in(language, &content, None).unwrap());
            let headings = words.matches("Heading").count();
            assert_eq!(headings, 5, "what happened, what it was, what to do, what we do, whom to ask: {words}");
            for told in [&plain::day(language, content.discovered_on), "(800) 555-0177", "privacy@example.org", "1 Harbor Road"] {
                assert!(words.contains(told), "{language:?} {told} {words}");
            }
            assert!(words.contains(kind_words(language, InfoKind::SocialSecurity)) && words.contains("Equifax"), "{words}");
            let is_written = matches!(language, Language::En | Language::Es);
            assert_eq!(words.contains("a roster went to a wrong fax. It came back."), is_written, "{language:?}");
            assert_eq!(
                words.contains("We changed the number {program}."),
                is_written,
                "what somebody wrote is never read as a name"
            );
        }
    }

    #[test]
    fn p2_66_the_letter_of_massachusetts_says_neither_what_happened_nor_how_many_and_names_the_rights() {
        for language in Language::ALL {
            let mut content = content(&[InfoKind::SocialSecurity]);
            let words = format!("{:?}", words_in(language, &content, Some("MA")).unwrap());
            for kept in ["roster", "wrong", plain::day(language, content.discovered_on).as_str(), "27 "] {
                assert!(!words.contains(kept), "{language:?} {kept} {words}");
            }
            assert!(words.contains("93H") && words.contains("Experian") && words.contains("18 "), "{words}");
            assert_eq!(words.matches("Heading").count(), 4, "police report, freeze, watching, whom to ask");
            content.text.monitoring = String::new();
            let without = format!("{:?}", words_in(language, &content, Some("MA")).unwrap());
            assert_eq!(without.matches("Heading").count(), 3);
        }
        assert!(are_for("MA") && !are_for("NH"));
    }

    #[test]
    fn p2_14_what_shows_on_the_envelope_says_nothing() {
        let content = content(&[InfoKind::Name]);
        assert!(confidential::neutral::telling(&content.sender.join("\n")).unwrap().is_empty());
    }
}
