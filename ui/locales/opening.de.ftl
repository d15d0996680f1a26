# Jedes Wort, das Menschen auf Deutsch lesen, bevor die anderen Seiten geholt sind: Infobereich, Titel der Anmeldefenster,
# Fenster, obere Übersicht, und Probleme in einer Zeile.

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
window-title-create = Sync-Nutzer anlegen – { $address }
loopback-done = Microsoft hat geantwortet. Sie können diese Seite schließen und zu Presence Sync zurückkehren.

## Das Fenster

window-title = { $page } – Presence Sync
nav-label = Seiten
skip = Zum Inhalt springen
nav-overview = Übersicht
nav-people = Personen
nav-problems = Probleme
nav-activity = Aktivität
nav-setup = Einrichtung
nav-settings = Einstellungen
loading = Presence Sync startet
problems-appeared = { $count ->
    [one] Neues Problem: { $title }
   *[other] { $count } neue Probleme
}
lost-title = Das Programm hinter diesem Fenster antwortet nicht
lost-text = Was im Hintergrund läuft, läuft weiter. Versuchen Sie es erneut; wenn das nicht hilft, beenden Sie Presence Sync und starten Sie es neu.
lost-retry = Erneut versuchen
broken-title = Diese Seite lässt sich nicht anzeigen
broken-text = Ein Teil davon konnte nicht dargestellt werden. Die Synchronisierung und die anderen Seiten sind davon nicht betroffen.
undelivered = Ihre Eingabe hat das Programm nicht erreicht. Bitte wiederholen Sie sie; wenn das nicht hilft, beenden Sie Presence Sync und starten Sie es neu.
dismiss = Diese Meldung schließen
close = Schließen
cancel = Abbrechen
copy = Kopieren: { $what }
copied = Kopiert
none = –
none-said = keine Angabe
required = Bitte füllen Sie dieses Feld aus.
what-to-do = Was zu tun ist:
problem-code = Für den Microsoft-Support: AADSTS{ $code }
problem-since = Seit { $time }
version = Presence Sync { $version }
since = seit { $time } ({ $ago })
since-time = seit { $time }
numbered = { $number }. { $title }

## Übersicht

state-label = Zustand der Synchronisierung
sentence-running = Die Synchronisierung läuft; { $count ->
    [0] noch ist niemand synchron
    [one] eine Person ist synchron
   *[other] { $count } Personen sind synchron
}{ $problems ->
    [0] .
    [one] , ein Problem ist offen.
   *[other] , { $problems } Probleme sind offen.
}
sentence-paused = Die Synchronisierung ist angehalten, bis Sie sie fortsetzen. In Teams wird nichts veröffentlicht.
sentence-paused-until = Die Synchronisierung ist angehalten bis { $until }. In Teams wird nichts veröffentlicht.
sentence-resting = Es ist außerhalb der Arbeitszeit; bis { $until } wird in Teams nichts veröffentlicht.
sentence-attention = { $count ->
    [0] { $cause ->
        [none] Noch ist niemand synchron, und { $problems ->
            [one] ein Problem ist offen.
           *[other] { $problems } Probleme sind offen.
        }
       *[other] Es wird nichts synchronisiert: { $cause }.
    }
    [one] Die Synchronisierung läuft für eine Person und braucht Ihre Aufmerksamkeit; { $problems ->
        [one] ein Problem ist offen.
       *[other] { $problems } Probleme sind offen.
    }
   *[other] Die Synchronisierung läuft für { $count } Personen und braucht Ihre Aufmerksamkeit; { $problems ->
        [one] ein Problem ist offen.
       *[other] { $problems } Probleme sind offen.
    }
}
sentence-offline = Cloudya oder Microsoft ist nicht erreichbar. Die Synchronisierung läuft von selbst weiter, sobald die Verbindung wieder steht.
sentence-setting-up = Die Einrichtung ist noch nicht abgeschlossen. In Teams wird nichts veröffentlicht, bis Sie die Synchronisierung aktivieren.
pause = Anhalten
resume = Fortsetzen
continue-setup = Einrichtung fortsetzen
show-problems = Probleme ansehen
tiles-label = Aktuelle Zahlen
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
connection-state-off = Nicht verwendet
connection-state-connecting = Verbindet
connection-state-connected = Verbunden
connection-state-broken = Unterbrochen
problems-title = Probleme
directory-reading = { $total ->
    [0] Nebenstellen, Adressen und Nutzer werden gelesen.
   *[other] Voicemail-E-Mails werden gelesen: { $read } von { $total }.
}

## Probleme in einer Zeile

