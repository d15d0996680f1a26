// What stands behind the state: the connections, and the problems by kind.

import { Body1, Caption1, Link, makeStyles, tokens } from "@fluentui/react-components";
import { ConnectionText } from "../../components/ConnectionText";
import { Panel } from "../../components/Panel";
import { useFormat, useNow, usePart, useSay } from "../../components/window";
import type { Connection } from "../../generated";
import { goTo } from "../../model/place";
import { groupProblems } from "../../model/problems";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  /** Not as high as what stands beside it: there is nothing in it. */
  short: { alignSelf: "start" },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  entry: {
    display: "grid",
    gridTemplateColumns: "1fr auto",
    gap: `0 ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
  wide: { gridColumn: "1 / -1", display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
  since: { color: tokens.colorNeutralForeground3, whiteSpace: "nowrap", marginLeft: "auto" },
});

const CONNECTIONS: readonly Connection[] = ["cloudya-stream", "cloudya-configuration", "microsoft-sign-in", "microsoft-graph"];

export function Connections() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const now = useNow();
  const connections = usePart((view) => view.connections);
  return (
    <Panel title={say("connections-title")}>
      <ul className={styles.list}>
        {CONNECTIONS.map((name) => {
          const connection = connections.find((candidate) => candidate.connection === name);
          return (
            <li key={name} className={styles.entry} data-testid={`connection-${name}`} data-state={connection?.state ?? "off"}>
              <Body1>{say(`connection-${name}`)}</Body1>
              <ConnectionText state={connection?.state ?? "off"} />
              <span className={styles.wide}>
                <Caption1 className={styles.quiet}>{say(`connection-${name}-what`)}</Caption1>
                {connection && connection.state !== "off" && (
                  <Caption1 className={styles.since} title={say("since", { time: format.full(connection.since), ago: format.ago(connection.since, now) })}>
                    {say("since-time", { time: format.moment(connection.since) })}
                  </Caption1>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Each kind leads to its place among the problems. */
export function ProblemKinds() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const groups = groupProblems(usePart((view) => view.problems));
  return (
    <Panel title={say("problems-title")} className={groups.length === 0 ? styles.short : undefined}>
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
  );
}
