//! One person's cover, opened through the gate, and the frame that its pages share.

use access::{Action, Kind, Refusal};
use axum::response::Response;
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::cover::{CoverView, OpenCover, Standing};
use vocabulary::id::PatientId;

use crate::app::App;
use crate::component::{Crumb, Icon, PageHead, Problem};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};

/// The days of treatment that an estimate is for when nobody says: three days a week for eight weeks.
pub(crate) const USUAL_DAYS: i64 = 24;

/// An open cover.
pub(super) struct Open {
    pub(super) app: App,
    pub(super) signed: Signed,
    pub(super) cover: Released<CoverView>,
    pub(super) today: Date,
}

/// Opens somebody's cover; absent and forbidden give the same answer.
pub(super) async fn open(app: &App, signed: Signed, patient: PatientId, days: i64) -> Result<Open, Response> {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenCover { patient, days })).await {
        Ok(cover) => {
            let today = app.0.house.zone().day(app.0.house.clock().now());
            Ok(Open { app: app.clone(), signed, cover, today })
        }
        Err(refusal) => Err(signed.refused(&refusal)),
    }
}

/// As [`open`], for a form that somebody must be allowed to send.
pub(super) async fn open_to(app: &App, signed: Signed, patient: PatientId, kind: Kind) -> Result<Open, Response> {
    if !may(app, &signed.actor, Action::Record, kind) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    open(app, signed, patient, USUAL_DAYS).await
}

/// Where a person's cover is shown: on the chart for somebody in care, on a page of its own for somebody who only asked.
pub(super) fn home(view: &CoverView) -> String {
    match view.who.standing {
        Standing::Registered(_) => format!("/patients/{}/coverage", view.patient),
        Standing::Asked(_) => format!("/cover/{}", view.patient),
    }
}

impl Open {
    pub(super) fn may(&self, kind: Kind) -> bool {
        may(&self.app, &self.signed.actor, Action::Record, kind)
    }

    /// The head of a page about this person.
    pub(super) fn head(&self, title: &str) -> PageHead {
        let who = &self.cover.who;
        let born = who
            .birth_date
            .map_or_else(|| "birth date not said".to_owned(), |day| format!("born {}", crate::words::full_day(day)));
        let (from, known) = match who.standing {
            Standing::Registered(number) => (Crumb::to(who.name.full(), home(&self.cover)), format!("No.{number}")),
            Standing::Asked(inquiry) => {
                let to_inquiry = may(&self.app, &self.signed.actor, Action::View, Kind::Inquiry);
                let crumb =
                    if to_inquiry { Crumb::to("Inquiry", format!("/inquiries/{inquiry}")) } else { Crumb::here("Inquiry") };
                (crumb, "asked for help, not admitted".to_owned())
            }
        };
        PageHead::new(title)
            .crumb(from)
            .crumb(Crumb::here(title))
            .below(html! { b { (who.name.full()) } ", " (born) " · " (known) })
    }

    /// A page about this person.
    pub(super) fn page(&self, title: &str, problems: &[Problem], is_narrow: bool, content: Markup) -> Markup {
        let area = match self.cover.who.standing {
            Standing::Registered(_) => Area::Patients,
            Standing::Asked(_) => Area::Inquiries,
        };
        let page = Page::new(&self.signed.frame, area, format!("{title}, {}", self.tab_name()))
            .style("people.css")
            .problem(!problems.is_empty())
            .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } });
        let page = if is_narrow { page.narrow() } else { page };
        page.render(content)
    }

    /// What a browser's tab may say of the person.
    fn tab_name(&self) -> String {
        match self.cover.who.standing {
            Standing::Registered(number) => format!("No.{number}"),
            Standing::Asked(_) => self.cover.who.name.initials(),
        }
    }
}