problems-none = Keine Probleme
rule-chosen = Ihrer Wahl
rule-lowest-extension = der Regel „niedrigste Nebenstelle“
rule-combine = der Regel „zusammenfassen“
rule-leave-out = der Regel „auslassen“
problem-kind-cloudya-credentials-rejected = Cloudya-Zugangsdaten abgelehnt
problem-kind-cloudya-other-account = Anderes K-Konto
problem-kind-cloudya-presence-not-allowed = Erweiterte Anwesenheit nicht erlaubt
problem-kind-cloudya-forbidden = Recht in Cloudya fehlt
problem-kind-cloudya-unreachable = Cloudya nicht erreichbar
problem-kind-cloudya-stream-lost = Livestream unterbrochen
problem-kind-configuration-credentials-rejected = PBX-Configuration-API: Zugangsdaten abgelehnt
problem-kind-configuration-forbidden = PBX-Configuration-API: Recht fehlt
problem-kind-configuration-unreachable = PBX-Configuration-API nicht erreichbar
problem-kind-connector-active = NFONs eigener Connector ist aktiv
problem-kind-tenant-unknown = Tenant unbekannt
problem-kind-microsoft-unreachable = Microsoft nicht erreichbar
problem-kind-application-unknown = Anwendung unbekannt
problem-kind-application-credential-rejected = Secret oder Zertifikat abgelehnt
problem-kind-application-credential-expired = Secret oder Zertifikat abgelaufen
problem-kind-credential-expires = Secret oder Zertifikat läuft bald ab
problem-kind-cloud-without-presence = Cloud ohne Anwesenheit
problem-kind-certificate-unreadable = Zertifikat nicht lesbar
problem-kind-consent-missing = Admin-Zustimmung fehlt
problem-kind-consent-refused = Admin-Zustimmung nicht erteilt
problem-kind-sign-in-refused = Anmeldung abgelehnt
problem-kind-wrong-account = Anderes Konto angemeldet
problem-kind-foreign-account = Fremdes Konto
problem-kind-sync-user-unfit = Sync-Nutzer nicht geeignet
problem-kind-sync-user-not-created = Sync-Nutzer nicht angelegt
problem-kind-sign-in-lapsed = Anmeldung erloschen
problem-kind-reading-forbidden = Lesen der Anwesenheit nicht erlaubt
problem-kind-writing-forbidden = Veröffentlichen der Anwesenheit nicht erlaubt
problem-kind-second-writer = Ein anderes Programm veröffentlicht
problem-kind-nobody-synchronised = Niemand wird synchronisiert
problem-kind-profile-missing = Rufumleitungsprofil fehlt
problem-kind-phone-not-changed = Rufumleitung nicht geändert
problem-kind-vault-unavailable = Kein Speicher für Zugangsdaten
problem-kind-disk-unavailable = Datenträger nicht beschreibbar
problem-kind-settings-damaged = Einstellungen beschädigt
problem-kind-journal-damaged = Journal beschädigt
problem-kind-duplicate-email = Mehrere Nebenstellen für eine Person
problem-kind-not-found = Kein Teams-Nutzer zur Adresse
problem-kind-no-email = Keine Voicemail-E-Mail
problem-kind-several-users = Mehrere Teams-Nutzer zur Adresse
problem-kind-user-disabled = Deaktivierte Konten
problem-kind-user-is-guest = Gäste
problem-kind-not-covered = Personen außerhalb der Onboarding-Runden
problem-kind-email-not-corrected = Adresse nicht berichtigt
problem-cloudya-credentials-rejected-title = Cloudya nimmt die CTI-Zugangsdaten nicht an
problem-cloudya-other-account-title = Diese Zugangsdaten gehören zu einem anderen K-Konto
problem-cloudya-presence-not-allowed-title = Der CTI-Zugang darf die erweiterte Anwesenheit nicht lesen
problem-cloudya-forbidden-title = Cloudya verweigert den Zugriff
problem-cloudya-unreachable-title = Cloudya ist nicht erreichbar
problem-cloudya-stream-lost-title = Der Livestream von Cloudya ist unterbrochen
problem-configuration-credentials-rejected-title = Cloudya nimmt die Zugangsdaten der PBX-Configuration-API nicht an
problem-configuration-forbidden-title = Die PBX-Configuration-API verweigert den Zugriff
problem-configuration-unreachable-title = Die PBX-Configuration-API ist nicht erreichbar
problem-connector-active-title = NFONs eigener Teams-Connector ist eingeschaltet
problem-tenant-unknown-title = Microsoft kennt den Tenant { $tenant } nicht
problem-microsoft-unreachable-title = Microsoft ist nicht erreichbar
problem-application-unknown-title = Die Anwendung ist in diesem Tenant nicht bekannt
problem-application-credential-rejected-title = Microsoft nimmt das Secret oder Zertifikat nicht an
problem-application-credential-expired-title = Das Secret oder Zertifikat der Anwendung ist abgelaufen
problem-credential-expires-title = { $credential ->
    [certificate] Das Zertifikat der Anwendung läuft bald ab
   *[secret] Das Secret der Anwendung läuft bald ab
}
problem-cloud-without-presence-title = Diese Cloud hat keine Schnittstelle für Anwesenheit
problem-certificate-unreadable-title = Das Zertifikat ist nicht lesbar
problem-consent-missing-title = Berechtigungen sind nicht erteilt
problem-consent-refused-title = Die Admin-Zustimmung wurde nicht erteilt
problem-sign-in-refused-title = Microsoft hat die Anmeldung abgelehnt
problem-wrong-account-title = Ein anderes Konto als erwartet hat sich angemeldet
problem-foreign-account-title = Das Konto gehört nicht zu Ihrem Tenant
problem-sync-user-unfit-title = { $reason ->
    [missing] { $address } gibt es nicht
    [disabled] { $address } ist deaktiviert
    [guest] { $address } ist ein Gastkonto
    [administrator] { $address } ist Administrator
   *[person] { $address } gehört zur Nebenstelle { $extension }
}
problem-sync-user-not-created-title = { $address } konnte nicht angelegt werden
problem-sign-in-lapsed-title = Die Anmeldung des Sync-Nutzers der Runde { $round } ist erloschen
problem-reading-forbidden-title = { $round ->
    [none] Die Anwendung darf die Anwesenheit nicht selbst lesen
   *[other] Der Sync-Nutzer darf die Anwesenheit nicht lesen
}
problem-writing-forbidden-title = Die Anwendung darf die Anwesenheit nicht veröffentlichen
problem-second-writer-title = Ein anderes Programm veröffentlicht mit derselben Anwendung
problem-nobody-synchronised-title = Seit fünf Minuten wird niemand synchronisiert
problem-profile-missing-title = Es gibt kein Rufumleitungsprofil „{ $profile }“
problem-phone-not-changed-title = { $change ->
    [return] Das Telefon von { $name } ({ $extension }) ist noch durch eine Telefonregel umgeleitet
   *[divert] Das Telefon von { $name } ({ $extension }) wurde von der Telefonregel nicht umgeleitet
}
problem-vault-unavailable-title = Zugangsdaten können auf diesem Computer nicht gespeichert werden
problem-disk-unavailable-title = Einstellungen können nicht geschrieben werden
problem-settings-damaged-title = { $recovered ->
    [yes] Die Einstellungen waren beschädigt, und eine Kopie wird verwendet
   *[no] Die Einstellungen waren beschädigt und sind verloren
}
problem-journal-damaged-title = { $recovered ->
    [yes] Das Journal war beschädigt: Frühere Einträge fehlen
   *[no] Das Journal war beschädigt: Ein Telefon kann noch umgeleitet sein
}
problem-duplicate-email-title = { $userName }: Nebenstellen { $extensions }
problem-not-found-title = { $extension } { $name }
problem-no-email-title = { $extension } { $name }
problem-several-users-title = { $extension } { $name }
problem-user-disabled-title = { $extension } { $name }
problem-user-is-guest-title = { $extension } { $name }
problem-not-covered-title = { $people ->
    [one] Eine Person hat keinen Platz
   *[other] { $people } Personen haben keinen Platz
}
problem-email-not-corrected-title = Die Adresse der Nebenstelle { $extension } wurde nicht geändert
sign-in-cancelled = Die Anmeldung wurde abgebrochen
sign-in-cause-declined-title = sie wurde abgebrochen
sign-in-cause-administrator-needed-title = ein Administrator wird gebraucht
sign-in-cause-set-up-unfinished-title = Sicherheitsinformationen fehlen
sign-in-cause-policy-title = eine Richtlinie verbietet es
sign-in-cause-account-blocked-title = das Konto ist gesperrt
sign-in-cause-revoked-title = das Passwort hat sich geändert
sign-in-cause-expired-title = sie ist abgelaufen
sign-in-cause-no-consent-title = die Zustimmung fehlt
sign-in-cause-registration-title = die App-Registrierung weicht ab
sign-in-cause-mismatch-title = die Antwort passt nicht
sign-in-cause-unavailable-title = der Dienst ist nicht verfügbar
