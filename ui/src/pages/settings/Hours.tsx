// Working hours: a week of times, in a time zone, and what they mean right now.

import { Body1, Button, Caption1, Checkbox, Input, makeStyles, mergeClasses, Select, Switch, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { useFormat, useNow, useSay } from "../../components/window";
import type { DayHours, WorkingHours } from "../../generated";
import { clockText, copyMonday, endsNextDay, hoursAt, ownTimeZone, parseClock, timeZones } from "../../model/hours";
import { FIRST_HOURS } from "../../model/settings";
import { useSettings } from "./changing";
import { Setting } from "./Setting";
import { useTyped } from "./typed";

const useStyles = makeStyles({
  week: { borderCollapse: "collapse", alignSelf: "flex-start" },
  cell: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXS} 0`, textAlign: "left", fontWeight: tokens.fontWeightRegular, verticalAlign: "top" },
  head: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  day: { minWidth: "130px" },
  time: { width: "92px" },
  field: { display: "flex", flexDirection: "column" },
  fault: { color: tokens.colorStatusDangerForeground1, maxWidth: "200px" },
  quiet: { color: tokens.colorNeutralForeground3, display: "block", paddingTop: tokens.spacingVerticalS },
  toggle: { alignSelf: "flex-end", marginRight: `calc(-1 * ${tokens.spacingHorizontalS})` },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start", paddingBlock: `0 ${tokens.spacingVerticalL}` },
});

export function Hours() {
  const styles = useStyles();
  const say = useSay();
  const { settings, change } = useSettings();
  const { workingHours: hours } = settings;
  return (
    <div>
      <Setting label={say("setting-working-hours")} hint={say("setting-working-hours-hint")} usual={say("setting-off")} onUsual={hours === null ? undefined : () => change({ workingHours: null })} testId="setting-working-hours">
        {(labelled) => (
          <Switch
            {...labelled}
            className={styles.toggle}
            checked={hours !== null}
            data-testid="setting-working-hours"
            onChange={(_, { checked }) => change({ workingHours: checked ? FIRST_HOURS : null })}
          />
        )}
      </Setting>
      {hours !== null && <Week hours={hours} onHours={(workingHours) => change({ workingHours })} />}
    </div>
  );
}

interface WeekProps {
  hours: WorkingHours;
  onHours: (hours: WorkingHours) => void;
}

function Week({ hours, onHours }: WeekProps) {
  const styles = useStyles();
  const say = useSay();
  const set = (index: number, day: DayHours | null) => onHours({ ...hours, days: hours.days.map((each, at) => (at === index ? day : each)) as WorkingHours["days"] });
  const zones = timeZones(hours.timeZone);
  return (
    <>
      <div className={styles.stack}>
        <table className={styles.week} aria-label={say("settings-working-hours")}>
          <thead>
            <tr className={styles.head}>
              {["hours-day", "hours-from", "hours-until"].map((column) => (
                <th key={column} scope="col" className={styles.cell}>
                  {say(column)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {hours.days.map((day, index) => (
              <Day key={index} index={index} day={day} monday={hours.days[0]} onDay={(changed) => set(index, changed)} />
            ))}
          </tbody>
        </table>
        <Button onClick={() => onHours(copyMonday(hours))} data-testid="hours-copy-monday">
          {say("hours-copy-monday")}
        </Button>
        <Preview hours={hours} />
      </div>
      <Setting
        label={say("setting-time-zone")}
        hint={say("setting-time-zone-hint")}
        usual={say("time-zone-own", { zone: ownTimeZone() })}
        onUsual={hours.timeZone === null ? undefined : () => onHours({ ...hours, timeZone: null })}
        testId="setting-time-zone"
      >
        {(labelled) => (
          <Select {...labelled} value={hours.timeZone ?? ""} data-testid="setting-time-zone" onChange={(_, { value }) => onHours({ ...hours, timeZone: value === "" ? null : value })}>
            <option value="">{say("time-zone-own", { zone: ownTimeZone() })}</option>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </Select>
        )}
      </Setting>
    </>
  );
}

interface DayProps {
  index: number;
  day: DayHours | null;
  /** What a day begins with that is taken in. */
  monday: DayHours | null;
  onDay: (day: DayHours | null) => void;
}

function Day({ index, day, monday, onDay }: DayProps) {
  const styles = useStyles();
  const say = useSay();
  const name = useFormat().weekday(index);
  const first = monday ?? FIRST_HOURS.days[0];
  return (
    <tr data-testid={`day-${index}`}>
      <th scope="row" className={mergeClasses(styles.cell, styles.day)}>
        <Checkbox label={name} checked={day !== null} onChange={(_, { checked }) => onDay(checked === true ? first : null)} data-testid={`day-${index}-works`} />
      </th>
      {day === null ? (
        <td colSpan={3} className={styles.cell}>
          <Caption1 className={styles.quiet}>{say("hours-none")}</Caption1>
        </td>
      ) : (
        <>
          <td className={styles.cell}>
            <Clock label={say("hours-from-day", { day: name })} minutes={day.from} last={24 * 60 - 1} onMinutes={(from) => onDay({ ...day, from })} testId={`day-${index}-from`} />
          </td>
          <td className={styles.cell}>
            <Clock label={say("hours-until-day", { day: name })} minutes={day.until} last={24 * 60} onMinutes={(until) => onDay({ ...day, until })} testId={`day-${index}-until`} />
          </td>
          <td className={styles.cell}>{endsNextDay(day) && <Caption1 className={styles.quiet}>{say("hours-next-day")}</Caption1>}</td>
        </>
      )}
    </tr>
  );
}

interface ClockProps {
  label: string;
  minutes: number;
  /** The last time that can be chosen, in minutes since midnight. */
  last: number;
  onMinutes: (minutes: number) => void;
  testId: string;
}

/** In 24 hours, typed: fields of the web view for times differ from system to system. */
function Clock({ label, minutes, last, onMinutes, testId }: ClockProps) {
  const styles = useStyles();
  const say = useSay();
  const id = useId();
  const { fault, field } = useTyped({
    text: clockText(minutes),
    read: (text) => {
      const value = parseClock(text);
      if (value === null || value > last) return { kind: "fault", fault: say("hours-fault", { last: clockText(last) }) };
      return { kind: "value", value };
    },
    apply: onMinutes,
  });
  return (
    <div className={styles.field}>
      <Input {...field} className={styles.time} aria-label={label} aria-invalid={fault !== null} aria-describedby={id} autoComplete="off" data-testid={testId} />
      <Caption1 id={id} className={styles.fault} role="alert">
        {fault}
      </Caption1>
    </div>
  );
}

function Preview({ hours }: { hours: WorkingHours }) {
  const say = useSay();
  const format = useFormat();
  const { isInside, until } = hoursAt(hours, useNow());
  const state = isInside ? "inside" : "outside";
  return (
    <Body1 role="status" data-testid="hours-now" data-state={state}>
      {until === null ? say(`hours-always-${state}`) : say(`hours-now-${state}`, { day: format.weekday(until.day), time: clockText(until.minutes) })}
    </Body1>
  );
}
