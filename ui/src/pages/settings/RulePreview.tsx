// Whom a rule concerns right now: in Teams they show one of its states, however long yet.

import { Body1, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { TeamsText } from "../../components/states";
import { useFormat, useSay } from "../../components/window";
import type { PhoneRule, Touched } from "../../generated";
import { useAsked } from "../matching/ask";

const useStyles = makeStyles({
  frame: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  list: { listStyle: "none", margin: 0, padding: 0 },
  person: { display: "grid", gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr) auto", gap: tokens.spacingHorizontalM, alignItems: "center", paddingBlock: tokens.spacingVerticalXXS },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const SHOWN = 6;
/** Typing pauses this long before it is asked. */
const PAUSE = 250;

export function RulePreview({ rule }: { rule: PhoneRule }) {
  const styles = useStyles();
  const say = useSay();
  const isAskable = rule.when.length > 0;
  const answer = useAsked(isAskable ? { kind: "touched-by", rule } : null, PAUSE);
  const told = answer.kind === "answered" && answer.told.kind === "touched" ? answer.told : null;
  // What was told before stays in sight while it is asked again, so that nothing jumps while somebody types.
  const [last, setLast] = useState(told);
  if (told !== null && told !== last) setLast(told);
  const touched = isAskable ? (told ?? (answer.kind === "asking" ? last : null)) : null;
  return (
    <div className={styles.frame} role="status" data-testid="rule-preview" data-touched={touched?.people.length}>
      {!isAskable && <Body1>{say("rule-preview-nothing")}</Body1>}
      {isAskable && answer.kind === "asking" && touched === null && <Spinner size="tiny" label={say("rule-preview-asking")} style={{ alignSelf: "flex-start" }} />}
      {isAskable && answer.kind !== "asking" && touched === null && <Body1>{say("rule-preview-failed")}</Body1>}
      {touched !== null && <People people={touched.people} covered={touched.covered} />}
    </div>
  );
}

function People({ people, covered }: { people: readonly Touched[]; covered: number }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const rest = people.length - SHOWN;
  return (
    <>
      <Body1>{say("rule-preview-touched", { count: people.length, covered })}</Body1>
      {people.length > 0 && (
        <ul className={styles.list}>
          {people.slice(0, SHOWN).map(({ extension, name, teams, since }) => (
            <li key={extension} className={styles.person}>
              <Caption1 className={styles.name}>
                {name} ({extension})
              </Caption1>
              <TeamsText teams={teams} />
              <Caption1 className={styles.quiet}>{say("rule-preview-since", { time: format.moment(since) })}</Caption1>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && <Caption1 className={styles.quiet}>{say("rule-preview-rest", { count: rest })}</Caption1>}
    </>
  );
}
