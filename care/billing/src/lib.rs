//! Coverage, authorization, the billable day, charges and claims.
