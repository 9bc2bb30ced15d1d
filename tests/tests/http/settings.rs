//! The settings: who may, what a change does from which day, what a form with problems keeps, and files that are taken whole.

use journeys::browser::Browser;
use journeys::page;

/// The program file of the demonstration, as it was imported.
fn program_file() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../stepdown/data/program.toml");
    std::fs::read_to_string(path).unwrap()
}

/// The address of the item with this name in a list.
fn item(browser: &Browser, part: &str, name: &str) -> String {
    let list = browser.get(&format!("/settings/{part}"));
    let before = list.body.split(&format!(" data-open>{name}<")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().trim_end_matches('"').to_owned()
}

/// What the form on a page would send untouched: ticked boxes, chosen options, words.
fn filled(body: &str) -> Vec<(String, String)> {
    let form = body.split("id=\"form\"").nth(1).unwrap().split("</form>").next().unwrap();
    let (mut fields, mut select) = (Vec::new(), String::new());
    for tag in page::tags(form) {
        let name = tag.get("name").unwrap_or_default().to_owned();
        let value = tag.get("value").unwrap_or_default().to_owned();
        let is_box = matches!(tag.get("type"), Some("checkbox" | "radio"));
        match tag.name.as_str() {
            "input" if !is_box || tag.get("checked").is_some() => fields.push((name, value)),
            "select" => select = name,
            "option" if tag.get("selected").is_some() => fields.push((select.clone(), value)),
            "textarea" => {
                let after = form.split(&format!("name=\"{name}\"")).nth(1).unwrap();
                let words = after.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
                fields.push((name, words.trim_start_matches('\n').replace("&amp;", "&").replace("&quot;", "\"")));
            }
            _ => {}
        }
    }
    fields.retain(|(name, _)| name != "csrf");
    fields
}

fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    let field = fields.iter_mut().find(|(known, _)| known == name);
    field.unwrap_or_else(|| panic!("no field {name}")).1 = value.to_owned();
}

fn send(browser: &Browser, address: &str, fields: &[(String, String)], more: &[(&str, &str)]) -> journeys::browser::Answer {
    let all: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(more.iter().copied()).collect();
    browser.send(address, &all)
}

#[test]
fn the_director_sets_the_program_the_installer_the_staff_and_nobody_themselves() {
    // Given everybody who signs in
    let demo = super::demo();
    let director = demo.with_role("clinical_director");
    let room = item(&director, "rooms", "Room 2");
    let herself = item(&director, "staff", "Constance Abernathy");
    let people: Vec<(&str, Browser)> = super::roles(&demo).into_iter().map(|role| (role, demo.with_role(role))).collect();
    let before = demo.everything_kept();

    for (role, browser) in &people {
        // Then everybody reads how the program is set up
        for address in ["/settings", "/settings/rooms", "/settings/groups", "/settings/staff", room.as_str()] {
            assert_eq!(browser.get(address).status, 200, "{role} at {address}");
        }
        // And only whoever may change it finds a form, a way there and an answer to what they send
        let may_program = *role == "clinical_director";
        let may_staff = may_program || *role == "installer";
        let status = |may: bool| if may { 200 } else { 404 };
        assert_eq!(browser.get("/settings/rooms/new").status, status(may_program), "{role}");
        assert_eq!(browser.get(&format!("{room}/change")).status, status(may_program), "{role}");
        assert_eq!(browser.get("/settings/import").status, status(may_program), "{role}");
        assert_eq!(browser.get("/settings/staff/new").status, status(may_staff), "{role}");
        assert_eq!(browser.get("/settings/rooms").body.contains("/settings/rooms/new"), may_program, "{role}");
        let has_line = browser.get("/settings").body.contains("title=\"Settings\"");
        assert_eq!(has_line, may_staff, "{role} in the rail");
        if !may_program {
            let sent = [("name", "Room 9"), ("key", "room_9"), ("seats", "9"), ("from", "2026-03-12"), ("confirm", "yes")];
            assert_eq!(browser.send("/settings/rooms/new", &sent).status, 404, "{role}");
            assert_eq!(browser.send("/settings/import/program/confirm", &[("toml", &program_file())]).status, 404, "{role}");
            assert_eq!(browser.send_file("/settings/import/program", "program.toml", &program_file()).status, 404, "{role}");
        }
    }

    // And the director finds no way to her own roles, nor to her own way in
    assert!(!director.get(&herself).body.contains("/change"));
    assert_eq!(director.get(&format!("{herself}/change")).status, 404);
    assert_eq!(director.send(&format!("{herself}/change"), &[("roles", "installer"), ("confirm", "yes")]).status, 404);
    assert_eq!(director.send(&format!("{herself}/invite"), &[]).status, 404);
    assert_eq!(demo.everything_kept(), before, "and nothing was written");
}

