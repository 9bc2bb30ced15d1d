//! The lists of the settings: program facts, tracks, rooms, services, groups, staff, each with its days; what has ended stays in sight.

use access::{Refusal, Staff};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};
use schedule::program::public_name::{self, License};
use schedule::program::{Item, Kept, OpenProgram, ProgramOverview};
use vocabulary::ProgramZone;

use super::item::{self, service};
use super::meetings::meeting_words;
use super::organisation::issuer_words;
use super::part::{Part, SettingsPage};
use crate::app::App;
use crate::component::{Banner, Button, Card, Column, Fact, Hue, Icon, Table, TableRow, chip, empty, facts};
use crate::signed::Signed;
use crate::words;

pub(super) async fn program(State(app): State<App>, signed: Signed) -> Response {
    draw(&app, &signed, Part::Program).await
}

pub(super) async fn part(State(app): State<App>, signed: Signed, Path(word): Path<String>) -> Response {
    match Part::with_items(&word) {
        Some(part) => draw(&app, &signed, part).await,
        None => signed.refused(&Refusal::NotFound),
    }
}

async fn draw(app: &App, signed: &Signed, part: Part) -> Response {
    let actor = signed.actor.clone();
    let asked = app
        .work(move |house| {
            let today = house.zone().day(house.clock().now());
            Ok((house.ask(&actor, &OpenProgram { day: today })?, today))
        })
        .await;
    match asked {
        Ok((program, today)) => {
            let is_keeper = part == Part::Staff && part.may_change(app, signed);
            let issuer = if is_keeper {
                issuer_words(app).await
            } else {
                html! {}
            };
            page(app, signed, part, (&program, today), &issuer).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

fn page(app: &App, signed: &Signed, part: Part, (program, today): (&Released<ProgramOverview>, Date), issuer: &Markup) -> Markup {
    let may_change = part.may_change(app, signed);
    let acts = html! {
        @if may_change && (part != Part::Program || program.programs.is_empty()) {
            (Button::plain(format!("Add a {}", part.one())).icon(Icon::Plus).href(format!("/settings/{}/new", part.word())))
        }
    };
    let has_clinic_license = app.0.wiring.public.has_clinic_license;
    let desk = Desk { program, today, may_change, zone: app.0.house.zone(), has_clinic_license };
    let content = match part {
        Part::Program => desk.programs(),
        Part::Tracks => desk.tracks(),
        Part::Rooms => desk.rooms(),
        Part::Services => desk.services(),
        Part::Groups => desk.groups(),
        _ => html! { (issuer) (desk.staff()) },
    };
    SettingsPage { acts, ..SettingsPage::of(part) }.render(app, signed, content)
}

/// What the lists are drawn from.
struct Desk<'a> {
    program: &'a ProgramOverview,
    today: Date,
    may_change: bool,
    zone: &'a ProgramZone,
    has_clinic_license: bool,
}

impl Desk<'_> {
    fn programs(&self) -> Markup {
        if self.program.programs.is_empty() {
            let import = self.may_change.then(|| Button::primary("Import a program file").href("/settings/import"));
            return html! { section.card { (empty("No program is set up yet.", "Its names, place, numbers and levels of care stand here.", import)) } };
        }
        html! { @for kept in &self.program.programs { (self.names_allowed(&kept.item)) (self.one_program(kept)) } }
    }

    /// What the license does not let the public names say (MA-02, MA-05).
    fn names_allowed(&self, program: &schedule::program::Program) -> Markup {
        let license = License {
            state: &program.state,
            provider_setting: &program.provider_setting,
            has_clinic_license: self.has_clinic_license,
        };
        let wrong = public_name::check(license, self.today, public_name::names_of(program));
        html! { @for one in &wrong { (Banner::due(format!("{} {} ({})", one.sentence(), one.remedy(), one.rule))) } }
    }

    fn one_program(&self, kept: &Kept<schedule::program::Program>) -> Markup {
        let item = Item::Program(kept.item.clone());
        let all: Vec<Fact> = item::lines(&item, self.program).into_iter().map(|(what, value)| Fact::new(what, value)).collect();
        let acts = html! {
        (Button::quiet("History").href(format!("/settings/program/{}", kept.item.id)).small())
        @if self.may_change { (Button::plain("Change").icon(Icon::Edit).href(format!("/settings/program/{}/change", kept.item.id)).small()) } };
        let small = format!(
            "Version {}, written {} by {}",
            kept.version,
            words::full_day(self.zone.day(kept.changed_at)),
            kept.changed_by
        );
        html! { (Card::new(kept.item.public_name.clone()).small(small).acts(acts).body(facts(&all))) }
    }

    fn tracks(&self) -> Markup {
        let row = |kept: &Kept<schedule::program::Track>| {
            let one = &kept.item;
            let groups = self
                .program
                .groups
                .iter()
                .filter(|group| group.item.track == one.id && self.runs(group.item.from, group.item.to))
                .count();
            self.row(&one.name, "tracks", &one.id.to_string(), vec![html! { (groups) }], (one.from, one.to))
        };
        self.table("Tracks", &[("Groups now", true)], self.program.tracks.iter().map(row).collect())
    }

    fn rooms(&self) -> Markup {
        let row = |kept: &Kept<schedule::program::Room>| {
            let one = &kept.item;
            let video = html! { @if one.has_video { (chip(Hue::Remote, "Video").icon(Icon::Screen)) } };
            self.row(&one.name, "rooms", &one.id.to_string(), vec![html! { (one.seats) }, video], (one.from, one.to))
        };
        self.table("Rooms", &[("Seats", true), ("Video", false)], self.program.rooms.iter().map(row).collect())
    }

    fn services(&self) -> Markup {
        let row = |kept: &Kept<schedule::program::ServiceType>| {
            let one = &kept.item;
            let cells = vec![
                html! { (service::kind_words(one.kind)) },
                html! { (service::note_words(one.note)) },
                html! { @if one.credentials.is_empty() { span.muted { "Any" } } @else { (one.credentials.join(", ")) } },
                html! { (one.capacity) },
                html! { @if one.counts_toward_hours { "Yes" } @else { span.muted { "No" } } },
            ];
            self.row(&one.name, "services", &one.id.to_string(), cells, (one.from, one.to))
        };
        let columns =
            [("Kind", false), ("In the chart", false), ("Leader holds", false), ("At most", true), ("Hours count", false)];
        self.table("Services", &columns, self.program.service_types.iter().map(row).collect())
    }

    fn groups(&self) -> Markup {
        let row = |kept: &Kept<schedule::therapy_group::TherapyGroup>| {
            let one = &kept.item;
            let room = self.program.rooms.iter().find(|room| room.item.id == one.room).map(|room| room.item.name.as_str());
            let track = self.program.tracks.iter().find(|track| track.item.id == one.track).map(|track| track.item.name.as_str());
            let leaders: Vec<String> = one.leaders.iter().map(|leader| self.program.staff_name(*leader)).collect();
            let free = self.program.free_places(one);
            let cells = vec![
                html! { div { (meeting_words(&one.meetings)) small { (track.unwrap_or_default()) ", " (room.unwrap_or_default()) } } },
                html! { (leaders.join("; ")) },
                html! { @if one.curriculum.is_empty() { span.muted { "None" } } @else { (words::count(one.curriculum.len(), "topic", "topics")) } },
                html! { (free) " of " (one.capacity) },
            ];
            self.row(&one.name, "groups", &one.id.to_string(), cells, (one.from, one.to))
        };
        let columns = [("Meets", false), ("Leads", false), ("Curriculum", false), ("Free", true)];
        self.table("Therapy groups", &columns, self.program.groups.iter().map(row).collect())
    }

    fn staff(&self) -> Markup {
        let row = |kept: &Kept<Staff>| {
            let one = &kept.item;
            let roles: Vec<&str> = one.roles.iter().map(|role| role.title()).collect();
            let cells = vec![
                html! { (one.credential) },
                html! { (roles.join(", ")) },
                html! { span.code { (one.login) } },
                html! { @if let Some(npi) = &one.npi { span.code { (npi) } } },
            ];
            let mut cells = cells;
            cells.push(self.days(one.from, one.to, one.left_at.is_some()));
            TableRow::link(one.name.full(), format!("/settings/staff/{}", one.id), cells)
        };
        self.table(
            "Staff",
            &[("Credential", false), ("Roles", false), ("Signs in as", false), ("NPI", false)],
            self.program.staff.iter().map(row).collect(),
        )
    }

    fn runs(&self, from: Date, to: Option<Date>) -> bool {
        from <= self.today && to.is_none_or(|last| self.today <= last)
    }

    fn row(&self, name: &str, word: &str, id: &str, mut cells: Vec<Markup>, days: (Date, Option<Date>)) -> TableRow {
        cells.push(self.days(days.0, days.1, false));
        TableRow::link(name.to_owned(), format!("/settings/{word}/{id}"), cells)
    }

    fn days(&self, from: Date, to: Option<Date>, is_left: bool) -> Markup {
        html! {
            span.days {
                @match to {
                    Some(last) if last < self.today || is_left => { (chip(Hue::Gone, "Ended")) small { (words::full_day(last)) } }
                    Some(last) => { "To " (words::full_day(last)) }
                    None if from > self.today => { (chip(Hue::Remote, "Begins")) small { (words::full_day(from)) } }
                    None => { "Since " (words::full_day(from)) }
                }
            }
        }
    }

    fn table(&self, caption: &'static str, columns: &[(&'static str, bool)], rows: Vec<TableRow>) -> Markup {
        let mut all = vec![Column::new("Name")];
        all.extend(
            columns.iter().map(|(words, is_number)| if *is_number { Column::number(*words) } else { Column::new(*words) }),
        );
        all.push(Column::new("Days"));
        html! {
            section.card aria-label=(caption) {
                @if rows.is_empty() { (empty("None yet.", "Add the first, or import the program file.", None)) } @else {
                    (Table::new(caption, all).silent_caption().rows(rows))
                }
            }
        }
    }
}
