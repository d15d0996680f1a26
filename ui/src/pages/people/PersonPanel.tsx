// One person opened: both sides, how the match came about, and why it is shown like this.

import {
  Body1,
  Button,
  Caption1,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Subtitle2,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Dismiss24Regular } from "../../components/icons";
import { activityWord, LineText, PersonStateText, TeamsText } from "../../components/states";
import { useFormat, useNow, useSay, useView } from "../../components/window";
import type { Row, Utc } from "../../generated";
import { explanation } from "../../model/explain";
import { Deeds } from "../matching/Deeds";
import { MatchSection } from "./MatchSection";

const useStyles = makeStyles({
  body: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, paddingBottom: tokens.spacingVerticalXL },
  why: {
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusLarge,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  facts: { display: "grid", gridTemplateColumns: "148px 1fr", gap: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`, margin: 0 },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowWrap: "anywhere", display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  side: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
});

export function PersonPanel({ row, onClose }: { row: Row; onClose: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const why = explanation(row, view, say, format, (activity) => activityWord(activity, say));
  return (
    <OverlayDrawer open position="end" size="medium" onOpenChange={(_, { open }) => !open && onClose()} data-testid="person-panel">
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" icon={<Dismiss24Regular />} aria-label={say("close")} onClick={onClose} />}>
          {say("person-title", { name: row.name, extension: row.extension })}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <div className={styles.body}>
          <Deeds>
            <section className={styles.why} aria-label={say("person-why")}>
              <Caption1 className={styles.quiet}>{say("person-why")}</Caption1>
              <Body1 data-testid="person-explanation">{why}</Body1>
            </section>
            <section className={styles.side}>
              <Subtitle2 as="h3" style={{ margin: 0 }}>
                {say("side-cloudya")}
              </Subtitle2>
              <dl className={styles.facts}>
                <Fact name={say("column-extension")}>{row.extension}</Fact>
                <Fact name={say("column-line")}>
                  <LineText line={row.line} /> <Since at={row.lineSince} />
                </Fact>
                <Fact name={say("person-cloudya-presence")}>{say(`cloudya-${row.cloudyaPresence}`)}</Fact>
                <Fact name={say("column-email")}>{row.email === "" ? say("none") : row.email}</Fact>
              </dl>
            </section>
            <section className={styles.side}>
              <Subtitle2 as="h3" style={{ margin: 0 }}>
                {say("side-teams")}
              </Subtitle2>
              <dl className={styles.facts}>
                <Fact name={say("column-user")}>{row.user === null ? say("none") : row.user.name}</Fact>
                {row.user && <Fact name={say("person-principal")}>{row.user.userPrincipalName}</Fact>}
                <Fact name={say("column-teams")}>
                  <TeamsText teams={row.teams} /> {row.teams && <Since at={row.teamsSince} />}
                </Fact>
                <Fact name={say("person-origin")}>{say(`origin-${row.teamsOrigin}`)}</Fact>
                <Fact name={say("column-published")}>
                  {row.published
                    ? say("person-published", { activity: activityWord(row.published.activity, say), time: format.moment(row.published.expires) })
                    : say("none")}
                </Fact>
              </dl>
            </section>
            <section className={styles.side}>
              <Subtitle2 as="h3" style={{ margin: 0 }}>
                {say("side-match")}
              </Subtitle2>
              <dl className={styles.facts}>
                <Fact name={say("column-state")}>
                  <PersonStateText state={row.state} />
                </Fact>
                <Fact name={say("person-matched-by")}>{row.matchedBy === null ? say("none") : say(`matched-by-${row.matchedBy}`)}</Fact>
                {row.round !== null && <Fact name={say("person-round")}>{format.number(row.round)}</Fact>}
              </dl>
              <MatchSection row={row} />
            </section>
          </Deeds>
        </div>
      </DrawerBody>
    </OverlayDrawer>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}

/** Nothing where the moment is not known. */
function Since({ at }: { at: Utc }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const now = useNow();
  if (at === 0) return null;
  return <Caption1 className={styles.quiet}>{say("since", { time: format.moment(at), ago: format.ago(at, now) })}</Caption1>;
}
