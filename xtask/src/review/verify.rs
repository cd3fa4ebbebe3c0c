//! What `--check` demands of a change.

use anyhow::Result;
use codegen::review::Review;

use super::Sides;
use crate::cli::{GenerateArgs, ReviewArgs};
use crate::{generate, say};

/// Whether the change may be made so; why not has been said.
pub(super) fn verify(review: &Review, args: &ReviewArgs, sides: &Sides) -> Result<bool> {
    let mut is_well = is_acknowledged(review, args) & is_released(review);
    if matches!(sides, Sides::Revision(..)) && args.spec.is_none() {
        let mut generated = GenerateArgs::for_own_client(args.colour);
        generated.check = true;
        is_well &= generate::run_quietly(&generated)?;
    }
    Ok(is_well)
}

fn is_acknowledged(review: &Review, args: &ReviewArgs) -> bool {
    let open = review
        .findings
        .iter()
        .filter(|finding| args.fail_on.fails(finding.severity) && finding.acknowledged.is_none());
    let open = open.count();
    if open > 0 {
        say::err(&format!(
            "error: {} not acknowledged: say why each may be made in acknowledged.yaml beside the document, \
             as `- {{rule: …, place: …, reason: …}}`",
            say::count(open, "change"),
        ));
    }
    open == 0
}

fn is_released(review: &Review) -> bool {
    let Some(release) = review.release.as_ref().filter(|release| !release.is_enough) else {
        return true;
    };
    say::err(&format!(
        "error: the version of the client is {}, was {}, and has to be {} at least: raise it in its Cargo.toml, \
         where `cargo xtask generate` keeps it",
        release.current, release.base, release.needed,
    ));
    false
}
