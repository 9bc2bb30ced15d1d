//! The frame of a chart: opened through the gate, which writes the look down; the head never leaves the page; tabs only for what the
//! viewer's role may see.

use access::{Action, Circumstances, Kind, Refusal};
use axum::response::Response;
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::chart::{Chart, OpenChart};
use reactions::person::{ThreadWarning, golden_thread};
use vocabulary::id::PatientId;

use super::filled::Trouble;
use super::say;
use crate::app::App;
use crate::component::{self, Button, ChartHead, Chip, Crumb, Hue, Icon, PageHead, chip};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};

/// The tabs that exist, in their fixed order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Timeline,
    Notes,
    Plan,
    Measures,
    Schedule,
    Consents,
    Coverage,
    WhoLooked,
}

impl Tab {
    const ALL: [Self; 8] = [
        Self::Timeline,
        Self::Notes,
        Self::Plan,
        Self::Measures,
        Self::Schedule,
        Self::Consents,
        Self::Coverage,
        Self::WhoLooked,
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Timeline => "Timeline",
            Self::Notes => "Notes",
            Self::Plan => "Plan",
            Self::Measures => "Measures",
            Self::Schedule => "Schedule",
            Self::Consents => "Consents",
            Self::Coverage => "Coverage",
            Self::WhoLooked => "Who looked",
        }
    }

    pub(crate) fn href(self, patient: PatientId) -> String {
        let tail = match self {
            Self::Timeline => "",
            Self::Notes => "/notes",
            Self::Plan => "/plan",
            Self::Measures => "/measures",
            Self::Schedule => "/schedule",
            Self::Consents => "/consents",
            Self::Coverage => "/coverage",
            Self::WhoLooked => "/who-looked",
        };
        format!("/patients/{patient}{tail}")
    }

    /// The kinds of record of which a viewer must be allowed to see one.
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Timeline => &[Kind::Patient],
            Self::Notes => &[Kind::ProgressNote],
            Self::Plan => &[Kind::TreatmentPlan],
            Self::Measures => &[Kind::Measure],
            Self::Schedule => &[Kind::GroupSession],
            Self::Consents => &[Kind::Consent, Kind::Disclosure],
            Self::Coverage => &[Kind::Coverage, Kind::Authorization, Kind::ServiceDay, Kind::Charge],
            Self::WhoLooked => &[Kind::ChartView],
        }
    }

    /// Whether somebody may open it.
    pub(crate) fn is_open_to(self, app: &App, signed: &Signed) -> bool {
        self.kinds().iter().any(|kind| sees(app, signed, *kind))
    }
}

/// Whether somebody may see records of a kind that are not their own.
pub(crate) fn sees(app: &App, signed: &Signed, kind: Kind) -> bool {
    app.0.house.policy().allows(&signed.actor.roles, Action::View, kind, &Circumstances::default())
}

/// An open chart.
pub(crate) struct Open {
    pub(crate) app: App,
    pub(crate) signed: Signed,
    pub(crate) chart: Released<Chart>,
    pub(crate) today: Date,
}

/// Opens a chart at a tab. Absent, forbidden and a tab that is not theirs give the same answer.
pub(crate) async fn open(app: &App, signed: Signed, patient: PatientId, tab: Tab) -> Result<Open, Response> {
    if !tab.is_open_to(app, &signed) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenChart { patient })).await {
        Ok(chart) => {
            let today = app.0.house.zone().day(app.0.house.clock().now());
            Ok(Open { app: app.clone(), signed, chart, today })
        }
        Err(refusal) => Err(signed.refused(&refusal)),
    }
}

/// As [`open`], for a form that somebody must be allowed to send.
pub(crate) async fn open_to(app: &App, signed: Signed, patient: PatientId, act: (Action, Kind)) -> Result<Open, Response> {
    if !may(app, &signed.actor, act.0, act.1) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    open(app, signed, patient, Tab::Timeline).await
}

impl Open {
    pub(crate) fn patient(&self) -> PatientId {
        self.chart.patient.id
    }

    pub(crate) fn may(&self, action: Action, kind: Kind) -> bool {
        may(&self.app, &self.signed.actor, action, kind)
    }

    pub(crate) fn sees(&self, kind: Kind) -> bool {
        sees(&self.app, &self.signed, kind)
    }

    /// What is missing on the thread from plan to note.
    pub(crate) fn thread(&self) -> Vec<ThreadWarning> {
        let Some((plan, _)) = &self.chart.plan else { return Vec::new() };
        let since = self.chart.episode.as_ref().map_or(self.today, |episode| episode.admitted_on);
        let first = self.chart.around.plan_versions.last().map_or(since, |first| self.app.0.house.zone().day(first.at));
        let notes: Vec<_> = self.chart.notes.iter().map(|(note, _)| note).collect();
        golden_thread(plan, self.sees(Kind::ProgressNote).then_some(notes.as_slice()), first.max(since), self.today)
    }

    /// The page of a tab.
    pub(crate) fn page(&self, tab: Tab, content: Markup) -> Markup {
        let title = format!("{}, {}", tab.words(), self.chart.patient.tab_name());
        self.shell(tab, title, false).render(content)
    }

