//! The admission form as it is drawn: what the inquiry and its document say stands there already.

use access::{Action, Kind, Role, Staff};
use episode::patient::{AdministrativeSex, Channel};
use intake::inquiry::InquiryDetailView;
use maud::{Markup, Render, html};
use reactions::admission::view::begins_with;
use schedule::therapy_group::TherapyGroup;

use super::admit::Ground;
use super::{duplicates, say};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, Select, Tick, csrf_field, error_summary, wrong_words,
};
use crate::form::Sent;
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::time_words::meeting_words;

/// How many diagnoses the form has room for.
pub(super) const DIAGNOSES: usize = 4;
/// How many numbers and addresses.
pub(super) const MOST_POINTS: usize = 6;
/// The care team: role in the chart, and its label.
pub(super) const TEAM: [(&str, &str); 3] =
    [("primary counselor", "Primary counselor"), ("prescriber", "Prescriber"), ("case manager", "Case manager")];

/// The form as it begins.
pub(super) fn begin(ground: &Ground) -> Sent {
    let known = &begins_with(&ground.admission, &ground.detail.suggestion);
    let mut sent = Sent::default()
        .with("given", known.given.clone())
        .with("family", known.family.clone())
        .with("chosen_given", known.chosen_given.clone())
        .with("pronouns", known.pronouns.clone())
        .with("birth_date", known.birth_date.map(|day| day.to_string()).unwrap_or_default())
        .with(
            "sex",
            match known.sex {
                AdministrativeSex::Female => "female",
                AdministrativeSex::Male => "male",
                AdministrativeSex::Unknown => "unknown",
            },
        )
        .with("language", language(&known.language))
        .with("admitted_on", ground.today.to_string());
    for (at, point) in known.contact_points.iter().take(MOST_POINTS - 1).enumerate() {
        let field = format!("point.{at}");
        let (kind, value) = match &point.channel {
            Channel::Phone(phone) => ("phone", phone.display()),
            Channel::Email(address) => ("email", address.clone()),
        };
        sent = sent
            .with(field.clone(), value)
            .with(format!("{field}.kind"), kind)
            .with(format!("{field}.message"), if point.may_leave_message { "yes" } else { "" })
            .with(format!("{field}.text"), if point.may_text { "yes" } else { "" })
            .with(format!("{field}.as"), point.call_as.clone().unwrap_or_default());
    }
    if let Some(home) = &known.address {
        sent = sent
            .with("street", home.lines.join("\n"))
            .with("city", home.city.clone())
            .with("state", home.state.clone())
            .with("zip", home.zip.clone());
    }
    if let Some(level) = ground.admission.decided {
        sent = sent.with("level", level.code());
    } else if let [program] = ground.program.programs.as_slice()
        && let [level] = program.item.levels.as_slice()
    {
        sent = sent.with("level", level.level.clone());
    }
    for (at, (code, words)) in from_referral(&ground.detail).into_iter().enumerate() {
        sent = sent.with(format!("diagnoses.{at}"), code).with(format!("diagnoses.{at}.words"), words);
    }
    sent
}

/// The first part of a language tag, when it is one the form offers.
fn language(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if LANGUAGES.iter().any(|(known, _)| *known == first) { first } else { "en".to_owned() }
}

const LANGUAGES: [(&str, &str); 4] = [("en", "English"), ("es", "Español"), ("pt", "Português"), ("ht", "Kreyòl")];

