# Every word people read in English on the pages that are fetched once the window stands, and in notifications.

## Overview: rounds, directory, and for how long to pause

pause-half-an-hour = For 30 minutes
pause-tomorrow = Until tomorrow
pause-resumed = Until I resume
rounds-title = Onboarding rounds
round-title = { $of ->
    [one] Round { $round }
   *[other] Round { $round } of { $of }
}
round-places = { $people } of { $capacity } places
round-reader = Read by { $address }
round-reader-expected = Waiting for { $address }
directory-title = Directory
directory-facts = { $matched } of { $extensions } extensions are matched to one of { $users } Teams users.
directory-incomplete = Directory not completely read yet
directory-complete = Directory read: { $time }
directory-refresh = Read directory again

## Overview: phones that are diverted, and the last day

diversions-title = Phones diverted by phone rules
diversions-none = No phone is diverted now.
diversions-undo = Undo all
diversions-undo-question = { $count ->
    [one] Return one phone to its former call-forward profile?
   *[other] Return { $count } phones to their former call-forward profiles?
}
diversions-undo-consequence = The former profile becomes active again in Cloudya, except where somebody has activated another one in the meantime. A phone is diverted again only the next time Teams shows one of the states. The phone rules stay as they are.
diversion-diverting = Being diverted
diversion-diverted = Diverted
diversion-returning = Returning
diversion-stuck = Cannot be changed
diversion-what = Profile { $profile } instead of { $former }, while Teams shows “{ $activity }”
diversion-when = since { $since }, until { $until } at the latest
day-title = The last 24 hours
day-asking = Reading the last 24 hours
day-failed = The journal cannot be read, so there are no charts at the moment. Synchronisation is not affected.
day-off = The journal is switched off, so there are no charts. You can switch it on in the settings.
chart-as-table = { $title } as a table
chart-from = From
chart-calls = Calls
chart-calls-summary = { $total ->
    [one] One call, between { $at } and { $until }.
   *[other] { $total } calls in all; the most, { $peak }, between { $at } and { $until }.
}
chart-calls-empty = No calls in the last 24 hours.
chart-changes = Changes published
chart-changes-summary = { $total ->
    [one] One change
   *[other] { $total } changes
} in Teams; { $failures ->
    [0] none failed
    [one] one failed
   *[other] { $failures } failed
}.
chart-changes-empty = Nothing was published in the last 24 hours.
chart-delay = Delay
chart-delay-summary = { $median } from the phone to Teams in the median, at most { $p95 } in 95 % of cases.
chart-delay-empty = Nothing was published, so there is no delay to show.
chart-requests = Requests per 30 seconds
chart-requests-summary = At most { $peak }, at { $at }: { $share } of what Microsoft allows.
chart-requests-empty = No requests in the last 24 hours.
series-calls = Calls
series-changes = Changes
series-failures = Failed
series-median = Median
series-p95 = 95th percentile
series-peak = Most requests
series-limit = Microsoft’s limit
series-kept = Our limit

## Activity

journal-lead = The journal contains personal data of your employees; it stays on this computer, and each entry is deleted after { $unit ->
    [hours] { $count ->
        [one] one hour
       *[other] { $count } hours
    }
   *[days] { $count ->
        [one] one day
       *[other] { $count } days
    }
}.
journal-asking = Reading the journal
journal-off-title = The journal is switched off
journal-off-text = Nothing that happens is kept. You can switch the journal on in the settings.
journal-failed-title = The journal cannot be read
journal-failed-text = Synchronisation continues. Please try again; if that does not help, restart Presence Sync.
journal-again = Try again
journal-empty-title = Nothing has happened yet
journal-empty-text = Calls, changes in Teams and what is done about them appear here; never who called.
journal-unfound-title = Nothing found
journal-unfound-text = No entry of the journal matches this search and these filters.
journal-show-all = Show all entries
journal-search = Search for a person
journal-groups = What happened
journal-groups-all = All events
journal-outcomes = Result
journal-outcomes-all = All results
journal-span = Time
journal-chosen = { $count } selected
journal-count = { $count ->
    [one] One entry
   *[other] { $count } entries
}
journal-to-person = Show this person
journal-person-off = Show everybody again, not only { $name }
journal-news = { $count ->
    [one] One new entry
   *[other] { $count } new entries
}
journal-news-many = More than { $count } new entries
journal-export = Export …
journal-export-title = Export the journal
journal-export-reading = { $read } of { $total } entries read
journal-export-failed = The journal could not be exported, and no file was saved. Please try again.
journal-export-saved = { $count ->
    [one] One entry was saved as { $file } in your downloads folder.
   *[other] { $count } entries were saved as { $file } in your downloads folder.
} It is personal data; please keep it accordingly.
journal-empty = Empty …
journal-empty-question = Empty the journal?
journal-empty-person = Only { $name }
journal-empty-whole = The whole journal
journal-empty-person-consequence = { $count ->
    [unknown] All entries about { $name } are deleted from this computer.
    [0] There is no entry about { $name }.
    [one] One entry about { $name } is deleted from this computer.
   *[other] { $count } entries about { $name } are deleted from this computer.
} This cannot be undone.
journal-empty-whole-consequence = { $count ->
    [unknown] All entries about everybody are deleted from this computer.
    [0] There is no entry in the journal.
    [one] One entry is deleted from this computer.
   *[other] All { $count } entries about everybody are deleted from this computer.
} The charts of the last 24 hours start again. This cannot be undone.
journal-empty-hint = To delete the entries of one person only, open that person’s activity first. Teams and Cloudya stay as they are, and recording continues.
journal-empty-stays = Teams and Cloudya stay as they are, and recording continues.
journal-empty-person-now = Delete entries
journal-empty-whole-now = Empty the journal
span-all = Any time
span-hour = Last hour
span-today = Today
span-day = Last 24 hours
span-week = Last 7 days
entry-group-phone = Phone
entry-group-teams = Teams
entry-group-published = Published
entry-group-rules = Phone rules
entry-group-program = Program
entry-nobody = Presence Sync
entry-extension = Extension { $extension }
entry-line-changed = Phone: { $line ->
    [idle] free
    [ringing] ringing
    [in-use] in use
    [offline] offline
   *[unknown] unknown
}{ $known ->
    [unknown] {""}
    [available] {""}
   *[other] , Cloudya shows “{ $presence }”
}
entry-teams-changed = { $origin ->
    [echo] Teams confirms: { $activity }
   *[other] Teams: { $activity }
}
entry-published = Published: { $activity }
entry-cleared = Cleared
entry-diverted = Diverted: profile { $profile } instead of { $former }
entry-returned = Returned to profile { $profile }
entry-taken-over = Left alone: somebody activated profile { $profile }
entry-email-corrected = Voicemail e-mail corrected in Cloudya
entry-started = Program started
entry-ended = Program ended
entry-activated = Synchronisation activated
entry-deactivated = Synchronisation deactivated
entry-paused = Paused
entry-resumed = Resumed
entry-woke = The computer woke up
entry-settings-changed = Settings changed
entry-problem-appeared = Problem: { $problem }
entry-problem-cured = Solved: { $problem }
outcome-seen = Seen
outcome-done = Done
outcome-delayed = Tried again
outcome-refused = Refused
timeline-off = The journal is switched off, so the day is not kept.
timeline-empty = Nothing has happened today.
timeline-all = All activity of this person
timeline-more = { $count ->
    [one] One earlier entry of today, and all others
   *[other] { $count } earlier entries of today, and all others
}
sheet-time = Time
sheet-group = Kind of event
sheet-event = Event
sheet-took = Took
sheet-seconds = Took (seconds)
sheet-outcome = Result

## People

