//! What some people of the demonstration live through, so that every rule of the day can be seen at work.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::demo::people::{Character, Wish};

/// A story that one person carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Story {
    /// This morning's check-in raised a safety question.
    SafetyRaised,
    /// Missed the last day and today; nobody could reach them.
    Unreachable,
    /// Began medication this week; a visit is missing.
    MedicineGap,
    /// The consent to speak with probation ended yesterday.
    ConsentEnded,
    /// The authorization ends in two days.
    AuthorizationEnding,
    /// 165 of 180 minutes on the last day before today.
    HeldDay,
    /// Gave no consent for payment and pays cash (OP-A17).
    PaysCash,
    /// Told of a return to use three weeks ago, and stayed.
    ReturnedToUse,
    /// The payer declined to continue nine days ago.
    ContinuedStayDenied,
}

impl Story {
    /// All of them, the ones for the morning's board first.
    pub const ALL: [Self; 9] = [
        Self::SafetyRaised,
        Self::Unreachable,
        Self::MedicineGap,
        Self::ConsentEnded,
        Self::AuthorizationEnding,
        Self::HeldDay,
        Self::PaysCash,
        Self::ReturnedToUse,
        Self::ContinuedStayDenied,
    ];

    /// What it needs of the person.
    #[must_use]
    pub fn wish(self) -> Wish {
        let steady = Wish { character: Some(Character::Steady), ..Wish::default() };
        match self {
            Self::MedicineGap => Wish { code: Some("F11.20"), payer: Some("commonbay"), ..steady },
            Self::AuthorizationEnding | Self::HeldDay => Wish { payer: Some("harborline"), ..steady },
            Self::PaysCash => Wish { payer: Some("self-pay"), ..steady },
            Self::ContinuedStayDenied => Wish { payer: Some("tidewater"), ..steady },
            Self::SafetyRaised | Self::Unreachable | Self::ConsentEnded => steady,
            Self::ReturnedToUse => Wish { character: Some(Character::Steady), code: Some("F10.20"), ..Wish::default() },
        }
    }

    /// In which week of the history the person starts, when it matters.
    #[must_use]
    pub fn start_week(self) -> Option<i64> {
        match self {
            Self::MedicineGap => Some(9),
            Self::Unreachable => Some(7),
            Self::AuthorizationEnding => Some(2),
            Self::ContinuedStayDenied => Some(3),
            Self::ReturnedToUse => Some(4),
            Self::SafetyRaised | Self::ConsentEnded | Self::HeldDay | Self::PaysCash => None,
        }
    }

    /// The last day of the first authorization, when the story sets it.
    #[must_use]
    pub fn authorized_to(self, today: Date) -> Option<Date> {
        match self {
            Self::AuthorizationEnding => Some(today.saturating_add(2.days())),
            Self::ContinuedStayDenied => Some(today.saturating_sub(10.days())),
            _ => None,
        }
    }
}