    /// A page about somebody's week; who it is about stays in sight.
    pub(crate) fn week_page(&self, title: &str, is_narrow: bool, trouble: &Trouble, content: Markup) -> Response {
        let title = format!("{title}, {}", self.chart.patient.tab_name());
        let page = self.shell(Tab::Schedule, title, trouble.is_some()).style("week.css");
        trouble.answer(if is_narrow { page.narrow() } else { page }.render(content))
    }

    /// The page of a form behind a tab; who it is about stays in sight.
    pub(crate) fn form_page(&self, tab: Tab, title: &str, below: &str, trouble: &Trouble, form: Markup) -> Response {
        let head = PageHead::new(title)
            .second()
            .crumb(Crumb::to(tab.words(), tab.href(self.patient())))
            .crumb(Crumb::here(title))
            .below(html! { (below) });
        let page = self.shell(tab, format!("{title}, {}", self.chart.patient.tab_name()), trouble.is_some()).narrow();
        trouble.answer(page.render(html! { (head) (trouble.summary()) (form) }))
    }

    /// A form again with everything that is wrong, or the page of a refusal that no form can show.
    pub(crate) fn again(&self, refusal: &Refusal, form: impl FnOnce(&Trouble) -> Response) -> Response {
        Trouble::of(refusal).map_or_else(|| self.signed.refused(refusal), |trouble| form(&trouble))
    }

    fn shell(&self, tab: Tab, title: String, is_problem: bool) -> Page<'_> {
        Page::new(&self.signed.frame, Area::Patients, title)
            .style("people.css")
            .problem(is_problem)
            .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
            .above(html! { (self.head(tab)) })
    }

    fn head(&self, tab: Tab) -> ChartHead {
        let patient = &self.chart.patient;
        let name = patient.name();
        ChartHead {
            initials: name.initials(),
            legal_name: (patient.legal_name != name).then(|| format!("Legal name: {}", patient.legal_name.full())),
            name: name.full(),
            about: say::about(patient, self.today),
            record: format!("No.{}", patient.record_number),
            facts: self.facts(),
            acts: self.acts(),
            tabs: self.tabs(tab),
        }
    }

    /// Level of care, diagnoses in words, confidentiality: in the fixed order of a chart's head.
    fn facts(&self) -> Vec<Chip> {
        let mut facts = Vec::new();
        if let Some(stay) = &self.chart.stay {
            facts.push(chip(Hue::Quiet, format!("IOP {} · week {}", stay.level, stay.week_number(self.today))));
        }
        if let Some(episode) = &self.chart.episode {
            let words: Vec<String> = episode.diagnoses.iter().take(3).map(diagnosis).collect();
            if !words.is_empty() {
                facts.push(chip(Hue::Quiet, words.join(" · ")));
            }
            if let Some(day) = episode.discharged_on {
                facts.push(chip(Hue::Outline, format!("Left on {}", crate::words::full_day(day))));
            }
        }
        if self.chart.patient.needs_interpreter {
            facts.push(chip(Hue::Outline, format!("Interpreter: {}", say::language(&self.chart.patient.language))));
        }
        facts.push(chip(Hue::Private, "Part 2").icon(Icon::Lock));
        facts
    }

    fn acts(&self) -> Markup {
        let base = format!("/patients/{}", self.patient());
        html! {
            @if self.may(Action::Record, Kind::Outreach) {
                (Button::plain("Log outreach").icon(Icon::Phone).key("L").href(format!("{base}/outreach")))
                (Button::plain("I am worried").icon(Icon::Flag).href(format!("{base}/concern")))
            }
            @if self.may(Action::Record, Kind::PrivacyRequest) {
                (Button::plain("They ask for something").icon(Icon::Form).href(format!("/rights/requests/new?patient={}", self.patient())).about("about their record"))
            }
            @if self.may(Action::Amend, Kind::Patient) {
                (Button::plain("Edit").icon(Icon::Edit).href(format!("{base}/edit")).about("who they are and how to reach them"))
            }
        }
    }

    fn tabs(&self, current: Tab) -> Vec<component::Tab> {
        let open = Tab::ALL.into_iter().filter(|tab| tab.is_open_to(&self.app, &self.signed));
        open.map(|tab| {
            let due = match tab {
                Tab::Notes => self.chart.notes.iter().filter(|(note, _)| self.waits_for_me(note)).count(),
                Tab::Plan => self.thread().len(),
                _ => 0,
            };
            component::Tab::new(tab.words(), tab.href(self.patient()))
                .current(tab == current)
                .due(u32::try_from(due).unwrap_or(u32::MAX))
        })
        .collect()
    }

    fn waits_for_me(&self, note: &treatment::ProgressNote) -> bool {
        note.is_in_force() && note.cosignature == treatment::progress_note::Cosignature::Awaited(self.signed.actor.staff)
    }
}

/// A diagnosis in words; its code where the clinician wrote none.
pub(crate) fn diagnosis(diagnosis: &episode::episode::Diagnosis) -> String {
    if diagnosis.words.is_empty() { diagnosis.code.clone() } else { diagnosis.words.clone() }
}
