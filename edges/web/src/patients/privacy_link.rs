//! The link to a person's own pages about confidentiality: made from their chart, shown this once, written to them in neutral words, taken
//! back in one act (P2-14, P2-27, P2-49).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use episode::patient_link::RevokeLink;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::admission::LinkLine;
use reactions::own::{PrivacyLinks, PrivacyLinksView};
use reactions::rights::{Asker, WhoAsks};
use reactions::send_link::{LinkAddresses, LinkAddressesView};
use vocabulary::id::{PatientId, PatientLinkId};

use super::chart::{Open, Tab, open_to};
use super::filled::Trouble;
use super::say;
use crate::app::App;
use crate::component::{Button, Card, Column, Crumb, PageHead, Table, TableRow, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::phone_link::{self, Made, Wish};
use crate::signed::{Signed, may};

/// How many days a link lives when nobody says otherwise: long enough to look more than once.
const DAYS: &str = "30";

const TITLE: &str = "Their privacy page";
const BELOW: &str = "On their phone, in their language: their week, who may be told and how to stop it, what would be sent, who was told, who looked.";

fn address(patient: PatientId) -> String {
    format!("/patients/{patient}/privacy-link")
}

/// What stands around the form: the chart for whoever opens charts, the name alone for whoever answers for confidentiality and opens a
/// chart for a stated purpose only.
enum Around {
    Chart(Box<Open>),
    Name(App, Box<Signed>, Released<Asker>),
}

impl Around {
    async fn of(app: &App, signed: Signed, patient: PatientId, act: (Action, Kind)) -> Result<Self, Response> {
        if Tab::Timeline.is_open_to(app, &signed) {
            return open_to(app, signed, patient, act).await.map(|open| Self::Chart(Box::new(open)));
        }
        if !may(app, &signed.actor, act.0, act.1) {
            return Err(signed.refused(&Refusal::NotFound));
        }
        let actor = signed.actor.clone();
        match app.work(move |house| house.ask(&actor, &WhoAsks { patient })).await {
            Ok(asker) => Ok(Self::Name(app.clone(), Box::new(signed), asker)),
            Err(refusal) => Err(signed.refused(&refusal)),
        }
    }

    fn app(&self) -> &App {
        match self {
            Self::Chart(open) => &open.app,
            Self::Name(app, ..) => app,
        }
    }

    fn signed(&self) -> &Signed {
        match self {
            Self::Chart(open) => &open.signed,
            Self::Name(_, signed, _) => signed,
        }
    }

    fn patient(&self) -> PatientId {
        match self {
            Self::Chart(open) => open.patient(),
            Self::Name(.., asker) => asker.patient,
        }
    }

    fn today(&self) -> Date {
        self.app().0.house.zone().day(self.app().0.house.clock().now())
    }

    fn form_page(&self, title: &str, below: &str, trouble: &Trouble, content: Markup) -> Response {
        let (signed, asker) = match self {
            Self::Chart(open) => return open.form_page(Tab::Consents, title, below, trouble, content),
            Self::Name(_, signed, asker) => (signed, asker),
        };
        let head = PageHead::new(format!("{title}: {}", asker.name.full()))
            .crumb(Crumb::to("Privacy", "/rights"))
            .crumb(Crumb::here(title))
            .below(html! { (below) });
        let page = Page::new(&signed.frame, Area::Privacy, title).style("people.css").problem(trouble.is_some()).narrow();
        trouble.answer(page.render(html! { (head) (trouble.summary()) (content) }))
    }
}

async fn links(open: &Around) -> Result<(Released<PrivacyLinksView>, Released<LinkAddressesView>), Refusal> {
    let (actor, patient) = (open.signed().actor.clone(), open.patient());
    let ask = move |house: &reactions::House| {
        Ok((house.ask(&actor, &PrivacyLinks { patient })?, house.ask(&actor, &LinkAddresses { patient })?))
    };
    open.app().work(ask).await
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    let open = match Around::of(&app, signed, patient, (Action::Record, Kind::PatientLink)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    draw(&open, &Sent::default(), &Trouble::default()).await
}

async fn draw(open: &Around, sent: &Sent, trouble: &Trouble) -> Response {
    let (links, addresses) = match links(open).await {
        Ok(found) => found,
        Err(refusal) => return open.signed().refused(&refusal),
    };
    let form = phone_link::form(&open.signed().frame.csrf, &address(open.patient()), &addresses, DAYS, sent, trouble);
    let content = html! {
        (Card::new("Make a link").small("It dies, says nothing and asks for month and day of birth").padded().body(form))
        (list(open, &links))
    };
    open.form_page(TITLE, BELOW, trouble, content)
}

fn list(open: &Around, links: &PrivacyLinksView) -> Markup {
    let columns = vec![Column::new("Made"), Column::new("For"), Column::new("Opened"), Column::new("Until"), Column::new("")];
    let zone = open.app().0.house.zone();
    let row = |line: &LinkLine| {
        let about = if line.link.is_for_privacy() { "Their privacy page" } else { "Something to do" };
        let opened = match line.last_opened {
            Some(at) => {
                format!("{}, last {}", crate::words::count(line.openings, "time", "times"), say::moment(zone, at, open.today()))
            }
            None => "Not yet".to_owned(),
        };
        let end = html! {
            form method="post" action=(format!("{}/{}/end", address(open.patient()), line.link.id)) {
                (csrf_field(&open.signed().frame.csrf))
                (Button::plain("Take it back").small().about(format!("the link made {}", say::moment(zone, line.made_at, open.today()))))
            }
        };
        TableRow::new(
            html! { (say::moment(zone, line.made_at, open.today())) },
            vec![html! { (about) }, html! { (opened) }, html! { (say::moment(zone, line.link.expires_at, open.today())) }, end],
        )
    };
    html! {
        @if links.open.is_empty() {
            (Card::new("Open links").body(empty("No link of theirs is open.", "One that is taken back, used up or over opens nothing.", None)))
        } @else {
            (Card::new("Open links").body(html! { (Table::new("Open links", columns).silent_caption().rows(links.open.iter().map(row))) }))
        }
        @if links.over > 0 { p.hint { (crate::words::count(links.over, "link", "links")) " of theirs opened once and do not any more." } }
    }
}

pub(super) async fn send(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match Around::of(&app, signed, patient, (Action::Record, Kind::PatientLink)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let wish = Wish { patient, with_privacy: true, thread: format!("/patients/{patient}") };
    let back = Button::plain("Back").href(address(patient));
    match phone_link::make(&app, &open.signed().actor, wish, &sent, back).await {
        Ok(Made::Shown(shown)) => open.form_page("The link", phone_link::ONCE, &Trouble::default(), shown),
        Ok(Made::Not(refusal, _)) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&open, &sent, &trouble).await,
            None => open.signed().refused(&refusal),
        },
        Err(refusal) => open.signed().refused(&refusal),
    }
}

pub(super) async fn end(
    State(app): State<App>,
    Path((patient, link)): Path<(PatientId, PatientLinkId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let open = match Around::of(&app, signed, patient, (Action::Void, Kind::PatientLink)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    match links(&open).await {
        Ok((links, _)) if links.open.iter().any(|line| line.link.id == link) => {}
        Ok(_) => return open.signed().refused(&Refusal::NotFound),
        Err(refusal) => return open.signed().refused(&refusal),
    }
    let actor = open.signed().actor.clone();
    match app.work(move |house| house.perform(&actor, &RevokeLink { link, patient })).await {
        Ok(_) => Redirect::to(&address(patient)).into_response(),
        Err(refusal) => open.signed().refused(&refusal),
    }
}