search-placeholder = Search extension, name or address
filter-label = Filter
filter-all = All people
filter-on-the-phone = On the phone
filter-differs = Phone and Teams differ
filter-diverted = Diverted by a phone rule
filter-not-matched = Not matched
filter-paused = Paused in whole or in part
filter-group-now = At the moment
filter-round = Round { $round }
filter-round-any = All rounds
search-label = Search and filter people
people-count = { $shown } of { $all }
people-count-selected = { $shown } of { $all }, { $selected } selected
people-fit = { $count ->
    [0] Nobody found
    [one] One person found
   *[other] { $count } people found
}
people-copied = { $count ->
    [one] One row copied
   *[other] { $count } rows copied
}
emails-copied = { $count ->
    [one] One e-mail address copied
   *[other] { $count } e-mail addresses copied
}
file-saved = { $file } was saved in your downloads folder.
file-not-saved = { $file } could not be saved. Please try again.
not-copied = Nothing was copied: the clipboard is not available. Please try again.
people-export = Export
people-export-what = Export this list as CSV
columns = Columns
columns-hint = In the table, drag the edge of a column’s name to change its width. With the keyboard on a column’s name, Shift and the left or right arrow change its width, Ctrl and an arrow move it.
columns-as-usual = Reset
columns-earlier = Move { $name } forward
columns-later = Move { $name } back
row-menu = { $count ->
    [one] Actions for { $name }
   *[other] Actions for { $count } people
}
row-open = Open
row-activity = Show activity
row-copy = { $count ->
    [one] Copy row
   *[other] Copy { $count } rows
}
row-copy-keys = Ctrl+C
row-copy-email = { $count ->
    [one] Copy e-mail address
   *[other] Copy { $count } e-mail addresses
}
row-exclude = { $count ->
    [one] Do not synchronise
   *[other] Do not synchronise { $count } people
}
row-include = { $count ->
    [one] Synchronise again
   *[other] Synchronise { $count } people again
}
people-none-title = Nobody here yet
people-none-setup = People appear as soon as Cloudya is connected.
people-none-text = Cloudya has no extensions for this account, or they have not been read yet.
people-unfound-title = Nobody found
people-unfound-text = None of the { $count } people matches this search and this filter.
people-show-all = Show everybody
column-extension = Extension
column-name = Name
column-email = Voicemail e-mail
column-user = Teams user
column-line = Line state
column-teams = Teams presence
column-published = Published
column-since = Since
column-state = State
column-round = Round
published-until = until { $time }
line-unknown = Unknown
line-offline = Offline
line-idle = Free
line-ringing = Ringing
line-in-use = On the phone
cloudya-unknown = Unknown
cloudya-offline = Offline
cloudya-available = Available
cloudya-away = Away
cloudya-busy = Busy
cloudya-dnd = Do not disturb
teams-none = Not known
activity-available = Available
activity-away = Away
activity-berightback = Be right back
activity-busy = Busy
activity-donotdisturb = Do not disturb
activity-focusing = Focusing
activity-inacall = In a call
activity-inaconferencecall = In a conference call
activity-inactive = Inactive
activity-inameeting = In a meeting
activity-offline = Offline
activity-offwork = Off work
activity-outofoffice = Out of office
activity-presenceunknown = Unknown
activity-presenting = Presenting
activity-urgentinterruptionsonly = Urgent interruptions only
state-in-sync = In sync
state-pending = On the way
state-overridden = Overridden
state-duplicate = Duplicate
state-not-found = No Teams user
state-no-email = No e-mail
state-several-users = Several users
state-disabled = Disabled
state-guest = Guest
state-excluded = Left out
state-not-covered = Not covered
state-unknown = Unknown
person-title = { $name }, extension { $extension }
person-why = Why is it shown like this?
person-cloudya-presence = Cloudya presence
person-principal = Sign-in name
person-origin = Set by
person-published = { $activity } until { $time }
person-matched-by = Matched by
person-round = Onboarding round
person-exclude = Do not synchronise
side-cloudya = Cloudya
side-teams = Microsoft Teams
side-match = Match
side-rule = Phone rule
side-day = Today
side-journal = Journal
phone-diverted = Diverted by a phone rule
phone-rule-diverting = Teams shows “{ $activity }” for { $name }, so the profile “{ $profile }” is being activated on the phone.
phone-rule-diverted = Teams shows “{ $activity }” for { $name }, so the profile “{ $profile }” has been active on the phone since { $since }. “{ $former }” comes back when Teams shows something else, at { $until } at the latest.
phone-rule-returning = The phone is being set back from the profile “{ $profile }” to “{ $former }”.
phone-rule-stuck = Cloudya did not switch this phone between “{ $former }” and “{ $profile }”. It is tried again.
forget-journal = Delete this person’s journal entries
forget-journal-sure = Delete the journal entries of { $name }?
forget-journal-what = Everything that was recorded about extension { $extension } is deleted from this computer: calls, presence, and what was published. This cannot be undone. Synchronisation continues.
origin-none = Not known
origin-echo = This program
origin-teams = Teams or the person
matched-by-manual = Your match by hand
matched-by-mail = E-mail address
matched-by-user-principal-name = Sign-in name
matched-by-primary-address = Primary address
matched-by-alias = Further address (alias)
why-being-read = Addresses and users are still being read, so it is not known yet to whom this extension belongs.
why-address-not-read = The address of this extension could not be read from Cloudya, although others could. It is tried again, every 15 minutes at the latest; you can also match the extension by hand.
why-another-extension = { $used ->
    [none] Several extensions lead to { $user }, and none of them is used, so this phone is not shown in Teams.
   *[other] Several extensions lead to { $user }, and { $used } is used, so this phone is not shown in Teams.
}
why-not-found = No Teams user has the address { $email }, so there is nobody to show the calls for.
why-no-email = The extension has no voicemail e-mail, so it cannot be matched to a Teams user.
why-several-users = { $users ->
    [none] The address { $email } belongs to more than one Teams user, so it is not clear whose presence this is.
   *[other] The address { $email } belongs to { $users }, so it is not clear whose presence this is.
}
why-disabled = The Microsoft account of { $user } is disabled, so nothing is published for it.
why-guest = { $user } is a guest in your tenant, and the presence of guests cannot be set.
why-excluded = You have left extension { $extension } out of the synchronisation.
why-not-covered = No onboarding round has a free place for { $user }; sign in another sync user to cover more people.
why-phone-unknown = Cloudya is not reporting the state of extension { $extension } at the moment, so nothing is published.
why-reader-missing = { $reader ->
    [application] The application cannot read Teams presence at the moment, so the Teams side of { $user } is not known.
   *[sync-user] { $round ->
        [none] No sync user reads Teams presence for { $user } at the moment, so the Teams side is not known.
       *[other] The sync user of round { $round } is not signed in, so the Teams side of { $user } is not known.
    }
}
why-teams-unknown = Teams has not reported the presence of { $user } yet.
why-not-activated = Synchronisation is not activated, so nothing is published; the phone and Teams are shown.
why-paused = { $resumed ->
    [none] Synchronisation is paused until you resume it, so nothing is published; the phone and Teams are still shown.
   *[other] Synchronisation is paused until { $resumed }, so nothing is published; the phone and Teams are still shown.
}
why-connector-active = NFON’s own Teams connector is switched on, so nothing is published; the phone and Teams are still shown.
why-resting = { $rested ->
    [none] It is outside the working hours, so nothing is published.
   *[other] It is outside the working hours, so nothing is published until { $rested }.
}
why-second-writer = Another program seems to publish with the same application, so nothing is published; the phone and Teams are still shown.
why-ending = Presence Sync is ending and clears what it published.
why-settling = { $since ->
    [none] The phone is in use; the call is published when it has lasted { $settle } seconds.
   *[other] The phone has been in use since { $since }; the call is published when it has lasted { $settle } seconds.
}
why-clearing = The call has ended; what we published is cleared when the phone has been free for { $clear } seconds.
why-sending = A change is on its way to Teams and waits for Microsoft’s answer.
why-propagating = Teams has accepted the change for { $user } and still shows “{ $teams }”; this takes a moment.
why-refused = Microsoft refused to publish the state of { $user }, for example for want of a Teams licence; it is tried again with the next change of the phone at the latest.
why-published = { $since ->
    [none] The phone is in use, so “{ $published }” is published in Teams until { $until } and renewed while the call lasts.
   *[other] The phone has been in use since { $since }, so “{ $published }” is published in Teams until { $until } and renewed while the call lasts.
}
why-published-dnd = Do not disturb is switched on in Cloudya, so “{ $published }” is published in Teams until { $until } and renewed while it stays on.
why-overridden = We have published “{ $published }”, but Teams shows “{ $teams }” for { $user }, usually because the person chose that.
why-only-from-teams = { $own ->
    [teams-to-phone] For { $user } the synchronisation is set to run from Teams to the phone only, so calls on the phone are not published.
   *[other] The synchronisation is set to run from Teams to the phone only, so calls on the phone are not published.
}
why-fading = The call on the phone is over and cleared in Teams; Teams still shows “{ $teams }” for a moment.
why-teams-call = { $user } is in a call in Teams itself (“{ $teams }”); nothing is published for the phone.
why-ringing = { $since ->
    [none] The phone is ringing; a call is published once it is answered.
   *[other] The phone has been ringing since { $since }; a call is published once it is answered.
}
why-phone-offline = No phone is registered for extension { $extension }, so nothing is published and Teams shows its own state, “{ $teams }”.
why-idle = The phone is free, so nothing is published and Teams shows its own state, “{ $teams }”.

## People: the match, and the matching as a file

match-how-none = Nobody is matched to this extension.
match-how-manual = You matched this extension to { $user } by hand; the voicemail e-mail does not count.
match-how-mail = The voicemail e-mail { $email } is the e-mail address of { $user }.
match-how-user-principal-name = The voicemail e-mail { $email } is the sign-in name of { $user }.
match-how-primary-address = The voicemail e-mail { $email } is the primary address of { $user }.
match-how-alias = The voicemail e-mail { $email } is a further address (alias) of { $user }.
match-to = Match to …
match-other = Match to somebody else …
match-automatic = Back to the automatic match
match-title = Match extension { $extension } { $name } to a Teams user
match-search = Search all users of the tenant
match-searching = Searching
match-failed = The program did not answer. Please search again.
match-candidates = { $count ->
    [0] Nobody has a similar name or address. Search for the user instead.
    [one] One user has a similar name or address:
   *[other] { $count } users have a similar name or address, the most likely first:
}
match-found = { $count ->
    [0] No user of the tenant found.
    [one] One user found:
   *[other] { $count } users found; the list shows 50 at most:
}
match-users = Teams users
likeness-same-address = Has this very address
likeness-same-name = Has the same name
likeness-same-mailbox = Has the same part before the @
likeness-similar-address = Has a similar address
likeness-similar-name = Has a similar name
user-taken = { $count ->
    [one] Already matched to extension { $extensions }
   *[other] Already matched to extensions { $extensions }
}
person-sync = Synchronise this person
person-direction = Direction for this person
person-direction-all = Same as for everybody ({ $direction })
matching-menu = Export or import matching
matching-export = Export as CSV
matching-import = Import from CSV …
matching-title = Import the matching
matching-checking = Checking the file
matching-failed = The file could not be checked. Please try again.
matching-errors = { $count ->
    [one] One line is wrong, so nothing can be applied
   *[other] { $count } lines are wrong, so nothing can be applied
}
matching-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
matching-fault-header = Line { $line }: the header must have the columns extension, user and how: “{ $text }”
matching-fault-extension = Line { $line }: Cloudya has no extension “{ $text }”
matching-fault-twice = Line { $line }: extension { $text } is already on an earlier line
matching-fault-user = Line { $line }: extension { $text } is to be matched by hand, but no user is given
matching-fault-unknown-user = Line { $line }: the tenant has no user with the sign-in name “{ $text }”
matching-same = The file contains only what applies already. There is nothing to apply.
matching-differences = This would change: { $counts }.
matching-count-matched = { $count ->
    [one] one match by hand
   *[other] { $count } matches by hand
}
matching-count-unmatched = { $count ->
    [one] one back to the automatic match
   *[other] { $count } back to the automatic match
}
matching-count-excluded = { $count ->
    [one] one left out
   *[other] { $count } left out
}
matching-count-included = { $count ->
    [one] one synchronised again
   *[other] { $count } synchronised again
}
matching-matched = { $former ->
    [none] { $extension } { $name }: matched to { $user } by hand
   *[other] { $extension } { $name }: matched to { $user } by hand instead of { $former }
}
matching-unmatched = { $extension } { $name }: back to the automatic match, previously { $former } by hand
matching-excluded = { $extension } { $name }: left out of the synchronisation
matching-included = { $extension } { $name }: synchronised again
matching-at-once = Everything is applied at once. Extensions that the file does not name stay as they are.
matching-apply = { $count ->
    [one] Apply one change
   *[other] Apply { $count } changes
}