/// Problems that the sender coded in ICD-10-CM, first or beside another code; those of substance use first, then those of mental
/// health: whoever admits looks at each.
fn from_referral(detail: &InquiryDetailView) -> Vec<(String, String)> {
    let Some(referral) = &detail.referral else { return Vec::new() };
    let mut found: Vec<(String, String)> = Vec::new();
    for item in referral.content.problems.iter().filter(|item| !item.is_negated) {
        let own = item.system.as_deref().zip(item.code.as_deref());
        let also = item.also.iter().map(|(system, code)| (system.as_str(), code.as_str()));
        let coded = own.into_iter().chain(also).filter(|(system, _)| *system == "ICD10CM");
        for code in coded.filter_map(|(_, code)| intake::admission::diagnosis::icd10_code(code)) {
            if !found.iter().any(|(known, _)| *known == code) {
                found.push((code, item.display.clone().unwrap_or_default()));
            }
        }
    }
    found.sort_by_key(|(code, _)| (!code.starts_with("F1"), !code.starts_with('F')));
    found.truncate(DIAGNOSES);
    found
}

pub(super) fn page(app: &App, signed: &Signed, ground: &Ground, sent: &Sent, problems: &[Problem]) -> Markup {
    let row = &ground.detail.row;
    let address = format!("/inquiries/{}", row.id);
    let head = PageHead::new("Admit")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(row.name.full(), address.clone()))
        .crumb(Crumb::here("Admission"))
        .below(html! { "What was said and what the document says stands here already. Look at every field." });
    let content = html! {
        (error_summary(problems))
        (head)
        (super::admission::still_open(ground))
        @if ground.program.programs.is_empty() {
            (Banner::due("No program is set up yet. Import the program file in Settings first.").link("Open Settings", "/settings/import"))
        }
        form.admit method="post" action=(format!("{address}/admit")) id="form" novalidate {
            (csrf_field(&signed.frame.csrf))
            (who(ground, sent, problems))
            @if let Some(known) = &ground.admission.registered {
                (registered(known))
            } @else {
                (Card::new("The person").small("As on identity documents; claims use this name").padded().body(person(sent, problems)))
                (Card::new("How to reach them").padded().body(points(sent, problems)))
            }
            (Card::new("Care").padded().body(care(ground, sent, problems)))
            (Card::new("Diagnoses").small("The principal one first").padded().body(diagnoses(ground, sent, problems)))
            (Card::new("Places in groups").padded().body(groups(app, signed, ground, sent, problems)))
            div.acts { (Button::primary("Admit").icon(Icon::Door).key("Ctrl+Enter")) (Button::quiet("Cancel").href(address.clone())) }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, format!("Admit, {}", say::tab_name(row)))
        .style("desk.css")
        .problem(!problems.is_empty())
        .narrow()
        .render(content)
}

/// Who it is was confirmed before; the record stands and is changed in the chart.
fn registered(known: &episode::Patient) -> Markup {
    let body = html! {
        p { b { (known.legal_name.full()) } ", born " (crate::words::full_day(known.birth_date)) ", record " (known.record_number) }
        div.acts { (Button::plain("Change in the chart").icon(Icon::Edit).href(format!("/patients/{}/edit", known.id)).small()) }
    };
    html! { (Card::new("The person").small("Confirmed already").padded().body(body)) }
}

/// When somebody is like this person, it must be said who it is.
fn who(ground: &Ground, sent: &Sent, problems: &[Problem]) -> Markup {
    let known = &ground.detail.possible_duplicates;
    if known.is_empty() || ground.detail.is_recognised {
        return html! {};
    }
    let body = html! {
        (duplicates::pairs(&ground.detail, None))
        (duplicates::choice(known, sent, problems))
    };
    html! { (Card::new("Do we know this person?").class("known").padded().body(body)) }
}

