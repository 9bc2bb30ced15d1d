//! The front desk taps; everybody else sees it.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use journeys::browser::Browser;
use journeys::page;

/// How many people are tapped; at least half as many must be still to come on the board.
const TAPS: usize = 5;

#[test]
fn the_front_desk_taps_arrivals_and_every_screen_knows_within_a_second() {
    // Given the board on the screens of a counselor, a medical assistant and the director
    let demo = super::demo();
    let desk = demo.with_role("front_desk");
    let screens: Vec<Browser> = ["clinician", "medical_assistant", "clinical_director"].map(|role| demo.with_role(role)).into();
    let listening: Vec<Receiver<(Instant, String)>> = screens.iter().map(|screen| screen.listen("/live/today")).collect();
    for heard in &listening {
        wait(heard, "event: beat");
    }

    // When the front desk taps people who have not come yet
    let mut seconds = Vec::new();
    for action in not_here(&desk).into_iter().take(TAPS) {
        let tapped = Instant::now();
        let answer = desk.send(&action, &[("state", "here")]);
        assert_eq!((answer.status, answer.header("location")), (303, "/today"));

        // Then every screen is told which part changed, never who, and the part it fetches shows the arrival
        for (screen, heard) in screens.iter().zip(&listening) {
            wait(heard, "event: fragment");
            assert_eq!(wait(heard, "data: "), "data: today-part");
            let part = screen.get("/today/part");
            assert_eq!(state_of(&part.body, &action), Some("left".to_owned()), "one press now means: left");
        }
        seconds.push(tapped.elapsed().as_secs_f64());
    }
    assert!(seconds.len() * 2 > TAPS, "people who had not come yet: {}", seconds.len());
    seconds.sort_by(f64::total_cmp);
    eprintln!("from the tap until the third screen shows it: {seconds:.3?} s");
    assert!(seconds[seconds.len() / 2] < 1.0, "half of the taps took longer than a second: {seconds:?}");
}

/// The forms of people whom one press would mark as here.
fn not_here(desk: &Browser) -> Vec<String> {
    let board = desk.get("/today");
    let forms = page::forms(&board.body).into_iter();
    forms
        .filter(|form| form.fields.contains(&("state".into(), "here".into())))
        .filter(|form| likely(form) == "here")
        .map(|form| form.action)
        .collect()
}

/// What one press on a person's form would set, as drawn in a part.
fn state_of(part: &str, action: &str) -> Option<String> {
    page::forms(part).iter().find(|form| form.action == action).map(likely)
}

fn likely(form: &page::Form) -> String {
    form.fields.iter().find(|(name, _)| name == "state").map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Waits for a line, at most five seconds.
pub(super) fn wait(heard: &Receiver<(Instant, String)>, start: &str) -> String {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) {
        if let Ok((_, line)) = heard.recv_timeout(Duration::from_secs(5))
            && line.starts_with(start)
        {
            return line;
        }
    }
    panic!("`{start}` was not heard within five seconds")
}
