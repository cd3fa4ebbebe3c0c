//! From models to the values of parameters: by their JSON, so that no model needs code for it.

use super::Kind;
use super::codec::{Fault, Reader};
use super::operation::{Param, Place, Style};
use super::param::{ParamValue, Shape};

/// The JSON of a model as a parameter: a scalar as its text, a list by its items, an object by its members.
/// What is null is left out, and what is a list or object within another is written as JSON, for which
/// servers that take such a thing mostly ask; the specification leaves it open.
///
/// In the style `deepObject` the members of members have a form of their own, `p[a][b]=c`, and the items of
/// lists within it are numbered, `p[a][0]=c`. The specification goes one level deep only; those who use the
/// style deeper write it so.
pub(super) fn tree(json: &str, style: Style) -> ParamValue {
    // What the codec wrote is JSON.
    let shape = shape(&mut Reader::new(json), style == Style::DeepObject);
    ParamValue(shape.unwrap_or(Shape::Nested))
}

/// A field of a form: its name, the parameter that says how it is written, and a value.
type Field<'p> = (String, Option<&'p Param>, ParamValue);

/// The members of an object as the fields of a form, each a text or a list of texts, or as the one of `params` has it
/// that is a field of its name; none where the JSON is no object.
pub(super) fn fields<'p>(json: &str, params: &'p [Param]) -> Vec<Field<'p>> {
    let mut found = Vec::new();
    // What the codec wrote is JSON.
    let _ = each_field(&mut Reader::new(json), params, &mut found);
    found
}

fn each_field<'p>(
    reader: &mut Reader<'_>,
    params: &'p [Param],
    found: &mut Vec<Field<'p>>,
) -> Result<(), Fault> {
    reader.enter_object()?;
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        let name = key.name.unwrap_or_default().into_owned();
        let param = params.iter().find(|it| it.place == Place::Form && it.name == name);
        let value = match (reader.peek()?, param) {
            (Kind::Null, _) => reader.raw().map(|_| Shape::Many(Vec::new()))?,
            (_, Some(param)) if !param.media.is_empty() => Shape::One(reader.raw()?.to_owned()),
            (_, Some(param)) => shape(reader, param.style == Style::DeepObject)?,
            (Kind::Array, None) => Shape::Many(items(reader)?),
            (_, None) => Shape::One(atom(reader)?.unwrap_or_default()),
        };
        found.push((name, param, ParamValue(value)));
    }
    Ok(())
}

fn shape(reader: &mut Reader<'_>, deep: bool) -> Result<Shape, Fault> {
    Ok(match reader.peek()? {
        Kind::Array if deep => {
            let mut pairs = Vec::new();
            branches(reader, "", &mut pairs)?;
            Shape::Pairs(pairs)
        }
        Kind::Array => Shape::Many(items(reader)?),
        Kind::Object => {
            let mut pairs = Vec::new();
            if deep {
                branches(reader, "", &mut pairs)?;
            } else {
                members(reader, &mut pairs)?;
            }
            Shape::Pairs(pairs)
        }
        _ => match atom(reader)? {
            Some(text) => Shape::One(text),
            None => Shape::Many(Vec::new()),
        },
    })
}

/// A scalar as its text, a list or object as JSON; nothing for null.
fn atom(reader: &mut Reader<'_>) -> Result<Option<String>, Fault> {
    match reader.peek()? {
        Kind::Null => reader.raw().map(|_| None),
        Kind::String => reader.text().map(Some),
        _ => reader.raw().map(|raw| Some(raw.to_owned())),
    }
}

fn items(reader: &mut Reader<'_>) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    reader.enter_list()?;
    let mut first = true;
    while reader.next_item(&mut first)? {
        found.extend(atom(reader)?);
    }
    Ok(found)
}

fn members(reader: &mut Reader<'_>, found: &mut Vec<(String, String)>) -> Result<(), Fault> {
    reader.enter_object()?;
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        let name = key.name.unwrap_or_default().into_owned();
        found.extend(atom(reader)?.map(|text| (name, text)));
    }
    Ok(())
}

/// Each scalar with the keys that lead to it: what stands between the brackets of the first and the last.
fn branches(
    reader: &mut Reader<'_>,
    path: &str,
    found: &mut Vec<(String, String)>,
) -> Result<(), Fault> {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}][{key}") };
    let mut first = true;
    match reader.peek()? {
        Kind::Object => {
            reader.enter_object()?;
            while let Some(key) = reader.next_key(&mut first)? {
                branches(reader, &below(&key.name.unwrap_or_default()), found)?;
            }
        }
        Kind::Array => {
            reader.enter_list()?;
            let mut index = 0_usize;
            while reader.next_item(&mut first)? {
                branches(reader, &below(&index.to_string()), found)?;
                index += 1;
            }
        }
        _ => found.extend(atom(reader)?.map(|text| (path.to_owned(), text))),
    }
    Ok(())
}
