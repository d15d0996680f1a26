// The three kinds of simple settings: one of several, on or off, a number.

import { Caption1, Input, makeStyles, Select, Switch, tokens } from "@fluentui/react-components";
import { useFormat, useSay } from "../../components/window";
import type { Settings } from "../../generated";
import { DEFAULTS, parseNumber, RANGES, type NumberSetting, type Range } from "../../model/settings";
import { useSettings } from "./changing";
import { Setting } from "./Setting";
import { useTyped, type Reading } from "./typed";

const useStyles = makeStyles({
  number: { width: "160px", maxWidth: "100%", alignSelf: "flex-end" },
  toggle: { alignSelf: "flex-end", marginRight: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

type Having<T> = { [Member in keyof Settings]: Settings[Member] extends T ? Member : never }[keyof Settings];

export interface ChoiceProps<Member extends Having<string>> {
  name: string;
  member: Member;
  options: readonly Settings[Member][];
}

export function Choice<Member extends Having<string>>({ name, member, options }: ChoiceProps<Member>) {
  const say = useSay();
  const { settings, change } = useSettings();
  const value = settings[member];
  const set = (option: Settings[Member]) => change({ [member]: option });
  return (
    <Setting
      label={say(`setting-${name}`)}
      hint={say(`setting-${name}-hint`)}
      usual={say(`setting-${name}-${DEFAULTS[member]}`)}
      onUsual={value === DEFAULTS[member] ? undefined : () => set(DEFAULTS[member])}
      testId={`setting-${name}`}
    >
      {(labelled) => (
        <Select
          {...labelled}
          value={value}
          data-testid={`setting-${name}`}
          onChange={(_, chosen) => {
            const option = options.find((each) => each === chosen.value);
            if (option !== undefined) set(option);
          }}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {say(`setting-${name}-${option}`)}
            </option>
          ))}
        </Select>
      )}
    </Setting>
  );
}

export function Toggle({ name, member }: { name: string; member: Having<boolean> }) {
  const styles = useStyles();
  const say = useSay();
  const { settings, change } = useSettings();
  const usual = DEFAULTS[member];
  return (
    <Setting
      label={say(`setting-${name}`)}
      hint={say(`setting-${name}-hint`)}
      usual={say(usual ? "setting-on" : "setting-off")}
      onUsual={settings[member] === usual ? undefined : () => change({ [member]: usual })}
      testId={`setting-${name}`}
    >
      {(labelled) => (
        <Switch
          {...labelled}
          className={styles.toggle}
          checked={settings[member]}
          data-testid={`setting-${name}`}
          onChange={(_, { checked }) => change({ [member]: checked })}
        />
      )}
    </Setting>
  );
}

export type Unit = "seconds" | "people" | "requests" | "hours";

/** Reads numbers of a range; the fault names it. */
export function useNumberReader(range: Range): (text: string) => Reading<number> {
  const say = useSay();
  const format = useFormat();
  return (text) => {
    const value = parseNumber(text, range);
    if (value !== null) return { kind: "value", value };
    return { kind: "fault", fault: say(range.whole ? "range-whole" : "range", { low: format.number(range.low), high: format.number(range.high) }) };
  };
}

export function Numeric({ name, member, unit }: { name: string; member: NumberSetting; unit: Unit }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { settings, change } = useSettings();
  const usual = DEFAULTS[member];
  const read = useNumberReader(RANGES[member]);
  const { fault, reset, field } = useTyped({ text: format.decimal(settings[member]), read, apply: (value: number) => change({ [member]: value }) });
  const putBack = () => {
    reset();
    if (settings[member] !== usual) change({ [member]: usual });
  };
  return (
    <Setting
      label={say(`setting-${name}`)}
      hint={say(`setting-${name}-hint`)}
      usual={`${format.number(usual)} ${say(`unit-${unit}`)}`}
      onUsual={settings[member] === usual && fault === null ? undefined : putBack}
      fault={fault}
      testId={`setting-${name}`}
    >
      {(labelled) => (
        <Input
          {...labelled}
          {...field}
          className={styles.number}
          inputMode="decimal"
          autoComplete="off"
          contentAfter={<Caption1>{say(`unit-${unit}`)}</Caption1>}
          data-testid={`setting-${name}`}
        />
      )}
    </Setting>
  );
}
