//! Why a file was not taken: a reason code for scripts and a sentence with the remedy for people. Never a patient detail.

/// The reason a file was refused. [`Reason::code`] is stable; scripts may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No bytes, or only white space.
    Empty,
    /// More than [`crate::MAX_BYTES`].
    TooLarge,
    /// Neither declared nor recognizable as UTF-8 or UTF-16.
    EncodingUnknown,
    /// The bytes are not in the encoding that the file declares.
    EncodingWrong,
    /// A PDF.
    Pdf,
    /// A zip archive (also what Word and some portals produce).
    Zip,
    /// Not XML at all (JSON, HL7 version 2 messages, plain text, pictures).
    NotXml,
    /// A document type declaration, the door for entity expansion and outside files.
    Dtd,
    /// Elements nested deeper than any clinical document.
    TooDeep,
    /// More elements, attributes or name spaces than any clinical document.
    TooComplex,
    /// The file breaks off before its end.
    Truncated,
    /// XML that breaks the rules of XML.
    NotWellFormed,
    /// FHIR written as XML.
    Fhir,
    /// JSON that is no FHIR bundle.
    NotBundle,
    /// A FHIR bundle of a kind that carries no person's data (batch, message, history).
    BundleKind,
    /// JSON that breaks the rules of JSON.
    NotJson,
    /// XML of some other kind, or a CDA document without any C-CDA template.
    NotCcda,
    /// The stream could not be read to its end.
    Unreadable,
}

impl Reason {
    /// Every reason, for help texts and tests.
    pub const ALL: [Self; 18] = [
        Self::Empty,
        Self::TooLarge,
        Self::EncodingUnknown,
        Self::EncodingWrong,
        Self::Pdf,
        Self::Zip,
        Self::NotXml,
        Self::Dtd,
        Self::TooDeep,
        Self::TooComplex,
        Self::Truncated,
        Self::NotWellFormed,
        Self::Fhir,
        Self::NotBundle,
        Self::BundleKind,
        Self::NotJson,
        Self::NotCcda,
        Self::Unreadable,
    ];

    /// The stable code, in snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::EncodingUnknown => "encoding_unknown",
            Self::EncodingWrong => "encoding_wrong",
            Self::Pdf => "pdf",
            Self::Zip => "zip",
            Self::NotXml => "not_xml",
            Self::Dtd => "dtd",
            Self::TooDeep => "too_deep",
            Self::TooComplex => "too_complex",
            Self::Truncated => "truncated",
            Self::NotWellFormed => "not_well_formed",
            Self::Fhir => "fhir",
            Self::NotBundle => "not_bundle",
            Self::BundleKind => "bundle_kind",
            Self::NotJson => "not_json",
            Self::NotCcda => "not_ccda",
            Self::Unreadable => "unreadable",
        }
    }

    /// What happened and what to do about it, for a staff member.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "The file is empty. Ask the sender to send it again.",
            Self::TooLarge => {
                "The file is larger than 20 MB. Ask the sender for the summary document (C-CDA) without scans or pictures."
            }
            Self::EncodingUnknown => {
                "The letters in this file cannot be read: it does not say how they are stored. Ask the sender to export it again as UTF-8."
            }
            Self::EncodingWrong => {
                "The letters in this file are not stored the way the file says. Ask the sender to export it again as UTF-8."
            }
            Self::Pdf => {
                "This is a PDF, which cannot be read into fields. Ask the sender for the C-CDA (XML) document, or enter the inquiry by hand."
            }
            Self::Zip => "This is a zip archive. Unpack it and import the XML document inside.",
            Self::NotXml => "This is not a clinical document. Choose the C-CDA (XML) or FHIR (JSON) file the sender exported.",
            Self::Dtd => {
                "The file contains a document type declaration, which can pull in outside content and is never part of a C-CDA document. It was not opened. Ask the sender for a plain C-CDA export."
            }
            Self::TooDeep => {
                "The file is nested deeper than any clinical document and was not opened. Ask the sender for a plain C-CDA export."
            }
            Self::TooComplex => {
                "The file holds more elements than any clinical document and was not opened. Ask the sender for a summary document (C-CDA)."
            }
            Self::Truncated => "The file breaks off before its end. Download it again or ask the sender to send it again.",
            Self::NotWellFormed => "The file is damaged: it breaks the rules of XML. Ask the sender to export it again.",
            Self::Fhir => {
                "This is FHIR written as XML. Ask the sender for the same bundle as JSON, or for the C-CDA (XML) document."
            }
            Self::NotBundle => {
                "This is JSON and no FHIR bundle. Ask the sender for the whole FHIR bundle, or for the C-CDA (XML) document."
            }
            Self::BundleKind => {
                "This FHIR bundle is of a kind that carries no person's record. Ask the sender for a document, transaction, searchset or collection."
            }
            Self::NotJson => "The file is damaged: it breaks the rules of JSON. Ask the sender to export it again.",
            Self::NotCcda => {
                "This XML file is not a C-CDA document. Choose the C-CDA file (continuity of care, referral note, discharge or transfer summary, history and physical)."
            }
            Self::Unreadable => "The file could not be read to its end. Try again, or copy it to this machine first.",
        }
    }
}

/// A file that was not taken. Carries no content of the file, only the reason and, where known, the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}", self.reason.sentence(), self.place())]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// Line of the file where reading stopped, counted from 1.
    pub line: Option<u32>,
}

impl Refusal {
    /// A refusal without a place.
    #[must_use]
    pub const fn new(reason: Reason) -> Self {
        Self { reason, line: None }
    }

    /// A refusal at a line, counted from 1.
    #[must_use]
    pub const fn at(reason: Reason, line: u32) -> Self {
        Self { reason, line: Some(line) }
    }

    /// The stable reason code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }

    fn place(&self) -> String {
        self.line.map(|line| format!(" (Line {line}.)")).unwrap_or_default()
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self::new(reason)
    }
}
