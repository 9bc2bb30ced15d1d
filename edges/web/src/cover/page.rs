//! A person's cover on a page of its own: before admission there is no chart yet, and who pays is asked on the first call.

use access::Kind;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use vocabulary::id::PatientId;

use super::open::{Open, USUAL_DAYS, open};
use super::{said, subscriber};
use crate::app::App;
use crate::component::{Button, Card, Fact, Icon, csrf_field, empty, facts};
use crate::signed::Signed;
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    outcome: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open(&app, signed, patient, USUAL_DAYS).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let content = html! {
        (open.head("Cover"))
        (said::outcome(&asked.outcome))
        div.split {
            div { (said::answers(&app, &open.signed, &open.cover)) (said::cost(&app, &open.signed, &open.cover)) }
            div { (coverages(&open)) (said::pictures(&app, &open.signed, &open.cover)) (restrictions(&open)) }
        }
    };
    open.page("Cover", &[], false, content).into_response()
}

fn coverages(open: &Open) -> Markup {
    let base = format!("/cover/{}", open.cover.patient);
    let acts = html! { @if open.may(Kind::Coverage) { (Button::plain("Add").icon(Icon::Plus).small().href(format!("{base}/coverage/new")).about("a coverage")) } };
    let fact = |line: &reactions::cover::CoverageLine| {
        let one = &line.coverage;
        let until = one.to.map_or_else(|| "until further notice".to_owned(), |day| format!("to {}", words::full_day(day)));
        let group = if one.group_number.is_empty() { String::new() } else { format!("Group {} · ", one.group_number) };
        Fact::new(line.payer.name.clone(), html! { span.code { (one.member_id) } })
            .small(format!("{}{group}from {} {until}", subscriber::through(one), words::full_day(one.from)))
            .value_small(if line.counts_today { "Counts today" } else { "" })
    };
    let all: Vec<Fact> = open.cover.coverages.iter().map(fact).collect();
    let body = html! {
        @if all.is_empty() { (empty("No coverage is known.", "Take it from the card, or from the telephone.", None)) } @else { (facts(&all)) }
        @if open.may(Kind::Consent) { p.pad { a href=(format!("{base}/consent")) { "Record a consent to tell a payer" } } }
    };
    html! { (Card::new("Who pays").acts(acts).body(body)) }
}

/// Payers that learn nothing (P2-50).
pub(super) fn restrictions(open: &Open) -> Markup {
    let base = format!("/cover/{}/restriction", open.cover.patient);
    let csrf = &open.signed.frame.csrf;
    let standing: Vec<_> = open.cover.restrictions.iter().filter(|(one, _)| one.lifted_at.is_none()).collect();
    let is_open = |payer: vocabulary::id::PayerId| standing.iter().all(|(one, _)| one.payer != payer);
    let may_restrict = open.may(Kind::Consent);
    let candidates: Vec<_> =
        open.cover.coverages.iter().filter(|line| !line.payer.is_self_pay && is_open(line.payer.id)).collect();
    html! {
        @if may_restrict && !(standing.is_empty() && candidates.is_empty()) {
            (Card::new("Paying alone, in confidence").small("42 CFR 2.26").body(html! {
                div.pad.said {
                    p.muted { "Somebody who pays for a service in full may ask that a payer learns nothing of it. Nothing then goes to that payer, whatever consent was signed." }
                    @for (one, name) in &standing {
                        form.inline method="post" action=(format!("{base}/{}/lift", one.id)) {
                            (csrf_field(csrf)) p { (Icon::Lock) " " (name) " learns nothing." } (Button::plain("Lift").small().about(format!("the restriction on {name}")))
                        }
                    }
                    @for line in &candidates {
                        form.inline method="post" action=(base) {
                            (csrf_field(csrf)) input type="hidden" name="payer" value=(line.payer.id);
                            (Button::plain(format!("Tell {} nothing", line.payer.name)).icon(Icon::Lock).small())
                        }
                    }
                }
            }))
        }
    }
}
