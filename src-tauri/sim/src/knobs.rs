//! Every uncertain behaviour of the NFON services, as a setting that can be changed while they run.

use serde::{Deserialize, Serialize};

/// The default values are the documented or most likely behaviour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NfonKnobs {}

/// Overlays `patch` on the present values; an unknown name or a wrong type changes nothing and is explained.
pub fn patched<K: Serialize + serde::de::DeserializeOwned>(
    knobs: &K,
    patch: &serde_json::Value,
) -> Result<K, String> {
    let mut value = serde_json::to_value(knobs).map_err(|error| error.to_string())?;
    overlay(&mut value, patch);
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn overlay(value: &mut serde_json::Value, patch: &serde_json::Value) {
    match (value, patch) {
        (serde_json::Value::Object(value), serde_json::Value::Object(patch)) => {
            for (name, part) in patch {
                overlay(
                    value.entry(name.clone()).or_insert(serde_json::Value::Null),
                    part,
                );
            }
        }
        (value, patch) => *value = patch.clone(),
    }
}