## Problems

problems-lead = { $count ->
    [one] One problem is open. It disappears by itself when its cause is gone.
   *[other] { $count } problems are open. Each disappears by itself when its cause is gone.
}
problems-none-text = Everything that can be matched is matched, and all connections are up.
problems-whole = Affects the whole synchronisation
problems-show-rest = Show { $count } more of { $rest }
duplicate-used = Used
duplicate-unused = Not used
duplicate-use = Use this one
duplicate-keep = Keep this one
duplicate-settled = Settled
duplicate-combine = Combine: any of them counts
duplicate-leave-out = Leave all out
duplicate-back-to-rule = Back to the rule
accept-account = Use { $account }
go-to-cloudya = Go to Cloudya set-up
go-to-microsoft = Go to Microsoft set-up
go-to-sync-user = Go to the sync users
go-to-connect = Go to the step “Connect”
go-to-phone-rules = Go to the phone rules
write-anyway = Publish anyway
write-anyway-sure = Publish although another program is publishing?
write-anyway-consequence = { $other ->
    [connector-active] NFON’s connector and Presence Sync would then set the same presence: each overwrites the other, Teams flickers between the two, and after a call a state may stay until it expires.
   *[other] The other installation and Presence Sync would then write the same session: each overwrites and clears what the other set, and Teams flickers between the two.
} Do this only if you know that the other one writes nothing any more. You can undo it in the settings, under “What is synchronised”.
write-anyway-decided = You decided that Presence Sync publishes although another program may do so too.
leave-to-other = Leave it to the other

problem-kind-duplicate-email-lead = Several extensions lead to the same Teams user. Decide which of them shows calls in Teams.
problem-kind-not-found-lead = These voicemail e-mails do not belong to anybody in your Microsoft tenant.
problem-kind-no-email-lead = These extensions have no address by which they could be matched.
problem-kind-several-users-lead = These addresses belong to more than one Microsoft account.
problem-kind-user-disabled-lead = These extensions lead to Microsoft accounts that are disabled.
problem-kind-user-is-guest-lead = These extensions lead to guest accounts, whose presence cannot be set.
problem-kind-not-covered-lead = Each sync user reads the presence of a limited number of people.

