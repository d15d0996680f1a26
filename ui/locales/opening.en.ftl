# Every word people read in English before the other pages are fetched: the tray, the titles of sign-in windows, the
# window, the upper overview, and problems in one line.

## Tray, sign-in windows and the page after a sign-in in the browser

tray-state-running = { $count ->
    [one] Running: one person in sync
   *[other] Running: { $count } people in sync
}
tray-state-paused = Paused
tray-state-attention = { $count ->
    [one] Needs attention: one person in sync
   *[other] Needs attention: { $count } people in sync
}
tray-state-offline = Offline: Cloudya or Microsoft cannot be reached
tray-state-setting-up = Not set up yet
tray-pause = Pause
tray-resume = Resume
tray-problems = { $count ->
    [0] No problems
   *[other] Problems ({ $count })
}
tray-open = Open Presence Sync
tray-quit = Quit
window-title-consent = Give admin consent
window-title-sign-in = Sign in as sync user – { $address }
window-title-create = Create the sync user – { $address }
loopback-done = Microsoft has answered. You can close this page and return to Presence Sync.

## The window

window-title = { $page } – Presence Sync
nav-label = Pages
skip = Skip to the content
nav-overview = Overview
nav-people = People
nav-problems = Problems
nav-activity = Activity
nav-setup = Set-up
nav-settings = Settings
loading = Presence Sync is starting
problems-appeared = { $count ->
    [one] New problem: { $title }
   *[other] { $count } new problems
}
lost-title = The program behind this window does not answer
lost-text = Whatever runs in the background keeps running. Try again; if that does not help, quit Presence Sync and start it again.
lost-retry = Try again
broken-title = This page cannot be shown
broken-text = Part of it could not be drawn. Synchronisation and the other pages are not affected.
undelivered = Your request did not reach the program. Please repeat it; if that does not help, quit Presence Sync and start it again.
dismiss = Dismiss this message
close = Close
cancel = Cancel
copy = Copy: { $what }
copied = Copied
none = –
none-said = none
required = Please fill in this field.
what-to-do = What to do:
problem-code = For Microsoft support: AADSTS{ $code }
problem-since = Since { $time }
version = Presence Sync { $version }
since = since { $time } ({ $ago })
since-time = since { $time }
numbered = { $number }. { $title }

## Overview

state-label = State of the synchronisation
sentence-running = Synchronisation is running; { $count ->
    [0] nobody is in sync yet
    [one] one person is in sync
   *[other] { $count } people are in sync
}{ $problems ->
    [0] .
    [one] , one problem is open.
   *[other] , { $problems } problems are open.
}
sentence-paused = Synchronisation is paused until you resume it. Nothing is published in Teams.
sentence-paused-until = Synchronisation is paused until { $until }. Nothing is published in Teams.
sentence-resting = It is outside the working hours; nothing is published in Teams until { $until }.
sentence-attention = { $count ->
    [0] { $cause ->
        [none] Nobody is in sync yet, and { $problems ->
            [one] one problem is open.
           *[other] { $problems } problems are open.
        }
       *[other] Nothing is being synchronised: { $cause }.
    }
    [one] Synchronisation is running for one person and needs your attention; { $problems ->
        [one] one problem is open.
       *[other] { $problems } problems are open.
    }
   *[other] Synchronisation is running for { $count } people and needs your attention; { $problems ->
        [one] one problem is open.
       *[other] { $problems } problems are open.
    }
}
sentence-offline = Cloudya or Microsoft cannot be reached. Synchronisation continues by itself as soon as the connection is back.
sentence-setting-up = Set-up is not complete yet. Nothing is published in Teams until you activate synchronisation.
pause = Pause
resume = Resume
continue-setup = Continue set-up
show-problems = Show problems
tiles-label = Current figures
tile-in-sync = In sync
tile-of-extensions = { $count ->
    [one] of one extension
   *[other] of { $count } extensions
}
tile-on-the-phone = On the phone
tile-from-cloudya = in Cloudya, now
tile-in-teams-calls = Teams calls
tile-from-teams = in Teams, now
tile-published = Published
tile-by-us = states set by us
tile-pending = On the way
tile-settling = changes being settled
connections-title = Connections
connection-cloudya-stream = Cloudya live stream
connection-cloudya-stream-what = Who is on the phone
connection-cloudya-configuration = Cloudya configuration
connection-cloudya-configuration-what = Voicemail e-mail addresses
connection-microsoft-sign-in = Microsoft sign-in
connection-microsoft-sign-in-what = Sync user and application
connection-microsoft-graph = Microsoft Graph
connection-microsoft-graph-what = Presence in Teams
connection-state-off = Not in use
connection-state-connecting = Connecting
connection-state-connected = Connected
connection-state-broken = Disconnected
problems-title = Problems
directory-reading = { $total ->
    [0] Reading extensions, addresses and users.
   *[other] Reading voicemail e-mails: { $read } of { $total }.
}

