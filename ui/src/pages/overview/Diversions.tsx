// Phones that a phone rule has diverted now, with the way back for all of them.

import { Body1, Caption1, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { ArrowSync16Regular, CallForward16Regular, Warning16Filled } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { SureButton } from "../../components/SureButton";
import { activityWord } from "../../components/states";
import { useFormat, useSay, useSend } from "../../components/window";
import type { DiversionState, DiversionView, View } from "../../generated";
import { goTo } from "../../model/place";

const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", maxHeight: "280px", overflowY: "auto" },
  entry: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    gap: `0 ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
  state: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalSNudge, justifyContent: "flex-end" },
  icon: { display: "inline-flex" },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  end: { textAlign: "right" },
});

/** Nothing where there are no phone rules and no phone is diverted. */
export function Diversions({ view: { diversions, settings } }: { view: View }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  if (diversions.length === 0 && settings.phoneRules.length === 0) return null;
  const undoable = diversions.filter(({ state }) => state !== "returning").length;
  return (
    <Panel
      title={say("diversions-title")}
      testId="diversions"
      aside={
        undoable > 0 && (
          <SureButton
            label={say("diversions-undo")}
            question={say("diversions-undo-question", { count: undoable })}
            consequence={say("diversions-undo-consequence")}
            testId="undo-diversions"
            onSure={() => send({ kind: "undo-diversions" })}
          />
        )
      }
    >
      {diversions.length === 0 ? (
        <Body1 className={styles.quiet}>{say("diversions-none")}</Body1>
      ) : (
        // A region that scrolls must be reachable by keyboard; each entry holds a link.
        <ul className={styles.list}>
          {diversions.map((diversion) => (
            <Diversion key={diversion.extension} diversion={diversion} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const STATES: Record<DiversionState, { icon: ReactElement; colour: string }> = {
  diverting: { icon: <ArrowSync16Regular />, colour: tokens.colorBrandForeground1 },
  diverted: { icon: <CallForward16Regular />, colour: tokens.colorBrandForeground1 },
  returning: { icon: <ArrowSync16Regular />, colour: tokens.colorBrandForeground1 },
  stuck: { icon: <Warning16Filled />, colour: tokens.colorStatusWarningForeground1 },
};

function Diversion({ diversion: { extension, name, profile, former, activity, since, until, state } }: { diversion: DiversionView }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { icon, colour } = STATES[state];
  return (
    <li className={styles.entry} data-testid={`diversion-${extension}`} data-state={state}>
      <Link onClick={() => goTo("people", extension)}>{say("person-title", { name, extension })}</Link>
      <Body1 className={styles.state}>
        <span className={styles.icon} style={{ color: colour }} aria-hidden>
          {icon}
        </span>
        {say(`diversion-${state}`)}
      </Body1>
      <Caption1 className={styles.quiet}>{say("diversion-what", { profile, former, activity: activityWord(activity, say) })}</Caption1>
      <Caption1 className={mergeClasses(styles.quiet, styles.end)}>{say("diversion-when", { since: format.moment(since), until: format.moment(until) })}</Caption1>
    </li>
  );
}
