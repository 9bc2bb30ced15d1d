//! Clinical documents from elsewhere (C-CDA), read strictly and kept whole.
