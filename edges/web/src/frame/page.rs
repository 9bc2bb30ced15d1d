//! One page as a whole document: `Page::new(&frame, Area::Today, "Today").render(content)`.
//!
//! The title says what it is and never a name: "Timeline, MD 417" at most (ux 3.3).

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::area::Area;
use super::rail::{RailItem, line, rail_nav};
use super::viewer::{Frame, Theme, View};
use crate::asset;
use crate::component::{Banner, Button, Icon, csrf_field, mark};

/// What htmx may do here: nothing evaluated, nothing styled inline, nobody else asked.
const HTMX: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollBehavior":"instant"}"#;

/// A page of the staff application.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    frame: &'a Frame,
    area: Area,
    title: String,
    problem: bool,
    view: View,
    narrow: bool,
    top: Option<Markup>,
    above: Option<Markup>,
    toast: Option<Markup>,
    live: Option<String>,
    style: Option<&'static str>,
}

impl<'a> Page<'a> {
    /// A page in this area. The title never holds a name, a birth date or a diagnosis.
    #[must_use]
    pub fn new(frame: &'a Frame, area: Area, title: impl Into<String>) -> Self {
        Self {
            frame,
            area,
            title: title.into(),
            problem: false,
            view: View::Full,
            narrow: false,
            top: None,
            above: None,
            toast: None,
            live: None,
            style: None,
        }
    }

    /// Says in the title that something is wrong: for a form that came back.
    #[must_use]
    pub fn problem(mut self, problem: bool) -> Self {
        self.problem = problem;
        self
    }

    /// Shows initials instead of names.
    #[must_use]
    pub fn view(mut self, view: View) -> Self {
        self.view = view;
        self
    }

    /// Keeps the content at a width for reading and for forms.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// Replaces the words at the top right, for instance by "Part 2 record".
    #[must_use]
    pub fn top(mut self, top: Markup) -> Self {
        self.top = Some(top);
        self
    }

    /// Stands between the top bar and the content at full width: the head and tabs of a chart.
    #[must_use]
    pub fn above(mut self, above: Markup) -> Self {
        self.above = Some(above);
        self
    }

    /// A confirmation at the bottom, with or without undo.
    #[must_use]
    pub fn toast(mut self, toast: Markup) -> Self {
        self.toast = Some(toast);
        self
    }

    /// Keeps parts of the page fresh from this address of server-sent events.
    #[must_use]
    pub fn live(mut self, address: impl Into<String>) -> Self {
        self.live = Some(address.into());
        self
    }

    /// Loads a second sheet of this name: for pieces that only a few pages have, so that every other page stays light.
    #[must_use]
    pub fn style(mut self, sheet: &'static str) -> Self {
        self.style = Some(sheet);
        self
    }

    /// The whole document around this content.
    #[must_use]
    pub fn render(self, content: Markup) -> Markup {
        let viewer = &self.frame.viewer;
        html! {
            (DOCTYPE)
            html lang="en" data-theme=[viewer.theme.attribute()] data-density=[viewer.density.attribute()]
                data-keys=(if viewer.keys_on { "on" } else { "off" })
                data-lock-minutes=[(viewer.lock_minutes > 0).then_some(viewer.lock_minutes)]
                data-shared[viewer.shared_screen] data-view=[(self.view == View::Hallway).then_some("hallway")] {
                (head(&self.title, self.problem, viewer.theme, Some(&self.frame.csrf), self.style))
                body data-live=[&self.live] {
                    a.skip href="#content" { "Skip to content" }
                    (patterns())
                    div.app {
                        (self.rail())
                        div.main {
                            (self.top_bar())
                            @if let Some(words) = &self.frame.carried { div.carried role="note" { (Banner::due(words.clone())) } }
                            @if let Some(above) = &self.above { (above) }
                            main.page.narrow[self.narrow] id="content" tabindex="-1" { (content) }
                        }
                    }
                    (self.tabs())
                    div.vh id="say" role="status" aria-live="polite" {}
                    div.toasts id="toasts" role="status" aria-live="polite" {
                        @if let Some(toast) = &self.toast { (toast) }
                    }
                    p.print-foot { "Contains protected records. Printed by " (viewer.signed_name()) " · " (self.frame.program_name) span data-printed {} }
                }
            }
        }
    }

    fn rail(&self) -> Markup {
        let viewer = &self.frame.viewer;
        html! {
            aside.rail {
                (brand(self.home(), &self.frame.program_name))
                (rail_nav(&self.frame.rail, self.area))
                details.me {
                    summary {
                        span.face aria-hidden="true" { (viewer.initials) }
                        span { (viewer.signed_name()) small { (viewer.role_words) } }
                    }
                    div.menu { (self.own_menu()) }
                }
            }
        }
    }

