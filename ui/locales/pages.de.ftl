# Jedes Wort, das Menschen auf Deutsch auf den Seiten lesen, die geholt werden, sobald das Fenster steht, und in
# Benachrichtigungen.

## Übersicht: Runden, Verzeichnis, und wie lange pausiert wird

pause-half-an-hour = Für 30 Minuten
pause-tomorrow = Bis morgen
pause-resumed = Bis ich fortsetze
rounds-title = Onboarding-Runden
round-title = { $of ->
    [one] Runde { $round }
   *[other] Runde { $round } von { $of }
}
round-places = { $people } von { $capacity } Plätzen
round-reader = Gelesen von { $address }
round-reader-expected = Wartet auf { $address }
directory-title = Verzeichnis
directory-facts = { $matched } von { $extensions } Nebenstellen sind einem von { $users } Teams-Nutzern zugeordnet.
directory-incomplete = Verzeichnis noch nicht vollständig gelesen
directory-complete = Verzeichnis gelesen: { $time }
directory-refresh = Verzeichnis neu lesen

## Übersicht: umgeleitete Telefone und der letzte Tag

diversions-title = Von Telefonregeln umgeleitete Telefone
diversions-none = Zurzeit ist kein Telefon umgeleitet.
diversions-undo = Alle aufheben
diversions-undo-question = { $count ->
    [one] Ein Telefon auf sein vorheriges Rufumleitungsprofil zurücksetzen?
   *[other] { $count } Telefone auf ihre vorherigen Rufumleitungsprofile zurücksetzen?
}
diversions-undo-consequence = In Cloudya wird das vorherige Profil wieder aktiv, außer wo inzwischen jemand ein anderes aktiviert hat. Erneut umgeleitet wird erst, wenn Teams einen der Zustände von Neuem zeigt. Die Telefonregeln bleiben, wie sie sind.
diversion-diverting = Wird umgeleitet
diversion-diverted = Umgeleitet
diversion-returning = Wird zurückgesetzt
diversion-stuck = Lässt sich nicht ändern
diversion-what = Profil { $profile } statt { $former }, solange Teams „{ $activity }“ zeigt
diversion-when = seit { $since }, längstens bis { $until }
day-title = Die letzten 24 Stunden
day-asking = Die letzten 24 Stunden werden gelesen
day-failed = Das Journal kann nicht gelesen werden, deshalb gibt es zurzeit keine Diagramme. Die Synchronisierung ist davon nicht betroffen.
day-off = Das Journal ist ausgeschaltet, deshalb gibt es keine Diagramme. Sie können es in den Einstellungen einschalten.
chart-as-table = { $title } als Tabelle
chart-from = Ab
chart-calls = Anrufe
chart-calls-summary = { $total ->
    [one] Ein Anruf, zwischen { $at } und { $until } Uhr.
   *[other] { $total } Anrufe insgesamt; die meisten, { $peak }, zwischen { $at } und { $until } Uhr.
}
chart-calls-empty = Keine Anrufe in den letzten 24 Stunden.
chart-changes = Veröffentlichte Änderungen
chart-changes-summary = { $total ->
    [one] Eine Änderung
   *[other] { $total } Änderungen
} in Teams; { $failures ->
    [0] keine ist fehlgeschlagen
    [one] eine ist fehlgeschlagen
   *[other] { $failures } sind fehlgeschlagen
}.
chart-changes-empty = In den letzten 24 Stunden wurde nichts veröffentlicht.
chart-delay = Verzögerung
chart-delay-summary = { $median } vom Telefon bis Teams im Median, höchstens { $p95 } in 95 % der Fälle.
chart-delay-empty = Es wurde nichts veröffentlicht, deshalb gibt es keine Verzögerung.
chart-requests = Anfragen je 30 Sekunden
chart-requests-summary = Höchstens { $peak }, um { $at }: { $share } dessen, was Microsoft zulässt.
chart-requests-empty = Keine Anfragen in den letzten 24 Stunden.
series-calls = Anrufe
series-changes = Änderungen
series-failures = Fehlgeschlagen
series-median = Median
series-p95 = 95. Perzentil
series-peak = Meiste Anfragen
series-limit = Grenze von Microsoft
series-kept = Unsere Grenze

## Aktivität

journal-lead = Das Journal enthält personenbezogene Daten Ihrer Beschäftigten; es bleibt auf diesem Computer, und jeder Eintrag wird nach { $unit ->
    [hours] { $count ->
        [one] einer Stunde
       *[other] { $count } Stunden
    }
   *[days] { $count ->
        [one] einem Tag
       *[other] { $count } Tagen
    }
} gelöscht.
journal-asking = Das Journal wird gelesen
journal-off-title = Das Journal ist ausgeschaltet
journal-off-text = Was geschieht, wird nicht aufbewahrt. Sie können das Journal in den Einstellungen einschalten.
journal-failed-title = Das Journal kann nicht gelesen werden
journal-failed-text = Die Synchronisierung läuft weiter. Bitte versuchen Sie es erneut; hilft das nicht, starten Sie Presence Sync neu.
journal-again = Erneut versuchen
journal-empty-title = Es ist noch nichts geschehen
journal-empty-text = Anrufe, Änderungen in Teams und was daraufhin getan wird, erscheinen hier; nie, wer angerufen hat.
journal-unfound-title = Nichts gefunden
journal-unfound-text = Kein Eintrag des Journals passt zu dieser Suche und diesen Filtern.
journal-show-all = Alle Einträge anzeigen
journal-search = Person suchen
journal-groups = Was geschah
journal-groups-all = Alle Ereignisse
journal-outcomes = Ergebnis
journal-outcomes-all = Alle Ergebnisse
journal-span = Zeit
journal-chosen = { $count } ausgewählt
journal-count = { $count ->
    [one] Ein Eintrag
   *[other] { $count } Einträge
}
journal-to-person = Diese Person anzeigen
journal-person-off = Wieder alle anzeigen, nicht nur { $name }
journal-news = { $count ->
    [one] Ein neuer Eintrag
   *[other] { $count } neue Einträge
}
journal-news-many = Mehr als { $count } neue Einträge
journal-export = Exportieren …
journal-export-title = Journal exportieren
journal-export-reading = { $read } von { $total } Einträgen gelesen
journal-export-failed = Das Journal konnte nicht exportiert werden, und es wurde keine Datei gespeichert. Bitte versuchen Sie es erneut.
journal-export-saved = { $count ->
    [one] Ein Eintrag wurde als { $file } im Ordner Downloads gespeichert.
   *[other] { $count } Einträge wurden als { $file } im Ordner Downloads gespeichert.
} Es sind personenbezogene Daten; bitte bewahren Sie die Datei entsprechend auf.
journal-empty = Leeren …
journal-empty-question = Das Journal leeren?
journal-empty-person = Nur { $name }
journal-empty-whole = Das ganze Journal
journal-empty-person-consequence = { $count ->
    [unknown] Alle Einträge zu { $name } werden von diesem Computer gelöscht.
    [0] Es gibt keinen Eintrag zu { $name }.
    [one] Ein Eintrag zu { $name } wird von diesem Computer gelöscht.
   *[other] { $count } Einträge zu { $name } werden von diesem Computer gelöscht.
} Das lässt sich nicht rückgängig machen.
journal-empty-whole-consequence = { $count ->
    [unknown] Alle Einträge zu allen Personen werden von diesem Computer gelöscht.
    [0] Es gibt keinen Eintrag im Journal.
    [one] Ein Eintrag wird von diesem Computer gelöscht.
   *[other] Alle { $count } Einträge zu allen Personen werden von diesem Computer gelöscht.
} Die Diagramme der letzten 24 Stunden beginnen von vorn. Das lässt sich nicht rückgängig machen.
journal-empty-hint = Um nur die Einträge einer Person zu löschen, öffnen Sie zuerst die Aktivität dieser Person. Teams und Cloudya bleiben, wie sie sind, und das Journal läuft weiter.
journal-empty-stays = Teams und Cloudya bleiben, wie sie sind, und das Journal läuft weiter.
journal-empty-person-now = Einträge löschen
journal-empty-whole-now = Journal leeren
span-all = Gesamte Zeit
span-hour = Letzte Stunde
span-today = Heute
span-day = Letzte 24 Stunden
span-week = Letzte 7 Tage
entry-group-phone = Telefon
entry-group-teams = Teams
entry-group-published = Veröffentlicht
entry-group-rules = Telefonregeln
entry-group-program = Programm
entry-nobody = Presence Sync
entry-extension = Nebenstelle { $extension }
entry-line-changed = Telefon: { $line ->
    [idle] frei
    [ringing] klingelt
    [in-use] belegt
    [offline] offline
   *[unknown] unbekannt
}{ $known ->
    [unknown] {""}
    [available] {""}
   *[other] , Cloudya zeigt „{ $presence }“
}
entry-teams-changed = { $origin ->
    [echo] Teams bestätigt: { $activity }
   *[other] Teams: { $activity }
}
entry-published = Veröffentlicht: { $activity }
entry-cleared = Zurückgenommen
entry-diverted = Umgeleitet: Profil { $profile } statt { $former }
entry-returned = Zurück zum Profil { $profile }
entry-taken-over = Belassen: Jemand hat das Profil { $profile } aktiviert
entry-email-corrected = Voicemail-E-Mail in Cloudya berichtigt
entry-started = Programm gestartet
entry-ended = Programm beendet
entry-activated = Synchronisierung aktiviert
entry-deactivated = Synchronisierung deaktiviert
entry-paused = Angehalten
entry-resumed = Fortgesetzt
entry-woke = Der Computer ist aus dem Ruhezustand erwacht
entry-settings-changed = Einstellungen geändert
entry-problem-appeared = Problem: { $problem }
entry-problem-cured = Gelöst: { $problem }
outcome-seen = Gesehen
outcome-done = Erledigt
outcome-delayed = Erneut versucht
outcome-refused = Abgelehnt
timeline-off = Das Journal ist ausgeschaltet, deshalb wird der Tag nicht aufbewahrt.
timeline-empty = Heute ist nichts geschehen.
timeline-all = Alle Aktivität dieser Person
timeline-more = { $count ->
    [one] Ein früherer Eintrag von heute und alle anderen
   *[other] { $count } frühere Einträge von heute und alle anderen
}
sheet-time = Zeit
sheet-group = Art des Ereignisses
sheet-event = Ereignis
sheet-took = Dauer
sheet-seconds = Dauer (Sekunden)
sheet-outcome = Ergebnis

## Personen

