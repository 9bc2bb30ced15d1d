//! The confirmation: the hour of the call, the words that are left on a voicemail, a reference to show (ux 2.1). The same for everybody,
//! whether or not their number is known here (P2-14).

use intake::inquiry::{ReachBy, RequestCall, reference};
use jiff::Timestamp;
use maud::{Markup, html};
use vocabulary::id::InquiryId;

use super::hour::promise;
use crate::frame::{Document, View};

pub(super) fn page(view: &View<'_>, wish: &RequestCall, inquiry: InquiryId, now: Timestamp) -> Markup {
    let title = view.say("done-title-plain");
    let name = wish.given.trim();
    let is_text = wish.reach_by == ReachBy::Text;
    let content = html! {
        div.sheet.narrow.words {
            h1 { @if name.is_empty() { (title) } @else { (view.say_with("done-title", &[("name", name)])) } }
            p.lead { (when(view, wish.reach_by, now)) }
            @match wish.reach_by {
                ReachBy::CallAndMessage => { p { (view.say("done-message")) } p.voice { (view.say("call-voicemail")) } }
                ReachBy::Text => { p { (view.say("done-text-says")) } p.voice { (view.say("done-text-words")) } }
                ReachBy::CallOnly | ReachBy::CallLate => { p { (view.say("done-no-message")) } }
            }
            @if !is_text { p { (view.say("call-no-word")) } }
            div.reference {
                h2 { (view.say("done-reference")) }
                p.number { (reference(inquiry)) }
                p.small { (view.say("done-reference-note")) }
            }
            p { (view.say("done-change")) }
            p { b { (view.say("done-meanwhile")) } }
        }
    };
    Document {
        view: *view,
        title: &title.text,
        description: &title.text,
        words_in: view.language,
        has_problem: false,
        is_answer: true,
    }
    .render(&content)
}

fn when(view: &View<'_>, reach_by: ReachBy, now: Timestamp) -> Markup {
    let calls = &view.site.content.facts.calls;
    let told = promise(view.site.house.zone().local(now), calls, reach_by);
    let date = view.site.content.date(view.language, told.day);
    let time = |time| view.site.content.time(view.language, time);
    let by = time(told.by);
    let from = told.from.map(time);
    let values = [("date", date.as_str()), ("time", by.as_str()), ("from", from.as_deref().unwrap_or_default())];
    let key = match (reach_by, &from) {
        (ReachBy::Text, _) => "done-text-by",
        (_, Some(_)) => "done-call-between",
        (_, None) => "done-call-by",
    };
    html! { (view.say_with(key, &values)) }
}