problem-cloudya-credentials-rejected-body = The user name or the password of the CTI API is not accepted. Microsoft is not affected; no phone states arrive until this is fixed.
problem-cloudya-credentials-rejected-remedy = Check both for typing errors, or ask NFON for new CTI credentials, and enter them in the Cloudya step.
problem-cloudya-other-account-body = You entered { $expected }, but Cloudya says that the credentials belong to { $actual }. Nothing was saved.
problem-cloudya-other-account-remedy = Correct the K-account, or use the CTI credentials of { $expected }.
problem-cloudya-presence-not-allowed-body = Cloudya accepts the credentials, but they lack the right to extended presence. Line states still arrive; the presence of the Cloudya app does not.
problem-cloudya-presence-not-allowed-remedy = Ask NFON to add extended presence to your CTI credentials.
problem-cloudya-forbidden-body = The credentials are right, but a right or a licence is missing for this account. No phone states arrive; Microsoft is not affected.
problem-cloudya-forbidden-remedy = Ask NFON whether the CTI API is enabled for your K-account.
problem-cloudya-unreachable-body = The CTI service does not answer. What is already known stays visible, and Microsoft is not affected.
problem-cloudya-unreachable-remedy = Check the internet connection, proxy and firewall of this computer. The connection is tried again by itself.
problem-cloudya-stream-lost-body = Phone states have not arrived for longer than the grace time, so published calls were cleared. Teams presence is still read.
problem-cloudya-stream-lost-remedy = Nothing, as a rule: the live stream is opened again by itself. If this persists, check the connection of this computer.
problem-configuration-credentials-rejected-body = The client id or the client secret is not accepted. Phone states still arrive; voicemail e-mails are not read again.
problem-configuration-credentials-rejected-remedy = Check both in the Cloudya step, or use a list of e-mail addresses instead.
problem-configuration-forbidden-body = The client id lacks the right to read the extensions of this account. Phone states still arrive; voicemail e-mails do not.
problem-configuration-forbidden-remedy = Ask NFON for the role tenant.manager on this client id, or use a list of e-mail addresses instead.
problem-configuration-unreachable-body = Voicemail e-mails cannot be read again. Synchronisation continues with those that are known.
problem-configuration-unreachable-remedy = Nothing, as a rule: it is tried again by itself. If this persists, check proxy and firewall.
problem-connector-active-body = Two programs would set the same presence and work against each other. Nothing is published until you decide; both sides are still shown.
problem-connector-active-remedy = Switch off “MS Teams presence synchronisation” in the Cloudya administration portal, then read the directory again.
problem-tenant-unknown-body = There is no Microsoft 365 tenant with this domain or id. { problem-tenant-unknown-still }
problem-tenant-unknown-remedy = Check the spelling. Use a domain that is verified in your tenant, such as contoso.de or contoso.onmicrosoft.com.
problem-microsoft-unreachable-body = The sign-in or Graph service does not answer. Phone states still arrive; published states expire in Teams after 5 minutes at the latest.
problem-microsoft-unreachable-remedy = Check the internet connection, proxy and firewall of this computer. It is tried again by itself.
problem-application-unknown-body = The tenant exists, but there is no app registration with this application id in it. { problem-application-unknown-still }
problem-application-unknown-remedy = Copy the application (client) id from the overview of the app registration, not the object id, and check the tenant.
problem-application-credential-rejected-body = Tenant and application are right, but the application could not authenticate. { problem-application-credential-rejected-still }
problem-application-credential-rejected-remedy = Enter the value of the secret, not its Secret ID. For a certificate, check that its public part is uploaded and that this computer’s clock is right.
problem-application-credential-expired-body = Nothing can be published any more. Phone states still arrive and are shown here.
problem-application-credential-expired-remedy = Create a new secret in the app registration or a new certificate in the Microsoft step, and connect Microsoft again with it.
problem-credential-expires-body = { $days ->
    [1] It expires within one day.
   *[other] It expires within { $days } days.
} Everything works until then; afterwards nothing can be published any more.
problem-credential-expires-remedy = { $credential ->
    [certificate] Create a new certificate in the Microsoft step, upload it to the app registration, and connect again.
   *[secret] Create a new secret in the app registration, and enter its value and its expiry date in the Microsoft step.
}
credential-ends = Last day: { $day }.
problem-cloud-without-presence-body = In the cloud of 21Vianet Microsoft offers no interface to read or set presence. Synchronisation is not possible there; nothing was sent to Microsoft.
problem-cloud-without-presence-remedy = Choose the cloud that your tenant is in. If it is with 21Vianet, you cannot use Presence Sync for it.
problem-certificate-unreadable-body = What was pasted is not a PEM file with a certificate and its RSA key. Nothing was sent to Microsoft.
problem-certificate-unreadable-remedy = Paste both parts, from BEGIN CERTIFICATE to the end of the private key, without a passphrase.
problem-consent-missing-body = Your tenant has not granted these permissions to the application: { $missing }. What does not need them continues.
problem-consent-missing-remedy = Compare the app registration with the table in the Microsoft step, then give admin consent again.
without-presence-write = Without Presence.ReadWrite.All no calls appear in Teams.
without-users = Without User.Read.All no extension can be matched to a Teams user.
without-presence-read = Without Presence.Read.All the Teams presence is not read.
problem-consent-refused-body = The Microsoft page ended without consent. { problem-consent-refused-still }
problem-consent-refused-remedy = Give consent again with an account that has the role Global Administrator or Privileged Role Administrator.
problem-sign-in-refused-body = What was set up before stays as it is.
problem-sign-in-refused-remedy = Open the step “Connect” and sign in again.
problem-wrong-account-body = { $expected } was expected, but { $actual } has signed in. The sign-in was not accepted.
problem-wrong-account-remedy = Sign in again as { $expected }. If { $actual } is meant to be the sync user, you can use that account.
problem-foreign-account-body = { $actual } comes from another organisation or is a guest, and cannot read the presence of your people. The sign-in was not accepted.
problem-foreign-account-remedy = Sign in again with the sync user of your own tenant.
problem-sync-user-unfit-body = { $reason ->
    [missing] There is no account with this address in your tenant.
    [disabled] Nobody can sign in with a disabled account.
    [guest] A guest cannot read the presence of your people.
    [administrator] The sync user needs no role; an account with an administrator role would be a needless risk.
   *[person] A person’s account should not read for others: when the person changes the password, reading stops.
} Everything else in set-up stays as it is.
problem-sync-user-unfit-remedy = { $reason ->
    [missing] Create the account in the step Sync user, or correct the address there. A new account is sometimes visible only after some minutes.
    [disabled] Enable the account in the admin centre, and check again.
    [guest] Create an account of your own tenant in the step Sync user.
    [administrator] Remove the account’s administrator roles and check again, or create an account of its own.
   *[person] Create an account that belongs to nobody in the step Sync user.
}
problem-sync-user-not-created-body = { $reason ->
    [not-allowed] Whoever signed in may not create users in your tenant. Nothing has changed.
    [address-taken] There is an account with this address already. Nothing has changed.
    [domain-unknown] The part behind the @ is no verified domain of your tenant. Nothing has changed.
    [unavailable] Microsoft could not be reached or did not answer in time. Whether the account was created is not certain.
   *[refused] Microsoft refused the creation, for example because of a policy. Nothing has changed.
}
problem-sync-user-not-created-remedy = { $reason ->
    [not-allowed] Repeat it with an account that has the role User Administrator or Global Administrator, or create the sync user yourself.
    [address-taken] If it is the right account, continue with “I have created it myself”. Otherwise choose another address.
    [domain-unknown] Correct the address: use a domain of your tenant, such as the one on .onmicrosoft.com.
    [unavailable] Wait a minute and repeat it. If the address is then said to be taken, the account was created after all: reset its password in the admin centre.
   *[refused] Create the sync user yourself; the instructions are in the same step.
}
problem-sign-in-lapsed-body = Teams presence of the people of this round is not read any more; other rounds and the publishing of calls continue.
problem-sign-in-lapsed-remedy = Open the step “Connect” and sign the sync user in again.
problem-reading-forbidden-body = { $round ->
    [none] Microsoft shows no presence to the application in this tenant.
   *[other] Microsoft does not show it the presence of other people.
} Calls are still published; Teams states are not read this way.
problem-reading-forbidden-remedy = { $round ->
    [none] Read with the sync user, or try again later.
   *[other] Give admin consent again. If that does not help, assign the sync user a licence that includes Teams and sign it in again.
}
problem-writing-forbidden-body = Microsoft does not let this application set presence. Both sides are still shown here.
problem-writing-forbidden-remedy = Check that Presence.ReadWrite.All is in the app registration as an application permission, then give admin consent again.
problem-second-writer-body = Teams shows states under our application id that this program did not set. So that two programs do not work against each other, nothing is published until you decide; both sides are still shown.
problem-second-writer-remedy = Quit the other installation, or give it an app registration of its own.
problem-nobody-synchronised-body = Presence Sync is running, but not a single person is in sync. What was published before expires by itself within five minutes.
problem-nobody-synchronised-remedy = The connections and the other problems say why. If there is no other problem, read the directory again.
problem-profile-missing-body = A phone rule is to activate it, but these extensions do not have it: { $extensions }. Their phones stay as they are; everything else is synchronised.
problem-profile-missing-remedy = Create the profile for these extensions in Cloudya, or choose another one in the phone rule.
problem-phone-not-changed-body = { $reason ->
    [not-taken] Cloudya accepted the change and kept another call-forward profile.
    [not-allowed] The credentials of the PBX Configuration API may not change call forwarding.
    [unreachable] Cloudya cannot be reached.
   *[other] Cloudya refused the change.
} { $change ->
    [return] The profile “{ $profile }” should be active again; it is tried again until it is.
   *[divert] The profile “{ $profile }” should be active; it is tried again while Teams shows the state.
}
problem-phone-not-changed-remedy = { $reason ->
    [unreachable] Nothing, as a rule: it is tried again by itself. If it is urgent, activate the profile on the phone.
   *[other] Activate the profile in Cloudya or on the phone. That settles it, and Presence Sync leaves the phone alone.
}
problem-vault-unavailable-body = There is no credential store, so passwords and tokens would be lost when the program ends. Everything works until then.
problem-vault-unavailable-remedy = Set up the keyring of your system (Secret Service, Keychain or Credential Manager). Where there is none, let Presence Sync keep the credentials in encrypted files.
keep-in-files = Keep in encrypted files
keep-in-files-sure = Keep passwords and tokens in encrypted files?
keep-in-files-consequence = The key is stored beside the files, in the folder of this program. Only your user account can read them; whoever can read all files of that account can decrypt them. A keyring is safer. The decision stays until the folder is removed.
keep-in-files-failed = The credentials cannot be kept in files: the folder of the program cannot be written to.
problem-disk-unavailable-body = The disk is full or write-protected. Synchronisation continues; changes are lost when the program ends.
problem-disk-unavailable-remedy = Make room, or allow this program to write to its folder.
problem-settings-damaged-body = { $recovered ->
    [yes] The file could not be read any more and was set aside. Everything goes on; the last change before that may be missing.
   *[no] The file could not be read any more and was set aside, and there is no copy. Nobody is synchronised until Presence Sync is set up again.
}
problem-settings-damaged-remedy = { $recovered ->
    [yes] Look through the settings, and have the disk of this computer checked.
   *[no] Go through the set-up again, and have the disk of this computer checked. The damaged file lies in the folder of this program.
}
problem-journal-damaged-body = { $recovered ->
    [yes] The file could not be read any more and was set aside; a new one was begun. Synchronisation goes on, and phones that are diverted are still known.
   *[no] The file could not be read any more and was set aside; a new one was begun. Synchronisation goes on, but phones that were diverted before may not be known any more.
}
problem-journal-damaged-remedy = { $recovered ->
    [yes] Have the disk of this computer checked.
   *[no] Check in Cloudya that no phone still has the call-forward profile of a phone rule, and have the disk of this computer checked.
}
take-note = Noted
problem-duplicate-email-body = { $used ->
    [none] These extensions lead to the same Teams user ({ $email }). By { $rule }, none of them is used.
   *[other] These extensions lead to the same Teams user ({ $email }). By { $rule }, { $used } is used.
}
problem-duplicate-email-remedy = Choose here what applies, or correct the voicemail e-mail of the extension that belongs to somebody else.
problem-not-found-body = No Teams user has the address { $email }. Only this extension is affected: it is not synchronised.
problem-not-found-remedy = Match the extension to the right user, correct its voicemail e-mail, or add the address to the right account in Microsoft 365.
problem-no-email-body = The extension has no voicemail e-mail. Only this extension is affected: it is not synchronised.
problem-no-email-remedy = Enter the person’s Microsoft 365 address here, or in the Cloudya administration portal: Targets, phone extension, section Voicemail, field E-mail.
problem-several-users-body = The address { $email } belongs to several Teams users: { $users }. The extension is not synchronised.
problem-several-users-remedy = Match the extension to the right user, or remove the address from all accounts but one in Microsoft 365.
problem-user-disabled-body = The Microsoft account for { $email } is disabled. The extension is not synchronised.
problem-user-disabled-remedy = Enable the account, or enter another voicemail e-mail if the extension has changed hands.
problem-user-is-guest-body = { $email } is a guest in your tenant. The presence of guests cannot be set.
problem-user-is-guest-remedy = Enter the address of a member account as the voicemail e-mail.
problem-not-covered-body = Their Teams presence is not read and nothing is published for them. { $roundsNeeded ->
    [one] One onboarding round is needed in total.
   *[other] { $roundsNeeded } onboarding rounds are needed in total.
}
problem-not-covered-remedy = Create the next sync user and sign it in: the step “Connect” already shows the next round.

# What still works, where the number on Microsoft’s refusal says what happened: see aadsts.en.ftl.
problem-tenant-unknown-still = Cloudya is not affected.
problem-application-unknown-still = Cloudya is not affected.
problem-application-credential-rejected-still = Cloudya is not affected.
problem-consent-refused-still = Nothing has changed in your tenant.
problem-application-credential-expired-still = { problem-application-credential-expired-body }

