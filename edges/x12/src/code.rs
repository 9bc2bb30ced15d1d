//! The short code lists of a claim file, as types: a code that is not here cannot be sent by accident.

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $variant),+ }

        impl $name {
            /// Every code of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in the file.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What a code means; nothing when this list does not hold it.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

codes! {
    /// Which implementation guide a file follows (GS08, ST03).
    Guide {
        /// 837P: services billed by practitioners and clinics, with a place of service.
        Professional = "005010X222A1",
        /// 837I: services billed by facilities, with a type of bill and revenue codes.
        Institutional = "005010X223A2",
    }
}

codes! {
    /// ISA15: whether the receiver may pay from this file.
    Usage {
        /// A trial; nobody pays.
        Test = "T",
        /// The real thing.
        Production = "P",
    }
}

codes! {
    /// SBR01: in which turn this payer pays.
    PayerSequence {
        /// Pays first.
        Primary = "P",
        /// Pays what the first left.
        Secondary = "S",
        /// Pays third.
        Tertiary = "T",
    }
}

codes! {
    /// PAT01: what a patient who is not the subscriber is to the subscriber.
    Relationship {
        /// Husband or wife.
        Spouse = "01",
        /// Child, also by adoption.
        Child = "19",
        /// Works for the subscriber.
        Employee = "20",
        /// Not known.
        Unknown = "21",
        /// Life partner.
        LifePartner = "53",
        /// Anything else.
        Other = "G8",
    }
}

codes! {
    /// DMG03: the sex on file with the payer. The guide has no other letters; `Unknown` is right for everybody else.
    Gender {
        /// Female.
        Female = "F",
        /// Male.
        Male = "M",
        /// Neither of these, or not known.
        Unknown = "U",
    }
}

codes! {
    /// CLM07: whether the provider accepts the payer's amount.
    Assignment {
        /// Accepts it.
        Assigned = "A",
        /// Accepts it for laboratory services only.
        LaboratoryOnly = "B",
        /// Does not accept it.
        NotAssigned = "C",
    }
}

codes! {
    /// CLM08: whether the payer should pay the provider.
    BenefitsAssigned {
        /// The patient assigned the benefits to the provider.
        Yes = "Y",
        /// The payer pays the patient.
        No = "N",
        /// Does not apply.
        NotApplicable = "W",
    }
}

codes! {
    /// CLM09: on what ground the information is released. A consent is checked long before this file (P2-20).
    ReleaseOfInformation {
        /// A signed statement is on file.
        Signed = "Y",
        /// Informed consent where law asks for no signature. Never right for a part 2 program.
        Informed = "I",
    }
}

codes! {
    /// CLM05-3, the last digit of the type of bill (OP-31). A professional claim knows 1, 7 and 8 only.
    Frequency {
        /// Admission through discharge, or simply the original claim.
        Original = "1",
        /// First of a series; the stay goes on.
        First = "2",
        /// A later one of a series; the stay goes on.
        Continuing = "3",
        /// The last of a series.
        Last = "4",
        /// Replaces an earlier claim; needs its number at the payer.
        Replacement = "7",
        /// Takes an earlier claim back; needs its number at the payer.
        Void = "8",
    }
}
