//! The whole form of a consent (42 CFR 2.31; P2-20): every element has its field, kinds that must stand alone are told apart, and what is
//! missing is said by its element. It is recorded as signed on paper, or given to the person to read and sign on their own phone.

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::category::Category;
use confidential::consent::{ConsentKind, ConsentSignature, Expiry, Recipient, Statement};
use confidential::purpose::Purpose;
use confidential::recipient::is_same_name;
use confidential::signer::{Capacity, SignerBasis};
use intake::paper::{ConsentToRecord, Language, OfferConsent};
use maud::{Markup, html};
use privacy::consent::SignConsent;
use privacy::outside_recipient::Directory;
use vocabulary::day::parse_day;
use vocabulary::id::{PatientId, PayerId};

use super::chart::{Open, Tab, open_to};
use super::filled::{self, Trouble, day, maybe_day};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Field, Icon, Problem, Select, Tick, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::recipients::pick;
use crate::signed::Signed;

const ACT: (Action, Kind) = (Action::Record, Kind::Consent);

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    let open = match open_to(&app, signed, patient, ACT).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    match pick::directory(&app, &open.signed, Vec::new()).await {
        Ok(directory) => draw(&open, &directory, &begun(&open), &Trouble::default()),
        Err(refusal) => open.signed.refused(&refusal),
    }
}

fn begun(open: &Open) -> Sent {
    let (name, today) = (open.chart.patient.legal_name.full(), open.today.to_string());
    Sent::of([
        ("kind", ConsentKind::General.as_str()),
        ("signer_basis", SignerBasis::Adult.as_str()),
        ("patient_name_as_signed", name.as_str()),
        ("signed_on", today.as_str()),
        ("expires", "end_of_treatment"),
    ])
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, ACT).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let directory = match pick::directory(&app, &open.signed, named(&sent)).await {
        Ok(directory) => directory,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    if !directory.nearly.is_empty() && !sent.is_on(pick::AS_TYPED) {
        return draw(&open, &directory, &sent, &Trouble::question());
    }
    let mut unread = Vec::new();
    let command = read(&open, &sent, &mut unread);
    if sent.text("how") == "phone" {
        let offered = filled::perform(&app, &open.signed, offer(&app, &open, &sent, command), unread).await;
        return match offered {
            Ok(_) => Redirect::to(&format!("{}#waiting", Tab::Consents.href(patient))).into_response(),
            Err(refusal) => open.again(&refusal, |trouble| draw(&open, &directory, &sent, trouble)),
        };
    }
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&Tab::Consents.href(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &directory, &sent, trouble)),
    }
}

fn read(open: &Open, sent: &Sent, unread: &mut Vec<access::Problem>) -> SignConsent {
    let expires = match sent.text("expires") {
        "on" => Expiry::On(day(sent, "expires_on", unread)),
        "none" => Expiry::None,
        _ => Expiry::EndOfTreatment,
    };
    let basis = SignerBasis::ALL.into_iter().find(|basis| basis.as_str() == sent.text("signer_basis"));
    let basis = basis.unwrap_or_default();
    SignConsent {
        kind: ConsentKind::named(sent.text("kind")).unwrap_or_default(),
        recipients: recipients(open, sent),
        purposes: sent.all("purposes").filter_map(Purpose::named).collect(),
        categories: sent.all("categories").filter_map(Category::named).collect(),
        words: sent.text("words").to_owned(),
        expires,
        states: STATES
            .into_iter()
            .filter(|(_, value, _)| sent.all("states").any(|sent| sent == *value))
            .map(|one| one.0)
            .collect(),
        signer_basis: basis,
        signatures: signatures(sent, basis),
        signed_on: parse_day(sent.text("signed_on")).ok(),
        irrevocable_until: maybe_day(sent, "irrevocable_until", unread),
        ..SignConsent::of(open.patient(), sent.text("patient_name_as_signed"), &open.chart.around.program_name)
    }
}

/// The same as a paper for their phone: who signs, when and what its words state follow from the paper itself.
fn offer(app: &App, open: &Open, sent: &Sent, read: SignConsent) -> OfferConsent {
    let tag = sent.text("language");
    OfferConsent {
        patient: read.patient,
        language: Language::ALL.into_iter().find(|language| language.tag() == tag),
        basis: read.signer_basis,
        consent: ConsentToRecord {
            kind: read.kind,
            discloser: read.discloser,
            recipients: read.recipients,
            purposes: read.purposes,
            categories: read.categories,
            expires: read.expires,
            states: None,
            words: read.words,
            irrevocable_until: read.irrevocable_until,
        },
        payers: open.chart.around.payers.iter().map(|payer| (payer.id, payer.name.clone())).collect(),
        press: app.0.wiring.press.clone(),
    }
}

