//! Changes of which features of Cargo the operations are behind.

use super::draft::{Draft, Node};
use super::{Comparison, Rule, code};
use crate::emit::surface;
use crate::source::{FileId, Pointer};

/// Operations that go behind features or come out from there, and features that are new or gone.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let (old, new) = (surface::features(comparison.old), surface::features(comparison.new));
    let paths = Pointer::new(FileId::ROOT, "/paths");
    let draft = |message: &str, help: &str, features: &[String]| {
        let items = features.iter().map(|feature| surface::feature_path(feature));
        Draft::new(Rule::Features, message)
            .help(help)
            .at(Some(&paths), Some(&paths))
            .about([Node::Everything])
            .items([surface::WITHOUT_DEFAULTS.to_owned()].into_iter().chain(items))
    };
    match (old.is_empty(), new.is_empty()) {
        (true, false) => {
            let message =
                "operations are behind features of Cargo, one for each tag, on by default";
            let help = "who switches default features off names the groups that he calls";
            vec![draft(message, help, &new)]
        }
        (false, true) => {
            let message = "operations are behind features of Cargo no longer";
            let help = "who names features of groups takes them out of the manifest";
            vec![draft(message, help, &old)]
        }
        _ => {
            let gone = old.iter().filter(|it| !new.contains(it)).map(|it| (it, "gone"));
            let added = new.iter().filter(|it| !old.contains(it)).map(|it| (it, "new"));
            let said = |(feature, what): (&String, _)| {
                Draft::new(Rule::Features, format!("the feature {} is {what}", code(feature)))
                    .at(Some(&paths), Some(&paths))
                    .items([surface::feature_path(feature)])
            };
            gone.chain(added).map(said).collect()
        }
    }
}
