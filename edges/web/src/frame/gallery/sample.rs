//! The invented viewer of the gallery.

use crate::frame::{Area, Frame, RailItem, ViewerBar};

/// Jo Alvarez at the day track of Harbor Street, an invented program.
pub(super) fn frame() -> Frame {
    let viewer = ViewerBar::new("Jo Alvarez", "LICSW", "JA", "Clinician, day track");
    Frame {
        viewer,
        rail: vec![
            RailItem::new(Area::Today, "/gallery/day"),
            RailItem::new(Area::Groups, "/gallery/note").due(2),
            RailItem::new(Area::Patients, "/gallery/chart"),
            RailItem::new(Area::Schedule, "/gallery"),
            RailItem::new(Area::Inbox, "/gallery").waiting(6),
            RailItem::new(Area::Inquiries, "/gallery/form").waiting(3),
            RailItem::new(Area::Outcomes, "/gallery"),
            RailItem::new(Area::Authorizations, "/gallery").due(3),
            RailItem::new(Area::Claims, "/gallery/claims"),
            RailItem::new(Area::Consents, "/gallery"),
            RailItem::new(Area::Settings, "/gallery"),
        ],
        program_name: "Harbor Street IOP".into(),
        place: "Day track · Falmouth".into(),
        csrf: "t".into(),
        new_inquiry: Some("/gallery/form".into()),
        carried: None,
    }
}