/// Everybody who is named: those of the lines, and the one chosen from the directory.
fn named(sent: &Sent) -> Vec<String> {
    let lines = sent.text("recipients").lines().map(str::trim);
    let mut all: Vec<String> = Vec::new();
    for name in lines.chain([sent.text("listed")]).filter(|name| !name.is_empty()) {
        if !all.iter().any(|known| is_same_name(known, name)) {
            all.push(name.to_owned());
        }
    }
    all
}

fn recipients(open: &Open, sent: &Sent) -> Vec<Recipient> {
    let mut all: Vec<Recipient> = named(sent).into_iter().map(Recipient::Named).collect();
    let payers = &open.chart.around.payers;
    let payer = sent.parse::<PayerId>("payer").filter(|id| payers.iter().any(|payer| payer.id == *id));
    all.extend(payer.map(Recipient::Payer));
    for class in sent.all("classes") {
        all.extend(match class {
            "treating_providers" => Some(Recipient::TreatingProviders),
            "health_plans" => Some(Recipient::HealthPlans),
            "program_helpers" => Some(Recipient::ProgramHelpers),
            _ => None,
        });
    }
    if !sent.text("intermediary").is_empty() {
        let participants = sent.text("participants").lines().map(str::trim).filter(|name| !name.is_empty());
        all.push(Recipient::Intermediary {
            name: sent.text("intermediary").to_owned(),
            participants: participants.map(str::to_owned).collect(),
            treating_only: sent.is_on("treating_only"),
        });
    }
    all
}

/// Whoever signs beside the person or for them; for somebody of age the name as signed is enough.
fn signatures(sent: &Sent, basis: SignerBasis) -> Vec<ConsentSignature> {
    let own = ConsentSignature {
        name: sent.text("patient_name_as_signed").to_owned(),
        capacity: Capacity::Patient,
        authority: String::new(),
    };
    let other = |capacity| ConsentSignature {
        name: sent.text("other_name").to_owned(),
        capacity,
        authority: sent.text("authority").to_owned(),
    };
    match basis {
        SignerBasis::Adult => Vec::new(),
        SignerBasis::MinorByOwnConsent => vec![own],
        SignerBasis::MinorByParent if sent.text("other_name").is_empty() => vec![own],
        SignerBasis::MinorByParent => vec![own, other(Capacity::Parent)],
        SignerBasis::Adjudicated => vec![other(Capacity::Representative)],
        SignerBasis::Deceased => {
            let chosen = Capacity::AFTER_DEATH.into_iter().find(|one| one.as_str() == sent.text("after_death"));
            vec![other(chosen.unwrap_or(Capacity::Representative))]
        }
    }
}

const STATES: [(Statement, &str, &str); 5] = [
    (Statement::Revocation, "revocation", "How to stop it, and that what was done before stays"),
    (
        Statement::HipaaRedisclosure,
        "hipaa_redisclosure",
        "That HIPAA lets them pass it on, but not for proceedings against the person",
    ),
    (Statement::RedisclosureRisk, "redisclosure_risk", "That it may then no longer be protected"),
    (Statement::RefusalConsequences, "refusal_consequences", "What follows from not signing"),
    (Statement::FundraisingOptOut, "fundraising_opt_out", "How not to be asked for money"),
];

