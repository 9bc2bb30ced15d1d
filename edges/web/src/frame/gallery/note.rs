//! The group note with invented people.

use maud::{Markup, html};

use super::sample;
use crate::component::{
    Button, Card, ChoiceRow, Composer, Crumb, Field, Finding, Icon, NoteRow, NoteState, PageHead, Select, Tick, Verdict,
    csrf_field, findings, key_hint, saved,
};
use crate::frame::{Area, Page};

fn row(name: &'static str, beside: Option<&'static str>, state: NoteState, facts: [&str; 3], line: &str) -> NoteRow<'static> {
    let [attended, took_part, objective] = facts.map(str::to_owned);
    NoteRow { name, beside, href: "/gallery/note".into(), state, attended, took_part, line: line.into(), objective }
}

fn before() -> Vec<NoteRow<'static>> {
    use NoteState::Ready;
    vec![
        row(
            "Aisha B.",
            None,
            Ready,
            ["Here · 75 min", "Active", "2.2 forward"],
            "Shared that evenings alone are hardest. Wrote a 7 pm call into her week.",
        ),
        row(
            "Dmitri V.",
            None,
            Ready,
            ["Here · 75 min", "Attentive", "2.1 same"],
            "Listened more than spoke. Named his old job site as a place to avoid.",
        ),
        row(
            "Jordan K.",
            Some("they/them"),
            Ready,
            ["Here · 75 min", "Led", "2.1 met"],
            "Walked the group through how they handled a Sunday family dinner.",
        ),
        row(
            "Leah P.",
            Some("remote"),
            Ready,
            ["Video · 75 min", "Active", "2.3 forward"],
            "Practiced saying no on camera; asked for a second try and got it.",
        ),
    ]
}

fn after() -> Vec<NoteRow<'static>> {
    use NoteState::{Absent, NotReady, Ready};
    vec![
        row(
            "Nadia F.",
            None,
            Ready,
            ["9:22 · 53 min", "Quiet", "1.1 same"],
            "Came in upset about her bus. Settled after ten minutes; one thing shared.",
        ),
        row(
            "Priya N.",
            None,
            Ready,
            ["Here · 75 min", "Active", "2.1 forward"],
            "Linked payday and texting her cousin. Asked others what they do.",
        ),
        row(
            "Rosa M.",
            Some("Spanish"),
            Ready,
            ["Here · 75 min", "Active", "2.1 forward"],
            "With interpreter. Said the HALT list fits her mornings best.",
        ),
        row("Sam W.", None, NotReady, ["Here · 75 min", "Attentive", "2.1 same"], "Add one line that is only about Sam"),
        row("Tomás G.", None, NotReady, ["9:14 · 61 min", "Active", "none"], "Link an objective, or say why not"),
        row(
            "Wei L.",
            None,
            Ready,
            ["Here · 75 min", "Prompts", "3.1 forward"],
            "Spoke when invited. Chose a walk before work as tomorrow’s plan.",
        ),
        row("Teresa A.", None, Absent, ["Not here", "", ""], "Absence noted. Outreach: Ken Osei called 9:52, left a message"),
    ]
}

fn shared() -> Markup {
    let did = ChoiceRow::many("did", "What we did")
        .choices([("cbt", "CBT"), ("role", "Role play"), ("skills", "Skills practice"), ("edu", "Psychoeducation"), ("mi", "MI")])
        .chosen("cbt")
        .chosen("role")
        .chosen("skills");
    let finding = |verdict, words: &str| Finding { verdict, words: words.into(), href: None };
    let body = html! {
        form.body method="post" action="/gallery/save" data-autosave="/gallery/save" {
            (csrf_field("t"))
            (Select::new("topic", "Topic").option("halt", "High-risk situations and HALT").option("urges", "Riding out an urge"))
            (did)
            (Field::area("summary", "Summary", 6).value("Mapped high-risk situations using HALT (hungry, angry, lonely, tired). In pairs, each person picked one situation this week and role-played a first step. Closed with a plan for tonight."))
            div.two { (Field::time("started", "Started").value("09:00")) (Field::time("ended", "Ended").value("10:15")) }
        }
        div.before {
            h3 { "Before you sign" }
            (findings(&[
                finding(Verdict::Fine, "Times, credentials and place are filled in"),
                finding(Verdict::Look, "Sam’s note reads like Wei’s. Each note needs its own line"),
                finding(Verdict::Stops, "Tomás has no objective linked"),
            ]))
        }
    };
    let edit = Button::plain("Edit").href("?shared").small().class("phone-only");
    html! { (Card::new("Same for everyone").small("Goes into all 11 notes. Session 7 of 12").class("shared").acts(html! { (edit) }).body(body)) }
}