fn person(sent: &Sent, problems: &[Problem]) -> Markup {
    let text = |field: &'static str, label: &'static str| {
        Field::text(field, label).value(sent.text(field)).autocomplete("off").problems(problems)
    };
    let sexes = [("female", "Female"), ("male", "Male"), ("unknown", "Not said")];
    html! {
        div.form.cols {
            (text("given", "Legal given name"))
            (text("family", "Legal family name").optional())
            (text("chosen_given", "Goes by").optional())
            (text("pronouns", "Pronouns").optional().placeholder("they/them"))
            (Field::date("birth_date", "Birth date").value(sent.text("birth_date")).problems(problems))
            (ChoiceRow::one("sex", "Sex as the payer holds it").choices(sexes).chosen(sent.text("sex")))
            (Select::new("language", "Language").options(LANGUAGES).chosen(sent.text("language")))
            div.fld { span.lab { "Interpreter" } (Tick::new("needs_interpreter", "yes", "Needs an interpreter").checked(sent.is_on("needs_interpreter"))) }
            div.full { (Field::area("street", "Street", 2).optional().value(sent.text("street")).hint("Leave empty for people without a fixed address").problems(problems)) }
            (text("city", "Town").optional())
            div.two { (text("state", "State").optional().class("short").max(2)) (text("zip", "ZIP").optional().class("short")) }
        }
    }
}

fn points(sent: &Sent, problems: &[Problem]) -> Markup {
    let used = (0..MOST_POINTS).filter(|at| !sent.text(&format!("point.{at}")).is_empty()).map(|at| at + 1).max().unwrap_or(0);
    let shown = (used + 1).min(MOST_POINTS);
    html! {
        p.hint { "Nothing may be left or sent where it is not ticked. Ask for each number." }
        @for at in 0..shown { (point(sent, at, problems)) }
    }
}

fn point(sent: &Sent, at: usize, problems: &[Problem]) -> Markup {
    let field = format!("point.{at}");
    let is_email = sent.text(&format!("{field}.kind")) == "email";
    let kind = if is_email { "email" } else { "phone" };
    let input = if is_email {
        Field::email(field.clone(), "E-mail")
    } else {
        Field::tel(field.clone(), if at == 0 { "Number" } else { "Another number" })
    };
    let tick = |part: &str, words: &'static str| {
        let name = format!("{field}.{part}");
        Tick::new(name.clone(), "yes", words).checked(sent.is_on(&name))
    };
    html! {
        div.point {
            input type="hidden" name=(format!("{field}.kind")) value=(kind);
            (input.optional().value(sent.text(&field)).autocomplete("off").problems(problems))
            @if !is_email { (Field::text(format!("{field}.as"), "Say we are").optional().value(sent.text(&format!("{field}.as"))).autocomplete("off")) }
            div.obs.pair {
                (tick("message", if is_email { "May be written to" } else { "Messages are fine" }))
                @if !is_email { (tick("text", "Texts are fine")) }
            }
        }
    }
}

fn care(ground: &Ground, sent: &Sent, problems: &[Problem]) -> Markup {
    let program = &ground.program;
    let day = ground.today;
    let tracks = program.tracks.iter().map(|track| &track.item).filter(|track| track.to.is_none_or(|last| last >= day));
    let levels = program.programs.iter().flat_map(|program| &program.item.levels);
    html! {
        div.form.cols {
            (Field::date("admitted_on", "Day of admission").value(sent.text("admitted_on")).problems(problems))
            @if program.programs.len() > 1 {
                (Select::new("program", "Program").options(program.programs.iter().map(|one| (one.item.id.to_string(), one.item.public_name.clone()))).chosen(sent.text("program")).problems(problems))
            }
            (ChoiceRow::one("track", "Track").choices(tracks.map(|track| (track.id.to_string(), track.name.clone()))).chosen(sent.text("track")).problems(problems))
            div.full { (ChoiceRow::one("level", "Level of care").choices(levels.map(|level| (level.level.clone(), format!("{} {}", level.level, level.name)))).chosen(sent.text("level")).problems(problems)) }
            @for (at, (role, label)) in TEAM.iter().enumerate() { (member(ground, sent, at, role, label, problems)) }
        }
    }
}