sign-in-cause-declined-body = The page was closed or declined before the sign-in was complete.
sign-in-cause-declined-remedy = Sign in again and accept the request, or use your browser instead.
sign-in-cause-administrator-needed-body = Your tenant lets only administrators approve this application.
sign-in-cause-administrator-needed-remedy = Give admin consent first, then sign in again.
sign-in-cause-set-up-unfinished-body = Multi-factor authentication is required and was not passed, or the account’s own set-up is not finished.
sign-in-cause-set-up-unfinished-remedy = Sign in once to the Microsoft 365 portal with the sync user, register its security information, and repeat this step.
sign-in-cause-policy-body = A conditional-access or security policy of your tenant refuses this sign-in.
sign-in-cause-policy-remedy = The sign-in log of Microsoft Entra names the policy: exclude the sync user from it, or use your browser on a managed device.
sign-in-cause-account-blocked-body = The account is disabled or locked in your tenant.
sign-in-cause-account-blocked-remedy = Unblock the account in the Microsoft 365 admin centre and sign in again.
sign-in-cause-revoked-body = The password was changed or has expired, or the account’s sessions were revoked.
sign-in-cause-revoked-remedy = Sign in again with the current password, and exempt the sync user from password expiry.
sign-in-cause-expired-body = The sign-in has grown too old, or a policy limits how long one lasts.
sign-in-cause-expired-remedy = Sign in again. If this happens often, exclude the sync user from the policy on sign-in frequency.
sign-in-cause-no-consent-body = Admin consent has not been given, or was withdrawn.
sign-in-cause-no-consent-remedy = Give admin consent again, then sign in again.
sign-in-cause-registration-body = A redirect address or another part of the app registration is not as needed.
sign-in-cause-registration-remedy = Compare the app registration with the Microsoft step: platform “Mobile and desktop applications”, exactly the shown redirect addresses, public client flows allowed.
sign-in-cause-mismatch-body = The answer does not belong to the request and was discarded.
sign-in-cause-mismatch-remedy = Start the sign-in again and finish it in the same window.
sign-in-cause-unavailable-body = Microsoft’s sign-in service failed or could not be reached.
sign-in-cause-unavailable-remedy = Wait a few minutes and sign in again.
sign-in-cause-other-body = Microsoft named a reason that this program does not know.
sign-in-cause-other-remedy = Sign in again. If this persists, look up the number in the sign-in log of Microsoft Entra, which names the reason.
problem-kind-email-not-corrected-lead = The voicemail e-mail of these extensions was not changed in Cloudya.
problem-email-not-corrected-body = { $reason ->
    [invalid] “{ $email }” is not an e-mail address, so nothing was written.
    [changed-meanwhile] Somebody else has changed the address in Cloudya since it was read. Nothing was overwritten, and the new one has been read.
    [not-taken] Cloudya accepted { $email } and kept another address.
    [not-allowed] The credentials of the PBX Configuration API may read in Cloudya, but not write.
    [unreachable] The PBX Configuration API did not answer, so it is not certain that { $email } was written.
   *[refused] Cloudya refused { $email }. The former address stays.
}
problem-email-not-corrected-remedy = { $reason ->
    [invalid] Enter a full address, such as anna.berger@contoso.de.
    [changed-meanwhile] Look at the address that is there now, and correct it again if it is still wrong.
    [not-taken] Change the address in the Cloudya administration portal: Targets, phone extension, section Voicemail.
    [not-allowed] Ask NFON for the role tenant.manager on this client id, or change the address in the Cloudya administration portal: Targets, phone extension, section Voicemail.
    [unreachable] Try again in a moment. If this persists, check proxy and firewall.
   *[refused] Try again, or change the address in the Cloudya administration portal: Targets, phone extension, section Voicemail.
}

## Problems: ways out, corrections in Cloudya, several at once, undo

problems-export = Export as CSV
select = Select: { $title }
select-all = Select all
bulk-label = What to do with the selected problems
bulk-count = { $count ->
    [one] One selected
   *[other] { $count } selected
}
bulk-lowest = Use the lowest extension
bulk-none = Clear the selection
ignore = Ignore
take-up-again = Stop ignoring
undo = Undo
deed-undone = Everything is as it was before.
deed-use = Extension { $extension } is used for { $user }.
deed-lowest = { $count ->
    [one] The lowest extension is used.
   *[other] For { $count } people the lowest extension is used.
}
deed-combined = { $count ->
    [one] The extensions are combined: a call on any of them counts.
   *[other] The extensions of { $count } people are combined: a call on any of them counts.
}
deed-left-out = { $count ->
    [one] All extensions of this person are left out.
   *[other] All extensions of { $count } people are left out.
}
deed-rule = For { $user } the rule decides again.
deed-ignored = { $count ->
    [one] The problem is ignored. It is listed under “Settled and ignored”.
   *[other] { $count } problems are ignored. They are listed under “Settled and ignored”.
}
deed-taken-up = The problem is no longer ignored.
deed-excluded = { $count ->
    [one] The extension is left out of the synchronisation.
   *[other] { $count } extensions are left out of the synchronisation.
}
deed-included = Extension { $extension } is synchronised again.
deed-included-several = { $count ->
    [one] One extension is synchronised again.
   *[other] { $count } extensions are synchronised again.
}
deed-matched = Extension { $extension } is matched to { $user }.
deed-automatic = For extension { $extension } the voicemail e-mail decides again.
deed-direction = The direction for extension { $extension } is changed.
candidates-show = Who could be meant?
candidates-hide = Hide candidates
candidate-match = Match
candidate-enter = Enter this address in Cloudya …
correct = Correct the address …
correct-enter = Enter the address …
correct-title = Voicemail e-mail of extension { $extension } { $name }
correct-where-cloudya = The address is entered in Cloudya: Administration portal, Targets, phone extension { $extension }, section Voicemail.
correct-where-list = The address is changed in the imported list, for extension { $extension }. Cloudya stays as it is.
correct-new = New address
correct-invalid = Enter a full address, such as anna.berger@contoso.de.
correct-same = This address is entered already.
correct-check = Continue
correct-sure = Change the address of extension { $extension } { $name }?
correct-old = Until now
correct-fresh = From now on
correct-nothing = no address
correct-only = Nothing else of the extension is changed. You can undo it afterwards.
correct-write = Change the address
correct-writing = The address is being saved and checked
correct-done = { $where ->
    [list] The address has been saved in the list ({ $time }).
   *[cloudya] The address has been saved in Cloudya ({ $time }).
}
correct-removed = The address has been removed ({ $time }).
correct-matched = { $name } is matched to { $user }.
correct-unmatched = { $name } is matched as soon as a Teams user has this address; users are read every five minutes.
correct-again = Try again
back = Back
corrections-title = Corrections of addresses ({ $count })
correction-done = Done { $time }
correction-failed = Not changed
correction-undo = Undo …
reviewed-title = Settled and ignored ({ $count })
reviewed-settled = settled by you
reviewed-ignored = ignored
sheet-kind = Problem
sheet-extension = Extension
sheet-person = Person
sheet-email = E-mail
sheet-since = Since
sheet-standing = State
sheet-what = What happened
sheet-remedy = What to do
sheet-open = open
sheet-reviewed = settled or ignored

## Set-up

