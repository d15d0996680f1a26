// How a person's match came about, and the switches: whether, in which direction, and with whom to synchronise.

import { Body1, Button, Field, makeStyles, Select, Switch, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useSay, useView } from "../../components/window";
import type { Direction, Row } from "../../generated";
import { CorrectDialog } from "../matching/CorrectDialog";
import { useAct } from "../matching/Deeds";
import { chosenUser } from "../matching/match";
import { MatchDialog } from "../matching/MatchDialog";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  field: { maxWidth: "320px" },
});

const DIRECTIONS: readonly Direction[] = ["both", "phone-to-teams", "teams-to-phone"];

export function MatchSection({ row }: { row: Row }) {
  const styles = useStyles();
  const say = useSay();
  const act = useAct();
  const { settings, setup } = useView();
  const [open, setOpen] = useState<"nothing" | "match" | "correct">("nothing");
  const { extension, name, user } = row;
  const isExcluded = row.state === "excluded";
  const former = chosenUser(row);
  const include = { kind: "include", extension } as const;
  const exclude = { kind: "exclude", extension } as const;
  const setDirection = (direction: Direction | null) =>
    act({
      text: say("deed-direction", { extension }),
      requests: [{ kind: "set-direction", extension, direction }],
      inverse: [{ kind: "set-direction", extension, direction: row.direction }],
    });
  return (
    <div className={styles.stack}>
      <Body1 data-testid="person-match">
        {row.matchedBy === null || user === null ? say("match-how-none") : say(`match-how-${row.matchedBy}`, { user: user.name, email: row.email })}
      </Body1>
      <div className={styles.actions}>
        <Button onClick={() => setOpen("match")} data-testid="person-match-to">
          {say(user === null ? "match-to" : "match-other")}
        </Button>
        {former !== null && (
          <Button
            onClick={() =>
              act({
                text: say("deed-automatic", { extension }),
                requests: [{ kind: "match-manually", extension, user: null }],
                inverse: [{ kind: "match-manually", extension, user: former }],
              })
            }
            data-testid="person-automatic"
          >
            {say("match-automatic")}
          </Button>
        )}
        {setup.cloudya.emails !== null && (
          <Button onClick={() => setOpen("correct")} data-testid="person-correct">
            {say(row.email === "" ? "correct-enter" : "correct")}
          </Button>
        )}
      </div>
      <Switch
        label={say("person-sync")}
        checked={!isExcluded}
        onChange={() =>
          act(
            isExcluded
              ? { text: say("deed-included", { extension }), requests: [include], inverse: [exclude] }
              : { text: say("deed-excluded", { count: 1 }), requests: [exclude], inverse: [include] },
          )
        }
        data-testid="person-sync"
      />
      <Field label={say("person-direction")} className={styles.field}>
        <Select
          value={row.direction ?? "all"}
          onChange={(_, { value }) => setDirection(DIRECTIONS.find((each) => each === value) ?? null)}
          data-testid="person-direction"
        >
          <option value="all">{say("person-direction-all", { direction: say(`setting-direction-${settings.direction}`) })}</option>
          {DIRECTIONS.map((direction) => (
            <option key={direction} value={direction}>
              {say(`setting-direction-${direction}`)}
            </option>
          ))}
        </Select>
      </Field>
      {open === "match" && <MatchDialog extension={extension} name={name} onClose={() => setOpen("nothing")} />}
      {open === "correct" && <CorrectDialog extension={extension} name={name} former={row.email} onClose={() => setOpen("nothing")} />}
    </div>
  );
}
