//! The keys that lock counseling notes: one at first, more when somebody says so, and never lost without a word.

use crate::support::Home;

#[test]
fn a_new_key_is_put_beside_the_old_one_and_the_last_one_locks() {
    let home = Home::with_program();
    let first = home.run(["keys", "list", "--data", "d", "--json"]);
    let one = first.json();
    assert_eq!((first.code, one["locks_now"].as_bool(), one["locked"].as_u64()), (0, Some(true), Some(0)), "{first:?}");
    let rotated = home.run(["keys", "rotate", "--data", "d"]);
    assert!(rotated.code == 0 && rotated.out.contains("locks what is written after the next start"), "{rotated:?}");
    assert!(rotated.err.contains("it is in no backup"), "{rotated:?}");
    let list = home.run(["keys", "list", "--data", "d"]);
    let lines: Vec<&str> = list.out.lines().collect();
    assert_eq!(lines.len(), 2, "{list:?}");
    assert!(lines[0].starts_with(one["key"].as_str().unwrap()) && lines[0].ends_with("opens what it locked"), "{list:?}");
    assert!(lines[1].ends_with("locks what is written now"), "{list:?}");
    let key = std::fs::read_to_string(home.path("d").join("chart.key")).unwrap();
    let names = [first.all(), rotated.all(), list.all()].concat();
    assert!(key.lines().count() == 2 && key.lines().all(|line| !names.contains(line)), "a key itself is never said");
}

#[test]
fn a_file_that_holds_no_keys_is_left_as_it_is() {
    let home = Home::with_program();
    std::fs::write(home.path("d").join("chart.key"), "gone").unwrap();
    let ran = home.run(["keys", "rotate", "--data", "d"]);
    assert!(ran.code != 0 && ran.all().contains("64 hexadecimal digits"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(home.path("d").join("chart.key")).unwrap(), "gone");
}
