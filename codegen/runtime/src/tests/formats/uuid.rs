//! Universally unique identifiers, also as the `uuid` crate reads them.

use expect_test::expect;
use proptest::prelude::*;

use super::check;
use crate::Uuid;

#[test]
fn digits_in_groups() {
    check(
        &[
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE-7dec-11D0-A765-00A0C91E6BF6",
            "00000000-0000-0000-0000-000000000000",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6-",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
            "f81d4fae-7dec-11d0-a76500a0c91e6bf6-",
            "",
        ],
        |uuid: &Uuid| {
            uuid.as_u128().map_or("does not fit".to_owned(), |value| format!("{value:x}"))
        },
        &expect![[r#"
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6": f81d4fae7dec11d0a76500a0c91e6bf6
            "F81D4FAE-7dec-11D0-A765-00A0C91E6BF6": f81d4fae7dec11d0a76500a0c91e6bf6
            "00000000-0000-0000-0000-000000000000": 0
            "f81d4fae7dec11d0a76500a0c91e6bf6": does not fit
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}": does not fit
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6": does not fit
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf": does not fit
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6-": does not fit
            "f81d4fae-7dec-11d0-a765-00a0c91e6bfg": does not fit
            "f81d4fae-7dec-11d0-a76500a0c91e6bf6-": does not fit
            "": does not fit
        "#]],
    );
}

proptest! {
    #[test]
    fn uuids_are_made_and_read(value: u128) {
        let (ours, theirs) = (Uuid::from(value), uuid::Uuid::from_u128(value));
        prop_assert_eq!(ours.as_str(), theirs.to_string());
        prop_assert_eq!(ours.as_u128(), Some(value));
        prop_assert_eq!(ours.to_bytes(), Some(*theirs.as_bytes()));
        prop_assert_eq!(&Uuid::from(*theirs.as_bytes()), &ours);
        prop_assert_eq!(ours.to_uuid(), Some(theirs));
        prop_assert_eq!(Uuid::from(theirs), ours);
    }

    /// The `uuid` crate takes other forms too, which are of other lengths.
    #[test]
    fn the_uuid_crate_agrees(text in "[0-9a-fA-F]{8}(-[0-9a-fA-Fg]{3,5}){3}-[0-9a-f-]{11,13}") {
        let (ours, theirs) = (Uuid::from(text.as_str()), uuid::Uuid::try_parse(&text));
        let theirs = theirs.ok().filter(|_| text.len() == 36);
        prop_assert_eq!(ours.as_u128(), theirs.map(|uuid| uuid.as_u128()));
    }
}
