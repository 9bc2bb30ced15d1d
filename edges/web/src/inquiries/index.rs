//! Pages that came as a picture, beside the form in which somebody writes down whom they are about. Nothing typed is lost: a form with
//! problems comes back as it was sent.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use intake::referral::{IndexReferral, OriginalDocument, PagesRow, PagesToIndex};
use maud::{Markup, html};
use vocabulary::day::parse_day;
use vocabulary::id::ReferralId;

use super::say;
use crate::app::App;
use crate::component::{
    Button, Card, Chip, Crumb, Field, Hue, Icon, PageHead, Problem, Row, RowList, chip, csrf_field, error_summary,
};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::{Signed, may};

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(referral): Path<ReferralId>) -> Response {
    match load(&app, &signed, referral).await {
        Ok(pages) => page(&app, &signed, referral, &pages, &Sent::default(), &[]).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn index(
    State(app): State<App>,
    Path(referral): Path<ReferralId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let typed = sent.text("birth_date");
    let birth_date = parse_day(typed);
    let unread = match (&birth_date, typed.is_empty()) {
        (Err(_), false) => {
            let sentence = "Write the day as year-month-day, like 1990-01-31, or leave it empty.".to_owned();
            vec![access::Problem { field: "birth_date".to_owned(), sentence }]
        }
        _ => Vec::new(),
    };
    let text = |name: &str| sent.text(name).to_owned();
    let command = IndexReferral {
        referral: Some(referral),
        given: text("given"),
        family: text("family"),
        birth_date: birth_date.ok(),
        phone: text("phone"),
        sender: text("sender"),
        title: text("title"),
        words: text("words"),
    };
    match kept::perform(&app, &signed, command, unread).await {
        Ok(inquiry) => Redirect::to(&format!("/inquiries/{inquiry}")).into_response(),
        Err(refusal) => match load(&app, &signed, referral).await {
            Ok(pages) => kept::again(&signed, &refusal, |problems| page(&app, &signed, referral, &pages, &sent, problems)),
            Err(refusal) => signed.refused(&refusal),
        },
    }
}

/// The pages that wait, and for a fax how many pages it has or why it cannot be drawn.
struct Waiting {
    rows: Released<Vec<PagesRow>>,
    fax: Result<usize, String>,
}

/// The pages, for those who may index them. Once indexed they stand in their inquiry.
async fn load(app: &App, signed: &Signed, referral: ReferralId) -> Result<Waiting, Refusal> {
    if !may(app, &signed.actor, Action::Record, Kind::ReferralDocument) {
        return Err(Refusal::NotFound);
    }
    let (actor, draw) = (signed.actor.clone(), app.0.wiring.draw_fax_page.clone());
    app.work(move |house| {
        let rows = house.ask(&actor, &PagesToIndex)?;
        let row = rows.iter().find(|row| row.id == referral).ok_or(Refusal::NotFound)?;
        let fax = if row.media_type == "image/tiff" {
            draw(&house.ask(&actor, &OriginalDocument { referral })?.bytes, 0).map(|(_, pages)| pages)
        } else {
            Ok(0)
        };
        Ok(Waiting { rows, fax })
    })
    .await
}

fn page(app: &App, signed: &Signed, referral: ReferralId, waiting: &Waiting, sent: &Sent, problems: &[Problem]) -> Markup {
    let Some(row) = waiting.rows.iter().find(|row| row.id == referral) else { return html! {} };
    let zone = app.0.house.zone();
    let below = html! { (say::moment(zone, row.received_at)) ", " (row.came_by) ". Write down whom the pages are about; the inquiry begins then." };
    let head = PageHead::new("Pages to index")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::here("Index by hand"))
        .below(below);
    let content = html! {
        (error_summary(problems))
        (head)
        div.split.pages {
            (Card::new("The pages").acts(original(referral)).body(shown(row, &waiting.fax)))
            (Card::new("What they say").padded().body(fields(signed, referral, sent, problems)))
        }
    };
    Page::new(&signed.frame, Area::Inquiries, "Pages to index")
        .style("desk.css")
        .problem(!problems.is_empty())
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .render(content)
}

fn original(referral: ReferralId) -> Markup {
    html! { (Button::plain("Original").icon(Icon::Save).href(format!("/referrals/{referral}/original")).small()) }
}

/// A PDF in the browser's own reader, a picture as it is. A browser without a reader has the file.
fn shown(row: &PagesRow, fax: &Result<usize, String>) -> Markup {
    let address = format!("/referrals/{}/pages", row.id);
    html! {
        @match row.media_type.as_str() {
            "application/pdf" => {
                iframe.sheet src=(address) title="The pages as they came" {}
                p.hint.pad { a href=(address) target="_blank" rel="noopener" { "Open the pages by themselves" } }
            }
            "image/jpeg" | "image/png" => { a href=(address) target="_blank" rel="noopener" { img.sheet src=(address) alt="The page as it came"; } }
            _ => {
                @match fax {
                    Ok(pages) => { @for number in 0..*pages { img.sheet src=(format!("{address}/{number}")) alt=(format!("Page {} as it came", number + 1)) loading="lazy"; } }
                    Err(sentence) => p.pad { (sentence) }
                }
            }
        }
    }
}

fn fields(signed: &Signed, referral: ReferralId, sent: &Sent, problems: &[Problem]) -> Markup {
    let field = |field: Field, name: &str| field.value(sent.text(name)).problems(problems);
    html! {
        form.form method="post" action=(format!("/referrals/{referral}/index")) id="form" {
            (csrf_field(&signed.frame.csrf))
            (field(Field::text("given", "Given name").focus(), "given"))
            (field(Field::text("family", "Family name"), "family"))
            (field(Field::date("birth_date", "Birth date").optional(), "birth_date"))
            (field(Field::tel("phone", "Phone").optional().hint("Nobody is called back there before the person says how."), "phone"))
            (field(Field::text("sender", "From whom").optional(), "sender"))
            (field(Field::text("title", "What it is").optional().hint("Discharge summary, referral letter"), "title"))
            (field(Field::area("words", "What is going on", 3).optional(), "words"))
            div.acts { (Button::primary("Open the inquiry").icon(Icon::Check).key("Ctrl+Enter")) (Button::quiet("Later").href("/inquiries")) }
        }
    }
}

/// The pages that wait, above the queue; nothing when there are none.
pub(super) fn card(waiting: &[PagesRow]) -> Markup {
    let rows = waiting.iter().map(|row| {
        Row::new("Pages to index by hand")
            .href(format!("/referrals/{}/index", row.id))
            .line(html! { (row.came_by) ", " (kind(&row.media_type)) })
            .chip(clock(row.hours_waiting))
    });
    html! { @if !waiting.is_empty() { (Card::new("Documents that somebody has to read").body(html! { (RowList::new("Pages to index").rows(rows)) })) } }
}

fn clock(hours: i64) -> Chip {
    chip(if hours >= 24 { Hue::Due } else { Hue::Quiet }, say::short_hours(hours)).icon(Icon::Clock)
}

fn kind(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "image/tiff" => "fax (TIFF)",
        _ => "picture",
    }
}
