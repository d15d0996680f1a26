// The settings: each explained where it stands, applied at once, found by a word.

import { Body1, Caption1, makeStyles, SearchBox, tokens } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import { useArrival } from "../components/arrival";
import { Empty } from "../components/Empty";
import { Search24Regular } from "../components/icons";
import { Page } from "../components/Page";
import { Panel } from "../components/Panel";
import { useSay } from "../components/window";
import { usePlace } from "../model/place";
import type { Say } from "../model/problems";
import { ChangingProvider } from "./settings/changing";
import { Diagnostics } from "./settings/Diagnostics";
import { Forget } from "./settings/Forget";
import { Hours } from "./settings/Hours";
import { Journal } from "./settings/Journal";
import { Network } from "./settings/Network";
import { PhoneRules } from "./settings/PhoneRules";
import { anchor, BESIDE, reveal, SectionIndex } from "./settings/SectionIndex";
import { Limits, States, ThisComputer } from "./settings/simple";

const useStyles = makeStyles({
  columns: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: tokens.spacingHorizontalXXL, alignItems: "start", [BESIDE]: { gridTemplateColumns: "196px minmax(0, 1fr)" } },
  sections: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXL, minWidth: 0 },
  // Below the index, which stands above the sections where it has no room beside them.
  section: { scrollMarginTop: "64px", outline: "none", [BESIDE]: { scrollMarginTop: tokens.spacingVerticalXXL } },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: "90ch" },
  quiet: { color: tokens.colorNeutralForeground3 },
  search: { width: "280px" },
});

interface Section {
  name: string;
  /** The settings in it, by name: what they are called and what they mean is searched. */
  settings: readonly string[];
  Content: () => ReactElement;
}

export const SECTIONS: readonly Section[] = [
  { name: "window", settings: ["language", "theme", "start-with-computer", "keep-in-tray", "notifications"], Content: ThisComputer },
  { name: "states", settings: ["direction", "ringing", "dnd", "duplicates"], Content: States },
  { name: "limits", settings: ["settle-seconds", "clear-seconds", "grace-seconds", "teams-poll-seconds", "round-size", "presence-limit"], Content: Limits },
  { name: "working-hours", settings: ["working-hours", "time-zone"], Content: Hours },
  { name: "phone-rules", settings: [], Content: PhoneRules },
  { name: "journal", settings: ["journal-hours"], Content: Journal },
  { name: "network", settings: ["cloud", "reader", "proxy", "cti-url", "configuration-url", "nfon-token-url", "login-url", "graph-url"], Content: Network },
  { name: "diagnostics", settings: [], Content: Diagnostics },
  { name: "forget", settings: [], Content: Forget },
];

export function SettingsPage({ version }: { version: string }) {
  const styles = useStyles();
  const say = useSay();
  const { page, detail } = usePlace();
  const [searched, setSearched] = useState("");
  const found = SECTIONS.filter((section) => contains(section, searched, say));
  useArrival(page === "settings" ? detail : "", reveal);
  return (
    <ChangingProvider>
      <Page
        title={say("nav-settings")}
        lead={say("settings-lead")}
        actions={
          <SearchBox
            className={styles.search}
            placeholder={say("settings-search")}
            aria-label={say("settings-search")}
            value={searched}
            onChange={(_, { value }) => setSearched(value)}
            data-testid="settings-search"
          />
        }
      >
        <div className={styles.columns}>
          <SectionIndex sections={found.map(({ name }) => name)} />
          <div className={styles.sections}>
            {SECTIONS.map((section) => (
              // Hidden, not taken away: what is half typed stays.
              <div key={section.name} id={anchor(section.name)} tabIndex={-1} className={styles.section} hidden={!found.includes(section)}>
                <Panel title={say(`settings-${section.name}`)} testId={`section-${section.name}`}>
                  <Body1 className={styles.lead}>{say(`settings-${section.name}-lead`)}</Body1>
                  <section.Content />
                </Panel>
              </div>
            ))}
            <div role="status">
              {found.length === 0 && <Empty icon={<Search24Regular fontSize={40} />} title={say("settings-nothing")} text={say("settings-nothing-text", { searched })} />}
            </div>
            <Caption1 className={styles.quiet}>{say("version", { version })}</Caption1>
          </div>
        </div>
      </Page>
    </ChangingProvider>
  );
}

function contains({ name, settings }: Section, searched: string, say: Say): boolean {
  const words = searched.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const said = [say(`settings-${name}`), say(`settings-${name}-lead`), ...settings.flatMap((setting) => [say(`setting-${setting}`), say(`setting-${setting}-hint`)])];
  const text = said.join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}