setup-lead = You can leave set-up at any time and continue where you stopped.
setup-steps = Steps of set-up
setup-welcome = Welcome
setup-cloudya = Cloudya
setup-microsoft = Microsoft
setup-sync-user = Sync user
setup-connect = Connect
setup-review = Review
mark-done = Done
mark-done-extensions = { $count ->
    [one] One extension
   *[other] { $count } extensions
}
mark-failed = Failed
mark-in-progress = In progress
mark-in-progress-rounds = In progress ({ $done } of { $of })
mark-to-do = To do
next-step = Continue: { $step }
checked-at = Checked { $at }.
try-again = Try again: { $action }
welcome-title = Phone calls in Teams, Teams calls on the phone
welcome-text = Presence Sync shows in Microsoft Teams who is on a Cloudya phone, and shows you both sides at a glance.
welcome-needed = For set-up, about fifteen minutes, you need:
welcome-needed-cloudya = your K-account with CTI credentials from NFON, and the credentials of the PBX Configuration API or a list of e-mail addresses;
welcome-needed-microsoft = a Global Administrator of your Microsoft 365 tenant, for an app registration and admin consent;
welcome-needed-user = a Microsoft account for the sync user, without a licence. You create it during set-up.
welcome-promise = Nothing is written to Teams before you have seen the review and activated the synchronisation.
welcome-start = Connect my organisation
welcome-demo = Look around in a demonstration company
welcome-demo-text = The demonstration shows everything with 250 invented people. Nothing is sent to Cloudya or Microsoft, and nothing is kept.
demonstration-title = Demonstration: nothing here is real.
demonstration-text = Invented people; nothing is sent to Cloudya or Microsoft.
demonstration-leave = Leave the demonstration
setup-cloudya-title = Connect Cloudya
setup-cloudya-why = Cloudya reports which extensions there are, who is on the phone, and which voicemail e-mail belongs to an extension. That address is how the Teams user is found.
setup-cloudya-checking = Cloudya is checking the credentials
setup-cloudya-done = { $account }: { $extensions ->
    [one] one extension
   *[other] { $extensions } extensions
} found.
setup-cloudya-emails-missing = { $account }: { $extensions ->
    [one] one extension
   *[other] { $extensions } extensions
} found. Their voicemail e-mails are still missing: enter the credentials of the PBX Configuration API, or use a list.
reading-label = Reading voicemail e-mails
reading-progress = { $read } of { $total } voicemail e-mails read
reading-spoken = { $share } of the voicemail e-mails read
reading-meanwhile = You can continue in the meantime; this runs in the background.
reading-stop = Stop
reading-continue = Continue reading
reading-stopped = Stopped at { $read } of { $total } voicemail e-mails. What was read counts; the other extensions are not synchronised yet.
emails-from-configuration = The voicemail e-mails come from the PBX Configuration API and stay up to date by themselves.
emails-from-imported = The voicemail e-mails come from your list; { $filled ->
    [one] one extension has an address.
   *[other] { $filled } extensions have an address.
}
cloudya-change = Change the credentials
emails-change = Change the e-mail source
check-and-save = Check and save
cloudya-account = K-account
cloudya-account-hint = Your customer number at NFON, such as K1234.
cloudya-account-invalid = A K-account is a K followed by digits, such as K1234.
cloudya-username = CTI user name
cloudya-username-hint = From the CTI credentials that NFON sent you.
username-kept = A user name is stored. Leave this empty to keep it.
cloudya-password = CTI password
password-hint = Kept in the credential store of this computer; in files only if you allow it.
password-kept = A password is stored. Leave this empty to keep it.
cloudya-emails = Where do the voicemail e-mails come from?
cloudya-emails-configuration = From the PBX Configuration API (kept up to date by itself)
cloudya-emails-list = I have a list
cloudya-configuration-id = Client id (PBX Configuration API)
cloudya-configuration-id-hint = From the second pair of credentials that NFON sent you.
cloudya-configuration-secret = Client secret (PBX Configuration API)
cloudya-pair = Client id and client secret belong together.
cloudya-connect = Connect Cloudya
emails-title = List of voicemail e-mails
emails-text = One line for each extension: extension and address, separated by a semicolon, comma or tab. A header line is recognised; an address may be empty. Nothing applies before you confirm it.
emails-choose = Choose a CSV file
emails-paste = Or paste the list
emails-errors = { $count ->
    [one] One line cannot be used and is left out
   *[other] { $count } lines cannot be used and are left out
}
emails-more-errors = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
emails-fault-columns = Line { $line }: an extension and an address are expected, separated by a semicolon, comma or tab: “{ $text }”
emails-fault-extension = Line { $line }: the extension is not a number: “{ $text }”
emails-fault-email = Line { $line }: this is not an e-mail address: “{ $text }”
emails-fault-twice = Line { $line }: the extension is already on an earlier line: “{ $text }”
emails-preview = { $count ->
    [one] One extension
   *[other] { $count } extensions
}, { $filled } with an address. The first lines:
emails-use = { $count ->
    [0] Use this list
    [one] Use this list (one extension)
   *[other] Use this list ({ $count } extensions)
}
single-emails = { $count ->
    [one] Type one missing address
   *[other] Type { $count } missing addresses one by one
}
single-emails-more = { $count ->
    [one] One more appears when these are saved.
   *[other] { $count } more appear when these are saved.
}
single-emails-use = Use these addresses
email-invalid = Enter a full e-mail address.
setup-microsoft-title = Connect Microsoft
setup-microsoft-why = An app registration of your own lets Presence Sync read your users and publish calls in Teams. It stays under your control, and you can delete it at any time.
setup-microsoft-checking = Microsoft is checking tenant and application
setup-microsoft-done = { $tenant } is known, and the application can authenticate.
microsoft-change = Change the details
microsoft-cloud-is = Cloud: { $cloud }.
credential-end = { $credential ->
    [certificate] The certificate expires on { $day }.
   *[secret] The secret expires on { $day }.
} Presence Sync reminds you 30, 7 and 1 days beforehand.
credential-end-unknown = { $credential ->
    [certificate] When the certificate expires is not known.
   *[secret] When the secret expires is not known. Enter the date, so that Presence Sync can remind you in time.
}
microsoft-tenant = Tenant domain
microsoft-tenant-hint = A domain of your Microsoft 365 tenant, or the tenant id.
microsoft-tenant-invalid = Enter a domain such as contoso.de, or the tenant id.
microsoft-client-id = Application (client) id
microsoft-client-id-hint = From the overview of the app registration.
microsoft-client-id-script = The script prints it at the end.
microsoft-client-id-invalid = The application id has the form 00000000-0000-0000-0000-000000000000.
microsoft-clouds = Another Microsoft cloud
microsoft-cloud = The tenant’s Microsoft cloud
cloud-global = Microsoft global (also Microsoft 365 GCC)
cloud-global-limits = Everything works. Right for nearly every organisation.
cloud-us-government = US Government L4 (GCC High)
cloud-us-government-limits = Reading and publishing work; Teams gives fewer details there.
cloud-us-government-dod = US Government L5 (DoD)
cloud-us-government-dod-limits = Reading and publishing work; Teams gives fewer details there.
cloud-china = China, operated by 21Vianet
cloud-china-limits = No presence interface: synchronisation is not possible there.
microsoft-credential = The application authenticates with
microsoft-credential-secret = a client secret
microsoft-credential-created = a certificate that is created here
microsoft-credential-certificate = a certificate of your own
microsoft-secret = Client secret (value)
microsoft-secret-hint = The value is shown only once, right after it was created.
microsoft-secret-is-id = This looks like the Secret ID. What is needed is the value beside it.
secret-kept = A secret is stored. Leave this empty to keep it.
microsoft-expires = Secret expires on (if known)
microsoft-expires-hint = In the portal under “Certificates & secrets”, column “Expires”; the script shows it too.
microsoft-expires-year = In one year ({ $day })
microsoft-expires-invalid = Enter a day in the future, such as { $day }, or leave this empty.
microsoft-certificate = Certificate with private key (PEM)
microsoft-certificate-hint = Both parts, without a passphrase. Upload only the certificate to the app registration, never the key.
microsoft-certificate-invalid = Paste a certificate and its private key in PEM form.
certificate-kept = A certificate is stored. Leave this empty to keep it.
certificate-first = Create the certificate first.
certificate-text = Presence Sync creates a key and a certificate for it. The key stays in the credential store of this computer; you upload only the certificate to Microsoft.
certificate-create = Create key and certificate
certificate-creating = Key and certificate are being created
certificate-created = The certificate is created. The key stays on this computer; only the public part is uploaded.
certificate-thumbprint = Thumbprint
certificate-ends = Valid until
certificate-public = Public part of the certificate
certificate-step-save = Save the certificate as { $file }.
certificate-step-upload = Open your app registration in the portal: “Certificates & secrets”, “Certificates”, “Upload certificate”. The thumbprint must be the same.
certificate-step-connect = Come back here and connect Microsoft.
certificate-save = Save the certificate
certificate-script = The script below contains the certificate already and uploads it itself.
certificate-show = Show and copy the public part
microsoft-connect = Connect Microsoft
registration-title = Create the app registration
registration-choice = Is there an app registration for Presence Sync in your tenant?
registration-create = No, I will create it now with a script
registration-have = Yes, I have one
registration-text = This script creates it in the tenant entered above, with exactly four permissions and no more.
registration-permissions = Permissions of the app registration
registration-permission = Permission
registration-type = Type
registration-purpose = What for
registration-application = Application
registration-delegated = Delegated
registration-resource = All belong to Microsoft Graph ({ $id }).
permission-write = Publish calls in Teams
permission-users = Read users, to match addresses
permission-read = Read everybody’s presence as the sync user
permission-self = See which account has signed in
registration-redirects-text = Redirect addresses on the platform “Mobile and desktop applications”; also set “Allow public client flows” to yes.
registration-script-text = { $proof ->
    [certificate] It uploads the certificate and prints the application id. Run it as an administrator.
   *[secret] At the end it prints the application id, a secret and the day on which it expires. Run it as an administrator.
}
registration-by-hand = What the script creates, and how to do it by hand
registration-portal = Open app registrations
registration-cloud-shell = Open Azure Cloud Shell
script-azure-cli = Azure CLI (Bash)
script-powershell = Microsoft Graph PowerShell
script-module = Install the Microsoft Graph module for your user
script-cloud = Choose the cloud that your tenant is in
script-cloud-graph = Use this cloud’s Microsoft Graph (Azure CLI 2.75 or newer)
script-sign-in = Sign in as an administrator of your tenant
script-permissions = The permissions: Role means application, Scope means delegated
script-register = Register the application for this tenant only, with its redirect addresses
script-principal = Create the enterprise application, to which admin consent is given
script-secret = Create a secret that is valid for one year, and print what the Microsoft step asks for
script-secret-end = Show when the secret expires
script-certificate-file = The certificate, without its key
script-certificate = Add the certificate, and print what the Microsoft step asks for
script-certificate-own = Add the certificate whose public part is in presence-sync.pem
script-certificate-end = Show when the certificate expires
setup-sync-user-title = Create the sync user
setup-sync-user-why = Microsoft shows the presence of others only to somebody who is signed in. That is what the sync user is for: an account of its own that does nothing but read.
sync-user-name = Display name
sync-user-address-label = Address of the sync user
sync-user-step-create = Create a user with the address above in the admin centre.
sync-user-step-licence = It needs no licence and no administrator role.
sync-user-step-first-sign-in = Sign in with it once in a private browser window: change the first password and register the security information it asks for.
sync-user-step-expiry = Exempt it from password expiry, so that synchronisation does not stop one day.
sync-user-open-users = Open users in the admin centre
sync-user-open-security = Open security information
sync-user-recommended = Recommended. Only the account with this address will be accepted.
sync-user-other = Only the account with this address will be accepted.
sync-user-confirm = { $count ->
    [one] I have created it myself
   *[other] I have created them myself
}
sync-user-by-hand = Create it yourself: how to
sync-user-not-needed = The application reads by itself; no sync user is needed at present.
creation-button = Create it for me
creation-text = Presence Sync creates the account while you sign in once as an administrator (at least the role User Administrator). That sign-in is not kept afterwards.
creation-in-progress = The account is being created
creation-done = { $address } was created, { $at }.
creation-password-gone = The password is not shown again. If you do not have it, reset it in the admin centre.
password-title = Password of { $address }
password-label = Password
password-text = It is shown only this once and does not expire. Save it in your password manager: you need it in the next step, at “Sign in as sync user”.
password-noted = I have noted it
check-to-do = Not checked yet.
check-after-consent = Not checked yet: this happens by itself after admin consent.
check-in-progress = The account is being checked
check-done = Checked { $at }: the account exists and is suitable.
check-now = Check now
check-again = Check again
address-invalid = Enter a full address, such as presence-sync@contoso.de.
setup-connect-title = Connect
setup-connect-why = In this order, as in the Cloudya manual. Consent and sign-in open a Microsoft page in a window of its own; Presence Sync does not read what you type there.
action-details = Details
consent-title = Give admin consent
consent-text = A Global Administrator allows the application exactly this in your tenant:
consent-given = The application may read users, read presence and publish calls in your tenant.
consent-button = Give admin consent
consent-again = Give consent again
consent-verifying = Microsoft is recording the consent; this sometimes takes some minutes.
consent-done = Given { $at } for { $tenant }
sign-in-title = Sign in as sync user
sign-in-title-round = Sign in as sync user, round { $round } of { $of }
sign-in-text = Sign in as { $address }, not with your own account.
sign-in-button = Sign in as sync user
sign-in-again = Sign in again
sign-in-verifying = The sign-in is being checked
sign-in-done = By { $account }, { $at }
release-round = Release this round
release-round-sure = Release round { $round }?
release-round-consequence = The sign-in of { $account } is deleted from this computer. { $people ->
    [one] One person of this round is
   *[other] { $people } people of this round are
} not read any more until a sync user signs in again; free places in other rounds are used. The account at Microsoft stays.
activation-title = Activate synchronisation
activation-text = You see the review first. Nothing is written before.
activation-on = The synchronisation is activated. The review shows who is matched; there you can also deactivate it.
activation-button = Activate synchronisation
activation-to-review = Review and activate
activation-review = Show the review
activation-done = Activated { $at }
barrier-cloudya = Connect Cloudya first.
barrier-microsoft = Connect Microsoft first.
barrier-consent = Give admin consent first.
barrier-sign-in = Sign in as sync user first.
reader-title = Read without a sync user
reader-text = According to Microsoft’s newer documentation, the application itself may read everybody’s presence: no sync user, no rounds, and no limit of 600 people. A trial shows whether it works in your tenant; it changes nothing.
reader-chosen = The application itself reads everybody’s presence. Sync users and rounds are not needed.
reader-try = Find out whether it works
reader-try-again = Try again
reader-trying = The application is trying to read one presence
reader-works = It works: the trial succeeded, { $at }. You can go back to the sync user at any time.
reader-use-application = Read without a sync user
reader-use-sync-user = Read with a sync user again
via-browser = Use my browser
via-device-code = Use another device
page-window-title = The Microsoft page is open in a window of its own
page-window-consent = Sign in there as an administrator and accept. Check the address in the window’s title.
page-window-sign-in = Sign in there as the sync user. Check the address in the window’s title.
page-window-create-sync-user = Sign in there as an administrator, not as the sync user. Check the address in the window’s title.
page-browser-title = The Microsoft page is open in your browser
page-browser-consent = Sign in there as an administrator and accept. This page continues by itself.
page-browser-sign-in = Sign in there as the sync user. A private window helps if the browser knows another account.
page-browser-create-sync-user = Sign in there as an administrator. This page continues by itself.
page-device-code-title = Type this code on any device
page-device-code-consent = Open the address, type the code, and sign in as an administrator.
page-device-code-sign-in = Open the address, type the code, and sign in as the sync user.
page-device-code-create-sync-user = Open the address, type the code, and sign in as an administrator.
page-address = Address
page-open = Open the address
page-code-expires = The code is valid until { $time }.
setup-review-title = Review
setup-review-why = This is how your extensions and Teams users fit together. Whatever is not matched is left alone; you can fix it before or afterwards.
review-matched = Matched
review-uncovered = { $people ->
    [one] One person is
   *[other] { $people } people are
} not synchronised yet: covering everybody takes { $rounds } rounds, and not every sync user has signed in.
review-problems = { $count ->
    [one] Show one problem
   *[other] Show { $count } problems
}
review-activate-title = Activate
review-active-title = Active
review-activate-text = From now on, calls are published in Teams and cleared when they end. You can pause or deactivate at any time; then everything published is cleared.
review-active-since = Active since { $at }.
review-to-overview = To the overview
dry-run-title = Dry run: what would change in Teams right now
dry-run-becomes = becomes
dry-run-text = { $count ->
    [0] At the moment no phone reports anything that Teams does not show already, so nothing would change.
    [one] One person would be shown differently:
   *[other] { $count } people would be shown differently:
}
dry-run-one-way = The synchronisation is set to run from Teams to the phone only, so nothing would change in Teams.
dry-run-resting = It is outside the working hours, so nothing would change before { $time }.
dry-run-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
deactivate = Deactivate
deactivate-sure = Deactivate synchronisation?
deactivate-consequence = Everything that was published in Teams is cleared, and nothing new is published. Credentials and settings are kept.

