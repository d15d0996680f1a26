// Makes or changes a phone rule: when, for how long, which profile, for whom, and whom that would concern now.

import { Button, Caption1, Checkbox, Field, Input, makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { activityWord } from "../../components/states";
import { useFormat, useSay } from "../../components/window";
import type { PhoneRule } from "../../generated";
import { NEW_RULE, RANGES, RULE_STATES, spelled } from "../../model/settings";
import { useNumberReader } from "./controls";
import { RuleExtensionsField } from "./RuleExtensionsField";
import { RulePreview } from "./RulePreview";
import type { Reading } from "./typed";

const useStyles = makeStyles({
  content: { gap: tokens.spacingVerticalL },
  states: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(200px, 1fr))" },
  numbers: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalXL, alignItems: "start" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface RuleDialogProps {
  /** `null` makes a new one. */
  rule: PhoneRule | null;
  onSave: (rule: PhoneRule) => void;
  onClose: () => void;
}

export function RuleDialog({ rule: former, onSave, onClose }: RuleDialogProps) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const [rule, setRule] = useState<PhoneRule>(() => ({ ...(former ?? NEW_RULE), when: spelled((former ?? NEW_RULE).when) }));
  const [held, setHeld] = useState(format.decimal(rule.heldSeconds));
  const [hours, setHours] = useState(format.decimal(rule.maxHours));
  const [isTried, setTried] = useState(false);
  const set = (changes: Partial<PhoneRule>) => setRule({ ...rule, ...changes });
  const heldSeconds = useNumberReader(RANGES.heldSeconds)(held);
  const maxHours = useNumberReader(RANGES.maxHours)(hours);
  const states = [...RULE_STATES, ...rule.when.filter((activity) => !RULE_STATES.some((state) => state === activity))];
  const faults = {
    when: rule.when.length === 0 ? say("rule-when-missing") : null,
    held: faultOf(heldSeconds),
    profile: rule.activateProfile.trim() === "" ? say("rule-profile-missing") : null,
    extensions: rule.extensions.kind === "listed" && rule.extensions.extensions.length === 0 ? say("rule-extensions-missing") : null,
    hours: faultOf(maxHours),
  };
  const told = (fault: string | null) => (isTried ? fault : null);
  const drafted: PhoneRule = { ...rule, heldSeconds: valueOf(heldSeconds, rule.heldSeconds), maxHours: valueOf(maxHours, rule.maxHours), activateProfile: rule.activateProfile.trim() };
  const save = () => {
    setTried(true);
    if (Object.values(faults).every((fault) => fault === null)) onSave(drafted);
  };
  return (
    <DialogFrame
      title={say(former === null ? "rule-new" : "rule-change")}
      testId="rule-dialog"
      width="wide"
      className={styles.content}
      onClose={onClose}
      onSubmit={save}
      actions={
        <Button type="submit" appearance="primary" data-testid="rule-save">
          {say("rule-save")}
        </Button>
      }
    >
      <Field label={say("rule-when")} validationMessage={told(faults.when)}>
        <div role="group" className={styles.states}>
          {states.map((state) => (
            <Checkbox
              key={state}
              label={activityWord(state, say)}
              checked={rule.when.includes(state)}
              onChange={(_, { checked }) => set({ when: states.filter((each) => (each === state ? checked === true : rule.when.includes(each))) })}
              data-testid={`rule-when-${state}`}
            />
          ))}
        </div>
      </Field>
      <Field label={say("rule-profile")} hint={say("rule-profile-hint")} validationMessage={told(faults.profile)}>
        <Input value={rule.activateProfile} autoComplete="off" onChange={(_, { value }) => set({ activateProfile: value })} data-testid="rule-profile" />
      </Field>
      <div className={styles.numbers}>
        <Field label={say("rule-held")} hint={say("rule-held-hint")} validationMessage={told(faults.held)}>
          <Input inputMode="decimal" value={held} contentAfter={<Caption1>{say("unit-seconds")}</Caption1>} onChange={(_, { value }) => setHeld(value)} data-testid="rule-held" />
        </Field>
        <Field label={say("rule-max")} hint={say("rule-max-hint")} validationMessage={told(faults.hours)}>
          <Input inputMode="decimal" value={hours} contentAfter={<Caption1>{say("unit-hours")}</Caption1>} onChange={(_, { value }) => setHours(value)} data-testid="rule-max" />
        </Field>
      </div>
      <RuleExtensionsField extensions={rule.extensions} fault={told(faults.extensions)} onExtensions={(extensions) => set({ extensions })} />
      <RulePreview rule={drafted} />
      {rule.switchedOn ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say("rule-is-on-already")}</MessageBarBody>
        </MessageBar>
      ) : (
        <Caption1 className={styles.quiet}>{say("rule-off-until")}</Caption1>
      )}
    </DialogFrame>
  );
}

function faultOf(reading: Reading<number>): string | null {
  return reading.kind === "fault" ? reading.fault : null;
}

function valueOf(reading: Reading<number>, otherwise: number): number {
  return reading.kind === "value" ? reading.value : otherwise;
}
