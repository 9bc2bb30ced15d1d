//! Sessions by video through the one door: a switch and whom it tells, the page of a session, the person's own sessions on their phone, and
//! the door (S-24, S-25, OP-11). Who is told is decided in the transaction of the switch, so that no switch is silent.

mod door;
mod own;
mod switch;
mod view;

pub use door::{Asked, DoorView, KioskLine, OpenDoor, WaitingAtDoor};
pub use own::{Joining, OwnCall, OwnCallView, OwnSession, OwnSessions, OwnSessionsView};
pub use switch::{BringBack, SwitchSessions};
pub use view::{
    EnterRoom, OpenRemote, OpenSessionVideo, PersonVideo, RemoteView, SessionVideoView, StaffRoom, StaffRoomView, SwitchLine,
    ToCallLine, TodayLine,
};
