// How long the journal keeps what happened, what that means for people, and emptying it.

import { Caption1, makeStyles, Select, tokens } from "@fluentui/react-components";
import { SureButton } from "../../components/SureButton";
import { useSay, useSend } from "../../components/window";
import type { Say } from "../../model/problems";
import { DEFAULTS, RETENTIONS } from "../../model/settings";
import { useSettings } from "./changing";
import { Setting } from "./Setting";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: "104ch", display: "block" },
});

export function Journal() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { settings, change } = useSettings();
  const { journalHours } = settings;
  const choices = RETENTIONS.includes(journalHours) ? RETENTIONS : [...RETENTIONS, journalHours].sort((a, b) => a - b);
  return (
    <>
      <Setting
        label={say("setting-journal-hours")}
        hint={say("setting-journal-hours-hint")}
        usual={retention(DEFAULTS.journalHours, say)}
        onUsual={journalHours === DEFAULTS.journalHours ? undefined : () => change({ journalHours: DEFAULTS.journalHours })}
        testId="setting-journal-hours"
      >
        {(labelled) => (
          <Select {...labelled} value={String(journalHours)} data-testid="setting-journal-hours" onChange={(_, { value }) => change({ journalHours: Number(value) })}>
            {choices.map((hours) => (
              <option key={hours} value={String(hours)}>
                {retention(hours, say)}
              </option>
            ))}
          </Select>
        )}
      </Setting>
      <Caption1 className={styles.quiet}>{say("journal-privacy")}</Caption1>
      <SureButton label={say("empty-journal")} question={say("empty-journal-sure")} consequence={say("empty-journal-consequence")} testId="journal-empty" onSure={() => send({ kind: "empty-journal", extension: null })} />
    </>
  );
}

function retention(hours: number, say: Say): string {
  if (hours === 0) return say("retention-off");
  return hours % 24 === 0 && hours >= 24 ? say("retention-days", { days: hours / 24 }) : say("retention-hours", { hours });
}
