# Jedes Wort, das Menschen lesen, auf Deutsch: Fenster, Infobereich, Benachrichtigungen und die Titel der Anmeldefenster.

## Infobereich, Anmeldefenster und die Seite nach einer Anmeldung im Browser

tray-state-running = { $count ->
    [one] Läuft: eine Person synchron
   *[other] Läuft: { $count } Personen synchron
}
tray-state-paused = Angehalten
tray-state-attention = { $count ->
    [one] Braucht Ihre Aufmerksamkeit: eine Person synchron
   *[other] Braucht Ihre Aufmerksamkeit: { $count } Personen synchron
}
tray-state-offline = Keine Verbindung: Cloudya oder Microsoft ist nicht erreichbar
tray-state-setting-up = Noch nicht eingerichtet
tray-pause = Anhalten
tray-resume = Fortsetzen
tray-problems = { $count ->
    [0] Keine Probleme
   *[other] Probleme ({ $count })
}
tray-open = Presence Sync öffnen
tray-quit = Beenden
window-title-consent = Admin-Zustimmung erteilen
window-title-sign-in = Als Sync-Nutzer anmelden – { $address }
window-title-create = Sync-Nutzer erstellen – { $address }
loopback-done = Microsoft hat geantwortet. Sie können diese Seite schließen und zu Presence Sync zurückkehren.

## Das Fenster

window-title = { $page } – Presence Sync
nav-label = Seiten
nav-overview = Übersicht
nav-people = Personen
nav-problems = Probleme
nav-setup = Einrichtung
nav-settings = Einstellungen
nav-problems-counted = { $count ->
    [one] Probleme, eines
   *[other] Probleme, { $count }
}
loading = Presence Sync startet
lost-title = Das Programm hinter diesem Fenster antwortet nicht
lost-text = Was im Hintergrund läuft, läuft weiter. Versuchen Sie es erneut; wenn das nicht hilft, beenden Sie Presence Sync und starten Sie es neu.
lost-retry = Erneut versuchen
undelivered = Ihre Anforderung hat das Programm nicht erreicht. Bitte wiederholen Sie sie; wenn das nicht hilft, beenden Sie Presence Sync und starten Sie es erneut.
dismiss = Diese Meldung schließen
close = Schließen
cancel = Abbrechen
copy = Kopieren: { $what }
copied = Kopiert
none = –
required = Bitte füllen Sie dieses Feld aus.
what-to-do = Was zu tun ist:
problem-code = Für den Microsoft-Support: AADSTS{ $code }
problem-since = Seit { $time }
version = Presence Sync { $version }
since = seit { $time } ({ $ago })
numbered = { $number }. { $title }

## Übersicht

state-label = Zustand der Synchronisierung
sentence-running = { $count ->
    [0] Die Synchronisierung läuft; noch ist niemand synchron.
    [one] Die Synchronisierung läuft; eine Person ist synchron.
   *[other] Die Synchronisierung läuft; { $count } Personen sind synchron.
}
sentence-paused = Die Synchronisierung ist angehalten, bis Sie sie fortsetzen. In Teams wird nichts veröffentlicht.
sentence-paused-until = Die Synchronisierung ist angehalten bis { $until }. In Teams wird nichts veröffentlicht.
sentence-attention = { $count ->
    [one] Die Synchronisierung läuft für eine Person
   *[other] Die Synchronisierung läuft für { $count } Personen
} und braucht Ihre Aufmerksamkeit: { $problems ->
    [one] ein Problem
   *[other] { $problems } Probleme
}.
sentence-offline = Cloudya oder Microsoft ist nicht erreichbar. Die Synchronisierung läuft von selbst weiter, sobald die Verbindung wieder steht.
sentence-setting-up = Die Einrichtung ist noch nicht abgeschlossen. In Teams wird nichts veröffentlicht, bis Sie die Synchronisierung aktivieren.
pause = Anhalten
pause-half-an-hour = Für 30 Minuten
pause-tomorrow = Bis morgen
pause-resumed = Bis ich fortsetze
resume = Fortsetzen
continue-setup = Einrichtung fortsetzen
show-problems = Probleme ansehen
tiles-label = Zahlen dieses Augenblicks
tile-in-sync = Synchron
tile-of-extensions = { $count ->
    [one] von einer Nebenstelle
   *[other] von { $count } Nebenstellen
}
tile-on-the-phone = Am Telefon
tile-from-cloudya = in Cloudya, jetzt
tile-in-teams-calls = Teams-Anrufe
tile-from-teams = in Teams, jetzt
tile-published = Veröffentlicht
tile-by-us = von uns gesetzt
tile-pending = Unterwegs
tile-settling = Änderungen in Arbeit
connections-title = Verbindungen
connection-cloudya-stream = Cloudya-Livestream
connection-cloudya-stream-what = Wer telefoniert
connection-cloudya-configuration = Cloudya-Konfiguration
connection-cloudya-configuration-what = Voicemail-E-Mail-Adressen
connection-microsoft-sign-in = Microsoft-Anmeldung
connection-microsoft-sign-in-what = Sync-Nutzer und Anwendung
connection-microsoft-graph = Microsoft Graph
connection-microsoft-graph-what = Anwesenheit in Teams
connection-state-off = Nicht in Gebrauch
connection-state-connecting = Verbindet
connection-state-connected = Verbunden
connection-state-broken = Unterbrochen
problems-title = Probleme
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
directory-incomplete = Noch nicht vollständig gelesen
directory-complete = Vollständig, gelesen { $ago }
directory-refresh = Jetzt neu lesen
directory-reading = { $total ->
    [0] Nebenstellen, Adressen und Nutzer werden gelesen.
   *[other] Voicemail-E-Mails werden gelesen: { $read } von { $total }.
}

## Personen

