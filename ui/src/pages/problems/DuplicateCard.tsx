// One duplicate: the extensions side by side, which one is used and by which rule, and the choice.

import { Badge, Body1, Button, Caption1, Checkbox, Link, makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { memo } from "react";
import { Checkmark16Filled, CheckmarkCircle16Filled } from "../../components/icons";
import { LineText } from "../../components/states";
import { SURFACE } from "../../components/theme";
import { useFormat, useRow, useSay, usePart } from "../../components/window";
import type { DuplicateChoice, StandingProblem } from "../../generated";
import { goTo } from "../../model/place";
import { problemWords } from "../../model/problem-words";
import { choiceOf, isSettled, type Duplicate } from "../../model/problems";
import { useCorrect } from "../matching/Correcting";
import { useAct } from "../matching/Deeds";
import { IgnoreButton } from "./PersonProblem";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    ...SURFACE,
  },
  top: { display: "flex", gap: tokens.spacingHorizontalXS },
  box: { alignSelf: "start", marginTop: "-4px", marginLeft: "-8px" },
  /** As wide as the box, which a settled card has no longer. */
  tick: { display: "inline-flex", justifyContent: "center", width: "16px", marginRight: "8px", paddingTop: "4px", color: tokens.colorStatusSuccessForeground1 },
  settled: { display: "inline-flex", alignItems: "center", minHeight: "32px", fontWeight: tokens.fontWeightSemibold },
  text: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, minWidth: 0 },
  sides: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(230px, 1fr))", gap: tokens.spacingHorizontalM },
  side: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  used: { border: `2px solid ${tokens.colorBrandStroke1}`, padding: `calc(${tokens.spacingHorizontalL} - 1px)` },
  head: { display: "flex", justifyContent: "space-between", alignItems: "center", gap: tokens.spacingHorizontalS, minHeight: "24px" },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  grow: { flex: 1 },
});

export interface DuplicateCardProps {
  standing: StandingProblem;
  problem: Duplicate;
  isChosen: boolean;
  onChoose: (key: string, isChosen: boolean) => void;
}

export const DuplicateCard = memo(function DuplicateCard({ standing, problem, isChosen, onChoose }: DuplicateCardProps) {
  const styles = useStyles();
  const say = useSay();
  const act = useAct();
  const { title, body } = problemWords(problem, say, useFormat());
  const settled = isSettled(problem);
  const choose = (text: string, choice: DuplicateChoice | null) =>
    act({
      text,
      requests: [{ kind: "choose-duplicate", user: problem.user, choice }],
      inverse: [{ kind: "choose-duplicate", user: problem.user, choice: choiceOf(problem) }],
    });
  return (
    <article className={styles.card} data-testid="problem-duplicate-email" data-user={problem.user} data-settled={settled}>
      <div className={styles.top}>
        {settled ? (
          <span className={styles.tick} aria-hidden>
            <CheckmarkCircle16Filled />
          </span>
        ) : (
          <Checkbox className={styles.box} checked={isChosen} onChange={(_, { checked }) => onChoose(standing.key, checked === true)} aria-label={say("select", { title })} data-testid={`select-${standing.key}`} />
        )}
        <div className={styles.text}>
          <Subtitle2 as="h3" style={{ margin: 0 }}>
            {title}
          </Subtitle2>
          <Body1>{body}</Body1>
        </div>
      </div>
      <div className={styles.sides}>
        {problem.extensions.map((extension) => (
          <Side key={extension} extension={extension} problem={problem} onUse={() => choose(say("deed-use", { extension, user: problem.userName }), { kind: "use-extension", extension })} />
        ))}
      </div>
      <div className={styles.actions}>
        <Button onClick={() => choose(say("deed-combined", { count: 1 }), { kind: "combine" })} data-testid="combine">
          {say("duplicate-combine")}
        </Button>
        <Button onClick={() => choose(say("deed-left-out", { count: 1 }), { kind: "leave-out" })} data-testid="leave-out">
          {say("duplicate-leave-out")}
        </Button>
        {settled ? (
          <>
            <Button size="small" appearance="subtle" onClick={() => choose(say("deed-rule", { user: problem.userName }), null)} data-testid={`back-to-rule-${problem.user}`}>
              {say("duplicate-back-to-rule")}
            </Button>
            <span className={styles.settled}>{say("duplicate-settled")}</span>
          </>
        ) : (
          <IgnoreButton problemKey={standing.key} />
        )}
      </div>
    </article>
  );
});

interface SideProps {
  extension: string;
  problem: Duplicate;
  onUse: () => void;
}

function Side({ extension, problem, onUse }: SideProps) {
  const styles = useStyles();
  const say = useSay();
  const row = useRow(extension);
  const canCorrect = usePart((view) => view.setup.cloudya.emails !== null);
  const correct = useCorrect();
  const used = problem.used.includes(extension);
  const name = row?.name ?? "";
  const email = row?.email ?? problem.email;
  return (
    <div className={mergeClasses(styles.side, used && styles.used)} data-testid={`duplicate-${extension}`} data-used={used}>
      <div className={styles.head}>
        <Link onClick={() => goTo("people", extension)}>
          <strong>{extension}</strong>
        </Link>
        {used ? (
          <Badge appearance="tint" color="brand" icon={<Checkmark16Filled />}>
            {say("duplicate-used")}
          </Badge>
        ) : (
          <Badge appearance="outline" color="informative">
            {say("duplicate-unused")}
          </Badge>
        )}
      </div>
      <Body1>{name}</Body1>
      <Caption1 className={styles.quiet}>{email}</Caption1>
      {row && row.matchedBy !== null && (
        <Caption1 className={styles.quiet}>
          {say("person-matched-by")}: {say(`matched-by-${row.matchedBy}`)}
        </Caption1>
      )}
      {row && <LineText line={row.line} />}
      <span className={styles.grow} />
      <div className={styles.actions}>
        <Button size="small" onClick={onUse} data-testid={`use-${extension}`}>
          {say(used && problem.used.length === 1 ? "duplicate-keep" : "duplicate-use")}
        </Button>
        {canCorrect && (
          <Button size="small" appearance="subtle" onClick={() => correct({ extension, name, former: email })} data-testid={`correct-${extension}`}>
            {say("correct")}
          </Button>
        )}
      </div>
    </div>
  );
}