search-placeholder = Nebenstelle, Name oder Adresse suchen
filter-label = Filter
filter-all = Alle Personen
filter-on-the-phone = Am Telefon
filter-differs = Telefon und Teams verschieden
filter-diverted = Durch eine Telefonregel umgeleitet
filter-not-matched = Nicht zugeordnet
filter-paused = Ganz oder teilweise angehalten
filter-group-now = Im Moment
filter-round = Runde { $round }
filter-round-any = Alle Runden
search-label = Personen suchen und filtern
people-count = { $shown } von { $all }
people-count-selected = { $shown } von { $all }, { $selected } ausgewählt
people-fit = { $count ->
    [0] Niemand gefunden
    [one] Eine Person gefunden
   *[other] { $count } Personen gefunden
}
people-copied = { $count ->
    [one] Eine Zeile kopiert
   *[other] { $count } Zeilen kopiert
}
emails-copied = { $count ->
    [one] Eine E-Mail-Adresse kopiert
   *[other] { $count } E-Mail-Adressen kopiert
}
file-saved = { $file } wurde im Ordner Downloads gespeichert.
file-not-saved = { $file } konnte nicht gespeichert werden. Bitte versuchen Sie es erneut.
not-copied = Es wurde nichts kopiert: Die Zwischenablage ist nicht verfügbar. Bitte versuchen Sie es erneut.
people-export = Exportieren
people-export-what = Diese Liste als CSV exportieren
columns = Spalten
columns-hint = In der Tabelle ändern Sie die Breite einer Spalte, indem Sie den Rand ihres Namens ziehen. Mit der Tastatur auf dem Spaltennamen: Umschalt und Pfeil links oder rechts ändern die Breite, Strg und Pfeil verschieben die Spalte.
columns-as-usual = Zurücksetzen
columns-earlier = { $name } nach vorn
columns-later = { $name } nach hinten
row-menu = { $count ->
    [one] Aktionen für { $name }
   *[other] Aktionen für { $count } Personen
}
row-open = Öffnen
row-activity = Aktivität anzeigen
row-copy = { $count ->
    [one] Zeile kopieren
   *[other] { $count } Zeilen kopieren
}
row-copy-keys = Strg+C
row-copy-email = { $count ->
    [one] E-Mail-Adresse kopieren
   *[other] { $count } E-Mail-Adressen kopieren
}
row-exclude = { $count ->
    [one] Nicht synchronisieren
   *[other] { $count } Personen nicht synchronisieren
}
row-include = { $count ->
    [one] Wieder synchronisieren
   *[other] { $count } Personen wieder synchronisieren
}
people-none-title = Noch niemand da
people-none-setup = Personen erscheinen, sobald Cloudya verbunden ist.
people-none-text = Cloudya hat für dieses Konto keine Nebenstellen, oder sie sind noch nicht gelesen.
people-unfound-title = Niemand gefunden
people-unfound-text = Keine der { $count } Personen passt zu dieser Suche und diesem Filter.
people-show-all = Alle anzeigen
column-extension = Nebenstelle
column-name = Name
column-email = Voicemail-E-Mail
column-user = Teams-Nutzer
column-line = Leitungsstatus
column-teams = Teams-Anwesenheit
column-published = Veröffentlicht
column-since = Seit
column-state = Zustand
column-round = Runde
published-until = bis { $time }
line-unknown = Unbekannt
line-offline = Offline
line-idle = Frei
line-ringing = Klingelt
line-in-use = Am Telefon
cloudya-unknown = Unbekannt
cloudya-offline = Offline
cloudya-available = Verfügbar
cloudya-away = Abwesend
cloudya-busy = Beschäftigt
cloudya-dnd = Nicht stören
teams-none = Nicht bekannt
activity-available = Verfügbar
activity-away = Abwesend
activity-berightback = Bin gleich zurück
activity-busy = Beschäftigt
activity-donotdisturb = Nicht stören
activity-focusing = Fokuszeit
activity-inacall = In einem Anruf
activity-inaconferencecall = In einer Telefonkonferenz
activity-inactive = Inaktiv
activity-inameeting = In einer Besprechung
activity-offline = Offline
activity-offwork = Nicht bei der Arbeit
activity-outofoffice = Außer Haus
activity-presenceunknown = Unbekannt
activity-presenting = Präsentiert
activity-urgentinterruptionsonly = Nur dringende Störungen
state-in-sync = Synchron
state-pending = Unterwegs
state-overridden = Überdeckt
state-duplicate = Doppelt
state-not-found = Kein Teams-Nutzer
state-no-email = Keine E-Mail
state-several-users = Mehrere Nutzer
state-disabled = Deaktiviert
state-guest = Gast
state-excluded = Ausgenommen
state-not-covered = Ohne Platz
state-unknown = Unbekannt
person-title = { $name }, Nebenstelle { $extension }
person-why = Warum wird das so angezeigt?
person-cloudya-presence = Cloudya-Anwesenheit
person-principal = Anmeldename
person-origin = Gesetzt von
person-published = { $activity } bis { $time }
person-matched-by = Zugeordnet über
person-round = Onboarding-Runde
person-exclude = Nicht synchronisieren
side-cloudya = Cloudya
side-teams = Microsoft Teams
side-match = Zuordnung
side-rule = Telefonregel
side-day = Heute
side-journal = Journal
phone-diverted = Durch eine Telefonregel umgeleitet
phone-rule-diverting = Teams zeigt „{ $activity }“ für { $name }; deshalb wird auf dem Telefon gerade das Profil „{ $profile }“ aktiviert.
phone-rule-diverted = Teams zeigt „{ $activity }“ für { $name }; deshalb ist auf dem Telefon seit { $since } das Profil „{ $profile }“ aktiv. „{ $former }“ kehrt zurück, sobald Teams etwas anderes zeigt, spätestens um { $until }.
phone-rule-returning = Das Telefon wechselt gerade vom Profil „{ $profile }“ zurück zu „{ $former }“.
phone-rule-stuck = Cloudya hat den Wechsel zwischen „{ $former }“ und „{ $profile }“ an diesem Telefon nicht ausgeführt. Es wird wieder versucht.
forget-journal = Journaleinträge dieser Person löschen
forget-journal-sure = Journaleinträge von { $name } löschen?
forget-journal-what = Alles, was zur Nebenstelle { $extension } festgehalten wurde, wird von diesem Computer gelöscht: Anrufe, Anwesenheit und was veröffentlicht wurde. Das lässt sich nicht rückgängig machen. Die Synchronisierung läuft weiter.
origin-none = Nicht bekannt
origin-echo = Diesem Programm
origin-teams = Teams oder der Person
matched-by-manual = Ihre Zuordnung von Hand
matched-by-mail = E-Mail-Adresse
matched-by-user-principal-name = Anmeldename
matched-by-primary-address = Primäre Adresse
matched-by-alias = Weitere Adresse (Alias)
why-being-read = Adressen und Nutzer werden noch gelesen; es ist noch nicht bekannt, wem diese Nebenstelle gehört.
why-address-not-read = Die Adresse dieser Nebenstelle konnte aus Cloudya nicht gelesen werden, obwohl das bei anderen gelingt. Sie wird immer wieder versucht, spätestens alle 15 Minuten; Sie können die Nebenstelle auch von Hand zuordnen.
why-another-extension = { $used ->
    [none] Mehrere Nebenstellen führen zu { $user }, und keine davon wird verwendet; deshalb erscheint dieses Telefon nicht in Teams.
   *[other] Mehrere Nebenstellen führen zu { $user }, und verwendet wird { $used }; deshalb erscheint dieses Telefon nicht in Teams.
}
why-not-found = Kein Teams-Nutzer hat die Adresse { $email }; es gibt also niemanden, für den Anrufe angezeigt werden könnten.
why-no-email = Die Nebenstelle hat keine Voicemail-E-Mail und kann deshalb keinem Teams-Nutzer zugeordnet werden.
why-several-users = { $users ->
    [none] Die Adresse { $email } gehört mehreren Teams-Nutzern; es ist nicht klar, wessen Anwesenheit gemeint ist.
   *[other] Die Adresse { $email } gehört zu { $users }; es ist nicht klar, wessen Anwesenheit gemeint ist.
}
why-disabled = Das Microsoft-Konto von { $user } ist deaktiviert, deshalb wird dafür nichts veröffentlicht.
why-guest = { $user } ist Gast in Ihrem Tenant, und die Anwesenheit von Gästen kann nicht gesetzt werden.
why-excluded = Sie haben die Nebenstelle { $extension } von der Synchronisierung ausgenommen.
why-not-covered = Keine Onboarding-Runde hat einen freien Platz für { $user }; melden Sie einen weiteren Sync-Nutzer an, um mehr Personen abzudecken.
why-phone-unknown = Cloudya teilt den Zustand der Nebenstelle { $extension } gerade nicht mit, deshalb wird nichts veröffentlicht.
why-reader-missing = { $reader ->
    [application] Die Anwendung kann die Teams-Anwesenheit gerade nicht lesen, deshalb ist die Teams-Seite von { $user } nicht bekannt.
   *[sync-user] { $round ->
        [none] Kein Sync-Nutzer liest gerade die Teams-Anwesenheit von { $user }, deshalb ist die Teams-Seite nicht bekannt.
       *[other] Der Sync-Nutzer der Runde { $round } ist nicht angemeldet, deshalb ist die Teams-Seite von { $user } nicht bekannt.
    }
}
why-teams-unknown = Teams hat die Anwesenheit von { $user } noch nicht mitgeteilt.
why-not-activated = Die Synchronisierung ist nicht aktiviert, deshalb wird nichts veröffentlicht; Telefon und Teams werden angezeigt.
why-paused = { $resumed ->
    [none] Die Synchronisierung ist angehalten, bis Sie sie fortsetzen; es wird nichts veröffentlicht, Telefon und Teams werden weiter angezeigt.
   *[other] Die Synchronisierung ist bis { $resumed } angehalten; es wird nichts veröffentlicht, Telefon und Teams werden weiter angezeigt.
}
why-connector-active = NFONs eigener Teams-Connector ist eingeschaltet, deshalb wird nichts veröffentlicht; Telefon und Teams werden weiter angezeigt.
why-resting = { $rested ->
    [none] Es ist außerhalb der Arbeitszeit, deshalb wird nichts veröffentlicht.
   *[other] Es ist außerhalb der Arbeitszeit, deshalb wird bis { $rested } nichts veröffentlicht.
}
why-second-writer = Ein anderes Programm scheint mit derselben Anwendung zu veröffentlichen, deshalb wird nichts veröffentlicht; Telefon und Teams werden weiter angezeigt.
why-ending = Presence Sync wird beendet und nimmt zurück, was veröffentlicht wurde.
why-settling = { $since ->
    [none] Das Telefon ist belegt; der Anruf wird veröffentlicht, wenn er { $settle } Sekunden gedauert hat.
   *[other] Das Telefon ist seit { $since } belegt; der Anruf wird veröffentlicht, wenn er { $settle } Sekunden gedauert hat.
}
why-clearing = Der Anruf ist zu Ende; was wir veröffentlicht haben, wird zurückgenommen, wenn das Telefon { $clear } Sekunden frei war.
why-sending = Eine Änderung ist auf dem Weg zu Teams und wartet auf die Antwort von Microsoft.
why-propagating = Teams hat die Änderung für { $user } angenommen und zeigt noch „{ $teams }“; das dauert einen Augenblick.
why-refused = Microsoft hat es abgelehnt, den Zustand von { $user } zu veröffentlichen, zum Beispiel weil eine Teams-Lizenz fehlt; spätestens mit der nächsten Änderung am Telefon wird es wieder versucht.
why-published = { $since ->
    [none] Das Telefon ist belegt, deshalb ist in Teams „{ $published }“ bis { $until } veröffentlicht und wird erneuert, solange der Anruf dauert.
   *[other] Das Telefon ist seit { $since } belegt, deshalb ist in Teams „{ $published }“ bis { $until } veröffentlicht und wird erneuert, solange der Anruf dauert.
}
why-published-dnd = In Cloudya ist „Nicht stören“ eingeschaltet, deshalb ist in Teams „{ $published }“ bis { $until } veröffentlicht und wird erneuert, solange es eingeschaltet bleibt.
why-overridden = Veröffentlicht ist „{ $published }“; Teams zeigt für { $user } jedoch „{ $teams }“, meist, weil die Person das selbst gewählt hat.
why-only-from-teams = { $own ->
    [teams-to-phone] Für { $user } ist die Synchronisierung nur von Teams zum Telefon eingestellt, deshalb werden Anrufe am Telefon nicht veröffentlicht.
   *[other] Die Synchronisierung ist nur von Teams zum Telefon eingestellt, deshalb werden Anrufe am Telefon nicht veröffentlicht.
}
why-fading = Der Anruf am Telefon ist zu Ende und in Teams zurückgenommen; Teams zeigt noch einen Augenblick „{ $teams }“.
why-teams-call = { $user } ist in Teams selbst in einem Anruf („{ $teams }“); für das Telefon wird nichts veröffentlicht.
why-ringing = { $since ->
    [none] Das Telefon klingelt; ein Anruf wird veröffentlicht, sobald er angenommen ist.
   *[other] Das Telefon klingelt seit { $since }; ein Anruf wird veröffentlicht, sobald er angenommen ist.
}
why-phone-offline = Für die Nebenstelle { $extension } ist kein Telefon angemeldet; es wird nichts veröffentlicht, und Teams zeigt seinen eigenen Zustand: „{ $teams }“.
why-idle = Das Telefon ist frei; es wird nichts veröffentlicht, und Teams zeigt seinen eigenen Zustand: „{ $teams }“.

## Personen: die Zuordnung, und die Zuordnung als Datei

match-how-none = Dieser Nebenstelle ist niemand zugeordnet.
match-how-manual = Sie haben diese Nebenstelle von Hand { $user } zugeordnet; die Voicemail-E-Mail zählt nicht.
match-how-mail = Die Voicemail-E-Mail { $email } ist die E-Mail-Adresse von { $user }.
match-how-user-principal-name = Die Voicemail-E-Mail { $email } ist der Anmeldename von { $user }.
match-how-primary-address = Die Voicemail-E-Mail { $email } ist die primäre Adresse von { $user }.
match-how-alias = Die Voicemail-E-Mail { $email } ist eine weitere Adresse (Alias) von { $user }.
match-to = Zuordnen …
match-other = Jemand anderem zuordnen …
match-automatic = Zurück zur automatischen Zuordnung
match-title = Nebenstelle { $extension } { $name } einem Teams-Nutzer zuordnen
match-search = Alle Nutzer des Tenants durchsuchen
match-searching = Suche läuft
match-failed = Das Programm hat nicht geantwortet. Bitte suchen Sie erneut.
match-candidates = { $count ->
    [0] Niemand hat einen ähnlichen Namen oder eine ähnliche Adresse. Suchen Sie den Nutzer stattdessen.
    [one] Ein Nutzer hat einen ähnlichen Namen oder eine ähnliche Adresse:
   *[other] { $count } Nutzer haben einen ähnlichen Namen oder eine ähnliche Adresse, der wahrscheinlichste zuerst:
}
match-found = { $count ->
    [0] Kein Nutzer des Tenants gefunden.
    [one] Ein Nutzer gefunden:
   *[other] { $count } Nutzer gefunden; die Liste zeigt höchstens 50:
}
match-users = Teams-Nutzer
likeness-same-address = Hat genau diese Adresse
likeness-same-name = Hat denselben Namen
likeness-same-mailbox = Hat denselben Teil vor dem @
likeness-similar-address = Hat eine ähnliche Adresse
likeness-similar-name = Hat einen ähnlichen Namen
user-taken = { $count ->
    [one] Bereits der Nebenstelle { $extensions } zugeordnet
   *[other] Bereits den Nebenstellen { $extensions } zugeordnet
}
person-sync = Diese Person synchronisieren
person-direction = Richtung für diese Person
person-direction-all = Wie für alle ({ $direction })
matching-menu = Zuordnung ex- oder importieren
matching-export = Als CSV exportieren
matching-import = Aus CSV importieren …
matching-title = Zuordnung importieren
matching-checking = Die Datei wird geprüft
matching-failed = Die Datei konnte nicht geprüft werden. Bitte versuchen Sie es erneut.
matching-errors = { $count ->
    [one] Eine Zeile ist fehlerhaft; es kann nichts übernommen werden
   *[other] { $count } Zeilen sind fehlerhaft; es kann nichts übernommen werden
}
matching-more = { $count ->
    [one] Und eine weitere.
   *[other] Und { $count } weitere.
}
matching-fault-header = Zeile { $line }: Die Kopfzeile muss die Spalten extension, user und how haben: „{ $text }“
matching-fault-extension = Zeile { $line }: In Cloudya gibt es keine Nebenstelle „{ $text }“
matching-fault-twice = Zeile { $line }: Die Nebenstelle { $text } steht schon in einer früheren Zeile
matching-fault-user = Zeile { $line }: Die Nebenstelle { $text } soll von Hand zugeordnet werden, aber es ist kein Nutzer angegeben
matching-fault-unknown-user = Zeile { $line }: Im Tenant gibt es keinen Nutzer mit dem Anmeldenamen „{ $text }“
matching-same = Die Datei enthält nur, was schon gilt. Es gibt nichts zu übernehmen.
matching-differences = Das würde sich ändern: { $counts }.
matching-count-matched = { $count ->
    [one] eine Zuordnung von Hand
   *[other] { $count } Zuordnungen von Hand
}
matching-count-unmatched = { $count ->
    [one] eine zurück zur automatischen Zuordnung
   *[other] { $count } zurück zur automatischen Zuordnung
}
matching-count-excluded = { $count ->
    [one] eine ausgenommen
   *[other] { $count } ausgenommen
}
matching-count-included = { $count ->
    [one] eine wieder synchronisiert
   *[other] { $count } wieder synchronisiert
}
matching-matched = { $former ->
    [none] { $extension } { $name }: von Hand { $user } zugeordnet
   *[other] { $extension } { $name }: von Hand { $user } zugeordnet statt { $former }
}
matching-unmatched = { $extension } { $name }: zurück zur automatischen Zuordnung, vorher von Hand { $former }
matching-excluded = { $extension } { $name }: von der Synchronisierung ausgenommen
matching-included = { $extension } { $name }: wieder synchronisiert
matching-at-once = Alles wird auf einmal übernommen. Nebenstellen, die nicht in der Datei stehen, bleiben, wie sie sind.
matching-apply = { $count ->
    [one] Eine Änderung übernehmen
   *[other] { $count } Änderungen übernehmen
}