search-placeholder = Nebenstelle, Name oder Adresse suchen
filter-label = Filter
filter-all = Alle Personen
filter-on-the-phone = Am Telefon
filter-differs = Telefon und Teams verschieden
filter-not-matched = Nicht zugeordnet
people-count = { $shown } von { $all }
people-none-title = Noch niemand da
people-none-setup = Personen erscheinen, sobald Cloudya verbunden ist.
people-none-text = Cloudya hat für dieses Konto keine Nebenstellen, oder sie sind noch nicht gelesen.
people-unfound-title = Niemand passt
people-unfound-text = Keine der { $count } Personen passt zu dieser Suche und diesem Filter.
people-show-all = Alle zeigen
column-extension = Nebenstelle
column-name = Name
column-email = Voicemail-E-Mail
column-user = Teams-Nutzer
column-line = Leitungsstatus
column-teams = Teams-Anwesenheit
column-published = Veröffentlicht
column-since = Seit
column-state = Zustand
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
person-include = Wieder synchronisieren
side-cloudya = Cloudya
side-teams = Microsoft Teams
side-match = Zuordnung
origin-none = Nicht bekannt
origin-echo = Diesem Programm
origin-teams = Teams oder der Person
matched-by-manual = Sie, von Hand
matched-by-mail = E-Mail-Adresse
matched-by-user-principal-name = Anmeldename
matched-by-primary-address = Primäre Adresse
matched-by-alias = Weitere Adresse (Alias)
explain-duplicate = Mehrere Nebenstellen führen zu { $user }; eine andere davon wird verwendet, deshalb erscheint dieses Telefon nicht in Teams.
explain-not-found = Kein Teams-Nutzer hat die Adresse { $email }; es gibt also niemanden, für den Anrufe angezeigt werden könnten.
explain-no-email = Die Nebenstelle hat keine Voicemail-E-Mail und kann deshalb keinem Teams-Nutzer zugeordnet werden.
explain-several-users = Die Adresse { $email } gehört mehreren Teams-Nutzern; es ist nicht klar, wessen Anwesenheit gemeint ist.
explain-disabled = Das Microsoft-Konto von { $user } ist deaktiviert, deshalb wird dafür nichts veröffentlicht.
explain-guest = { $user } ist Gast in Ihrem Tenant, und die Anwesenheit von Gästen kann nicht gesetzt werden.
explain-excluded = Sie haben diese Nebenstelle von der Synchronisierung ausgenommen.
explain-not-covered = Keine Onboarding-Runde hat einen freien Platz für diese Person; melden Sie einen weiteren Sync-Nutzer an.
explain-overridden = Wir haben den Anruf veröffentlicht, aber { $user } hat in Teams „{ $teams }“ gewählt, und Teams zieht die eigene Wahl der Person vor.
explain-unknown-line = Cloudya teilt den Zustand dieses Telefons gerade nicht mit, deshalb wird nichts veröffentlicht.
explain-unknown-teams = Teams hat die Anwesenheit dieser Person noch nicht mitgeteilt.
explain-pending-call = Das Telefon ist seit { $since } belegt; der Anruf wird veröffentlicht, wenn er { $seconds } Sekunden gedauert hat.
explain-pending-clear = Der Anruf ist zu Ende; was wir veröffentlicht haben, wird gerade zurückgenommen.
explain-pending = Eine Änderung wurde eben bemerkt und wird gerade verarbeitet.
explain-paused = Die Synchronisierung ist angehalten, deshalb wird nichts veröffentlicht; Telefon und Teams werden weiter angezeigt.
explain-published = Das Telefon ist seit { $since } belegt, deshalb ist in Teams „{ $published }“ bis { $until } veröffentlicht und wird erneuert, solange der Anruf dauert.
explain-dnd = In Cloudya ist „Nicht stören“ eingeschaltet, deshalb ist in Teams „{ $published }“ bis { $until } veröffentlicht.
explain-one-way = Das Telefon ist belegt, aber die Synchronisierung ist nur von Teams zum Telefon eingestellt.
explain-not-published = Das Telefon ist seit { $since } belegt; veröffentlicht ist dafür im Augenblick nichts.
explain-clearing = Der Anruf am Telefon ist vorbei; Teams zeigt unseren Zustand noch einen Augenblick.
explain-teams-call = { $user } ist in Teams selbst in einem Anruf; das Telefon ist nicht beteiligt.
explain-ringing = Das Telefon klingelt; ein Anruf wird veröffentlicht, sobald er angenommen ist.
explain-offline = Für diese Nebenstelle ist kein Telefon angemeldet; es wird nichts veröffentlicht, und Teams zeigt seinen eigenen Zustand.
explain-idle = Das Telefon ist frei; es wird nichts veröffentlicht, und Teams zeigt seinen eigenen Zustand.

## Probleme

problems-lead = { $count ->
    [one] Ein Punkt braucht Ihre Aufmerksamkeit.
   *[other] { $count } Punkte brauchen Ihre Aufmerksamkeit.
} Jeder verschwindet von selbst, wenn seine Ursache behoben ist.
problems-none = Keine Probleme
problems-none-text = Alles, was zugeordnet werden kann, ist zugeordnet, und alle Verbindungen stehen.
problems-whole = Betrifft die ganze Synchronisierung
problems-show-rest = { $count ->
    [one] Einen weiteren zeigen
   *[other] { $count } weitere zeigen
}
rule-chosen = Ihrer Wahl
rule-lowest-extension = der Regel „niedrigste Nebenstelle“
rule-combine = der Regel „zusammenfassen“
rule-leave-out = der Regel „auslassen“
duplicate-used = Verwendet
duplicate-unused = Nicht verwendet
duplicate-use = Diese verwenden
duplicate-combine = Zusammenfassen
duplicate-leave-out = Alle auslassen
duplicate-back-to-rule = Zurück zur Regel
accept-account = { $account } verwenden
go-to-cloudya = Zur Einrichtung von Cloudya
go-to-microsoft = Zur Einrichtung von Microsoft
go-to-sync-user = Zu den Sync-Nutzern
go-to-connect = Zu den drei Schaltflächen

