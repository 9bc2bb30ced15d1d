//! The form of the directory: somebody new, or what is written there about somebody. A name that is nearly there is said before it is
//! written in twice.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::recipient::LegalStatus;
use maud::{Markup, html};
use privacy::outside_recipient::{
    AmendOutsideRecipient, Directory, OutsideRecipient, OutsideRecipientInput, RecordOutsideRecipient,
};
use vocabulary::id::OutsideRecipientId;

use super::one::find;
use super::{HREF, pick};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, PageHead, Select, Tick, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::{Signed, may};

/// The form: of whom, and what the directory offers beside it.
struct Form<'a> {
    signed: &'a Signed,
    of: Option<OutsideRecipientId>,
    directory: &'a Directory,
}

pub(super) async fn new(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::OutsideRecipient) {
        return signed.refused(&Refusal::NotFound);
    }
    match pick::directory(&app, &signed, Vec::new()).await {
        Ok(directory) => {
            let begun = Sent::of([("status", LegalStatus::CoveredEntity.as_str())]);
            Form { signed: &signed, of: None, directory: &directory }.draw(&begun, &Trouble::default())
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn record(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let directory = match pick::directory(&app, &signed, vec![sent.text("name").to_owned()]).await {
        Ok(directory) => directory,
        Err(refusal) => return signed.refused(&refusal),
    };
    let form = Form { signed: &signed, of: None, directory: &directory };
    if !directory.nearly.is_empty() && !sent.is_on(pick::AS_TYPED) {
        return form.draw(&sent, &Trouble::question());
    }
    let mut unread = Vec::new();
    let command = RecordOutsideRecipient { input: read(&sent, &directory, &mut unread) };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(recipient) => Redirect::to(&format!("{HREF}/{recipient}")).into_response(),
        Err(refusal) => form.again(&sent, &refusal),
    }
}

pub(super) async fn edit(State(app): State<App>, signed: Signed, Path(recipient): Path<OutsideRecipientId>) -> Response {
    if !may(&app, &signed.actor, Action::Amend, Kind::OutsideRecipient) {
        return signed.refused(&Refusal::NotFound);
    }
    let page = match find(&app, &signed, recipient).await {
        Ok(page) => page,
        Err(refusal) => return signed.refused(&refusal),
    };
    match pick::directory(&app, &signed, Vec::new()).await {
        Ok(directory) => {
            let begun = begun(&page.now, page.version, page.intermediary.as_deref());
            Form { signed: &signed, of: Some(recipient), directory: &directory }.draw(&begun, &Trouble::default())
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn amend(
    State(app): State<App>,
    Path(recipient): Path<OutsideRecipientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let directory = match pick::directory(&app, &signed, Vec::new()).await {
        Ok(directory) => directory,
        Err(refusal) => return signed.refused(&refusal),
    };
    let form = Form { signed: &signed, of: Some(recipient), directory: &directory };
    let mut unread = Vec::new();
    let input = read(&sent, &directory, &mut unread);
    let command = AmendOutsideRecipient { recipient, version: sent.parse("version").unwrap_or_default(), input };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&format!("{HREF}/{recipient}")).into_response(),
        Err(refusal) => form.again(&sent, &refusal),
    }
}

fn begun(one: &OutsideRecipient, version: i64, intermediary: Option<&str>) -> Sent {
    let version = version.to_string();
    let begun = Sent::of([("version", version.as_str()), ("name", one.name.as_str()), ("status", one.status.as_str())])
        .with("also_named", one.also_named.join("\n"))
        .with("address", one.address.join("\n"))
        .with("phone", one.phone.clone())
        .with("fax", one.fax.clone())
        .with("email", one.email.clone())
        .with("intermediary", intermediary.unwrap_or_default());
    if one.treats { begun.with("treats", "yes") } else { begun }
}

fn read(sent: &Sent, directory: &Directory, unread: &mut Vec<access::Problem>) -> OutsideRecipientInput {
    let lines = |name: &str| sent.text(name).lines().map(str::to_owned).collect();
    let typed = sent.text("intermediary");
    let through = directory.listed.iter().find(|one| confidential::recipient::is_same_name(&one.name, typed));
    if !typed.is_empty() && through.is_none() {
        unread.push(wrong("intermediary", "Choose an intermediary of the directory. Write it in first, as an intermediary."));
    }
    OutsideRecipientInput {
        name: sent.text("name").to_owned(),
        also_named: lines("also_named"),
        status: LegalStatus::named(sent.text("status")),
        address: lines("address"),
        phone: sent.text("phone").to_owned(),
        fax: sent.text("fax").to_owned(),
        email: sent.text("email").to_owned(),
        treats: sent.is_on("treats"),
        intermediary: through.map(|one| one.id),
    }
}

impl Form<'_> {
    fn again(&self, sent: &Sent, refusal: &Refusal) -> Response {
        match Trouble::of(refusal) {
            Some(trouble) => self.draw(sent, &trouble),
            None => self.signed.refused(refusal),
        }
    }

    fn draw(&self, sent: &Sent, trouble: &Trouble) -> Response {
        let (title, action, back) = match self.of {
            None => ("Write somebody in", "/recipients/new".to_owned(), HREF.to_owned()),
            Some(recipient) => ("Amend the entry", format!("{HREF}/{recipient}/edit"), format!("{HREF}/{recipient}")),
        };
        let head = PageHead::new(title).crumb(Crumb::to("Directory", HREF)).crumb(Crumb::here(title)).below(
            html! { "Nothing about anybody in care belongs here: not whose mother somebody is, nor why they get letters." },
        );
        let form = html! {
            form.form.cols method="post" action=(action) novalidate {
                (csrf_field(&self.signed.frame.csrf))
                @if self.of.is_some() { input type="hidden" name="version" value=(sent.text("version")); }
                (self.fields(sent, trouble))
                @if self.of.is_none() { (pick::suggested_each(&self.directory.nearly)) }
                div.acts { (Button::primary("Save").key("Ctrl+Enter")) (Button::quiet("Cancel").href(back)) }
            }
            (pick::lists(&self.directory.listed))
        };
        let page = Page::new(&self.signed.frame, Area::Patients, title).style("desk.css").problem(trouble.is_some()).narrow();
        trouble.answer(page.render(html! { (head) (trouble.summary()) (Card::new("Who they are").padded().body(form)) }))
    }

    fn fields(&self, sent: &Sent, trouble: &Trouble) -> Markup {
        let problems = &trouble.problems;
        let statuses = LegalStatus::ALL.map(|status| (status.as_str(), status.title()));
        html! {
            (Field::text("name", "Name").autocomplete("off").hint("As it stands on their letters; nobody else has the same").value(sent.text("name")).problems(problems).focus())
            (Select::new("status", "What they are in law").options(statuses).chosen(sent.text("status")).problems(problems))
            div.full { (Field::area("also_named", "Also named", 2).optional().hint("One name a line: what consents may call them, what they were named before").value(sent.text("also_named")).problems(problems)) }
            div.full { (Field::area("address", "Address", 3).optional().hint("As on an envelope, below the name").value(sent.text("address")).problems(problems)) }
            (Field::tel("phone", "Telephone").optional().value(sent.text("phone")).problems(problems))
            (Field::tel("fax", "Fax").optional().value(sent.text("fax")).problems(problems))
            (Field::email("email", "E-mail").optional().value(sent.text("email")).problems(problems))
            (Tick::new("treats", "yes", "They treat people").small("A practice, a hospital, another program").checked(sent.is_on("treats")))
            (Field::text("intermediary", "Reached through an intermediary").optional().autocomplete("off").list(pick::INTERMEDIARIES).hint("An exchange of the directory that passes on to them").value(sent.text("intermediary")).problems(problems))
        }
    }
}