#[test]
fn a_group_meets_elsewhere_and_on_another_day_from_a_day_on() {
    // Given an evening group that meets on Mondays and Thursdays in Room 2, and a counselor with today's board
    let demo = super::demo();
    let (director, counselor) = (demo.with_role("clinical_director"), demo.with_role("clinician"));
    let group = item(&director, "groups", "CBT after work");
    let room_3 = item(&director, "rooms", "Room 3").rsplit('/').next().unwrap().to_owned();
    let form = director.get(&format!("{group}/change"));
    let mut fields = filled(&form.body);
    let before = demo.everything_kept();

    // When the director moves it to Room 3 from today on, with a reason
    set(&mut fields, "room", &room_3);
    set(&mut fields, "holds_from", "2026-03-12");
    set(&mut fields, "why", "Room 2 is being painted");
    let look = send(&director, &format!("{group}/change"), &fields, &[]);

    // Then it is looked at first: what stands, what would stand, what the calendar does; nothing is written
    assert_eq!(look.status, 200);
    assert!(
        look.body.contains("Room 2") && look.body.contains("Room 3") && look.body.contains("On the calendar"),
        "{}",
        look.body
    );
    assert_eq!(demo.everything_kept(), before);

    // And once saved it stands on today's board, and the history says who and why
    let saved = send(&director, &format!("{group}/change"), &filled(&look.body), &[("confirm", "yes")]);
    assert_eq!((saved.status, saved.header("location")), (303, group.as_str()));
    let board = counselor.get("/today?all=1").body;
    let lane = board.split("CBT after work").nth(1).unwrap();
    let lane: String = lane.chars().take(400).collect();
    assert!(lane.contains("Room 3"), "{lane}");
    let one = director.get(&group).body;
    assert!(one.contains("Version 2") && one.contains("Room 2 is being painted") && one.contains("Constance Abernathy"));
    assert!(one.contains("Until Mar 11, 2026"), "what held before stays");

    // When it moves from Mondays to Tuesdays from next week on
    let mut fields = filled(&director.get(&format!("{group}/change")).body);
    let monday = fields.iter().position(|(name, value)| name == "meeting.0.days" && value == "1").unwrap();
    fields[monday].1 = "2".to_owned();
    set(&mut fields, "holds_from", "2026-03-16");
    let look = send(&director, &format!("{group}/change"), &fields, &[]);
    assert!(look.body.contains("1 meeting moves or changes"), "{}", look.body);
    assert_eq!(send(&director, &format!("{group}/change"), &filled(&look.body), &[("confirm", "yes")]).status, 303);

    // Then the week of whoever is in it follows, and the list says the new days
    assert!(director.get("/settings/groups").body.contains("Tue, Thu 5:30 to 7:00 pm"));
    let in_it = demo.patients().into_iter().find_map(|patient| {
        let week = director.get(&format!("/patients/{patient}/schedule")).body;
        week.contains("CBT after work").then_some(week)
    });
    assert!(in_it.expect("somebody in the group").contains("CBT after work"));

    // And the past is not rearranged
    let mut fields = filled(&director.get(&format!("{group}/change")).body);
    set(&mut fields, "room", item(&director, "rooms", "Room 2").rsplit('/').next().unwrap());
    set(&mut fields, "holds_from", "2026-03-02");
    let refused = send(&director, &format!("{group}/change"), &fields, &[]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Choose today or a later day."));
}

#[test]
fn a_form_with_problems_names_all_of_them_and_keeps_what_was_typed() {
    let demo = super::demo();
    let director = demo.with_role("clinical_director");
    let before = demo.everything_kept();
    let topics = "Wise mind\nRadical & honest";
    let answer = director.send(
        "/settings/groups/new",
        &[
            ("name", ""),
            ("key", "Evening Skills"),
            ("capacity", "many"),
            ("meeting.0.days", "2"),
            ("meeting.0.start", "17:30"),
            ("curriculum", topics),
            ("from", "next week"),
        ],
    );
    assert_eq!(answer.status, 422);
    assert!(page::title(&answer.body).starts_with("Problem"), "{}", page::title(&answer.body));
    for words in [
        "Write a name.",
        "Use small letters, digits",
        "Write a whole number.",
        "Choose a service.",
        "Choose a track.",
        "Choose a room.",
        "Choose at least one leader.",
        "Write the time like 9:00",
    ] {
        assert!(answer.body.contains(words), "{words}");
    }
    for kept in ["value=\"Evening Skills\"", "value=\"many\"", "value=\"17:30\"", "value=\"next week\"", "Radical &amp; honest"] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    let ids: Vec<String> = page::tags(&answer.body).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    for link in page::addresses(&answer.body).iter().filter_map(|address| address.strip_prefix('#')) {
        assert!(ids.iter().any(|id| id == link), "the summary leads to {link}");
    }
    assert_eq!(demo.everything_kept(), before, "and nothing was written");
}

#[test]
fn who_changes_a_room_late_sees_what_stands_now_and_overwrites_nothing_unseen() {
    // Given the same form on two screens
    let demo = super::demo();
    let director = demo.with_role("clinical_director");
    let address = format!("{}/change", item(&director, "rooms", "Video room"));
    let (mut first, mut second) = (filled(&director.get(&address).body), filled(&director.get(&address).body));

    // When the first saves, and the second looks
    set(&mut first, "seats", "31");
    assert_eq!(send(&director, &address, &first, &[("confirm", "yes")]).status, 303);
    set(&mut second, "seats", "32");
    let late = send(&director, &address, &second, &[]);

    // Then the second sees both, and nothing is written until they have seen it
    assert_eq!(late.status, 409);
    assert!(late.body.contains("changed this while you had it open"));
    assert!(late.body.contains("31") && late.body.contains("32"));
    assert_eq!(send(&director, &address, &second, &[("confirm", "yes")]).status, 409, "not even when they press on");
    assert_eq!(send(&director, &address, &filled(&late.body), &[("confirm", "yes")]).status, 303);
    assert!(director.get("/settings/rooms").body.contains(">32<"));
}

#[test]
fn a_program_file_is_looked_at_then_taken_and_a_broken_one_is_refused_whole() {
    let demo = super::demo();
    let director = demo.with_role("clinical_director");
    let before = demo.everything_kept();
    let file = program_file();
    let wider = file.replacen("name = \"Room 4\"\nseats = 14", "name = \"Room 4\"\nseats = 16", 1);
    assert_ne!(wider, file);

    // When the file is broken in three places
    let broken = wider.replacen("name = \"Room 3\"\nseats = 14", "name = \"Room 3\"\nseats = \"some\"", 1);
    let broken = broken.replacen("npi = \"1999100427\"", "number = 1", 1);
    let refused = director.send_file("/settings/import/program", "program.toml", &broken);

    // Then it is refused whole, each place named
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("room 2 (room_3)") && refused.body.contains(">program<"), "{}", refused.body);
    let said = refused.body.to_lowercase();
    assert!(said.contains("a whole number is needed") && said.contains("not known: `number`"), "{said}");
    assert_eq!(director.send("/settings/import/program/confirm", &[("toml", &broken)]).status, 422);
    let rules = director.send_file(
        "/settings/import/program",
        "program.toml",
        &wider.replacen("zip = \"025402200\"", "zip = \"02540\"", 1),
    );
    assert!(rules.status == 422 && rules.body.contains("program.falmouth.zip") && rules.body.contains("nine digits"));
    assert_eq!(director.send_file("/settings/import/program", "picture.png", "").status, 422);
    assert_eq!(demo.everything_kept(), before, "nothing was imported");

    // When it is whole, it says what would change and writes nothing
    let look = director.send_file("/settings/import/program", "program.toml", &wider);
    assert_eq!(look.status, 200);
    assert!(look.body.contains("14 becomes 16"), "{}", look.body);
    assert_eq!(demo.everything_kept(), before);

    // Then it is taken, and taken again it changes nothing
    assert_eq!(director.send("/settings/import/program/confirm", &[("toml", &wider)]).status, 303);
    let after = demo.everything_kept();
    assert_ne!(after, before);
    assert!(director.get(&item(&director, "rooms", "Room 4")).body.contains("imported from a file"));
    let again = director.send_file("/settings/import/program", "program.toml", &wider);
    assert!(again.body.contains("everything in the file stands already"), "{}", again.body);
    assert_eq!(director.send("/settings/import/program/confirm", &[("toml", &wider)]).status, 303);
    assert_eq!(demo.everything_kept(), after);
}

