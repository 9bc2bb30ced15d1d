//! A day without the program as a browser meets it: tomorrow is printed, slips are entered in their order, wrong codes are said, undo puts
//! back, and the signed note says that it was first written on paper (OP-09, OP-11, P2-65).

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use jiff::civil::date;

use crate::patients::Desk;
use crate::people_house::{People, at, open};

/// Opens the pages with something that sets packs, and keeps what was set.
fn wired() -> (web::Wiring, Arc<Mutex<Vec<reactions::day_pack::DayPackContents>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&seen);
    let print_day_pack: web::SetDayPack = Arc::new(move |contents, _| {
        keep.lock().unwrap().push(contents.clone());
        Ok(b"%PDF-1.7".to_vec())
    });
    (web::Wiring { print_day_pack, ..web::Wiring::none() }, seen)
}

#[tokio::test]
async fn op_11_the_desk_prints_tomorrow_and_a_clinician_enters_it_slip_by_slip_the_morning_after() {
    let people = open();
    let (wiring, seen) = wired();
    let desk = Desk::of_wired(&people, "front_desk", wiring).await;
    let sheet = desk.get("/today/sheet").await;
    assert_eq!(sheet.link("/daypacks"), "/daypacks");
    assert!(desk.get("/daypacks").await.says("No pack was made yet."));
    let past = desk.post("/daypacks", &[("day", "2026-03-11")]).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(past.says("This day is over.") && past.says("value=\"2026-03-11\""), "{}", past.body);
    let made = desk.post("/daypacks", &[("day", "2026-03-12")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = desk.get(&made.location).await;
    assert!(page.says("The pack for") && page.says("Open it to print"), "{}", page.body);
    let file = page.link("/print");
    assert_eq!(desk.get(&file).await.status, StatusCode::OK);
    let contents = seen.lock().unwrap().pop().unwrap();
    assert!(contents.medicines.is_none() && contents.slips.iter().any(|slip| slip.about.is_none()));
    let marcus: Vec<String> = contents
        .slips
        .iter()
        .filter(|slip| slip.about.as_ref().is_some_and(|about| about.name.family == "Dwyer"))
        .map(|slip| slip.shown.clone())
        .collect();
    let teresa = contents
        .slips
        .iter()
        .find(|slip| slip.about.as_ref().is_some_and(|about| about.name.family == "Amaral"))
        .map(|slip| slip.shown.clone())
        .unwrap();

    people.clock.set(at(date(2026, 3, 13), 8, 30));
    let clinician = Desk::of(&people, "clinician").await;
    for (typed, said) in [("K7Q", "This is no code of a slip."), ("ZZZ-ZZZ", "no code of a slip")] {
        let unknown = clinician.get(&format!("/daypacks/enter?code={typed}")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(unknown.says(said) && unknown.says(&format!("value=\"{typed}\"")), "{}", unknown.body);
    }
    let enter = format!("/daypacks/enter?code={}", teresa.to_lowercase());
    let slip = clinician.get(&enter).await;
    assert!(slip.says("Teresa Amaral") && slip.says(&format!("Slip {teresa}")), "{}", slip.body);
    assert!(!slip.body.contains("<title>Teresa"), "no name in a title");
    let staff = people.actor(access::Role::Clinician).staff.to_string();
    let wrong = [
        ("code", teresa.as_str()),
        ("version", ""),
        ("draft", "0"),
        ("says", "written"),
        ("arrived", "nineish"),
        ("words", "She named two evenings."),
        ("written_by", ""),
        ("written_at", "20:45"),
    ];
    let again = clinician.post("/daypacks/enter", &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Write the time as", "Choose who wrote these words.", "She named two evenings.", "nineish"] {
        assert!(again.says(said), "{said}: {}", again.body);
    }
    let right = |version: &'static str, draft: &'static str, words: &'static str| {
        vec![
            ("code", teresa.clone()),
            ("version", version.to_owned()),
            ("draft", draft.to_owned()),
            ("says", "written".to_owned()),
            ("arrived", "18:05".to_owned()),
            ("words", words.to_owned()),
            ("written_by", staff.clone()),
            ("written_at", "20:45".to_owned()),
        ]
    };
    let fields = right("", "0", "She named two evenings.");
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let kept = clinician.post("/daypacks/enter", &pairs).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let next = clinician.get(&kept.location).await;
    assert!(next.says("is entered.") && next.says("Undo") && next.says("1 of "), "{}", next.body);
    // The same form sent again, as by a second tab: what stands is shown and what was typed is kept.
    let met = clinician.post("/daypacks/enter", &pairs).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.says("Somebody entered this slip or wrote in the draft meanwhile.") && met.says("She named two evenings."));
    let shown = clinician.get(&enter).await;
    assert!(shown.says("Take back") && shown.says("Saving again makes another version"), "{}", shown.body);
    let fields = right("1", "1", "She named two evenings and one friend.");
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(clinician.post("/daypacks/enter", &pairs).await.status, StatusCode::SEE_OTHER);
    let undone = clinician.post(&format!("/daypacks/undo?code={teresa}&version=2"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let shown = clinician.get(&undone.location).await;
    assert!(shown.says(">She named two evenings.<"), "{}", shown.body);

    // The desk enters times and says that words are to come; it never sees them.
    let desk = Desk::of(&people, "front_desk").await;
    let hidden = desk.get(&enter).await;
    assert!(hidden.says("There are words on it") && !hidden.says("She named two evenings."), "{}", hidden.body);
    let lost = [("code", marcus[0].as_str()), ("version", ""), ("draft", "0"), ("says", "lost")];
    assert_eq!(desk.post("/daypacks/enter", &lost).await.status, StatusCode::SEE_OTHER);

    who_may_open(&people, &["/daypacks", &enter, &file]).await;
}

async fn who_may_open(people: &People, addresses: &[&str]) {
    for (who, may) in
        [("biller", false), ("front_desk", true), ("clinician", true), ("peer", false), ("utilization_reviewer", false)]
    {
        let other = Desk::of(people, who).await;
        for address in addresses {
            let status = other.get(address).await.status;
            assert_eq!(status != StatusCode::NOT_FOUND, may, "{who} {address}: {status}");
        }
    }
}