problem-kind-cloudya-credentials-rejected = Cloudya-Zugangsdaten abgelehnt
problem-kind-cloudya-other-account = Anderes K-Konto
problem-kind-cloudya-presence-not-allowed = Erweiterte Anwesenheit nicht erlaubt
problem-kind-cloudya-forbidden = Recht in Cloudya fehlt
problem-kind-cloudya-unreachable = Cloudya nicht erreichbar
problem-kind-cloudya-stream-lost = Livestream unterbrochen
problem-kind-configuration-credentials-rejected = Konfigurations-Zugangsdaten abgelehnt
problem-kind-configuration-forbidden = Recht zur Konfiguration fehlt
problem-kind-configuration-unreachable = Konfiguration nicht erreichbar
problem-kind-connector-active = NFONs eigener Connector ist aktiv
problem-kind-tenant-unknown = Tenant unbekannt
problem-kind-microsoft-unreachable = Microsoft nicht erreichbar
problem-kind-application-unknown = Anwendung unbekannt
problem-kind-application-credential-rejected = Nachweis der Anwendung abgelehnt
problem-kind-application-credential-expired = Nachweis der Anwendung abgelaufen
problem-kind-certificate-unreadable = Zertifikat nicht lesbar
problem-kind-consent-missing = Admin-Zustimmung fehlt
problem-kind-consent-refused = Admin-Zustimmung nicht erteilt
problem-kind-sign-in-refused = Anmeldung abgelehnt
problem-kind-wrong-account = Anderes Konto angemeldet
problem-kind-foreign-account = Fremdes Konto
problem-kind-sign-in-lapsed = Anmeldung erloschen
problem-kind-reading-forbidden = Lesen der Anwesenheit verboten
problem-kind-writing-forbidden = Veröffentlichen der Anwesenheit verboten
problem-kind-second-writer = Zweites Programm schreibt
problem-kind-vault-unavailable = Kein Speicher für Zugangsdaten
problem-kind-disk-unavailable = Datenträger nicht beschreibbar
problem-kind-duplicate-email = Doppelte E-Mail-Adressen
problem-kind-duplicate-email-lead = Mehrere Nebenstellen führen zum selben Teams-Nutzer. Entscheiden Sie, welche davon Anrufe in Teams anzeigt.
problem-kind-not-found = Kein Teams-Nutzer zur Adresse
problem-kind-not-found-lead = Diese Voicemail-E-Mails gehören niemandem in Ihrem Microsoft-Tenant.
problem-kind-no-email = Keine Voicemail-E-Mail
problem-kind-no-email-lead = Diese Nebenstellen haben keine Adresse, über die sie zugeordnet werden könnten.
problem-kind-several-users = Mehrere Teams-Nutzer zur Adresse
problem-kind-several-users-lead = Diese Adressen gehören zu mehr als einem Microsoft-Konto.
problem-kind-user-disabled = Deaktivierte Konten
problem-kind-user-disabled-lead = Diese Nebenstellen führen zu Microsoft-Konten, die deaktiviert sind.
problem-kind-user-is-guest = Gäste
problem-kind-user-is-guest-lead = Diese Nebenstellen führen zu Gastkonten, deren Anwesenheit nicht gesetzt werden kann.
problem-kind-not-covered = Personen außerhalb der Onboarding-Runden
problem-kind-not-covered-lead = Jeder Sync-Nutzer liest die Anwesenheit einer begrenzten Zahl von Personen.

