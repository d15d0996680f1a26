// Phone rules: what a Teams state does to the phone, whom it would concern now, and the phones that are changed.

import { Body1, Button, Caption1, makeStyles, MessageBar, MessageBarActions, MessageBarBody, Subtitle2Stronger, Switch, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { DivertedPhones, UndoDiversions } from "../../components/DivertedPhones";
import { Add20Regular } from "../../components/icons";
import { Item, ItemList } from "../../components/ItemList";
import { activityWord } from "../../components/states";
import { SureButton } from "../../components/SureButton";
import { useFormat, useSay, useView } from "../../components/window";
import type { PhoneRule } from "../../generated";
import { goTo } from "../../model/place";
import { useSettings } from "./changing";
import { RuleDialog } from "./RuleDialog";
import { RulePreview } from "./RulePreview";

const useStyles = makeStyles({
  rule: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, flex: "1 1 260px", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3, maxWidth: "104ch" },
  actions: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  head: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalM },
  title: { margin: 0, flex: 1 },
  ending: { display: "inline-flex" },
});

type Open = { kind: "nothing" } | { kind: "edit"; index: number | null } | { kind: "switch-on"; index: number };

export function PhoneRules() {
  const styles = useStyles();
  const say = useSay();
  const { settings, change } = useSettings();
  const { phoneRules: rules } = settings;
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = () => setOpen({ kind: "nothing" });
  const replace = (index: number, rule: PhoneRule) => change({ phoneRules: rules.map((each, at) => (at === index ? rule : each)) });
  const chosen = open.kind === "nothing" || open.index === null ? undefined : rules[open.index];
  return (
    <>
      <Caption1 className={styles.quiet}>{say("profile-what")}</Caption1>
      <Resting />
      {rules.length === 0 && <Body1 data-testid="rules-none">{say("rules-none")}</Body1>}
      {rules.length > 0 && (
        <ItemList>
          {rules.map((rule, index) => (
            <Item key={index} data-testid={`rule-${index}`}>
              <RuleText rule={rule} />
              <div className={styles.actions}>
                <Switch
                  checked={rule.switchedOn}
                  aria-label={say("rule-switch", { profile: rule.activateProfile })}
                  onChange={(_, { checked }) => (checked ? setOpen({ kind: "switch-on", index }) : replace(index, { ...rule, switchedOn: false }))}
                  data-testid={`rule-${index}-switch`}
                />
                <Button size="small" onClick={() => setOpen({ kind: "edit", index })} aria-label={say("rule-edit-what", { profile: rule.activateProfile })} data-testid={`rule-${index}-edit`}>
                  {say("rule-edit")}
                </Button>
                <span className={styles.ending}>
                  <SureButton
                    appearance="subtle"
                    label={say("rule-delete")}
                    question={say("rule-delete-sure", { profile: rule.activateProfile })}
                    consequence={say("rule-delete-consequence")}
                    testId={`rule-${index}-delete`}
                    onSure={() => change({ phoneRules: rules.filter((_, at) => at !== index) })}
                  />
                </span>
              </div>
            </Item>
          ))}
        </ItemList>
      )}
      <div>
        <Button icon={<Add20Regular />} onClick={() => setOpen({ kind: "edit", index: null })} data-testid="rule-add">
          {say("rule-add")}
        </Button>
      </div>
      <div className={styles.head}>
        <Subtitle2Stronger as="h3" className={styles.title}>
          {say("diversions-title")}
        </Subtitle2Stronger>
        <UndoDiversions />
      </div>
      <DivertedPhones />
      {open.kind === "edit" && (
        <RuleDialog
          rule={chosen ?? null}
          onSave={(rule) => {
            if (open.index === null) change({ phoneRules: [...rules, rule] });
            else replace(open.index, rule);
            close();
          }}
          onClose={close}
        />
      )}
      {open.kind === "switch-on" && chosen !== undefined && (
        <SwitchOn
          rule={chosen}
          onSure={() => {
            replace(open.index, { ...chosen, switchedOn: true });
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function RuleText({ rule }: { rule: PhoneRule }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { extensions } = rule;
  return (
    <div className={styles.rule}>
      <Body1>{say("rule-sentence", { states: rule.when.map((activity) => activityWord(activity, say)).join(", "), profile: rule.activateProfile })}</Body1>
      <Caption1 className={styles.quiet}>
        {say("rule-details", {
          seconds: rule.heldSeconds,
          hours: rule.maxHours,
          whom: extensions.kind === "all" ? say("rule-for-all") : say("rule-for-listed", { count: extensions.extensions.length, extensions: format.list(extensions.extensions.slice(0, 5)) }),
        })}
      </Caption1>
    </div>
  );
}

/** Why no rule can act at present, whatever is switched on. */
function Resting() {
  const say = useSay();
  const { settings } = useSettings();
  const { cloudya } = useView().setup;
  const needsCredentials = cloudya.account !== null && !cloudya.configuration;
  if (!needsCredentials && settings.direction !== "phone-to-teams") return null;
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="rules-resting">
      <MessageBarBody>{say(needsCredentials ? "rules-need-configuration" : "rules-need-direction")}</MessageBarBody>
      {needsCredentials && (
        <MessageBarActions>
          <Button onClick={() => goTo("setup", "cloudya")}>{say("go-to-cloudya")}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function SwitchOn({ rule, onSure, onClose }: { rule: PhoneRule; onSure: () => void; onClose: () => void }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <DialogFrame
      title={say("rule-switch-on-sure")}
      testId="switch-on"
      onClose={onClose}
      actions={
        <Button appearance="primary" onClick={onSure} data-testid="switch-on-confirm">
          {say("rule-switch-on")}
        </Button>
      }
    >
      <div>
        <RuleText rule={rule} />
      </div>
      <Body1>
        <strong>{say("rule-really")}</strong>
      </Body1>
      <RulePreview rule={rule} />
      <Caption1 className={styles.quiet}>{say("rule-returns")}</Caption1>
    </DialogFrame>
  );
}
