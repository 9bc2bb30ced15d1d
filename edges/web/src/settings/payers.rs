//! Payers and their rules as tables that can be read: what each asks for, when it is valid, where it comes from and how sure it is.
//! They change by importing the book.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use billing::payer::{OpenPayerBook, PayerBookView};
use billing::rule::{
    ClaimForm, DayAlgorithm, Mark, ModifierRule, OverUse, Payer, PayerKind, PayerRule, PriorAuthorization, ProviderSetting,
    Rounding, Unit,
};
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};

use super::part::{Part, SettingsPage};
use crate::app::App;
use crate::component::{Button, Card, Chip, Column, Fact, Hue, Icon, Row, RowList, Table, TableRow, chip, empty, facts};
use crate::handed_out::{AboutNobody, File};
use crate::signed::Signed;
use crate::words::{self, capital};

async fn load(app: &App, signed: &Signed) -> Result<(Released<PayerBookView>, Date), Refusal> {
    if !Part::Payers.is_shown(app, signed) {
        return Err(Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    app.work(move |house| Ok((house.ask(&actor, &OpenPayerBook)?, house.zone().day(house.clock().now())))).await
}

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Response {
    match load(&app, &signed).await {
        Ok((book, today)) => draw_list(&app, &signed, &book, today).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn one(State(app): State<App>, signed: Signed, Path(key): Path<String>) -> Response {
    match load(&app, &signed).await {
        Ok((book, today)) if book.payers.iter().any(|payer| payer.id == key) => {
            draw_one(&app, &signed, &book, &key, today).into_response()
        }
        Ok(_) => signed.refused(&Refusal::NotFound),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw_list(app: &App, signed: &Signed, book: &PayerBookView, today: Date) -> Markup {
    let columns = ["Payer", "Kind", "Authorization", "Rules", "Valid", "How sure"].map(Column::new).to_vec();
    let row = |payer: &Payer| {
        let rules =
            book.rules.iter().filter(|rule| rule.payer == payer.id && valid(rule.valid_from, rule.valid_to, today)).count();
        let cells = vec![
            html! { (kind(payer.kind)) },
            html! { (prior(payer.prior_authorization)) },
            html! { (words::count(rules, "rule", "rules")) " now" },
            html! { (days(payer.valid_from, payer.valid_to)) },
            html! { span { (mark(payer.mark)) } },
        ];
        TableRow::link(payer.name.clone(), format!("/settings/payers/{}", payer.id), cells)
    };
    let content = html! {
        section.card aria-label="Payers" {
            @if book.payers.is_empty() { (empty("No payer is set up yet.", "Payers and their rules are imported from one file, with their days and sources.", None)) } @else {
                (Table::new("Payers", columns).silent_caption().rows(book.payers.iter().map(row)))
            }
        }
        @if book.version > 0 { (history(app, book)) }
    };
    let acts = html! {
        @if book.version > 0 { (Button::plain("Download").icon(Icon::Save).href("/settings/export/payers")) }
        @if Part::Payers.may_change(app, signed) { (Button::plain("Import").icon(Icon::Inbox).href("/settings/import")) }
    };
    SettingsPage { below: imported(app, book), acts, ..SettingsPage::of(Part::Payers) }.render(app, signed, content)
}

/// The book as a file, to change and to import again.
pub(super) async fn file(State(app): State<App>, signed: Signed) -> Response {
    match load(&app, &signed).await {
        Ok((book, _)) if !book.toml.is_empty() => {
            File::kept("payers.toml").of_kind("application/toml; charset=utf-8").answer(&AboutNobody, book.toml.clone())
        }
        Ok(_) => signed.refused(&Refusal::NotFound),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn history(app: &App, book: &PayerBookView) -> Card {
    let zone = app.0.house.zone();
    let rows = book.imports.iter().enumerate().rev().map(|(index, (at, by))| {
        let when = format!("{}, {}", words::full_day(zone.day(*at)), zone.clock_face(*at));
        Row::new(format!("Version {}", index + 1)).line(html! { "Imported by " (by) }).when(when)
    });
    Card::new("History").small("Nothing is overwritten.").body(html! { (RowList::new("Versions of the book").rows(rows)) })
}

fn imported(app: &App, book: &PayerBookView) -> Markup {
    html! {
        @if let Some((at, by)) = book.imports.last() {
            "Version " (book.version) " of the book, imported " (words::full_day(app.0.house.zone().day(*at))) " by " (by) "."
        }
    }
}

fn draw_one(app: &App, signed: &Signed, book: &PayerBookView, key: &str, today: Date) -> Markup {
    let payers: Vec<&Payer> = book.payers.iter().filter(|payer| payer.id == key).collect();
    let rules: Vec<&PayerRule> = book.rules.iter().filter(|rule| rule.payer == key).collect();
    let algorithms: Vec<&DayAlgorithm> = book.algorithms.iter().filter(|row| row.payer == key).collect();
    let content = html! {
        @for payer in &payers { (terms(payer)) }
        section.card aria-label="Rules" {
            header { div { h2 { "Rules" } small { "How minutes become units and units become lines. Codes stand without descriptions." } } }
            @if rules.is_empty() { (empty("No rule.", "Nothing can be billed to this payer.", None)) } @else { @for rule in &rules { (one_rule(rule, today)) } }
        }
        @for row in &algorithms { (algorithm(row)) }
    };
    let title = payers.first().map_or_else(|| key.to_owned(), |payer| payer.name.clone());
    SettingsPage { title, crumb: Some("One payer"), below: imported(app, book), ..SettingsPage::of(Part::Payers) }
        .render(app, signed, content)
}

fn terms(payer: &Payer) -> Markup {
    let over = match payer.over_use {
        OverUse::Block => "Held until there is an authorization",
        OverUse::MarkAtRisk => "Billed and marked as at risk",
    };
    let all = [
        Fact::new("Kind", kind(payer.kind)),
        Fact::new("Authorization", prior(payer.prior_authorization)),
        Fact::new("Beyond the authorization", over),
        Fact::new("Alert", format!("{} units or {} days left", payer.alert_at_units, payer.alert_at_days)),
        Fact::new(
            "Id in claim files",
            html! { span.code { (payer.electronic_id.clone().unwrap_or_else(|| payer.id.to_uppercase())) } },
        ),
        Fact::new("Valid", days(payer.valid_from, payer.valid_to)),
        Fact::new("Source", html! { (payer.source) " " (mark(payer.mark)) }),
    ];
    html! { (Card::new("Terms").body(facts(&all))) }
}

fn one_rule(rule: &PayerRule, today: Date) -> Markup {
    let is_valid = valid(rule.valid_from, rule.valid_to, today);
    html! {
        details.hold {
            summary {
                (Icon::Right)
                b { (service(&rule.service)) } span.code { (rule.code) }
                span.muted { (unit(&rule.unit)) @if !is_valid { " · not valid today" } }
                span.money { (words::dollars(rule.charge_cents)) }
            }
            (facts(&rule_facts(rule)))
        }
    }
}

/// "Case management", "SUD per diem".
fn service(key: &str) -> String {
    let words = key.replace('_', " ");
    words.strip_prefix("sud ").map_or_else(|| capital(&words), |rest| format!("SUD {rest}"))
}

fn rule_facts(rule: &PayerRule) -> Vec<Fact> {
    let list = |all: &[String]| if all.is_empty() { "None".to_owned() } else { all.join(", ") };
    let mut all = vec![
        Fact::new("Unit", capital(&unit(&rule.unit))).value_small(format!("at most {} on a day", rule.max_units_per_day)),
        Fact::new("Form", claim_form(rule.claim_form)),
        Fact::new(
            "Modifiers",
            if rule.modifiers.is_empty() {
                "None".to_owned()
            } else {
                rule.modifiers.iter().map(modifier).collect::<Vec<_>>().join("; ")
            },
        ),
        Fact::new(
            "Leader holds",
            if rule.credentials.is_empty() { "Any credential".to_owned() } else { rule.credentials.join(", ") },
        ),
        Fact::new("Excludes on the same day", list(&rule.excludes)),
        Fact::new("To be filed within", format!("{} days", rule.timely_filing_days)),
        Fact::new("Valid", days(rule.valid_from, rule.valid_to)),
        Fact::new("Source", html! { (rule.source) " " (mark(rule.mark)) }),
    ];
    if let Some(bundle) = &rule.bundle {
        let kinds = if bundle.iter().any(|kind| kind == "*") {
            "Every service of the day".to_owned()
        } else {
            bundle.join(", ").replace('_', " ")
        };
        all.insert(1, Fact::new("Bundles", kinds));
    }
    let place = [
        ("Place of service", &rule.place_of_service),
        ("By video", &rule.telehealth_place_of_service),
        ("By video, not at home", &rule.telehealth_elsewhere_place_of_service),
        ("Revenue code", &rule.revenue_code),
        ("Type of bill", &rule.bill_type),
    ];
    for (what, code) in place {
        all.extend(code.as_ref().map(|code| Fact::new(what, html! { span.code { (code) } })));
    }
    if !rule.components_below_minimum.is_empty() {
        all.push(Fact::new("Below the minimum, instead", rule.components_below_minimum.join(", ")));
    }
    all
}

fn algorithm(row: &DayAlgorithm) -> Markup {
    let tiers: Vec<String> = row.tiers.iter().map(|tier| format!("from {} services: {}", tier.from_services, tier.apc)).collect();
    let all = [
        Fact::new("Setting", setting(row.setting)),
        Fact::new("Tiers, predicted", tiers.join("; ")),
        Fact::new("At least one of", row.primary.join(", ")),
        Fact::new("Type of bill", html! { span.code { (row.bill_type) } }),
        Fact::new("Condition codes", row.condition_codes.join(", ")),
        Fact::new("Valid", days(row.valid_from, row.valid_to)),
        Fact::new("Source", html! { (row.source) " " (mark(row.mark)) }),
    ];
    html! { (Card::new("Day by tiers").small("What the payer is expected to pay for; never a line of a claim").body(facts(&all))) }
}

fn modifier(rule: &ModifierRule) -> String {
    let when = &rule.when;
    let mut parts = Vec::new();
    match (when.group_size_at_least, when.group_size_at_most) {
        (Some(least), Some(most)) => parts.push(format!("{least} to {most} people")),
        (Some(least), None) => parts.push(format!("{least} people or more")),
        (None, Some(most)) => parts.push(format!("{most} people or fewer")),
        (None, None) => {}
    }
    if !when.credentials.is_empty() {
        parts.push(format!("leader {}", when.credentials.join(" or ")));
    }
    match when.is_telehealth {
        Some(true) => parts.push("by video".to_owned()),
        Some(false) => parts.push("in person".to_owned()),
        None => {}
    }
    if parts.is_empty() { rule.modifier.clone() } else { format!("{} for {}", rule.modifier, parts.join(", ")) }
}

fn unit(unit: &Unit) -> String {
    match unit {
        Unit::PerDay { min_minutes } => format!("one a day from {min_minutes} minutes"),
        Unit::PerMinutes { minutes, rounding } => {
            let rest = match rounding {
                Rounding::Down => "the rest not billed",
                Rounding::OverHalf => "more than half counts",
                Rounding::Up => "any started one counts",
            };
            format!("one for each {minutes} minutes, {rest}")
        }
        Unit::PerSession { min_minutes, max_minutes: Some(most) } => format!("one a session of {min_minutes} to {most} minutes"),
        Unit::PerSession { min_minutes, max_minutes: None } => format!("one a session of {min_minutes} minutes or more"),
    }
}

fn claim_form(form: ClaimForm) -> &'static str {
    match form {
        ClaimForm::Professional => "Professional, 837P",
        ClaimForm::Institutional => "Institutional, 837I",
    }
}

fn setting(setting: ProviderSetting) -> &'static str {
    match setting {
        ProviderSetting::FreestandingClinic => "Freestanding clinic",
        ProviderSetting::HospitalOutpatient => "Hospital outpatient department",
        ProviderSetting::CriticalAccessHospital => "Critical access hospital",
        ProviderSetting::CommunityMentalHealthCenter => "Community mental health center",
        ProviderSetting::RuralHealthClinic => "Rural health clinic",
        ProviderSetting::FederallyQualifiedHealthCenter => "Federally qualified health center",
        ProviderSetting::OpioidTreatmentProgram => "Opioid treatment program",
    }
}

fn kind(kind: PayerKind) -> &'static str {
    match kind {
        PayerKind::Commercial => "Commercial plan",
        PayerKind::Medicaid => "Medicaid",
        PayerKind::Medicare => "Medicare",
        PayerKind::SelfPay => "The person pays",
    }
}

fn prior(prior: PriorAuthorization) -> &'static str {
    match prior {
        PriorAuthorization::Required => "Needed before",
        PriorAuthorization::Notify => "The payer is only told",
        PriorAuthorization::Exempt => "Not asked for",
    }
}

/// How sure a fact is, in words.
fn mark(mark: Mark) -> Chip {
    match mark {
        Mark::V => chip(Hue::Here, "Read at its source"),
        Mark::V2 => chip(Hue::Quiet, "Read second hand"),
        Mark::K => chip(Hue::Due, "To be verified"),
        Mark::D => chip(Hue::Outline, "Our own or invented"),
    }
}

fn valid(from: Date, to: Option<Date>, day: Date) -> bool {
    from <= day && to.is_none_or(|last| day <= last)
}

fn days(from: Date, to: Option<Date>) -> String {
    match to {
        Some(last) => format!("{} to {}", words::full_day(from), words::full_day(last)),
        None => format!("since {}", words::full_day(from)),
    }
}
