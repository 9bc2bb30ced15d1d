//! Corrects the part that everyone has, after signing: one act, a new version in every chart that has it.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use treatment::group_note::Composer;
use treatment::progress_note::AmendSharedPart;
use vocabulary::day::long_day;
use vocabulary::id::GroupSessionId;

use super::correct::why;
use super::note::{self, part_2};
use super::signed::may_correct_shared;
use super::with_problems;
use crate::answer;
use crate::app::App;
use crate::component::{Button, Crumb, Field, PageHead, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::signed::Signed;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(session): Path<GroupSessionId>) -> Response {
    match note::load(&app, &signed, session).await {
        Ok(composer) if may_correct_shared(&composer) => draw(&signed, &composer, None, &[]).into_response(),
        Ok(_) => signed.refused(&Refusal::NotFound),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(signed: &Signed, composer: &Composer, sent: Option<&Sent>, problems: &[Problem]) -> Markup {
    let notes = composer.people.iter().filter(|person| person.signed.is_some()).count();
    let typed = |name: &str, now: &str| sent.map_or_else(|| now.to_owned(), |sent| sent.text(name).to_owned());
    let below = format!(
        "Goes into {} as a new version with your signature. What stands now stays readable.",
        crate::words::count(notes, "signed note", "signed notes")
    );
    let head = PageHead::new("Correct the shared part")
        .crumb(Crumb::to("Groups", "/groups"))
        .crumb(Crumb::to(composer.name.clone(), format!("/sessions/{}/signed", composer.session)))
        .crumb(Crumb::here(long_day(composer.day)))
        .below(html! { (below) });
    let content = html! {
        (head)
        (error_summary(problems))
        form.form method="post" action=(format!("/sessions/{}/amend", composer.session)) {
            (csrf_field(&signed.frame.csrf))
            (Field::area("summary", "Summary", 6).hint("Name nobody here: it goes into every chart.").value(typed("summary", &composer.shared.summary)).problems(problems).focus())
            (why().value(typed("reason", "")).problems(problems))
            div.acts {
                (Button::primary(format!("Sign {}", crate::words::count(notes, "new version", "new versions"))).key("Ctrl+Enter"))
                (Button::quiet("Cancel").href(format!("/sessions/{}/signed", composer.session)))
            }
        }
    };
    Page::new(&signed.frame, Area::Groups, "Correct the shared part")
        .style("note.css")
        .problem(!problems.is_empty())
        .top(part_2())
        .narrow()
        .render(content)
}

pub(super) async fn amend(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command =
        AmendSharedPart { session, summary: sent.text("summary").replace("\r\n", "\n"), reason: sent.text("reason").to_owned() };
    let actor = signed.actor.clone();
    let refusal = match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => return Redirect::to(&format!("/sessions/{session}/signed")).into_response(),
        Err(refusal) => refusal,
    };
    let Some(problems) = answer::problems(&refusal) else { return signed.refused(&refusal) };
    match note::load(&app, &signed, session).await {
        Ok(composer) => with_problems(draw(&signed, &composer, Some(&sent), &problems)),
        Err(refusal) => signed.refused(&refusal),
    }
}
