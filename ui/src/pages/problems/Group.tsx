// One kind of problem: how many there are, what to do about them, and several at once.

import { Badge, Body1, Button, Caption1, Checkbox, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { memo, useCallback, useDeferredValue, useState } from "react";
import { ItemList } from "../../components/ItemList";
import { useFormat, useSay } from "../../components/window";
import type { DuplicateChoice, Request, StandingProblem } from "../../generated";
import { problemWords } from "../../model/problem-words";
import { choiceOf, extensionsOf, isSettled, type ProblemGroup } from "../../model/problems";
import { useAct } from "../matching/Deeds";
import { DuplicateCard } from "./DuplicateCard";
import { PersonProblem } from "./PersonProblem";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  // Its box stands above the boxes of the entries.
  all: { alignSelf: "flex-start", marginLeft: `calc(${tokens.spacingHorizontalL} - 7px)`, marginBottom: `calc(-1 * ${tokens.spacingVerticalS})` },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: "90ch" },
  remedy: { color: tokens.colorNeutralForeground2, maxWidth: "110ch" },
  bar: {
    position: "sticky",
    top: tokens.spacingVerticalS,
    zIndex: 1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow4,
  },
  count: { marginRight: "auto", fontWeight: tokens.fontWeightSemibold },
});

/** Long groups open in part, and at first only what is in sight: nobody reads five hundred sentences at once. */
const IN_SIGHT = 6;
const FIRST = 25;
const MORE = 50;

/** Drawn again only when one of its problems changed. */
export const Group = memo(function Group({ group: { kind, problems } }: { group: ProblemGroup }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const isDrawn = useDeferredValue(true, false);
  const [shown, setShown] = useState(FIRST);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const visible = problems.slice(0, isDrawn ? shown : IN_SIGHT);
  const rest = problems.length - shown;
  const open = problems.filter(({ problem }) => !isSettled(problem));
  const selected = open.filter(({ key }) => chosen.has(key));
  const choose = useCallback((key: string, isChosen: boolean) => {
    setChosen((before) => {
      const next = new Set(before);
      if (isChosen) next.add(key);
      else next.delete(key);
      return next;
    });
  }, []);
  const items = visible.map((standing) => {
    const { problem, key } = standing;
    const look = { standing, isChosen: chosen.has(key), onChoose: choose };
    return problem.kind === "duplicate-email" ? <DuplicateCard key={key} {...look} problem={problem} /> : <PersonProblem key={key} {...look} />;
  });
  const [first] = problems;

  return (
    <>
      <div className={styles.head}>
        <Subtitle2 as="h2" style={{ margin: 0 }}>
          {say(`problem-kind-${kind}`)}
        </Subtitle2>
        {open.length > 0 && (
          <Badge appearance="tint" color="warning" data-testid={`count-${kind}`}>
            {format.number(open.length)}
          </Badge>
        )}
      </div>
      <Body1 className={styles.quiet}>{say(`problem-kind-${kind}-lead`)}</Body1>
      {first !== undefined && (
        <Caption1 className={styles.remedy}>
          <strong>{say("what-to-do")}</strong> {problemWords(first.problem, say, format).remedy}
        </Caption1>
      )}
      {/* Stays when all are settled, so that no entry moves. */}
      {problems.length > 1 && (
        <Checkbox
          className={styles.all}
          label={say("select-all")}
          disabled={open.length === 0}
          checked={open.length > 0 && selected.length === open.length ? true : selected.length > 0 ? "mixed" : false}
          onChange={(_, { checked }) => setChosen(new Set(checked === true ? open.map(({ key }) => key) : []))}
          data-testid={`select-all-${kind}`}
        />
      )}
      {selected.length > 0 && <Bulk selected={selected} onDone={() => setChosen(new Set())} />}
      {kind === "duplicate-email" ? items : <ItemList>{items}</ItemList>}
      {rest > 0 && (
        <div>
          <Button onClick={() => setShown(shown + MORE)} data-testid={`more-${kind}`}>
            {say("problems-show-rest", { count: Math.min(rest, MORE), rest })}
          </Button>
        </div>
      )}
    </>
  );
});

function Bulk({ selected, onDone }: { selected: readonly StandingProblem[]; onDone: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const act = useAct();
  const count = selected.length;
  const duplicates = selected.flatMap(({ problem }) => (problem.kind === "duplicate-email" ? [problem] : []));
  const people = selected.flatMap(({ problem }) => (problem.kind === "duplicate-email" ? [] : extensionsOf(problem)));
  const done = (text: string, requests: Request[], inverse: Request[]) => {
    act({ text, requests, inverse });
    onDone();
  };
  const settle = (text: string, choose: (extensions: readonly string[]) => DuplicateChoice) =>
    done(
      say(text, { count: duplicates.length }),
      duplicates.map(({ user, extensions }) => ({ kind: "choose-duplicate", user, choice: choose(extensions) })),
      duplicates.map((duplicate) => ({ kind: "choose-duplicate", user: duplicate.user, choice: choiceOf(duplicate) })),
    );
  return (
    <div role="toolbar" aria-label={say("bulk-label")} className={styles.bar} data-testid="bulk">
      <span className={styles.count}>{say("bulk-count", { count })}</span>
      {duplicates.length > 0 && (
        <>
          <Button size="small" onClick={() => settle("deed-lowest", ([extension = ""]) => ({ kind: "use-extension", extension }))} data-testid="bulk-lowest">
            {say("bulk-lowest")}
          </Button>
          <Button size="small" onClick={() => settle("deed-combined", () => ({ kind: "combine" }))} data-testid="bulk-combine">
            {say("duplicate-combine")}
          </Button>
          <Button size="small" onClick={() => settle("deed-left-out", () => ({ kind: "leave-out" }))} data-testid="bulk-leave-out">
            {say("duplicate-leave-out")}
          </Button>
        </>
      )}
      {people.length > 0 && (
        <Button
          size="small"
          onClick={() =>
            done(
              say("deed-excluded", { count: people.length }),
              people.map((extension) => ({ kind: "exclude", extension })),
              people.map((extension) => ({ kind: "include", extension })),
            )
          }
          data-testid="bulk-exclude"
        >
          {say("person-exclude")}
        </Button>
      )}
      <Button
        size="small"
        onClick={() =>
          done(
            say("deed-ignored", { count }),
            selected.map(({ key }) => ({ kind: "ignore", key })),
            selected.map(({ key }) => ({ kind: "take-up-again", key })),
          )
        }
        data-testid="bulk-ignore"
      >
        {say("ignore")}
      </Button>
      <Button size="small" appearance="subtle" onClick={onDone}>
        {say("bulk-none")}
      </Button>
    </div>
  );
}