## Probleme

problems-lead = { $count ->
    [one] Ein Problem ist offen. Es verschwindet von selbst, wenn seine Ursache behoben ist.
   *[other] { $count } Probleme sind offen. Jedes verschwindet von selbst, wenn seine Ursache behoben ist.
}
problems-none-text = Alles, was zugeordnet werden kann, ist zugeordnet, und alle Verbindungen stehen.
problems-whole = Betrifft die ganze Synchronisierung
problems-show-rest = { $count } von { $rest } weiteren anzeigen
duplicate-used = Verwendet
duplicate-unused = Nicht verwendet
duplicate-use = Diese verwenden
duplicate-keep = Diese behalten
duplicate-settled = Entschieden
duplicate-combine = Zusammenfassen: jede zählt
duplicate-leave-out = Alle auslassen
duplicate-back-to-rule = Zurück zur Regel
accept-account = { $account } verwenden
go-to-cloudya = Zur Einrichtung von Cloudya
go-to-microsoft = Zur Einrichtung von Microsoft
go-to-sync-user = Zu den Sync-Nutzern
go-to-connect = Zum Schritt „Verbinden“
go-to-phone-rules = Zu den Telefonregeln
write-anyway = Trotzdem veröffentlichen
write-anyway-sure = Veröffentlichen, obwohl ein anderes Programm es tut?
write-anyway-consequence = { $other ->
    [connector-active] Der Connector von NFON und Presence Sync setzen dann dieselbe Anwesenheit: Jeder überschreibt den anderen, Teams springt hin und her, und nach einem Anruf kann ein Zustand stehen bleiben, bis er abläuft.
   *[other] Die andere Installation und Presence Sync schreiben dann dieselbe Sitzung: Jede überschreibt und entfernt, was die andere gesetzt hat, und Teams springt hin und her.
} Tun Sie das nur, wenn Sie wissen, dass der andere nichts mehr schreibt. Rückgängig machen können Sie es in den Einstellungen unter „Was synchronisiert wird“.
write-anyway-decided = Sie haben entschieden, dass Presence Sync veröffentlicht, obwohl ein anderes Programm das vielleicht auch tut.
leave-to-other = Dem anderen überlassen

problem-kind-duplicate-email-lead = Mehrere Nebenstellen führen zum selben Teams-Nutzer. Entscheiden Sie, welche davon Anrufe in Teams anzeigt.
problem-kind-not-found-lead = Diese Voicemail-E-Mails gehören niemandem in Ihrem Microsoft-Tenant.
problem-kind-no-email-lead = Diese Nebenstellen haben keine Adresse, über die sie zugeordnet werden könnten.
problem-kind-several-users-lead = Diese Adressen gehören zu mehr als einem Microsoft-Konto.
problem-kind-user-disabled-lead = Diese Nebenstellen führen zu Microsoft-Konten, die deaktiviert sind.
problem-kind-user-is-guest-lead = Diese Nebenstellen führen zu Gastkonten, deren Anwesenheit nicht gesetzt werden kann.
problem-kind-not-covered-lead = Jeder Sync-Nutzer liest die Anwesenheit einer begrenzten Zahl von Personen.

