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
import { useId, type ReactNode } from "react";
import { Dismiss24Regular } from "../../components/icons";
import { SureButton } from "../../components/SureButton";
import { activityWord, LineText, PersonStateText, TeamsText } from "../../components/states";
import { useFormat, useNow, useSay, useSend, useView } from "../../components/window";
import type { DiversionView, Row, Utc } from "../../generated";
import { explanation } from "../../model/explain";
import { Timeline } from "../activity/Timeline";
import { Deeds, LastDeed } from "../matching/Deeds";
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
  const send = useSend();
  const diversion = view.diversions.find(({ extension }) => extension === row.extension);
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
            <Side title={say("side-cloudya")}>
              <dl className={styles.facts}>
                <Fact name={say("column-extension")}>{row.extension}</Fact>
                <Fact name={say("column-line")}>
                  <LineText line={row.line} /> <Since at={row.lineSince} />
                </Fact>
                <Fact name={say("person-cloudya-presence")}>{say(`cloudya-${row.cloudyaPresence}`)}</Fact>
                <Fact name={say("column-email")}>{row.email === "" ? say("none") : row.email}</Fact>
              </dl>
            </Side>
            {diversion && (
              <Side title={say("side-rule")}>
                <Diversion diversion={diversion} />
              </Side>
            )}
            <Side title={say("side-teams")}>
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
            </Side>
            <Side title={say("side-day")}>
              <Timeline extension={row.extension} user={row.user?.id ?? null} />
            </Side>
            <Side title={say("side-match")}>
              <dl className={styles.facts}>
                <Fact name={say("column-state")}>
                  <PersonStateText state={row.state} />
                </Fact>
                <Fact name={say("person-matched-by")}>{row.matchedBy === null ? say("none") : say(`matched-by-${row.matchedBy}`)}</Fact>
                {row.round !== null && <Fact name={say("person-round")}>{format.number(row.round)}</Fact>}
              </dl>
              <MatchSection row={row} />
            </Side>
            <Side title={say("side-journal")}>
              <SureButton
                label={say("forget-journal")}
                question={say("forget-journal-sure", { name: row.name })}
                consequence={say("forget-journal-what", { extension: row.extension })}
                testId="person-forget"
                onSure={() => send({ kind: "empty-journal", extension: row.extension })}
              />
            </Side>
            <LastDeed />
          </Deeds>
        </div>
      </DrawerBody>
    </OverlayDrawer>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  const heading = useId();
  return (
    <section className={styles.side} aria-labelledby={heading}>
      <Subtitle2 as="h3" id={heading} style={{ margin: 0 }}>
        {title}
      </Subtitle2>
      {children}
    </section>
  );
}

/** What the phone rule does to this phone, and when that ends. */
function Diversion({ diversion }: { diversion: DiversionView }) {
  const say = useSay();
  const format = useFormat();
  const { name, profile, former, since, until, state } = diversion;
  return (
    <Body1 data-testid="person-diversion" data-state={state}>
      {say(`phone-rule-${state}`, {
        name,
        profile,
        former,
        activity: activityWord(diversion.activity, say),
        since: format.moment(since),
        until: format.moment(until),
      })}
    </Body1>
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