    /// Preferences, lock, sign out.
    fn own_menu(&self) -> Markup {
        html! {
            a href="/account" { (Icon::Gear) "Your account" }
            form method="post" action="/lock" data-lock { (csrf_field(&self.frame.csrf))
                button type="submit" { (Icon::Lock) "Lock" kbd.desk-only aria-hidden="true" { "Ctrl ⇧ L" } } }
            form method="post" action="/sign-out" { (csrf_field(&self.frame.csrf))
                button type="submit" { (Icon::Leave) "Sign out" } }
        }
    }

    fn top_bar(&self) -> Markup {
        html! {
            header.top {
                a.phone-only href=(self.home()) aria-label="Start" { (mark(30)) }
                a.find href="/find" data-palette {
                    (Icon::Search) span { "Find a person or do something" } kbd aria-hidden="true" { "Ctrl K" }
                }
                span.as-of id="as-of" role="status" hidden {}
                div.acts.push.extra {
                    @match &self.top {
                        Some(top) => { (top) }
                        None => {
                            @if !self.frame.place.is_empty() { span.c.out { (self.frame.place) } }
                            @if let Some(href) = &self.frame.new_inquiry {
                                (Button::plain("New inquiry").icon(Icon::Plus).key("I").href(href.clone()).small())
                            }
                        }
                    }
                }
            }
        }
    }

    /// Four places and "More" at the bottom of a phone.
    fn tabs(&self) -> Markup {
        let (first, rest) = phone_places(&self.frame.rail);
        html! {
            nav.tabs aria-label="Main" {
                @for item in &first { (tab(item, self.area)) }
                details {
                    summary aria-current=[rest.iter().any(|item| item.area == self.area).then_some("true")] {
                        (Icon::More) "More"
                    }
                    div.menu {
                        @for item in rest { (line(item, self.area)) }
                        (self.own_menu())
                    }
                }
            }
        }
    }

    fn home(&self) -> &str {
        self.frame.rail.first().map_or(crate::site::DESK, |item| item.href.as_str())
    }
}

/// The four places in reach of a thumb, and the rest. Where one lands comes first; then the places of
/// people and messages, before places for planning.
fn phone_places(rail: &[RailItem]) -> (Vec<&RailItem>, Vec<&RailItem>) {
    let first = rail.first().map(|item| item.area);
    let near = [Area::Today, Area::Groups, Area::Patients, Area::Inbox];
    let mut places: Vec<&RailItem> = rail.iter().collect();
    places.sort_by_key(|item| (Some(item.area) != first, !near.contains(&item.area)));
    let rest = places.split_off(places.len().min(4));
    (places, rest)
}

fn tab(item: &RailItem, here: Area) -> Markup {
    html! {
        a href=(item.href) aria-current=[(item.area == here).then_some("page")] {
            (item.icon) (item.label)
            @if let Some(count) = item.count { span.dot { (count) } }
        }
    }
}

/// The program's mark and name, leading to the first screen.
pub(super) fn brand(href: &str, program_name: &str) -> Markup {
    html! {
        a.brand href=(href) { (mark(26)) span { b { "Stepdown" } small { (program_name) } } }
    }
}

/// The document head. The one style sheet of every page, at most one of its own, one script, nothing inline.
pub(super) fn head(title: &str, problem: bool, theme: Theme, csrf: Option<&str>, style: Option<&'static str>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover";
            title { @if problem { "Problem: " } (title) " · Stepdown" }
            meta name="robots" content="noindex";
            meta name="color-scheme" content=(theme.attribute().unwrap_or("light dark"));
            meta name="htmx-config" content=(PreEscaped(HTMX.replace('"', "&quot;")));
            @if let Some(csrf) = csrf { meta name="csrf" content=(csrf); }
            link rel="icon" type="image/svg+xml" href=(asset::href("mark.svg"));
            link rel="preload" as="font" type="font/woff2" href=(asset::href("sans.woff2")) crossorigin;
            link rel="stylesheet" href=(asset::href("app.css"));
            @if let Some(style) = style { link rel="stylesheet" href=(asset::href(style)); }
            script src=(asset::href("htmx.js")) defer {}
            script type="module" src=(asset::href("app.js")) {}
        }
    }
}

/// The head of the person's own pages: a sheet and a script of their own, and nothing that tells. On a visit the browser looks again
/// after a quarter of an hour without touch, so that an abandoned page closes without a script too.
pub(crate) fn head_of_person_page(title: &str, is_visit: bool) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover";
            title { (title) }
            meta name="robots" content="noindex";
            meta name="color-scheme" content="light dark";
            // With script the page warns and waits; this is for browsers without one.
            @if is_visit { noscript { meta http-equiv="refresh" content="906;url=/l"; } }
            link rel="icon" href="data:,";
            link rel="stylesheet" href=(asset::href("person.css"));
        }
    }
}

/// The hatching that means "booked, not yet attended". Meters point at it.
pub(super) fn patterns() -> Markup {
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="hatch" width="4" height="8" patternUnits="userSpaceOnUse" patternTransform="skewX(-25)" {
                    path.stripe d="M1 0v8" {}
                }
            }
        }
    }
}