problem-cloudya-credentials-rejected-title = Cloudya nimmt die CTI-Zugangsdaten nicht an
problem-cloudya-credentials-rejected-body = Der Benutzername oder das Passwort der CTI-API wird nicht angenommen. Microsoft ist nicht betroffen; bis zur Behebung kommen keine Telefonzustände an.
problem-cloudya-credentials-rejected-remedy = Prüfen Sie beide auf Tippfehler, oder bitten Sie NFON um neue CTI-Zugangsdaten, und geben Sie sie im Schritt Cloudya ein.
problem-cloudya-other-account-title = Diese Zugangsdaten gehören zu einem anderen K-Konto
problem-cloudya-other-account-body = Sie haben { $expected } eingegeben, aber laut Cloudya gehören die Zugangsdaten zu { $actual }. Es wurde nichts übernommen.
problem-cloudya-other-account-remedy = Berichtigen Sie das K-Konto, oder verwenden Sie die CTI-Zugangsdaten von { $expected }.
problem-cloudya-presence-not-allowed-title = Der CTI-Zugang darf die erweiterte Anwesenheit nicht lesen
problem-cloudya-presence-not-allowed-body = Cloudya nimmt die Zugangsdaten an, aber ihnen fehlt das Recht auf erweiterte Anwesenheit. Der Leitungsstatus kommt weiter an, die Anwesenheit der Cloudya-App nicht.
problem-cloudya-presence-not-allowed-remedy = Bitten Sie NFON, Ihren CTI-Zugang um die erweiterte Anwesenheit zu ergänzen.
problem-cloudya-forbidden-title = Cloudya verweigert den Zugriff
problem-cloudya-forbidden-body = Die Zugangsdaten stimmen, aber für dieses Konto fehlt ein Recht oder eine Lizenz. Es kommen keine Telefonzustände an; Microsoft ist nicht betroffen.
problem-cloudya-forbidden-remedy = Fragen Sie NFON, ob die CTI-API für Ihr K-Konto freigeschaltet ist.
problem-cloudya-unreachable-title = Cloudya ist nicht erreichbar
problem-cloudya-unreachable-body = Der CTI-Dienst antwortet nicht. Was bekannt ist, bleibt sichtbar, und Microsoft ist nicht betroffen.
problem-cloudya-unreachable-remedy = Prüfen Sie Internetverbindung, Proxy und Firewall dieses Rechners. Die Verbindung wird von selbst wieder versucht.
problem-cloudya-stream-lost-title = Der Livestream von Cloudya ist unterbrochen
problem-cloudya-stream-lost-body = Telefonzustände sind länger als die Karenzzeit ausgeblieben, deshalb wurden veröffentlichte Anrufe zurückgenommen. Die Teams-Anwesenheit wird weiter gelesen.
problem-cloudya-stream-lost-remedy = In der Regel nichts: Der Livestream wird von selbst wieder geöffnet. Wenn es so bleibt, prüfen Sie die Verbindung dieses Rechners.
problem-configuration-credentials-rejected-title = Cloudya nimmt die Zugangsdaten der PBX-Configuration-API nicht an
problem-configuration-credentials-rejected-body = Die Client-ID oder das Client-Secret wird nicht angenommen. Telefonzustände kommen weiter an; Voicemail-E-Mails werden nicht neu gelesen.
problem-configuration-credentials-rejected-remedy = Prüfen Sie beide im Schritt Cloudya, oder verwenden Sie stattdessen eine Liste von E-Mail-Adressen.
problem-configuration-forbidden-title = Die PBX-Configuration-API verweigert den Zugriff
problem-configuration-forbidden-body = Der Client-ID fehlt das Recht, die Nebenstellen dieses Kontos zu lesen. Telefonzustände kommen weiter an, Voicemail-E-Mails nicht.
problem-configuration-forbidden-remedy = Bitten Sie NFON um die Rolle tenant.manager für diese Client-ID, oder verwenden Sie stattdessen eine Liste von E-Mail-Adressen.
problem-configuration-unreachable-title = Die PBX-Configuration-API ist nicht erreichbar
problem-configuration-unreachable-body = Voicemail-E-Mails können nicht neu gelesen werden. Die Synchronisierung läuft mit den bekannten weiter.
problem-configuration-unreachable-remedy = In der Regel nichts: Es wird von selbst wieder versucht. Wenn es so bleibt, prüfen Sie Proxy und Firewall.
problem-connector-active-title = NFONs eigener Teams-Connector ist eingeschaltet
problem-connector-active-body = Zwei Programme würden dieselbe Anwesenheit setzen und gegeneinander arbeiten, deshalb wird nichts veröffentlicht. Beide Seiten werden weiter angezeigt.
problem-connector-active-remedy = Schalten Sie im Cloudya-Administrationsportal „MS Teams Synchronisierung der Anwesenheit“ aus, und lesen Sie dann das Verzeichnis neu.
problem-tenant-unknown-title = Microsoft kennt den Tenant { $tenant } nicht
problem-tenant-unknown-body = Es gibt keinen Microsoft-365-Tenant mit dieser Domain oder ID. { problem-tenant-unknown-still }
problem-tenant-unknown-remedy = Prüfen Sie die Schreibweise. Richtig ist eine in Ihrem Tenant bestätigte Domain wie contoso.de oder contoso.onmicrosoft.com.
problem-microsoft-unreachable-title = Microsoft ist nicht erreichbar
problem-microsoft-unreachable-body = Der Anmelde- oder der Graph-Dienst antwortet nicht. Telefonzustände kommen weiter an; Veröffentlichtes läuft in Teams nach höchstens 5 Minuten ab.
problem-microsoft-unreachable-remedy = Prüfen Sie Internetverbindung, Proxy und Firewall dieses Rechners. Es wird von selbst wieder versucht.
problem-application-unknown-title = Die Anwendung ist in diesem Tenant nicht bekannt
problem-application-unknown-body = Den Tenant gibt es, aber darin keine App-Registrierung mit dieser Anwendungs-ID. { problem-application-unknown-still }
problem-application-unknown-remedy = Kopieren Sie die Anwendungs-ID (Client) aus der Übersicht der App-Registrierung, nicht die Objekt-ID, und prüfen Sie den Tenant.
problem-application-credential-rejected-title = Microsoft nimmt das Secret oder Zertifikat nicht an
problem-application-credential-rejected-body = Tenant und Anwendung stimmen, aber die Anwendung konnte sich nicht ausweisen. { problem-application-credential-rejected-still }
problem-application-credential-rejected-remedy = Geben Sie den Wert des Secrets ein, nicht die Geheimnis-ID. Prüfen Sie bei einem Zertifikat, ob sein öffentlicher Teil hochgeladen ist und die Uhr dieses Rechners stimmt.
problem-application-credential-expired-title = Das Secret oder Zertifikat der Anwendung ist abgelaufen
problem-application-credential-expired-body = Es kann nichts mehr veröffentlicht werden. Telefonzustände kommen weiter an und werden hier angezeigt.
problem-application-credential-expired-remedy = Erzeugen Sie in der App-Registrierung ein neues Secret, und geben Sie seinen Wert im Schritt Microsoft ein.
problem-certificate-unreadable-title = Das Zertifikat ist nicht lesbar
problem-certificate-unreadable-body = Was eingefügt wurde, ist keine PEM-Datei mit einem Zertifikat und dessen RSA-Schlüssel. An Microsoft wurde nichts gesendet.
problem-certificate-unreadable-remedy = Fügen Sie beide Teile ein, von BEGIN CERTIFICATE bis zum Ende des privaten Schlüssels, ohne Kennwort.
problem-consent-missing-title = Berechtigungen sind nicht erteilt
problem-consent-missing-body = Ihr Tenant hat der Anwendung diese Berechtigungen nicht erteilt: { $missing }. Was sie nicht braucht, läuft weiter.
problem-consent-missing-remedy = Vergleichen Sie die App-Registrierung mit der Tabelle im Schritt Microsoft, und erteilen Sie dann die Admin-Zustimmung erneut.
problem-consent-refused-title = Die Admin-Zustimmung wurde nicht erteilt
problem-consent-refused-body = Die Microsoft-Seite endete ohne Zustimmung. { problem-consent-refused-still }
problem-consent-refused-remedy = Erteilen Sie die Zustimmung erneut mit einem Konto, das die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“ hat.
problem-sign-in-refused-title = Microsoft hat die Anmeldung abgelehnt
problem-sign-in-refused-body = Was zuvor eingerichtet war, bleibt, wie es ist.
problem-sign-in-refused-remedy = Öffnen Sie den Schritt mit den drei Schaltflächen, und melden Sie sich erneut an.
problem-wrong-account-title = Ein anderes Konto als erwartet hat sich angemeldet
problem-wrong-account-body = Erwartet wurde { $expected }, angemeldet hat sich { $actual }. Die Anmeldung wurde nicht übernommen.
problem-wrong-account-remedy = Melden Sie sich erneut als { $expected } an. Wenn { $actual } der Sync-Nutzer sein soll, können Sie dieses Konto verwenden.
problem-foreign-account-title = Das Konto gehört nicht zu Ihrem Tenant
problem-foreign-account-body = { $actual } stammt aus einer anderen Organisation oder ist Gast und kann die Anwesenheit Ihrer Personen nicht lesen. Die Anmeldung wurde nicht übernommen.
problem-foreign-account-remedy = Melden Sie sich erneut mit dem Sync-Nutzer Ihres eigenen Tenants an.
problem-sign-in-lapsed-title = Die Anmeldung des Sync-Nutzers der Runde { $round } ist erloschen
problem-sign-in-lapsed-body = Die Teams-Anwesenheit der Personen dieser Runde wird nicht mehr gelesen; andere Runden und das Veröffentlichen von Anrufen laufen weiter.
problem-sign-in-lapsed-remedy = Öffnen Sie den Schritt mit den drei Schaltflächen, und melden Sie den Sync-Nutzer erneut an.
problem-reading-forbidden-title = Der Sync-Nutzer darf die Anwesenheit nicht lesen
problem-reading-forbidden-body = Microsoft zeigt ihm die Anwesenheit anderer Personen nicht. Anrufe werden weiter veröffentlicht; Teams-Zustände werden nicht angezeigt.
problem-reading-forbidden-remedy = Erteilen Sie die Admin-Zustimmung erneut. Wenn das nicht hilft, geben Sie dem Sync-Nutzer eine Lizenz, die Teams enthält, und melden Sie ihn erneut an.
problem-writing-forbidden-title = Die Anwendung darf die Anwesenheit nicht veröffentlichen
problem-writing-forbidden-body = Microsoft lässt diese Anwendung keine Anwesenheit setzen. Beide Seiten werden hier weiter angezeigt.
problem-writing-forbidden-remedy = Prüfen Sie, ob Presence.ReadWrite.All als Anwendungsberechtigung in der App-Registrierung steht, und erteilen Sie dann die Admin-Zustimmung erneut.
problem-second-writer-title = Ein anderes Programm veröffentlicht mit derselben Anwendung
problem-second-writer-body = Teams zeigt unter unserer Anwendungs-ID Zustände, die dieses Programm nicht gesetzt hat. Damit nicht zwei Programme gegeneinander arbeiten, wird nichts mehr veröffentlicht; beide Seiten werden weiter angezeigt.
problem-second-writer-remedy = Beenden Sie die andere Installation, oder geben Sie ihr eine eigene App-Registrierung.
problem-vault-unavailable-title = Zugangsdaten können auf diesem Rechner nicht gespeichert werden
problem-vault-unavailable-body = Es gibt keinen Speicher für Zugangsdaten; Passwörter und Token gingen beim Beenden verloren. Bis dahin läuft alles.
problem-vault-unavailable-remedy = Richten Sie den Schlüsselbund Ihres Systems ein (Secret Service, Schlüsselbund oder Anmeldeinformationsverwaltung), und starten Sie Presence Sync erneut.
problem-disk-unavailable-title = Einstellungen können nicht geschrieben werden
problem-disk-unavailable-body = Der Datenträger ist voll oder schreibgeschützt. Die Synchronisierung läuft weiter; Änderungen gehen beim Beenden verloren.
problem-disk-unavailable-remedy = Schaffen Sie Platz, oder erlauben Sie diesem Programm, in seinen Ordner zu schreiben.
problem-duplicate-email-title = { $userName }: Nebenstellen { $extensions }
problem-duplicate-email-body = { $used ->
    [none] Diese Nebenstellen führen zum selben Teams-Nutzer ({ $email }). Nach { $rule } wird keine davon verwendet.
   *[other] Diese Nebenstellen führen zum selben Teams-Nutzer ({ $email }). Verwendet wird nach { $rule }: { $used }.
}
problem-duplicate-email-remedy = Wählen Sie hier, was gelten soll, oder berichtigen Sie die Voicemail-E-Mail der Nebenstelle, die jemand anderem gehört.
problem-not-found-title = { $extension } { $name }
problem-not-found-body = Kein Teams-Nutzer hat die Adresse { $email }. Die Nebenstelle wird nicht synchronisiert, alle anderen schon.
problem-not-found-remedy = Berichtigen Sie die Voicemail-E-Mail der Nebenstelle in Cloudya, oder fügen Sie die Adresse in Microsoft 365 dem richtigen Konto hinzu.
problem-no-email-title = { $extension } { $name }
problem-no-email-body = Die Nebenstelle hat keine Voicemail-E-Mail und wird nicht synchronisiert, alle anderen schon.
problem-no-email-remedy = Tragen Sie in Cloudya die Microsoft-365-Adresse der Person als Voicemail-E-Mail der Nebenstelle ein.
problem-several-users-title = { $extension } { $name }
problem-several-users-body = Die Adresse { $email } gehört mehreren Teams-Nutzern: { $users }. Die Nebenstelle wird nicht synchronisiert.
problem-several-users-remedy = Entfernen Sie die Adresse in Microsoft 365 aus allen Konten bis auf eines.
problem-user-disabled-title = { $extension } { $name }
problem-user-disabled-body = Das Microsoft-Konto zu { $email } ist deaktiviert. Die Nebenstelle wird nicht synchronisiert.
problem-user-disabled-remedy = Aktivieren Sie das Konto, oder tragen Sie eine andere Voicemail-E-Mail ein, wenn die Nebenstelle jetzt jemand anderem gehört.
problem-user-is-guest-title = { $extension } { $name }
problem-user-is-guest-body = { $email } ist Gast in Ihrem Tenant. Die Anwesenheit von Gästen kann nicht gesetzt werden.
problem-user-is-guest-remedy = Tragen Sie die Adresse eines Mitgliedskontos als Voicemail-E-Mail ein.
problem-not-covered-title = { $people ->
    [one] Eine Person hat keinen Platz
   *[other] { $people } Personen haben keinen Platz
}
problem-not-covered-body = Ihre Teams-Anwesenheit wird nicht gelesen, und für sie wird nichts veröffentlicht. { $roundsNeeded ->
    [one] Insgesamt wird eine Onboarding-Runde gebraucht.
   *[other] Insgesamt werden { $roundsNeeded } Onboarding-Runden gebraucht.
}
problem-not-covered-remedy = Legen Sie den nächsten Sync-Nutzer an, und melden Sie ihn an: Der Schritt mit den drei Schaltflächen zeigt die nächste Runde bereits.

