//! Ten thousand requests on the public form at once: they are slowed, staff do not notice, and nobody who read a reference is lost.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const REQUESTS: usize = 10_000;
const SENDERS: usize = 8;
/// What a member of staff would call slow, on a machine that is busy with the flood itself and not built for speed.
const SLOW: Duration = Duration::from_millis(1500);

#[test]
fn a_burst_of_ten_thousand_requests_is_slowed_and_staff_are_unaffected() {
    // Given a working morning
    let folder = tempfile::tempdir().unwrap();
    let demo = super::own_demo(folder.path(), None, "2026-03-12", "09:10");
    let desk = demo.with_role("front_desk");
    let (is_over, taken, refused) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));

    // When ten thousand forms come at once
    let (references, slowest) = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (demo, taken, refused) = (&demo, &taken, &refused);
                scope.spawn(move || {
                    let browser = demo.stranger();
                    let mut read: Vec<String> = Vec::new();
                    for number in 0..REQUESTS / SENDERS {
                        let name = format!("Burst{sender}x{number}");
                        let fields =
                            [("given", name.as_str()), ("phone", "508 555 0183"), ("reach_by", "call_only"), ("line", "")];
                        let answer = browser.post("/en/ask-for-a-call", &fields);
                        match answer.status {
                            200 => {
                                taken.fetch_add(1, Ordering::Relaxed);
                                read.push(name);
                            }
                            429 => {
                                refused.fetch_add(1, Ordering::Relaxed);
                                assert!(answer.body.contains(&name), "what was typed is kept");
                                assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
                            }
                            other => panic!("answered {other}"),
                        }
                    }
                    read
                })
            })
            .collect();
        let staff = scope.spawn(|| {
            let mut slowest = Duration::ZERO;
            while !is_over.load(Ordering::Relaxed) {
                let begun = Instant::now();
                assert_eq!(desk.get("/today").status, 200);
                slowest = slowest.max(begun.elapsed());
                std::thread::sleep(Duration::from_millis(50));
            }
            slowest
        });
        let read: Vec<String> = senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
        is_over.store(true, Ordering::Relaxed);
        (read, staff.join().unwrap())
    });

    // Then nearly all are told to wait, each keeps its words, and everybody who was taken is in the queue exactly once
    let (taken, refused) = (taken.into_inner(), refused.into_inner());
    assert_eq!(taken + refused, REQUESTS);
    assert!((1..200).contains(&taken), "{taken} were taken");
    let once: BTreeSet<&String> = references.iter().collect();
    assert_eq!(once.len(), taken);
    for name in once {
        assert_eq!(demo.inquiries_with(&format!("\"{name}\"")), 1, "{name}");
    }
    assert_eq!(demo.inquiries_with("Burst"), taken, "nothing is there that was refused");

    // And the front desk worked on
    assert!(slowest < SLOW, "the board took {slowest:?}");
    eprintln!("{taken} taken, {refused} told to wait, the slowest board {slowest:?}");
}