problem-cloudya-credentials-rejected-body = Der Benutzername oder das Passwort der CTI-API wird nicht angenommen. Microsoft ist nicht betroffen; bis zur Behebung kommen keine Telefonzustände an.
problem-cloudya-credentials-rejected-remedy = Prüfen Sie beide auf Tippfehler, oder bitten Sie NFON um neue CTI-Zugangsdaten, und geben Sie sie im Schritt Cloudya ein.
problem-cloudya-other-account-body = Sie haben { $expected } eingegeben, aber laut Cloudya gehören die Zugangsdaten zu { $actual }. Es wurde nichts übernommen.
problem-cloudya-other-account-remedy = Berichtigen Sie das K-Konto, oder verwenden Sie die CTI-Zugangsdaten von { $expected }.
problem-cloudya-presence-not-allowed-body = Cloudya nimmt die Zugangsdaten an, aber ihnen fehlt das Recht auf erweiterte Anwesenheit. Der Leitungsstatus kommt weiter an, die Anwesenheit der Cloudya-App nicht.
problem-cloudya-presence-not-allowed-remedy = Bitten Sie NFON, Ihren CTI-Zugang um die erweiterte Anwesenheit zu ergänzen.
problem-cloudya-forbidden-body = Die Zugangsdaten stimmen, aber für dieses Konto fehlt ein Recht oder eine Lizenz. Es kommen keine Telefonzustände an; Microsoft ist nicht betroffen.
problem-cloudya-forbidden-remedy = Fragen Sie NFON, ob die CTI-API für Ihr K-Konto freigeschaltet ist.
problem-cloudya-unreachable-body = Der CTI-Dienst antwortet nicht. Was bekannt ist, bleibt sichtbar, und Microsoft ist nicht betroffen.
problem-cloudya-unreachable-remedy = Prüfen Sie Internetverbindung, Proxy und Firewall dieses Computers. Die Verbindung wird von selbst wieder versucht.
problem-cloudya-stream-lost-body = Telefonzustände sind länger als die Karenzzeit ausgeblieben, deshalb wurden veröffentlichte Anrufe zurückgenommen. Die Teams-Anwesenheit wird weiter gelesen.
problem-cloudya-stream-lost-remedy = In der Regel nichts: Der Livestream wird von selbst wieder geöffnet. Wenn es so bleibt, prüfen Sie die Verbindung dieses Computers.
problem-configuration-credentials-rejected-body = Die Client-ID oder das Client-Secret wird nicht angenommen. Telefonzustände kommen weiter an; Voicemail-E-Mails werden nicht neu gelesen.
problem-configuration-credentials-rejected-remedy = Prüfen Sie beide im Schritt Cloudya, oder verwenden Sie stattdessen eine Liste von E-Mail-Adressen.
problem-configuration-forbidden-body = Der Client-ID fehlt das Recht, die Nebenstellen dieses Kontos zu lesen. Telefonzustände kommen weiter an, Voicemail-E-Mails nicht.
problem-configuration-forbidden-remedy = Bitten Sie NFON um die Rolle tenant.manager für diese Client-ID, oder verwenden Sie stattdessen eine Liste von E-Mail-Adressen.
problem-configuration-unreachable-body = Voicemail-E-Mails können nicht neu gelesen werden. Die Synchronisierung läuft mit den bekannten weiter.
problem-configuration-unreachable-remedy = In der Regel nichts: Es wird von selbst wieder versucht. Wenn es so bleibt, prüfen Sie Proxy und Firewall.
problem-connector-active-body = Zwei Programme würden dieselbe Anwesenheit setzen und gegeneinander arbeiten. Bis zu Ihrer Entscheidung wird nichts veröffentlicht; beide Seiten werden weiter angezeigt.
problem-connector-active-remedy = Schalten Sie im Cloudya-Administrationsportal „MS Teams Synchronisierung der Anwesenheit“ aus, und lesen Sie dann das Verzeichnis neu.
problem-tenant-unknown-body = Es gibt keinen Microsoft-365-Tenant mit dieser Domain oder ID. { problem-tenant-unknown-still }
problem-tenant-unknown-remedy = Prüfen Sie die Schreibweise. Verwenden Sie eine in Ihrem Tenant bestätigte Domain wie contoso.de oder contoso.onmicrosoft.com.
problem-microsoft-unreachable-body = Der Anmelde- oder der Graph-Dienst antwortet nicht. Telefonzustände kommen weiter an; Veröffentlichtes läuft in Teams nach höchstens 5 Minuten ab.
problem-microsoft-unreachable-remedy = Prüfen Sie Internetverbindung, Proxy und Firewall dieses Computers. Es wird von selbst wieder versucht.
problem-application-unknown-body = Den Tenant gibt es, aber darin keine App-Registrierung mit dieser Anwendungs-ID. { problem-application-unknown-still }
problem-application-unknown-remedy = Kopieren Sie die Anwendungs-ID (Client) aus der Übersicht der App-Registrierung, nicht die Objekt-ID, und prüfen Sie den Tenant.
problem-application-credential-rejected-body = Tenant und Anwendung stimmen, aber die Anwendung konnte sich nicht ausweisen. { problem-application-credential-rejected-still }
problem-application-credential-rejected-remedy = Geben Sie den Wert des Secrets ein, nicht seine ID. Prüfen Sie bei einem Zertifikat, ob sein öffentlicher Teil hochgeladen ist und die Uhr dieses Computers stimmt.
problem-application-credential-expired-body = Es kann nichts mehr veröffentlicht werden. Telefonzustände kommen weiter an und werden hier angezeigt.
problem-application-credential-expired-remedy = Erstellen Sie in der App-Registrierung ein neues Secret oder im Schritt Microsoft ein neues Zertifikat, und verbinden Sie Microsoft damit erneut.
problem-credential-expires-body = { $days ->
    [1] Es läuft innerhalb eines Tages ab.
   *[other] Es läuft in höchstens { $days } Tagen ab.
} Bis dahin läuft alles; danach kann nichts mehr veröffentlicht werden.
problem-credential-expires-remedy = { $credential ->
    [certificate] Erstellen Sie im Schritt Microsoft ein neues Zertifikat, laden Sie es in die App-Registrierung hoch, und verbinden Sie erneut.
   *[secret] Erstellen Sie in der App-Registrierung ein neues Secret, und geben Sie seinen Wert und sein Ablaufdatum im Schritt Microsoft ein.
}
credential-ends = Letzter Tag: { $day }.
problem-cloud-without-presence-body = In der Cloud von 21Vianet bietet Microsoft keine Schnittstelle, um Anwesenheit zu lesen oder zu setzen. Die Synchronisierung ist dort nicht möglich; es wurde nichts an Microsoft gesendet.
problem-cloud-without-presence-remedy = Wählen Sie die Cloud, in der Ihr Tenant liegt. Liegt er bei 21Vianet, können Sie Presence Sync für ihn nicht verwenden.
problem-certificate-unreadable-body = Was eingefügt wurde, ist keine PEM-Datei mit einem Zertifikat und dessen RSA-Schlüssel. An Microsoft wurde nichts gesendet.
problem-certificate-unreadable-remedy = Fügen Sie beide Teile ein, von BEGIN CERTIFICATE bis zum Ende des privaten Schlüssels, ohne Passwort.
problem-consent-missing-body = Ihr Tenant hat der Anwendung diese Berechtigungen nicht erteilt: { $missing }. Was sie nicht braucht, läuft weiter.
problem-consent-missing-remedy = Vergleichen Sie die App-Registrierung mit der Tabelle im Schritt Microsoft, und erteilen Sie dann die Admin-Zustimmung erneut.
without-presence-write = Ohne Presence.ReadWrite.All erscheinen keine Anrufe in Teams.
without-users = Ohne User.Read.All kann keine Nebenstelle einem Teams-Nutzer zugeordnet werden.
without-presence-read = Ohne Presence.Read.All wird die Teams-Anwesenheit nicht gelesen.
problem-consent-refused-body = Die Microsoft-Seite endete ohne Zustimmung. { problem-consent-refused-still }
problem-consent-refused-remedy = Erteilen Sie die Zustimmung erneut mit einem Konto, das die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“ hat.
problem-sign-in-refused-body = Was zuvor eingerichtet war, bleibt, wie es ist.
problem-sign-in-refused-remedy = Öffnen Sie den Schritt „Verbinden“, und melden Sie sich erneut an.
problem-wrong-account-body = Erwartet wurde { $expected }, angemeldet hat sich { $actual }. Die Anmeldung wurde nicht übernommen.
problem-wrong-account-remedy = Melden Sie sich erneut als { $expected } an. Wenn { $actual } der Sync-Nutzer sein soll, können Sie dieses Konto verwenden.
problem-foreign-account-body = { $actual } stammt aus einer anderen Organisation oder ist Gast und kann die Anwesenheit Ihrer Personen nicht lesen. Die Anmeldung wurde nicht übernommen.
problem-foreign-account-remedy = Melden Sie sich erneut mit dem Sync-Nutzer Ihres eigenen Tenants an.
problem-sync-user-unfit-body = { $reason ->
    [missing] In Ihrem Tenant gibt es kein Konto mit dieser Adresse.
    [disabled] Mit einem deaktivierten Konto kann sich niemand anmelden.
    [guest] Ein Gast kann die Anwesenheit Ihrer Personen nicht lesen.
    [administrator] Der Sync-Nutzer braucht keine Rolle; ein Konto mit Administratorrolle wäre ein unnötiges Risiko.
   *[person] Das Konto einer Person soll nicht für andere lesen: Ändert sie ihr Passwort, bleibt das Lesen stehen.
} Alles andere in der Einrichtung bleibt, wie es ist.
problem-sync-user-unfit-remedy = { $reason ->
    [missing] Legen Sie das Konto im Schritt Sync-Nutzer an, oder berichtigen Sie dort die Adresse. Ein neues Konto ist manchmal erst nach einigen Minuten sichtbar.
    [disabled] Aktivieren Sie das Konto im Admin Center, und prüfen Sie erneut.
    [guest] Legen Sie im Schritt Sync-Nutzer ein Konto Ihres eigenen Tenants an.
    [administrator] Nehmen Sie dem Konto seine Administratorrollen und prüfen Sie erneut, oder legen Sie ein eigenes Konto an.
   *[person] Legen Sie im Schritt Sync-Nutzer ein eigenes Konto an, das niemandem gehört.
}
problem-sync-user-not-created-body = { $reason ->
    [not-allowed] Wer sich angemeldet hat, darf in Ihrem Tenant keine Nutzer anlegen. Es hat sich nichts geändert.
    [address-taken] Es gibt schon ein Konto mit dieser Adresse. Es hat sich nichts geändert.
    [domain-unknown] Der Teil hinter dem @ ist keine bestätigte Domain Ihres Tenants. Es hat sich nichts geändert.
    [unavailable] Microsoft war nicht erreichbar oder hat nicht rechtzeitig geantwortet. Ob das Konto angelegt wurde, ist nicht sicher.
   *[refused] Microsoft hat das Anlegen abgelehnt, zum Beispiel wegen einer Richtlinie. Es hat sich nichts geändert.
}
problem-sync-user-not-created-remedy = { $reason ->
    [not-allowed] Wiederholen Sie es mit einem Konto, das die Rolle „Benutzeradministrator“ oder „Globaler Administrator“ hat, oder legen Sie den Sync-Nutzer selbst an.
    [address-taken] Wenn es das richtige Konto ist, gehen Sie mit „Ich habe ihn selbst angelegt“ weiter. Sonst wählen Sie eine andere Adresse.
    [domain-unknown] Berichtigen Sie die Adresse: Verwenden Sie eine Domain Ihres Tenants, zum Beispiel die auf .onmicrosoft.com.
    [unavailable] Warten Sie eine Minute, und wiederholen Sie es. Heißt es dann, die Adresse sei vergeben, wurde das Konto doch angelegt: Setzen Sie im Admin Center sein Passwort zurück.
   *[refused] Legen Sie den Sync-Nutzer selbst an; die Anleitung steht im selben Schritt.
}
problem-sign-in-lapsed-body = Die Teams-Anwesenheit der Personen dieser Runde wird nicht mehr gelesen; andere Runden und das Veröffentlichen von Anrufen laufen weiter.
problem-sign-in-lapsed-remedy = Öffnen Sie den Schritt „Verbinden“, und melden Sie den Sync-Nutzer erneut an.
problem-reading-forbidden-body = { $round ->
    [none] Microsoft zeigt der Anwendung in diesem Tenant keine Anwesenheit.
   *[other] Microsoft zeigt ihm die Anwesenheit anderer Personen nicht.
} Anrufe werden weiter veröffentlicht; Teams-Zustände werden so nicht gelesen.
problem-reading-forbidden-remedy = { $round ->
    [none] Lesen Sie mit dem Sync-Nutzer, oder versuchen Sie es später erneut.
   *[other] Erteilen Sie die Admin-Zustimmung erneut. Wenn das nicht hilft, geben Sie dem Sync-Nutzer eine Lizenz, die Teams enthält, und melden Sie ihn erneut an.
}
problem-writing-forbidden-body = Microsoft lässt diese Anwendung keine Anwesenheit setzen. Beide Seiten werden hier weiter angezeigt.
problem-writing-forbidden-remedy = Prüfen Sie, ob Presence.ReadWrite.All als Anwendungsberechtigung in der App-Registrierung steht, und erteilen Sie dann die Admin-Zustimmung erneut.
problem-second-writer-body = Teams zeigt unter unserer Anwendungs-ID Zustände, die dieses Programm nicht gesetzt hat. Damit nicht zwei Programme gegeneinander arbeiten, wird bis zu Ihrer Entscheidung nichts veröffentlicht; beide Seiten werden weiter angezeigt.
problem-second-writer-remedy = Beenden Sie die andere Installation, oder geben Sie ihr eine eigene App-Registrierung.
problem-nobody-synchronised-body = Presence Sync läuft, aber keine einzige Person ist synchron. Was vorher veröffentlicht wurde, endet innerhalb von fünf Minuten von selbst.
problem-nobody-synchronised-remedy = Die Verbindungen und die anderen Probleme sagen, warum. Gibt es kein anderes Problem, lesen Sie das Verzeichnis neu.
problem-profile-missing-body = Eine Telefonregel soll es aktivieren, aber diese Nebenstellen haben es nicht: { $extensions }. Deren Telefone bleiben, wie sie sind; alles andere wird synchronisiert.
problem-profile-missing-remedy = Legen Sie das Profil für diese Nebenstellen in Cloudya an, oder wählen Sie in der Telefonregel ein anderes.
problem-phone-not-changed-body = { $reason ->
    [not-taken] Cloudya hat die Änderung angenommen und ein anderes Rufumleitungsprofil behalten.
    [not-allowed] Die Zugangsdaten der PBX-Configuration-API dürfen Rufumleitungen nicht ändern.
    [unreachable] Cloudya ist nicht erreichbar.
   *[other] Cloudya hat die Änderung abgelehnt.
} { $change ->
    [return] Das Profil „{ $profile }“ sollte wieder aktiv sein; es wird wieder versucht, bis es das ist.
   *[divert] Das Profil „{ $profile }“ sollte aktiv sein; es wird wieder versucht, solange Teams den Zustand zeigt.
}
problem-phone-not-changed-remedy = { $reason ->
    [unreachable] In der Regel nichts: Es wird von selbst wieder versucht. Wenn es eilt, aktivieren Sie das Profil am Telefon.
   *[other] Aktivieren Sie das Profil in Cloudya oder am Telefon. Damit ist es erledigt, und Presence Sync lässt das Telefon in Ruhe.
}
problem-vault-unavailable-body = Es gibt keinen Speicher für Zugangsdaten; Passwörter und Token gingen beim Beenden verloren. Bis dahin läuft alles.
problem-vault-unavailable-remedy = Richten Sie den Schlüsselbund Ihres Systems ein (Secret Service, Schlüsselbund oder Anmeldeinformationsverwaltung). Wo es keinen gibt, lassen Sie Presence Sync die Zugangsdaten in verschlüsselten Dateien aufbewahren.
keep-in-files = In verschlüsselten Dateien aufbewahren
keep-in-files-sure = Passwörter und Token in verschlüsselten Dateien aufbewahren?
keep-in-files-consequence = Der Schlüssel liegt neben den Dateien im Ordner dieses Programms. Nur Ihr Benutzerkonto darf sie lesen; wer alle Dateien dieses Kontos lesen kann, kann sie entschlüsseln. Ein Schlüsselbund ist sicherer. Die Entscheidung gilt, bis der Ordner entfernt wird.
keep-in-files-failed = Die Zugangsdaten können nicht in Dateien aufbewahrt werden: Der Ordner des Programms ist nicht beschreibbar.
problem-disk-unavailable-body = Der Datenträger ist voll oder schreibgeschützt. Die Synchronisierung läuft weiter; Änderungen gehen beim Beenden verloren.
problem-disk-unavailable-remedy = Schaffen Sie Platz, oder erlauben Sie diesem Programm, in seinen Ordner zu schreiben.
problem-settings-damaged-body = { $recovered ->
    [yes] Die Datei war nicht mehr lesbar und wurde beiseitegelegt. Alles läuft weiter; die letzte Änderung davor kann fehlen.
   *[no] Die Datei war nicht mehr lesbar und wurde beiseitegelegt, und es gibt keine Kopie. Niemand wird synchronisiert, bis Presence Sync neu eingerichtet ist.
}
problem-settings-damaged-remedy = { $recovered ->
    [yes] Sehen Sie die Einstellungen durch, und lassen Sie den Datenträger dieses Computers prüfen.
   *[no] Richten Sie Presence Sync neu ein, und lassen Sie den Datenträger dieses Computers prüfen. Die beschädigte Datei liegt im Ordner dieses Programms.
}
problem-journal-damaged-body = { $recovered ->
    [yes] Die Datei war nicht mehr lesbar und wurde beiseitegelegt; eine neue wurde begonnen. Die Synchronisierung läuft weiter, und umgeleitete Telefone sind noch bekannt.
   *[no] Die Datei war nicht mehr lesbar und wurde beiseitegelegt; eine neue wurde begonnen. Die Synchronisierung läuft weiter, aber Telefone, die davor umgeleitet waren, sind womöglich nicht mehr bekannt.
}
problem-journal-damaged-remedy = { $recovered ->
    [yes] Lassen Sie den Datenträger dieses Computers prüfen.
   *[no] Prüfen Sie in Cloudya, dass kein Telefon mehr das Rufumleitungsprofil einer Telefonregel hat, und lassen Sie den Datenträger dieses Computers prüfen.
}
take-note = Zur Kenntnis genommen
problem-duplicate-email-body = { $used ->
    [none] Diese Nebenstellen führen zum selben Teams-Nutzer ({ $email }). Nach { $rule } wird keine davon verwendet.
   *[other] Diese Nebenstellen führen zum selben Teams-Nutzer ({ $email }). Verwendet wird nach { $rule }: { $used }.
}
problem-duplicate-email-remedy = Wählen Sie hier, was gelten soll, oder berichtigen Sie die Voicemail-E-Mail der Nebenstelle, die jemand anderem gehört.
problem-not-found-body = Kein Teams-Nutzer hat die Adresse { $email }. Betroffen ist nur diese Nebenstelle: Sie wird nicht synchronisiert.
problem-not-found-remedy = Ordnen Sie die Nebenstelle dem richtigen Nutzer zu, berichtigen Sie ihre Voicemail-E-Mail, oder fügen Sie die Adresse in Microsoft 365 dem richtigen Konto hinzu.
problem-no-email-body = Die Nebenstelle hat keine Voicemail-E-Mail. Betroffen ist nur diese Nebenstelle: Sie wird nicht synchronisiert.
problem-no-email-remedy = Tragen Sie die Microsoft-365-Adresse der Person hier ein oder im Cloudya-Administrationsportal: Ziele, Nebenstelle, Abschnitt Voicemail, Feld E-Mail.
problem-several-users-body = Die Adresse { $email } gehört mehreren Teams-Nutzern: { $users }. Die Nebenstelle wird nicht synchronisiert.
problem-several-users-remedy = Ordnen Sie die Nebenstelle dem richtigen Nutzer zu, oder entfernen Sie die Adresse in Microsoft 365 aus allen Konten bis auf eines.
problem-user-disabled-body = Das Microsoft-Konto zu { $email } ist deaktiviert. Die Nebenstelle wird nicht synchronisiert.
problem-user-disabled-remedy = Aktivieren Sie das Konto, oder tragen Sie eine andere Voicemail-E-Mail ein, wenn die Nebenstelle jetzt jemand anderem gehört.
problem-user-is-guest-body = { $email } ist Gast in Ihrem Tenant. Die Anwesenheit von Gästen kann nicht gesetzt werden.
problem-user-is-guest-remedy = Tragen Sie die Adresse eines Mitgliedskontos als Voicemail-E-Mail ein.
problem-not-covered-body = Ohne Platz wird keine Teams-Anwesenheit gelesen und nichts veröffentlicht. { $roundsNeeded ->
    [one] Insgesamt wird eine Onboarding-Runde gebraucht.
   *[other] Insgesamt werden { $roundsNeeded } Onboarding-Runden gebraucht.
}
problem-not-covered-remedy = Legen Sie den nächsten Sync-Nutzer an, und melden Sie ihn an: Der Schritt „Verbinden“ zeigt die nächste Runde bereits.

# Was weiter geht, wo die Nummer auf der Ablehnung von Microsoft sagt, was geschehen ist: siehe aadsts.de.ftl.
problem-tenant-unknown-still = Cloudya ist nicht betroffen.
problem-application-unknown-still = Cloudya ist nicht betroffen.
problem-application-credential-rejected-still = Cloudya ist nicht betroffen.
problem-consent-refused-still = In Ihrem Tenant hat sich nichts geändert.
problem-application-credential-expired-still = { problem-application-credential-expired-body }

