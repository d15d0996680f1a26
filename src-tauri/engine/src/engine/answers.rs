//! Answers what people want to know about the tenant's users.

use super::Engine;
use crate::{
    candidates,
    event::TeamsUser,
    matching::{Match, normalised},
    question::{Answer, FoundUser, Likeness, Question},
    view::UserView,
};
use rustc_hash::FxHashMap;

/// Nobody reads more than this.
const MOST: usize = 50;

/// `None` for what the journal knows.
pub(super) fn answer(engine: &Engine, question: &Question) -> Option<Answer> {
    match question {
        Question::Candidates { .. } | Question::Users { .. } | Question::Named { .. } => {
            Some(Answer::Users { users: users(engine, question) })
        }
        Question::TouchedBy { rule } => Some(engine.touched(rule)),
        Question::Activity { .. } | Question::Statistics { .. } => None,
    }
}

fn users(engine: &Engine, question: &Question) -> Vec<FoundUser> {
    let users = &engine.directory.users;
    let found = |index: usize, likeness| found(engine, &users[index], likeness);
    match question {
        Question::Candidates { extension } => {
            if let Some(Match::SeveralUsers { users }) = engine.roster.of(extension) {
                return users.iter().map(|index| found(*index, Some(Likeness::SameAddress))).collect();
            }
            let name = engine.directory.extensions.get(extension).map_or("", |extension| extension.name.as_str());
            let email = engine.directory.emails.get(extension).map_or("", String::as_str);
            let candidates = candidates::candidates(name, email, users);
            candidates.into_iter().map(|(index, likeness)| found(index, Some(likeness))).collect()
        }
        Question::Users { text } => {
            candidates::search(text, users, MOST).into_iter().map(|index| found(index, None)).collect()
        }
        Question::Named { names } => {
            let by_name = users.iter().enumerate().map(|(index, user)| (normalised(&user.user_principal_name), index));
            let by_name = by_name.collect::<FxHashMap<_, _>>();
            let known = names.iter().filter_map(|name| by_name.get(&normalised(name)));
            known.map(|index| found(*index, None)).collect()
        }
        Question::TouchedBy { .. } | Question::Activity { .. } | Question::Statistics { .. } => Vec::new(),
    }
}

fn found(engine: &Engine, user: &TeamsUser, likeness: Option<Likeness>) -> FoundUser {
    FoundUser {
        user: UserView::from(user),
        mail: user.mail.clone(),
        likeness,
        extensions: engine.roster.extensions_of(&user.id).to_vec(),
    }
}
