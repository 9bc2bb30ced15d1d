//! How long "not yours" takes beside "not there". Asked in turns, many times, compared by the middle, with much room: what would be seen
//! over a network is a difference of its own kind, such as a record that is opened and a chart that is drawn before somebody says no.
//! Each of them is somebody who sees nothing of the record in question anywhere.

use std::time::{Duration, Instant};

use journeys::browser::Browser;

const MISSING: &str = "019cae66-d220-70ee-902e-000000000000";
const TIMES: usize = 21;

fn took(browser: &Browser, address: &str, expected: u16) -> Duration {
    let begun = Instant::now();
    let answer = browser.get(address);
    let took = begun.elapsed();
    assert_eq!(answer.status, expected, "{address}");
    took
}

fn middle(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

#[test]
fn asvs_6_3_8_not_yours_takes_as_long_as_not_there() {
    let demo = crate::demo();
    let patient = demo.patients().remove(0);
    let note = demo.ids_of("progress_note").remove(0).0;
    let session = demo.ids_of("group_session").remove(0).0;
    let batch = demo.ids_of("claim_batch").remove(0).0;
    let inquiry = demo.ids_of("inquiry").remove(0).0;
    let cases = [
        ("installer", "/patients/{}", &patient),
        ("compliance_officer", "/cover/{}", &patient),
        ("peer", "/patients/{}/schedule", &patient),
        ("front_desk", "/notes/{}", &note),
        ("installer", "/notes/{}/amend", &note),
        ("compliance_officer", "/sessions/{}/note", &session),
        ("biller", "/inquiries/{}/admit", &inquiry),
        ("peer", "/claims/batches/{}", &batch),
    ];
    let cases = cases.map(|(role, route, id)| (role, route.replace("{}", id), route.replace("{}", MISSING)));
    for (role, real, missing) in cases {
        let browser = demo.with_role(role);
        let _warm = (took(&browser, &real, 404), took(&browser, &missing, 404));
        let (mut of_real, mut of_missing) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            of_real.push(took(&browser, &real, 404));
            of_missing.push(took(&browser, &missing, 404));
        }
        let (real, missing) = (middle(of_real), middle(of_missing));
        let room = Duration::from_millis(4);
        eprintln!("{role}: not yours {real:?}, not there {missing:?}");
        assert!(real <= missing * 3 / 2 + room && missing <= real * 3 / 2 + room, "{role}: {real:?} and {missing:?}");
    }
}