# Was weiter geht, wo die Nummer auf der Ablehnung von Microsoft sagt, was geschehen ist: siehe aadsts.de.ftl.
problem-tenant-unknown-still = Cloudya ist nicht betroffen.
problem-application-unknown-still = Cloudya ist nicht betroffen.
problem-application-credential-rejected-still = Cloudya ist nicht betroffen.
problem-consent-refused-still = In Ihrem Tenant hat sich nichts geändert.
problem-application-credential-expired-still = { problem-application-credential-expired-body }

sign-in-cause-declined-title = sie wurde abgebrochen
sign-in-cause-declined-body = Die Seite wurde geschlossen oder abgelehnt, bevor die Anmeldung vollständig war.
sign-in-cause-declined-remedy = Melden Sie sich erneut an, und nehmen Sie die Anfrage an, oder verwenden Sie stattdessen Ihren Browser.
sign-in-cause-administrator-needed-title = ein Administrator wird gebraucht
sign-in-cause-administrator-needed-body = In Ihrem Tenant dürfen nur Administratoren dieser Anwendung zustimmen.
sign-in-cause-administrator-needed-remedy = Erteilen Sie zuerst die Admin-Zustimmung, und melden Sie sich dann erneut an.
sign-in-cause-set-up-unfinished-title = Sicherheitsinformationen fehlen
sign-in-cause-set-up-unfinished-body = Die mehrstufige Authentifizierung ist verlangt und nicht bestanden, oder die eigene Einrichtung des Kontos ist nicht abgeschlossen.
sign-in-cause-set-up-unfinished-remedy = Melden Sie sich einmal mit dem Sync-Nutzer am Microsoft-365-Portal an, hinterlegen Sie seine Sicherheitsinformationen, und wiederholen Sie diesen Schritt.
sign-in-cause-policy-title = eine Richtlinie verbietet es
sign-in-cause-policy-body = Eine Richtlinie für bedingten Zugriff oder eine Sicherheitsrichtlinie Ihres Tenants lehnt diese Anmeldung ab.
sign-in-cause-policy-remedy = Das Anmeldeprotokoll von Microsoft Entra nennt die Richtlinie: Nehmen Sie den Sync-Nutzer davon aus, oder verwenden Sie Ihren Browser auf einem verwalteten Gerät.
sign-in-cause-account-blocked-title = das Konto ist gesperrt
sign-in-cause-account-blocked-body = Das Konto ist in Ihrem Tenant deaktiviert oder gesperrt.
sign-in-cause-account-blocked-remedy = Entsperren Sie das Konto im Microsoft 365 Admin Center, und melden Sie sich erneut an.
sign-in-cause-revoked-title = das Passwort hat sich geändert
sign-in-cause-revoked-body = Das Passwort wurde geändert oder ist abgelaufen, oder die Sitzungen des Kontos wurden widerrufen.
sign-in-cause-revoked-remedy = Melden Sie sich mit dem aktuellen Passwort erneut an, und nehmen Sie den Sync-Nutzer vom Ablauf der Passwörter aus.
sign-in-cause-expired-title = sie ist abgelaufen
sign-in-cause-expired-body = Die Anmeldung ist zu alt geworden, oder eine Richtlinie begrenzt ihre Dauer.
sign-in-cause-expired-remedy = Melden Sie sich erneut an. Wenn das oft geschieht, nehmen Sie den Sync-Nutzer von der Richtlinie zur Anmeldehäufigkeit aus.
sign-in-cause-no-consent-title = die Zustimmung fehlt
sign-in-cause-no-consent-body = Die Admin-Zustimmung wurde nicht erteilt oder wurde widerrufen.
sign-in-cause-no-consent-remedy = Erteilen Sie die Admin-Zustimmung erneut, und melden Sie sich dann erneut an.
sign-in-cause-registration-title = die App-Registrierung weicht ab
sign-in-cause-registration-body = Eine Umleitungsadresse oder ein anderer Teil der App-Registrierung ist nicht wie benötigt.
sign-in-cause-registration-remedy = Vergleichen Sie die App-Registrierung mit dem Schritt Microsoft: Plattform „Mobilgerät- und Desktopanwendungen“, genau die gezeigten Umleitungsadressen, öffentliche Clientflows zugelassen.
sign-in-cause-mismatch-title = die Antwort passt nicht
sign-in-cause-mismatch-body = Was zurückkam, gehört nicht zu dem, was gefragt war, und wurde verworfen.
sign-in-cause-mismatch-remedy = Beginnen Sie die Anmeldung neu, und schließen Sie sie im selben Fenster ab.
sign-in-cause-unavailable-title = der Dienst ist nicht verfügbar
sign-in-cause-unavailable-body = Der Anmeldedienst von Microsoft ist ausgefallen oder war nicht erreichbar.
sign-in-cause-unavailable-remedy = Warten Sie einige Minuten, und melden Sie sich erneut an.
sign-in-cause-other-title = aus einem eigenen Grund
sign-in-cause-other-body = Microsoft hat einen Grund genannt, den dieses Programm nicht kennt.
sign-in-cause-other-remedy = Melden Sie sich erneut an. Wenn es so bleibt, suchen Sie die Nummer im Anmeldeprotokoll von Microsoft Entra, das den Grund nennt.

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
mark-failed = Fehlgeschlagen
mark-in-progress = In Arbeit
mark-to-do = Offen
next-step = Weiter: { $step }
checked-at = Geprüft { $at }.
change-details = Angaben ändern
try-again = Erneut versuchen: { $action }
welcome-title = Telefonate in Teams, Teams-Anrufe am Telefon
welcome-text = Presence Sync zeigt in Microsoft Teams, wer an einem Cloudya-Telefon spricht, und zeigt Ihnen beide Seiten auf einer Tafel.
welcome-needed = Für die Einrichtung, etwa fünfzehn Minuten, brauchen Sie:
welcome-needed-cloudya = Ihr K-Konto mit CTI-Zugangsdaten von NFON und die Zugangsdaten der PBX-Configuration-API oder eine Liste der E-Mail-Adressen;
welcome-needed-microsoft = einen globalen Administrator Ihres Microsoft-365-Tenants für eine App-Registrierung und die Admin-Zustimmung;
welcome-needed-user = ein Microsoft-Konto für den Sync-Nutzer, ohne Lizenz. Sie legen es unterwegs an.
welcome-promise = In Teams wird nichts geschrieben, bevor Sie die Prüfung gesehen und die Synchronisierung aktiviert haben.
welcome-start = Meine Organisation verbinden
welcome-demo = In einer Vorführfirma umsehen
welcome-demo-text = Sie können alles zuerst mit 250 erfundenen Personen und nachgebildeten Diensten ansehen. Führen Sie dazu im Quellordner diesen Befehl aus:
welcome-demo-command = Befehl für die Vorführung
setup-cloudya-title = Cloudya verbinden
setup-cloudya-why = Aus Cloudya kommen Ihre Nebenstellen, wer gerade telefoniert, und die Voicemail-E-Mail jeder Nebenstelle, die zum Teams-Nutzer führt.
setup-cloudya-checking = Cloudya prüft die Zugangsdaten
setup-cloudya-done = { $account }: { $extensions ->
    [one] eine Nebenstelle
   *[other] { $extensions } Nebenstellen
} gefunden.
setup-cloudya-emails-missing = { $account }: { $extensions ->
    [one] eine Nebenstelle
   *[other] { $extensions } Nebenstellen
} gefunden. Die Voicemail-E-Mails fehlen noch: Geben Sie die Zugangsdaten der PBX-Configuration-API ein, oder verwenden Sie eine Liste.
cloudya-account = K-Konto
cloudya-account-hint = Ihre Kundennummer bei NFON, zum Beispiel K1234.
cloudya-account-invalid = Ein K-Konto ist ein K mit Ziffern, zum Beispiel K1234.
cloudya-username = CTI-Benutzername
cloudya-username-hint = Aus den CTI-Zugangsdaten, die NFON Ihnen gesendet hat.
cloudya-password = CTI-Passwort
password-hint = Liegt im Speicher für Zugangsdaten dieses Rechners, nie in einer Datei.
password-kept = Ein Passwort ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.
cloudya-emails = Woher kommen die Voicemail-E-Mails?
cloudya-emails-hint = Sie führen von der Nebenstelle zum Teams-Nutzer.
cloudya-emails-configuration = Aus der PBX-Configuration-API (bleibt von selbst aktuell)
cloudya-emails-list = Ich habe eine Liste
cloudya-configuration-id = Client-ID (PBX Configuration)
cloudya-configuration-id-hint = Aus dem zweiten Paar Zugangsdaten, das NFON Ihnen gesendet hat.
cloudya-configuration-secret = Client-Secret (PBX Configuration)
cloudya-pair = Client-ID und Client-Secret gehören zusammen.
cloudya-connect = Cloudya verbinden
emails-title = Liste der Voicemail-E-Mails
emails-text = Eine Zeile je Nebenstelle: die Nebenstelle, ein Semikolon oder Komma, die Adresse. Eine Kopfzeile schadet nicht; eine Adresse darf leer sein.
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
emails-fault-columns = Zeile { $line }: Erwartet werden eine Nebenstelle und eine Adresse, getrennt durch Semikolon oder Komma: „{ $text }“
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
setup-microsoft-title = Microsoft verbinden
setup-microsoft-why = Über eine eigene App-Registrierung liest Presence Sync Ihre Nutzer und veröffentlicht Anrufe in Teams. Sie bleibt unter Ihrer Kontrolle, und Sie können sie jederzeit entziehen.
setup-microsoft-checking = Microsoft prüft Tenant und Anwendung
setup-microsoft-done = { $tenant } ist bekannt, und die Anwendung kann sich ausweisen.
microsoft-tenant = Tenant-Domain
microsoft-tenant-hint = Eine Domain Ihres Microsoft-365-Tenants oder die Tenant-ID.
microsoft-tenant-invalid = Geben Sie eine Domain wie contoso.de oder die Tenant-ID ein.
microsoft-client-id = Anwendungs-ID (Client)
microsoft-client-id-hint = Aus der Übersicht der App-Registrierung.
microsoft-client-id-invalid = Die Anwendungs-ID hat die Form 00000000-0000-0000-0000-000000000000.
microsoft-credential = Die Anwendung weist sich aus mit
microsoft-credential-secret = einem Client-Secret
microsoft-credential-certificate = einem Zertifikat
microsoft-secret = Client-Secret (Wert)
microsoft-secret-hint = Der Wert wird nur einmal gezeigt, gleich nach dem Erzeugen.
microsoft-secret-is-id = Das sieht aus wie die Geheimnis-ID. Gebraucht wird der Wert daneben.
microsoft-certificate = Zertifikat mit privatem Schlüssel (PEM)
microsoft-certificate-hint = Beide Teile, ohne Kennwort. Laden Sie nur das Zertifikat in die App-Registrierung hoch, nie den Schlüssel.
microsoft-certificate-invalid = Fügen Sie ein Zertifikat und seinen privaten Schlüssel im PEM-Format ein.
microsoft-connect = Microsoft verbinden
registration-title = Die App-Registrierung, die Sie brauchen
registration-text = Genau diese vier Berechtigungen, nicht mehr. Anwendungsberechtigungen gelten, ohne dass jemand angemeldet ist; delegierte gelten als Sync-Nutzer.
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
registration-redirects = Umleitungsadressen
registration-redirects-text = Plattform „Mobilgerät- und Desktopanwendungen“; stellen Sie außerdem „Öffentliche Clientflows zulassen“ auf Ja.
registration-script = Per Skript anlegen
registration-script-text = Das Skript legt die App-Registrierung wie oben an und zeigt die Anwendungs-ID und ein Secret, das ein Jahr gilt. Führen Sie es als Administrator aus.
registration-portal = App-Registrierungen öffnen
registration-cloud-shell = Azure Cloud Shell öffnen
script-azure-cli = Azure CLI (Bash)
script-powershell = Microsoft Graph PowerShell
script-module = Das Modul Microsoft Graph für Ihren Benutzer installieren
script-sign-in = Als Administrator Ihres Tenants anmelden
script-permissions = Die Berechtigungen: Role heißt Anwendung, Scope heißt delegiert
script-register = Die Anwendung nur für diesen Tenant registrieren, mit ihren Umleitungsadressen
script-principal = Die Unternehmensanwendung anlegen, der die Admin-Zustimmung erteilt wird
script-secret = Ein Secret anlegen, das ein Jahr gilt, und zeigen, wonach der Schritt Microsoft fragt
setup-sync-user-title = Sync-Nutzer anlegen
setup-sync-user-why = Microsoft zeigt die Anwesenheit anderer nur jemandem, der angemeldet ist. Der Sync-Nutzer ist dieser Jemand: ein eigenes Konto, das nichts tut als lesen.
sync-user-name = Anzeigename
sync-user-address = Adresse
sync-user-address-label = Adresse des Sync-Nutzers
sync-user-address-round = Sync-Nutzer der Runde { $round }
sync-user-step-create = Legen Sie im Microsoft 365 Admin Center einen Nutzer mit diesem Namen und dieser Adresse an.
sync-user-step-licence = Er braucht keine Lizenz und keine Administratorrolle.
sync-user-step-first-sign-in = Melden Sie sich einmal in einem privaten Browserfenster mit ihm an: Ändern Sie das erste Passwort, und hinterlegen Sie die verlangten Sicherheitsinformationen.
sync-user-step-expiry = Nehmen Sie ihn vom Ablauf der Passwörter aus, damit die Synchronisierung nicht eines Tages stehen bleibt.
sync-user-open-users = Nutzer im Admin Center öffnen
sync-user-open-security = Sicherheitsinformationen öffnen
sync-user-other = Wenn Sie eine andere Adresse gewählt haben, geben Sie sie hier ein: Nur dieses Konto wird angenommen.
sync-user-confirm = Ich habe ihn angelegt
address-invalid = Geben Sie eine vollständige Adresse ein, zum Beispiel presence-sync@contoso.de.
setup-connect-title = Drei Schaltflächen
setup-connect-why = In dieser Reihenfolge, wie im Cloudya-Handbuch. Jede öffnet eine Microsoft-Seite in einem eigenen Fenster; was Sie dort eingeben, liest Presence Sync nicht.
consent-title = Admin-Zustimmung erteilen
consent-text = Ein globaler Administrator erlaubt der Anwendung, in Ihrem Tenant Nutzer zu lesen und Anwesenheit zu veröffentlichen.
consent-button = Admin-Zustimmung erteilen
consent-again = Zustimmung erneut erteilen
consent-done = Erteilt { $at }
sign-in-title = Als Sync-Nutzer anmelden
sign-in-title-round = Als Sync-Nutzer anmelden, Runde { $round } von { $of }
sign-in-text = Melden Sie sich als { $address } an, nicht mit Ihrem eigenen Konto.
sign-in-button = Als Sync-Nutzer anmelden
sign-in-again = Erneut anmelden
sign-in-done = Von { $account }, { $at }
activation-title = Synchronisierung aktivieren
activation-text = Sie sehen zuerst die Prüfung. Vorher wird nichts geschrieben.
activation-button = Synchronisierung aktivieren
activation-review = Prüfung ansehen
activation-done = Aktiviert { $at }
barrier-cloudya = Verbinden Sie zuerst Cloudya.
barrier-microsoft = Verbinden Sie zuerst Microsoft.
barrier-consent = Erteilen Sie zuerst die Admin-Zustimmung.
barrier-sign-in = Melden Sie sich zuerst als Sync-Nutzer an.
via-browser = Stattdessen meinen Browser verwenden
via-device-code = Auf einem anderen Gerät
page-window-title = Die Microsoft-Seite ist in einem eigenen Fenster geöffnet
page-window-consent = Melden Sie sich dort als Administrator an, und stimmen Sie zu. Prüfen Sie die Adresse im Titel des Fensters.
page-window-sign-in = Melden Sie sich dort als Sync-Nutzer an. Prüfen Sie die Adresse im Titel des Fensters.
page-browser-title = Die Microsoft-Seite ist in Ihrem Browser geöffnet
page-browser-consent = Melden Sie sich dort als Administrator an, und stimmen Sie zu. Hier geht es dann von selbst weiter.
page-browser-sign-in = Melden Sie sich dort als Sync-Nutzer an. Ein privates Fenster hilft, wenn der Browser ein anderes Konto kennt.
page-device-code-title = Geben Sie diesen Code auf einem beliebigen Gerät ein
page-device-code-consent = Öffnen Sie die Adresse, geben Sie den Code ein, und melden Sie sich als Administrator an.
page-device-code-sign-in = Öffnen Sie die Adresse, geben Sie den Code ein, und melden Sie sich als Sync-Nutzer an.
page-address = Adresse
page-open = Adresse öffnen
page-code-expires = Der Code gilt bis { $time }.
setup-review-title = Prüfen
setup-review-why = So passen Ihre Nebenstellen und Teams-Nutzer zusammen. Was nicht zugeordnet ist, bleibt unberührt; Sie können es vorher oder nachher beheben.
review-matched = Zugeordnet
review-problems = { $count ->
    [one] Ein Problem ansehen
   *[other] { $count } Probleme ansehen
}
review-activate-title = Aktivieren
review-activate-text = Von da an werden Anrufe in Teams veröffentlicht und zurückgenommen, wenn sie enden. Sie können jederzeit anhalten oder deaktivieren; dann wird alles Veröffentlichte zurückgenommen.
review-to-overview = Zur Übersicht
dry-run-title = Probelauf: was sich in Teams jetzt ändern würde
dry-run-text = { $count ->
    [0] Im Augenblick telefoniert niemand, der zugeordnet ist; es würde sich nichts ändern.
    [one] Eine Person würde als „In einem Anruf“ angezeigt:
   *[other] { $count } Personen würden als „In einem Anruf“ angezeigt:
}
dry-run-one-way = Die Synchronisierung ist nur von Teams zum Telefon eingestellt; in Teams würde sich nichts ändern.
dry-run-more = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
deactivate = Deaktivieren
deactivate-sure = Synchronisierung deaktivieren?
deactivate-consequence = Alles, was in Teams veröffentlicht wurde, wird zurückgenommen, und es wird nichts Neues veröffentlicht. Zugangsdaten und Einstellungen bleiben erhalten.