sign-in-cause-declined-body = Die Seite wurde geschlossen oder abgelehnt, bevor die Anmeldung vollständig war.
sign-in-cause-declined-remedy = Melden Sie sich erneut an, und nehmen Sie die Anfrage an, oder verwenden Sie stattdessen Ihren Browser.
sign-in-cause-administrator-needed-body = In Ihrem Tenant dürfen nur Administratoren dieser Anwendung zustimmen.
sign-in-cause-administrator-needed-remedy = Erteilen Sie zuerst die Admin-Zustimmung, und melden Sie sich dann erneut an.
sign-in-cause-set-up-unfinished-body = Die mehrstufige Authentifizierung wird verlangt und wurde nicht bestanden, oder die eigene Einrichtung des Kontos ist nicht abgeschlossen.
sign-in-cause-set-up-unfinished-remedy = Melden Sie sich einmal mit dem Sync-Nutzer am Microsoft-365-Portal an, hinterlegen Sie seine Sicherheitsinformationen, und wiederholen Sie diesen Schritt.
sign-in-cause-policy-body = Eine Richtlinie für bedingten Zugriff oder eine Sicherheitsrichtlinie Ihres Tenants lehnt diese Anmeldung ab.
sign-in-cause-policy-remedy = Das Anmeldeprotokoll von Microsoft Entra nennt die Richtlinie: Nehmen Sie den Sync-Nutzer davon aus, oder verwenden Sie Ihren Browser auf einem verwalteten Gerät.
sign-in-cause-account-blocked-body = Das Konto ist in Ihrem Tenant deaktiviert oder gesperrt.
sign-in-cause-account-blocked-remedy = Entsperren Sie das Konto im Microsoft 365 Admin Center, und melden Sie sich erneut an.
sign-in-cause-revoked-body = Das Passwort wurde geändert oder ist abgelaufen, oder die Sitzungen des Kontos wurden widerrufen.
sign-in-cause-revoked-remedy = Melden Sie sich mit dem aktuellen Passwort erneut an, und nehmen Sie den Sync-Nutzer vom Ablauf der Passwörter aus.
sign-in-cause-expired-body = Die Anmeldung ist zu alt geworden, oder eine Richtlinie begrenzt ihre Dauer.
sign-in-cause-expired-remedy = Melden Sie sich erneut an. Wenn das oft geschieht, nehmen Sie den Sync-Nutzer von der Richtlinie zur Anmeldehäufigkeit aus.
sign-in-cause-no-consent-body = Die Admin-Zustimmung wurde nicht erteilt oder wurde widerrufen.
sign-in-cause-no-consent-remedy = Erteilen Sie die Admin-Zustimmung erneut, und melden Sie sich dann erneut an.
sign-in-cause-registration-body = Eine Umleitungsadresse oder ein anderer Teil der App-Registrierung ist nicht wie benötigt.
sign-in-cause-registration-remedy = Vergleichen Sie die App-Registrierung mit dem Schritt Microsoft: Plattform „Mobilgerät- und Desktopanwendungen“, genau die gezeigten Umleitungsadressen, öffentliche Clientflows zugelassen.
sign-in-cause-mismatch-body = Die Antwort gehört nicht zur Anfrage und wurde verworfen.
sign-in-cause-mismatch-remedy = Beginnen Sie die Anmeldung neu, und schließen Sie sie im selben Fenster ab.
sign-in-cause-unavailable-body = Der Anmeldedienst von Microsoft ist ausgefallen oder war nicht erreichbar.
sign-in-cause-unavailable-remedy = Warten Sie einige Minuten, und melden Sie sich erneut an.
sign-in-cause-other-body = Microsoft hat einen Grund genannt, den dieses Programm nicht kennt.
sign-in-cause-other-remedy = Melden Sie sich erneut an. Wenn es so bleibt, suchen Sie die Nummer im Anmeldeprotokoll von Microsoft Entra, das den Grund nennt.
problem-kind-email-not-corrected-lead = Die Voicemail-E-Mail dieser Nebenstellen wurde in Cloudya nicht geändert.
problem-email-not-corrected-body = { $reason ->
    [invalid] „{ $email }“ ist keine E-Mail-Adresse; es wurde nichts geschrieben.
    [changed-meanwhile] Jemand anderes hat die Adresse in Cloudya geändert, seit sie gelesen wurde. Es wurde nichts überschrieben, und die neue ist gelesen.
    [not-taken] Cloudya hat { $email } angenommen und eine andere Adresse behalten.
    [not-allowed] Die Zugangsdaten der PBX-Configuration-API dürfen in Cloudya lesen, aber nicht schreiben.
    [unreachable] Die PBX-Configuration-API hat nicht geantwortet; es ist nicht sicher, ob { $email } geschrieben wurde.
   *[refused] Cloudya hat { $email } abgelehnt. Die bisherige Adresse bleibt.
}
problem-email-not-corrected-remedy = { $reason ->
    [invalid] Geben Sie eine vollständige Adresse ein, zum Beispiel anna.berger@contoso.de.
    [changed-meanwhile] Sehen Sie sich die Adresse an, die jetzt dort steht, und berichtigen Sie sie erneut, wenn sie noch falsch ist.
    [not-taken] Ändern Sie die Adresse im Cloudya-Administrationsportal: Ziele, Nebenstelle, Abschnitt Voicemail.
    [not-allowed] Bitten Sie NFON um die Rolle tenant.manager für diese Client-ID, oder ändern Sie die Adresse im Cloudya-Administrationsportal: Ziele, Nebenstelle, Abschnitt Voicemail.
    [unreachable] Versuchen Sie es gleich erneut. Wenn es so bleibt, prüfen Sie Proxy und Firewall.
   *[refused] Versuchen Sie es erneut, oder ändern Sie die Adresse im Cloudya-Administrationsportal: Ziele, Nebenstelle, Abschnitt Voicemail.
}

## Probleme: Auswege, Berichtigungen in Cloudya, mehrere auf einmal, Rückgängig

problems-export = Als CSV exportieren
select = Auswählen: { $title }
select-all = Alle auswählen
bulk-label = Was mit den ausgewählten Problemen geschehen soll
bulk-count = { $count ->
    [one] Eines ausgewählt
   *[other] { $count } ausgewählt
}
bulk-lowest = Niedrigste Nebenstelle verwenden
bulk-none = Auswahl aufheben
ignore = Ignorieren
take-up-again = Nicht mehr ignorieren
undo = Rückgängig
deed-undone = Alles ist wieder wie vorher.
deed-use = Für { $user } wird die Nebenstelle { $extension } verwendet.
deed-lowest = { $count ->
    [one] Die niedrigste Nebenstelle wird verwendet.
   *[other] Für { $count } Personen wird die niedrigste Nebenstelle verwendet.
}
deed-combined = { $count ->
    [one] Die Nebenstellen sind zusammengefasst: Ein Anruf an einer davon zählt.
   *[other] Die Nebenstellen von { $count } Personen sind zusammengefasst: Ein Anruf an einer davon zählt.
}
deed-left-out = { $count ->
    [one] Alle Nebenstellen dieser Person sind ausgelassen.
   *[other] Alle Nebenstellen von { $count } Personen sind ausgelassen.
}
deed-rule = Für { $user } entscheidet wieder die Regel.
deed-ignored = { $count ->
    [one] Das Problem wird ignoriert. Es steht unter „Entschieden und ignoriert“.
   *[other] { $count } Probleme werden ignoriert. Sie stehen unter „Entschieden und ignoriert“.
}
deed-taken-up = Das Problem wird nicht mehr ignoriert.
deed-excluded = { $count ->
    [one] Die Nebenstelle ist von der Synchronisierung ausgenommen.
   *[other] { $count } Nebenstellen sind von der Synchronisierung ausgenommen.
}
deed-included = Die Nebenstelle { $extension } wird wieder synchronisiert.
deed-included-several = { $count ->
    [one] Eine Nebenstelle wird wieder synchronisiert.
   *[other] { $count } Nebenstellen werden wieder synchronisiert.
}
deed-matched = Die Nebenstelle { $extension } ist { $user } zugeordnet.
deed-automatic = Für die Nebenstelle { $extension } entscheidet wieder die Voicemail-E-Mail.
deed-direction = Die Richtung für die Nebenstelle { $extension } ist geändert.
candidates-show = Wer könnte gemeint sein?
candidates-hide = Kandidaten ausblenden
candidate-match = Zuordnen
candidate-enter = Diese Adresse in Cloudya eintragen …
correct = Adresse berichtigen …
correct-enter = Adresse eintragen …
correct-title = Voicemail-E-Mail der Nebenstelle { $extension } { $name }
correct-where-cloudya = Die Adresse wird in Cloudya eingetragen: Administrationsportal, Ziele, Nebenstelle { $extension }, Abschnitt Voicemail.
correct-where-list = Die Adresse wird in der importierten Liste geändert, für die Nebenstelle { $extension }. Cloudya bleibt, wie es ist.
correct-new = Neue Adresse
correct-invalid = Geben Sie eine vollständige Adresse ein, zum Beispiel anna.berger@contoso.de.
correct-same = Diese Adresse ist schon eingetragen.
correct-check = Weiter
correct-sure = Adresse der Nebenstelle { $extension } { $name } ändern?
correct-old = Bisher
correct-fresh = Künftig
correct-nothing = keine Adresse
correct-only = Sonst wird an der Nebenstelle nichts geändert. Sie können es danach rückgängig machen.
correct-write = Adresse ändern
correct-writing = Die Adresse wird gespeichert und geprüft
correct-done = { $where ->
    [list] Die Adresse ist in der Liste gespeichert ({ $time }).
   *[cloudya] Die Adresse ist in Cloudya gespeichert ({ $time }).
}
correct-removed = Die Adresse ist entfernt ({ $time }).
correct-matched = { $name } ist { $user } zugeordnet.
correct-unmatched = { $name } wird zugeordnet, sobald ein Teams-Nutzer diese Adresse hat; die Nutzer werden alle fünf Minuten gelesen.
correct-again = Erneut versuchen
back = Zurück
corrections-title = Berichtigungen von Adressen ({ $count })
correction-done = Erledigt { $time }
correction-failed = Nicht geändert
correction-undo = Rückgängig …
reviewed-title = Entschieden und ignoriert ({ $count })
reviewed-settled = von Ihnen entschieden
reviewed-ignored = ignoriert
sheet-kind = Problem
sheet-extension = Nebenstelle
sheet-person = Person
sheet-email = E-Mail
sheet-since = Seit
sheet-standing = Stand
sheet-what = Was geschehen ist
sheet-remedy = Was zu tun ist
sheet-open = offen
sheet-reviewed = entschieden oder ignoriert

## Einrichtung