fn open_card() -> Markup {
    let part = ChoiceRow::one("part", "Took part")
        .choices([
            ("led", "Led"),
            ("active", "Active"),
            ("attentive", "Attentive"),
            ("prompts", "With prompts"),
            ("quiet", "Quiet"),
        ])
        .chosen("active")
        .keys();
    let seemed = ChoiceRow::many("seemed", "Seemed")
        .choices([
            ("calm", "Calm"),
            ("hopeful", "Hopeful"),
            ("anxious", "Anxious"),
            ("low", "Low"),
            ("irritable", "Irritable"),
            ("tired", "Tired"),
        ])
        .chosen("hopeful")
        .chosen("low");
    let moved = ChoiceRow::one("moved", "Moved")
        .choices([("back", "Back"), ("same", "Same"), ("forward", "Forward"), ("met", "Met")])
        .chosen("forward");
    let keys: &[(&[&str], &str)] =
        &[(&["J", "K"], "next, back"), (&["1–5"], "took part"), (&["O"], "objective"), (&["W"], "words")];
    html! {
        form id="open-card" method="post" action="/gallery/save" data-autosave="/gallery/save" {
            (csrf_field("t"))
            div.hd {
                h2 { "Marcus D." } span.att { "Here 8:52 · 75 min" }
                (Button::quiet("Open chart").href("/gallery/chart").small())
            }
            div.banner.safe { (Icon::Shield) span { "Safety check done today at 10:17 by you, before he left. Plan reviewed." } a href="/gallery/chart" { "See it" } }
            div.fq { span.lab aria-hidden="true" { "Took part" } (part) }
            div.fq { span.lab aria-hidden="true" { "Seemed" } (seemed) }
            div.fq {
                span.lab { "Working on" }
                div.obs {
                    (Tick::new("objective", "o1", "2.1 Name three high-risk situations and a first step for each, by April 3").small("Carried from plan. Two of three named on March 10").checked(true))
                    div.moved { span aria-hidden="true" { "Moved" } (moved) (Button::quiet("Other objective").icon(Icon::Plus).href("?objectives").small()) }
                }
            }
            div.fq {
                span.lab aria-hidden="true" { "Only Marcus" }
                (Field::area("own", "Only Marcus", 2).enter_next().value("Named Friday payday as his third. Role-played calling his sponsor from the parking lot before he drives home; said “that one I can do.”"))
            }
            div.foot { (key_hint(keys)) (Button::plain("Ready, next person").named("then", "next").key("Enter")) }
        }
    }
}

pub(super) fn page() -> Markup {
    let head = PageHead::new("Relapse prevention skills")
        .crumb(Crumb::to("Groups", "/gallery/day"))
        .crumb(Crumb::here("Thursday, March 12"))
        .below(html! { "9:00 to 10:15 am · Room 2 · Jo Alvarez, LICSW with Ken Osei, LADC II" })
        .acts(html! {
            (saved(Some("10:21")))
            (Button::primary("Review and sign 8 ready").key("Ctrl+Enter").href("?review").class("desk-only"))
        });
    let composer =
        Composer { ready: 8, whole: 11, aside: "1 not here".into(), before: before(), open: Some(open_card()), after: after() };
    Page::new(&sample::frame(), Area::Groups, "Group note")
        .style("note.css")
        .top(html! { span.c.out { (Icon::Lock) "Part 2 record" } })
        .render(html! {
            (head)
            div.work { (shared()) (composer) }
            div.sticky {
                (Button::plain("Back").href("?back"))
                button.b.p type="submit" form="open-card" name="then" value="next" { "Ready, next: Sam" }
            }
        })
}
