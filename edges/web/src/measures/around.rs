//! Around whom a page of measures stands: an open chart with its head and tabs, or an inquiry. Either was opened through the gate, and
//! the look is written down.

use access::{Kind, Refusal};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use intake::inquiry::InquiryDetailView;
use maud::{Markup, html};
use uuid::Uuid;
use vocabulary::id::{InquiryId, PatientId};

use crate::app::App;
use crate::component::{Crumb, Icon, PageHead};
use crate::frame::{Area, Page};
use crate::inquiries::detail;
use crate::patients::chart::{Open, Tab, open, sees};
use crate::patients::filled::Trouble;
use crate::signed::Signed;

/// The person whose measures they are, and the frame of the page.
pub(super) enum Around {
    /// A chart.
    Chart(Box<Open>),
    /// An inquiry.
    Inquiry(Box<FromInquiry>),
}

/// An inquiry that was opened.
pub(super) struct FromInquiry {
    app: App,
    signed: Signed,
    detail: Released<InquiryDetailView>,
}

/// Opens the chart or the inquiry with an id. Absent and forbidden give the same answer.
pub(super) async fn around<const IN_CHART: bool>(app: &App, signed: Signed, id: Uuid) -> Result<Around, Response> {
    if IN_CHART {
        return Ok(Around::Chart(Box::new(open(app, signed, PatientId(id), Tab::Measures).await?)));
    }
    if !sees(app, &signed, Kind::Measure) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    match detail::load(app, &signed, InquiryId(id)).await {
        Ok(detail) => Ok(Around::Inquiry(Box::new(FromInquiry { app: app.clone(), signed, detail }))),
        Err(refusal) => Err(signed.refused(&refusal)),
    }
}

impl Around {
    /// Whose measures.
    pub(super) fn person(&self) -> PatientId {
        match self {
            Self::Chart(open) => open.patient(),
            Self::Inquiry(from) => from.detail.patient,
        }
    }

    /// The address of the list.
    pub(super) fn list(&self) -> String {
        match self {
            Self::Chart(open) => format!("/patients/{}/measures", open.patient()),
            Self::Inquiry(from) => format!("/inquiries/{}/measures", from.detail.row.id),
        }
    }

    /// Where what is written with the person stands.
    pub(super) fn thread(&self) -> String {
        match self {
            Self::Chart(open) => format!("/patients/{}", open.patient()),
            Self::Inquiry(from) => format!("/inquiries/{}#thread", from.detail.row.id),
        }
    }

    pub(super) fn signed(&self) -> &Signed {
        match self {
            Self::Chart(open) => &open.signed,
            Self::Inquiry(from) => &from.signed,
        }
    }

    pub(super) fn app(&self) -> &App {
        match self {
            Self::Chart(open) => &open.app,
            Self::Inquiry(from) => &from.app,
        }
    }

    /// The list's page.
    pub(super) fn page(&self, content: Markup) -> Response {
        match self {
            Self::Chart(open) => open.page(Tab::Measures, content).into_response(),
            Self::Inquiry(from) => from.page("Measures", false, from.head("Measures", None, html! {}), content).into_response(),
        }
    }

    /// A page behind the list.
    pub(super) fn behind(&self, title: &str, below: &str, trouble: &Trouble, content: Markup) -> Response {
        match self {
            Self::Chart(open) => open.form_page(Tab::Measures, title, below, trouble, content),
            Self::Inquiry(from) => {
                let head = from.head(title, Some(self.list()), html! { (below) });
                trouble.answer(from.page(title, trouble.is_some(), head, html! { (trouble.summary()) (content) }))
            }
        }
    }
}

impl FromInquiry {
    fn head(&self, title: &str, list: Option<String>, below: Markup) -> PageHead {
        let row = &self.detail.row;
        let head = PageHead::new(format!("{title}: {}", row.name.full()))
            .crumb(Crumb::to("Inquiries", "/inquiries"))
            .crumb(Crumb::to("One inquiry", format!("/inquiries/{}", row.id)))
            .below(below);
        match list {
            Some(list) => head.crumb(Crumb::to("Measures", list)).crumb(Crumb::here(title)),
            None => head.crumb(Crumb::here(title)),
        }
    }

    fn page(&self, title: &str, is_problem: bool, head: PageHead, content: Markup) -> Markup {
        Page::new(&self.signed.frame, Area::Inquiries, format!("{title}, {}", self.detail.row.name.initials()))
            .style("people.css")
            .problem(is_problem)
            .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
            .render(html! { (head) (content) })
    }
}