## Problems in one line

problems-none = No problems
rule-chosen = your choice
rule-lowest-extension = the rule “lowest extension”
rule-combine = the rule “combine”
rule-leave-out = the rule “leave out”
problem-kind-cloudya-credentials-rejected = Cloudya credentials rejected
problem-kind-cloudya-other-account = Different K-account
problem-kind-cloudya-presence-not-allowed = Extended presence not allowed
problem-kind-cloudya-forbidden = Cloudya right missing
problem-kind-cloudya-unreachable = Cloudya not reachable
problem-kind-cloudya-stream-lost = Live stream disconnected
problem-kind-configuration-credentials-rejected = PBX Configuration API: credentials rejected
problem-kind-configuration-forbidden = PBX Configuration API: right missing
problem-kind-configuration-unreachable = PBX Configuration API not reachable
problem-kind-connector-active = NFON’s own connector is active
problem-kind-tenant-unknown = Tenant unknown
problem-kind-microsoft-unreachable = Microsoft not reachable
problem-kind-application-unknown = Application unknown
problem-kind-application-credential-rejected = Secret or certificate rejected
problem-kind-application-credential-expired = Secret or certificate expired
problem-kind-credential-expires = Secret or certificate expires soon
problem-kind-cloud-without-presence = Cloud without presence
problem-kind-certificate-unreadable = Certificate unreadable
problem-kind-consent-missing = Admin consent missing
problem-kind-consent-refused = Admin consent not given
problem-kind-sign-in-refused = Sign-in refused
problem-kind-wrong-account = Different account signed in
problem-kind-foreign-account = Foreign account
problem-kind-sync-user-unfit = Sync user not suitable
problem-kind-sync-user-not-created = Sync user not created
problem-kind-sign-in-lapsed = Sign-in lapsed
problem-kind-reading-forbidden = Reading presence not allowed
problem-kind-writing-forbidden = Publishing presence not allowed
problem-kind-second-writer = Another program publishes
problem-kind-nobody-synchronised = Nobody synchronised
problem-kind-profile-missing = Call-forward profile missing
problem-kind-phone-not-changed = Call forwarding not changed
problem-kind-vault-unavailable = No credential store
problem-kind-disk-unavailable = Disk not writable
problem-kind-settings-damaged = Settings damaged
problem-kind-journal-damaged = Journal damaged
problem-kind-duplicate-email = Several extensions for one person
problem-kind-not-found = No Teams user for the address
problem-kind-no-email = No voicemail e-mail
problem-kind-several-users = Several Teams users for the address
problem-kind-user-disabled = Disabled accounts
problem-kind-user-is-guest = Guests
problem-kind-not-covered = People beyond the onboarding rounds
problem-kind-email-not-corrected = Address not corrected
problem-cloudya-credentials-rejected-title = Cloudya does not accept the CTI credentials
problem-cloudya-other-account-title = These credentials belong to another K-account
problem-cloudya-presence-not-allowed-title = The CTI credentials may not read extended presence
problem-cloudya-forbidden-title = Cloudya refuses access
problem-cloudya-unreachable-title = Cloudya cannot be reached
problem-cloudya-stream-lost-title = The live stream of Cloudya is disconnected
problem-configuration-credentials-rejected-title = Cloudya does not accept the credentials of the PBX Configuration API
problem-configuration-forbidden-title = The PBX Configuration API refuses access
problem-configuration-unreachable-title = The PBX Configuration API cannot be reached
problem-connector-active-title = NFON’s own Teams connector is switched on
problem-tenant-unknown-title = Microsoft does not know the tenant { $tenant }
problem-microsoft-unreachable-title = Microsoft cannot be reached
problem-application-unknown-title = The application is not known in this tenant
problem-application-credential-rejected-title = Microsoft does not accept the secret or certificate
problem-application-credential-expired-title = The application’s secret or certificate has expired
problem-credential-expires-title = { $credential ->
    [certificate] The application’s certificate expires soon
   *[secret] The application’s secret expires soon
}
problem-cloud-without-presence-title = This cloud has no presence interface
problem-certificate-unreadable-title = The certificate cannot be read
problem-consent-missing-title = Permissions are not granted
problem-consent-refused-title = Admin consent was not given
problem-sign-in-refused-title = Microsoft refused the sign-in
problem-wrong-account-title = A different account than expected has signed in
problem-foreign-account-title = The account does not belong to your tenant
problem-sync-user-unfit-title = { $reason ->
    [missing] { $address } does not exist
    [disabled] { $address } is disabled
    [guest] { $address } is a guest account
    [administrator] { $address } is an administrator
   *[person] { $address } belongs to extension { $extension }
}
problem-sync-user-not-created-title = { $address } could not be created
problem-sign-in-lapsed-title = The sign-in of the sync user of round { $round } has lapsed
problem-reading-forbidden-title = { $round ->
    [none] The application may not read presence itself
   *[other] The sync user may not read presence
}
problem-writing-forbidden-title = The application may not publish presence
problem-second-writer-title = Another program publishes with the same application
problem-nobody-synchronised-title = Nobody has been synchronised for five minutes
problem-profile-missing-title = There is no call-forward profile “{ $profile }”
problem-phone-not-changed-title = { $change ->
    [return] The phone of { $name } ({ $extension }) is still diverted by a phone rule
   *[divert] The phone of { $name } ({ $extension }) was not diverted by the phone rule
}
problem-vault-unavailable-title = Credentials cannot be stored on this computer
problem-disk-unavailable-title = Settings cannot be written
problem-settings-damaged-title = { $recovered ->
    [yes] The settings were damaged, and a copy is used
   *[no] The settings were damaged and are lost
}
problem-journal-damaged-title = { $recovered ->
    [yes] The journal was damaged: its former entries are missing
   *[no] The journal was damaged: a phone may still be diverted
}
problem-duplicate-email-title = { $userName }: extensions { $extensions }
problem-not-found-title = { $extension } { $name }
problem-no-email-title = { $extension } { $name }
problem-several-users-title = { $extension } { $name }
problem-user-disabled-title = { $extension } { $name }
problem-user-is-guest-title = { $extension } { $name }
problem-not-covered-title = { $people ->
    [one] One person is not covered
   *[other] { $people } people are not covered
}
problem-email-not-corrected-title = The address of extension { $extension } was not changed
sign-in-cancelled = The sign-in was cancelled
sign-in-cause-declined-title = it was declined
sign-in-cause-administrator-needed-title = an administrator is needed
sign-in-cause-set-up-unfinished-title = security information is missing
sign-in-cause-policy-title = a policy forbids it
sign-in-cause-account-blocked-title = the account is blocked
sign-in-cause-revoked-title = the password has changed
sign-in-cause-expired-title = it has expired
sign-in-cause-no-consent-title = consent is missing
sign-in-cause-registration-title = the app registration differs
sign-in-cause-mismatch-title = the answer does not fit
sign-in-cause-unavailable-title = the service is not available
