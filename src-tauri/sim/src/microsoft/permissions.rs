//! The Graph permissions that the simulation knows: names, ids and what the consent page says about them.

/// Graph's own application id, the same in every tenant.
pub(crate) const GRAPH_APP_ID: &str = "00000003-0000-0000-c000-000000000000";

/// Scopes of the OpenID protocol; they belong to no resource.
pub(crate) const OPENID_SCOPES: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// Whether a delegated permission is reserved for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConsentBy {
    Administrator,
    User,
}

/// One row of the permissions reference. An absent id means that the kind does not exist.
#[derive(Debug)]
pub(crate) struct Permission {
    pub(crate) name: &'static str,
    pub(crate) delegated_id: Option<&'static str>,
    pub(crate) application_id: Option<&'static str>,
    pub(crate) delegated_consent: ConsentBy,
    /// For the consent page.
    pub(crate) words: &'static str,
}

pub(crate) const PERMISSIONS: [Permission; 10] = [
    Permission {
        name: "Presence.Read.All",
        delegated_id: Some("9c7a330d-35b3-4aa1-963d-cb2b9f927841"),
        application_id: Some("a70e0c2d-e793-494c-94c4-118fa0a67f42"),
        delegated_consent: ConsentBy::User,
        words: "Read the presence of everybody in your organisation",
    },
    Permission {
        name: "Presence.ReadWrite.All",
        delegated_id: None,
        application_id: Some("83cded22-8297-4ff6-a7fa-e97e9545a259"),
        delegated_consent: ConsentBy::Administrator,
        words: "Read and set the presence of everybody in your organisation",
    },
    Permission {
        name: "Presence.Read",
        delegated_id: Some("76bc735e-aecd-4a1d-8b4c-2b915deabb79"),
        application_id: None,
        delegated_consent: ConsentBy::User,
        words: "Read your own presence",
    },
    Permission {
        name: "Presence.ReadWrite",
        delegated_id: Some("8d3c54a7-cf58-4773-bf81-c0cd6ad522bb"),
        application_id: None,
        delegated_consent: ConsentBy::User,
        words: "Read and set your own presence",
    },
    Permission {
        name: "User.Read",
        delegated_id: Some("e1fe6dd8-ba31-4d61-89e7-88639da4683d"),
        application_id: None,
        delegated_consent: ConsentBy::User,
        words: "Sign in and read your own profile",
    },
    Permission {
        name: "User.ReadBasic.All",
        delegated_id: Some("b340eb25-3456-403f-be2f-af7a0d370277"),
        application_id: Some("97235f07-e226-4f63-ace3-39588e11d3a1"),
        delegated_consent: ConsentBy::User,
        words: "Read the basic profiles of all users",
    },
    Permission {
        name: "User.Read.All",
        delegated_id: Some("a154be20-db9c-4678-8ab7-66f6cc099a59"),
        application_id: Some("df021288-bdef-4463-88db-98f22de89214"),
        delegated_consent: ConsentBy::Administrator,
        words: "Read the full profiles of all users",
    },
    Permission {
        name: "User.ReadWrite.All",
        delegated_id: Some("204e0828-b5ca-4ad8-b9f3-f32a958e7cc4"),
        application_id: Some("741f803b-c850-494e-b5df-cde7c675a1ca"),
        delegated_consent: ConsentBy::Administrator,
        words: "Read and change the full profiles of all users, and create users",
    },
    Permission {
        name: "Application.Read.All",
        delegated_id: Some("c79f8feb-a9db-4090-85f9-90d820caa0eb"),
        application_id: Some("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
        delegated_consent: ConsentBy::Administrator,
        words: "Read applications and their permissions",
    },
    Permission {
        name: "Directory.Read.All",
        delegated_id: Some("06da0dbc-49e2-44d2-8312-53f166ab848a"),
        application_id: Some("7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
        delegated_consent: ConsentBy::Administrator,
        words: "Read directory data",
    },
];

/// Names are compared without case, as Microsoft does.
pub(crate) fn permission(name: &str) -> Option<&'static Permission> {
    PERMISSIONS.iter().find(|permission| permission.name.eq_ignore_ascii_case(name))
}