setup-lead = Sie können die Einrichtung jederzeit verlassen und dort fortsetzen, wo Sie aufgehört haben.
setup-steps = Schritte der Einrichtung
setup-welcome = Willkommen
setup-cloudya = Cloudya
setup-microsoft = Microsoft
setup-sync-user = Sync-Nutzer
setup-connect = Verbinden
setup-review = Prüfen
mark-done = Erledigt
mark-done-extensions = { $count ->
    [one] Eine Nebenstelle
   *[other] { $count } Nebenstellen
}
mark-failed = Fehlgeschlagen
mark-in-progress = In Arbeit
mark-in-progress-rounds = In Arbeit ({ $done } von { $of })
mark-to-do = Offen
next-step = Weiter: { $step }
checked-at = Geprüft { $at }.
try-again = Erneut versuchen: { $action }
welcome-title = Telefonate in Teams, Teams-Anrufe am Telefon
welcome-text = Presence Sync zeigt in Microsoft Teams, wer an einem Cloudya-Telefon spricht, und Ihnen beide Seiten in einer Übersicht.
welcome-needed = Für die Einrichtung, etwa fünfzehn Minuten, brauchen Sie:
welcome-needed-cloudya = Ihr K-Konto mit CTI-Zugangsdaten von NFON und die Zugangsdaten der PBX-Configuration-API oder eine Liste der E-Mail-Adressen;
welcome-needed-microsoft = einen globalen Administrator Ihres Microsoft-365-Tenants für eine App-Registrierung und die Admin-Zustimmung;
welcome-needed-user = ein Microsoft-Konto für den Sync-Nutzer, ohne Lizenz. Sie legen es im Lauf der Einrichtung an.
welcome-promise = In Teams wird nichts geschrieben, bevor Sie die Prüfung gesehen und die Synchronisierung aktiviert haben.
welcome-start = Meine Organisation verbinden
welcome-demo = In einem Demo-Unternehmen umsehen
welcome-demo-text = Die Demo zeigt alles mit 250 erfundenen Personen. An Cloudya und Microsoft wird nichts gesendet, und nichts wird gespeichert.
demonstration-title = Demo: Nichts hiervon ist echt.
demonstration-text = Erfundene Personen; an Cloudya und Microsoft wird nichts gesendet.
demonstration-leave = Demo verlassen
setup-cloudya-title = Cloudya verbinden
setup-cloudya-why = Cloudya teilt mit, welche Nebenstellen es gibt, wer gerade telefoniert und welche Voicemail-E-Mail zu einer Nebenstelle gehört. Über diese Adresse wird der Teams-Nutzer gefunden.
setup-cloudya-checking = Cloudya prüft die Zugangsdaten
setup-cloudya-done = { $account }: { $extensions ->
    [one] eine Nebenstelle
   *[other] { $extensions } Nebenstellen
} gefunden.
setup-cloudya-emails-missing = { $account }: { $extensions ->
    [one] eine Nebenstelle
   *[other] { $extensions } Nebenstellen
} gefunden. Die Voicemail-E-Mails fehlen noch: Geben Sie die Zugangsdaten der PBX-Configuration-API ein, oder verwenden Sie eine Liste.
reading-label = Lesen der Voicemail-E-Mails
reading-progress = { $read } von { $total } Voicemail-E-Mails gelesen
reading-spoken = { $share } der Voicemail-E-Mails gelesen
reading-meanwhile = Sie können inzwischen weitermachen; das läuft im Hintergrund.
reading-stop = Anhalten
reading-continue = Weiterlesen
reading-stopped = Angehalten bei { $read } von { $total } Voicemail-E-Mails. Was gelesen ist, gilt; die übrigen Nebenstellen werden noch nicht synchronisiert.
emails-from-configuration = Die Voicemail-E-Mails kommen aus der PBX-Configuration-API und bleiben von selbst aktuell.
emails-from-imported = Die Voicemail-E-Mails kommen aus Ihrer Liste; { $filled ->
    [one] eine Nebenstelle hat eine Adresse.
   *[other] { $filled } Nebenstellen haben eine Adresse.
}
cloudya-change = Zugangsdaten ändern
emails-change = E-Mail-Quelle ändern
check-and-save = Prüfen und übernehmen
cloudya-account = K-Konto
cloudya-account-hint = Ihre Kundennummer bei NFON, zum Beispiel K1234.
cloudya-account-invalid = Ein K-Konto ist ein K mit Ziffern, zum Beispiel K1234.
cloudya-username = CTI-Benutzername
cloudya-username-hint = Aus den CTI-Zugangsdaten, die NFON Ihnen gesendet hat.
username-kept = Ein Benutzername ist gespeichert. Lassen Sie das Feld leer, um ihn zu behalten.
cloudya-password = CTI-Passwort
password-hint = Wird im Speicher für Zugangsdaten dieses Computers aufbewahrt, in Dateien nur, wenn Sie das erlauben.
password-kept = Ein Passwort ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.
cloudya-emails = Woher kommen die Voicemail-E-Mails?
cloudya-emails-configuration = Aus der PBX-Configuration-API (bleibt von selbst aktuell)
cloudya-emails-list = Ich habe eine Liste
cloudya-configuration-id = Client-ID (PBX-Configuration-API)
cloudya-configuration-id-hint = Aus dem zweiten Paar Zugangsdaten, das NFON Ihnen gesendet hat.
cloudya-configuration-secret = Client-Secret (PBX-Configuration-API)
cloudya-pair = Client-ID und Client-Secret gehören zusammen.
cloudya-connect = Cloudya verbinden
emails-title = Liste der Voicemail-E-Mails
emails-text = Eine Zeile je Nebenstelle: Nebenstelle und Adresse, getrennt durch Semikolon, Komma oder Tabulator. Eine Kopfzeile wird erkannt; eine Adresse darf leer sein. Nichts gilt, bevor Sie es übernehmen.
emails-choose = CSV-Datei wählen
emails-paste = Oder die Liste einfügen
emails-errors = { $count ->
    [one] Eine Zeile kann nicht verwendet werden und wird ausgelassen
   *[other] { $count } Zeilen können nicht verwendet werden und werden ausgelassen
}
emails-more-errors = { $count ->
    [one] Und eine weitere.
   *[other] Und { $count } weitere.
}
emails-fault-columns = Zeile { $line }: Erwartet werden eine Nebenstelle und eine Adresse, getrennt durch Semikolon, Komma oder Tabulator: „{ $text }“
emails-fault-extension = Zeile { $line }: Die Nebenstelle ist keine Nummer: „{ $text }“
emails-fault-email = Zeile { $line }: Das ist keine E-Mail-Adresse: „{ $text }“
emails-fault-twice = Zeile { $line }: Die Nebenstelle steht schon in einer früheren Zeile: „{ $text }“
emails-preview = { $count ->
    [one] Eine Nebenstelle
   *[other] { $count } Nebenstellen
}, davon { $filled } mit Adresse. Die ersten Zeilen:
emails-use = { $count ->
    [0] Diese Liste verwenden
    [one] Diese Liste verwenden (eine Nebenstelle)
   *[other] Diese Liste verwenden ({ $count } Nebenstellen)
}
single-emails = { $count ->
    [one] Eine fehlende Adresse eingeben
   *[other] { $count } fehlende Adressen einzeln eingeben
}
single-emails-more = { $count ->
    [one] Eine weitere erscheint, wenn diese übernommen sind.
   *[other] { $count } weitere erscheinen, wenn diese übernommen sind.
}
single-emails-use = Diese Adressen übernehmen
email-invalid = Geben Sie eine vollständige E-Mail-Adresse ein.
setup-microsoft-title = Microsoft verbinden
setup-microsoft-why = Über eine eigene App-Registrierung liest Presence Sync Ihre Nutzer und veröffentlicht Anrufe in Teams. Sie bleibt unter Ihrer Kontrolle, und Sie können sie jederzeit löschen.
setup-microsoft-checking = Microsoft prüft Tenant und Anwendung
setup-microsoft-done = { $tenant } ist bekannt, und die Anwendung kann sich ausweisen.
microsoft-change = Angaben ändern
microsoft-cloud-is = Cloud: { $cloud }.
credential-end = { $credential ->
    [certificate] Das Zertifikat läuft am { $day } ab.
   *[secret] Das Secret läuft am { $day } ab.
} Presence Sync erinnert Sie 30, 7 und 1 Tag vorher.
credential-end-unknown = { $credential ->
    [certificate] Wann das Zertifikat abläuft, ist nicht bekannt.
   *[secret] Wann das Secret abläuft, ist nicht bekannt. Tragen Sie das Datum ein, damit Presence Sync Sie rechtzeitig erinnert.
}
microsoft-tenant = Tenant-Domain
microsoft-tenant-hint = Eine Domain Ihres Microsoft-365-Tenants oder die Tenant-ID.
microsoft-tenant-invalid = Geben Sie eine Domain wie contoso.de oder die Tenant-ID ein.
microsoft-client-id = Anwendungs-ID (Client)
microsoft-client-id-hint = Aus der Übersicht der App-Registrierung.
microsoft-client-id-script = Das Skript zeigt sie am Ende.
microsoft-client-id-invalid = Die Anwendungs-ID hat die Form 00000000-0000-0000-0000-000000000000.
microsoft-clouds = Andere Microsoft-Cloud
microsoft-cloud = Microsoft-Cloud des Tenants
cloud-global = Microsoft global (auch Microsoft 365 GCC)
cloud-global-limits = Alles funktioniert. Für fast alle Organisationen richtig.
cloud-us-government = US Government L4 (GCC High)
cloud-us-government-limits = Lesen und Veröffentlichen funktionieren; Teams nennt dort weniger Einzelheiten.
cloud-us-government-dod = US Government L5 (DoD)
cloud-us-government-dod-limits = Lesen und Veröffentlichen funktionieren; Teams nennt dort weniger Einzelheiten.
cloud-china = China, betrieben von 21Vianet
cloud-china-limits = Keine Schnittstelle für Anwesenheit: Die Synchronisierung ist dort nicht möglich.
microsoft-credential = Die Anwendung weist sich aus mit
microsoft-credential-secret = einem Client-Secret
microsoft-credential-created = einem Zertifikat, das hier erstellt wird
microsoft-credential-certificate = einem eigenen Zertifikat
microsoft-secret = Client-Secret (Wert)
microsoft-secret-hint = Der Wert wird nur einmal gezeigt, gleich nach dem Erstellen.
microsoft-secret-is-id = Das sieht aus wie die ID des Secrets. Gebraucht wird der Wert daneben.
secret-kept = Ein Secret ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.
microsoft-expires = Ablaufdatum des Secrets (wenn bekannt)
microsoft-expires-hint = Im Portal unter „Zertifikate & Geheimnisse“, Spalte „Gültig bis“; das Skript zeigt es auch.
microsoft-expires-year = In einem Jahr ({ $day })
microsoft-expires-invalid = Geben Sie einen Tag in der Zukunft an, etwa { $day }, oder lassen Sie das Feld leer.
microsoft-certificate = Zertifikat mit privatem Schlüssel (PEM)
microsoft-certificate-hint = Beide Teile, ohne Passwort. Laden Sie nur das Zertifikat in die App-Registrierung hoch, nie den Schlüssel.
microsoft-certificate-invalid = Fügen Sie ein Zertifikat und seinen privaten Schlüssel im PEM-Format ein.
certificate-kept = Ein Zertifikat ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.
certificate-first = Erstellen Sie zuerst das Zertifikat.
certificate-text = Presence Sync erstellt einen Schlüssel und dazu ein Zertifikat. Der Schlüssel bleibt im Speicher für Zugangsdaten dieses Computers; nur das Zertifikat laden Sie bei Microsoft hoch.
certificate-create = Schlüssel und Zertifikat erstellen
certificate-creating = Schlüssel und Zertifikat werden erstellt
certificate-created = Das Zertifikat ist erstellt. Der Schlüssel bleibt auf diesem Computer; hochgeladen wird nur der öffentliche Teil.
certificate-thumbprint = Fingerabdruck
certificate-ends = Gültig bis
certificate-public = Öffentlicher Teil des Zertifikats
certificate-step-save = Speichern Sie das Zertifikat als { $file }.
certificate-step-upload = Öffnen Sie im Portal Ihre App-Registrierung: „Zertifikate & Geheimnisse“, „Zertifikate“, „Zertifikat hochladen“. Der Fingerabdruck muss derselbe sein.
certificate-step-connect = Kehren Sie hierher zurück, und verbinden Sie Microsoft.
certificate-save = Zertifikat speichern
certificate-script = Das Skript unten enthält das Zertifikat schon und lädt es selbst hoch.
certificate-show = Öffentlichen Teil ansehen und kopieren
microsoft-connect = Microsoft verbinden
registration-title = App-Registrierung anlegen
registration-choice = Gibt es in Ihrem Tenant schon eine App-Registrierung für Presence Sync?
registration-create = Nein, ich lege sie jetzt mit einem Skript an
registration-have = Ja, ich habe eine
registration-text = Dieses Skript legt sie im oben eingetragenen Tenant an, mit genau vier Berechtigungen und nicht mehr.
registration-permissions = Berechtigungen der App-Registrierung
registration-permission = Berechtigung
registration-type = Art
registration-purpose = Wofür
registration-application = Anwendung
registration-delegated = Delegiert
registration-resource = Alle gehören zu Microsoft Graph ({ $id }).
permission-write = Anrufe in Teams veröffentlichen
permission-users = Nutzer lesen, um Adressen zuzuordnen
permission-read = Als Sync-Nutzer die Anwesenheit aller lesen
permission-self = Sehen, welches Konto sich angemeldet hat
registration-redirects-text = Umleitungsadressen auf der Plattform „Mobilgerät- und Desktopanwendungen“; stellen Sie außerdem „Öffentliche Clientflows zulassen“ auf Ja.
registration-script-text = { $proof ->
    [certificate] Es lädt das Zertifikat hoch und zeigt die Anwendungs-ID. Führen Sie es als Administrator aus.
   *[secret] Es zeigt am Ende die Anwendungs-ID, ein Secret und den Tag, an dem es abläuft. Führen Sie es als Administrator aus.
}
registration-by-hand = Was das Skript anlegt, und wie es von Hand geht
registration-portal = App-Registrierungen öffnen
registration-cloud-shell = Azure Cloud Shell öffnen
script-azure-cli = Azure CLI (Bash)
script-powershell = Microsoft Graph PowerShell
script-module = Das Modul Microsoft Graph für Ihren Benutzer installieren
script-cloud = Die Cloud wählen, in der Ihr Tenant liegt
script-cloud-graph = Microsoft Graph dieser Cloud verwenden (Azure CLI 2.75 oder neuer)
script-sign-in = Als Administrator Ihres Tenants anmelden
script-permissions = Die Berechtigungen: Role heißt Anwendung, Scope heißt delegiert
script-register = Die Anwendung nur für diesen Tenant registrieren, mit ihren Umleitungsadressen
script-principal = Die Unternehmensanwendung anlegen, der die Admin-Zustimmung erteilt wird
script-secret = Ein Secret erstellen, das ein Jahr gilt, und zeigen, wonach der Schritt Microsoft fragt
script-secret-end = Zeigen, wann das Secret abläuft
script-certificate-file = Das Zertifikat, ohne seinen Schlüssel
script-certificate = Das Zertifikat hinzufügen und zeigen, wonach der Schritt Microsoft fragt
script-certificate-own = Das Zertifikat hinzufügen, dessen öffentlicher Teil in presence-sync.pem liegt
script-certificate-end = Zeigen, wann das Zertifikat abläuft
setup-sync-user-title = Sync-Nutzer anlegen
setup-sync-user-why = Microsoft zeigt die Anwesenheit anderer nur jemandem, der angemeldet ist. Dafür ist der Sync-Nutzer da: ein eigenes Konto, das nichts tut als lesen.
sync-user-name = Anzeigename
sync-user-address-label = Adresse des Sync-Nutzers
sync-user-step-create = Legen Sie im Admin Center einen Nutzer mit der obigen Adresse an.
sync-user-step-licence = Er braucht keine Lizenz und keine Administratorrolle.
sync-user-step-first-sign-in = Melden Sie sich einmal in einem privaten Browserfenster mit ihm an: Ändern Sie das erste Passwort, und hinterlegen Sie die verlangten Sicherheitsinformationen.
sync-user-step-expiry = Nehmen Sie ihn vom Ablauf der Passwörter aus, damit die Synchronisierung nicht eines Tages stehen bleibt.
sync-user-open-users = Nutzer im Admin Center öffnen
sync-user-open-security = Sicherheitsinformationen öffnen
sync-user-recommended = Unser Vorschlag. Nur das Konto mit dieser Adresse wird angenommen.
sync-user-other = Nur das Konto mit dieser Adresse wird angenommen.
sync-user-confirm = { $count ->
    [one] Ich habe ihn selbst angelegt
   *[other] Ich habe sie selbst angelegt
}
sync-user-by-hand = Selbst anlegen: so geht es
sync-user-not-needed = Die Anwendung liest selbst; ein Sync-Nutzer wird zurzeit nicht gebraucht.
creation-button = Für mich anlegen
creation-text = Presence Sync legt das Konto an, während Sie sich einmal als Administrator anmelden (mindestens Rolle „Benutzeradministrator“). Diese Anmeldung wird nicht gespeichert.
creation-in-progress = Das Konto wird angelegt
creation-done = { $address } ist angelegt, { $at }.
creation-password-gone = Das Passwort wird nicht mehr gezeigt. Wenn es fehlt, setzen Sie es im Admin Center zurück.
password-title = Passwort von { $address }
password-label = Passwort
password-text = Es wird nur dieses eine Mal gezeigt und läuft nicht ab. Speichern Sie es in Ihrem Passwortmanager: Sie brauchen es im nächsten Schritt bei „Als Sync-Nutzer anmelden“.
password-noted = Ich habe es notiert
check-to-do = Noch nicht geprüft.
check-after-consent = Noch nicht geprüft: Das geschieht von selbst nach der Admin-Zustimmung.
check-in-progress = Das Konto wird geprüft
check-done = Geprüft { $at }: Das Konto ist vorhanden und geeignet.
check-now = Jetzt prüfen
check-again = Erneut prüfen
address-invalid = Geben Sie eine vollständige Adresse ein, zum Beispiel presence-sync@contoso.de.
setup-connect-title = Verbinden
setup-connect-why = In dieser Reihenfolge, wie im Cloudya-Handbuch. Zustimmung und Anmeldung öffnen eine Microsoft-Seite in einem eigenen Fenster; was Sie dort eingeben, liest Presence Sync nicht.
action-details = Einzelheiten
consent-title = Admin-Zustimmung erteilen
consent-text = Ein globaler Administrator erlaubt der Anwendung in Ihrem Tenant genau dies:
consent-given = Die Anwendung darf in Ihrem Tenant Nutzer lesen, Anwesenheit lesen und Anrufe veröffentlichen.
consent-button = Admin-Zustimmung erteilen
consent-again = Zustimmung erneut erteilen
consent-verifying = Microsoft trägt die Zustimmung ein; das dauert manchmal einige Minuten.
consent-done = Erteilt { $at } für { $tenant }
sign-in-title = Als Sync-Nutzer anmelden
sign-in-title-round = Als Sync-Nutzer anmelden, Runde { $round } von { $of }
sign-in-text = Melden Sie sich als { $address } an, nicht mit Ihrem eigenen Konto.
sign-in-button = Als Sync-Nutzer anmelden
sign-in-again = Erneut anmelden
sign-in-verifying = Die Anmeldung wird geprüft
sign-in-done = Von { $account }, { $at }
release-round = Runde freigeben
release-round-sure = Runde { $round } freigeben?
release-round-consequence = Die Anmeldung von { $account } wird von diesem Computer gelöscht. { $people ->
    [one] Eine Person dieser Runde wird
   *[other] { $people } Personen dieser Runde werden
} nicht mehr gelesen, bis ein Sync-Nutzer sich wieder anmeldet; freie Plätze anderer Runden werden genutzt. Das Konto bei Microsoft bleibt bestehen.
activation-title = Synchronisierung aktivieren
activation-text = Sie sehen zuerst die Prüfung. Vorher wird nichts geschrieben.
activation-on = Die Synchronisierung ist aktiviert. Die Prüfung zeigt, wer zugeordnet ist; dort können Sie auch deaktivieren.
activation-button = Synchronisierung aktivieren
activation-to-review = Prüfen und aktivieren
activation-review = Prüfung ansehen
activation-done = Aktiviert { $at }
barrier-cloudya = Verbinden Sie zuerst Cloudya.
barrier-microsoft = Verbinden Sie zuerst Microsoft.
barrier-consent = Erteilen Sie zuerst die Admin-Zustimmung.
barrier-sign-in = Melden Sie sich zuerst als Sync-Nutzer an.
reader-title = Ohne Sync-Nutzer lesen
reader-text = Nach Microsofts neuerer Dokumentation darf die Anwendung die Anwesenheit aller selbst lesen: ohne Sync-Nutzer, ohne Runden und ohne die Grenze von 600 Personen. Ob es in Ihrem Tenant geht, zeigt ein Versuch; er ändert nichts.
reader-chosen = Die Anwendung liest die Anwesenheit aller selbst. Sync-Nutzer und Runden werden nicht gebraucht.
reader-try = Herausfinden, ob es geht
reader-try-again = Erneut versuchen
reader-trying = Die Anwendung versucht, eine Anwesenheit zu lesen
reader-works = Es geht: Der Versuch ist gelungen, { $at }. Sie können jederzeit zum Sync-Nutzer zurückkehren.
reader-use-application = Ohne Sync-Nutzer lesen
reader-use-sync-user = Wieder mit Sync-Nutzer lesen
via-browser = Meinen Browser verwenden
via-device-code = Anderes Gerät verwenden
page-window-title = Die Microsoft-Seite ist in einem eigenen Fenster geöffnet
page-window-consent = Melden Sie sich dort als Administrator an, und stimmen Sie zu. Prüfen Sie die Adresse im Titel des Fensters.
page-window-sign-in = Melden Sie sich dort als Sync-Nutzer an. Prüfen Sie die Adresse im Titel des Fensters.
page-window-create-sync-user = Melden Sie sich dort als Administrator an, nicht als Sync-Nutzer. Prüfen Sie die Adresse im Titel des Fensters.
page-browser-title = Die Microsoft-Seite ist in Ihrem Browser geöffnet
page-browser-consent = Melden Sie sich dort als Administrator an, und stimmen Sie zu. Hier geht es dann von selbst weiter.
page-browser-sign-in = Melden Sie sich dort als Sync-Nutzer an. Ein privates Fenster hilft, wenn der Browser ein anderes Konto kennt.
page-browser-create-sync-user = Melden Sie sich dort als Administrator an. Hier geht es dann von selbst weiter.
page-device-code-title = Geben Sie diesen Code auf einem beliebigen Gerät ein
page-device-code-consent = Öffnen Sie die Adresse, geben Sie den Code ein, und melden Sie sich als Administrator an.
page-device-code-sign-in = Öffnen Sie die Adresse, geben Sie den Code ein, und melden Sie sich als Sync-Nutzer an.
page-device-code-create-sync-user = Öffnen Sie die Adresse, geben Sie den Code ein, und melden Sie sich als Administrator an.
page-address = Adresse
page-open = Adresse öffnen
page-code-expires = Der Code gilt bis { $time }.
setup-review-title = Prüfen
setup-review-why = So passen Ihre Nebenstellen und Teams-Nutzer zusammen. Was nicht zugeordnet ist, bleibt unberührt; Sie können es vorher oder nachher beheben.
review-matched = Zugeordnet
review-uncovered = { $people ->
    [one] Eine Person wird
   *[other] { $people } Personen werden
} noch nicht synchronisiert: Für alle braucht es { $rounds } Runden, und noch nicht jeder Sync-Nutzer hat sich angemeldet.
review-problems = { $count ->
    [one] Ein Problem ansehen
   *[other] { $count } Probleme ansehen
}
review-activate-title = Aktivieren
review-active-title = Aktiv
review-activate-text = Von da an werden Anrufe in Teams veröffentlicht und zurückgenommen, wenn sie enden. Sie können jederzeit anhalten oder deaktivieren; dann wird alles Veröffentlichte zurückgenommen.
review-active-since = Aktiv seit { $at }.
review-to-overview = Zur Übersicht
dry-run-title = Probelauf: was sich in Teams jetzt ändern würde
dry-run-becomes = wird zu
dry-run-text = { $count ->
    [0] Im Augenblick meldet kein Telefon etwas, was Teams nicht schon zeigt; es würde sich nichts ändern.
    [one] Eine Person würde anders angezeigt:
   *[other] { $count } Personen würden anders angezeigt:
}
dry-run-one-way = Die Synchronisierung ist nur von Teams zum Telefon eingestellt; in Teams würde sich nichts ändern.
dry-run-resting = Jetzt ist außerhalb der Arbeitszeiten; vor { $time } würde sich nichts ändern.
dry-run-more = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
deactivate = Deaktivieren
deactivate-sure = Synchronisierung deaktivieren?
deactivate-consequence = Alles, was in Teams veröffentlicht wurde, wird zurückgenommen, und es wird nichts Neues veröffentlicht. Zugangsdaten und Einstellungen bleiben erhalten.

