//! Call-forward profiles of one extension, with the rules that the PBX enforces.

use std::collections::BTreeMap;

/// At least profile 0 exists, and exactly one is active.
pub(super) struct Profiles {
    list: BTreeMap<u8, Profile>,
    active: u8,
}

pub(super) struct Profile {
    pub(super) name: String,
    /// By source: `ANY`, `INTERNAL`, …
    pub(super) rules: BTreeMap<String, Rule>,
}

/// What happens to calls from one source.
#[derive(Clone)]
pub(super) struct Rule {
    /// By type, see [`RULE_TYPES`]: switched on or off, and the target.
    pub(super) forwards: BTreeMap<&'static str, (bool, String)>,
    pub(super) timeout: u64,
}

pub(super) const RULE_TYPES: [&str; 4] = ["UNCONDITIONAL", "BUSY", "NOT_AVAILABLE", "NOT_REGISTERED"];
pub(super) const SOURCES: [&str; 3] = ["ANY", "INTERNAL", "ANONYMOUS"];
const MOST: usize = 10;

/// Why the PBX refuses; the text is for the developer.
pub(super) type Refused = &'static str;

impl Default for Profiles {
    fn default() -> Self {
        let default = Profile { name: "Default".to_owned(), rules: [("ANY".to_owned(), Rule::default())].into() };
        Self { list: [(0, default)].into(), active: 0 }
    }
}

impl Default for Rule {
    fn default() -> Self {
        let forwards = RULE_TYPES.map(|kind| {
            (kind, (kind == "NOT_AVAILABLE", if kind == "BUSY" { "BUSY" } else { "OWN_VOICEMAIL" }.to_owned()))
        });
        Self { forwards: forwards.into(), timeout: 30 }
    }
}

impl Profiles {
    pub(super) fn active(&self) -> u8 {
        self.active
    }

    pub(super) fn get(&self, number: u8) -> Option<&Profile> {
        self.list.get(&number)
    }

    pub(super) fn get_mut(&mut self, number: u8) -> Option<&mut Profile> {
        self.list.get_mut(&number)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u8, &Profile)> {
        self.list.iter().map(|(number, profile)| (*number, profile))
    }

    /// `false` when there is no such profile.
    pub(super) fn activate(&mut self, number: u8) -> bool {
        let known = self.list.contains_key(&number);
        if known {
            self.active = number;
        }
        known
    }

    pub(super) fn create(&mut self, number: u8, name: &str) -> Result<(), Refused> {
        if self.list.len() >= MOST || number > 9 {
            return Err("at most ten profiles, numbered 0 to 9");
        }
        if self.list.contains_key(&number) {
            return Err("the number is taken");
        }
        self.unique(number, name)?;
        self.list.insert(number, Profile { name: name.to_owned(), rules: BTreeMap::new() });
        Ok(())
    }

    pub(super) fn rename(&mut self, number: u8, name: &str) -> Result<(), Refused> {
        self.unique(number, name)?;
        match self.list.get_mut(&number) {
            Some(profile) if profile.name == name => Ok(()),
            Some(_) if number == 0 => Err("profile 0 cannot be renamed"),
            Some(profile) => {
                name.clone_into(&mut profile.name);
                Ok(())
            }
            None => Err("no such profile"),
        }
    }

    pub(super) fn renumber(&mut self, number: u8, new: u8) -> Result<(), Refused> {
        if number == new {
            return Ok(());
        }
        if number == 0 || new > 9 || self.list.contains_key(&new) {
            return Err("the number cannot be changed to that");
        }
        if let Some(profile) = self.list.remove(&number) {
            self.list.insert(new, profile);
            if self.active == number {
                self.active = new;
            }
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, number: u8) -> Result<(), Refused> {
        if number == 0 || number == self.active {
            return Err("neither profile 0 nor the active profile can be deleted");
        }
        self.list.remove(&number).map(|_| ()).ok_or("no such profile")
    }

    fn unique(&self, number: u8, name: &str) -> Result<(), Refused> {
        let taken = self.list.iter().any(|(other, profile)| *other != number && profile.name == name);
        match name.is_empty() || taken {
            true => Err("the name is empty or taken"),
            false => Ok(()),
        }
    }
}
