// The day of one person: what was seen of them and done for them since midnight, the latest first.

import { Body1, Button, Caption1, Link, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import { useFormat, useHost, useNow, useSay, usePart } from "../../components/window";
import type { ActivityEntry, ActivityPage, ExtensionNumber, UserId } from "../../generated";
import { beginOf, filterOfPerson } from "../../model/activity";
import { goTo } from "../../model/place";
import { DeedText, OutcomeText } from "./EntryText";

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "flex-start" },
  list: { listStyle: "none", margin: 0, padding: 0, width: "100%", display: "flex", flexDirection: "column", gap: tokens.spacingVerticalSNudge },
  entry: { display: "grid", gridTemplateColumns: "68px minmax(0, 1fr)", columnGap: tokens.spacingHorizontalM },
  time: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums", lineHeight: tokens.lineHeightBase300 },
  foot: { gridColumn: "2", color: tokens.colorNeutralForeground3, display: "flex", gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** So many entries of the day are shown; the rest stands on the page Activity. */
const SHOWN = 40;

export interface TimelineProps {
  extension: ExtensionNumber;
  /** The Teams user the extension is matched to. */
  user: UserId | null;
}

type Read = { kind: "asking" } | { kind: "failed" } | { kind: "read"; page: ActivityPage };

export function Timeline({ extension, user }: TimelineProps) {
  const styles = useStyles();
  const say = useSay();
  const { read, again } = useDay(extension, user);
  const { journalHours } = usePart((view) => view.settings);
  if (journalHours === 0) return <Body1 className={styles.quiet}>{say("timeline-off")}</Body1>;
  if (read.kind === "asking") return <Spinner size="extra-tiny" labelPosition="after" label={say("journal-asking")} />;
  if (read.kind === "failed") {
    return (
      <div className={styles.frame} role="alert">
        <Body1>{say("journal-failed-title")}</Body1>
        <Button size="small" onClick={again}>
          {say("journal-again")}
        </Button>
      </div>
    );
  }
  const { entries, total } = read.page;
  return (
    <div className={styles.frame} data-testid="timeline">
      {entries.length === 0 ? (
        <Body1 className={styles.quiet}>{say("timeline-empty")}</Body1>
      ) : (
        <ol className={styles.list}>
          {entries.map((entry) => (
            <Moment key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <Link onClick={() => goTo("activity", extension)} data-testid="timeline-all">
        {total > entries.length ? say("timeline-more", { count: total - entries.length }) : say("timeline-all")}
      </Link>
    </div>
  );
}

function Moment({ entry }: { entry: ActivityEntry }) {
  const styles = useStyles();
  const format = useFormat();
  return (
    <li className={styles.entry} data-kind={entry.deed.kind}>
      <Caption1 className={styles.time}>
        <time dateTime={new Date(entry.at).toISOString()} title={format.full(entry.at)}>
          {format.second(entry.at)}
        </time>
      </Caption1>
      <DeedText deed={entry.deed} room="lines" />
      {entry.outcome !== "seen" && (
        <Caption1 className={styles.foot}>
          <OutcomeText outcome={entry.outcome} />
          {entry.tookMs !== null && <span>{format.duration(entry.tookMs)}</span>}
        </Caption1>
      )}
    </li>
  );
}

/** Asks when it is opened, and again every ten seconds; what was read stays until the next answer. */
function useDay(extension: ExtensionNumber, user: UserId | null): { read: Read; again: () => void } {
  const host = useHost();
  const turn = useNow(10);
  const [tries, setTries] = useState(0);
  const about = `${extension} ${user ?? ""}`;
  const [known, setKnown] = useState<{ about: string; read: Read }>({ about: "", read: { kind: "asking" } });
  useEffect(() => {
    let wanted = true;
    const tell = (read: Read) => wanted && setKnown({ about, read });
    const filter = filterOfPerson(extension, user, beginOf("today", Date.now()));
    host.ask({ kind: "activity", filter, before: null, limit: SHOWN }).then(
      (answer) => tell(answer.kind === "activity" ? { kind: "read", page: answer.page } : { kind: "failed" }),
      () => tell({ kind: "failed" }),
    );
    return () => {
      wanted = false;
    };
  }, [host, about, extension, user, turn, tries]);
  const again = useCallback(() => setTries((before) => before + 1), []);
  return { read: known.about === about ? known.read : { kind: "asking" }, again };
}