## Settings

settings-lead = Changes apply at once, without a restart.
settings-search = Search the settings
settings-index = Sections of the settings
settings-nothing = No setting found
settings-nothing-text = Nothing here is called “{ $searched }”. Try another word.
settings-window = This computer
settings-window-lead = How the window looks, and what Presence Sync does on this computer.
settings-states = What is synchronised
settings-states-lead = Which side is told what. Rules for individuals are on the People page. Teams shows who is on the phone but still puts Teams calls through; that cannot be changed from outside.
settings-limits = Times and limits
settings-limits-lead = The defaults suit nearly everybody. Change them when Teams flickers or lags, or when Microsoft slows you down.
settings-working-hours = Working hours
settings-working-hours-lead = Outside the working hours nothing is published in Teams and no phone is diverted. Both sides are still shown.
settings-phone-rules = Phone rules
settings-phone-rules-lead = While Teams shows a certain state, a call-forward profile is active on the phone; afterwards the former one returns, unless the person has chosen another in the meantime.
settings-journal = Journal and privacy
settings-journal-lead = The journal holds what was seen and done: it fills the Activity page and the charts of the overview.
settings-network = Network and addresses
settings-network-lead = How the services are reached. Hardly anybody has to change anything here.
settings-diagnostics = Diagnostics
settings-diagnostics-lead = An archive for support. It is stored on this computer and sent to nobody; it never contains passwords, secrets or tokens.
settings-forget = Forget everything
settings-forget-lead = Returns Presence Sync to the state before its first start. This is what is removed, and what stays:
setting-usual = Default: { $value }
setting-put-back = Reset
setting-put-back-what = Reset: { $label }, to { $value }
setting-on = On
setting-off = Off
setting-change = Change
setting-change-what = Change in set-up: { $label }
setting-language = Language
setting-language-hint = Of the window, the tray and the notifications.
setting-language-system = Same as the system
setting-language-de = Deutsch
setting-language-en = English
setting-theme = Appearance
setting-theme-hint = Can follow the system.
setting-theme-system = Same as the system
setting-theme-light = Light
setting-theme-dark = Dark
setting-theme-high-contrast = High contrast
setting-start-with-computer = Start with the computer
setting-start-with-computer-hint = Presence Sync starts when you sign in, without opening its window. Synchronisation runs only while it does.
setting-notifications = Notifications
setting-notifications-hint = Only when you have to do something, once for each cause.
setting-keep-in-tray = Keep running when the window is closed
setting-keep-in-tray-hint = The icon in the tray shows the state. Quitting clears what was published.
setting-direction = Direction
setting-direction-hint = Which side is told about the other.
setting-direction-both = Both directions
setting-direction-phone-to-teams = From the phone to Teams only
setting-direction-teams-to-phone = From Teams to the phone only
setting-duplicates = Several extensions for one person
setting-duplicates-hint = What applies where several extensions lead to one Teams user and you have not decided.
setting-duplicates-lowest-extension = Use the lowest extension
setting-duplicates-combine = Combine: any of them counts
setting-duplicates-leave-out = Leave all out
setting-ringing = While the phone rings
setting-ringing-hint = What Teams shows before a call is answered. A call in progress is always “In a call”.
setting-ringing-nothing = Publish nothing
setting-ringing-in-a-call = Publish “In a call”
setting-dnd = Do not disturb in Cloudya
setting-dnd-hint = What Teams shows while Do not disturb is switched on. A state that somebody chose in Teams takes precedence.
setting-dnd-nothing = Publish nothing
setting-dnd-do-not-disturb = Publish “Do not disturb”
setting-settle-seconds = Settle time
setting-settle-seconds-hint = How long a call must last before it is published, so that feature codes do not flicker in Teams.
setting-clear-seconds = Clearing time
setting-clear-seconds-hint = How long the phone must be free before the call is cleared.
setting-grace-seconds = Grace time
setting-grace-seconds-hint = How long the last state is kept when Cloudya’s live stream is disconnected. Then what was published is cleared.
setting-teams-poll-seconds = Reading Teams every
setting-teams-poll-seconds-hint = How often Teams presence is read. Reading less often leaves more room below Microsoft’s limit.
setting-round-size = People per onboarding round
setting-round-size-hint = One sync user reads for this many people. Microsoft allows 650. With a smaller number, people beyond it lose their place and need a further round.
setting-presence-limit = Presence requests in 30 seconds
setting-presence-limit-hint = Microsoft’s limit for your tenant; Presence Sync stays below 90 % of it.
setting-working-hours = Synchronise in working hours only
setting-working-hours-hint = When this is off, people are synchronised at all times.
setting-time-zone = Time zone
setting-time-zone-hint = Whose clock counts. Summer time is taken into account.
setting-journal-hours = Keep entries for
setting-journal-hours-hint = Older entries are deleted by themselves. When the journal is off, nothing about people is recorded and all entries are deleted; only counts for the charts stay.
setting-cloud = Microsoft cloud
setting-cloud-hint = Which of Microsoft’s clouds your tenant is in. Chosen in set-up, because the addresses and the sign-in depend on it.
setting-reader = Teams presence is read by
setting-reader-hint = Chosen in set-up, where it is tried first.
setting-reader-sync-user = the sync user
setting-reader-application = the application itself
setting-proxy = Proxy
setting-proxy-hint = Through which all services are reached, with http://, https:// or socks5:// at its beginning, such as http://proxy.example.com:8080. A user name and a password in it are not kept. Addresses of this computer never go through it.
setting-cti-url = Cloudya CTI API
setting-cti-url-hint = Who is on the phone.
setting-configuration-url = PBX Configuration API
setting-configuration-url-hint = Voicemail e-mails and call-forward profiles.
setting-nfon-token-url = Sign-in at NFON
setting-nfon-token-url-hint = Where tokens for the PBX Configuration API come from.
setting-login-url = Sign-in at Microsoft
setting-login-url-hint = Consent, sign-ins and tokens. The default belongs to your cloud.
setting-graph-url = Microsoft Graph
setting-graph-url-hint = Users and presence. The default belongs to your cloud.
unit-seconds = s
unit-people = people
unit-requests = requests
unit-hours = h
range = A number from { $low } to { $high }.
range-whole = A whole number from { $low } to { $high }.

