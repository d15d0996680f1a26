// The overview: how it goes in one sentence, and the numbers behind it.

import {
  Body1,
  Button,
  Caption1,
  Link,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ProgressBar,
  Subtitle1,
  tokens,
} from "@fluentui/react-components";
import type { ReactElement } from "react";
import { ChevronDown20Regular, CheckmarkCircle24Filled, CloudOff24Filled, Pause20Regular, PauseCircle24Filled, Play20Regular, Warning24Filled, Wrench24Filled } from "../components/icons";
import { Page } from "../components/Page";
import { Panel } from "../components/Panel";
import { RoundBars } from "../components/RoundBars";
import { ConnectionText } from "../components/states";
import { useFormat, useNow, useSay, useSend, useView } from "../components/window";
import type { Connection, RunState, View } from "../generated";
import { goTo } from "../model/place";
import { groupProblems } from "../model/problems";

const useStyles = makeStyles({
  state: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  stateIcon: { display: "inline-flex" },
  sentence: { flex: "1 1 320px" },
  tiles: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(132px, 1fr))", gap: tokens.spacingHorizontalM },
  tile: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  number: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  columns: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalL, alignItems: "start" },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  entry: {
    display: "grid",
    gridTemplateColumns: "1fr auto",
    gap: `0 ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
  since: { color: tokens.colorNeutralForeground3, textAlign: "right" },
});

export function Overview() {
  const say = useSay();
  const view = useView();
  return (
    <Page title={say("nav-overview")}>
      <StateCard view={view} />
      {view.directory.refreshing && <Reading view={view} />}
      <Tiles view={view} />
      <Details view={view} />
    </Page>
  );
}

const STATE_ICONS: Record<RunState, { icon: ReactElement; colour: string }> = {
  running: { icon: <CheckmarkCircle24Filled />, colour: tokens.colorStatusSuccessForeground1 },
  paused: { icon: <PauseCircle24Filled />, colour: tokens.colorNeutralForeground3 },
  attention: { icon: <Warning24Filled />, colour: tokens.colorStatusWarningForeground1 },
  offline: { icon: <CloudOff24Filled />, colour: tokens.colorStatusDangerForeground1 },
  "setting-up": { icon: <Wrench24Filled />, colour: tokens.colorBrandForeground1 },
};

function StateCard({ view }: { view: View }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const { icon, colour } = STATE_ICONS[view.state];
  const id = view.state === "paused" && view.pausedUntil !== null ? "sentence-paused-until" : `sentence-${view.state}`;
  const sentence = say(id, {
    count: view.counts.inSync,
    problems: view.problems.length,
    until: view.pausedUntil === null ? "" : format.moment(view.pausedUntil),
  });
  return (
    <section className={styles.state} aria-label={say("state-label")}>
      <span className={styles.stateIcon} style={{ color: colour }} aria-hidden>
        {icon}
      </span>
      <div className={styles.sentence} role="status" aria-live="polite">
        <Subtitle1 data-testid="state-sentence" data-state={view.state}>
          {sentence}
        </Subtitle1>
      </div>
      {view.tray.pause === "pause" && <PauseMenu />}
      {view.tray.pause === "resume" && (
        <Button appearance="primary" icon={<Play20Regular />} onClick={() => send({ kind: "resume" })} data-testid="resume">
          {say("resume")}
        </Button>
      )}
      {view.state === "setting-up" && (
        <Button appearance="primary" onClick={() => goTo("setup")}>
          {say("continue-setup")}
        </Button>
      )}
      {view.state === "attention" && (
        <Button appearance="primary" onClick={() => goTo("problems")}>
          {say("show-problems")}
        </Button>
      )}
    </section>
  );
}

function PauseMenu() {
  const say = useSay();
  const send = useSend();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<Pause20Regular />} iconPosition="before" data-testid="pause">
          {say("pause")}
          <ChevronDown20Regular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => send({ kind: "pause", until: "half-an-hour" })}>{say("pause-half-an-hour")}</MenuItem>
          <MenuItem onClick={() => send({ kind: "pause", until: "tomorrow" })}>{say("pause-tomorrow")}</MenuItem>
          <MenuItem onClick={() => send({ kind: "pause", until: "resumed" })}>{say("pause-resumed")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Reading({ view }: { view: View }) {
  const say = useSay();
  const { emailsRead, emailsTotal } = view.directory;
  return (
    <div role="status">
      <Body1>{say("directory-reading", { read: emailsRead, total: emailsTotal })}</Body1>
      <ProgressBar
        {...(emailsTotal > 0 ? { value: emailsRead / emailsTotal } : {})}
        aria-label={say("directory-reading", { read: emailsRead, total: emailsTotal })}
      />
    </div>
  );
}

function Tiles({ view }: { view: View }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { counts } = view;
  const tiles = [
    ["tile-in-sync", counts.inSync, say("tile-of-extensions", { count: counts.extensions })],
    ["tile-on-the-phone", counts.onThePhone, say("tile-from-cloudya")],
    ["tile-in-teams-calls", counts.inTeamsCalls, say("tile-from-teams")],
    ["tile-published", counts.published, say("tile-by-us")],
    ["tile-pending", counts.pending, say("tile-settling")],
  ] as const;
  return (
    <section className={styles.tiles} aria-label={say("tiles-label")}>
      {tiles.map(([id, number, foot]) => (
        <div key={id} className={styles.tile} data-testid={id}>
          <Body1>{say(id)}</Body1>
          <span className={styles.number}>{format.number(number)}</span>
          <Caption1 className={styles.quiet}>{foot}</Caption1>
        </div>
      ))}
    </section>
  );
}

const CONNECTIONS: readonly Connection[] = ["cloudya-stream", "cloudya-configuration", "microsoft-sign-in", "microsoft-graph"];

function Details({ view }: { view: View }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const now = useNow();
  const groups = groupProblems(view.problems);
  return (
    <div className={styles.columns}>
      <Panel title={say("connections-title")}>
        <ul className={styles.list}>
          {CONNECTIONS.map((name) => {
            const connection = view.connections.find((candidate) => candidate.connection === name);
            return (
              <li key={name} className={styles.entry} data-testid={`connection-${name}`} data-state={connection?.state ?? "off"}>
                <Body1>{say(`connection-${name}`)}</Body1>
                <ConnectionText state={connection?.state ?? "off"} />
                <Caption1 className={styles.quiet}>{say(`connection-${name}-what`)}</Caption1>
                <Caption1 className={styles.since} title={connection ? format.full(connection.since) : undefined}>
                  {connection && connection.state !== "off" ? format.ago(connection.since, now) : ""}
                </Caption1>
              </li>
            );
          })}
        </ul>
      </Panel>
      <Panel title={say("problems-title")}>
        {groups.length === 0 ? (
          <Body1 className={styles.quiet}>{say("problems-none")}</Body1>
        ) : (
          <ul className={styles.list}>
            {groups.map((group) => (
              <li key={group.kind} className={styles.entry}>
                <Link onClick={() => goTo("problems", group.kind)}>{say(`problem-kind-${group.kind}`)}</Link>
                <Body1>{format.number(group.problems.length)}</Body1>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={say("rounds-title")}>
        <RoundBars rounds={view.setup.rounds} />
      </Panel>
      <Panel title={say("directory-title")}>
        <DirectoryFacts view={view} now={now} />
      </Panel>
    </div>
  );
}

function DirectoryFacts({ view, now }: { view: View; now: number }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const { directory, counts } = view;
  return (
    <>
      <Body1>{say("directory-facts", { extensions: counts.extensions, matched: counts.matched, users: directory.users })}</Body1>
      <Caption1 className={styles.quiet}>
        {directory.completeSince === null ? say("directory-incomplete") : say("directory-complete", { ago: format.ago(directory.completeSince, now) })}
      </Caption1>
      <div>
        <Button disabled={directory.refreshing || view.state === "setting-up"} onClick={() => send({ kind: "refresh-directory" })}>
          {say("directory-refresh")}
        </Button>
      </div>
    </>
  );
}
