//! Joins this inquiry to another about the same person, and parts them again: two buttons, each a decision of whoever presses it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::inquiry::{InquiryDetailView, LikeInquiry, MergeInquiries, UnmergeInquiries};
use maud::{Markup, html};
use vocabulary::id::InquiryId;

use super::detail;
use crate::app::App;
use crate::component::{Button, Card, Icon, csrf_field};
use crate::form::SignedForm;
use crate::signed::Signed;

pub(super) async fn merge(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(into) = sent.parse::<InquiryId>("into") else { return signed.refused(&access::Refusal::NotFound) };
    let command = MergeInquiries { inquiry, into };
    detail::done_then(&app, &signed, inquiry, &sent, command, |into| format!("/inquiries/{into}")).await
}

pub(super) async fn unmerge(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &UnmergeInquiries { inquiry })).await {
        Ok(inquiry) => Redirect::to(&format!("/inquiries/{inquiry}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// Joins this inquiry to the other one.
pub(super) fn button(signed: &Signed, detail: &InquiryDetailView, other: &LikeInquiry) -> Markup {
    html! {
        form method="post" action=(format!("/inquiries/{}/merge", detail.row.id)) {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="into" value=(other.id);
            (Button::plain("Join to this one").icon(Icon::People).about(other.name.short()).small())
        }
    }
}

/// What this inquiry is joined to and what was joined to it; nothing when it stands alone.
pub(super) fn card(signed: &Signed, detail: &InquiryDetailView) -> Markup {
    let part = |inquiry: InquiryId| {
        html! {
            form method="post" action=(format!("/inquiries/{inquiry}/unmerge")) {
                (csrf_field(&signed.frame.csrf)) (Button::plain("Part again").icon(Icon::Undo).small())
            }
        }
    };
    let body = html! {
        ul.rows {
            @if let Some(into) = detail.merged_into {
                li { (Icon::People) div.txt { a href=(format!("/inquiries/{into}")) { "Joined to another inquiry about the same person" }
                    p { "It is out of the queue; everything goes on in the other one." } }
                    @if detail.allowed.merge { (part(detail.row.id)) } }
            }
            @for (inquiry, name) in &detail.merged_here {
                li { (Icon::People) div.txt { a href=(format!("/inquiries/{inquiry}")) { (name.full()) } p { "Joined to this inquiry; readable as before." } }
                    @if detail.allowed.merge { (part(*inquiry)) } }
            }
        }
    };
    html! { @if detail.merged_into.is_some() || !detail.merged_here.is_empty() { (Card::new("The same person").body(body)) } }
}