## Settings: working hours

hours-day = Day
hours-from = From
hours-until = Until
hours-from-day = { $day }, from
hours-until-day = { $day }, until
hours-none = Nobody is synchronised on this day.
hours-next-day = on the next day
hours-fault = A time from 00:00 to { $last }, such as 08:30.
hours-copy-monday = Copy Monday to all weekdays
hours-now-inside = Now: inside the working hours, until { $day }, { $time }.
hours-now-outside = Now: outside the working hours, until { $day }, { $time }.
hours-always-inside = These hours never end: people are synchronised at all times.
hours-always-outside = No day is selected: nobody is synchronised at all.
time-zone-own = This computer’s ({ $zone })

## Settings: phone rules

profile-what = A call-forward profile is a set of call forwardings that an extension has in Cloudya under a name, such as “Meeting: everything to voicemail”. Presence Sync activates profiles that exist; it creates and edits nothing in Cloudya.
rules-none = There is no phone rule: Teams diverts no phone.
rules-need-configuration = Phone rules need the credentials of the PBX Configuration API, and here the e-mails come from a list. Until the credentials are entered, no phone is diverted.
rules-need-direction = The direction is “From the phone to Teams only”, so no phone is diverted.
rule-add = Add a phone rule
rule-new = New phone rule
rule-change = Phone rule
rule-edit = Edit
rule-edit-what = Edit the rule for “{ $profile }”
rule-delete = Delete
rule-delete-sure = Delete the rule for “{ $profile }”?
rule-delete-consequence = Phones that it diverted get their former profile back.
rule-switch = Rule for “{ $profile }”
rule-sentence = “{ $profile }” while Teams shows: { $states }
rule-details = { $seconds ->
    [0] At once
    [one] After one second
   *[other] After { $seconds } seconds
}, for { $hours ->
    [one] one hour
   *[other] { $hours } hours
} at most; { $whom }.
rule-for-all = for all extensions
rule-for-listed = { $count ->
    [one] for extension { $extensions }
    [2] for extensions { $extensions }
    [3] for extensions { $extensions }
    [4] for extensions { $extensions }
    [5] for extensions { $extensions }
   *[other] for { $count } extensions
}
rule-when = While Teams shows one of these
rule-when-missing = Choose at least one Teams state.
rule-profile = Activate the call-forward profile
rule-profile-hint = Its name, exactly as it is called in Cloudya. Each extension needs a profile of this name.
rule-profile-missing = Enter the name of the profile.
rule-held = Once it has been shown for
rule-held-hint = Short states then divert no phone.
rule-max = Return after at most
rule-max-hint = Even if Teams still shows the state.
rule-whom = For whom
rule-whom-all = All extensions
rule-whom-listed = Selected extensions
rule-extensions-missing = Choose at least one extension.
rule-search = Search by extension or name
rule-found = Found extensions
rule-extensions-chosen = Selected extensions
rule-remove = Remove { $extension }
rule-save = Save
rule-off-until = The rule stays off until you switch it on in the list.
rule-is-on-already = This rule is switched on. As soon as you save, phones really ring differently.
rule-preview-nothing = Choose a Teams state to see whom the rule would affect now.
rule-preview-asking = Checking whom it would affect now
rule-preview-failed = Whom it would affect now cannot be said at the moment.
rule-preview-touched = { $count ->
    [0] Now it would affect nobody; it applies to { $covered ->
        [one] one person
       *[other] { $covered } people
    }.
    [one] Now it would affect one of { $covered } people:
   *[other] Now it would affect { $count } of { $covered } people:
}
rule-preview-since = since { $time }
rule-preview-rest = { $count ->
    [one] and one more
   *[other] and { $count } more
}
rule-switch-on-sure = Switch this phone rule on?
rule-switch-on = Switch on
rule-really = Phones will then really ring differently: calls go where the profile sends them.
rule-returns = The former profile returns when Teams shows something else, when you pause, quit Presence Sync or switch the rule off, and after the longest time at the latest. If somebody chooses another profile on the phone in the meantime, that one stays.

## Settings: journal

journal-privacy = The journal contains personal data of employees: extension, Teams user, states, what was done, how long it took and with which result. Phone numbers and names of callers are never stored. It stays on this computer. Agree on the time with your works council or data protection officer where you have one.
empty-journal = Empty the journal
empty-journal-sure = Empty the journal?
empty-journal-consequence = All entries about all people are deleted from this computer at once, with the charts of the overview. This cannot be undone. Recording continues.
retention-off = Off: record nothing
retention-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
retention-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}

## Settings: network

network-services = Addresses of the services
network-usual = Reset all addresses
address-usual = Default
proxy-usual = that of the system
address-fault-unreadable = “{ $label }” is not an address. Enter it in full, such as https://service.example.com, or leave the field empty.
address-fault-scheme = “{ $label }” must begin with https://, because credentials are sent there. http:// is possible for this computer alone, such as http://localhost:8080. Ask whoever runs the service for its encrypted address, or leave the field empty.
address-fault-proxy-scheme = “{ $label }” must begin with http://, https:// or socks5://, such as http://proxy.example.com:8080. Other kinds of proxy cannot be used.
address-fault-credentials = “{ $label }” must not contain a user name or a password, because settings are not secret. Remove everything up to the @.
address-fault-tail = “{ $label }” must not contain anything after a ? or a #. Remove that part.

## Settings: diagnostics

diagnostics-names = Include names, e-mail addresses and extensions
diagnostics-without = Without them, people appear as numbers that mean nothing elsewhere. That is enough for nearly every question.
diagnostics-with = Whoever receives the archive sees who is called what and which state Teams and the phone show. That is personal data: send it only to people who may see it.
diagnostics-list = Show contents
diagnostics-busy = One moment
diagnostics-contents = Contents of the archive
diagnostics-file = File
diagnostics-about = Contents
diagnostics-size = Size
diagnostics-kilobytes = { $kilobytes } kB
diagnostics-save = Save the archive
diagnostics-saved = The archive is saved:
diagnostics-path = Path of the archive
diagnostics-failed = The archive could not be created. Make room on the disk, or check whether this program may write to the downloads folder; then try again.
diagnostics-about-version = Version of Presence Sync and of the operating system
diagnostics-about-settings = The settings of this page, without credentials
diagnostics-about-state = Connections, steps of set-up, rounds and problems
diagnostics-about-people = How each extension is matched, and its state now
diagnostics-about-statistics = Calls, changes, delays and requests by the hour
diagnostics-about-journal = What was seen and done, as far as the journal keeps it
diagnostics-about-log = The program’s log of the last days

## Settings: forget everything

forget-here = Here
forget-here-what = Every setting and choice, all credentials for Cloudya and Microsoft, the sign-ins of the sync users, and the journal.
forget-teams = In Teams
forget-teams-what = What was published is cleared first. What people chose themselves stays.
forget-cloudya = In Cloudya
forget-cloudya-what = Phones that a phone rule diverted get their former call-forward profile back. While Cloudya cannot be reached, that is waited for; whoever confirms once more leaves them diverted. Voicemail e-mails that were corrected from here stay corrected.
forget-stays = Stays
forget-stays-what = App registration, admin consent and sync users in your tenant, and the archives that you saved. Remove those yourself if they are no longer needed.
forget-open = Forget everything
forget-button = Forget everything
forget-sure = Forget everything on this computer?
forget-consequence = You will have to connect Cloudya and Microsoft again. This cannot be undone.
forget-type = Type “{ $word }” to confirm
forget-type-wrong = Type the word “{ $word }”.
forget-word = forget

## Closing the window where no tray could call it back

closing-title = Quit, or keep running?
closing-text = This desktop has no tray from which the window could be opened again. Kept running in the background, Presence Sync continues to synchronise with its window minimised. Quitting first clears what was published in Teams.
closing-keep = Keep running in the background
closing-quit = Quit