fn draw(open: &Open, directory: &Directory, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let form = html! {
        (pick::lists(&directory.listed))
        form.form.cols method="post" action=(format!("/patients/{}/consents/build", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (what_and_whom(open, sent, problems))
            (until_and_signature(sent, problems))
            (pick::suggested_each(&directory.nearly))
            div.acts {
                (Button::primary("Save consent").named("how", "paper").key("Ctrl+Enter"))
                @if open.may(Action::Record, Kind::Paper) { (Button::plain("Send to their phone to sign").icon(Icon::Phone).named("how", "phone")) }
                (Button::quiet("Cancel").href(Tab::Consents.href(open.patient())))
            }
        }
    };
    let below =
        "Everything the law wants in a consent has its place here. Counseling notes and legal proceedings each stand alone.";
    open.form_page(Tab::Consents, "Record a consent", below, trouble, html! { (Card::new("Who may know").padded().body(form)) })
}

fn chosen(row: ChoiceRow, sent: &Sent, name: &str, problems: &[Problem]) -> Markup {
    let row = sent.all(name).fold(row, ChoiceRow::chosen);
    html! { div.full { (row.problems(problems)) } }
}

fn what_and_whom(open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let kinds = ChoiceRow::one("kind", "What kind").choices(ConsentKind::ALL.map(|kind| (kind.as_str(), kind.title())));
    let categories = Category::ORDINARY.into_iter().chain([Category::EntireRecord, Category::CounselingNotes]);
    let categories =
        ChoiceRow::many("categories", "Which information").choices(categories.map(|one| (one.as_str(), one.title())));
    let purposes = Purpose::ALL.into_iter().filter(|purpose| purpose.is_for_consents());
    let purposes = ChoiceRow::many("purposes", "What for").choices(purposes.map(|one| (one.as_str(), one.title())));
    let classes = [
        ("treating_providers", "Those who treat the person"),
        ("health_plans", "Health plans and other payers"),
        ("program_helpers", "Those who help to run the program"),
    ];
    let classes = ChoiceRow::many("classes", "Or a class")
        .choices(classes)
        .hint("Only for one consent to treatment, payment and operations. In Massachusetts name at least one organization too");
    let payers = open.chart.around.payers.iter().filter(|payer| !payer.is_self_pay);
    html! {
        (chosen(kinds, sent, "kind", problems))
        div.full { (Field::area("recipients", "To whom", 2).optional().hint("One name a line").value(sent.text("recipients")).problems(problems)) }
        (Field::text("listed", "Or from the directory").optional().autocomplete("off").list(pick::NAMES).hint("Type a part of the name").value(sent.text("listed")))
        (Select::new("payer", "Or a payer").optional().option("", "No payer").options(payers.map(|payer| (payer.id.to_string(), payer.name.clone()))).chosen(sent.text("payer")))
        (Field::text("intermediary", "Or an intermediary").optional().hint("An exchange that passes it on").list(pick::INTERMEDIARIES).value(sent.text("intermediary")))
        (Field::area("participants", "Its members who may know", 2).optional().hint("One name a line").value(sent.text("participants")))
        (Tick::new("treating_only", "yes", "All its members who treat the person").checked(sent.is_on("treating_only")))
        (chosen(classes, sent, "classes", problems))
        (chosen(purposes, sent, "purposes", problems))
        (chosen(categories, sent, "categories", problems))
        div.full { (Field::area("words", "In the person’s words", 2).optional().hint("What exactly, and what good it does them").value(sent.text("words")).problems(problems)) }
    }
}

fn until_and_signature(sent: &Sent, problems: &[Problem]) -> Markup {
    let until = [("end_of_treatment", "Treatment ends"), ("on", "A day"), ("none", "No end")];
    let until =
        ChoiceRow::one("expires", "Until").choices(until).hint("No end only for treatment, payment and operations, or research");
    let states = ChoiceRow::many("states", "The paper says")
        .choices(STATES.map(|(_, value, words)| (value, words)))
        .hint("On their phone it says all that it must");
    let bases = SignerBasis::ALL.map(|basis| (basis.as_str(), basis.title()));
    html! {
        (chosen(until, sent, "expires", problems))
        (Field::date("expires_on", "The day it ends").optional().value(sent.text("expires_on")).problems(problems))
        (Field::date("irrevocable_until", "Cannot be stopped before").optional().hint("Only for probation or a court").value(sent.text("irrevocable_until")).problems(problems))
        (chosen(states, sent, "states", problems))
        (Select::new("language", "In which language, on their phone").optional().option("", "The person’s own").options(Language::ALL.map(|language| (language.tag(), language.own_name()))).chosen(sent.text("language")))
        (Select::new("signer_basis", "Who signs").options(bases).chosen(sent.text("signer_basis")).problems(problems))
        (Field::date("signed_on", "Signed on").value(sent.text("signed_on")).problems(problems))
        (Field::text("patient_name_as_signed", "Name as signed").autocomplete("off").value(sent.text("patient_name_as_signed")).problems(problems))
        (Field::text("other_name", "Parent or representative").optional().autocomplete("off").value(sent.text("other_name")))
        (Select::new("after_death", "Who signs for somebody who died").optional().hint("An executor or administrator is a representative; the first that there is").options(Capacity::AFTER_DEATH.map(|one| (one.as_str(), one.title()))).chosen(sent.text("after_death")))
        (Field::text("authority", "The paper that lets them sign").optional().autocomplete("off").hint("For a spouse or a family member: how you know that nobody comes before them").value(sent.text("authority")).problems(problems))
    }
}