## Einstellungen

settings-lead = Änderungen gelten sofort, ohne Neustart.
settings-search = Einstellungen durchsuchen
settings-index = Abschnitte der Einstellungen
settings-nothing = Keine Einstellung gefunden
settings-nothing-text = Hier heißt nichts „{ $searched }“. Versuchen Sie ein anderes Wort.
settings-window = Dieser Computer
settings-window-lead = Wie das Fenster aussieht und was Presence Sync auf diesem Computer tut.
settings-states = Was synchronisiert wird
settings-states-lead = Welche Seite was erfährt. Was für einzelne Personen gilt, steht auf der Seite Personen. Teams zeigt an, wer telefoniert, stellt Teams-Anrufe aber trotzdem durch; das lässt sich von außen nicht ändern.
settings-limits = Zeiten und Grenzen
settings-limits-lead = Die Vorgaben passen fast überall. Ändern Sie sie, wenn die Anzeige in Teams flackert oder nachhinkt oder wenn Microsoft bremst.
settings-working-hours = Arbeitszeiten
settings-working-hours-lead = Außerhalb der Arbeitszeiten wird in Teams nichts veröffentlicht und kein Telefon umgeleitet. Beide Seiten werden weiter angezeigt.
settings-phone-rules = Telefonregeln
settings-phone-rules-lead = Solange Teams einen bestimmten Zustand zeigt, ist am Telefon ein Rufumleitungsprofil aktiv; danach kehrt das vorherige zurück, es sei denn, die Person hat inzwischen ein anderes gewählt.
settings-journal = Journal und Datenschutz
settings-journal-lead = Das Journal hält fest, was gesehen und getan wurde: Daraus entstehen die Seite Aktivität und die Diagramme der Übersicht.
settings-network = Netzwerk und Adressen
settings-network-lead = Wie die Dienste erreicht werden. Hier muss kaum jemand etwas ändern.
settings-diagnostics = Diagnose
settings-diagnostics-lead = Ein Archiv für den Support. Es wird auf diesem Computer gespeichert und an niemanden gesendet; Passwörter, Secrets und Token enthält es nie.
settings-forget = Alles vergessen
settings-forget-lead = Versetzt Presence Sync in den Zustand vor dem ersten Start. Das wird entfernt, und das bleibt:
setting-usual = Vorgabe: { $value }
setting-put-back = Zurücksetzen
setting-put-back-what = Zurücksetzen: { $label } auf { $value }
setting-on = Ein
setting-off = Aus
setting-change = Ändern
setting-change-what = In der Einrichtung ändern: { $label }
setting-language = Sprache
setting-language-hint = Für Fenster, Infobereich und Benachrichtigungen.
setting-language-system = Wie das System
setting-language-de = Deutsch
setting-language-en = English
setting-theme = Darstellung
setting-theme-hint = Kann dem System folgen.
setting-theme-system = Wie das System
setting-theme-light = Hell
setting-theme-dark = Dunkel
setting-theme-high-contrast = Hoher Kontrast
setting-start-with-computer = Mit dem Computer starten
setting-start-with-computer-hint = Presence Sync startet bei Ihrer Anmeldung, ohne sein Fenster zu öffnen. Synchronisiert wird nur, solange es läuft.
setting-notifications = Benachrichtigungen
setting-notifications-hint = Nur wenn Sie etwas tun müssen, einmal je Ursache.
setting-keep-in-tray = Weiterlaufen, wenn das Fenster geschlossen wird
setting-keep-in-tray-hint = Das Symbol im Infobereich zeigt den Zustand. Beim Beenden wird das Veröffentlichte zurückgenommen.
setting-direction = Richtung
setting-direction-hint = Welche Seite von der anderen erfährt.
setting-direction-both = Beide Richtungen
setting-direction-phone-to-teams = Nur vom Telefon zu Teams
setting-direction-teams-to-phone = Nur von Teams zum Telefon
setting-duplicates = Mehrere Nebenstellen für eine Person
setting-duplicates-hint = Was gilt, wo mehrere Nebenstellen zu einem Teams-Nutzer führen und Sie nicht entschieden haben.
setting-duplicates-lowest-extension = Niedrigste Nebenstelle
setting-duplicates-combine = Zusammenfassen: jede zählt
setting-duplicates-leave-out = Alle auslassen
setting-ringing = Während das Telefon klingelt
setting-ringing-hint = Was Teams zeigt, bevor ein Anruf angenommen ist. Ein laufender Anruf ist immer „In einem Anruf“.
setting-ringing-nothing = Nichts veröffentlichen
setting-ringing-in-a-call = „In einem Anruf“ veröffentlichen
setting-dnd = „Nicht stören“ in Cloudya
setting-dnd-hint = Was Teams zeigt, solange „Nicht stören“ eingeschaltet ist. Ein Zustand, den jemand in Teams selbst gewählt hat, geht vor.
setting-dnd-nothing = Nichts veröffentlichen
setting-dnd-do-not-disturb = „Nicht stören“ veröffentlichen
setting-settle-seconds = Beruhigungszeit
setting-settle-seconds-hint = Wie lange ein Anruf dauern muss, bis er veröffentlicht wird, damit Funktionscodes in Teams nicht aufflackern.
setting-clear-seconds = Rücknahmezeit
setting-clear-seconds-hint = Wie lange das Telefon frei sein muss, bis der Anruf zurückgenommen wird.
setting-grace-seconds = Karenzzeit
setting-grace-seconds-hint = Wie lange der letzte Zustand gilt, wenn der Livestream von Cloudya unterbrochen ist. Danach wird das Veröffentlichte zurückgenommen.
setting-teams-poll-seconds = Teams lesen alle
setting-teams-poll-seconds-hint = Wie oft die Teams-Anwesenheit gelesen wird. Selteneres Lesen lässt mehr Abstand zur Grenze von Microsoft.
setting-round-size = Personen je Onboarding-Runde
setting-round-size-hint = Für so viele Personen liest ein Sync-Nutzer. Microsoft erlaubt 650. Bei einer kleineren Zahl verlieren überzählige Personen ihren Platz und brauchen eine weitere Runde.
setting-presence-limit = Anwesenheits-Anfragen in 30 Sekunden
setting-presence-limit-hint = Die Grenze von Microsoft für Ihren Tenant; Presence Sync bleibt unter 90 % davon.
setting-working-hours = Nur in den Arbeitszeiten synchronisieren
setting-working-hours-hint = Ist das ausgeschaltet, wird jederzeit synchronisiert.
setting-time-zone = Zeitzone
setting-time-zone-hint = Wessen Uhr gilt. Die Sommerzeit ist berücksichtigt.
setting-journal-hours = Einträge aufbewahren
setting-journal-hours-hint = Ältere Einträge werden von selbst gelöscht. Ist das Journal ausgeschaltet, wird über Personen nichts aufgezeichnet, und alle Einträge werden gelöscht; nur Zahlen für die Diagramme bleiben.
setting-cloud = Microsoft-Cloud
setting-cloud-hint = In welcher Cloud von Microsoft Ihr Tenant liegt. Wird in der Einrichtung gewählt, weil Adressen und Anmeldung davon abhängen.
setting-reader = Die Teams-Anwesenheit liest
setting-reader-hint = Wird in der Einrichtung gewählt, wo es zuerst erprobt wird.
setting-reader-sync-user = der Sync-Nutzer
setting-reader-application = die Anwendung selbst
setting-proxy = Proxy
setting-proxy-hint = Über den alle Dienste erreicht werden, mit http://, https:// oder socks5:// am Anfang, etwa http://proxy.example.com:8080. Ein Benutzername und ein Passwort darin werden nicht gespeichert. Adressen dieses Computers laufen nie darüber.
setting-cti-url = CTI-API von Cloudya
setting-cti-url-hint = Wer am Telefon ist.
setting-configuration-url = PBX-Configuration-API
setting-configuration-url-hint = Voicemail-E-Mails und Rufumleitungsprofile.
setting-nfon-token-url = Anmeldung bei NFON
setting-nfon-token-url-hint = Woher die Token für die PBX-Configuration-API kommen.
setting-login-url = Anmeldung bei Microsoft
setting-login-url-hint = Zustimmung, Anmeldungen und Token. Die Vorgabe richtet sich nach Ihrer Cloud.
setting-graph-url = Microsoft Graph
setting-graph-url-hint = Nutzer und Anwesenheit. Die Vorgabe richtet sich nach Ihrer Cloud.
unit-seconds = s
unit-people = Personen
unit-requests = Anfragen
unit-hours = h
range = Eine Zahl von { $low } bis { $high }.
range-whole = Eine ganze Zahl von { $low } bis { $high }.

