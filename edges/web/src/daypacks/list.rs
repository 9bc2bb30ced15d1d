//! The packs that were made, and the button that prints tomorrow.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::day_pack::PrintDayPack;
use treatment::day_pack::view::{DayPackLine, DayPacks};
use treatment::day_pack::{MakeDayPack, OpenDayPacks};
use vocabulary::day::next_day;
use vocabulary::id::DayPackId;

use super::{CARRIED, ENTER, HOME};
use crate::app::App;
use crate::component::{Banner, Button, Card, Column, Crumb, Field, Icon, PageHead, Problem, Table, TableRow, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::handed_out::File;
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{count, full_day};

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// The pack that was just made.
    made: Option<DayPackId>,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    shown(&app, &signed, asked.made, &Sent::default(), &Trouble::default()).await
}

/// The list; with what was typed and what is wrong with it, when a form comes back.
pub(super) async fn shown(app: &App, signed: &Signed, made: Option<DayPackId>, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenDayPacks)).await {
        Ok(packs) => trouble.answer(draw(app, signed, &packs, made, sent, trouble)),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// Makes a pack and says where its file is.
pub(super) async fn make(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let day = filled::day(&sent, "day", &mut unread);
    match filled::perform(&app, &signed, MakeDayPack { day }, unread).await {
        Ok(pack) => Redirect::to(&format!("{HOME}?made={pack}")).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => shown(&app, &signed, None, &sent, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

/// The file. Of everybody on it a look is written down.
pub(super) async fn print(State(app): State<App>, signed: Signed, Path(pack): Path<DayPackId>) -> Response {
    let actor = signed.actor.clone();
    let contents = match app.work(move |house| house.ask(&actor, &PrintDayPack { pack })).await {
        Ok(contents) => contents,
        Err(refusal) => return signed.refused(&refusal),
    };
    let (set, what) = (app.0.wiring.print_day_pack.clone(), (*contents).clone());
    match app.work(move |house| set(&what, house.zone()).map_err(Refusal::Fault)).await {
        Ok(bytes) => File::pdf("daypack").answer(&contents, bytes),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, packs: &DayPacks, made: Option<DayPackId>, sent: &Sent, trouble: &Trouble) -> Markup {
    let today = app.0.house.zone().day(app.0.house.clock().now());
    let may_enter = may(app, &signed.actor, Action::Record, Kind::DayPack);
    let head = PageHead::new("Day packs")
        .crumb(Crumb::to("Today", "/today"))
        .crumb(Crumb::here("Day packs"))
        .below(html! { "Paper for a day without the program, and what was written on it." })
        .acts(html! { (Button::quiet("What a laptop gave back").href(CARRIED)) });
    let made = made.and_then(|made| packs.packs.iter().find(|pack| pack.id == made));
    let content = html! {
        (head)
        (trouble.summary())
        @if let Some(pack) = made {
            (Banner::done(format!("The pack for {} is made: {}.", full_day(pack.day), count(pack.progress.slips, "slip", "slips")))
                .link("Open it to print", file(pack.id)))
        }
        div.two {
            (Card::new("Print").small("Rosters, whom to call, slips with codes").padded().body(print_form(signed, today, sent, trouble)))
            @if may_enter { (Card::new("Enter from paper").small("In the order of the slips, or by their codes").padded().body(code_form(sent, &trouble.problems))) }
        }
        (Card::new("Packs").body(html! {
            @if packs.packs.is_empty() { (empty("No pack was made yet.", "Print tomorrow, and it stands here with its codes.", None)) }
            @else { (table(app, packs, may_enter)) }
        }))
    };
    Page::new(&signed.frame, Area::Today, "Day packs").style("week.css").problem(trouble.is_some()).render(content)
}

fn file(pack: DayPackId) -> String {
    format!("/daypacks/{pack}/print")
}

fn print_form(signed: &Signed, today: Date, sent: &Sent, trouble: &Trouble) -> Markup {
    let day = if sent.text("day").is_empty() { next_day(today).to_string() } else { sent.text("day").to_owned() };
    html! {
        form.form method="post" action=(HOME) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::date("day", "For which day").hint("Tomorrow, unless you choose another").value(day).problems(&trouble.problems))
            p.hint { "Print on one side of the paper only. That you printed it is written down for everybody on it." }
            div.acts { (Button::primary("Print tomorrow").icon(Icon::Print)) }
        }
    }
}

/// A scanner types the code and ends it with Enter.
fn code_form(sent: &Sent, problems: &[Problem]) -> Markup {
    html! {
        form.form method="get" action=(ENTER) {
            (Field::text("code", "Code of the slip").hint("Type or scan it, like K7Q-04M").value(sent.text("code")).autocomplete("off").max(12).problems(problems))
            div.acts { (Button::plain("Open the slip").icon(Icon::Edit)) }
        }
    }
}

fn table(app: &App, packs: &DayPacks, may_enter: bool) -> Table {
    let zone = app.0.house.zone();
    let columns = vec![Column::new("For"), Column::new("Made"), Column::new("Entered"), Column::new("What to do")];
    let row = |pack: &DayPackLine| {
        let progress = pack.progress;
        let goes_on = pack.next.as_ref().filter(|_| may_enter);
        TableRow::new(
            html! { (full_day(pack.day)) },
            vec![
                html! { (zone.clock_face(pack.made_at)) ", " (full_day(zone.day(pack.made_at))) small { " " (pack.made_by) } },
                html! {
                    (progress.entered) " of " (progress.slips)
                    @if progress.words_to_come > 0 { small { " " (count(progress.words_to_come, "slip waits", "slips wait")) " for words" } }
                },
                html! {
                    @if let Some(code) = goes_on { (Button::plain("Enter from paper").small().icon(Icon::Edit).href(format!("{ENTER}?code={code}")).about(full_day(pack.day))) " " }
                    (Button::quiet("Print").small().icon(Icon::Print).href(file(pack.id)).about(format!("the pack for {}", full_day(pack.day))))
                },
            ],
        )
    };
    Table::new("Packs", columns).silent_caption().rows(packs.packs.iter().map(row))
}
