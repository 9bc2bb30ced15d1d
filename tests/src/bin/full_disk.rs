//! Signs on a disk that is full, then on one that has room again, and says what it saw, one line a step. Runs in a mount of its
//! own, which nobody else sees and which goes away with it. `full_disk FOLDER DUMP`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, reason = "part of the tests")]

use std::io::Write;
use std::path::{Path, PathBuf};

use journeys::{season, whole};
use reactions::House;
use store::DatabaseUrl;
use treatment::progress_note::SignNotes;

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (folder, dump) = (&arguments[0], &arguments[1]);
    let url = DatabaseUrl::Sqlite(folder.join("season.db"));
    season::fill(&url, &std::fs::read(dump).unwrap());
    let (house, _) = season::open(&url, 21).unwrap();
    let jo = season::counselor(&house);
    let sessions = season::sessions(&house);
    let sign = |at: usize| house.perform(&jo, &SignNotes { session: sessions[at].id, patients: None });
    sign(0).unwrap();
    tell("with room", &house);

    let filler = fill_up(folder);
    println!("full: {}", sign(1).map_or_else(|refusal| refusal.to_string(), |_| "signed".to_owned()));
    println!("again: {}", sign(1).map_or_else(|refusal| refusal.to_string(), |_| "signed".to_owned()));
    tell("while full", &house);

    std::fs::remove_file(filler).unwrap();
    sign(1).unwrap();
    tell("with room again", &house);
    drop(house);
    let (house, _) = season::open(&url, 22).unwrap();
    tell("opened again", &house);
}

fn tell(when: &str, house: &House) {
    let signed = whole::signed(house);
    whole::verify(house);
    println!("{when}: {} sessions, {} billable days, verified", signed.sessions.len(), signed.billable_days);
}

/// Writes until the disk takes no more byte.
fn fill_up(folder: &Path) -> PathBuf {
    let path = folder.join("filler");
    let mut file = std::fs::File::create(&path).unwrap();
    for size in [1 << 16, 1 << 10, 1] {
        while file.write_all(&vec![0_u8; size]).is_ok() {}
    }
    path
}