## Einstellungen: Arbeitszeiten

hours-day = Tag
hours-from = Von
hours-until = Bis
hours-from-day = { $day }, von
hours-until-day = { $day }, bis
hours-none = An diesem Tag wird niemand synchronisiert.
hours-next-day = am nächsten Tag
hours-fault = Eine Uhrzeit von 00:00 bis { $last }, etwa 08:30.
hours-copy-monday = Montag auf alle Werktage übertragen
hours-now-inside = Jetzt: innerhalb der Arbeitszeiten, bis { $day }, { $time } Uhr.
hours-now-outside = Jetzt: außerhalb der Arbeitszeiten, bis { $day }, { $time } Uhr.
hours-always-inside = Diese Zeiten enden nie: Es wird jederzeit synchronisiert.
hours-always-outside = Es ist kein Tag gewählt: Niemand wird synchronisiert.
time-zone-own = Wie dieser Computer ({ $zone })

## Einstellungen: Telefonregeln

profile-what = Ein Rufumleitungsprofil ist eine Zusammenstellung von Rufumleitungen, die eine Nebenstelle in Cloudya unter einem Namen hat, etwa „Besprechung: alles auf die Voicemail“. Presence Sync aktiviert vorhandene Profile; angelegt oder bearbeitet wird in Cloudya nichts.
rules-none = Es gibt keine Telefonregel: Teams leitet kein Telefon um.
rules-need-configuration = Telefonregeln brauchen die Zugangsdaten der PBX-Configuration-API; hier kommen die E-Mail-Adressen aus einer Liste. Bis die Zugangsdaten eingetragen sind, wird kein Telefon umgeleitet.
rules-need-direction = Die Richtung ist „Nur vom Telefon zu Teams“, deshalb wird kein Telefon umgeleitet.
rule-add = Telefonregel hinzufügen
rule-new = Neue Telefonregel
rule-change = Telefonregel
rule-edit = Bearbeiten
rule-edit-what = Regel für „{ $profile }“ bearbeiten
rule-delete = Löschen
rule-delete-sure = Die Regel für „{ $profile }“ löschen?
rule-delete-consequence = Telefone, die sie umgeleitet hat, erhalten ihr vorheriges Profil zurück.
rule-switch = Regel für „{ $profile }“
rule-sentence = „{ $profile }“, solange Teams zeigt: { $states }
rule-details = { $seconds ->
    [0] Sofort
    [one] Nach einer Sekunde
   *[other] Nach { $seconds } Sekunden
}, längstens { $hours ->
    [one] eine Stunde
   *[other] { $hours } Stunden
}; { $whom }.
rule-for-all = für alle Nebenstellen
rule-for-listed = { $count ->
    [one] für die Nebenstelle { $extensions }
    [2] für die Nebenstellen { $extensions }
    [3] für die Nebenstellen { $extensions }
    [4] für die Nebenstellen { $extensions }
    [5] für die Nebenstellen { $extensions }
   *[other] für { $count } Nebenstellen
}
rule-when = Solange Teams eines davon zeigt
rule-when-missing = Wählen Sie mindestens einen Teams-Zustand.
rule-profile = Rufumleitungsprofil aktivieren
rule-profile-hint = Sein Name, genau wie er in Cloudya lautet. Jede Nebenstelle braucht ein Profil dieses Namens.
rule-profile-missing = Geben Sie den Namen des Profils ein.
rule-held = Nachdem es gezeigt wurde für
rule-held-hint = Ein kurzer Zustand leitet dann kein Telefon um.
rule-max = Zurück nach spätestens
rule-max-hint = Auch wenn Teams den Zustand noch zeigt.
rule-whom = Für wen
rule-whom-all = Alle Nebenstellen
rule-whom-listed = Ausgewählte Nebenstellen
rule-extensions-missing = Wählen Sie mindestens eine Nebenstelle.
rule-search = Nach Nebenstelle oder Name suchen
rule-found = Gefundene Nebenstellen
rule-extensions-chosen = Ausgewählte Nebenstellen
rule-remove = { $extension } entfernen
rule-save = Speichern
rule-off-until = Die Regel bleibt aus, bis Sie sie in der Liste einschalten.
rule-is-on-already = Diese Regel ist eingeschaltet. Sobald Sie speichern, klingeln Telefone wirklich anders.
rule-preview-nothing = Wählen Sie einen Teams-Zustand, um zu sehen, wen die Regel jetzt beträfe.
rule-preview-asking = Es wird nachgesehen, wen sie jetzt beträfe
rule-preview-failed = Wen sie jetzt beträfe, lässt sich im Augenblick nicht sagen.
rule-preview-touched = { $count ->
    [0] Jetzt beträfe sie niemanden; sie gilt für { $covered ->
        [one] eine Person
       *[other] { $covered } Personen
    }.
    [one] Jetzt beträfe sie eine von { $covered } Personen:
   *[other] Jetzt beträfe sie { $count } von { $covered } Personen:
}
rule-preview-since = seit { $time }
rule-preview-rest = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
rule-switch-on-sure = Diese Telefonregel einschalten?
rule-switch-on = Einschalten
rule-really = Telefone klingeln dann wirklich anders: Anrufe gehen dorthin, wohin das Profil sie leitet.
rule-returns = Das vorherige Profil kehrt zurück, wenn Teams etwas anderes zeigt, wenn Sie anhalten, Presence Sync beenden oder die Regel ausschalten, und spätestens nach der längsten Dauer. Wählt jemand inzwischen am Telefon ein anderes Profil, so bleibt dieses.

## Einstellungen: Journal

journal-privacy = Das Journal enthält personenbezogene Daten von Beschäftigten: Nebenstelle, Teams-Nutzer, Zustände, was getan wurde, wie lange es dauerte und mit welchem Ergebnis. Rufnummern und Namen von Anrufern werden nie gespeichert. Es bleibt auf diesem Computer. Stimmen Sie die Dauer mit Betriebsrat oder Datenschutzbeauftragten ab, wo es sie gibt.
empty-journal = Journal leeren
empty-journal-sure = Das Journal leeren?
empty-journal-consequence = Alle Einträge über alle Personen werden sofort von diesem Computer gelöscht, mit ihnen die Diagramme der Übersicht. Das lässt sich nicht rückgängig machen. Aufgezeichnet wird weiter.
retention-off = Aus: nichts aufzeichnen
retention-hours = { $hours ->
    [one] 1 Stunde
   *[other] { $hours } Stunden
}
retention-days = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}

## Einstellungen: Netzwerk

network-services = Adressen der Dienste
network-usual = Alle Adressen zurücksetzen
address-usual = Vorgabe
proxy-usual = der des Systems
address-fault-unreadable = „{ $label }“ ist keine Adresse. Geben Sie sie vollständig ein, etwa https://dienst.example.com, oder lassen Sie das Feld leer.
address-fault-scheme = „{ $label }“ muss mit https:// beginnen, weil dorthin Zugangsdaten gesendet werden. http:// ist nur für diesen Computer selbst möglich, etwa http://localhost:8080. Fragen Sie den Betreiber des Dienstes nach der verschlüsselten Adresse, oder lassen Sie das Feld leer.
address-fault-proxy-scheme = „{ $label }“ muss mit http://, https:// oder socks5:// beginnen, etwa http://proxy.example.com:8080. Andere Arten von Proxys sind nicht möglich.
address-fault-credentials = „{ $label }“ darf weder Benutzernamen noch Passwort enthalten, weil Einstellungen nicht geheim sind. Entfernen Sie alles bis zum @.
address-fault-tail = „{ $label }“ darf nach einem ? oder # nichts enthalten. Entfernen Sie diesen Teil.

## Einstellungen: Diagnose

diagnostics-names = Namen, E-Mail-Adressen und Nebenstellen aufnehmen
diagnostics-without = Ohne sie erscheinen Personen als Nummern, die anderswo nichts bedeuten. Das genügt für fast jede Frage.
diagnostics-with = Wer das Archiv erhält, sieht, wer wie heißt und welchen Zustand Teams und das Telefon zeigen. Das sind personenbezogene Daten: Geben Sie sie nur an Personen, die sie sehen dürfen.
diagnostics-list = Inhalt anzeigen
diagnostics-busy = Einen Augenblick
diagnostics-contents = Inhalt des Archivs
diagnostics-file = Datei
diagnostics-about = Inhalt
diagnostics-size = Größe
diagnostics-kilobytes = { $kilobytes } kB
diagnostics-save = Archiv speichern
diagnostics-saved = Das Archiv ist gespeichert:
diagnostics-path = Pfad des Archivs
diagnostics-failed = Das Archiv konnte nicht erstellt werden. Schaffen Sie Platz auf dem Datenträger, oder prüfen Sie, ob dieses Programm in den Ordner Downloads schreiben darf; versuchen Sie es dann erneut.
diagnostics-about-version = Version von Presence Sync und des Betriebssystems
diagnostics-about-settings = Die Einstellungen dieser Seite, ohne Zugangsdaten
diagnostics-about-state = Verbindungen, Schritte der Einrichtung, Runden und Probleme
diagnostics-about-people = Wie jede Nebenstelle zugeordnet ist, und ihr Zustand jetzt
diagnostics-about-statistics = Anrufe, Änderungen, Verzögerungen und Anfragen je Stunde
diagnostics-about-journal = Was gesehen und getan wurde, soweit das Journal es aufbewahrt
diagnostics-about-log = Das Programmprotokoll der letzten Tage

## Einstellungen: alles vergessen

forget-here = Hier
forget-here-what = Alle Einstellungen und Entscheidungen, alle Zugangsdaten für Cloudya und Microsoft, die Anmeldungen der Sync-Nutzer und das Journal.
forget-teams = In Teams
forget-teams-what = Das Veröffentlichte wird zuerst zurückgenommen. Was Personen selbst gewählt haben, bleibt.
forget-cloudya = In Cloudya
forget-cloudya-what = Telefone, die eine Telefonregel umgeleitet hat, erhalten ihr vorheriges Rufumleitungsprofil zurück. Solange Cloudya nicht erreichbar ist, wird darauf gewartet; wer noch einmal bestätigt, lässt sie umgeleitet. Von hier berichtigte Voicemail-E-Mails bleiben berichtigt.
forget-stays = Bleibt
forget-stays-what = App-Registrierung, Admin-Zustimmung und Sync-Nutzer in Ihrem Tenant sowie die Archive, die Sie gespeichert haben. Entfernen Sie sie selbst, wenn sie nicht mehr gebraucht werden.
forget-open = Alles vergessen
forget-button = Alles vergessen
forget-sure = Auf diesem Computer alles vergessen?
forget-consequence = Sie müssen Cloudya und Microsoft danach neu verbinden. Das lässt sich nicht rückgängig machen.
forget-type = Zur Bestätigung „{ $word }“ eingeben
forget-type-wrong = Geben Sie das Wort „{ $word }“ ein.
forget-word = vergessen

## Schließen des Fensters, wo kein Infobereich es zurückholen könnte

closing-title = Beenden oder weiterlaufen lassen?
closing-text = Dieser Desktop hat keinen Infobereich, aus dem sich das Fenster wieder öffnen ließe. Läuft Presence Sync im Hintergrund weiter, wird nur das Fenster minimiert, und die Synchronisierung geht weiter. Beim Beenden wird zuerst zurückgenommen, was in Teams veröffentlicht wurde.
closing-keep = Im Hintergrund weiterlaufen lassen
closing-quit = Beenden