#[test]
fn the_book_of_payers_is_read_taken_away_and_imported_whole() {
    let demo = super::demo();
    let director = demo.with_role("clinical_director");
    assert_eq!(demo.with_role("front_desk").get("/settings/payers").status, 404);
    let list = director.get("/settings/payers");
    assert!(list.body.contains("Harborline Health Plan") && list.body.contains("since Jan 1, 2024"));
    let one = director.get("/settings/payers/harborline");
    assert!(one.body.contains("H0015") && one.body.contains("Source"));
    assert_eq!(director.get("/settings/payers/nobody").status, 404);

    let book = director.get("/settings/export/payers");
    assert!(book.header("content-disposition").contains("payers.toml"));
    let before = demo.everything_kept();
    let broken = director.send_file("/settings/import/payers", "payers.toml", &book.body.replacen("mark = ", "marc = ", 1));
    assert_eq!(broken.status, 422);
    let renamed = book.body.replacen("name = \"Harborline Health Plan\"", "name = \"Harborline Plan\"", 1);
    let look = director.send_file("/settings/import/payers", "payers.toml", &renamed);
    assert!(look.status == 200 && look.body.contains("1 row is new or different"), "{}", look.body);
    assert_eq!(demo.everything_kept(), before);
    assert_eq!(director.send("/settings/import/payers/confirm", &[("toml", &renamed)]).status, 303);
    assert!(director.get("/settings/payers").body.contains("Version 2 of the book"));
    assert_eq!(director.send("/settings/import/payers/confirm", &[("toml", &book.body)]).status, 303);
}

#[test]
fn somebody_new_gets_roles() {
    // Given the installer, who hires an intern and forgets who co-signs
    let demo = super::demo();
    let installer = demo.with_role("installer");
    let mut fields =
        vec![("given", "Rosa"), ("family", "Quill"), ("login", "rosa.quill"), ("roles", "intern"), ("from", "2026-03-12")];
    let refused = installer.send("/settings/staff/new", &fields);
    assert!(refused.status == 422 && refused.body.contains("who co-signs") && refused.body.contains("value=\"Quill\""));

    // When it is a front desk worker instead
    fields[3] = ("roles", "front_desk");
    let look = installer.send("/settings/staff/new", &fields);
    assert!(look.status == 200 && look.body.contains("rosa.quill"), "{}", look.body);
    let saved = send(&installer, "/settings/staff/new", &filled(&look.body), &[("confirm", "yes")]);
    assert_eq!(saved.status, 303);

    // Then that person stands in the list, and how they sign in is said
    let rosa = item(&installer, "staff", "Rosa Quill");
    assert!(installer.get(&rosa).body.contains("In the demonstration everybody signs in from the list"));
    assert_eq!(installer.send(&format!("{rosa}/invite"), &[]).status, 404, "the demonstration has no such door");
}
