// The settings: each explained where it stands, applied at once.

import {
  Body1,
  Caption1,
  Field,
  Input,
  makeStyles,
  Select,
  Switch,
  tokens,
} from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import { Page } from "../components/Page";
import { Panel } from "../components/Panel";
import { SureButton } from "../components/SureButton";
import { useFormat, useSay, useSend, useView } from "../components/window";
import type { Direction, DndRule, DuplicateRule, Language, RingingRule, Settings, Theme } from "../generated";
import { parseNumber, RANGES, withNumber, type NumberSetting } from "../model/settings";

const useStyles = makeStyles({
  grid: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(300px, 1fr))", alignItems: "start", gap: tokens.spacingHorizontalXXL, rowGap: tokens.spacingVerticalL, "& > *": { minWidth: 0 } },
  number: { width: "140px" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const THEMES: readonly Theme[] = ["system", "light", "dark", "high-contrast"];
const LANGUAGES: readonly Language[] = ["system", "de", "en"];
const DIRECTIONS: readonly Direction[] = ["both", "phone-to-teams", "teams-to-phone"];
const RINGING: readonly RingingRule[] = ["nothing", "in-a-call"];
const DND: readonly DndRule[] = ["nothing", "do-not-disturb"];
const DUPLICATES: readonly DuplicateRule[] = ["lowest-extension", "combine", "leave-out"];

export function SettingsPage({ version }: { version: string }) {
  const styles = useStyles();
  const say = useSay();
  const { settings } = useView();
  return (
    <Page title={say("nav-settings")} lead={say("settings-lead")}>
      <Panel title={say("settings-window")}>
        <div className={styles.grid}>
          <Choice name="language" options={LANGUAGES} value={settings.language} change={(language) => ({ ...settings, language })} />
          <Choice name="theme" options={THEMES} value={settings.theme} change={(theme) => ({ ...settings, theme })} />
          <Toggle name="notifications" value={settings.notifications} change={(notifications) => ({ ...settings, notifications })} />
          <Toggle name="keep-in-tray" value={settings.keepInTray} change={(keepInTray) => ({ ...settings, keepInTray })} />
        </div>
      </Panel>
      <Panel title={say("settings-states")}>
        <div className={styles.grid}>
          <Choice name="direction" options={DIRECTIONS} value={settings.direction} change={(direction) => ({ ...settings, direction })} />
          <Choice name="duplicates" options={DUPLICATES} value={settings.duplicates} change={(duplicates) => ({ ...settings, duplicates })} />
          <Choice name="ringing" options={RINGING} value={settings.ringing} change={(ringing) => ({ ...settings, ringing })} />
          <Choice name="dnd" options={DND} value={settings.dnd} change={(dnd) => ({ ...settings, dnd })} />
        </div>
      </Panel>
      <Panel title={say("settings-times")}>
        <div className={styles.grid}>
          <Numeric name="settle-seconds" setting="settleSeconds" unit="seconds" />
          <Numeric name="clear-seconds" setting="clearSeconds" unit="seconds" />
          <Numeric name="grace-seconds" setting="graceSeconds" unit="seconds" />
          <Numeric name="teams-poll-seconds" setting="teamsPollSeconds" unit="seconds" />
        </div>
      </Panel>
      <Panel title={say("settings-limits")}>
        <div className={styles.grid}>
          <Numeric name="round-size" setting="roundSize" unit="people" />
          <Numeric name="presence-limit" setting="presenceLimit" unit="requests" />
        </div>
      </Panel>
      <Panel title={say("forget-title")}>
        <Body1>{say("forget-text")}</Body1>
        <Forget />
      </Panel>
      <Caption1 className={styles.quiet}>{say("version", { version })}</Caption1>
    </Page>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  options: readonly T[];
  value: T;
  change: (value: T) => Settings;
}

function Choice<T extends string>({ name, options, value, change }: ChoiceProps<T>): ReactElement {
  const say = useSay();
  const send = useSend();
  return (
    <Field label={say(`setting-${name}`)} hint={say(`setting-${name}-hint`)}>
      <Select
        value={value}
        data-testid={`setting-${name}`}
        onChange={(_, chosen) => {
          const option = options.find((each) => each === chosen.value);
          if (option !== undefined) send({ kind: "change-settings", settings: change(option) });
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {say(`setting-${name}-${option}`)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Toggle({ name, value, change }: { name: string; value: boolean; change: (value: boolean) => Settings }) {
  const say = useSay();
  const send = useSend();
  return (
    <Field hint={say(`setting-${name}-hint`)}>
      <Switch
        label={say(`setting-${name}`)}
        checked={value}
        data-testid={`setting-${name}`}
        onChange={(_, { checked }) => send({ kind: "change-settings", settings: change(checked) })}
      />
    </Field>
  );
}

interface NumericProps {
  name: string;
  setting: NumberSetting;
  unit: "seconds" | "people" | "requests";
}

/** Applied when the field is left or with Enter; a number out of range stays in the field, with the range said. */
function Numeric({ name, setting, unit }: NumericProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const { settings } = useView();
  const [typed, setTyped] = useState<string | null>(null);
  const range = RANGES[setting];
  const parsed = typed === null ? settings[setting] : parseNumber(typed, range);
  const apply = () => {
    if (parsed === null) return;
    setTyped(null);
    if (parsed !== settings[setting]) send({ kind: "change-settings", settings: withNumber(settings, setting, parsed) });
  };
  const error = say(range.whole ? "range-whole" : "range", { low: format.number(range.low), high: format.number(range.high) });
  return (
    <Field
      label={say(`setting-${name}`)}
      hint={say(`setting-${name}-hint`)}
      validationState={parsed === null ? "error" : "none"}
      validationMessage={parsed === null ? error : null}
    >
      <Input
        className={styles.number}
        inputMode="decimal"
        value={typed ?? format.decimal(settings[setting])}
        contentAfter={<Caption1>{say(`unit-${unit}`)}</Caption1>}
        data-testid={`setting-${name}`}
        onChange={(_, { value }) => setTyped(value)}
        onBlur={apply}
        onKeyDown={(event) => event.key === "Enter" && apply()}
      />
    </Field>
  );
}

function Forget() {
  const say = useSay();
  const send = useSend();
  return <SureButton label={say("forget-button")} question={say("forget-sure")} consequence={say("forget-consequence")} testId="forget" onSure={() => send({ kind: "forget-everything" })} />;
}
