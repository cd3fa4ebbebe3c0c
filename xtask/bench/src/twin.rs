//! The same types as the generator makes of the synthetic document, as one writes them by hand with
//! serde's derives: same names, same fields, same derives beside serde's.

use std::fmt::Write;

use crate::synthetic::{Enum, Field, Struct, Synthetic, Type, Union};

/// What every type derives; the generated ones have the first three.
const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n";

/// The text of `lib.rs`.
pub fn text(types: &Synthetic) -> String {
    let mut text = "//! Plain types.\nuse serde::{Deserialize, Serialize};\n".to_owned();
    types.structs.iter().for_each(|body| text.push_str(&structure(body)));
    types.enums.iter().for_each(|body| text.push_str(&enumeration(body)));
    types.unions.iter().for_each(|body| text.push_str(&union(body)));
    text
}

/// A union that is told by `kind` takes that key itself, so the struct has no field for it.
fn structure(body: &Struct) -> String {
    let fields: String = body.fields.iter().map(field).collect();
    let name = &body.name;
    format!("\n{DERIVES}#[serde(rename_all = \"camelCase\")]\npub struct {name} {{\n{fields}}}\n")
}

fn field(field: &Field) -> String {
    let (name, ty) = (field.words.join("_"), rust(&field.ty));
    if field.required {
        format!("    pub {name}: {ty},\n")
    } else {
        let attribute = "#[serde(skip_serializing_if = \"Option::is_none\")]";
        format!("    {attribute}\n    pub {name}: Option<{ty}>,\n")
    }
}

fn rust(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Named(name) => name.clone(),
        Type::List(item) => format!("Vec<{}>", rust(item)),
    }
}

fn enumeration(body: &Enum) -> String {
    let mut text = format!("\n{DERIVES}pub enum {} {{\n", body.name);
    for value in &body.values {
        let (head, tail) = value.split_at(1);
        let _ = writeln!(text, "    #[serde(rename = {value:?})]");
        let _ = writeln!(text, "    {}{tail},", head.to_uppercase());
    }
    text + "}\n"
}

fn union(body: &Union) -> String {
    let how = if body.tagged { "tag = \"kind\"" } else { "untagged" };
    let mut text = format!("\n{DERIVES}#[serde({how})]\npub enum {} {{\n", body.name);
    for member in &body.members {
        let _ = writeln!(text, "    {member}(Box<{member}>),");
    }
    text + "}\n"
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn each_kind_of_type_is_written() {
        let words = |text: &str| [text.to_owned(), "part1".to_owned()];
        let list = Type::List(Box::new(Type::Named("A".to_owned())));
        let types = Synthetic {
            structs: vec![Struct {
                name: "S".to_owned(),
                fields: vec![
                    Field { words: words("a"), ty: Type::Integer, required: true },
                    Field { words: words("b"), ty: list, required: false },
                ],
                tagged: false,
            }],
            enums: vec![Enum { name: "E".to_owned(), values: vec!["one".to_owned()] }],
            unions: vec![Union {
                name: "U".to_owned(),
                members: vec!["S".to_owned()],
                tagged: true,
            }],
        };
        expect![[r#"
            //! Plain types.
            use serde::{Deserialize, Serialize};

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "camelCase")]
            pub struct S {
                pub a_part1: i64,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub b_part1: Option<Vec<A>>,
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub enum E {
                #[serde(rename = "one")]
                One,
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(tag = "kind")]
            pub enum U {
                S(Box<S>),
            }
        "#]]
        .assert_eq(&text(&types));
    }
}
