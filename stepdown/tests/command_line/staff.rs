//! Who can sign in, and the link by which somebody gets in.

use crate::support::Home;

#[test]
fn a_new_installation_has_a_link_for_its_first_person() {
    let home = Home::new();
    let ran = home.run(["staff", "invite", "--data", "d", "--origin", "https://chart.example.org", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let link = ran.json()["link"].as_str().unwrap().to_owned();
    assert!(link.starts_with("https://chart.example.org/setup/") && link.len() > 60, "{link}");
    let again = home.run(["staff", "invite", "--data", "d", "--origin", "https://chart.example.org"]);
    assert!(again.code == 0 && again.out.trim() != link, "each call makes a new one: {again:?}");
    assert!(again.err.contains("It works once, until"), "{again:?}");
}

#[test]
fn somebody_is_invited_by_sign_in_name_and_listed_as_not_yet_there() {
    let home = Home::with_program();
    let listed = home.run(["staff", "list", "--data", "d", "--json"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    let first: serde_json::Value = serde_json::from_str(listed.out.lines().next().unwrap()).unwrap();
    assert_eq!(first["can_sign_in"], false);
    let login = first["login"].as_str().unwrap();
    let invited = home.run(["staff", "invite", login, "--data", "d"]);
    assert!(invited.code == 0 && invited.out.starts_with("http://127.0.0.1:8080/setup/"), "{invited:?}");
    let nobody = home.run(["staff", "invite", "nobody.here", "--data", "d"]);
    assert!(nobody.code == 1 && nobody.all().contains("Nobody has this sign-in name"), "{nobody:?}");
    let words = home.run(["staff", "list", "--data", "d"]);
    assert!(words.out.contains(login) && words.out.contains("needs an invitation"), "{words:?}");
}

#[test]
fn an_empty_installation_says_where_its_staff_comes_from() {
    let home = Home::new();
    let ran = home.run(["staff", "list", "--data", "d"]);
    assert!(ran.code != 0 && !home.path("d").exists(), "nothing is made by looking: {ran:?}");
}