fn member(ground: &Ground, sent: &Sent, at: usize, role: &str, label: &str, problems: &[Problem]) -> Markup {
    let fits = |staff: &Staff| {
        let roles: &[Role] = match role {
            "prescriber" => &[Role::Prescriber, Role::Nurse],
            "case manager" => &[Role::CaseManager, Role::Clinician],
            _ => &[Role::Clinician, Role::ClinicalDirector, Role::Intern],
        };
        staff.works_on(ground.today) && staff.roles.iter().any(|held| roles.contains(held))
    };
    let field = format!("team.{at}");
    let staff = ground.program.staff.iter().map(|one| &one.item).filter(|staff| fits(staff));
    let options = staff.map(|staff| (staff.id.to_string(), staff.signature_name()));
    Select::new(field.clone(), label)
        .option("", "Nobody yet")
        .options(options)
        .chosen(sent.text(&field))
        .optional()
        .problems(problems)
        .render()
}

fn diagnoses(ground: &Ground, sent: &Sent, problems: &[Problem]) -> Markup {
    let came = !from_referral(&ground.detail).is_empty();
    html! {
        @if came { p.hint { "From the referral’s problem list. Check each: what another place coded is not yet our diagnosis." } }
        @for at in 0..DIAGNOSES {
            @let field = format!("diagnoses.{at}");
            div.diagnosis {
                (code(at, sent.text(&field), problems))
                (Field::text(format!("{field}.words"), "In person-first words").optional().value(sent.text(&format!("{field}.words"))).autocomplete("off"))
            }
        }
    }
}

fn code(at: usize, typed: &str, problems: &[Problem]) -> Field {
    let label = if at == 0 { "Principal, ICD-10-CM" } else { "Also" };
    let field = Field::text(format!("diagnoses.{at}"), label).value(typed).class("short").autocomplete("off").problems(problems);
    if at == 0 { field.placeholder("F10.20") } else { field.optional() }
}

fn groups(app: &App, signed: &Signed, ground: &Ground, sent: &Sent, problems: &[Problem]) -> Markup {
    if !may(app, &signed.actor, Action::Amend, Kind::GroupSession) {
        return html! { p.hint { "A clinician gives places in groups, in the chart." } };
    }
    let program = &ground.program;
    let kinds = |group: &TherapyGroup| {
        program.service_types.iter().find(|one| one.item.id == group.service_type).is_some_and(|one| one.item.kind.is_group())
    };
    let running = program
        .groups
        .iter()
        .map(|one| &one.item)
        .filter(|group| group.to.is_none_or(|last| last >= ground.today) && kinds(group));
    let running: Vec<&TherapyGroup> = running.collect();
    let wrong = Problem::at(problems, "groups");
    html! {
        fieldset.choice id="groups" tabindex="-1" aria-describedby=[wrong.map(|_| "groups-wrong")] {
            legend.lab { "Groups" span.opt { " (optional)" } }
            @if let Some(wrong) = wrong { (wrong_words("groups", wrong)) }
            @for track in program.tracks.iter().map(|track| &track.item) {
                @let on_track: Vec<&&TherapyGroup> = running.iter().filter(|group| group.track == track.id).collect();
                @if !on_track.is_empty() {
                    p.lab.track { (track.name) }
                    div.obs.pair { @for group in on_track { (place(ground, group, sent)) } }
                }
            }
        }
        (Field::date("groups_from", "First day in the groups").optional().value(sent.text("groups_from")).hint("The day of admission, when nothing is said").problems(problems))
    }
}

fn place(ground: &Ground, group: &TherapyGroup, sent: &Sent) -> Markup {
    let free = ground.program.free_places(group);
    let id = group.id.to_string();
    let leader = group.leaders.first().map(|leader| ground.program.staff_name(*leader)).unwrap_or_default();
    let small = format!("{} · {leader}", meeting_words(&group.meetings));
    let is_chosen = sent.all("groups").any(|chosen| chosen == id);
    if free == 0 && !is_chosen {
        return html! { div.ob.full-group { (Icon::Dash) span { (group.name) ", full" small { (small) } } } };
    }
    let words = format!("{}, {free} of {} free", group.name, group.capacity);
    Tick::new("groups", id, words).small(small).checked(is_chosen).render()
}