## Einstellungen

settings-lead = Änderungen gelten sofort.
settings-window = Fenster und Benachrichtigungen
settings-states = Was synchronisiert wird
settings-times = Zeiten
settings-limits = Grenzen
setting-language = Sprache
setting-language-hint = Für Fenster, Infobereich und Benachrichtigungen.
setting-language-system = Wie das System
setting-language-de = Deutsch
setting-language-en = English
setting-theme = Darstellung
setting-theme-hint = Auf Wunsch so, wie das System sie durch den Tag führt.
setting-theme-system = Wie das System
setting-theme-light = Hell
setting-theme-dark = Dunkel
setting-theme-high-contrast = Hoher Kontrast
setting-notifications = Benachrichtigungen
setting-notifications-hint = Nur für das, was einen Menschen braucht, einmal je Ursache.
setting-keep-in-tray = Weiterlaufen, wenn das Fenster geschlossen wird
setting-keep-in-tray-hint = Das Symbol im Infobereich zeigt den Zustand. Beim Beenden wird das Veröffentlichte zurückgenommen.
setting-direction = Richtung
setting-direction-hint = Welche Seite von der anderen erfährt.
setting-direction-both = Beide Richtungen
setting-direction-phone-to-teams = Nur vom Telefon zu Teams
setting-direction-teams-to-phone = Nur von Teams zum Telefon
setting-duplicates = Doppelte Adressen
setting-duplicates-hint = Was gilt, wo mehrere Nebenstellen zu einem Teams-Nutzer führen und Sie nicht entschieden haben.
setting-duplicates-lowest-extension = Niedrigste Nebenstelle verwenden
setting-duplicates-combine = Zusammenfassen: ein Anruf an einer davon zählt
setting-duplicates-leave-out = Alle auslassen
setting-ringing = Während das Telefon klingelt
setting-ringing-hint = Was Teams zeigt, bevor ein Anruf angenommen ist.
setting-ringing-nothing = Nichts veröffentlichen
setting-ringing-in-a-call = „In einem Anruf“ veröffentlichen
setting-dnd = „Nicht stören“ in Cloudya
setting-dnd-hint = Was Teams zeigt, solange „Nicht stören“ eingeschaltet ist.
setting-dnd-nothing = Nichts veröffentlichen
setting-dnd-do-not-disturb = „Nicht stören“ veröffentlichen
setting-settle-seconds = Beruhigungszeit
setting-settle-seconds-hint = Wie lange ein Anruf dauern muss, bis er veröffentlicht wird, damit Funktionscodes nicht flackern.
setting-clear-seconds = Rücknahmezeit
setting-clear-seconds-hint = Wie lange das Telefon frei sein muss, bis der Anruf zurückgenommen wird.
setting-grace-seconds = Karenzzeit
setting-grace-seconds-hint = Wie lange der letzte Zustand gilt, wenn der Livestream von Cloudya unterbrochen ist.
setting-teams-poll-seconds = Teams lesen alle
setting-teams-poll-seconds-hint = Wie oft die Teams-Anwesenheit gelesen wird. Seltener schont die Grenze von Microsoft.
setting-round-size = Personen je Onboarding-Runde
setting-round-size-hint = Für so viele Personen liest ein Sync-Nutzer. Microsoft erlaubt 650.
setting-presence-limit = Anwesenheits-Anfragen in 30 Sekunden
setting-presence-limit-hint = Die Grenze von Microsoft für Ihren Tenant; Presence Sync bleibt unter 90 % davon.
unit-seconds = s
unit-people = Personen
unit-requests = Anfragen
range = Eine Zahl von { $low } bis { $high }.
range-whole = Eine ganze Zahl von { $low } bis { $high }.
forget-title = Alles vergessen
forget-text = Nimmt zurück, was in Teams veröffentlicht wurde, und entfernt alle Einstellungen und Zugangsdaten von diesem Rechner. Cloudya und Ihr Microsoft-Tenant bleiben, wie sie sind.
forget-button = Alles vergessen
forget-sure = Auf diesem Rechner alles vergessen?
forget-consequence = Sie müssen Cloudya und Microsoft danach neu verbinden. Das lässt sich nicht rückgängig machen.
